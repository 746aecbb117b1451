"""Whatever ends a line parts lines, and offsets stay those of the source."""

import pytest

from articles.parsing.shape import ShapeCode, shape_page

_LINES = ["要闻", "", "北门渡口换上新浮桥", "", "本报讯(记者 蒋一苇)昨天,浮桥合龙。"]


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\x0b"])
def test_other_line_ends_part_lines(end: str) -> None:
    page = shape_page(end.join(_LINES))
    assert page.texts == _LINES
    assert [finding.code for finding in page.findings] == [ShapeCode.LINE_ENDS]
    assert not page.is_as_printed


def test_characters_behind_another_line_end_are_found_in_the_source() -> None:
    text = "第一行\n浮桥\u2028合龙\x0b通车"
    page = shape_page(text)
    assert page.texts == ["第一行", "浮桥", "合龙", "通车"]
    places = [(line.source_line, list(line.offsets)) for line in page.lines]
    assert places == [(1, [0, 1, 2]), (2, [0, 1]), (2, [3, 4]), (2, [6, 7])]


def test_the_same_page_with_line_feeds_is_left_alone() -> None:
    page = shape_page("\n".join(_LINES))
    assert page.texts == _LINES
    assert page.is_as_printed
    assert page.findings == ()


def test_a_form_feed_between_two_pages_is_reported_and_leaves_a_gap() -> None:
    page = shape_page("浮桥合龙\n\x0c梨园疏花\n")
    assert page.texts == ["浮桥合龙", "", "", "梨园疏花", ""]
    finding = next(found for found in page.findings if found.code is ShapeCode.SEVERAL_PAGES)
    assert finding.line == 2


@pytest.mark.parametrize("text", ["浮桥合龙\n\x0c", "\x0c浮桥合龙\n", "\x0c\x0c"])
def test_a_form_feed_at_the_end_of_a_page_parts_nothing(text: str) -> None:
    assert shape_page(text).findings == ()
