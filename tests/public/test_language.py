"""The paper is Chinese, also where the site's own words are English: machines and voices are told so."""

import json
import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles.models import Article
from tests.factories import make_issue, make_page, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(settings: Settings) -> Article:
    settings.LANGUAGE_CODE = "en"
    return make_published(
        page=make_page(issue=make_issue(date=timezone.localdate())),
        kicker="桂巷",
        subtitle="三盏灯",
    )


def test_texts_say_that_they_are_chinese_and_the_page_that_it_is_english(
    client: Client, article: Article
) -> None:
    text = client.get(article.get_absolute_url()).content.decode()
    assert '<html lang="en">' in text
    for name in ("kicker", "title", "subtitle", "text"):
        assert f'class="{name}" lang="zh-Hans">' in text
    assert re.search(
        r'<article class="card [^"]*" lang="zh-Hans">', client.get("/").content.decode()
    )


def test_machines_are_told_the_language_of_the_text(client: Client, article: Article) -> None:
    address = article.get_absolute_url()
    text = client.get(address).content.decode()
    structured = json.loads(
        text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    )
    assert structured["inLanguage"] == "zh-Hans"
    assert client.get(f"{address.removesuffix('/')}.json").json()["language"] == "zh-Hans"
    assert (
        "<news:language>zh-cn</news:language>" in client.get("/sitemap-news.xml").content.decode()
    )
    assert '<feed xml:lang="zh-Hans"' in client.get("/feed/").content.decode()
    assert "<language>zh-Hans</language>" in client.get("/feed/rss/").content.decode()
