"""An article read in one go has all that it has when it is read table by table."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, ArticleTag, Author, Byline, Correction, Illustration, Tag
from articles.models.choices import AuthorKind
from articles.public.queries.article_page import load_article_page
from articles.public.queries.page_queries import with_content
from tests.factories import make_article, make_page, make_published, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    article = make_published(section=make_section(name="城区"))
    for order, name in enumerate(("庚“辛”", "丙\\丁", "甲乙")):
        author = Author.objects.create(name=name, affiliation="云汀日报", kind=AuthorKind.OFFICE)
        Byline.objects.create(article=article, author=author, role="记者", order=9 - order)
        tag = Tag.objects.create(name=f"标签{name}")
        ArticleTag.objects.create(content_object=article, tag=tag, score=order / 10)
        Illustration.objects.create(
            article=article, caption=name, picture="pictures/a.png", width=3, order=9 - order
        )
        Correction.objects.create(article=article, note=f"是{name}。")
    return article


def _read(article: Article) -> Article:
    article_page = load_article_page(article.pk)
    assert article_page is not None
    return article_page.article


def test_it_is_what_five_tables_hold_in_their_order(article: Article) -> None:
    read, expected = _read(article), with_content(Article.objects.published()).get(pk=article.pk)
    assert (read, read.body, read.section, read.page, read.page.issue.publication) == (
        expected, expected.body, expected.section, expected.page, expected.page.issue.publication,
    )  # fmt: skip
    assert [
        (one.role, one.author, str(one.author), one.author.kind) for one in read.bylines.all()
    ] == [
        (one.role, one.author, str(one.author), one.author.kind) for one in expected.bylines.all()
    ]
    assert [
        (one.tag, one.tag.name, one.tag.slug, one.tag.type) for one in read.article_tags.all()
    ] == [
        (one.tag, one.tag.name, one.tag.slug, one.tag.type) for one in expected.article_tags.all()
    ]
    assert [(one, one.caption, one.picture, one.width) for one in read.illustrations.all()] == [
        (one, one.caption, one.picture, one.width) for one in expected.illustrations.all()
    ]
    assert [(one.note, one.at) for one in read.corrections.all()] == [
        (one.note, one.at) for one in expected.corrections.all()
    ]


def test_what_an_article_lacks_is_empty() -> None:
    read = _read(make_published())
    assert not any(
        (
            read.bylines.all(),
            read.article_tags.all(),
            read.illustrations.all(),
            read.corrections.all(),
        )
    )


def test_only_what_is_published_is_read() -> None:
    later = make_published(publish_at=timezone.now() + timedelta(minutes=1))
    assert load_article_page(make_article().pk) is None
    assert load_article_page(later.pk) is None


def test_the_articles_of_a_page_stand_in_printed_order_with_their_first_words(
    article: Article,
) -> None:
    untitled = make_published(title="", position=0)
    make_published(page=make_page(number="A02"))
    make_article()
    article_page = load_article_page(article.pk)
    assert article_page is not None
    mates = article_page.page_articles
    assert [(one.pk, one.headline, one.get_absolute_url()) for one in mates] == [
        (one.pk, one.headline, one.get_absolute_url()) for one in (untitled, article)
    ]


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_over_its_own_connection(article: Article) -> None:
    read: list[Article] = []

    def ask() -> None:
        read.append(_read(article))
        connection.close()

    for _ in range(2):
        thread = Thread(target=ask)
        thread.start()
        thread.join()
    assert read == [article, article]
