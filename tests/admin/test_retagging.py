"""Tagging articles anew from the list: seen before, done in the background, followed to its end."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from articles.models.choices import TaggingState, TagOrigin
from articles.tagging import article_texts
from articles.tagging.ranking import RankedTag
from articles.tagging.word_classes import TagKind
from tests.admin.browser import fill
from tests.factories import make_article

pytestmark = pytest.mark.django_db

LIST, PROGRESS = "/admin/articles/article/", "/admin/articles/article/retagging/"


@pytest.fixture
def article(monkeypatch: pytest.MonkeyPatch) -> Article:
    """Has 旧词 and 路灯 from the tagger, which now finds 路灯 and 小巷."""
    monkeypatch.setattr(
        article_texts,
        "_rank",
        lambda *_: [RankedTag(name, 0.5, TagKind.TOPIC) for name in ("路灯", "小巷")],
    )
    article = make_article(tagging_state=TaggingState.DONE)
    for name in ("旧词", "路灯"):
        article.tags.add(name, through_defaults={"origin": TagOrigin.AUTOMATIC})
    return article


def ask(client: Client, *articles: Article, **more: str) -> Any:
    return client.post(
        LIST, {"action": "retag_selected", "_selected_action": [a.pk for a in articles], **more}
    )


def names(article: Article) -> set[str]:
    return {tag.name for tag in article.tags.all()}


def test_it_first_shows_what_would_come_go_and_stay(
    desk: Client, article: Article, woken: list[int]
) -> None:
    html = ask(desk, article).content.decode()
    assert "1 tags would come, 1 go, 1 stay." in html
    assert '<span class="desk-badge is-success">小巷</span>' in html
    assert '<span class="desk-badge is-danger">旧词</span>' in html
    assert (names(article), woken) == ({"旧词", "路灯"}, [])


def test_confirming_asks_for_it_and_leads_to_the_progress(
    desk: Client, article: Article, woken: list[int]
) -> None:
    response = desk.post(LIST, fill(ask(desk, article), "retag_form"))
    assert response.headers["Location"] == PROGRESS
    assert woken == [article.pk]
    article.refresh_from_db()
    assert article.tagging_state == TaggingState.PENDING


def test_all_that_the_list_shows_can_be_tagged_anew(
    desk: Client, article: Article, woken: list[int]
) -> None:
    others = [make_article() for _ in range(3)]
    desk.post(LIST, fill(ask(desk, article, select_across="1"), "retag_form"))
    assert set(woken) == {article.pk, *(other.pk for other in others)}


@pytest.mark.usefixtures("woken")
def test_the_progress_is_of_what_was_asked_for_and_comes_again_until_nothing_waits(
    desk: Client,
) -> None:
    waiting, done = make_article(), make_article()
    desk.post(LIST, fill(ask(desk, waiting, done), "retag_form"))
    Article.objects.filter(pk=done.pk).update(tagging_state=TaggingState.DONE)
    make_article()  # waits too, and nobody asked for it here
    make_article(tagging_state=TaggingState.FAILED)
    page = desk.get(PROGRESS)
    assert "1 of 2 articles are tagged." in page.content.decode()
    assert page.headers["Refresh"] == "2"
    Article.objects.filter(pk=waiting.pk).update(tagging_state=TaggingState.FAILED)
    page = desk.get(PROGRESS)
    assert "Everything is tagged." in page.content.decode()
    assert "1 article could not be tagged" in page.content.decode()
    assert "Refresh" not in page.headers


def test_the_progress_of_everything_is_shown_to_who_asked_for_nothing(desk: Client) -> None:
    make_article()
    assert "0 of 1 articles are tagged." in desk.get(PROGRESS).content.decode()


def test_it_needs_the_right_to_change_articles(
    staff_client: Callable[..., Client], article: Article, woken: list[int]
) -> None:
    client = staff_client("view_article")
    ask(client, article, confirmed="1")
    assert woken == []
    assert client.get(PROGRESS).status_code == 403
