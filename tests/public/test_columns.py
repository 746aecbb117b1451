"""Columns: pieces with one name, whatever their number; and what was printed on a day of other years."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from articles.models import Article, Illustration
from tests.factories import make_article, make_issue, make_page, make_publication, make_published

pytestmark = pytest.mark.django_db

GIF = bytes.fromhex("47494638396103000200800000000000ffffff2c00000000030002000002028451003b")


def _linked(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return re.findall(
        r"<h2 class=\"title\"><a [^>]+><span>([^<]+)</span>", response.content.decode()
    )


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("小巷议事厅③", "小巷议事厅"),
        ("县域厂记 12", "县域厂记"),
        ("夜话(上)", "夜话(上)"),
        ("读/写②", "读／写"),
        ("③", ""),
    ],
)
def test_a_column_is_known_without_its_number(printed: str, name: str) -> None:
    article = make_article(column=printed)
    assert Article.objects.get(pk=article.pk).column_name == name
    Article.objects.update(column="别的①")
    assert Article.objects.get(pk=article.pk).column_name == "别的"


def test_all_pieces_of_a_column_stand_on_its_page_and_lead_there(client: Client) -> None:
    first, second = (
        make_published(title="甲", column="议事厅①"),
        make_published(title="乙", column="议事厅②"),
    )
    make_published(title="丙", column="老行当②")
    make_article(title="草稿", column="议事厅③")
    evening = make_issue(publication=make_publication(name="云汀晚报", prefix="晚报"))
    make_published(page=make_page(issue=evening), title="晚报的", column="议事厅①")
    assert _linked(client, "/column/议事厅/") == ["乙", "甲"]
    assert _linked(client, "/晚报/column/议事厅/") == ["晚报的"]
    for one in (first, second):
        assert (
            'href="/column/%E8%AE%AE%E4%BA%8B%E5%8E%85/"'
            in client.get(one.get_absolute_url()).content.decode()
        )
    assert client.get("/column/议事厅/feed/").content.count(b"<entry>") == 2


@pytest.mark.parametrize("column", ["读/写②", "③", "a?b#c"])
def test_no_name_of_a_column_breaks_its_article(client: Client, column: str) -> None:
    article = make_published(column=column)
    assert client.get(article.get_absolute_url()).status_code == 200
    link = Article.objects.get(pk=article.pk).get_column_url()
    assert not link or client.get(link).status_code == 200


def test_on_this_day_shows_the_first_pieces_of_each_year(client: Client) -> None:
    for year in (2024, 2026):
        page = make_page(issue=make_issue(date=date(year, 3, 12)))
        for place in range(4):
            make_published(page=page, title=f"{year}之{place}", position=place)
    make_published(page=make_page(issue=make_issue(date=date(2025, 3, 13))), title="别的日子")
    shown = [f"{year}之{place}" for year in (2026, 2024) for place in range(3)]
    assert _linked(client, "/on/03-12/") == shown
    assert 'href="/on/03-12/"' in client.get("/2026-03-12/").content.decode()


def test_a_picture_keeps_its_place_while_it_loads(
    client: Client, settings: Settings, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path
    article = make_published()
    picture = SimpleUploadedFile("lamp.gif", GIF, "image/gif")
    stored = Illustration.objects.create(article=article, picture=picture)
    assert (stored.width, stored.height) == (3, 2)
    for address in ("/", article.get_absolute_url()):
        assert 'width="3" height="2"' in client.get(address).content.decode()


def test_a_lost_picture_breaks_no_page(client: Client) -> None:
    article = make_published()
    Illustration.objects.create(article=article, picture="pictures/lost.jpg")
    for address in ("/", article.get_absolute_url()):
        assert client.get(address).status_code == 200
