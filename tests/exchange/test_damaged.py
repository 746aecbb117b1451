"""An archive that is not as it was written is refused with one sentence, and nothing of it is stored."""

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from pytest_django import Settings

from articles.exchange.pack import export
from articles.exchange.unpack import unpack
from articles.models import Article, Author, Illustration, Issue, Page, Publication, Tag
from tests.exchange.rich_issue import make_rich_issue
from tests.exchange.test_round_trip import empty

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def folder(media: Path, tmp_path: Path) -> Path:
    export(make_rich_issue(), tmp_path / "one")
    for file in media.rglob("*.png"):
        file.unlink()
    empty()
    return tmp_path / "one"


def _refused(path: Path) -> str:
    with translation.override("en"), pytest.raises(CommandError) as refusal:
        call_command("import_issue", str(path))
    for model in (Publication, Issue, Page, Article, Author, Tag, Illustration):
        assert not model._default_manager.exists()
    return str(refusal.value)


def _picture(folder: Path) -> Path:
    return sorted((folder / "pictures").iterdir())[0]


def _change_page(folder: Path) -> None:
    (folder / "page-1.html").write_text("anders")


def _lose_picture(folder: Path) -> None:
    _picture(folder).unlink()


def _add_file(folder: Path) -> None:
    (folder / "pictures" / "more.png").write_bytes(b"")


def _lose_sums(folder: Path) -> None:
    (folder / "SHA256SUMS").unlink()


def _garble_sums(folder: Path) -> None:
    (folder / "SHA256SUMS").write_bytes(b"\xff\xfe")


def _link_out(folder: Path) -> None:
    _picture(folder).unlink()
    (folder / "pictures" / "out.png").symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (_change_page, "page-1.html was changed"),
        (_lose_picture, "is missing"),
        (_add_file, "pictures/more.png does not belong to it"),
        (_lose_sums, "SHA256SUMS is missing or incomplete"),
        (_garble_sums, "SHA256SUMS has a line that is no checksum"),
        (_link_out, "is a link"),
    ],
)
def test_harm_is_named_with_its_file_and_the_remedy(
    folder: Path, harm: Callable[[Path], None], words: str
) -> None:
    harm(folder)
    sentence = _refused(folder)
    assert words in sentence
    assert str(folder) in sentence
    assert "export the issue again" in sentence


def _rewrite(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """With right checksums: somebody meant it."""
    data = json.loads((folder / "issue.json").read_text())
    change(data)
    (folder / "issue.json").write_text(json.dumps(data))
    sums = (folder / "SHA256SUMS").read_text().splitlines()
    digest = sha256((folder / "issue.json").read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(
        "".join(
            f"{digest}  issue.json\n" if line.endswith("issue.json") else f"{line}\n"
            for line in sums
        )
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data.update(format=2), "format: "),
        (lambda data: data.update(extra=1), "extra: "),
        (lambda data: data["pages"][0].pop("source_text"), "pages.0.source_text: "),
        (
            lambda data: data["pages"][0]["articles"][0].update(status="printed"),
            "pages.0.articles.0.status: ",
        ),
        (
            lambda data: data["pages"][0]["articles"][0].update(title="长" * 501),
            "pages.0.articles.0.title: ",
        ),
        (
            lambda data: data["pages"][0]["articles"][0]["pictures"][1].update(file="../x.png"),
            "../x.png is missing",
        ),
    ],
)
def test_what_cannot_be_stored_is_named_by_its_place(
    folder: Path, change: Callable[[dict[str, Any]], None], words: str
) -> None:
    _rewrite(folder, change)
    assert words in _refused(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["pages"][1]["articles"][1].update(publish_at=None, status="published"),
        lambda data: data["pages"].append(data["pages"][0]),
    ],
)
def test_what_the_database_refuses_leaves_neither_rows_nor_pictures(
    folder: Path, media: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    _rewrite(folder, change)
    assert "was not stored" in _refused(folder)
    assert list(media.rglob("*.png")) == []


def test_a_picture_that_is_none_leaves_nothing(folder: Path, media: Path) -> None:
    picture = _picture(folder)
    old = sha256(picture.read_bytes()).hexdigest()
    picture.write_bytes(b"no picture")
    sums = (folder / "SHA256SUMS").read_text().replace(old, sha256(b"no picture").hexdigest())
    (folder / "SHA256SUMS").write_text(sums)
    assert "was not stored" in _refused(folder)
    assert list(media.rglob("*.png")) == []


def test_a_zip_that_ends_early_is_refused(folder: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.name != "issue.json":
                archive.write(file, file.relative_to(folder).as_posix())
    assert "issue.json is missing" in _refused(whole)


@pytest.mark.parametrize("name", ["one", "one.zip"])
def test_what_is_more_than_memory_should_hold_is_refused_with_the_way_out(
    media: Path, tmp_path: Path, settings: Settings, name: str
) -> None:
    export(make_rich_issue(), tmp_path / name)
    empty()
    settings.ARCHIVE_MB = 0
    assert (
        "an exported issue may have 0 MB here. If this machine has that much memory, set ARCHIVE_MB"
        in _refused(tmp_path / name)
    )


def test_a_zip_larger_than_any_zip_of_pages_is_taken_back(
    media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(make_rich_issue(), tmp_path / "one.zip")
    empty()
    for limit in ("MAX_FILE", "MAX_UNPACKED"):
        monkeypatch.setattr(f"articles.importing.files.zips.{limit}", 10)
    call_command("import_issue", str(tmp_path / "one.zip"))
    assert Illustration.objects.exclude(picture="").count() == 4


def test_a_page_with_another_text_is_not_overwritten(media: Path, tmp_path: Path) -> None:
    export(make_rich_issue(), tmp_path / "one")
    Page.objects.filter(number="A10").update(source_text="别的字")
    Article.objects.filter(page__number="A2").delete()
    Page.objects.filter(number="A2").delete()
    with (
        translation.override("en"),
        pytest.raises(CommandError, match="page A10 is there already with another text"),
    ):
        call_command("import_issue", str(tmp_path / "one"))
    assert not Article.objects.filter(page__number="A2").exists()


def test_without_an_issue_there_is_nothing_to_export(tmp_path: Path) -> None:
    with (
        translation.override("en"),
        pytest.raises(CommandError, match="No issue has been imported yet"),
    ):
        call_command("export_issue", "2026-03-12", str(tmp_path / "one.zip"))


def test_an_export_says_what_it_lacks_and_overwrites_nothing(media: Path, tmp_path: Path) -> None:
    make_rich_issue()
    target = tmp_path / "one.zip"
    with translation.override("en"):
        for day in ("2026-03-12", "2026-03-11"):
            with pytest.raises(CommandError, match="There is: 云汀日报 2026-03-12-特刊"):
                call_command("export_issue", day, str(target))
        call_command("export_issue", "2026-03-12", str(target), edition="特刊")
        with pytest.raises(CommandError, match="is there already"):
            call_command("export_issue", "2026-03-12", str(target), edition="特刊")
        for file in media.rglob("*.png"):
            file.unlink()
        with pytest.raises(CommandError, match="is lost"):
            call_command("export_issue", "2026-03-12", str(tmp_path / "two.zip"), edition="特刊")
    assert [path.name for path in tmp_path.glob("*.zip")] == ["one.zip"]


@pytest.mark.parametrize("name", ["one.zip", "one"])
def test_what_a_killed_export_left_is_not_mixed_in(media: Path, tmp_path: Path, name: str) -> None:
    left = tmp_path / f".{name}.unfinished"
    if name == "one":
        left.mkdir()
        (left / "old.html").touch()
    else:
        left.touch()
    export(make_rich_issue(), tmp_path / name)
    assert not left.exists()
    assert len(unpack(tmp_path / name).pictures) == 2
    assert not (tmp_path / "one" / "old.html").exists()


def test_a_place_that_cannot_be_written_is_said(media: Path, tmp_path: Path) -> None:
    make_rich_issue()
    with (
        translation.override("en"),
        pytest.raises(CommandError, match="cannot be written: No such file or directory"),
    ):
        call_command(
            "export_issue", "2026-03-12", str(tmp_path / "nowhere" / "one.zip"), edition="特刊"
        )
