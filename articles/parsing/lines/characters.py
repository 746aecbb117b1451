"""Characters and their meaning: one folding for every width and form, and classes of punctuation.

`fold` maps character to character, so that an offset in the folded text is an offset in the source.
"""

import re
from typing import Final

_FULL_WIDTH_FIRST = 0xFF01
_FULL_WIDTH_LAST = 0xFF5E
_FULL_WIDTH_DISTANCE = 0xFEE0  # from a full-width character to its ASCII form
_FULL_WIDTH = {
    code: code - _FULL_WIDTH_DISTANCE for code in range(_FULL_WIDTH_FIRST, _FULL_WIDTH_LAST + 1)
}
_FORMS = dict(
    zip(
        "╱∶︰︓︐︑︒︔︕︖︵︶﹁﹂﹃﹄︽︾︻︼︗︘︱︳︙﹕﹐﹔﹖﹗﹙﹚「」『』〔〕［］＂・‧•\u3000\xa0\u2002\u2003\u2009",
        '/:::,、。;!?()“”‘’《》【】【】||…:,;?!()“”‘’()()"···     ',
        strict=True,
    )
)
_FOLDED: Final = _FULL_WIDTH | {ord(form): ord(plain) for form, plain in _FORMS.items()}

_FOLDABLE = re.compile("[" + re.escape("".join(map(chr, _FOLDED))) + "]")

TERMINAL: Final = frozenset("。!?…")  # what may end a sentence
CLOSING: Final = '”’)》】"'  # what may stand behind the end of a sentence
_PAIRED: Final = (("“", "”"), ("《", "》"), ("(", ")"))
_NEVER_FIRST: Final = frozenset("。!?,、;:”’)》】%")
_NEVER_LAST: Final = frozenset("“‘(《【,、")


def fold(text: str) -> str:
    """Bring full-width, half-width and vertical forms of characters to one form each."""
    if _FOLDABLE.search(text):
        return text.translate(_FOLDED)
    return text


def printed_width(text: str) -> float:
    """The width on paper: Chinese characters count 1, Latin letters and digits a half."""
    ascii_count = len(text.encode("ascii", "ignore"))
    wide_count = len(text) - ascii_count
    return wide_count + ascii_count / 2


def ends_sentence(text: str) -> bool:
    """Whether folded text stops where a sentence may stop."""
    bare = text.rstrip().rstrip(CLOSING)
    return bare[-1:] in TERMINAL


def quotes_left_open(text: str) -> int:
    """Opening minus closing quotation marks: above zero, the text stops inside a quotation."""
    opened = text.count("“") + text.count("《")
    closed = text.count("”") + text.count("》")
    return opened - closed


def closes_before_opening(text: str) -> bool:
    """Whether the text starts inside a quotation: a mark closes before one like it opens."""
    for opening, closing in _PAIRED:
        end = text.find(closing)
        if end != -1 and text.find(opening, 0, end) == -1:
            return True
    return False


def cannot_begin(text: str) -> bool:
    """Whether no sentence can begin like this text."""
    if not text:
        return True
    return text[0] in _NEVER_FIRST or closes_before_opening(text)


def cannot_end(text: str) -> bool:
    """Whether no sentence can stop like this text."""
    bare = text.rstrip()
    if not bare:
        return True
    return bare[-1] in _NEVER_LAST
