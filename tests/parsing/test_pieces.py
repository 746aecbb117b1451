"""From printed lines to pieces: what was wrapped is put together again, and nothing else."""

import pytest

from articles.parsing.lines.characters import printed_width
from articles.parsing.lines.pieces import Piece, read_pieces
from articles.parsing.record import Span
from tests.parsing.paper import line_ends

STORY = [
    "昨天夜里,江水上涨两米,住在堤下的人家搬到了山上的学校,老师把课桌拼成了床,又从镇上借来八十床棉被。",
    "校长说,学校的灶台从六点烧到半夜,米是各家背来的,菜是食堂的,谁也没有算过账。",
    "今天上午,水退了三十厘米。镇里派人查看堤脚,确认没有渗水后,人们才陆续回家,学校下午照常上课。",
]
LINES = ["江水上涨", "堤下人家搬进学校"]


def wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    ends = line_ends(text, width, indent)
    lines = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return ["\u3000" * indent + lines[0], *lines[1:]]


def texts(lines: list[str]) -> list[str]:
    return [piece.text for piece in read_pieces(lines)]


WIDTHS = range(12, 31, 3)
NOT_YET = pytest.mark.xfail(reason="a page of few or short paragraphs is taken for unwrapped")


@pytest.mark.parametrize("width", WIDTHS)
def test_paragraphs_wrapped_with_blank_lines_between_are_put_together(width: int) -> None:
    lines = [line for paragraph in STORY * 2 for line in [*wrapped(paragraph, width), ""]]
    assert texts(lines) == STORY * 2


@pytest.mark.parametrize("width", WIDTHS)
def test_paragraphs_wrapped_and_indented_are_put_together(width: int) -> None:
    lines = [line for paragraph in STORY * 2 for line in wrapped(paragraph, width, 2)]
    assert texts(lines) == STORY * 2


@pytest.mark.parametrize(
    "width", [width if width < 24 else pytest.param(width, marks=NOT_YET) for width in WIDTHS]
)
def test_a_single_wrapped_brief_is_put_together(width: int) -> None:
    assert texts(["大水退了", "", *wrapped(STORY[0], width)]) == ["大水退了", STORY[0]]


def test_lines_that_were_not_wrapped_stay_apart() -> None:
    assert texts(STORY) == STORY
    assert texts([line for paragraph in STORY for line in (paragraph, "")]) == STORY


def test_a_headline_in_two_lines_is_not_run_into_the_text() -> None:
    lines = [*LINES, "", *(line for paragraph in STORY for line in [*wrapped(paragraph, 18), ""])]
    assert texts(lines) == [*LINES, *STORY]


def test_a_blank_line_leaves_a_gap() -> None:
    pieces = read_pieces(["江水上涨", "堤下人家搬家", "", "学校收留", "\u3000\t", "灶台不熄"])
    assert [piece.gap for piece in pieces] == [True, False, True, True]


def test_a_piece_knows_where_it_stands_without_the_white_space_around_it() -> None:
    (piece,) = read_pieces(["", "\u3000\u3000江水上涨 \t"])
    assert (piece.text, piece.spans, piece.indented) == ("江水上涨", [Span(2, 2, 6)], True)


def test_a_page_of_white_space_has_no_pieces() -> None:
    assert read_pieces(["", " ", "\u3000", "\t\r"]) == []


@pytest.mark.parametrize("offset", range(9))
def test_a_cut_piece_is_two_that_hold_the_same(offset: int) -> None:
    piece = Piece("江水上涨堤下搬家", [Span(1, 2, 6), Span(2, 0, 4)], gap=True)
    head, tail = piece.cut(offset)
    assert head.text + tail.text == piece.text
    assert sum(end - start for _, start, end in head.spans) == len(head.text)
    assert [*head.spans, *tail.spans][0].line == 1
    places = [
        (line, k) for line, start, end in [*head.spans, *tail.spans] for k in range(start, end)
    ]
    assert places == [(1, 2), (1, 3), (1, 4), (1, 5), (2, 0), (2, 1), (2, 2), (2, 3)]


WRAPPED = [
    "　　昨天夜里,云江水位上涨两米,住",
    "在堤下的四十二户人家连夜搬到了山上",
    "的松岭小学。",
    "　　校长房来顺把课桌拼成了床,又从",
    "镇上借来八十床棉被,米是各家背来的",
    ",谁也没有算过账。",
]


def test_a_headline_that_fills_its_column_goes_on_in_the_line_below() -> None:
    pieces = read_pieces(["江水涨了两米堤下四十二户人家夜宿山", "上小学", *WRAPPED * 4])
    assert pieces[0].text == "江水涨了两米堤下四十二户人家夜宿山上小学"


def test_the_name_below_a_headline_that_fills_its_column_is_no_part_of_it() -> None:
    pieces = read_pieces(["江水涨了两米堤下四十二户人家夜宿山", "袁毅明", *WRAPPED * 4])
    assert [piece.text for piece in pieces[:2]] == ["江水涨了两米堤下四十二户人家夜宿山", "袁毅明"]


def test_a_headline_set_upright_is_put_together() -> None:
    assert texts(["江", "畔", "夜", "话", "", *STORY]) == ["江畔夜话", *STORY]


@pytest.mark.parametrize(
    "line",
    ["(作者单位:云汀市发展研究院)", "责任编辑:骆青 版式:尹小满", "(来源:云汀市疾病控制中心)"],
)
def test_a_line_that_says_all_it_has_to_never_runs_on(line: str) -> None:
    width = round(printed_width(line))
    story = [text for paragraph in STORY * 2 for text in wrapped(paragraph, width, 2)]
    assert texts([*story, line, "推动传统陶瓷产业焕发新机"])[-2:] == [
        line,
        "推动传统陶瓷产业焕发新机",
    ]


def test_phrases_set_apart_below_a_full_last_line_are_a_headline() -> None:
    story = [text for paragraph in STORY * 2 for text in wrapped(paragraph, 16, 2)]
    last = "江水退了以后,人家陆续下山。"
    headline = "办好老年食堂 重在“可持续”"
    assert texts([*story, "\u3000\u3000" + last, headline])[-2:] == [last, headline]
