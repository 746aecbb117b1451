"""Characters: every width and form is one character, and punctuation says where a sentence may stop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.lines import characters


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(characters.fold(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert characters.fold(characters.fold(text)) == characters.fold(text)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("（记者／陈望）：", "(记者/陈望):"),
        ("ＡＢＣ１２３", "ABC123"),
        ("︵记者︱陈望︶", "(记者|陈望)"),
        ("﹁江水﹂﹃江﹄", "“江水”‘江’"),
        ("「江水」『江』", "“江水”‘江’"),
        ("︽云汀日报︾", "《云汀日报》"),
        ("陈　望", "陈 望"),
        ("江水︐上涨︒", "江水,上涨。"),
        ("阿·买", "阿·买"),
        ("江水，上涨；", "江水,上涨;"),
    ],
)
def test_forms_of_one_mark_are_one_mark(printed: str, folded: str) -> None:
    assert characters.fold(printed) == folded


@pytest.mark.parametrize(
    ("text", "width"), [("江水", 2), ("12", 1), ("江12", 2), ("", 0), ("，", 1), (",", 0.5)]
)
def test_a_latin_character_is_half_as_wide_as_a_chinese_one(text: str, width: float) -> None:
    assert characters.printed_width(text) == width


@pytest.mark.parametrize(
    "text", ["江水上涨。", "江水上涨!", "江水上涨?”", "江水上涨……", "江水上涨。)", "江水上涨。 "]
)
def test_a_sentence_ends_with_its_mark_whatever_closes_behind_it(text: str) -> None:
    assert characters.ends_sentence(text)


@pytest.mark.parametrize("text", ["江水上涨", "江水上涨,", "“江水”", "江水:", "", "”"])
def test_without_such_a_mark_no_sentence_ends(text: str) -> None:
    assert not characters.ends_sentence(text)


@pytest.mark.parametrize(
    "text", ["。江水", ",江水", "”江水", ")江水", "%的江水", "江水”他说", "江》里"]
)
def test_no_sentence_begins_with_a_closing_mark_or_inside_a_quotation(text: str) -> None:
    assert characters.cannot_begin(text)


@pytest.mark.parametrize("text", ["江水", "“江水”", "《江》里", "(江水)", "3月"])
def test_a_sentence_may_begin_with_a_word_or_an_opening_mark(text: str) -> None:
    assert not characters.cannot_begin(text)


@pytest.mark.parametrize("text", ["江水“", "江水(", "江水,", "江水、", "《"])
def test_no_sentence_stops_at_an_opening_mark_or_a_comma(text: str) -> None:
    assert characters.cannot_end(text)


@pytest.mark.parametrize(
    ("text", "left"), [("“江水”", 0), ("“江水", 1), ("《江》“水", 1), ("江水”", -1)]
)
def test_quotations_left_open_are_counted(text: str, left: int) -> None:
    assert characters.quotes_left_open(text) == left
