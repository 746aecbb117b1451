"""An editor's text and a corrected file's, put together from what both started from. No queries.

What only one side changed is taken from that side, field by field and in the body paragraph by paragraph.
What both changed differently is a clash, and ours stays until somebody decides.
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
    """Put both together. Of the fields that are `kept` nothing is taken without a decision."""
    before, now, new = values_of(base), values_of(ours), values_of(theirs)
    taken: dict[str, Any] = {}
    clashes = []
    for name, new_value in new.items():
        if new_value in (now[name], before[name]):
            continue
        both: Any = None
        if name in kept:
            pass
        elif now[name] == before[name]:
            both = new_value
        elif name == "body":
            both = merge_bodies(before[name], now[name], new_value)
        if both is None:
            clashes.append(Clash(name, before[name], now[name], new_value))
        else:
            taken[name] = both
    return MergeResult(with_values(ours, taken), tuple(clashes))


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
    merged: list[str] = []
    chunks = _chunks(
        split_body(base),
        split_body(ours),
        split_body(theirs),
    )
    for before, now, new in chunks:
        both = _merge_chunk(before, now, new)
        if both is None:
            return None
        merged += both
    return "\n\n".join(merged)


Chunk = tuple[Sequence[str], Sequence[str], Sequence[str]]


def _merge_chunk(
    before: Sequence[str], now: Sequence[str], new: Sequence[str]
) -> Sequence[str] | None:
    if before == new or now == new:
        return now
    if before == now:
        return new
    if len(before) == len(now) == len(new) > 1:  # neighbours, each changed by one side
        merged: list[str] = []
        for texts in zip(before, now, new, strict=True):
            single = _merge_chunk(*([text] for text in texts))
            if single is None:
                return None
            merged += single
        return merged
    return None


def _chunks(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Chunk]:
    """Stretches between the paragraphs that stand in all three, and those paragraphs themselves."""
    in_ours = _places(base, ours)
    in_theirs = _places(base, theirs)
    at = our_at = their_at = 0
    for place in sorted(in_ours.keys() & in_theirs.keys()):
        our_place = in_ours[place]
        their_place = in_theirs[place]
        yield base[at:place], ours[our_at:our_place], theirs[their_at:their_place]
        common = base[place : place + 1]
        yield common, common, common
        at = place + 1
        our_at = our_place + 1
        their_at = their_place + 1
    yield base[at:], ours[our_at:], theirs[their_at:]


def _places(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Where the paragraphs of the base stand in the other text, in ascending order on both sides."""
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    places = {}
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            places[block.a + offset] = block.b + offset
    return places


def with_values(content: Content, values: dict[str, Any]) -> Content:
    """The content with some of its values replaced; the inverse of `values_of`."""
    parts: dict[str, Any] = {name: values[name] for name in PARTS if name in values}
    if "bylines" in parts:
        bylines = [Signature(*entry) for entry in parts["bylines"]]
        parts["bylines"] = tuple(bylines)
    if "pictures" in parts:
        pictures = [Picture(*entry) for entry in parts["pictures"]]
        parts["pictures"] = tuple(pictures)
    fields = {}
    for name, text in content.fields.items():
        fields[name] = values.get(name, text)
    return replace(content, fields=fields, **parts)
