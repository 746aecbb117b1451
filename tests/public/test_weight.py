"""A page is light enough for a phone on a bad line."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from articles.models import ArticleTag, Author, Byline, Tag
from tests.factories import make_published, make_section

pytestmark = pytest.mark.django_db

WHOLE = 60_000  # bytes, uncompressed, without pictures


def test_an_article_with_all_it_asks_for_is_light_and_has_one_stylesheet(client: Client) -> None:
    article = make_published(
        section=make_section(name="城区"), body="居民说,晚上出门亮堂多了。" * 150
    )
    for number in range(8):
        Byline.objects.create(article=article, author=Author.objects.create(name=f"作者{number}"))
        ArticleTag.objects.create(
            content_object=article, tag=Tag.objects.create(name=f"标签{number}")
        )
        make_published()
    page = client.get(article.get_absolute_url()).content
    files = set(re.findall(r'(?:src|href)="/static/([^"]+)"', page.decode()))
    assert len([name for name in files if name.endswith(".css")]) == 1
    paths = [finders.find(name) for name in files]
    assert len(files) == 4
    sizes = [Path(path).stat().st_size for path in paths if path]
    assert len(sizes) == len(files)
    assert len(page) + sum(sizes) < WHOLE
