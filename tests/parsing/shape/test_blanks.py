"""Stray blanks between Chinese characters are closed up; those of print stay."""

import pytest

from articles.parsing.shape import ShapeCode, shape_page
from tests.parsing.shape.printed import BRIDGE, ORCHARD, SCHOOL

_HEAD = "城南小学换新灶 孩子吃上热馒头"
_BYLINE = "本报讯(记者 温一帆 通讯员 葛小满)"


def _stray(text: str, every: int) -> str:
    """The text with a blank behind every so many characters."""
    parts = [text[start : start + every] for start in range(0, len(text), every)]
    return " ".join(parts)


def test_a_blank_behind_every_character_is_closed_up() -> None:
    page = shape_page(f"{_stray('城南小学换新灶', 1)}\n\n{_stray(SCHOOL, 1)}")
    assert page.texts == ["城南小学换新灶", "", SCHOOL]
    assert [finding.code for finding in page.findings] == [ShapeCode.BLANKS]


def test_a_wider_gap_among_blanks_everywhere_is_a_blank() -> None:
    spaced = _stray("记者", 1) + "   " + _stray("温一帆", 1)
    page = shape_page(f"{spaced}\n\n{_stray(SCHOOL, 1)}")
    assert page.texts[0].split() == ["记者", "温一帆"]


def test_figures_with_a_blank_behind_every_digit_are_whole_again() -> None:
    page = shape_page(f"{_stray('11月23日合龙', 1)}\n\n{_stray(SCHOOL, 1)}")
    assert page.texts[0] == "11月23日合龙"


@pytest.mark.parametrize("every", [3, 4, 5, 7])
def test_a_blank_behind_some_characters_is_closed_up(every: int) -> None:
    text = "\n\n".join(_stray(prose, every) for prose in (BRIDGE, SCHOOL, ORCHARD))
    assert shape_page(text).texts == [BRIDGE, "", SCHOOL, "", ORCHARD]


def test_blanks_of_print_stay_on_a_page_with_stray_ones() -> None:
    spaced = "\n\n".join(_stray(prose, 4) for prose in (BRIDGE, ORCHARD))
    text = f"{_HEAD}\n\n{_BYLINE}{_stray(SCHOOL, 4)}\n\n{spaced}"
    texts = shape_page(text).texts
    assert texts[0] == _HEAD
    assert texts[2] == _BYLINE + SCHOOL


def test_a_name_broken_by_a_blank_is_whole_again() -> None:
    spaced = "\n\n".join(_stray(prose, 4) for prose in (BRIDGE, ORCHARD))
    text = f"本报 讯(记 者 温 一帆 通讯 员 葛小 满){_stray(SCHOOL, 4)}\n\n{spaced}"
    assert shape_page(text).texts[0] == _BYLINE + SCHOOL


def test_figures_and_latin_words_stay_apart() -> None:
    spaced = "\n\n".join(_stray(prose, 4) for prose in (BRIDGE, SCHOOL, ORCHARD))
    text = f"1 栖川队 6 5 1 16\n\n使用 Open Source 软件\n\n{spaced}"
    texts = shape_page(text).texts
    assert texts[0] == "1 栖川队 6 5 1 16"
    assert texts[2] == "使用 Open Source 软件"


def test_rows_of_figures_stay_apart_where_every_character_has_a_blank() -> None:
    rows = "1 栖 川 队 6 5 1 16\n\n4 7 0 2 9\n\n使 用 Open Source 软 件\n\n定 于 1 2 月 3 日\n\n"
    texts = shape_page(rows + _stray(SCHOOL, 1)).texts
    assert texts[0].endswith("6 5 1 16")
    assert texts[2] == "4 7 0 2 9"
    assert texts[4] == "使用Open Source软件"
    assert texts[6] == "定于12月3日"


def test_a_page_with_names_and_clauses_is_left_alone() -> None:
    names = "蒋守田 温若兰 卫长庚 葛听泉 阮明月 祝少游 邵百川 栾一舟"
    text = f"{_HEAD}\n\n{_BYLINE}{SCHOOL}\n\n获奖名单\n\n{names}\n\n{BRIDGE}"
    page = shape_page(text)
    assert page.is_as_printed
    assert page.findings == ()


def test_offsets_leave_out_the_blanks() -> None:
    text = "\n".join(_stray(prose, 1) for prose in (BRIDGE, SCHOOL))
    line = shape_page(text).lines[0]
    assert list(line.offsets) == list(range(0, 2 * len(BRIDGE), 2))
