"""Turn the bytes of a page file into text.

The encoding is never guessed by frequency, and no character is ever replaced.
"""

import codecs
import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.importing.faults import SourceError

# The longest mark comes first.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Python counts these among its text encodings, but no file of text is written in them.
_NOT_FOR_FILES = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape"})
_REFUSED_CHARACTER = re.compile("[\x00\ud800-\udfff]")


class DecodedText(NamedTuple):
    """The text with "\\n" as its only line end, and the encoding it was read in."""

    text: str
    encoding: str
    # True where neither a byte order mark nor the caller named the encoding, and it is not UTF-8.
    is_guess: bool = False


def text_encoding(name: str) -> str:
    """The name that Python gives to an encoding; SourceError for what is no encoding of text."""
    try:
        codec = codecs.lookup(name)
        "".encode(name)  # refuses codecs such as hex and rot13, which turn bytes into bytes
    except (LookupError, ValueError):
        raise _no_encoding(name) from None
    if codec.name in _NOT_FOR_FILES:
        raise _no_encoding(name)
    return codec.name


def decode(data: bytes, display_path: str, declared_encoding: str = "") -> DecodedText:
    """Decode by byte order mark, declared encoding, strict UTF-8, strict GB18030, in this order.

    SourceError says byte and line for bytes that are not in the encoding, for NUL and for lone
    surrogates, and names a declared encoding that Python does not know.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            offset = len(mark)
            text = _decode_strictly(data[offset:], encoding, display_path, offset)
            text = _clean(text, encoding, display_path, offset)
            return DecodedText(text, encoding)
    if declared_encoding:
        encoding = text_encoding(declared_encoding)
        text = _decode_strictly(data, encoding, display_path)
        text = _clean(text, encoding, display_path)
        return DecodedText(text, encoding)
    text, encoding = _decode_undeclared(data, display_path)
    text = _clean(text, encoding, display_path)
    is_guess = encoding != "utf-8"
    return DecodedText(text, encoding, is_guess)


def _no_encoding(name: str) -> SourceError:
    return SourceError(
        _("“%s” is no encoding; usual ones are utf-8, gb18030, big5, utf-16-le") % name
    )


def _decode_strictly(data: bytes, encoding: str, display_path: str, offset: int = 0) -> str:
    """`offset` is the number of bytes that stand before `data` in the file."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode(encoding, "ignore")
        raise SourceError(
            _(
                "%(place)s is not in %(encoding)s: byte %(byte)d (line %(line)d) does not fit."
                " Give another encoding (option --encoding)."
            )
            % {
                "place": display_path,
                "encoding": encoding,
                "byte": fault.start + offset,
                "line": _line_number(before),
            }
        ) from None


def _decode_undeclared(data: bytes, display_path: str) -> tuple[str, str]:
    """The text and the encoding."""
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as fault:
        utf8_byte = fault.start
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError as fault:
        gb18030_byte = fault.start
    raise SourceError(
        _(
            "%(place)s is neither UTF-8 (byte %(byte)d, line %(line)d) nor GB18030 "
            "(byte %(gb_byte)d, line %(gb_line)d). "
            "Name its encoding, for example --encoding big5, or save it as UTF-8."
        )
        % {
            "place": display_path,
            "byte": utf8_byte,
            "line": data.count(b"\n", 0, utf8_byte) + 1,
            "gb_byte": gb18030_byte,
            "gb_line": data.count(b"\n", 0, gb18030_byte) + 1,
        }
    )


def _clean(text: str, encoding: str, display_path: str, offset: int = 0) -> str:
    """The text with plain line ends; SourceError for characters that no database stores."""
    refused = _REFUSED_CHARACTER.search(text)
    if refused:
        before = text[: refused.start()]
        raise SourceError(
            _(
                "%(place)s holds the character U+%(code)04X at byte %(byte)d (line %(line)d), "
                "which no text holds. Read it with another --encoding (utf-16-le is a usual one), "
                "or save it as UTF-8."
            )
            % {
                "place": display_path,
                "code": ord(refused[0]),
                "byte": len(before.encode(encoding, "ignore")) + offset,
                "line": _line_number(before),
            }
        )
    return _with_plain_line_ends(text.removeprefix("\ufeff"))


def _with_plain_line_ends(text: str) -> str:
    text = text.replace("\r\n", "\n")
    return text.replace("\r", "\n")


def _line_number(before: str) -> int:
    """The number of the line that follows this text, counted from 1."""
    lines_before = _with_plain_line_ends(before)
    return lines_before.count("\n") + 1
