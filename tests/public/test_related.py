"""What is related to an article, below it."""

import pytest
from django.test import Client

from articles.models import Article
from articles.models.choices import Status
from articles.tagging import related
from tests.factories import make_page, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Article, Article]:
    """Two on the same thing, on two pages."""
    article = make_published(title="小巷装上新路灯")
    other = make_published(title="灯杆会说话", page=make_page(number="A07"))
    for one in (article, other):
        one.tags.add("路灯")
    related.refresh([article.pk])
    return article, other


def below(client: Client, article: Article) -> str:
    html = client.get(article.get_absolute_url()).content.decode()
    return html.partition('<aside class="related"')[2].partition("</aside>")[0]


def test_a_related_article_is_shown_with_its_place(
    client: Client, pair: tuple[Article, Article]
) -> None:
    article, other = pair
    html = below(client, article)
    assert f'<a href="{other.get_absolute_url()}">灯杆会说话</a>' in html
    assert "A07" in html


def test_it_is_shown_from_the_other_side_too(client: Client, pair: tuple[Article, Article]) -> None:
    assert "小巷装上新路灯" in below(client, pair[1])


def test_what_was_withdrawn_is_not_shown(client: Client, pair: tuple[Article, Article]) -> None:
    Article.objects.filter(pk=pair[1].pk).update(status=Status.WITHDRAWN)
    assert below(client, pair[0]) == ""


def test_without_a_headline_its_first_words_are_shown(
    client: Client, pair: tuple[Article, Article]
) -> None:
    Article.objects.filter(pk=pair[1].pk).update(title="", body="灯亮了,人来了。")
    assert "灯亮了，人来了。…" in below(client, pair[0])
