"""Whatever the desk renames or moves: the address that readers have goes on leading to it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from articles.editorial import workflow
from articles.models import (
    Article,
    ArticleTag,
    Author,
    Byline,
    Issue,
    OldAddress,
    Page,
    Publication,
    Tag,
)
from tests.admin.browser import change_url, fill
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_publication,
    make_published,
    make_section,
)

pytestmark = pytest.mark.django_db


def change(desk: Client, row: Any, **fields: str) -> None:
    form = f"{row._meta.model_name}_form"
    answer = desk.post(change_url(row), fill(desk.get(change_url(row)), form, **fields))
    assert answer.status_code == 302, answer.content.decode()


def way(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(address)
    return answer.status_code, unquote(answer.get("Location", ""))


@pytest.fixture
def article() -> Article:
    return make_published(section=make_section(name="城区"), column="小巷议事厅")


OF_ISSUE = ("/{}/", "/{}.json", "/{}/A01/")


@pytest.mark.parametrize("address", OF_ISSUE)
def test_an_issue_moved_to_another_day(
    desk: Client, client: Client, article: Article, address: str
) -> None:
    change(desk, article.page.issue, date="2026-03-13", edition="特刊")
    assert way(client, address.format("2026-03-12")) == (301, address.format("2026-03-13-特刊"))


def test_a_page_with_another_number_and_then_its_issue_moved(
    desk: Client, client: Client, article: Article
) -> None:
    change(desk, article.page, number="B07")
    assert way(client, "/2026-03-12/A01/") == (301, "/2026-03-12/B07/")
    change(desk, article.page.issue, date="2026-03-13")
    for former in ("/2026-03-12/A01/", "/2026-03-12/B07/"):
        assert way(client, former) == (301, "/2026-03-13/B07/")


def test_an_issue_moved_and_then_its_page_renamed_is_one_step_away(
    desk: Client, client: Client, article: Article
) -> None:
    change(desk, article.page.issue, date="2026-03-13")
    change(desk, Page.objects.get(), number="B07")
    assert way(client, "/2026-03-12/A01/") == (301, "/2026-03-13/B07/")


@pytest.mark.parametrize("what", ["", "feed/", "feed/rss/"])
def test_a_section_with_another_slug(
    desk: Client, client: Client, article: Article, what: str
) -> None:
    assert article.section
    change(desk, article.section, name="市区", slug="市区")
    assert way(client, f"/section/城区/{what}") == (301, f"/section/市区/{what}")


def test_a_section_with_another_name_stays_where_it_is(
    desk: Client, client: Client, article: Article
) -> None:
    assert article.section
    change(desk, article.section, name="市区")
    assert client.get("/section/城区/").status_code == 200


OF_PAPER = (
    *(
        "",
        "feed/",
        "archive/",
        "archive/2026/",
        "on/03-12/",
        "corrections/",
        "section/城区/",
        "column/小巷议事厅/",
    ),
    *("2026-03-12/", "2026-03-12.json", "2026-03-12/A01/"),
)


@pytest.mark.parametrize("what", OF_PAPER)
def test_a_paper_with_another_prefix(desk: Client, client: Client, what: str) -> None:
    paper = make_publication(name="云汀晚报", prefix="晚报")
    page = make_page(issue=make_issue(publication=paper))
    make_published(page=page, section=make_section(publication=paper), column="小巷议事厅")
    change(desk, paper, prefix="云汀晚刊")
    assert way(client, f"/晚报/{what}") == (301, f"/云汀晚刊/{what}")


def test_a_paper_that_gave_up_the_root_of_the_site(
    desk: Client, client: Client, article: Article
) -> None:
    change(desk, article.page.issue.publication, prefix="云汀日报")
    for what in ("2026-03-12/", "2026-03-12/A01/", "section/城区/", "archive/2026/"):
        assert way(client, f"/{what}") == (301, f"/云汀日报/{what}")
    # The root is the site's: it shows the paper that stands there now.
    other = make_page(
        issue=make_issue(publication=make_publication(name="云汀晚报", prefix="")), number="A09"
    )
    make_published(page=other)
    assert client.get("/2026-03-12/").status_code == 200
    assert way(client, "/2026-03-12/A01/") == (301, "/云汀日报/2026-03-12/A01/")


@pytest.mark.parametrize("what", ["", "feed/"])
def test_a_tag_with_another_slug(desk: Client, client: Client, article: Article, what: str) -> None:
    tag = Tag.objects.create(name="路灯")
    ArticleTag.objects.create(content_object=article, tag=tag)
    change(desk, tag, name="街灯", slug="街灯")
    answer = client.get(f"/tag/路灯/{what}", follow=True)
    assert answer.status_code == 200
    assert "街灯" in answer.content.decode()


def test_an_author_with_another_name(desk: Client, client: Client, article: Article) -> None:
    author = Author.objects.create(name="林澈")
    Byline.objects.create(article=article, author=author)
    before = author.get_absolute_url()
    change(desk, author, name="林清澈")
    assert way(client, before) == (301, unquote(Author.objects.get().get_absolute_url()))


def test_what_can_be_read_at_an_address_goes_before_what_stood_there(
    desk: Client, client: Client, article: Article
) -> None:
    change(desk, article.page.issue, date="2026-03-13")
    later = make_page(issue=make_issue(date=date(2026, 3, 12)), number="A02")
    assert way(client, "/2026-03-12/") == (301, "/2026-03-13/")  # nothing to read there yet
    make_published(page=later)
    assert client.get("/2026-03-12/").status_code == 200
    assert client.get("/2026-03-12/A02/").status_code == 200
    assert way(client, "/2026-03-12/A01/") == (301, "/2026-03-13/A01/")


def test_an_issue_that_came_back_stands_where_it_stood(
    desk: Client, client: Client, article: Article
) -> None:
    issue = article.page.issue
    for day in ("2026-03-13", "2026-03-14", "2026-03-12"):
        change(desk, issue, date=day)
    assert client.get("/2026-03-12/").status_code == 200
    for day in ("2026-03-13", "2026-03-14"):
        assert way(client, f"/{day}/") == (301, "/2026-03-12/")
    workflow.withdraw([article], None)
    for day in ("2026-03-12", "2026-03-13", "2026-03-14"):
        assert client.get(f"/{day}/").status_code == 404
    assert OldAddress.objects.count() == 2


def test_two_issues_that_changed_places_lead_to_each_other_and_not_in_a_circle(
    desk: Client, client: Client, article: Article
) -> None:
    other = make_published(page=make_page(issue=make_issue(date=date(2026, 3, 13)), number="B01"))
    change(desk, other.page.issue, date="2026-03-20")
    change(desk, article.page.issue, date="2026-03-13")
    change(desk, Issue.objects.get(date=date(2026, 3, 20)), date="2026-03-12")
    assert way(client, "/2026-03-12/A01/") == (301, "/2026-03-13/A01/")
    assert way(client, "/2026-03-13/B01/") == (301, "/2026-03-12/B01/")
    assert client.get("/2026-03-12/C09/").status_code == 404


@pytest.mark.parametrize(
    "hide", [lambda article: article.delete(), lambda article: workflow.withdraw([article], None)]
)
def test_what_nobody_can_read_tells_no_new_address(
    desk: Client, client: Client, article: Article, hide: Callable[[Article], Any]
) -> None:
    change(desk, article.page.issue, date="2026-03-13")
    hide(article)
    assert way(client, "/2026-03-12/") == (404, "")


def test_a_draft_that_was_moved_is_found_once_it_is_out(desk: Client, client: Client) -> None:
    draft = make_article()
    change(desk, draft.page.issue, date="2026-03-13")
    assert client.get("/2026-03-12/").status_code == 404
    workflow.publish([draft], None)
    assert way(client, "/2026-03-12/") == (301, "/2026-03-13/")


def test_a_place_in_a_list_is_kept(desk: Client, client: Client, article: Article) -> None:
    assert article.section
    change(desk, article.section, slug="市区")
    place = "?before=9999999999999999_1"
    assert way(client, f"/section/城区/{place}") == (301, f"/section/市区/{place}")


def test_a_redirect_is_asked_for_again(desk: Client, client: Client, article: Article) -> None:
    change(desk, article.page.issue, date="2026-03-13")
    assert "max-age=0" in client.get("/2026-03-12/")["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/nothing/", "/2026-03-12/A%00/", "/a/b/c/d/e/f/g/", "/tag/%00/"]
)
def test_what_was_never_there_is_not_found(
    desk: Client, client: Client, article: Article, address: str
) -> None:
    change(desk, Publication.objects.get(), prefix="云汀日报")
    assert client.get(address).status_code == 404
