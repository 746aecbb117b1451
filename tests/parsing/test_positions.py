"""Where lines stand on paper says what they are; pages without places are read as before."""

from pathlib import Path

import pytest

from articles.parsing import Kind, PageRecord, parse_page
from articles.parsing.labels.position_weights import POSITION_CLUES
from articles.parsing.page import PageParser
from articles.parsing.positions import PositionedLine, write_text
from tests.annotated import read_page
from tests.parsing.set_lines import column, line, page

SAMPLES = sorted((Path(__file__).parents[1] / "samples").rglob("*.page"))
LEFT = (
    "云汀市把老煤码头改成了江边的公园,上个月起不再收门票。附近的居民说,傍晚散步的人比去年多了一倍。"
)
RIGHT = "公园里留下了两台旧吊机,漆成红色,孩子们叫它长颈鹿。管理处打算在吊机下面摆书架。"


def read(*lines: PositionedLine) -> PageRecord:
    text, positions = write_text(page(*lines))
    return parse_page(text, positions)


def kinds(record: PageRecord) -> list[tuple[str, str]]:
    return [
        (block.kind.value, block.text)
        for block in record.articles[0].blocks
        if block.kind is not Kind.PARAGRAPH
    ]


@pytest.mark.parametrize("path", SAMPLES[:12], ids=lambda path: path.stem)
def test_a_page_without_places_has_no_clue_of_them(path: Path) -> None:
    text, _gold = read_page(path)
    parser = PageParser(text.split("\n"))
    for clues in parser.chain.clues:
        assert POSITION_CLUES.keys().isdisjoint(clues)


def test_the_largest_type_of_a_group_is_the_title() -> None:
    body = column([LEFT, RIGHT], 100, 300, 18)
    kicker = line("吊机留下来了", 100, 200, 16)
    title = line("江边添了公园", 100, 220, 36)
    subtitle = line("上个月起不收门票", 100, 262, 16)
    assert kinds(read(kicker, title, subtitle, *body)) == [
        ("kicker", "吊机留下来了"),
        ("title", "江边添了公园"),
        ("subtitle", "上个月起不收门票"),
    ]


def test_a_title_of_two_lines_has_both_in_one_size() -> None:
    body = column([LEFT, RIGHT], 100, 300, 18)
    title = [line("老煤码头的吊机", 100, 200, 36), line("成了江边的风景", 100, 242, 36)]
    (article,) = read(*title, *body).articles
    assert article.title == "老煤码头的吊机 成了江边的风景"


def test_a_bold_line_amid_a_column_is_a_subheading() -> None:
    upper = column([LEFT], 100, 300, 18)
    lower = column([RIGHT], 100, upper[-1].box.bottom + 24, 18)
    subheading = line("吊机成了长颈鹿", 120, upper[-1].box.bottom + 7, bold=True)
    title = line("江边添了公园", 100, 240, 36)
    record = read(title, *upper, subheading, *lower)
    assert ("subheading", "吊机成了长颈鹿") in kinds(record)


def test_a_paragraph_goes_on_at_the_head_of_the_next_column() -> None:
    paragraph = LEFT + RIGHT
    lines = column([paragraph], 100, 300, 18)
    title = line("江边添了公园", 100, 240, 36)
    moved = [
        PositionedLine(
            part.text,
            part.box._replace(
                left=part.box.left + 200,
                right=part.box.right + 200,
                top=part.box.top - 3 * 14,
                bottom=part.box.bottom - 3 * 14,
            ),
            part.size,
        )
        for part in lines[3:]
    ]
    (article,) = read(title, *lines[:3], *moved).articles
    assert article.texts(Kind.PARAGRAPH) == [paragraph]
