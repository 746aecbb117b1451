"""A picture is for everybody while its article is public, and else for those who may read that."""

import importlib
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from articles.editorial import desk_access, workflow
from articles.models import Article, Illustration
from articles.models.choices import Status
from articles.text import images
from tests.factories import make_article, make_published, make_user
from tests.pictured import add_picture, content_of, png

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
ROLES = ("记者", "编辑", "主编", "入库员", "审计员")
PRIVATE = "private, no-store"


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _groups(_media: None) -> None:
    """They are in a new database; a test that empties the tables takes them away."""
    importlib.import_module("articles.migrations.0003_groups").make_groups(apps, None)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def make_member(role: str) -> User:
    user = make_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def make_draft() -> Article:
    return make_article(status=Status.DRAFT)


def make_scheduled() -> Article:
    in_an_hour = timezone.now() + timedelta(hours=1)
    return make_article(status=Status.SCHEDULED, publish_at=in_an_hour)


def make_future() -> Article:
    return make_published(publish_at=timezone.now() + timedelta(hours=1))


def make_withdrawn() -> Article:
    article = make_published()
    workflow.withdraw([article], None)
    return article


def make_never_public() -> Article:
    return make_article(status=Status.WITHDRAWN)


# What somebody without an account gets for the picture; the article itself answers the same.
STRANGERS_GET: dict[Callable[[], Article], int] = {
    make_draft: 404,
    make_scheduled: 404,
    make_future: 404,
    make_never_public: 404,
    make_withdrawn: 410,
    make_published: 200,
}
HIDDEN = [make for make, status in STRANGERS_GET.items() if status != 200]


def status_of(client: Client, address: str) -> int:
    response = client.get(address)
    content_of(response)
    return response.status_code


# --- who gets it ---


@pytest.mark.parametrize("make", STRANGERS_GET, ids=lambda make: make.__name__)
def test_a_stranger_gets_the_picture_as_the_article(
    make: Callable[[], Article], client: Client
) -> None:
    article = make()
    row = add_picture(article, png(600, 300))
    status = STRANGERS_GET[make]
    small = images.name_of_size(row.url, 480)
    answers = [status_of(client, address) for address in (row.url, small)]
    assert answers == [status, status]
    assert status_of(client, article.get_absolute_url()) == status


@pytest.mark.parametrize("make", HIDDEN, ids=lambda make: make.__name__)
@pytest.mark.parametrize("role", ROLES)
def test_the_desk_gets_what_it_may_read(make: Callable[[], Article], role: str) -> None:
    row = add_picture(make())
    client = client_of(make_member(role))
    response = client.get(row.url)
    form = reverse("admin:articles_article_change", args=[row.article_id])
    opens_article = client.get(form).status_code == 200
    assert opens_article == (role != "记者")
    assert (response.status_code == 200) == opens_article
    assert response.headers["Cache-Control"] == PRIVATE
    if opens_article:
        assert content_of(response) == png()


def test_a_reporter_gets_the_pictures_of_what_they_wrote() -> None:
    reporter = make_member("记者")
    own = add_picture(make_article(created_by=reporter))
    of_others = add_picture(make_article(created_by=make_user("other")))
    client = client_of(reporter)
    assert (status_of(client, own.url), status_of(client, of_others.url)) == (200, 404)


@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_staff": True, "is_active": False}])
def test_an_account_that_the_desk_does_not_let_in_is_a_stranger(fields: dict[str, bool]) -> None:
    row = add_picture(make_draft())
    user = make_user("former", **fields)
    permission = Permission.objects.get(codename="view_article")
    user.user_permissions.add(permission)
    assert status_of(client_of(user), row.url) == 404
    assert not desk_access.readable(Article.objects.all(), user).exists()


def test_a_withdrawn_picture_is_gone_at_once(client: Client) -> None:
    article = make_published()
    row = add_picture(article)
    assert status_of(client, row.url) == 200
    workflow.withdraw([article], None)
    response = client.get(row.url)
    assert (response.status_code, response.headers["Cache-Control"]) == (410, PRIVATE)


def test_a_picture_is_public_while_any_of_its_articles_is(client: Client) -> None:
    row = add_picture(make_draft())
    assert status_of(client, row.url) == 404
    Illustration.objects.create(article=make_published(), picture=row.picture.name)
    assert status_of(client, row.url) == 200


def test_what_a_row_no_longer_names_is_nobodys(client: Client) -> None:
    article = make_published()
    row = add_picture(article)
    Illustration.objects.filter(pk=row.pk).update(picture="")
    assert status_of(client, row.url) == 404
    assert status_of(client_of(make_member("主编")), row.url) == 404


@pytest.mark.parametrize(
    "name", ["nothing.png", "../secret_key", "..%2Fsecret_key", "/etc/passwd", "pictures/", "%00"]
)
def test_no_other_file_is_served(name: str, tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media/pictures").mkdir(parents=True)
    (tmp_path / "secret_key").write_text("secret")
    (tmp_path / "media/nothing.png").write_bytes(png())
    client = client_of(make_user("chief", is_staff=True, is_superuser=True))
    assert client.get(f"/media/{name}").status_code == 404


def test_a_lost_file_is_not_found(client: Client, tmp_path: Path) -> None:
    row = add_picture(make_published())
    (tmp_path / str(row.picture.name)).unlink()
    assert client.get(row.url).status_code == 404


# --- names ---


def test_the_name_of_a_file_says_nothing_and_cannot_be_guessed() -> None:
    article = make_published()
    first, second = add_picture(article), add_picture(article)
    pattern = r"/media/pictures/\d{4}/\d\d/[0-9a-f]{32}\.png"
    assert re.fullmatch(pattern, first.url)
    assert re.fullmatch(pattern, second.url)
    assert first.url != second.url


def test_a_picture_from_before_names_were_random_is_still_shown(
    client: Client, tmp_path: Path
) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/夜市 灯.480w.png").write_bytes(png())
    row = Illustration.objects.create(article=make_published(), picture="pictures/夜市 灯.480w.png")
    response = client.get(row.url)
    assert (response.status_code, content_of(response)) == (200, png())


# --- what a browser may do with it ---


def test_a_public_picture_is_kept_by_browsers_and_asked_for_by_shared_caches(
    client: Client,
) -> None:
    response = client.get(add_picture(make_published()).url)
    directives = set(response.headers["Cache-Control"].split(", "))
    assert directives == {
        "public",
        "max-age=31536000",
        "immutable",
        "s-maxage=0",
        "proxy-revalidate",
    }
    assert "Vary" not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    content_of(response)


@pytest.mark.parametrize(
    ("name", "content_type", "disposition"),
    [
        ("a.png", "image/png", "inline"),
        ("a.JPG", "image/jpeg", "inline"),
        ("a.webp", "image/webp", "inline"),
        ("a.svg", "application/octet-stream", "attachment"),
        ("a.html", "application/octet-stream", "attachment"),
        ("a", "application/octet-stream", "attachment"),
    ],
)
@pytest.mark.parametrize("accel", ["", "/files/"])
def test_nothing_in_a_file_runs(
    name: str,
    content_type: str,
    disposition: str,
    accel: str,
    client: Client,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ACCEL = accel
    (tmp_path / name).write_bytes(b"<svg onload='alert(1)'/><script>alert(1)</script>")
    Illustration.objects.create(article=make_published(), picture=name)
    response = client.get(f"/media/{name}")
    content_of(response)
    assert response.headers["Content-Type"] == content_type
    assert response.headers["Content-Disposition"].split(";")[0] == disposition
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


# --- parts and conditions ---


def test_head_tells_the_same_without_the_content(client: Client) -> None:
    row = add_picture(make_published())
    whole, head = client.get(row.url), client.head(row.url)
    assert content_of(whole) == png()
    assert head.content == b""
    for name in ("Content-Length", "Content-Type", "ETag", "Cache-Control", "Accept-Ranges"):
        assert head.headers[name] == whole.headers[name]
    assert int(head.headers["Content-Length"]) == len(png())


def test_other_methods_are_refused(client: Client) -> None:
    assert client.post(add_picture(make_published()).url).status_code == 405


def test_who_has_it_already_gets_304(client: Client) -> None:
    row = add_picture(make_published())
    first = client.get(row.url)
    content_of(first)
    for condition in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = client.get(row.url, headers=condition)
        assert again.status_code == 304
        assert "immutable" in again.headers["Cache-Control"]
    other = client.get(row.url, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200
    content_of(other)


SIZE = len(png())


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-0", 206, (0, 0)),
        ("bytes=0-9", 206, (0, 9)),
        ("bytes=10-", 206, (10, SIZE - 1)),
        ("bytes=-5", 206, (SIZE - 5, SIZE - 1)),
        ("bytes=5-999999", 206, (5, SIZE - 1)),
        ("bytes=-999999", 206, (0, SIZE - 1)),
        ("bytes=9-3", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=999999-", 416, None),
        ("bytes=0-1,3-4", 200, (0, SIZE - 1)),
        ("bytes=-", 200, (0, SIZE - 1)),
        ("lines=0-1", 200, (0, SIZE - 1)),
        ("bytes=１-２", 200, (0, SIZE - 1)),
        (f"bytes=0-{'9' * 40}", 200, (0, SIZE - 1)),
    ],
)
def test_a_part(asked: str, status: int, part: tuple[int, int] | None, client: Client) -> None:
    row = add_picture(make_published())
    response = client.get(row.url, headers={"Range": asked})
    head = client.head(row.url, headers={"Range": asked})
    assert (response.status_code, head.status_code) == (status, status)
    if part is None:
        assert response.headers["Content-Range"] == f"bytes */{SIZE}"
        return
    first, last = part
    content = content_of(response)
    assert content == png()[first : last + 1]
    assert int(response.headers["Content-Length"]) == len(content)
    expected = f"bytes {first}-{last}/{SIZE}" if status == 206 else None
    assert response.headers.get("Content-Range") == expected
    assert head.headers["Content-Length"] == response.headers["Content-Length"]


def test_a_part_of_another_file_is_not_mixed_in(client: Client) -> None:
    row = add_picture(make_published())
    etag = client.head(row.url).headers["ETag"]
    for condition, status in ((etag, 206), ('"other"', 200)):
        headers = {"Range": "bytes=0-3", "If-Range": condition}
        assert client.head(row.url, headers=headers).status_code == status


# --- nginx ---


def test_nginx_is_told_which_file_to_send(client: Client, settings: Settings) -> None:
    settings.MEDIA_ACCEL = "/files/"
    row = Illustration.objects.create(article=make_published(), picture="pictures/夜市 灯.png")
    response = client.get(row.url)
    assert response.status_code == 200
    assert response.content == b""
    encoded = "%E5%A4%9C%E5%B8%82%20%E7%81%AF"
    assert response.headers["X-Accel-Redirect"] == f"/files/pictures/{encoded}.png"
    assert "immutable" in response.headers["Cache-Control"]
    assert "ETag" not in response.headers


def test_nginx_is_told_nothing_of_what_the_reader_may_not_see(
    client: Client, settings: Settings
) -> None:
    settings.MEDIA_ACCEL = "/files/"
    response = client.get(add_picture(make_draft()).url)
    assert response.status_code == 404
    assert "X-Accel-Redirect" not in response.headers


# --- how many queries ---


def test_a_public_picture_takes_one_query(client: Client) -> None:
    row = add_picture(make_published())
    with CaptureQueriesContext(connection) as queries:
        assert status_of(client, row.url) == 200
    assert len(queries) == 1


@pytest.mark.django_db(transaction=True)
def test_a_known_picture_is_gone_at_once_too(client: Client, settings: Settings) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    article = make_published()
    row = add_picture(article)
    assert [status_of(client, row.url) for _ in range(2)] == [200, 200]
    workflow.withdraw([article], None)
    assert status_of(client, row.url) == 410


@pytest.mark.parametrize("accel", ["", "/files/"])
def test_a_public_picture_that_is_known_takes_none(
    client: Client, settings: Settings, accel: str
) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    settings.MEDIA_ACCEL = accel
    settings.CACHES = settings.CACHES | {
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": accel}
    }
    row = add_picture(make_published())
    assert status_of(client, row.url) == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.head(row.url).status_code == 200
        response = client.get(row.url)
    content = content_of(response)
    assert content == (b"" if accel else png())
    if connection.vendor == "sqlite":  # elsewhere processes without Redis share no generation
        assert len(queries) == 0
