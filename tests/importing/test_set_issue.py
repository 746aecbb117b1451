"""The sample paper, set as a newspaper and written as PDF, is read from the PDF alone."""

from pathlib import Path

import pytest

from articles.importing.files.pdf.pdf_pages import count_pages, read_pdf_page
from articles.parsing import parse_page
from tests.annotated import read_page
from tests.parsing import measures
from tests.typesetter.page_styles import set_page
from tests.typesetter.pdf_drawing import draw, has_fonts
from tests.typesetter.projection import project

ISSUE = Path(__file__).parents[1] / "samples" / "issue"
_MOST_BYTES = 2**20  # of an issue

pytestmark = [
    pytest.mark.slow,
    pytest.mark.processes,
    pytest.mark.skipif(not has_fonts(), reason="fonts-noto-cjk is not installed"),
]


@pytest.mark.parametrize("day", ["2026-03-12", "2026-03-13"])
def test_an_issue_is_read_from_its_pdf(day: str) -> None:
    paths = sorted((ISSUE / day).glob("*.page"))
    pages = [set_page(*read_page(path)) for path in paths]
    data = draw(pages)
    assert len(data) < _MOST_BYTES
    assert count_pages(data, "issue.pdf") == len(pages)
    rows = []
    for number, (path, page) in enumerate(zip(paths, pages, strict=True), start=1):
        text, positions = read_pdf_page(data, number, "issue.pdf")
        printed = sorted("".join("".join(line.text.split()) for line in page.lines))
        assert sorted("".join(text.split())) == printed
        annotated, gold = read_page(path)
        record = project(parse_page(text, positions), positions, page, annotated)
        rows.append(measures.measures(annotated, record, gold))
    means = measures.mean(rows)
    assert means["conserved"] == 1.0
    for name in ("titles", "owners", "order", "paragraphs"):
        assert means[name] >= 0.97, (name, means)
