"""Lines sorted by their height are put in order where that can be proved, and refused otherwise."""

import pytest

from articles.parsing.shape import ShapeCode, shape_page
from tests.parsing.shape.printed import (
    BRIDGE,
    LONG,
    MUSEUM,
    ORCHARD,
    SCHOOL,
    by_height,
    mixed_by_height,
    wrapped,
)

_TEXTS = [BRIDGE, SCHOOL, ORCHARD, MUSEUM]


@pytest.mark.parametrize("columns", [2, 3, 4])
def test_rows_of_columns_of_equal_lines_are_unfolded(columns: int) -> None:
    lines = [wrapped(text, 11) for text in LONG[:columns]]
    rows = min(len(column) for column in lines)
    lines = [column[:rows] for column in lines]
    page = shape_page(by_height(lines))
    assert page.refusal is None
    assert [finding.code for finding in page.findings] == [ShapeCode.COLUMNS]
    printed = [text for text in page.texts if text]
    assert printed == [line for column in lines for line in column]


def test_rows_of_columns_that_miss_each_other_are_refused() -> None:
    page = shape_page(mixed_by_height())
    assert page.refusal is not None
    assert page.refusal.code is ShapeCode.INTERLEAVED


def test_wrapped_columns_in_order_are_left_alone() -> None:
    lines = [line for text in _TEXTS for line in wrapped(text, 11)]
    assert shape_page("\n".join(lines)).is_as_printed


def test_columns_in_another_order_are_left_alone() -> None:
    lines = [wrapped(text, 11) for text in _TEXTS]
    pieces = [lines[2][9:], lines[0][:7], lines[3], lines[0][7:], lines[1], lines[2][:9]]
    assert shape_page("\n".join(line for piece in pieces for line in piece)).is_as_printed


def test_lists_are_left_alone() -> None:
    names = [
        f"{number}号摊位卖{goods}" for number in range(1, 20) for goods in ("馒头", "豆浆花卷")
    ]
    assert shape_page("\n".join(names)).is_as_printed
