"""How often the database is asked, whatever there is to show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, ArticleTag, Author, Byline, Illustration, Tag
from articles.public.queries.keyset_pages import PER_PAGE
from articles.search import full_text
from tests.factories import make_page, make_published, make_section

pytestmark = pytest.mark.django_db

AUTHORS = 3


@pytest.fixture
def article() -> Article:
    """One of many, on one of several pages, each with names, tags and captions."""
    section = make_section(name="城区")
    articles = [
        make_published(page=make_page(number=f"A0{number}"), section=section, column="议事厅③")
        for number in (1, 2, 3)
        for _ in range(PER_PAGE // 3 + 2)
    ]
    articles.append(make_published(title="", section=section))
    authors = [Author.objects.create(name=f"作者{count}") for count in range(AUTHORS)]
    tags = [Tag.objects.create(name=f"标签{count}") for count in range(4)]
    for one in articles:
        Byline.objects.bulk_create(Byline(article=one, author=author) for author in authors)
        ArticleTag.objects.bulk_create(ArticleTag(content_object=one, tag=tag) for tag in tags)
        Illustration.objects.create(article=one, caption="新路灯亮了。")
    full_text.index(articles)
    return articles[0]


def test_an_article_takes_one(
    client: Client, article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = Article.objects.filter(page=article.page).order_by("position")[1].get_absolute_url()
    with django_assert_num_queries(1):
        client.get(address)


def test_at_the_ends_of_a_page_the_pages_beside_it_are_asked_for(
    client: Client, article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        client.get(article.get_absolute_url())


def test_a_wrong_address_takes_no_more_than_it_must(
    client: Client, article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get(f"/2026-03-12/A01/{article.pk}/")


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/", 4),
        ("/2026-03-12/", 4),
        ("/2026-03-12/A02/", 3),
        ("/section/城区/", 2),
        ("/tag/标签0/", 3),
        ("/column/议事厅/", 2),
        ("/on/03-12/", 5),
        ("/corrections/", 2),
        ("/archive/", 4),
        ("/section/", 3),
        ("/column/", 3),
        ("/author/", 5),
        ("/author/z/", 5),
        ("/tag/", 3),
        ("/tag/type/topic/", 3),
        ("/tag/type/topic/b/", 3),
        ("/search/?q=路灯", 5),
        ("/feed/", 3),
        ("/section/城区/feed/", 3),
        ("/tag/标签0/feed/rss/", 4),
        ("/sitemap-news.xml", 2),
        ("/robots.txt", 0),
        ("/nothing/here/", 1),
    ],
)
def test_other_pages_take_a_fixed_number(
    client: Client,
    article: Article,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    count: int,
) -> None:
    with django_assert_num_queries(count):
        client.get(address)


def test_an_author_takes_three(
    client: Client, article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    author = Author.objects.all()[0]
    with django_assert_num_queries(3):
        client.get(author.get_absolute_url())


def test_the_source_of_a_page_is_never_read(client: Client, article: Article) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for address in ("/", "/2026-03-12/A02/", "/section/城区/", article.get_absolute_url()):
            client.get(address)
    for query in queries.captured_queries:
        assert "source_text" not in query["sql"]
        assert "base_parse" not in query["sql"]
