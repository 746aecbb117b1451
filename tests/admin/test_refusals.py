"""What the desk cannot read or cannot do: a page with one sentence, which says what to do."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from articles.admin.site import dashboard
from articles.models import Article, Author, Byline, Tag, Upload
from tests.admin.browser import change_url, fill
from tests.admin.sending import IMPORT, send
from tests.factories import make_article
from tests.filled_article import drawing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken", "_plain_parser")]

TAGS = "/admin/articles/tag/"


def sentence_of(answer: Any, status: int = 400) -> str:
    text: str = answer.content.decode()
    assert answer.status_code == status
    return text


@pytest.mark.parametrize("key", ["x", "", "-1", "1" * 30, "²", "a\0"])
def test_a_selected_row_that_is_none_is_refused(key: str, desk: Client) -> None:
    data = {"action": "delete_selected", "_selected_action": key, "index": "0"}
    assert "none of this list" in sentence_of(desk.post(TAGS, data))


@pytest.mark.parametrize("address", [TAGS, "/admin/", "/admin/articles/article/queue/"])
def test_an_address_with_an_impossible_character_is_refused(address: str, desk: Client) -> None:
    answer = sentence_of(desk.get(f"{address}?q=a%00b"))
    assert "a character in it that no text has" in answer
    assert 'href="/admin/"' in answer


def test_the_sentence_is_in_the_language_of_the_user(desk: Client) -> None:
    with translation.override("zh-hans"):
        assert "地址中有" in sentence_of(desk.get(f"{TAGS}?q=%00"))


def test_strangers_get_a_page_without_the_desk(client: Client) -> None:
    answer = sentence_of(client.get("/admin/login/?next=%00"))
    assert "This address cannot be read" in answer
    assert "Log out" not in answer


def test_a_wrong_address_of_the_paper_has_a_page_too(client: Client) -> None:
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert "This address cannot be read" in sentence_of(answer)


# --- forms that grow ---


def test_twelve_hundred_tags_are_deleted_at_once(desk: Client) -> None:
    Tag.objects.bulk_create(Tag(name=f"词{place}", slug=f"c{place}") for place in range(1_200))
    keys = [*Tag.objects.values_list("pk", flat=True)]
    data = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    assert desk.post(TAGS, data).status_code == 302
    assert not Tag.objects.exists()


def test_an_article_of_222_bylines_is_saved(desk: Client) -> None:
    article = make_article()
    authors = [Author(name=f"作者{place}") for place in range(222)]
    Author.objects.bulk_create(authors)
    Byline.objects.bulk_create(
        Byline(article=article, author=author, order=place) for place, author in enumerate(authors)
    )
    form = fill(desk.get(change_url(article)), "article_form", title="夜市")
    assert desk.post(change_url(article), form).status_code == 302
    assert (Article.objects.get().title, Byline.objects.count()) == ("夜市", 222)


def test_a_form_that_is_too_large_says_what_to_do(desk: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
    answer = sentence_of(desk.post(TAGS, {f"f{place}": "" for place in range(60)}))
    assert "a form may have 50 fields" in answer
    assert "fewer selected rows" in answer
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = None
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    body = "q=" + "x" * 2_000
    form = "application/x-www-form-urlencoded"
    assert "too much text at once" in sentence_of(desk.post(TAGS, body, content_type=form))


# --- what is broken around it ---

FAULTS = [
    ("database or disk is full", "The disk of the database is full"),
    ("database is locked", "busy with another change"),
    ("attempt to write a readonly database", "may not write the database"),
    ("no such table: articles_tag", "run “manage.py migrate”"),
    ("disk I/O error", "is damaged"),
    ("something new", "If it happens again"),
]


@pytest.mark.parametrize(("words", "told"), FAULTS)
def test_a_fault_of_the_database_is_told_by_its_kind(
    words: str, told: str, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any) -> None:
        raise OperationalError(words)

    monkeypatch.setattr(dashboard, "waiting", fail)
    answer = sentence_of(desk.get("/admin/"), 503)
    assert told in answer
    assert ("migrate" in answer) == ("no such table" in words)


def test_two_who_store_the_same_at_one_moment_are_told(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise IntegrityError("UNIQUE constraint failed")

    form = fill(desk.get("/admin/articles/author/add/"), "author_form", name="江一苇")
    monkeypatch.setattr(Author, "save", fail)
    answer = sentence_of(desk.post("/admin/articles/author/add/", form), 409)
    assert "at the same moment" in answer
    assert "Nothing was saved" in answer


DISKS = [
    (errno.ENOSPC, "the disk is full"),
    (errno.EROFS, "it is read-only"),
    (errno.EACCES, "the program has no right to"),
]


@pytest.mark.parametrize(("code", "told"), DISKS)
def test_an_upload_that_cannot_be_stored_says_where_and_why(
    code: int, told: str, desk: Client, settings: Settings, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    settings.DATA_DIR = tmp_path

    def fail(_self: Any, *_args: Any, **_options: Any) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(InMemoryUploadedFile, "chunks", fail)
    answer = sentence_of(send(desk))
    assert f"{tmp_path}/uploads cannot be written: {told}" in answer
    assert "Nothing was stored" in answer
    assert not Upload.objects.exists()
    assert not [*tmp_path.glob("uploads/*")]


def test_a_read_only_folder_of_data_is_told(
    desk: Client, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "uploads").write_text("a file stands where the folder should be")
    settings.DATA_DIR = tmp_path
    assert f"{tmp_path}/uploads cannot be written" in sentence_of(send(desk))


def test_a_full_folder_for_arriving_files_is_told(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise OSError(errno.ENOSPC, "no")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", fail)
    large = SimpleUploadedFile("A01.txt", b"x" * 3_000_000)
    answer = sentence_of(desk.post(IMPORT, {"files": large}))
    assert "cannot be written: the disk is full" in answer


def test_a_picture_that_cannot_be_stored_saves_nothing(
    desk: Client, monkeypatch: pytest.MonkeyPatch, picture: Callable[[], SimpleUploadedFile]
) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise OSError(errno.EROFS, "no", "/data/media")

    article = make_article(title="夜市")
    form = fill(desk.get(change_url(article)), "article_form", title="河边")
    form |= {
        "illustrations-TOTAL_FORMS": "1",
        "illustrations-0-id": "",
        "illustrations-0-article": article.pk,
        "illustrations-0-order": "0",
        "illustrations-0-picture": picture(),
    }
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", fail)
    answer = sentence_of(desk.post(change_url(article), form), 503)
    assert "/data/media cannot be written: it is read-only" in answer
    assert "what you wrote still stands in the form" in answer
    article.refresh_from_db()
    assert article.title == "夜市"


@pytest.fixture
def picture() -> Callable[[], SimpleUploadedFile]:
    return lambda: SimpleUploadedFile("a.png", drawing(), "image/png")
