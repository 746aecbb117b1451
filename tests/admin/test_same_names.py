"""Authors of one name are told apart where one is chosen: affiliation, how much they signed, and when last."""

from datetime import date

import pytest
from django.test import Client

from articles.models import Author
from tests.admin.browser import change_url
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
    assert suggestions(desk, "一苇") == ["江一苇 (城北通讯站) · 2 articles · 2026-03-14", "江一苇 (河东中学)"]


def test_the_chosen_author_is_shown_the_same_way(desk: Client) -> None:
    author = make_author("城北通讯站", date(2026, 3, 12))
    html = desk.get(change_url(author.bylines.get().article)).content.decode()
    assert "江一苇 (城北通讯站) · 1 article · 2026-03-12" in html
    assert "/admin/articles/author/suggest/" in html


def test_suggestions_are_for_those_who_may_see_authors(client: Client) -> None:
    assert client.get("/admin/articles/author/suggest/").status_code == 302
