"""Two authors who are one: bylines, addresses and later signatures are those of the one that stays."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import tasks
from articles.editorial import history, merge_authors
from articles.importing.issues import Identity
from articles.importing.run import import_issues
from articles.models import Article, Author, AuthorMerge
from articles.models.choices import Act
from articles.search import full_text
from tests.factories import make_article, make_published, make_user
from tests.fixtures import _in_english, _plain_parser  # noqa: F401  (a fixture)
from tests.importing.papers import BRIDGE, LIGHTS, lay_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_user()


@pytest.fixture
def chen() -> Author:
    return Author.objects.create(name="陈望舒")


@pytest.fixture
def wrong() -> Author:
    """As a column that was cut too early named them."""
    return Author.objects.create(name="陈望")


def signed(article: Article) -> list[tuple[str, str]]:
    return list(article.bylines.values_list("author__name", "role"))


def test_the_bylines_of_the_others_become_those_of_the_one_that_stays(
    chen: Author, wrong: Author, user: User
) -> None:
    article = make_article()
    article.bylines.create(author=wrong, role="记者")
    assert merge_authors.preview_merge([wrong], chen) == (1, 0)
    merge_authors.merge([wrong], chen, user)
    assert signed(article) == [("陈望舒", "记者")]
    assert list(Author.objects.all()) == [chen]
    assert list(full_text.find("陈望舒", Article.objects.all())) == [article]


def test_an_article_that_both_signed_keeps_one_byline_of_each_role(
    chen: Author, wrong: Author, user: User
) -> None:
    article = make_article()
    for order, (author, role) in enumerate([(chen, "记者"), (wrong, "记者"), (wrong, "摄影")]):
        article.bylines.create(author=author, role=role, order=order)
    assert merge_authors.preview_merge([wrong], chen) == (1, 1)
    merge_authors.merge([wrong], chen, user)
    assert signed(article) == [("陈望舒", "记者"), ("陈望舒", "摄影")]


def test_many_articles_are_merged_batch_by_batch(
    chen: Author, wrong: Author, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge_authors, "BATCH", 2)
    articles = [make_article() for _number in range(5)]
    for article in articles:
        article.bylines.create(author=wrong, role="记者")
    articles[0].bylines.create(author=chen, role="记者")
    merge = merge_authors.begin([wrong], chen, user)
    progress = []
    while not merge_authors.merge_next(merge.pk):
        merge.refresh_from_db()
        progress.append((merge.done, merge.total))
    assert progress == [(2, 5), (4, 5), (5, 5)]
    assert merge_authors.merge_next(merge.pk)  # a message that comes twice
    assert {tuple(signed(article)) for article in articles} == {(("陈望舒", "记者"),)}
    assert list(Author.objects.all()) == [chen]
    assert [history.versions_of(article).count() for article in articles] == [2] * 5
    assert not merge_authors.unfinished().exists()


def test_a_batch_costs_no_more_queries_the_more_batches_there_are(
    chen: Author, wrong: Author, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge_authors, "BATCH", 20)
    for _number in range(41):
        make_article().bylines.create(author=wrong)
    merge = merge_authors.begin([wrong], chen, user)
    counts = []
    for _batch in range(2):
        with CaptureQueriesContext(connection) as queries:
            merge_authors.merge_next(merge.pk)
        counts.append(len(queries))
    assert max(counts) <= 35, counts


def test_what_is_signed_while_a_merge_goes_on_is_merged_too(
    chen: Author, wrong: Author, user: User
) -> None:
    make_article().bylines.create(author=wrong)
    merge = merge_authors.begin([wrong], chen, user)
    merge_authors.merge_next(merge.pk)
    late = make_article()
    late.bylines.create(author=wrong)
    while not merge_authors.merge_next(merge.pk):
        pass
    assert signed(late) == [("陈望舒", "")]


def test_a_merge_into_an_author_who_is_merged_meanwhile_goes_on_there(
    chen: Author, wrong: Author, user: User
) -> None:
    article = make_article()
    article.bylines.create(author=wrong)
    merge = merge_authors.begin([wrong], chen, user)
    other = Author.objects.create(name="陈望书")
    merge_authors.merge([chen], other, user)
    while not merge_authors.merge_next(merge.pk):
        pass
    assert signed(article) == [("陈望书", "")]
    assert list(Author.objects.all()) == [other]


def test_a_merge_into_an_author_who_was_deleted_ends_with_all_as_it_is(
    chen: Author, wrong: Author, user: User
) -> None:
    article = make_article()
    article.bylines.create(author=wrong)
    merge = merge_authors.begin([wrong], chen, user)
    chen.delete()
    assert merge_authors.merge_next(merge.pk)
    assert signed(article) == [("陈望", "")]


def test_a_large_merge_goes_on_in_the_background_and_the_desk_says_how_far(
    chen: Author,
    wrong: Author,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(merge_authors, "AT_ONCE", 1)
    monkeypatch.setattr(merge_authors, "BATCH", 1)
    monkeypatch.setattr(tasks, "MERGE_BATCHES", 1)
    client.force_login(make_user("chief", is_staff=True, is_superuser=True))
    for _number in range(2):
        make_article().bylines.create(author=wrong)
    sent = {
        "action": "merge_selected",
        "_selected_action": [chen.pk, wrong.pk],
        "target": chen.pk,
    }
    with django_capture_on_commit_callbacks() as callbacks:
        client.post("/admin/articles/author/", sent)
    page = client.get("/admin/articles/author/").content.decode()
    assert "Authors merged: 陈望 into 陈望舒. 0 of 2 articles are done." in page
    AuthorMerge.objects.update(worked_at=timezone.now() - merge_authors.SILENT)
    assert merge_authors.left_behind() == [AuthorMerge.objects.get().pk]
    for callback in callbacks:
        callback()
    assert list(Author.objects.all()) == [chen]
    assert "articles are done" not in client.get("/admin/articles/author/").content.decode()


def test_a_merge_that_nobody_is_at_work_on_is_taken_up_again(
    chen: Author, wrong: Author, user: User
) -> None:
    make_article().bylines.create(author=wrong)
    merge = merge_authors.begin([wrong], chen, user)
    tasks.sweep_author_merges()
    assert merge_authors.unfinished().exists()
    AuthorMerge.objects.update(worked_at=merge.worked_at - merge_authors.SILENT)
    tasks.sweep_author_merges()
    assert list(Author.objects.all()) == [chen]


def test_every_article_tells_of_it_and_an_open_form_is_told(
    chen: Author, wrong: Author, user: User
) -> None:
    article, other = make_article(), make_article()
    article.bylines.create(author=wrong)
    merge_authors.merge([wrong], chen, user)
    newest, oldest = history.versions_of(article)
    assert (newest.act, newest.history_user, newest.history_change_reason) == (
        Act.EDIT, user, "Authors merged: 陈望 into 陈望舒.",
    )  # fmt: skip
    assert [version.parts["bylines"][0][0] for version in (newest, oldest)] == ["陈望舒", "陈望"]
    article.refresh_from_db()
    assert article.version == 1
    assert not history.versions_of(other).exists()


def test_the_old_address_leads_on_also_over_two_merges(
    chen: Author, wrong: Author, user: User, client: Client
) -> None:
    make_published(publish_at=timezone.now()).bylines.create(author=wrong)
    old = wrong.get_absolute_url()
    between = Author.objects.create(name="陈望书")
    merge_authors.merge([wrong], between, user)
    merge_authors.merge([between], chen, user)
    answer = client.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (301, chen.get_absolute_url())


def test_feeds_and_the_api_go_on_under_the_old_key(
    chen: Author, wrong: Author, user: User, client: Client
) -> None:
    make_published().bylines.create(author=wrong)
    old = wrong.pk
    merge_authors.merge([wrong], chen, user)
    for address in (
        f"/author/{old}-陈望/feed/",
        f"/author/{old}-陈望/feed/rss/",
        f"/api/v1/authors/{old}",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert chen.name in answer.content.decode()


def test_an_address_nobody_had_leads_nowhere(client: Client) -> None:
    assert client.get("/author/99999/陈望/").status_code == 404


@pytest.mark.usefixtures("_plain_parser")
def test_the_same_signature_in_a_later_issue_means_the_one_that_stayed(
    tmp_path: Path, chen: Author, user: User
) -> None:
    next(import_issues([lay_out(tmp_path, A01=LIGHTS)], Identity()))
    merge_authors.merge([Author.objects.get(name="陈望")], chen, user)
    again = LIGHTS.replace("小巷装上新路灯", "大街装上新路灯").replace("三条小巷", "五条大街")
    next(import_issues([lay_out(tmp_path, day="2026-03-13", A01=again + BRIDGE)], Identity()))
    assert signed(Article.objects.get(title="大街装上新路灯")) == [("陈望舒", "记者")]
    assert set(Author.objects.values_list("name", flat=True)) == {"陈望舒", "李芸"}
