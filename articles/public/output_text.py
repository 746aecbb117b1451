"""Text on its way out: safe for XML, and cut around the words that were searched for."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.text.typesetting import typeset

# The language of the articles (RFC 5646), whatever the language of the site's own words. Templates
# mark texts with it.
LANGUAGE = "zh-Hans"

# Characters that XML 1.0 cannot contain, escaped or not; a single one makes a whole feed
# unreadable.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# A text may be cut after a sentence with its closing marks, or after a pause that is not part of a
# number. It is never cut inside a name: in a newspaper that is a fault and not a matter of taste.
_SENTENCE = re.compile(r"[。！？!?…]+[”’」』）)]*")
_PAUSE = re.compile(rf"{_SENTENCE.pattern}|[；;，,、：:](?![0-9])")
# A text that is cut elsewhere must not end with half a number, half a Latin word or an opening
# mark.
_UNFINISHED = re.compile(r"[\w.“‘「『《（(\s]+$", re.ASCII)
_PAUSE_MARKS = "；;，,、：:"
_ELLIPSIS = "……"

# Characters of an excerpt before the first match at most, and in all.
_BEFORE = 40
_EXCERPT = 110


class Fragment(NamedTuple):
    """A part of an excerpt: a match, or the text between two matches."""

    text: str
    is_match: bool = False


def plain(text: str) -> str:
    """The text without characters that would break an XML document."""
    return _NOT_IN_XML.sub("", text)


def cut(text: str, room: int) -> str:
    """At most about `room` characters of a text, ending where its reader would pause."""
    if len(text) <= room:
        return text
    beginning = text[:room]
    last_pause = 0
    for match in _PAUSE.finditer(beginning):
        last_pause = match.end()
    if last_pause <= room // 2:
        finished = _UNFINISHED.sub("", beginning)
        return _with_ellipsis(finished)
    beginning = beginning[:last_pause]
    if _SENTENCE.search(beginning[-3:]):
        return beginning
    return _with_ellipsis(beginning)


def _with_ellipsis(text: str) -> str:
    return text.rstrip(_PAUSE_MARKS) + _ELLIPSIS


def excerpt(text: str, words: list[str]) -> list[Fragment]:
    """The text around the first of the words, with every match as a fragment of its own.

    Empty when none of the words stands in the text as it was written.
    """
    if not words:
        return []
    alternatives = "|".join(map(re.escape, words))
    pattern = re.compile(alternatives, re.IGNORECASE)
    first_match = pattern.search(text)
    if first_match is None:
        return []
    start = _start_of_excerpt(text, first_match.start())
    passage = cut(text[start:], _EXCERPT)
    fragments = [Fragment(_ELLIPSIS)] if start else []
    fragments.extend(_split_by_matches(passage, pattern))
    return [fragment for fragment in fragments if fragment.text]


def _start_of_excerpt(text: str, match_start: int) -> int:
    """After the last pause before the match, or `_BEFORE` characters in front of it."""
    start = max(match_start - _BEFORE, 0)
    pauses = _PAUSE.finditer(text[start:match_start])
    ends = [pause.end() for pause in pauses]
    return start + max(ends, default=0)


def _split_by_matches(passage: str, pattern: re.Pattern[str]) -> Iterator[Fragment]:
    # The passage is searched as it was written, and shown with full-width marks, which has the
    # same length.
    full_width = typeset(passage)
    end = 0
    for match in pattern.finditer(passage):
        yield Fragment(full_width[end : match.start()])
        yield Fragment(full_width[match.start() : match.end()], is_match=True)
        end = match.end()
    yield Fragment(full_width[end:])
