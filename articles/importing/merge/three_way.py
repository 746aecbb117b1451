"""An editor's text and a corrected file's, merged by what both started from. No queries.

What only one side changed is taken from that side, field by field and in the body paragraph by
paragraph. What both changed differently is a clash, and the editor's text stays until somebody
decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from articles.models.article_content import Content, Picture, Signature
from articles.text.body import split_body

PARTS = ("section", "bylines", "pictures")


class Clash(NamedTuple):
    """A field that both sides changed; values as `values_of` gives them."""

    field: str
    base: Any
    ours: Any
    theirs: Any


class MergeResult(NamedTuple):
    content: Content
    clashes: tuple[Clash, ...]


def merge(base: Content, ours: Content, theirs: Content, kept: Collection[str] = ()) -> MergeResult:
    """Merge both changes. Of the fields that are `kept` nothing is taken without a decision."""
    base_values = values_of(base)
    our_values = values_of(ours)
    their_values = values_of(theirs)
    taken: dict[str, Any] = {}
    clashes = []
    for name, their_value in their_values.items():
        base_value = base_values[name]
        our_value = our_values[name]
        if their_value in (our_value, base_value):
            continue
        merged: Any = None
        if name not in kept:
            merged = _merge_values(name, base_value, our_value, their_value)
        if merged is None:
            clash = Clash(name, base_value, our_value, their_value)
            clashes.append(clash)
        else:
            taken[name] = merged
    return MergeResult(with_values(ours, taken), tuple(clashes))


def _merge_values(name: str, base: Any, ours: Any, theirs: Any) -> Any:
    """The value of one field that the file changed; None where both changed it differently."""
    if ours == base:
        return theirs
    if name == "body":
        return merge_bodies(base, ours, theirs)
    return None


def values_of(content: Content) -> dict[str, Any]:
    """Everything of a content by name, as JSON would hold it."""
    return {
        **content.fields,
        "section": content.section,
        "bylines": [list(line) for line in content.bylines],
        "pictures": [list(picture) for picture in content.pictures],
    }


def merge_bodies(base: str, ours: str, theirs: str) -> str | None:
    """Both changes in one body; None where both changed the same paragraphs differently."""
    base_paragraphs = split_body(base)
    our_paragraphs = split_body(ours)
    their_paragraphs = split_body(theirs)
    merged: list[str] = []
    for chunk in _chunks(base_paragraphs, our_paragraphs, their_paragraphs):
        paragraphs = _merge_chunk(*chunk)
        if paragraphs is None:
            return None
        merged += paragraphs
    return "\n\n".join(merged)


Chunk = tuple[Sequence[str], Sequence[str], Sequence[str]]


def _merge_chunk(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Sequence[str] | None:
    if base == theirs or ours == theirs:
        return ours
    if base == ours:
        return theirs
    has_equal_lengths = len(base) == len(ours) == len(theirs)
    if not has_equal_lengths or len(base) == 1:
        return None
    # Neighbouring paragraphs may each be changed by one side.
    merged: list[str] = []
    for paragraphs in zip(base, ours, theirs, strict=True):
        base_text, our_text, their_text = paragraphs
        single = _merge_chunk([base_text], [our_text], [their_text])
        if single is None:
            return None
        merged += single
    return merged


def _chunks(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Chunk]:
    """The paragraphs that stand in all three texts, and the runs of paragraphs between them."""
    in_ours = _indexes(base, ours)
    in_theirs = _indexes(base, theirs)
    base_start = 0
    our_start = 0
    their_start = 0
    for base_end in sorted(in_ours.keys() & in_theirs.keys()):
        our_end = in_ours[base_end]
        their_end = in_theirs[base_end]
        yield (
            base[base_start:base_end],
            ours[our_start:our_end],
            theirs[their_start:their_end],
        )
        common = [base[base_end]]
        yield common, common, common
        base_start = base_end + 1
        our_start = our_end + 1
        their_start = their_end + 1
    yield base[base_start:], ours[our_start:], theirs[their_start:]


def _indexes(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """The index in the other text of each paragraph of the base; both ascend."""
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    indexes = {}
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            indexes[block.a + offset] = block.b + offset
    return indexes


def with_values(content: Content, values: dict[str, Any]) -> Content:
    """The content with some of its values replaced; the inverse of `values_of`."""
    parts: dict[str, Any] = {}
    if "section" in values:
        parts["section"] = values["section"]
    if "bylines" in values:
        bylines = [Signature(*line) for line in values["bylines"]]
        parts["bylines"] = tuple(bylines)
    if "pictures" in values:
        pictures = [Picture(*line) for line in values["pictures"]]
        parts["pictures"] = tuple(pictures)
    fields = dict(content.fields)
    for name in fields:
        if name in values:
            fields[name] = values[name]
    return replace(content, fields=fields, **parts)
