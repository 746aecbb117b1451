"""An editor sees that a piece stands somewhere else too."""

import pytest
from django.test import Client

from articles.models import Article, DuplicateArticle
from tests.admin.browser import change_url
from tests.factories import make_article, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def copies() -> tuple[Article, Article]:
    article, other = make_article(), make_article(title="灯亮了", page=make_page(number="A05"))
    DuplicateArticle.objects.create(article=article, other=other, share=0.84)
    return article, other


def test_the_form_names_the_copy_and_leads_to_it(
    desk: Client, copies: tuple[Article, Article]
) -> None:
    article, other = copies
    html = desk.get(change_url(article)).content.decode()
    assert "Appears also, 84 % the same:" in html
    assert f'href="{change_url(other)}">{other.page} 灯亮了' in html


def test_the_queue_has_a_badge_on_both(desk: Client, copies: tuple[Article, Article]) -> None:
    html = desk.get("/admin/articles/article/queue/").content.decode()
    for one in copies:
        assert f"Appears also: {one.page}" in html


def test_an_article_that_stands_once_is_not_marked(desk: Client) -> None:
    make_article()
    assert "Appears also" not in desk.get("/admin/articles/article/queue/").content.decode()
