"""How pages are delivered: to read only, without cookies, checked before reuse."""

import gzip
import re
from urllib.parse import unquote, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from tests.factories import make_published, make_section, make_user
from tests.public.every_page import KINDS, one_of_every_kind

pytestmark = pytest.mark.django_db

# Names that only look like addresses: nothing is fetched from them.
NAMESPACES = (
    r"www\.(w3|sitemaps|iptc)\.org|schema\.org|a9\.com/-/spec|purl\.org/|www\.google\.com/schemas/"
)


@pytest.fixture
def addresses() -> list[str]:
    return one_of_every_kind()


def test_every_kind_of_page_is_looked_at(addresses: list[str]) -> None:
    assert {resolve(unquote(urlsplit(address).path)).url_name for address in addresses} == KINDS


def test_readers_get_no_cookie_and_pages_do_not_depend_on_one(
    client: Client, addresses: list[str]
) -> None:
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert not response.cookies, address
        assert "cookie" not in response.get("Vary", "").lower(), address


def test_an_editor_sees_the_page_that_everybody_sees(client: Client, addresses: list[str]) -> None:
    pages = [client.get(address).content for address in addresses]
    client.force_login(make_user(is_staff=True, is_superuser=True))
    assert [client.get(address).content for address in addresses] == pages


def test_who_has_a_page_already_is_told_so(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        etag = client.get(address)["ETag"]
        response = client.get(address, headers={"if-none-match": etag})
        assert response.status_code == 304, address
        assert response.content == b""


def test_a_copy_is_checked_before_it_is_shown_again(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        told = client.get(address)["Cache-Control"].split(", ")
        assert "no-cache" in told or {"max-age=0", "s-maxage=0", "proxy-revalidate"} <= set(told), (
            address
        )


def test_what_can_be_withdrawn_is_never_shown_before_it_is_checked(client: Client) -> None:
    for address in (
        make_published().get_absolute_url(),
        "/feed/",
        "/sitemap-articles.xml",
        "/search/?q=路灯",
    ):
        assert client.get(address)["Cache-Control"] == "public, no-cache"


def test_a_browser_shows_at_once_the_list_it_has_just_shown_and_nobody_else_does(
    client: Client,
) -> None:
    make_published()
    for address in ("/", "/2026-03-12/", "/2026-03-12/A01/", "/archive/"):
        told = client.get(address)["Cache-Control"]
        assert told == "public, max-age=0, s-maxage=0, proxy-revalidate, stale-while-revalidate=10"


def test_pages_hold_no_inline_script_or_style_and_the_policy_says_so(
    client: Client, addresses: list[str]
) -> None:
    for address in addresses:
        response = client.get(address)
        text = response.content.decode()
        assert not re.search(
            r'<script(?! type="application/ld\+json"| src="/static/)|<style|\sstyle=|\son\w+=', text
        )
        assert not re.search(rf"https?://(?!127\.0\.0\.1|{NAMESPACES})", text)
        assert "default-src 'none'" in response["Content-Security-Policy"]


def test_pages_are_to_read_only(client: Client, addresses: list[str]) -> None:
    stranger = Client(enforce_csrf_checks=True)
    for address in addresses:
        assert stranger.post(address).status_code == 405, address
        assert client.head(address).status_code == 200, address


def test_a_page_is_packed_for_who_can_unpack_it(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        plain = client.get(address, headers={"accept-encoding": "br, gzip;q=0"})
        packed = client.get(address, headers={"accept-encoding": "gzip, br"})
        assert "Accept-Encoding" in plain["Vary"]
        assert not plain.has_header("Content-Encoding")
        if packed.has_header("Content-Encoding"):
            assert gzip.decompress(packed.content) == plain.content
            assert int(packed["Content-Length"]) == len(packed.content)
            assert packed["ETag"] == f"W/{plain['ETag']}"
        else:
            assert len(plain.content) < 500
        assert client.get(address, headers={"if-none-match": packed["ETag"]}).status_code == 304


def test_every_page_with_articles_says_in_short_what_is_on_it(client: Client) -> None:
    article = make_published(title="桂巷换了新路灯", section=make_section(name="城区"))
    make_published(title="雨水花园建成" * 20)
    for address in (
        "/",
        "/2026-03-12/",
        "/2026-03-12/A01/",
        "/section/城区/",
        article.get_absolute_url(),
    ):
        assert '<meta name="description" content="桂巷' in client.get(address).content.decode()
