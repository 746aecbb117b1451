"""Printed pages as they come: none of them is changed, doubted or refused."""

from pathlib import Path

import pytest

from articles.parsing.shape import shape_page
from tests.annotated import read_page
from tests.parsing.stock import SAMPLES, SHARED

HELD_OUT = SAMPLES.parent / "held_out"
PAGES = sorted([*SAMPLES.rglob("*.page"), *HELD_OUT.glob("*.page")])
# Real pages beside the checkout, where they are. The rest of them is taken off the page badly.
REAL = [
    path
    for pattern in ("*.txt", "pd98/*.txt", "strange/*.txt", "layout/*-[ofw]*.txt")
    for path in sorted((SHARED / "pages").glob(pattern))
]
# Its marks are vertical forms.
OTHER_FORMS = {"vertical-punctuation"}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_printed_page_is_left_alone(path: Path) -> None:
    text, _gold = read_page(path)
    page = shape_page(text)
    assert page.refusal is None
    assert page.is_as_printed != (path.stem in OTHER_FORMS)
    assert bool(page.findings) == (path.stem in OTHER_FORMS)


@pytest.mark.skipif(not REAL, reason="the shared material is not here")
def test_real_pages_are_left_alone() -> None:
    for path in REAL:
        page = shape_page(path.read_text(encoding="utf-8"))
        assert (path.name, page.refusal, page.findings) == (path.name, None, ())
        assert page.is_as_printed


@pytest.mark.skipif(not REAL, reason="the shared material is not here")
@pytest.mark.parametrize("way", ["rows", "layout"])
def test_real_pages_with_mixed_columns_are_refused(way: str) -> None:
    for path in sorted((SHARED / "pages" / "layout").glob(f"*-{way}.txt")):
        assert shape_page(path.read_text(encoding="utf-8")).refusal is not None
