"""Pictures that are uploaded: real ones of the kinds browsers show, named as such, and not too large."""

from io import BytesIO
from typing import Any
from zlib import crc32

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from articles.editorial import editing
from articles.models import Article, Illustration
from articles.text import images
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


def moving() -> bytes:
    buffer = BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A PNG of some bytes whose head says that it is enormous."""
    head = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0"
    rest = picture("PNG")[33:]
    return b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4) + head + crc32(head).to_bytes(4) + rest


def upload(desk: Client, name: str, content: bytes) -> Any:
    url = change_url(make_article())
    data = fill(desk.get(url), "article_form") | {
        "illustrations-TOTAL_FORMS": "1",
        "illustrations-0-caption": "夜市的灯",
        "illustrations-0-order": "0",
        "illustrations-0-picture": SimpleUploadedFile(name, content),
    }
    return desk.post(url, data)


def shown(name: str) -> Image.Image:
    return Image.open(Illustration.objects.get().picture.storage.path(name))


def photograph(width: int = 40, height: int = 20, **options: Any) -> bytes:
    """Its left half is red, its right half blue."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=95, **options)
    return buffer.getvalue()


def test_camera_data_is_left_behind_and_a_turned_picture_is_turned(desk: Client) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "who took it"  # turned to the right; artist
    upload(desk, "a.jpg", photograph(exif=exif.tobytes(), comment=b"where it was taken"))
    row = Illustration.objects.get()
    with shown(str(row.picture.name)) as image:
        assert image.size == (row.width, row.height) == (20, 40)
        assert not image.getexif()
        assert "comment" not in image.info
        top = image.convert("RGB").crop((0, 0, 20, 10)).tobytes()
    assert top[0] > 200 > 60 > top[2]


def test_smaller_sizes_are_stored_beside_it(desk: Client) -> None:
    upload(desk, "a.jpg", photograph(1200, 600))
    row = Illustration.objects.get()
    assert row.widths == "480 960"
    name = str(row.picture.name)
    with shown(images.name_of_size(name, 480)) as small:
        assert small.size == (480, 240)
    url = row.picture.url.removesuffix(".jpg")
    assert row.srcset == f"{url}.480w.jpg 480w, {url}.960w.jpg 960w, {url}.jpg 1200w"


def test_a_small_picture_has_no_other_size(desk: Client) -> None:
    upload(desk, "a.png", picture("PNG"))
    row = Illustration.objects.get()
    assert (row.widths, row.srcset) == ("", "")


def test_holes_stay_holes(desk: Client) -> None:
    buffer = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(buffer, "PNG")
    upload(desk, "a.png", buffer.getvalue())
    with shown(str(Illustration.objects.get().picture.name)) as image:
        assert image.mode == "RGBA"


def test_colours_of_print_become_those_of_screens(desk: Client) -> None:
    buffer = BytesIO()
    Image.new("CMYK", (8, 8)).save(buffer, "JPEG")
    upload(desk, "a.jpg", buffer.getvalue())
    with shown(str(Illustration.objects.get().picture.name)) as image:
        assert image.mode == "RGB"


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")]
)
def test_picture_is_stored(name: str, kind: str, desk: Client) -> None:
    assert upload(desk, name, picture(kind)).status_code == 302
    assert Illustration.objects.get().picture.size > 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.jpg", b"<html>", "This is no picture, or a damaged one."),
        ("a.jpg", photograph(300, 300)[:-200], "The picture is damaged"),
        (
            "a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "This is no picture, or a damaged one.",
        ),
        ("a.jpg", picture("TIFF"), "Only JPEG, PNG, WebP and GIF pictures"),
        ("a.png", picture("JPEG"), "Only JPEG, PNG, WebP and GIF pictures"),
        ("a.html", picture("GIF"), "Only JPEG, PNG, WebP and GIF pictures"),
        ("a.gif", moving(), "Moving pictures are not taken"),
        ("a.png", claiming(60_000, 60_000), "more pixels than any camera"),
        ("a.png", claiming(9_000, 8_000), "The picture has 9000 × 8000 pixels; at most 60 million"),
    ],
)
def test_what_is_no_picture_of_a_page_is_refused(
    name: str, content: bytes, told: str, desk: Client
) -> None:
    response = upload(desk, name, content)
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not Illustration.objects.exists()


def test_too_large_a_file_is_refused_with_the_limit(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MAX_BYTES", 200)
    response = upload(desk, "a.png", picture("PNG", side=300))
    assert "at most 200\xa0bytes are taken" in response.content.decode()


def test_picture_that_is_there_already_is_not_judged_again(desk: Client) -> None:
    upload(desk, "a.jpg", picture())
    article = Illustration.objects.get().article
    response = desk.post(
        change_url(article),
        fill(desk.get(change_url(article)), "article_form") | {"illustrations-0-caption": "灯"},
    )
    assert response.status_code == 302
    assert Illustration.objects.get().caption == "灯"


def test_a_replaced_picture_stays_on_the_disk_and_comes_back_in_its_sizes_with_its_version(
    desk: Client, chief: User
) -> None:
    upload(desk, "a.jpg", photograph(600, 400))
    article, first = Article.objects.get(), Illustration.objects.get()
    url = change_url(article)
    other = SimpleUploadedFile("b.jpg", photograph(300, 200))
    desk.post(url, fill(desk.get(url), "article_form") | {"illustrations-0-picture": other})
    assert Illustration.objects.get().width == 300
    before = article.versions.order_by("version").get(parts__pictures__0__2=first.picture.name)
    editing.restore(article, before, chief)
    row = Illustration.objects.get()
    assert (row.picture.name, row.width, row.height, row.widths) == (
        first.picture.name,
        600,
        400,
        "480",
    )
