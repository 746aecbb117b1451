"""The pictures of a preview: by a key that opens one picture, for as long as the preview is open."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from articles.editorial import previews, workflow
from articles.models import Article
from articles.text import images
from tests.factories import make_article
from tests.pictured import add_picture, content_of, png

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def addresses_in(client: Client, article: Article) -> list[str]:
    """The addresses of pictures that the preview of the article names."""
    link = reverse("public:preview", args=[previews.token_of(article)])
    html = client.get(link).content.decode()
    return re.findall(r'/media/[^ "]+', html)


def status_of(client: Client, address: str) -> int:
    response = client.get(address)
    content_of(response)
    return response.status_code


def test_a_preview_shows_its_pictures_in_all_sizes_to_whoever_holds_the_link(
    client: Client,
) -> None:
    article = make_article()
    row = add_picture(article, png(600, 300))
    addresses = addresses_in(client, article)
    assert len(addresses) == 3
    assert {address.split("?")[0] for address in addresses} == {
        row.url,
        images.name_of_size(row.url, 480),
    }
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert content_of(response)
        assert response.headers["Cache-Control"] == "private, no-store"
    assert status_of(client, row.url) == 404


def test_the_key_is_over_with_the_preview(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article()
    add_picture(article)
    address, now = addresses_in(client, article)[0], timezone.now()
    for hours, status in ((47, 200), (49, 404)):
        later = now + timedelta(hours=hours)
        monkeypatch.setattr("articles.editorial.previews.timezone.now", lambda at=later: at)
        assert status_of(client, address) == status


def test_the_key_is_over_with_the_next_change(client: Client) -> None:
    article = make_article()
    add_picture(article)
    address = addresses_in(client, article)[0]
    Article.objects.filter(pk=article.pk).update(version=article.version + 1)
    assert status_of(client, address) == 404


def test_the_key_opens_no_other_picture(client: Client) -> None:
    article = make_article()
    row = add_picture(article)
    query = addresses_in(client, article)[0].split("?")[1]
    others = [add_picture(article), add_picture(make_article())]
    assert status_of(client, f"{row.url}?{query}") == 200
    assert [status_of(client, f"{other.url}?{query}") for other in others] == [404, 404]


@pytest.mark.parametrize("key", ["", "nothing", "\x00", "W10:1abc:forged", "a" * 5000])
def test_a_key_that_we_did_not_sign_opens_nothing(key: str, client: Client) -> None:
    row = add_picture(make_article())
    assert client.get(row.url, {"key": key}).status_code == 404


def test_the_token_of_the_preview_is_no_key(client: Client) -> None:
    article = make_article()
    row = add_picture(article)
    values = [article.pk, article.version, 9_999_999_999, str(row.picture.name)]
    tokens = [previews.token_of(article), signing.dumps(values, salt="articles.preview")]
    assert [client.get(row.url, {"key": token}).status_code for token in tokens] == [404, 404]


def test_a_key_does_not_bring_back_what_was_withdrawn(client: Client) -> None:
    article = make_article()
    add_picture(article)
    address = addresses_in(client, article)[0]
    workflow.publish([article], None)
    assert status_of(client, address) == 200
    workflow.withdraw([article], None)
    assert status_of(client, address) in (404, 410)


def test_the_public_page_names_its_pictures_without_keys(client: Client) -> None:
    article = make_article()
    add_picture(article, png(600, 300))
    workflow.publish([article], None)
    html = client.get(article.get_absolute_url()).content.decode()
    assert "/media/" in html
    assert "?key=" not in html


def test_no_page_of_a_preview_says_where_its_reader_came_from(client: Client) -> None:
    article = make_article()
    link = reverse("public:preview", args=[previews.token_of(article)])
    open_page = client.get(link)
    workflow.publish([article], None)
    redirect = client.get(link)
    article.delete()
    over = client.get(link)
    responses = [open_page, redirect, over]
    assert [response.status_code for response in responses] == [200, 302, 410]
    for response in responses:
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "private, no-store"
