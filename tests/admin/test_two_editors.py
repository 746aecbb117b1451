"""Two editors with one article open: the second save is refused, and nothing of it is written."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from articles.editorial import presence, workflow
from articles.models import Article, Author, Byline, Presence
from tests.admin.browser import change_url, fill
from tests.admin.conftest import client_of
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]

CONFLICT = "This article was changed since you opened it"


@pytest.fixture
def article() -> Article:
    article = make_article(title="夜市搬新址", kicker="便民")
    Byline.objects.create(article=article, author=Author.objects.create(name="江一苇"))
    article.tags.add("夜市")
    return article


@pytest.fixture
def second(db: None) -> Client:
    return client_of(
        make_user("second", first_name="云", last_name="乔", is_staff=True, is_superuser=True)
    )


def test_second_save_is_refused_and_says_who_was_first(
    article: Article, desk: Client, second: Client
) -> None:
    url = change_url(article)
    opened_by_both = desk.get(url)
    second.post(url, fill(opened_by_both, "article_form", title="夜市搬到河边"))
    response = desk.post(
        url,
        fill(
            opened_by_both,
            "article_form",
            title="夜市关了",
            kicker="新闻",
            tag_names_kept=[],
            tag_names_new="河边",
        )
        | {"bylines-0-role": "记者"},
    )
    html = response.content.decode()
    assert response.status_code == 200
    assert CONFLICT in html
    assert "云 乔" in html
    article.refresh_from_db()
    assert (article.title, article.kicker, article.version) == ("夜市搬到河边", "便民", 1)
    assert article.bylines.get().role == ""
    assert [tag.name for tag in article.tags.all()] == ["夜市"]


def test_refused_form_keeps_what_the_editor_wrote_and_is_refused_again(
    article: Article, desk: Client, second: Client
) -> None:
    url = change_url(article)
    opened = desk.get(url)
    second.post(url, fill(opened, "article_form", title="夜市搬到河边"))
    refused = desk.post(url, fill(opened, "article_form", title="夜市关了", tag_names_new="河边"))
    again = fill(refused, "article_form")
    assert (again["title"], again["tag_names_new"]) == (["夜市关了"], ["河边"])
    assert CONFLICT in desk.post(url, again).content.decode()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"bylines-0-role": "记者"}, id="byline"),
        pytest.param({"bylines-0-DELETE": "on"}, id="byline taken away"),
        pytest.param({"tag_names_new": "河边"}, id="tag"),
        pytest.param({"position": "9"}, id="place"),
    ],
)
def test_any_change_of_the_first_counts(
    change: dict[str, str], article: Article, desk: Client, second: Client
) -> None:
    url = change_url(article)
    opened = desk.get(url)
    second.post(url, fill(opened, "article_form") | change)
    assert (
        CONFLICT in desk.post(url, fill(opened, "article_form", title="夜市关了")).content.decode()
    )


def test_article_published_meanwhile_is_not_overwritten(article: Article, desk: Client) -> None:
    url = change_url(article)
    opened = desk.get(url)
    workflow.publish([article], None)
    assert (
        CONFLICT in desk.post(url, fill(opened, "article_form", title="夜市关了")).content.decode()
    )


def test_save_that_changes_nothing_does_not_stand_in_the_way(
    article: Article, desk: Client, second: Client
) -> None:
    url = change_url(article)
    opened = desk.get(url)
    second.post(url, fill(opened, "article_form"))
    assert desk.post(url, fill(opened, "article_form", title="夜市关了")).status_code == 302


@pytest.mark.parametrize("seen", ["", "x", "99", "-1"])
def test_form_that_does_not_say_what_it_saw_is_refused(
    seen: str, article: Article, desk: Client
) -> None:
    url = change_url(article)
    response = desk.post(
        url, fill(desk.get(url), "article_form", title="夜市关了", seen_version=seen)
    )
    assert response.status_code == 200
    article.refresh_from_db()
    assert article.title == "夜市搬新址"


def test_what_the_tagger_writes_meanwhile_stays(article: Article, desk: Client) -> None:
    url = change_url(article)
    opened = desk.get(url)
    Article.objects.filter(pk=article.pk).update(tagging_attempts=3)
    desk.post(url, fill(opened, "article_form", position="4"))
    article.refresh_from_db()
    assert (article.position, article.tagging_attempts) == (4, 3)


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has one writer at a time; PostgreSQL is raced"
)
@pytest.mark.django_db(transaction=True)
def test_save_waits_for_one_that_is_being_written_and_is_then_refused(
    article: Article, second: Client
) -> None:
    url = change_url(article)
    data = fill(second.get(url), "article_form", title="夜市关了")
    answers: list[str] = []

    def save() -> None:
        answers.append(second.post(url, data).content.decode())
        connection.close()

    thread = threading.Thread(target=save)
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(title="夜市搬到河边", version=1)
        thread.start()
        thread.join(timeout=1)
        assert thread.is_alive(), "the second save did not wait for the first"
    thread.join(timeout=10)
    assert len(answers) == 1
    assert Article.objects.values_list("title", "version").get() == ("夜市搬到河边", 1)


# --- theirs beside mine ---


def refuse(article: Article, desk: Client, second: Client, **mine: str) -> Any:
    url = change_url(article)
    opened = desk.get(url)
    second.post(url, fill(opened, "article_form", title="夜市搬到河边"))
    return desk.post(url, fill(opened, "article_form", **mine))


def test_refused_form_shows_theirs_beside_mine(
    article: Article, desk: Client, second: Client
) -> None:
    html = refuse(article, desk, second, title="夜市搬到桥头", kicker="新闻").content.decode()
    assert "河边</del>" in html
    assert "桥头</ins>" in html
    assert "<ins>新闻</ins>" in html
    assert 'data-takes="title" data-stored="夜市搬到河边"' in html


def test_who_has_looked_may_save_over_it(article: Article, desk: Client, second: Client) -> None:
    refused = refuse(article, desk, second, title="夜市搬到桥头")
    desk.post(change_url(article), fill(refused, "article_form", looked_at="1"))
    article.refresh_from_db()
    assert (article.title, article.version) == ("夜市搬到桥头", 2)


def test_looking_once_is_not_enough_for_an_even_newer_version(
    article: Article, desk: Client, second: Client
) -> None:
    refused = refuse(article, desk, second, title="夜市搬到桥头")
    second.post(
        change_url(article), fill(second.get(change_url(article)), "article_form", title="夜市歇业")
    )
    again = desk.post(change_url(article), fill(refused, "article_form", looked_at="1"))
    assert CONFLICT in again.content.decode()
    article.refresh_from_db()
    assert article.title == "夜市歇业"


# --- who is in it ---


def heard(client: Client, article: Article, **fields: str) -> str:
    present: str = (
        client.post(f"/admin/articles/article/{article.pk}/presence/", fields)
        .json()
        .get("present", "-")
    )
    return present


def test_the_second_is_told_who_is_in_the_article(
    article: Article, desk: Client, second: Client
) -> None:
    assert "is in this article too" not in second.get(change_url(article)).content.decode()
    assert "云 乔 is in this article too." in desk.get(change_url(article)).content.decode()
    assert heard(second, article) == "chief is in this article too."


def test_who_left_or_fell_silent_is_gone(article: Article, desk: Client, second: Client) -> None:
    desk.get(change_url(article))
    heard(desk, article, leave="1")
    assert heard(second, article) == ""
    desk.get(change_url(article))
    Presence.objects.update(seen_at=timezone.now() - presence.GONE - timedelta(seconds=1))
    assert heard(second, article) == ""
    assert Presence.objects.count() == 1


def test_who_saves_and_goes_on_has_left(article: Article, desk: Client, second: Client) -> None:
    desk.post(change_url(article), fill(desk.get(change_url(article)), "article_form"))
    assert heard(second, article) == ""
    form = fill(desk.get(change_url(article)), "article_form")
    desk.post(change_url(article), form | {"_continue": ""}, follow=True)
    assert heard(second, article) == "chief is in this article too."


def test_another_article_is_another_place(article: Article, desk: Client, second: Client) -> None:
    desk.get(change_url(make_article()))
    assert heard(second, article) == ""


def test_who_only_reads_is_not_in_it(
    article: Article, desk: Client, staff_client: Callable[..., Client]
) -> None:
    reader = staff_client("view_article")
    reader.get(change_url(article))
    assert reader.post(f"/admin/articles/article/{article.pk}/presence/").status_code == 403
    assert heard(desk, article) == ""
