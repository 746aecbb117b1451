"""What the importer doubted and an editor has looked at: it stays away, also when the page comes in again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.importing.issues import Identity
from articles.importing.run import import_issues
from articles.models import Article, Author
from articles.parsing import ArticleRecord, PageRecord, Problem
from tests.admin.browser import change_url, fill
from tests.factories import make_article
from tests.importing import papers
from tests.importing.papers import LIGHTS, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]
UNSIGNED = LIGHTS.replace("@记者 陈望\n", "")


def doubt(*codes: str) -> list[dict[str, Any]]:
    return [{"code": code, "spans": []} for code in codes]


def codes(article: Article) -> list[str]:
    article.refresh_from_db()
    return [problem["code"] for problem in article.problems]


def send(client: Client, article: Article, **changes: Any) -> None:
    client.post(
        change_url(article), fill(client.get(change_url(article)), "article_form", **changes)
    )


def test_a_doubt_that_is_ticked_off_goes_and_the_others_stay(desk: Client) -> None:
    article = make_article(problems=doubt("missing_end", "repeated_text"))
    send(desk, article, settled=["missing_end"])
    assert (codes(article), article.settled) == (["repeated_text"], ["missing_end"])
    assert article.version == 0  # nothing of the text was changed


def test_a_kind_of_doubt_that_was_not_told_cannot_be_settled(desk: Client) -> None:
    article = make_article(problems=doubt("missing_end"))
    send(desk, article, settled=["no_byline"])
    assert (codes(article), article.settled) == (["missing_end"], [])


def test_a_byline_or_a_headline_that_an_editor_writes_answers_the_doubt(desk: Client) -> None:
    article = make_article(title="", problems=doubt("untitled", "no_byline", "missing_end"))
    send(desk, article, title="小巷亮了")
    assert codes(article) == ["no_byline", "missing_end"]
    author = Author.objects.create(name="江一苇")
    send(
        desk,
        article,
        **{"bylines-TOTAL_FORMS": "1", "bylines-0-author": str(author.pk), "bylines-0-order": "0"},
    )
    assert codes(article) == ["missing_end"]


def test_who_accepts_an_article_of_the_queue_has_looked_at_its_doubts(desk: Client) -> None:
    article = make_article(problems=doubt("missing_end"))
    url = f"{change_url(article)}?queue=all"
    desk.post(url, fill(desk.get(url), "article_form") | {"_accept": ""})
    assert codes(article) == []


class TestImportedAgain:
    @pytest.fixture(autouse=True)
    def _doubting_parser(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Finds the end of every article missing, and of some the byline."""

        def read(text: str) -> PageRecord:
            record = papers.read_marks(text)
            return replace(record, articles=tuple(map(doubted, record.articles)))

        def doubted(article: ArticleRecord) -> ArticleRecord:
            unsigned = () if article.authors else (Problem("no_byline"),)
            return replace(article, problems=(Problem("missing_end"), *unsigned))

        monkeypatch.setattr("articles.importing.read.parse_page", read)

    def bring_in(self, root: Path, text: str) -> Article:
        (result,) = import_issues([lay_out(root, A01=text)], Identity())
        assert result.faults == ()
        return Article.objects.get()

    def test_settled_doubts_stay_away_while_the_printed_text_is_the_same(
        self, tmp_path: Path, desk: Client
    ) -> None:
        article = self.bring_in(tmp_path, UNSIGNED)
        assert codes(article) == ["missing_end", "no_byline"]
        send(desk, article, settled=["missing_end"])
        assert codes(self.bring_in(tmp_path, f"\n\n{UNSIGNED}")) == ["no_byline"]

    def test_another_text_is_looked_at_anew(self, tmp_path: Path, desk: Client) -> None:
        send(desk, self.bring_in(tmp_path, UNSIGNED), settled=["missing_end", "no_byline"])
        assert codes(self.bring_in(tmp_path, f"{UNSIGNED}路灯一直亮到天明\n")) == [
            "missing_end",
            "no_byline",
        ]

    def test_no_byline_is_missed_where_an_editor_wrote_one(
        self, tmp_path: Path, desk: Client
    ) -> None:
        article = self.bring_in(tmp_path, UNSIGNED)
        article.bylines.create(author=Author.objects.create(name="江一苇"))
        assert codes(self.bring_in(tmp_path, f"{UNSIGNED}路灯一直亮到天明\n")) == ["missing_end"]
