"""Papers, sections and authors are found by name or made, whatever else is called alike."""

import datetime

import pytest

from articles.importing.identities import authors, issue_row, sections
from articles.importing.issues import Identity
from articles.models import Author, Publication
from articles.models.article_content import Signature
from articles.models.choices import AuthorKind
from tests.factories import make_publication, make_section

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
    found = sections(paper, ["综合城区", "综合·城区", "综合城区", "!", "?"])
    assert found["综合·城区"] == old
    assert {name: row.slug for name, row in found.items()} == {
        "综合·城区": "综合城区",
        "综合城区": "综合城区-2",
        "!": "-",
        "?": "--2",
    }
    assert sections(paper, ["!"])["!"] == found["!"]


def test_the_same_name_at_another_place_is_another_author() -> None:
    known = Author.objects.create(name="陈望")
    found = authors(
        [
            Signature("陈望", "", "记者"),
            Signature("陈望", "云汀大学", ""),
            Signature("雁洲区商务局", "", ""),
        ]
    )
    assert found["陈望", ""] == known
    assert found["陈望", "云汀大学"] != known
    assert found["雁洲区商务局", ""].kind == AuthorKind.OFFICE
    assert authors([]) == {}


def test_a_day_may_have_editions() -> None:
    first, _is_new = issue_row(Identity("云汀日报", DAY))
    second, is_new = issue_row(Identity("云汀日报", DAY, "特刊"))
    again, is_new_again = issue_row(Identity("云汀日报", DAY, "特刊", number=7))
    assert (is_new, is_new_again) == (True, False)
    assert first != second == again
    assert again.number == 7
