"""An exported issue comes back with nothing lost: exported again it is the same, byte for byte."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from articles.exchange.pack import export
from articles.importing import undo
from articles.models import (
    Article,
    ArticleTag,
    Author,
    Illustration,
    ImportRun,
    Issue,
    Page,
    Publication,
    Tag,
)
from articles.search import full_text
from tests.exchange.rich_issue import make_rich_issue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def empty() -> None:
    ImportRun.objects.all().delete()
    Article.objects.all().delete()
    Page.objects.all().delete()
    Issue.objects.all().delete()
    Publication.objects.all().delete()
    Author.objects.all().delete()
    Tag.objects.all().delete()


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def test_what_is_exported_imported_and_exported_again_is_the_same(tmp_path: Path) -> None:
    export(make_rich_issue(), tmp_path / "one")
    export(Issue.objects.get(), tmp_path / "one.zip")
    empty()
    call_command("import_issue", str(tmp_path / "one.zip"), verbosity=0)
    issue = Issue.objects.get()
    export(issue, tmp_path / "two")
    assert list(_files(tmp_path / "two")) == list(_files(tmp_path / "one"))
    export(issue, tmp_path / "two.zip")
    assert (tmp_path / "two.zip").read_bytes() == (tmp_path / "one.zip").read_bytes()


def test_a_folder_is_taken_back_as_a_zip_is(tmp_path: Path) -> None:
    export(make_rich_issue(), tmp_path / "one")
    empty()
    call_command("import_issue", str(tmp_path / "one"))
    export(Issue.objects.get(), tmp_path / "two")
    assert list(_files(tmp_path / "two")) == list(_files(tmp_path / "one"))


def test_what_came_back_is_found_shown_and_counted(tmp_path: Path) -> None:
    export(make_rich_issue(), tmp_path / "one")
    empty()
    call_command("import_issue", str(tmp_path / "one"))
    assert full_text.find("路灯", Article.objects.published()).count() == 2
    assert set(Illustration.objects.exclude(picture="").values_list("width", "height")) == {
        (600, 400)
    }
    assert Author.objects.count() == 2
    assert ArticleTag.objects.count() == 8
    assert Article.objects.get(page__number="A2", position=1).page.arrangement.blocks["articles"][
        0
    ]["key"] == str(Article.objects.get(page__number="A2", position=2).pk)


def test_importing_it_where_it_is_changes_nothing(tmp_path: Path) -> None:
    export(make_rich_issue(), tmp_path / "one")
    Article.objects.update(title="编辑改过")
    export(Issue.objects.get(), tmp_path / "edited")
    call_command("import_issue", str(tmp_path / "one"))
    export(Issue.objects.get(), tmp_path / "two")
    assert list(_files(tmp_path / "two")) == list(_files(tmp_path / "edited"))


def test_it_can_be_undone_like_any_import(tmp_path: Path) -> None:
    export(make_rich_issue(), tmp_path / "one")
    empty()
    call_command("import_issue", str(tmp_path / "one"))
    run = ImportRun.objects.get()
    Article.objects.update(status="draft")
    undo.undo(run, None)
    assert not Article.objects.exists()


def test_names_that_are_there_are_used(tmp_path: Path) -> None:
    export(make_rich_issue(), tmp_path / "one")
    empty()
    Tag.objects.create(name="c++", slug="cpp")
    Tag.objects.create(name="灯", slug="lu-deng")
    Author.objects.create(name="甲乙", affiliation="云汀大学")
    call_command("import_issue", str(tmp_path / "one"))
    assert sorted(Tag.objects.values_list("name", flat=True)) == sorted(["c++", "灯", "路灯"])
    assert Author.objects.count() == 2


def test_the_zip_can_be_read_by_anybody(tmp_path: Path) -> None:
    export(make_rich_issue(), tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert names[:5] == ["issue.json", "paper.css", "index.html", "page-1.html", "page-2.html"]
    assert names[-1] == "SHA256SUMS"
