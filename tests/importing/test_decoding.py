"""Bytes become text by what is declared or by strict decoding, and what does not fit is refused with its place."""

import encodings
from contextlib import suppress
from pkgutil import iter_modules

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.faults import SourceError
from articles.importing.files.decoding import DecodedText, decode, text_encoding

LINE = "云汀日报(记者/陈望) 小巷装上新路灯。"
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\ufeff"), min_size=1
)


@pytest.mark.parametrize(
    ("data", "declared", "encoding"),
    [
        (LINE.encode(), "", "utf-8"),
        (b"\xef\xbb\xbf" + LINE.encode(), "", "utf-8"),
        (b"\xff\xfe" + LINE.encode("utf-16-le"), "", "utf-16-le"),
        (b"\xfe\xff" + LINE.encode("utf-16-be"), "", "utf-16-be"),
        (LINE.encode("gbk"), "", "gb18030"),
        (LINE.encode("gbk"), "GBK", "gbk"),
        (LINE.encode("utf-16-le"), "utf-16-le", "utf-16-le"),
        (b"\xef\xbb\xbf" + LINE.encode(), "gbk", "utf-8"),
    ],
)
def test_the_encoding_is_found_or_told_and_recorded(
    data: bytes, declared: str, encoding: str
) -> None:
    assert decode(data, "A01.txt", declared)[:2] == (LINE, encoding)


def test_big5_has_to_be_declared() -> None:
    data = "雲汀日報".encode("big5")
    assert decode(data, "A01.txt", "big5") == DecodedText("雲汀日報", "big5")
    assert decode(data, "A01.txt").text != "雲汀日報"


def test_only_what_is_neither_told_nor_utf_8_is_a_guess() -> None:
    assert decode(LINE.encode("gbk"), "A01.txt").is_guess
    assert not decode(LINE.encode("gbk"), "A01.txt", "gbk").is_guess
    assert not decode(LINE.encode(), "A01.txt").is_guess


@given(TEXTS)
def test_utf_8_and_gb18030_round_trip(text: str) -> None:
    assert decode(text.encode(), "A01.txt").text == text
    assert decode(text.encode("gb18030"), "A01.txt", "gb18030").text == text
    assert decode(b"\xff\xfe" + text.encode("utf-16-le"), "A01.txt").text == text


@given(st.binary())
def test_any_bytes_are_a_text_of_storable_characters_or_refused(data: bytes) -> None:
    with suppress(SourceError):
        text = decode(data, "A01.txt").text
        assert "\x00" not in text
        assert "\r" not in text
        text.encode()


def test_line_ends_become_newlines_and_nothing_else_does() -> None:
    assert (
        decode("一\r\n二\r三\n四\u2028五\x0b六".encode(), "A01.txt").text
        == "一\n二\n三\n四\u2028五\x0b六"
    )


def test_a_byte_order_mark_is_no_text_in_any_encoding() -> None:
    assert decode("\ufeff一".encode("gb18030"), "A01.txt", "gb18030").text == "一"


@pytest.mark.parametrize(
    ("data", "declared", "says"),
    [
        ("一\n二".encode() + b"\xff", "", ("byte 7", "line 2", "--encoding big5")),
        (
            "一\r\n".encode("utf-16-le") + b"\x00\xd8\x00\x00",
            "utf-16-le",
            ("utf-16-le", "byte 6", "line 2"),
        ),
        ("\ufeff一\n".encode() + b"\xff", "", ("utf-8", "byte 7", "line 2")),
        ("雲\n汀".encode("big5") + b"\xff", "big5", ("big5", "byte 5", "line 2")),
        ("一\n二\x00三".encode(), "", ("U+0000", "byte 7", "line 2", "utf-16-le")),
        (b"ab+2AA-", "utf-7", ("U+D800", "byte 2", "line 1")),
    ],
)
def test_what_does_not_fit_is_refused_with_place_and_remedy(
    data: bytes, declared: str, says: tuple[str, ...]
) -> None:
    with pytest.raises(SourceError) as refused:
        decode(data, "A01.txt", declared)
    for part in ("A01.txt", *says):
        assert part in str(refused.value)


@pytest.mark.parametrize(
    "name",
    ["hex", "rot13", "base64", "zlib", "idna", "punycode", "undefined", "unicode_escape"],
)
def test_a_codec_that_no_text_file_is_written_in_is_no_encoding(name: str) -> None:
    for attempt in (lambda: text_encoding(name), lambda: decode(b"abc", "A01.txt", name)):
        with pytest.raises(SourceError, match=f"“{name}” is no encoding"):
            attempt()


@pytest.mark.parametrize("name", ["big-6", "", "a" * 300, "a\x00b", "\udcff"])
def test_a_name_of_no_codec_is_no_encoding(name: str) -> None:
    with pytest.raises(SourceError, match="is no encoding"):
        text_encoding(name)


@pytest.mark.parametrize("name", [module.name for module in iter_modules(encodings.__path__)])
def test_every_codec_of_python_reads_any_bytes_or_says_one_sentence(name: str) -> None:
    for data in (bytes(range(256)), b"\xff\xfe\x00\xd8", b"\xff" * 70, b"xn--\xff", b"+2AA-"):
        with suppress(SourceError):
            assert decode(data, "A01.txt", name).text.encode()
