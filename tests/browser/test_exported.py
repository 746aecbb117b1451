"""An exported issue, opened from the disk."""

from pathlib import Path

import pytest

from articles.exchange.pack import export
from tests.browser.conftest import OpenPage
from tests.browser.test_access import faults_of
from tests.exchange.rich_issue import make_rich_issue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("scheme", "paper"), [("light", "rgb(251, 249, 245)"), ("dark", "rgb(23, 22, 19)")]
)
def test_it_is_set_by_its_own_sheet_and_axe_finds_no_fault(
    tmp_path: Path, open_page: OpenPage, scheme: str, paper: str
) -> None:
    export(make_rich_issue(), tmp_path / "one")
    page = open_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    for name in ("index.html", "page-1.html"):
        page.goto((tmp_path / "one" / name).as_uri())
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert faults_of(page) == []
