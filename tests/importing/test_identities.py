"""Papers, sections and authors are found by name or made, whatever else is called alike."""

import datetime

import pytest
from django.test import Client

from articles.editorial.content_names import authors_of
from articles.importing.identities import issue_row
from articles.importing.issues import Identity
from articles.models import Author, Publication, Section
from articles.models.article_content import Signature
from articles.models.choices import AuthorKind
from articles.models.paper import is_free_prefix
from tests.factories import make_page, make_publication, make_published, make_section

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 12)


def test_the_first_paper_stands_at_the_root_and_the_next_under_its_name() -> None:
    for name in ("云汀日报", "株洲日报", "株洲·日报", "云汀日报"):
        issue_row(Identity(name, DAY))
    assert dict(Publication.objects.values_list("name", "prefix")) == {
        "云汀日报": "",
        "株洲日报": "株洲日报",
        "株洲·日报": "株洲日报-2",
    }


def test_sections_whose_names_make_one_slug_get_two() -> None:
    paper = make_publication()
    old = make_section(publication=paper, name="综合·城区", slug="综合城区")
    found = Section.objects.ensure(paper, ["综合城区", "综合·城区", "综合城区", "!", "?"])
    assert found["综合·城区"] == old
    assert {name: row.slug for name, row in found.items()} == {
        "综合·城区": "综合城区",
        "综合城区": "综合城区-2",
        "!": "-",
        "?": "--2",
    }
    assert Section.objects.ensure(paper, ["!"])["!"] == found["!"]


def test_the_same_name_at_another_place_is_another_author() -> None:
    known = Author.objects.create(name="陈望")
    found = authors_of(
        [
            Signature("陈望", "", "记者"),
            Signature("陈望", "云汀大学", ""),
            Signature("雁洲区商务局", "", ""),
        ]
    )
    assert found["陈望", ""] == known
    assert found["陈望", "云汀大学"] != known
    assert found["雁洲区商务局", ""].kind == AuthorKind.OFFICE
    assert authors_of([]) == {}


def test_a_day_may_have_editions() -> None:
    first, _is_new = issue_row(Identity("云汀日报", DAY))
    second, is_new = issue_row(Identity("云汀日报", DAY, "特刊"))
    again, is_new_again = issue_row(Identity("云汀日报", DAY, "特刊", number=7))
    assert (is_new, is_new_again) == (True, False)
    assert first != second == again
    assert again.number == 7


@pytest.mark.parametrize("name", ["Archive", "Search", "Media", "Tag", "API", "2026-03-12"])
def test_no_paper_gets_an_address_of_the_site(name: str, client: Client) -> None:
    issue_row(Identity("云汀日报", DAY))
    issue, _is_new = issue_row(Identity(name, DAY))
    article = make_published(page=make_page(issue=issue), title="另一份报纸")
    assert is_free_prefix(issue.publication.prefix)
    response = client.get(issue.publication.get_absolute_url())
    assert article.title in response.content.decode()
