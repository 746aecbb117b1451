"""Pictures that are uploaded: real ones of the kinds browsers show, named as such, and not too large."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from articles.admin import inlines
from articles.models import Illustration
from tests.admin.browser import change_url, fill
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]


@pytest.fixture(autouse=True)
def _media(tmp_path: Any, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def picture(kind: str = "JPEG", side: int = 8) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (side, side)).save(buffer, kind)
    return buffer.getvalue()


def upload(desk: Client, name: str, content: bytes) -> Any:
    url = change_url(make_article())
    data = fill(desk.get(url), "article_form") | {
        "illustrations-TOTAL_FORMS": "1",
        "illustrations-0-caption": "夜市的灯",
        "illustrations-0-order": "0",
        "illustrations-0-picture": SimpleUploadedFile(name, content),
    }
    return desk.post(url, data)


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")]
)
def test_picture_is_stored(name: str, kind: str, desk: Client) -> None:
    assert upload(desk, name, picture(kind)).status_code == 302
    assert Illustration.objects.get().picture.size > 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.jpg", b"<html>", "not an image or a corrupted image"),
        ("a.jpg", picture()[:150], "not an image or a corrupted image"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not an image or a corrupted image"),
        ("a.jpg", picture("TIFF"), "Only JPEG, PNG, WebP and GIF pictures"),
        ("a.png", picture("JPEG"), "Only JPEG, PNG, WebP and GIF pictures"),
        ("a.html", picture("GIF"), "not allowed"),
    ],
)
def test_what_is_no_picture_of_a_page_is_refused(name: str, content: bytes, told: str, desk: Client) -> None:
    response = upload(desk, name, content)
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not Illustration.objects.exists()


def test_too_large_a_file_is_refused_with_the_limit(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inlines, "MAX_PICTURE", 200)
    response = upload(desk, "a.png", picture("PNG", side=300))
    assert "at most 200\xa0bytes are taken" in response.content.decode()


def test_picture_that_is_there_already_is_not_judged_again(desk: Client) -> None:
    upload(desk, "a.jpg", picture())
    article = Illustration.objects.get().article
    response = desk.post(
        change_url(article), fill(desk.get(change_url(article)), "article_form") | {"illustrations-0-caption": "灯"}
    )
    assert response.status_code == 302
    assert Illustration.objects.get().caption == "灯"
