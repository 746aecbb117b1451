"""The parser sees Chinese marks where recognition wrote Latin ones; the text keeps what came."""

from articles.parsing.shape import ShapeCode, shape_page
from tests.parsing.shape.printed import BRIDGE, SCHOOL

_LATIN = str.maketrans("，。：；？！（）", ",.:;?!()")


def test_full_stops_are_seen_and_not_stored() -> None:
    text = f"{BRIDGE}\n{SCHOOL}".translate(_LATIN)
    page = shape_page(text)
    assert "\n".join(page.texts) == text
    assert "\n".join(page.readings).count("。") == text.count(".")
    assert "." not in "".join(page.readings)
    assert [finding.code for finding in page.findings] == [ShapeCode.PUNCTUATION]


def test_figures_and_latin_words_keep_their_points() -> None:
    text = "灶台长3.5米.\n网址是www.example.org.\n剩菜少了六成.\n馒头现蒸.\n豆浆当天磨."
    readings = shape_page(text).readings
    assert readings[0] == "灶台长3.5米。"
    assert readings[1] == "网址是www.example.org."


def test_straight_quotation_marks_open_and_close_by_turns() -> None:
    text = '她说:"热的."\n\n菜单叫"一周一换".\n\n馒头现蒸.豆浆当天磨.'
    readings = shape_page(text).readings
    assert readings[0] == "她说:“热的。”"
    assert readings[2] == "菜单叫“一周一换”。"


def test_a_page_with_chinese_full_stops_is_left_alone() -> None:
    text = f"{BRIDGE}\n编号No.12.\n馒头.\n豆浆.\n{SCHOOL}"
    page = shape_page(text)
    assert page.readings == page.texts
    assert page.findings == ()


def test_a_reading_is_as_long_as_its_text() -> None:
    page = shape_page(f'"{BRIDGE}"\n{SCHOOL}'.translate(_LATIN))
    assert [len(text) for text in page.texts] == [len(text) for text in page.readings]
