"""Columns side by side are unfolded where that can be proved, and refused otherwise."""

import pytest

from articles.parsing.shape import ShapeCode, shape_page
from tests.parsing.shape.printed import (
    BRIDGE,
    MUSEUM,
    ORCHARD,
    SCHOOL,
    mixed_side_by_side,
    side_by_side,
    wrapped,
)

_TEXTS = [BRIDGE, SCHOOL, ORCHARD, MUSEUM]


@pytest.mark.parametrize("columns", [2, 3, 4])
@pytest.mark.parametrize("gap", [2, 4, 9])
def test_columns_are_read_one_after_the_other(columns: int, gap: int) -> None:
    lines = [wrapped(text, 14) for text in _TEXTS[:columns]]
    page = shape_page(side_by_side(lines, 14, gap))
    assert page.refusal is None
    printed = [text for text in page.texts if text]
    assert printed == [line for column in lines for line in column]
    assert [finding.code for finding in page.findings] == [ShapeCode.COLUMNS]


@pytest.mark.parametrize("columns", [3, 4])
def test_a_row_without_text_in_some_column_keeps_to_its_own_columns(columns: int) -> None:
    lines = []
    for number, text in enumerate(_TEXTS[:columns]):
        column = [""] * (3 * number) + wrapped(text, 14)
        for place in range(5 + number, len(column), 4 + number):
            column.insert(place, "")
        lines.append(column)
    page = shape_page(side_by_side(lines, 14, 4))
    printed = [text for text in page.texts if text]
    assert printed == [line for column in lines for line in column if line]


def test_a_layout_that_counts_characters_is_unfolded_as_well() -> None:
    lines = [wrapped(text, 14) for text in _TEXTS[:2]]
    rows = [f"{left:<18}{right}" for left, right in zip(*lines, strict=False)]
    page = shape_page("\n".join(rows))
    printed = [text for text in page.texts if text]
    assert printed == [*lines[0][: len(rows)], *lines[1][: len(rows)]]


def test_head_lines_that_span_the_columns_stay_where_they_are() -> None:
    lines = [wrapped(text, 14) for text in _TEXTS[:2]]
    head = "栖川晚报第三版城事新闻今日要目浮桥合龙之后的渡口与新灶台"
    page = shape_page(f"{head}\n\n{side_by_side(lines, 14, 4)}")
    assert page.texts[0] == head
    printed = [text for text in page.texts[1:] if text]
    assert printed == [*lines[0], *lines[1]]


def test_a_headline_in_the_middle_parts_what_is_above_from_what_is_below() -> None:
    above = [wrapped(text, 14) for text in _TEXTS[:2]]
    below = [wrapped(text, 14) for text in _TEXTS[2:]]
    headline = "石碾村梨园请来授粉机与市博物馆库房安全搬迁的四十天"
    text = "\n".join([side_by_side(above, 14, 4), "", headline, "", side_by_side(below, 14, 4)])
    printed = [line for line in shape_page(text).texts if line]
    assert printed == [*above[0], *above[1], headline, *below[0], *below[1]]


def test_titles_over_columns_stand_over_their_texts() -> None:
    lines = [wrapped(text, 14) for text in _TEXTS[:3]]
    titles = "二桥检修    城南小学换灶台    石碾村梨园疏花"
    texts = shape_page(f"{titles}\n{side_by_side(lines, 14, 4)}").texts
    for title, column in zip(titles.split(), lines, strict=True):
        place = texts.index(title)
        assert texts[place + 1] == ""
        assert texts[place + 2] == column[0]


def test_paragraphs_stay_set_in() -> None:
    left = ["    " + BRIDGE[:12], *wrapped(BRIDGE[12:], 14)]
    right = wrapped(SCHOOL, 14)
    rows = []
    for index in range(min(len(left), len(right))):
        width = len(left[index]) + sum(1 for character in left[index] if character != " ")
        rows.append(left[index] + " " * (32 - width) + right[index])
    texts = shape_page("\n".join(rows)).texts
    assert texts[0] == left[0]
    assert texts[1] == left[1]


def test_places_in_the_source_are_those_of_the_characters() -> None:
    lines = [wrapped(text, 14) for text in _TEXTS[:3]]
    text = side_by_side(lines, 14, 4)
    source = text.split("\n")
    for line in shape_page(text).lines:
        held = [source[line.source_line - 1][offset] for offset in line.offsets]
        assert "".join(held) == line.text


_TABLE = """积分榜（前六名）
球队      场次    胜    平    负    积分
栖川队      6      5     1     0     16
渡口队      6      4     1     1     13
石碾队      6      3     2     1     11
城南队      6      3     0     3      9
北门队      6      2     2     2      8"""
_PROGRAMME = """07:00  朝闻栖川        07:00  百姓茶馆
08:30  剧场：渡口人家      08:20  动物世界
12:00  午间新闻        12:10  健康讲堂
18:00  栖川新闻联播      19:00  地方戏曲荟萃
21:15  电影：北门往事      21:30  夜话"""
_HEADLINES = """二桥检修通道铺好新木板  桥工换过全部铆钉

城南小学食堂换灶台  孩子吃上现蒸馒头

石碾村梨园进入疏花时节  合作社租来授粉机

市博物馆库房搬迁完成  万件藏品无一损伤"""


@pytest.mark.parametrize("text", [_TABLE, _PROGRAMME, _HEADLINES])
def test_tables_lists_and_headlines_of_two_clauses_are_left_alone(text: str) -> None:
    page = shape_page(f"{text}\n\n{BRIDGE}\n\n{SCHOOL}")
    assert page.refusal is None
    assert page.is_as_printed


def test_columns_whose_gaps_stand_anywhere_are_refused() -> None:
    page = shape_page(mixed_side_by_side())
    assert page.refusal is not None
    assert page.refusal.code is ShapeCode.INTERLEAVED
    assert page.refusal.columns == 2
