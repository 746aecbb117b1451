"""Text on its way out: fit for XML, and cut around what was searched for."""

import re
from typing import NamedTuple

# What XML 1.0 cannot hold, escaped or not; a single one makes a whole feed unreadable.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Characters shown before the first match, and in all.
_BEFORE = 24
_EXCERPT = 110


class Fragment(NamedTuple):
    text: str
    is_match: bool = False


def plain(text: str) -> str:
    """The text without characters that would break an XML document."""
    return _NOT_IN_XML.sub("", text)


def excerpt(text: str, words: list[str]) -> list[Fragment]:
    """A stretch of the text around the first of the words, with every match in it set apart.

    Empty when none of the words stands in the text as it was written.
    """
    pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    first = pattern.search(text) if words else None
    if first is None:
        return []
    start = max(first.start() - _BEFORE, 0)
    stretch = text[start : start + _EXCERPT]
    fragments = [Fragment("……")] if start else []
    at = 0
    for match in pattern.finditer(stretch):
        fragments += [Fragment(stretch[at : match.start()]), Fragment(match.group(), is_match=True)]
        at = match.end()
    rest = stretch[at:] + ("……" if start + _EXCERPT < len(text) else "")
    return [fragment for fragment in (*fragments, Fragment(rest)) if fragment.text]
