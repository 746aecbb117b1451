"""Characters and what they say: one folding for every width and form, and classes of punctuation.

`fold` maps character to character, so that an offset in the folded text is an offset in the source.
"""

import re
from typing import Final

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FORMS = dict(
    zip(
        "∶︰︓︐︑︒︔︕︖︵︶﹁﹂﹃﹄︽︾︻︼︗︘︱︳︙﹕﹐﹔﹖﹗﹙﹚「」『』〔〕［］＂・‧•\u3000\xa0\u2002\u2003\u2009",
        ':::,、。;!?()“”‘’《》【】【】||…:,;?!()“”‘’()()"···     ',
        strict=True,
    )
)
_FOLDED: Final = _FULL_WIDTH | {ord(form): ord(plain) for form, plain in _FORMS.items()}

_FOLDABLE = re.compile("[" + re.escape("".join(map(chr, _FOLDED))) + "]")

TERMINAL: Final = frozenset("。!?…")  # what may end a sentence
CLOSING: Final = '”’)》】"'  # what may stand behind the end of a sentence
_NEVER_FIRST: Final = frozenset("。!?,、;:”’)》】%")
_NEVER_LAST: Final = frozenset("“‘(《【,、")


def fold(text: str) -> str:
    """The text with full-width, half-width and vertical forms brought to one form each."""
    return text.translate(_FOLDED) if _FOLDABLE.search(text) else text


def printed_width(text: str) -> float:
    """The width on paper in characters: a Chinese character is 1, a Latin letter or digit a half."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def ends_sentence(text: str) -> bool:
    """Whether folded text stops where a sentence may stop."""
    return text.rstrip().rstrip(CLOSING)[-1:] in TERMINAL


def quotes_left_open(text: str) -> int:
    """Opening minus closing quotation marks: above zero, the text stops inside a quotation."""
    return text.count("“") + text.count("《") - text.count("”") - text.count("》")


def closes_before_opening(text: str) -> bool:
    """Whether a quotation ends in the text that did not begin in it: the text starts inside one."""
    for opening, closing in (("“", "”"), ("《", "》"), ("(", ")")):
        end = text.find(closing)
        if end != -1 and text.find(opening, 0, end) == -1:
            return True
    return False


def cannot_begin(text: str) -> bool:
    """Whether no sentence can begin like this."""
    return not text or text[0] in _NEVER_FIRST or closes_before_opening(text)


def cannot_end(text: str) -> bool:
    """Whether no sentence can stop like this."""
    bare = text.rstrip()
    return not bare or bare[-1] in _NEVER_LAST
