"""What the shape of a page's text says is told by an import; a page that cannot be read is refused."""

from pathlib import Path

import pytest
from django.utils import translation

from articles.importing.issues import Identity
from articles.importing.results import IssueResult
from articles.importing.run import import_issues
from articles.models import Article, Page
from articles.models.choices import ImportOutcome
from articles.parsing.shape.shaped_page import DAMAGE, ShapeCode
from articles.search import full_text
from articles.text.problems import HARD, NAMES, REFUSED, SENTENCES, is_hard, sentence
from tests.importing.papers import lay_out
from tests.parsing.shape.printed import BRIDGE, mixed_by_height

_PAGE = f"城事\n\n石马门外⻜来⽩鹭\n\n本报讯(记者 ⻢长⽣){BRIDGE}\n"


def _import(root: Path, **pages: str) -> IssueResult:
    with translation.override("en"):
        (result,) = import_issues([lay_out(root, **pages)], Identity())
    return result


@pytest.mark.django_db
def test_radicals_are_characters_in_rows_and_the_source_is_kept(tmp_path: Path) -> None:
    result = _import(tmp_path, A01=_PAGE)
    article = Article.objects.get()
    assert article.title == "石马门外飞来白鹭"
    assert [byline.author.name for byline in article.bylines.all()] == ["马长生"]
    assert list(full_text.find("白鹭", Article.objects.all())) == [article]
    page = Page.objects.get()
    assert page.source_text == _PAGE
    assert [problem["code"] for problem in page.problems] == ["glyphs_folded"]
    with translation.override("en"):
        assert sentence("glyphs_folded") in result.pages[0].notes


@pytest.mark.django_db
def test_damage_is_a_doubt_about_its_article(tmp_path: Path) -> None:
    _import(tmp_path, A01=_PAGE.replace("外", "(cid:12)"))
    article = Article.objects.get()
    assert "font_codes" in [problem["code"] for problem in article.problems]
    assert article.confidence is not None
    assert article.confidence <= 0.3


@pytest.mark.django_db
def test_a_page_of_mixed_columns_is_refused_with_advice(tmp_path: Path) -> None:
    result = _import(tmp_path, A01=mixed_by_height())
    assert result.outcome is ImportOutcome.FAILED
    (fault,) = result.faults
    assert "A01.txt, line 1: " in fault
    assert "column by column" in fault
    assert not Page.objects.exists()


@pytest.mark.parametrize("code", ShapeCode)
def test_everything_that_is_found_has_a_name_and_a_sentence(code: ShapeCode) -> None:
    assert code.value in NAMES
    assert code.value in SENTENCES


def test_damage_and_missing_halves_are_hard() -> None:
    assert {code.value for code in DAMAGE} < HARD
    assert REFUSED < HARD
    assert is_hard("missing_end")
    assert not is_hard("no_byline")
    assert set(SENTENCES) > HARD
