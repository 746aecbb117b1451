"""Bytes of a page file to text: never guessed by frequency, never with characters replaced."""

import codecs
import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.importing.faults import SourceError

# By the longest mark first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TRIED = ("utf-8", "gb18030")
_REFUSED = re.compile("[\x00\ud800-\udfff]")


class DecodedText(NamedTuple):
    """The text with "\\n" as its only line end, and the encoding it was read in."""

    text: str
    encoding: str
    # Neither a byte order mark nor the caller said so, and it is not UTF-8.
    is_guess: bool = False


def decode(data: bytes, place: str, declared: str = "") -> DecodedText:
    """Byte order mark, declared encoding, strict UTF-8, strict GB18030: the first that there is decides.

    `declared` is a codec Python knows. Raises SourceError, with byte and line, for bytes that are
    not in the encoding, for NUL and for lone surrogates.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _decode_declared(data[len(mark) :], encoding, place, offset=len(mark))
            return DecodedText(_checked(text, encoding, place, offset=len(mark)), encoding)
    if declared:
        encoding = codecs.lookup(declared).name
        return DecodedText(
            _checked(_decode_declared(data, encoding, place), encoding, place), encoding
        )
    text, encoding = _decode_undeclared(data, place)
    return DecodedText(_checked(text, encoding, place), encoding, is_guess=encoding != "utf-8")


def _decode_declared(data: bytes, encoding: str, place: str, offset: int = 0) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise SourceError(
            _(
                "%(place)s is not in %(encoding)s: byte %(byte)d (line %(line)d) does not fit."
                " Give another encoding (option --encoding)."
            )
            % {
                "place": place,
                "encoding": encoding,
                "byte": fault.start + offset,
                "line": _line(data[: fault.start].decode(encoding, "ignore")),
            }
        ) from None
    except UnicodeError:  # codecs such as idna do not say where
        raise SourceError(
            _("%(place)s is not in %(encoding)s. Give another encoding (option --encoding).")
            % {"place": place, "encoding": encoding}
        ) from None


def _decode_undeclared(data: bytes, place: str) -> tuple[str, str]:
    places = []
    for encoding in _TRIED:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as fault:
            places.append((fault.start, data.count(b"\n", 0, fault.start) + 1))
    (byte, line), (gb_byte, gb_line) = places
    raise SourceError(
        _(
            "%(place)s is neither UTF-8 (byte %(byte)d, line %(line)d) nor GB18030 (byte %(gb_byte)d, "
            "line %(gb_line)d). Name its encoding, for example --encoding big5, or save it as UTF-8."
        )
        % {"place": place, "byte": byte, "line": line, "gb_byte": gb_byte, "gb_line": gb_line}
    )


def _checked(text: str, encoding: str, place: str, offset: int = 0) -> str:
    refused = _REFUSED.search(text)
    if refused:
        before = text[: refused.start()]
        raise SourceError(
            _(
                "%(place)s holds the character U+%(code)04X at byte %(byte)d (line %(line)d), which no text holds. "
                "Read it with another --encoding (utf-16-le is a usual one), or save it as UTF-8."
            )
            % {
                "place": place,
                "code": ord(refused[0]),
                "byte": len(before.encode(encoding, "ignore")) + offset,
                "line": _line(before),
            }
        )
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _line(before: str) -> int:
    return before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
