"""Authors of one name are told apart where one is chosen: affiliation, how much they signed, and when last."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from articles.models import Author
from tests.admin.browser import change_url, fill
from tests.factories import make_article, make_issue, make_page

pytestmark = pytest.mark.django_db


def make_author(affiliation: str, *days: date) -> Author:
    author = Author.objects.create(name="江一苇", affiliation=affiliation)
    for day in days:
        make_article(page=make_page(issue=make_issue(date=day))).bylines.create(author=author)
    return author


def suggestions(client: Client, term: str) -> list[str]:
    query = {"app_label": "articles", "model_name": "byline", "field_name": "author", "term": term}
    response = client.get("/admin/articles/author/suggest/", query)
    return [one["text"] for one in response.json()["results"]]


def test_suggestions_say_who_is_who(desk: Client) -> None:
    make_author("城北通讯站", date(2026, 3, 12), date(2026, 3, 14))
    make_author("河东中学")
    assert suggestions(desk, "一苇") == [
        "江一苇 (城北通讯站) · 2 articles · 2026-03-14",
        "江一苇 (河东中学)",
    ]


def test_the_chosen_author_is_shown_the_same_way(desk: Client) -> None:
    author = make_author("城北通讯站", date(2026, 3, 12))
    html = desk.get(change_url(author.bylines.get().article)).content.decode()
    assert "江一苇 (城北通讯站) · 1 article · 2026-03-12" in html
    assert "/admin/articles/author/suggest/" in html


def test_suggestions_are_for_those_who_may_see_authors(client: Client) -> None:
    assert client.get("/admin/articles/author/suggest/").status_code == 302


def merge(client: Client, *authors: Author, **more: Any) -> Any:
    chosen = {
        "action": "merge_selected",
        "_selected_action": [author.pk for author in authors],
        **more,
    }
    return client.post("/admin/articles/author/", chosen)


def test_two_authors_who_are_one_are_merged_after_a_look_at_what_that_does(desk: Client) -> None:
    chen, wrong = Author.objects.create(name="陈望舒"), Author.objects.create(name="陈望")
    make_article().bylines.create(author=wrong)
    asked = merge(desk, chen, wrong)
    assert "1 article changes its byline, 0 is signed by both." in asked.content.decode()
    assert Author.objects.count() == 2
    desk.post("/admin/articles/author/", fill(asked, "merge_form", target=[str(chen.pk)]))
    assert list(Author.objects.all()) == [chen]


def test_merging_authors_needs_the_right_to_change_and_to_delete(
    staff_client: Callable[..., Client],
) -> None:
    chen, wrong = Author.objects.create(name="陈望舒"), Author.objects.create(name="陈望")
    merge(staff_client("view_author", "change_author"), chen, wrong, target=chen.pk)
    assert Author.objects.count() == 2
