"""The margin of a page laid out with blanks is no indent of its paragraphs."""

from articles.parsing.shape import shape_page


def test_the_margin_that_all_lines_have_is_left_out() -> None:
    page = shape_page("        浮桥合龙\n\n            昨天，浮桥合龙。\n        今天通车。\n")
    assert page.texts == ["浮桥合龙", "", "    昨天，浮桥合龙。", "今天通车。", ""]
    assert list(page.lines[0].offsets) == [8, 9, 10, 11]
    assert page.findings == ()


def test_indents_are_no_margin() -> None:
    assert shape_page("浮桥合龙\n    昨天，浮桥合龙。\n").is_as_printed
