"""An arrangement as the parser made it is read as the parser read it: texts, credits, sections."""

from pathlib import Path

import pytest

from articles.parsing import Block, Credit, Kind, Span, parse_page
from articles.parsing.shape.source_text import SourceText
from articles.workbench.arranged_record import block_text, page_record
from articles.workbench.arrangement import ArrangedArticle, Arrangement, PlacedBlock
from tests.annotated import read_page

PAGES = sorted(Path("tests/samples").glob("**/*.page"))


def placed(block: Block) -> PlacedBlock:
    return PlacedBlock(block.kind, block.spans)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_parse_of_a_page_read_again_is_the_same(path: Path) -> None:
    text, _gold = read_page(path)
    parsed = parse_page(text)
    arrangement = Arrangement(
        tuple(
            ArrangedArticle(str(at), tuple(map(placed, one.blocks)))
            for at, one in enumerate(parsed.articles)
        ),
        tuple(map(placed, parsed.blocks)),
    )
    again = page_record(arrangement, SourceText(text))
    assert [article.to_json() for article in again.articles] == [
        article.to_json() for article in parsed.articles
    ]
    assert (again.blocks, again.section, again.staff) == (
        parsed.blocks,
        parsed.section,
        parsed.staff,
    )


LINES = ["夜市搬", "新址", "  夜市搬到", "了河边。 ", "(作者单位:桂巷街道)", "  "]
SOURCE = SourceText("\n".join(LINES))


@pytest.mark.parametrize(
    ("kind", "text"), [(Kind.TITLE, "夜市搬 新址"), (Kind.PARAGRAPH, "夜市搬新址")]
)
def test_lines_of_a_head_stand_apart_and_those_of_a_paragraph_run_on(kind: Kind, text: str) -> None:
    assert block_text(PlacedBlock(kind, (Span(1, 0, 3), Span(2, 0, 2))), SOURCE) == text


def test_an_article_says_what_its_blocks_say() -> None:
    blocks = (
        PlacedBlock(Kind.TITLE, (Span(1, 0, 3),)),
        PlacedBlock(Kind.BYLINE, (Span(2, 0, 6),)),
        PlacedBlock(Kind.PARAGRAPH, (Span(6, 0, 2),)),  # nothing to be seen
        PlacedBlock(Kind.AFFILIATION, (Span(5, 0, 11),)),
    )
    source = SourceText("\n".join([LINES[0], "记者 陈望", *LINES[2:]]))
    [article] = page_record(Arrangement((ArrangedArticle("1", blocks),)), source).articles
    assert (article.title, article.authors, article.affiliation) == (
        "夜市搬",
        (Credit("陈望", "记者"),),
        "桂巷街道",
    )
    assert [block.kind for block in article.blocks] == [Kind.TITLE, Kind.BYLINE, Kind.AFFILIATION]


def test_an_article_without_a_headline_has_a_problem() -> None:
    [article] = page_record(
        Arrangement((ArrangedArticle("1", (PlacedBlock(Kind.PARAGRAPH, (Span(1, 0, 3),)),)),)),
        SOURCE,
    ).articles
    assert [problem.code for problem in article.problems] == ["untitled"]
