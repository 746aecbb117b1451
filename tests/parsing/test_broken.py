"""Paragraphs broken over columns are one again; what is lost is said and not made up."""

import pytest

from tests.parsing.reading import BOOKS, BUS, FLOOD, body, read, texts, without_byline

TITLE = "堤下人家夜宿山上小学"
PARAGRAPHS = [without_byline(FLOOD[0]), *FLOOD[1:]]


def problems(*blocks: str) -> list[str]:
    return [problem.code for article in read(*blocks).articles for problem in article.problems]


NOT_YET = pytest.mark.xfail(reason="a first half of one printed line is taken for a headline")


@pytest.mark.parametrize(
    "cut", [pytest.param(14, marks=NOT_YET), pytest.param(20, marks=NOT_YET), 26, 28, 33]
)
def test_two_halves_of_a_paragraph_are_one_paragraph_in_two_spans(cut: int) -> None:
    record = read(TITLE, FLOOD[0], FLOOD[1][:cut], FLOOD[1][cut:], FLOOD[2])
    (article,) = record.articles
    assert texts(article, "paragraph") == PARAGRAPHS
    assert [len(block.spans) for block in article.blocks if block.kind.value == "paragraph"] == [
        1,
        2,
        1,
    ]


def test_a_caption_between_two_halves_does_not_part_them() -> None:
    (article,) = read(
        TITLE, FLOOD[0], FLOOD[1][:26], "图为松岭小学的灶台。金毅 摄", FLOOD[1][26:], FLOOD[2]
    ).articles
    assert texts(article, "paragraph") == PARAGRAPHS


@pytest.mark.xfail(reason="a middle part of one printed line is taken for a headline")
def test_a_paragraph_broken_twice_is_one() -> None:
    (article,) = read(
        TITLE, FLOOD[0], FLOOD[1][:26], FLOOD[1][26:38], FLOOD[1][38:], FLOOD[2]
    ).articles
    assert texts(article, "paragraph") == PARAGRAPHS


def test_columns_in_the_wrong_order_are_put_right_by_the_opening() -> None:
    (article,) = read(TITLE, FLOOD[1][26:], FLOOD[2], FLOOD[0], FLOOD[1][:26]).articles
    assert texts(article, "paragraph") == PARAGRAPHS


def test_whole_paragraphs_are_left_in_printed_order() -> None:
    (article,) = read("不卖的旧书", "裴望", BOOKS[2], BOOKS[0], BOOKS[1]).articles
    assert texts(article, "paragraph") == [BOOKS[2], BOOKS[0], BOOKS[1]]


def test_a_text_that_stops_inside_a_sentence_has_lost_its_end() -> None:
    assert "missing_end" in problems(TITLE, *FLOOD[:2], FLOOD[2][:33])
    assert "missing_end" not in problems(TITLE, *FLOOD)


def test_a_text_that_starts_inside_a_sentence_has_lost_its_beginning() -> None:
    assert "missing_beginning" in problems(
        TITLE, FLOOD[0], ",米是各家背来的,谁也没有算过账。校长到天亮才睡下。", FLOOD[2]
    )
    assert "missing_beginning" not in problems(TITLE, *FLOOD)


def test_a_fragment_is_not_glued_to_a_stranger() -> None:
    record = read(TITLE, *FLOOD[:2], FLOOD[2][:33], "204路公交末班车晚开七十分钟", *BUS)
    assert [body(article) for article in record.articles] == [
        "".join(PARAGRAPHS)[: -(len(FLOOD[2]) - 33)],
        "".join([without_byline(BUS[0]), *BUS[1:]]),
    ]


def test_a_problem_says_where_it_is() -> None:
    record = read(TITLE, *FLOOD[:2], FLOOD[2][:33])
    (problem,) = (one for one in record.articles[0].problems if one.code == "missing_end")
    assert [span.line for span in problem.spans] == [7]


def test_text_that_is_printed_twice_is_reported() -> None:
    assert "repeated_text" in problems(TITLE, *FLOOD, FLOOD[1])


def test_a_page_where_most_articles_are_signed_misses_a_byline() -> None:
    found = read(TITLE, *FLOOD, "204路公交末班车晚开七十分钟", *BUS, "不卖的旧书", *BOOKS)
    codes = {
        article.title: [problem.code for problem in article.problems] for article in found.articles
    }
    assert "no_byline" in codes["不卖的旧书"]
    assert "no_byline" not in codes[TITLE]
