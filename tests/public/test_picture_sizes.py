"""Readers get the size of a picture that fits their screen, and words for it."""

import pytest
from django.test import Client

from articles.models import Article, Illustration
from tests.factories import make_published

pytestmark = pytest.mark.django_db


def make_pictured(**fields: object) -> Article:
    article = make_published()
    Illustration.objects.create(
        article=article,
        caption="夜市的灯",
        picture="pictures/a.jpg",
        width=1200,
        height=600,
        **fields,
    )
    return article


def html_of(client: Client, article: Article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


def test_the_sizes_are_offered(client: Client) -> None:
    html = html_of(client, make_pictured(widths="480 960"))
    assert "/media/pictures/a.480w.jpg 480w, " in html
    assert "/media/pictures/a.jpg 1200w" in html
    assert 'width="1200" height="600"' in html


def test_a_picture_of_one_size_offers_no_others(client: Client) -> None:
    assert "srcset" not in html_of(client, make_pictured())


def test_alternative_text_is_the_caption_where_there_is_none(client: Client) -> None:
    assert 'alt="夜市的灯"' in html_of(client, make_pictured())
    assert 'alt="一盏灯笼"' in html_of(client, make_pictured(alt="一盏灯笼"))
