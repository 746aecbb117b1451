"""A second paper on the same site stands under its prefix and stays apart from the first."""

from datetime import date

import pytest
from django.test import Client

from articles.models import Article, Publication
from articles.models.choices import Status
from tests.factories import make_issue, make_page, make_publication, make_published, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening_article() -> Article:
    make_published(title="日报的事", section=make_section(name="城区"))
    paper = make_publication(name="云汀晚报", prefix="晚报")
    page = make_page(issue=make_issue(publication=paper, date=date(2026, 3, 12)))
    return make_published(
        page=page, title="晚报的事", section=make_section(publication=paper, name="城区")
    )


@pytest.mark.parametrize(
    "address", ["/", "/2026-03-12/", "/2026-03-12/A01/", "/section/城区/", "/section/", "/feed/"]
)
def test_the_same_address_under_the_prefix_is_the_other_paper(
    client: Client, evening_article: Article, address: str
) -> None:
    daily = client.get(address).content.decode()
    evening = client.get("/晚报" + address).content.decode()
    assert "晚报的事" not in daily
    assert "日报的事" not in evening
    assert "云汀晚报" in evening


def test_its_article_has_its_own_masthead_and_ways_back(
    client: Client, evening_article: Article
) -> None:
    text = client.get(evening_article.get_absolute_url()).content.decode()
    assert "云汀日报" not in text
    for thing in (evening_article.page, evening_article.page.issue, evening_article.section):
        assert thing is not None
        assert f'href="{thing.get_absolute_url()}"' in text


def test_fixed_words_are_not_taken_for_a_prefix(client: Client) -> None:
    make_publication(name="搜索报", prefix="search")
    assert b'role="search"' in client.get("/search/").content
    assert "搜索报" not in client.get("/search/").content.decode()


def test_where_no_paper_stands_at_the_root_it_leads_to_the_first_one(
    client: Client, evening_article: Article
) -> None:
    assert client.get("/").status_code == 200
    Publication.objects.filter(prefix="").update(prefix="日报")
    Article.objects.exclude(pk=evening_article.pk).update(status=Status.DRAFT)
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (
        302,
        evening_article.page.issue.publication.get_absolute_url(),
    )
