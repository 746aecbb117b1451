"""Text on its way out: fit for XML, and cut around what was searched for."""

import re
from typing import NamedTuple

from articles.text.typesetting import typeset

# What a paper is written in, whatever language the site's own words are in (RFC 5646). Templates say it of its texts.
LANGUAGE = "zh-Hans"

# What XML 1.0 cannot hold, escaped or not; a single one makes a whole feed unreadable.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Where a text may be cut: after a sentence with its closing marks, or after a pause that is not
# part of a number. Never inside a name, which in a newspaper is a fault and not a matter of taste.
_SENTENCE = re.compile(r"[。！？!?…]+[”’」』）)]*")
_PAUSE = re.compile(rf"{_SENTENCE.pattern}|[；;，,、：:](?![0-9])")
# What a text that is cut elsewhere must not end with: half a number or a Latin word, an opening mark.
_UNFINISHED = re.compile(r"[\w.“‘「『《（(\s]+$", re.ASCII)

# Characters shown before the first match at most, and in all.
_BEFORE = 40
_EXCERPT = 110


class Fragment(NamedTuple):
    text: str
    is_match: bool = False


def plain(text: str) -> str:
    """The text without characters that would break an XML document."""
    return _NOT_IN_XML.sub("", text)


def cut(text: str, room: int) -> str:
    """At most about `room` characters of a text, ending where its reader would draw breath."""
    if len(text) <= room:
        return text
    shown = text[:room]
    ends = [match.end() for match in _PAUSE.finditer(shown) if match.end() > room // 2]
    shown = shown[: ends[-1]] if ends else _UNFINISHED.sub("", shown)
    return shown if _SENTENCE.search(shown[-3:]) and ends else shown.rstrip("；;，,、：:") + "……"


def excerpt(text: str, words: list[str]) -> list[Fragment]:
    """A stretch of the text around the first of the words, with every match in it set apart.

    Empty when none of the words stands in the text as it was written.
    """
    pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    first = pattern.search(text) if words else None
    if first is None:
        return []
    start = max(first.start() - _BEFORE, 0)
    start += max((pause.end() for pause in _PAUSE.finditer(text[start : first.start()])), default=0)
    stretch = cut(text[start:], _EXCERPT)
    fragments = [Fragment("……")] if start else []
    shown, at = typeset(stretch), 0
    for match in pattern.finditer(stretch):
        fragments += [
            Fragment(shown[at : match.start()]),
            Fragment(shown[match.start() : match.end()], is_match=True),
        ]
        at = match.end()
    return [fragment for fragment in (*fragments, Fragment(shown[at:])) if fragment.text]
