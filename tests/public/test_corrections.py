"""The list of what the paper had to put right."""

import re
from datetime import date

import pytest
from django.test import Client

from articles.models import Tag
from articles.public.queries.keyset_pages import PER_PAGE
from tests.factories import make_article, make_issue, make_page, make_publication, make_published

pytestmark = pytest.mark.django_db


def _notes(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return re.findall(r'<p class="opening">([^<]+)</p>', response.content.decode())


def test_corrections_are_listed_newest_first_and_lead_to_their_articles(client: Client) -> None:
    article = make_published()
    for note in ("路灯是三盏。", "街道是桂巷。"):
        article.corrections.create(note=note)
    assert _notes(client, "/corrections/") == ["街道是桂巷。", "路灯是三盏。"]
    text = client.get("/corrections/").content.decode()
    assert f'<a href="{article.get_absolute_url()}">' in text
    assert 'href="/corrections/"' in client.get("/").content.decode()


def test_marks_are_set_in_the_list_as_they_are_below_the_article(client: Client) -> None:
    article = make_published(title="路灯亮了,人来了")
    article.corrections.create(note="应为三盏,不是四盏。")
    assert _notes(client, "/corrections/") == ["应为三盏，不是四盏。"]
    for address in ("/corrections/", article.get_absolute_url()):
        text = client.get(address).content.decode()
        assert "<span>路灯亮了，人来了</span>" in text
        assert "应为三盏，不是四盏。" in text


def test_nothing_is_told_of_what_cannot_be_read_or_belongs_to_another_paper(client: Client) -> None:
    make_article().corrections.create(note="机密")
    evening = make_issue(
        publication=make_publication(name="云汀晚报", prefix="晚报"), date=date(2026, 3, 12)
    )
    make_published(page=make_page(issue=evening)).corrections.create(note="晚报的")
    assert _notes(client, "/corrections/") == []
    assert b'class="empty"' in client.get("/corrections/").content
    assert _notes(client, "/晚报/corrections/") == ["晚报的"]


def test_a_long_list_goes_on(client: Client) -> None:
    article = make_published()
    for number in range(PER_PAGE + 1):
        article.corrections.create(note=f"第{number}")
    (older,) = re.findall(r'href="(\?before=[0-9]+)"', client.get("/corrections/").content.decode())
    assert _notes(client, "/corrections/" + older) == ["第0"]


def test_a_long_list_is_gone_back_the_way_it_was_come(client: Client) -> None:
    article = make_published()
    for number in range(2 * PER_PAGE + 1):
        article.corrections.create(note=f"第{number}")
    addresses = ["/corrections/"]
    for _ in range(2):
        (older,) = re.findall(
            r'rel="next" class="\w+" href="([^"]+)"', client.get(addresses[-1]).content.decode()
        )
        addresses.append("/corrections/" + older)
    (newer,) = re.findall(
        r'rel="prev" class="\w+" href="([^"]+)"', client.get(addresses[2]).content.decode()
    )
    assert _notes(client, "/corrections/" + newer) == _notes(client, addresses[1])
    (newest,) = re.findall(
        r'rel="prev" class="\w+" href="([^"]+)"',
        client.get("/corrections/" + newer).content.decode(),
    )
    text = client.get("/corrections/" + newest).content.decode()
    assert _notes(client, "/corrections/" + newest) == _notes(client, "/corrections/")
    assert 'rel="prev"' not in text
    assert client.get(f"/corrections/?after={10**17}").status_code == 404


def test_a_tag_says_what_it_is_the_name_of(client: Client) -> None:
    article = make_published()
    article.tags.add("桂巷")
    tag = Tag.objects.get()
    Tag.objects.update(type="place")
    tag.refresh_from_db()
    assert (
        f'<a href="/tag/type/place/">{tag.get_type_display()}</a>'
        in client.get("/tag/桂巷/").content.decode()
    )


def test_a_correction_says_when_and_where_its_article_was_printed(client: Client) -> None:
    article = make_published()
    article.corrections.create(note="应为四条小巷。")
    text = client.get("/corrections/").content.decode()
    assert f'<a href="{article.page.get_absolute_url()}">见报 2026年3月12日 A01</a>' in text
