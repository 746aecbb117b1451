"""Addresses say what they lead to, hold Chinese, and a wrong one leads to the right one."""

from datetime import date
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ArticleRedirect, Author, Byline, Issue, Page
from articles.models.choices import Status
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_publication,
    make_published,
    make_section,
)

pytestmark = pytest.mark.django_db


def test_the_main_paper_has_no_segment_of_its_own() -> None:
    assert reverse("public:front", args=[""]) == "/"
    assert reverse("public:archive", args=[""]) == "/archive/"
    assert reverse("public:feed", args=[""]) == "/feed/"
    assert reverse("public:issue", args=["", "2024-10-15"]) == "/2024-10-15/"


def test_another_paper_has_its_prefix_everywhere() -> None:
    assert reverse("public:front", args=["晚报"]) == "/%E6%99%9A%E6%8A%A5/"
    assert (
        unquote(reverse("public:page", args=["晚报", "2024-10-15", "A03"]))
        == "/晚报/2024-10-15/A03/"
    )
    assert unquote(reverse("public:section", args=["晚报", "城区"])) == "/晚报/section/城区/"


def test_addresses_of_issue_page_and_article(client: Client) -> None:
    page = make_page(issue=make_issue(date=date(2024, 10, 15)), number="A03")
    article = make_published(page=page, title="小巷装上新路灯")
    assert page.issue.get_absolute_url() == "/2024-10-15/"
    assert page.get_absolute_url() == "/2024-10-15/A03/"
    assert unquote(article.get_absolute_url()) == f"/2024-10-15/A03/{article.pk}-小巷装上新路灯/"
    for thing in (page.issue, page, article):
        assert client.get(thing.get_absolute_url()).status_code == 200


def test_a_named_edition_has_its_own_address(client: Client) -> None:
    edition = make_issue(date=date(2024, 10, 15), edition="特刊")
    make_published(page=make_page(issue=edition))
    assert unquote(edition.get_absolute_url()) == "/2024-10-15-特刊/"
    assert client.get("/2024-10-15-特刊/").status_code == 200
    assert client.get("/2024-10-15-%E7%89%B9%E5%88%8A/").status_code == 200


def test_a_day_whose_issues_all_have_names_leads_to_the_first_of_them(client: Client) -> None:
    for edition in ("晚版", "早版"):
        make_published(page=make_page(issue=make_issue(date=date(2024, 10, 15), edition=edition)))
    answer = client.get("/2024-10-15/")
    assert (answer.status_code, unquote(answer["Location"])) == (302, "/2024-10-15-早版/")
    assert client.get("/2024-10-15-号外/").status_code == 404
    make_published(page=make_page(issue=make_issue(date=date(2024, 10, 15))))
    assert client.get("/2024-10-15/").status_code == 200


def test_editions_of_one_day_lead_to_each_other_at_their_head(client: Client) -> None:
    for day, edition in ((14, ""), (15, ""), (15, "特刊"), (16, "")):
        make_published(page=make_page(issue=make_issue(date=date(2024, 10, day), edition=edition)))
    for address, other, name in (
        ("2024-10-15", "2024-10-15-特刊", "特刊"),
        ("2024-10-15-特刊", "2024-10-15", "正刊"),
    ):
        head = (
            client.get(f"/{address}/")
            .content.decode()
            .partition('class="dateline"')[2]
            .partition("</div>")[0]
        )
        assert f'另有 <a href="/{other}/">{name}</a>' in unquote(head)
    assert "另有" not in client.get("/2024-10-14/").content.decode()


def test_a_piece_in_a_list_says_which_edition_it_stood_in(client: Client) -> None:
    edition = make_issue(date=date(2024, 10, 15), edition="特刊")
    make_published(page=make_page(issue=edition), section=make_section(name="城区"))
    assert "</time> 特刊</a>" in client.get("/section/城区/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        "/2026-03-12/A01/{pk}-旧标题/",
        "/2026-03-12/A01/{pk}-/",
        "/2026-03-12/A01/{pk}/",
        "/2026-03-12/B09/{pk}-小巷装上新路灯/",
        "/1999-01-01/A01/{pk}-小巷装上新路灯/",
        "/别的报/2026-03-12/A01/{pk}-小巷装上新路灯/",
    ],
)
def test_a_wrong_address_of_an_article_leads_to_the_right_one_for_good(
    client: Client, wrong: str
) -> None:
    article = make_published(title="小巷装上新路灯")
    response = client.get(wrong.format(pk=article.pk))
    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


@pytest.mark.parametrize("moved", ["the issue to another day", "the page to another number"])
def test_an_address_from_before_a_move_leads_to_where_the_article_is_now(
    client: Client, moved: str
) -> None:
    article = make_published()
    old = article.get_absolute_url()
    if moved == "the issue to another day":
        Issue.objects.update(date=date(2026, 3, 13), edition="特刊")
    else:
        Page.objects.update(number="B07")
    now = Article.objects.get().get_absolute_url()
    assert now != old
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, now)


def test_the_right_address_is_taken_encoded_or_not(client: Client) -> None:
    article = make_published(title="小巷装上新路灯")
    assert client.get(article.get_absolute_url()).status_code == 200
    assert client.get(unquote(article.get_absolute_url())).status_code == 200


def test_an_article_without_any_word_in_its_title_is_reached(client: Client) -> None:
    article = make_published(title="……")
    assert client.get(article.get_absolute_url()).status_code == 200


def test_an_unknown_article_is_not_found(client: Client) -> None:
    make_published()
    assert client.get("/2026-03-12/A01/999999-x/").status_code == 404


def test_a_wrong_name_of_an_author_leads_to_the_right_one(client: Client) -> None:
    author = Author.objects.create(name="阿依古丽·买买提")
    Byline.objects.create(article=make_published(), author=author)
    response = client.get(f"/author/{author.pk}-别人/")
    assert (response.status_code, response["Location"]) == (301, author.get_absolute_url())
    assert client.get(author.get_absolute_url()).status_code == 200


def test_a_section_with_a_chinese_slug_is_reached(client: Client) -> None:
    section = make_section(publication=make_publication(), name="综合·城区", slug="综合城区")
    make_published(section=section)
    assert client.get("/section/综合城区/").status_code == 200


def test_a_missing_slash_is_put_right(client: Client) -> None:
    make_published()
    response = client.get("/2026-03-12/A01")
    assert (response.status_code, response["Location"]) == (301, "/2026-03-12/A01/")


# --- articles that were joined to another ---


def test_the_address_of_a_joined_article_leads_to_the_one_it_went_into(client: Client) -> None:
    article = make_published()
    ArticleRedirect.objects.create(old_id=article.pk + 900, article=article)
    old = article.get_absolute_url().replace(f"/{article.pk}-", f"/{article.pk + 900}-")
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, article.get_absolute_url())


@pytest.mark.parametrize(("status", "answer"), [(Status.DRAFT, 404), (Status.WITHDRAWN, 410)])
def test_a_joined_article_tells_no_more_than_the_one_it_went_into(
    client: Client, status: Status, answer: int
) -> None:
    article = make_article(status=status, publish_at=timezone.now())
    ArticleRedirect.objects.create(old_id=article.pk + 900, article=article)
    assert client.get(f"/2026-03-12/A01/{article.pk + 900}-x/").status_code == answer
