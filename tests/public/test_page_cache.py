"""Pages are kept until the paper changes, and not a moment longer, whoever changes it and how."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django.utils.http import parse_http_date
from pytest_django import DjangoAssertNumQueries, Settings

from articles import tasks
from articles.editorial import workflow
from articles.models import Article, ArticleTag, Issue, Tag
from articles.models.choices import Status
from articles.public import sitemaps
from articles.public.cache import generation
from articles.public.cache.scopes import EVERYTHING, Shows, scopes_of_page
from articles.search import full_text
from tests.factories import make_article, make_issue, make_page, make_published, make_user
from tests.public.cached_pages import _pages_are_cached, article
from tests.public.every_page import one_of_every_kind

__all__ = ["_pages_are_cached", "article"]

pytestmark = pytest.mark.django_db(transaction=True)

LIST, NEWS = "/2026-03-12/", "<title>"


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_kept_page_asks_the_database_nothing(
    client: Client, article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for address in one_of_every_kind():
        if address.startswith("/search/"):
            continue
        first = client.get(address)
        with django_assert_num_queries(0):
            again = client.get(address)
        assert again.content == first.content
        assert {**again.headers, "Last-Modified": ""} == {**first.headers, "Last-Modified": ""}


def test_a_withdrawn_article_is_gone_from_every_page_at_once(
    client: Client, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "NEWS_AGE", timedelta(days=10_000))
    make_published(title="雨水花园建成")
    tag = Tag.objects.create(name="路灯")
    ArticleTag.objects.create(content_object=article, tag=tag)
    for other in Article.objects.exclude(pk=article.pk):
        ArticleTag.objects.create(content_object=other, tag=tag)
    lists = ("/", LIST, f"{LIST}A01/", "/tag/路灯/", "/feed/", "/sitemap-news.xml", "/on/03-12/")
    for address in lists:
        assert article.title in text(client, address), address
    assert client.get(article.get_absolute_url()).status_code == 200
    workflow.withdraw([article], None)
    for address in lists:
        assert article.title not in text(client, address), address
    assert client.get(article.get_absolute_url()).status_code == 410


def _publish(article: Article) -> None:
    workflow.publish([article], None)


def _publish_the_issue(article: Article) -> None:
    workflow.approve([article], None)
    workflow.publish_issue(Issue.objects.get(pk=article.page.issue_id), None)


def _publish_when_due(article: Article) -> None:
    workflow.schedule([article], timezone.now() - timedelta(minutes=1), None)
    tasks.publish_due()


@pytest.mark.parametrize("publish", [_publish, _publish_the_issue, _publish_when_due])
def test_what_is_published_appears_at_once(
    client: Client, article: Article, publish: Callable[[Article], None]
) -> None:
    new = make_article(title="雨水花园建成", status=Status.IN_REVIEW)
    assert new.title not in text(client, LIST)
    publish(new)
    assert new.title in text(client, LIST)


def _correct(article: Article) -> None:
    user = make_user(is_superuser=True, is_staff=True)
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(title="桂巷换上新路灯")
        workflow.correct(article, "路灯是换上的。", user)


def _rename_the_section(article: Article) -> None:
    article.page.title = "换上新路灯"
    article.page.save(update_fields=["title"])


def _save(article: Article) -> None:
    article.title = "桂巷换上新路灯"
    article.save()


def _tag_in_bulk(article: Article) -> None:
    tag = Tag.objects.create(name="换上新路灯")
    ArticleTag.objects.bulk_create([ArticleTag(content_object=article, tag=tag)])


@pytest.mark.parametrize("change", [_correct, _rename_the_section, _save, _tag_in_bulk])
def test_whatever_changes_is_seen_at_once(
    client: Client, article: Article, change: Callable[[Article], None]
) -> None:
    assert "换上新路灯" not in client.get(article.get_absolute_url()).content.decode()
    change(article)
    page = client.get(Article.objects.get(pk=article.pk).get_absolute_url())
    assert "换上新路灯" in page.content.decode()


def test_a_page_made_while_the_paper_changed_is_not_kept(
    client: Client, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    from articles.public.views import issue_view  # noqa: PLC0415

    told = issue_view._render_issue

    def slow(*arguments: Any) -> Any:
        response = told(*arguments)
        Article.objects.update(title="桂巷换上新路灯")
        return response

    monkeypatch.setattr(issue_view, "_render_issue", slow)
    assert "桂巷换了新路灯" in text(client, LIST)
    monkeypatch.undo()
    assert "桂巷换上新路灯" in text(client, LIST)


def test_search_and_parameters_nobody_knows_are_not_kept(client: Client, article: Article) -> None:
    full_text.index([article])
    for address in ("/search/?q=路灯", "/?from=elsewhere"):
        client.get(address)
        Article.objects.none().update(title="")
    redis: Any = caches["pages"]._cache.get_client()  # type: ignore[attr-defined]
    assert not list(redis.scan_iter(f"{caches['pages'].key_prefix}:*:page:*"))


def test_the_date_of_a_page_is_that_of_the_last_change_and_only_it_saves_sending_it(
    client: Client, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set_clock(monkeypatch, 0)
    generation.renew_generation({EVERYTHING})
    first = client.get(LIST)["Last-Modified"]
    _set_clock(monkeypatch, 5)
    date = client.get(LIST)["Last-Modified"]
    assert parse_http_date(date) > parse_http_date(
        first
    )  # within the second of a change another one could come
    assert client.get(LIST, headers={"if-modified-since": date}).status_code == 304
    for other in (first, "Fri, 01 Jan 2100 00:00:00 GMT", "yesterday"):
        assert client.get(LIST, headers={"if-modified-since": other}).status_code == 200
    workflow.withdraw([article], None)
    make_published()
    _set_clock(monkeypatch, 10)
    assert client.get(LIST, headers={"if-modified-since": date}).status_code == 200


def _set_clock(monkeypatch: pytest.MonkeyPatch, ahead: int) -> None:
    now = timezone.now().timestamp() + ahead
    monkeypatch.setattr("time.time", lambda: now)
    monkeypatch.setattr("time.time_ns", lambda: int(now * 1e9))


def test_every_page_has_a_date_and_a_mark_of_its_content(client: Client) -> None:
    for address in one_of_every_kind():
        response = client.get(address)
        assert response["ETag"], address
        assert parse_http_date(response["Last-Modified"]), address


def test_readers_get_their_pages_while_the_cache_is_away(
    client: Client, article: Article, settings: Settings
) -> None:
    backend = "newsroom.caches.RedisCache"
    absent = {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = settings.CACHES | {"pages": absent}
    assert article.title in text(client, LIST)
    workflow.withdraw([article], None)
    assert client.get(LIST).status_code == 404


def test_an_emptied_cache_revives_no_page(client: Client, article: Article) -> None:
    scopes = scopes_of_page(Shows.PAPER, "")
    client.get(LIST)
    redis: Any = caches["pages"]._cache.get_client()  # type: ignore[attr-defined]
    for scope in scopes:
        generation_before = generation.current_generation(scopes)
        redis.delete(*redis.scan_iter(f"*:generation:{scope}"))
        Article.objects.none().update(title="")
        client.get(LIST)
        assert generation.current_generation(scopes) != generation_before


def test_a_host_that_is_not_allowed_gets_no_kept_page(client: Client, article: Article) -> None:
    client.get(LIST)
    assert client.get(LIST, headers={"host": "elsewhere.example.org"}).status_code == 400


def test_pages_of_another_release_are_sent_anew(
    client: Client, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set_clock(monkeypatch, 5)
    date = client.get(LIST)["Last-Modified"]
    assert client.get(LIST, headers={"if-modified-since": date}).status_code == 304
    _set_clock(monkeypatch, 20)
    monkeypatch.setattr(
        "articles.public.cache.page_cache._PROCESS_START", int(timezone.now().timestamp()) + 10
    )
    assert client.get(LIST, headers={"if-modified-since": date}).status_code == 200


def test_what_drops_out_of_the_news_by_its_age_alone_is_noticed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    make_published(page=make_page(issue=make_issue(date=timezone.localdate(now))), publish_at=now)
    client.get("/sitemap-news.xml")
    _set_clock(monkeypatch, 5)
    date = client.get("/sitemap-news.xml")["Last-Modified"]
    assert client.get("/sitemap-news.xml", headers={"if-modified-since": date}).status_code == 304
    later = now + timedelta(days=2, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    monkeypatch.setattr("articles.public.cache.page_cache.pages", DummyCache("", {}))
    answer = client.get("/sitemap-news.xml", headers={"if-modified-since": date})
    assert answer.status_code == 200
    assert NEWS not in answer.content.decode()
