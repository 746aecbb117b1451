"""The search page; what is found is the business of `articles.search.full_text`."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from articles.models import Article, ArticleTag, Tag
from articles.public.queries.keyset_pages import PER_PAGE
from articles.search import full_text
from tests.factories import make_issue, make_page, make_publication, make_published, make_section

pytestmark = pytest.mark.django_db


def _publish(**fields: object) -> Article:
    article = make_published(**fields)
    full_text.index([article])
    return article


def test_a_chinese_word_is_found_and_lit_where_it_stands(client: Client) -> None:
    found = _publish(title="夜里亮了", body="桂巷街道给三条小巷装上了路灯。")
    _publish(title="别的事", body="江豚队主场开门红。")
    text = client.get("/search/?q=路灯").content.decode()
    assert found.get_absolute_url() in text
    assert "桂巷街道给三条小巷装上了<mark>路灯</mark>。" in text
    assert "别的事" not in text


def test_an_article_found_by_its_title_shows_how_it_begins(client: Client) -> None:
    _publish(title="小巷装上新路灯", body="居民说,亮堂多了。")
    text = client.get("/search/?q=新路灯").content.decode()
    assert "居民说，亮堂多了。" in text
    assert "<mark>" not in text


def test_the_question_stays_in_the_field_and_is_never_markup(client: Client) -> None:
    text = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>" not in text
    assert 'value="&quot;&gt;&lt;script&gt;' in text


def test_results_of_every_paper_are_found_and_say_which_it_is(client: Client) -> None:
    make_publication()
    evening = make_publication(name="云汀晚报", prefix="晚报")
    _publish(page=make_page(issue=make_issue(publication=evening)), body="三条小巷装上了路灯。")
    assert "云汀晚报" in client.get("/search/?q=路灯").content.decode()


def test_under_its_prefix_a_paper_is_searched_alone_and_the_way_to_all_is_offered(
    client: Client,
) -> None:
    morning = _publish(body="三条小巷装上了路灯。")
    paper = make_publication(name="云汀晚报", prefix="晚报")
    evening = _publish(
        page=make_page(issue=make_issue(publication=paper)), body="四条小巷装上了路灯。"
    )
    text = client.get("/晚报/search/?q=路灯").content.decode()
    assert evening.get_absolute_url() in text
    assert morning.get_absolute_url() not in text
    assert f'href="/search/?q={quote("路灯")}"' in text
    assert client.get("/早报/search/?q=路灯").status_code == 404


def test_every_page_of_a_paper_asks_that_paper(client: Client) -> None:
    paper = make_publication(name="云汀晚报", prefix="evening")
    _publish(page=make_page(issue=make_issue(publication=paper)))
    text = client.get("/evening/").content.decode()
    assert 'role="search" action="/evening/search/"' in text
    assert 'href="/evening/opensearch.xml"' in text
    described = client.get("/evening/opensearch.xml").content.decode()
    assert "云汀晚报" in described
    assert "/evening/search/?q={searchTerms}" in described


def test_a_tag_and_a_section_may_be_called_search(client: Client) -> None:
    article = _publish(section=make_section(name="Search", slug="search"))
    ArticleTag.objects.create(content_object=article, tag=Tag.objects.create(name="search"))
    assert "<h1>Search</h1>" in client.get("/section/search/").content.decode()
    assert "<h1>search</h1>" in client.get("/tag/search/").content.decode()


def test_many_results_come_page_by_page(client: Client) -> None:
    articles = [_publish(body="三条小巷装上了路灯。") for _ in range(PER_PAGE + 1)]
    first = client.get("/search/?q=路灯").content.decode()
    more = re.search(r'rel="next" class="\w+" href="([^"]+)"', first)
    assert more
    second = client.get("/search/" + more[1].replace("&amp;", "&")).content.decode()
    shown = re.findall(r'<h2 class="title"><a href="([^"]+)"', first + second)
    assert sorted(shown) == sorted(article.get_absolute_url() for article in articles)


def test_no_result_and_no_question_say_what_to_do(client: Client) -> None:
    for address in ("/search/?q=火星基地", "/search/?q=", "/search/"):
        response = client.get(address)
        assert response.status_code == 200
        assert b'class="empty"' in response.content
    assert b'href="/archive/"' in client.get("/search/?q=火星基地").content


def test_search_engines_do_not_keep_results(client: Client) -> None:
    assert b'<meta name="robots" content="noindex">' in client.get("/search/?q=路灯").content
