"""Two authors who are one: bylines, addresses and later signatures are those of the one that stays."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.editorial import history, merge_authors
from articles.importing.issues import Identity
from articles.importing.run import import_issues
from articles.models import Article, Author
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
