"""The same page in other shapes: it is read alike, and nothing of its source is lost."""

from __future__ import annotations

import pytest

from articles.parsing import Kind, PageRecord, parse_page
from articles.parsing.explanation import explain
from articles.parsing.shape.source_text import SourceText
from tests.parsing.measures import conserved
from tests.parsing.shape.printed import BRIDGE, SCHOOL, mixed_side_by_side, side_by_side, wrapped

_PLAIN = f"""城事

二桥检修通道换上新木板

本报讯(记者 蒋一苇 通讯员 龙民生){BRIDGE}

城南小学食堂换了新灶台

本报讯(记者 温一帆){SCHOOL}
"""
_TITLES = ["二桥检修通道换上新木板", "城南小学食堂换了新灶台"]
_AUTHORS = [["蒋一苇", "龙民生"], ["温一帆"]]
_LATIN = str.maketrans("，。", ",.")
_RADICALS = str.maketrans({"长": "⻓", "民": "⺠", "生": "⽣", "龙": "⻰", "门": "⻔", "马": "⻢"})

_SHAPES = {
    "line separators": _PLAIN.replace("\n", "\u2028"),
    "vertical tabs": _PLAIN.replace("\n", "\x0b"),
    "next lines": _PLAIN.replace("\n", "\x85"),
    "a blank behind every character": " ".join(_PLAIN.replace(" ", "")).replace(" \n ", "\n"),
    "Latin marks": _PLAIN.translate(_LATIN),
    "radicals": _PLAIN.translate(_RADICALS),
    "Markdown": (
        _PLAIN.replace("城事\n", "# 城事\n\n---\n")
        .replace("二桥检修通道换上", "## 二桥检修通道换上")
        .replace("城南小学食堂换了", "## 城南小学食堂换了")
        .replace("本报讯", "**本报讯**")
    ),
    "HTML": "".join(f"<p>{line}</p>" for line in _PLAIN.split("\n") if line),
    "entities": _PLAIN.replace(" ", "&nbsp;").replace("，", "&#65292;"),
    "a margin": "\n".join(f"      {line}" for line in _PLAIN.split("\n")),
}


def _authors(record: PageRecord) -> list[list[str]]:
    return [[credit.name for credit in article.authors] for article in record.articles]


@pytest.mark.parametrize("text", _SHAPES.values(), ids=_SHAPES.keys())
def test_a_page_in_another_shape_is_read_as_the_plain_one(text: str) -> None:
    record = parse_page(text)
    assert [article.title for article in record.articles] == _TITLES
    assert _authors(record) == _AUTHORS
    assert record.section == "城事"
    assert conserved(text, record) == 1.0


@pytest.mark.parametrize("shape", ["radicals", "a blank behind every character", "HTML"])
def test_paragraphs_hold_the_characters_that_people_type(shape: str) -> None:
    record = parse_page(_SHAPES[shape])
    paragraphs = [article.texts(Kind.PARAGRAPH) for article in record.articles]
    assert paragraphs == [[BRIDGE], [SCHOOL]]


def test_marks_stay_in_the_spans_of_what_they_decorate() -> None:
    text = _SHAPES["Markdown"]
    lines = text.split("\n")
    record = parse_page(text)
    title = next(block for block in record.articles[0].blocks if block.kind is Kind.TITLE)
    assert title.text == _TITLES[0]
    assert [lines[line - 1][start:end] for line, start, end in title.spans] == [f"## {_TITLES[0]}"]
    section = next(block for block in record.blocks if block.kind is Kind.SECTION)
    held = [lines[line - 1][start:end] for line, start, end in section.spans]
    assert held == ["# 城事", "---"]


def test_columns_side_by_side_become_articles() -> None:
    left = ["二桥检修通道换木板", "", *wrapped(f"本报讯（记者蒋一苇）{BRIDGE}", 14)]
    right = ["城南小学食堂换灶台", "", *wrapped(f"本报讯（记者温一帆）{SCHOOL}", 14)]
    text = side_by_side([left, right], 14, 4)
    record = parse_page(text)
    assert [article.title for article in record.articles] == [left[0], right[0]]
    assert [article.texts(Kind.PARAGRAPH) for article in record.articles] == [[BRIDGE], [SCHOOL]]
    assert conserved(text, record) == 1.0
    assert [problem.code for problem in record.problems] == ["columns_unfolded"]


def test_the_text_of_source_spans_is_that_of_the_blocks() -> None:
    for text in _SHAPES.values():
        source = SourceText(text)
        record = parse_page(text)
        for article in record.articles:
            for block in article.blocks:
                held = "".join(source.of_span(span).strip() for span in block.spans)
                assert "".join(held.split()) == "".join(block.text.split())


def test_what_was_found_is_a_problem_of_the_page() -> None:
    record = parse_page(_SHAPES["radicals"])
    assert [problem.code for problem in record.problems] == ["glyphs_folded"]
    assert all(article.problems == () for article in record.articles)


def test_damage_is_a_problem_of_the_article_it_stands_in() -> None:
    text = _PLAIN.replace("食堂今年", "食(cid:31)今年")
    sound, damaged = parse_page(text).articles
    assert [problem.code for problem in sound.problems] == []
    assert [problem.code for problem in damaged.problems] == ["font_codes"]
    [problem] = damaged.problems
    [(line, start, end)] = problem.spans
    assert text.split("\n")[line - 1][start:end] == "(cid:31)"
    assert damaged.confidence <= 0.3 < sound.confidence


def test_every_article_of_a_misread_page_is_in_doubt() -> None:
    record = parse_page(_PLAIN.encode().decode("gb18030", "replace"))
    assert [problem.code for problem in record.problems] == ["mojibake"]
    for article in record.articles:
        assert "mojibake" in [problem.code for problem in article.problems]
        assert article.confidence <= 0.3


def test_a_page_of_mixed_columns_has_no_articles_and_says_why() -> None:
    text = mixed_side_by_side()
    record = parse_page(text)
    assert record.articles == ()
    assert {block.kind for block in record.blocks} == {Kind.FURNITURE}
    assert record.problems[0].code == "interleaved_columns"
    assert conserved(text, record) == 1.0


def test_a_page_of_nothing_but_marks_loses_nothing() -> None:
    text = "# \n\n---\n***\n<br/>\n&nbsp;"
    record = parse_page(text)
    assert record.articles == ()
    assert conserved(text, record) == 1.0


@pytest.mark.parametrize("shape", ["Markdown", "HTML", "line separators"])
def test_an_explanation_stands_at_the_lines_of_the_source(shape: str) -> None:
    text = _SHAPES[shape]
    explanation = explain(text)
    assert explanation.record == parse_page(text)
    assert [line.text for line in explanation.lines] == text.split("\n")
    with_reasons = [line.text for line in explanation.lines if line.reasons]
    assert any(_TITLES[0] in line for line in with_reasons)


def test_a_page_that_cannot_be_read_is_explained_by_its_problem() -> None:
    text = mixed_side_by_side()
    explanation = explain(text)
    assert explanation.record == parse_page(text)
    assert explanation.articles == ()
