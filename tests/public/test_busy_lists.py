"""A list of very many articles is read another way than a short one, and shows the same."""

import pytest
from django.db.models import QuerySet

from articles.models import Article, ArticleTag, Author, Byline, Tag
from articles.public.queries.page_queries import (
    BUSY,
    is_busy,
    latest,
    of_author,
    of_busy_author,
    of_busy_tag,
    of_tag,
)
from tests.factories import make_article, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def tag() -> Tag:
    tag: Tag = Tag.objects.create(name="路灯")
    return tag


@pytest.fixture
def author() -> Author:
    return Author.objects.create(name="甲乙")


@pytest.fixture
def articles(tag: Tag, author: Author) -> QuerySet[Article]:
    make_published()
    for article in (make_published(), make_article(), make_published()):
        ArticleTag.objects.create(content_object=article, tag=tag)
        Byline.objects.create(article=article, author=author, role="记者")
        Byline.objects.create(article=article, author=author, role="摄影")
    return Article.objects.published()


def test_both_ways_lead_to_the_same_articles(
    articles: QuerySet[Article], tag: Tag, author: Author
) -> None:
    published = Article.objects.published()
    assert list(latest(of_tag(published, tag), 9)) == list(latest(of_busy_tag(published, tag), 9))
    assert list(latest(of_author(published, author), 9)) == list(
        latest(of_busy_author(published, author), 9)
    )
    assert len(latest(of_busy_author(published, author), 9)) == 2


@pytest.mark.slow
def test_a_list_is_busy_from_some_length_on(tag: Tag, articles: QuerySet[Article]) -> None:
    def busy() -> bool:
        return bool(
            Tag.objects.annotate(busy=is_busy(ArticleTag.objects.filter(tag=tag))).values_list(
                "busy"
            )[0][0]
        )

    assert not busy()
    more = Article.objects.bulk_create(make_article_like(articles[0]) for _ in range(BUSY))
    ArticleTag.objects.bulk_create(ArticleTag(content_object=one, tag=tag) for one in more)
    assert busy()


def make_article_like(article: Article) -> Article:
    return Article(page_id=article.page_id, title=article.title)
