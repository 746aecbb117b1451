"""Every response, whatever its address and status, has the headers that keep a browser in check."""

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from articles.editorial import previews
from articles.models.choices import Status
from articles.public.urls import urlpatterns
from articles.public.views import site_pages
from newsroom.response_headers import DESK_POLICY, FILE_POLICY, PUBLIC_POLICY
from tests.admin.conftest import client_of
from tests.admin.test_urls import CASES, OTHERS, address, other_address
from tests.factories import make_article, make_published, make_user
from tests.pictured import add_picture, content_of
from tests.public.every_page import one_of_every_kind

pytestmark = pytest.mark.django_db
POLICY = "Content-Security-Policy"


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def check(response: Any, policy: str) -> None:
    """Read a response whole and look at its headers."""
    content_of(response)
    headers = response.headers
    place = f"{response.request['PATH_INFO']} answers {response.status_code}"
    assert headers[POLICY] == policy, place
    assert "camera=()" in headers["Permissions-Policy"], place
    assert headers["X-Content-Type-Options"] == "nosniff", place
    assert headers["X-Frame-Options"] == "DENY", place
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer"), place
    assert headers["Cross-Origin-Resource-Policy"] in ("same-origin", "cross-origin"), place


def without_faults() -> Client:
    """A browser that gets the page of a fault where a test would get the exception."""
    client = Client()
    client.raise_request_exception = False
    return client


# --- every address ---


def test_every_public_page(client: Client) -> None:
    for page in [*one_of_every_kind(), "/favicon.ico", "/api/v1/nothing", "/nothing/"]:
        check(client.get(page), PUBLIC_POLICY)
        check(client.head(page), PUBLIC_POLICY)
        check(client.post(page), PUBLIC_POLICY)


def test_every_public_address_is_walked() -> None:
    """A new kind of address that is no page needs a test here."""
    names = {pattern.name for pattern in urlpatterns}
    assert {"favicon", "picture", "preview"} <= names


@pytest.mark.parametrize(("model", "page"), CASES)
def test_every_page_of_the_desk(model: Any, page: str, desk: Client) -> None:
    url = address(model, page)
    check(desk.get(url), DESK_POLICY)
    check(Client().get(url), DESK_POLICY)
    check(client_of(make_user("staff", is_staff=True)).get(url), DESK_POLICY)


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_page_of_the_desk(name: str, desk: Client) -> None:
    url = other_address(name)
    check(desk.get(url), DESK_POLICY)
    check(Client().get(url), DESK_POLICY)
    check(desk.get("/admin/nothing/"), DESK_POLICY)


def test_the_workbench_and_the_login(desk: Client) -> None:
    page = make_article().page
    check(desk.get(reverse("admin:articles_page_workbench", args=[page.pk])), DESK_POLICY)
    check(Client().get("/admin/login/"), DESK_POLICY)
    check(Client().post("/admin/login/", {"username": "x", "password": "y"}), DESK_POLICY)


def test_previews(client: Client) -> None:
    link = reverse("public:preview", args=[previews.token_of(make_article())])
    check(client.get(link), PUBLIC_POLICY)
    check(client.get("/preview/nothing/"), PUBLIC_POLICY)


def test_pictures(client: Client, desk: Client) -> None:
    published, draft = add_picture(make_published()), add_picture(make_article())
    check(client.get(published.url), FILE_POLICY)
    check(client.head(published.url), FILE_POLICY)
    check(client.get(published.url, headers={"Range": "bytes=9-3"}), FILE_POLICY)
    at_desk = desk.get(draft.url)
    check(at_desk, FILE_POLICY)
    assert at_desk.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    check(client.get(draft.url), PUBLIC_POLICY)
    check(client.post(draft.url), PUBLIC_POLICY)


@pytest.mark.parametrize(
    "file",
    [
        "articles/public/paper.css",
        "articles/public/icon.svg",
        "articles/admin/desk.js",
        "unfold/js/alpine/alpine.js",
        "nothing.css",
    ],
)
def test_static_files(file: str, client: Client) -> None:
    check(client.get(f"/static/{file}"), PUBLIC_POLICY)


# --- every kind of fault ---


@pytest.mark.parametrize(("path", "policy"), [("/", PUBLIC_POLICY), ("/admin/", DESK_POLICY)])
def test_a_refused_host(path: str, policy: str) -> None:
    response = without_faults().get(path, headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    check(response, policy)


def test_a_form_without_its_token() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {})
    assert response.status_code == 403
    check(response, DESK_POLICY)


def test_a_page_that_is_not_allowed() -> None:
    response = client_of(make_user("staff", is_staff=True)).get("/admin/articles/article/")
    assert response.status_code == 403
    check(response, DESK_POLICY)


@pytest.mark.parametrize("path", ["/nothing/", "/2026-03-13/", "/%00", "/media/%00"])
def test_what_is_not_there(path: str, client: Client) -> None:
    response = client.get(path)
    assert response.status_code == 404
    check(response, PUBLIC_POLICY)


def test_what_is_gone(client: Client) -> None:
    article = make_article(status=Status.WITHDRAWN, publish_at=timezone.now())
    response = client.get(article.get_absolute_url())
    assert response.status_code == 410
    check(response, PUBLIC_POLICY)


def test_a_fault_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **_names: Any) -> HttpResponse:
        raise RuntimeError("broken")

    monkeypatch.setattr(site_pages, "main_publication", fail)
    response = without_faults().get("/nothing/")
    assert response.status_code == 500
    check(response, PUBLIC_POLICY)


@pytest.mark.parametrize(("path", "policy"), [("/", PUBLIC_POLICY), ("/admin/", DESK_POLICY)])
def test_a_redirect_to_https(path: str, policy: str, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get(path)
    assert response.status_code == 301
    check(response, policy)


# --- what the policies allow ---


@pytest.mark.parametrize("policy", [PUBLIC_POLICY, DESK_POLICY, FILE_POLICY])
def test_no_policy_lets_an_inline_script_or_another_host_in(policy: str) -> None:
    directives = dict(part.split(maxsplit=1) for part in policy.split("; ") if " " in part)
    assert directives["default-src"] == "'none'"
    assert "'unsafe-inline'" not in directives.get("script-src", "")
    assert "http" not in policy
    assert "*" not in policy
