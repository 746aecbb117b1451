"""A file of a picture stays while anything can show it, and goes with the last that could."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles import tasks
from articles.editorial import editing, history, picture_files
from articles.exchange.pack import export
from articles.exchange.restore import take_back
from articles.importing import undo
from articles.models import Article, Illustration, ImportRun
from articles.models.choices import Act, ImportOutcome
from articles.sweeping import ElementsFailed
from articles.text import images
from tests.admin.browser import change_url, fill, url_of
from tests.admin.conftest import client_of
from tests.exchange.test_round_trip import empty
from tests.factories import make_article, make_user
from tests.fixtures import _in_english, woken
from tests.pictured import add_picture, content_of, png, stored_files

__all__ = ["_in_english", "woken"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]
Committed = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Committed:
    """What is done within it is committed at its end."""

    def commit() -> AbstractContextManager[Any]:
        context: AbstractContextManager[Any] = django_capture_on_commit_callbacks(execute=True)
        return context

    return commit


@pytest.fixture
def chief() -> User:
    return make_user("chief", is_staff=True, is_superuser=True)


@pytest.fixture
def desk(chief: User) -> Client:
    return client_of(chief)


def make_old(*names: str) -> None:
    """Set the files back by two days."""
    moment = (timezone.now() - timedelta(days=2)).timestamp()
    for name in names:
        os.utime(images_root() / name, (moment, moment))


def images_root() -> Path:
    return Path(Illustration._meta.get_field("picture").storage.location)  # type: ignore[attr-defined]


def save_form(desk: Client, article: Article, **fields: object) -> None:
    url = change_url(article)
    data = fill(desk.get(url), "article_form") | fields
    assert desk.post(url, data).status_code == 302


# --- a deletion ---


def delete_one(desk: Client, article: Article) -> None:
    desk.post(url_of(article, "delete"), {"post": "yes"})


def delete_selected(desk: Client, article: Article) -> None:
    data = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
    desk.post("/admin/articles/article/", data)


@pytest.mark.parametrize("delete", [delete_one, delete_selected])
def test_an_article_takes_its_pictures_along_in_all_sizes(
    delete: Callable[[Client, Article], None], desk: Client, committed: Committed
) -> None:
    article = make_article()
    add_picture(article, png(1000, 500))
    of_other = add_picture(make_article())
    assert len(stored_files()) == 4
    with committed():
        delete(desk, article)
        assert len(stored_files()) == 4, "nothing goes before the commit"
    assert stored_files() == {of_other.picture.name}


def test_an_article_takes_along_what_only_its_history_shows(
    desk: Client, committed: Committed
) -> None:
    article = make_article()
    first = add_picture(article)
    upload = SimpleUploadedFile("b.png", png(colour="blue"))
    with committed():
        save_form(desk, article, **{"illustrations-0-picture": upload})
    row = Illustration.objects.get()
    assert stored_files() == {first.picture.name, row.picture.name}
    with committed():
        delete_one(desk, article)
    assert stored_files() == set()


def test_a_file_whose_row_is_still_there_stays(committed: Committed) -> None:
    article = make_article()
    row = add_picture(article)
    with committed():
        picture_files.release(picture_files.names_in(Article.objects.filter(pk=article.pk)))
    assert stored_files() == {row.picture.name}


def test_a_file_that_another_article_shows_or_showed_stays(committed: Committed) -> None:
    shown, once_shown, going = make_article(), make_article(), make_article()
    name = str(add_picture(going).picture.name)
    other_name = str(add_picture(going).picture.name)
    Illustration.objects.create(article=shown, picture=name)
    past = Illustration.objects.create(article=once_shown, picture=other_name)
    history.record([once_shown], None, Act.EDIT)
    past.delete()
    articles = Article.objects.filter(pk=going.pk)
    with committed():
        files = picture_files.names_in(articles)
        articles.delete()
        picture_files.release(files)
    assert stored_files() == {name, other_name}


def test_an_import_that_is_undone_takes_its_pictures_along(
    tmp_path: Path, chief: User, committed: Committed
) -> None:
    article = make_article()
    add_picture(article, png(600, 300))
    export(article.page.issue, tmp_path / "issue.zip")
    empty()
    before = stored_files()
    assert take_back(tmp_path / "issue.zip").outcome == ImportOutcome.CREATED
    assert len(stored_files()) > len(before)
    with committed():
        undo.undo(ImportRun.objects.latest("pk"), chief)
    assert stored_files() == before


@pytest.mark.parametrize(("is_undone", "stays"), [(False, True), (True, False)])
def test_what_an_undo_can_bring_back_stays(is_undone: bool, stays: bool) -> None:
    going = make_article()
    row = add_picture(going)
    run = ImportRun.objects.create(
        issue=going.page.issue,
        started_at=timezone.now(),
        outcome=ImportOutcome.UPDATED,
        snapshot={
            "created": [],
            "updated": [],
            "illustrations": [{"article_id": going.pk, "picture": row.picture.name}],
        },
        undone_at=timezone.now() if is_undone else None,
    )
    Article.objects.filter(pk=going.pk).delete()
    picture_files.remove_unused([str(row.picture.name)])
    assert (stored_files() == {row.picture.name}) == stays
    assert run.pk


def test_an_import_that_cannot_be_undone_any_more_keeps_no_file() -> None:
    going = make_article()
    row = add_picture(going)
    rows = [{"article_id": going.pk, "picture": row.picture.name}]
    ImportRun.objects.create(
        issue=going.page.issue,
        started_at=timezone.now(),
        outcome=ImportOutcome.UPDATED,
        snapshot={"created": [], "updated": [[going.pk, 3]], "illustrations": rows},
    )
    Article.objects.filter(pk=going.pk).delete()
    picture_files.remove_unused([str(row.picture.name)])
    assert stored_files() == set()


# --- the history ---


def replace(desk: Client, article: Article) -> None:
    upload = SimpleUploadedFile("b.png", png(colour="blue"))
    save_form(desk, article, **{"illustrations-0-picture": upload})


def clear(desk: Client, article: Article) -> None:
    save_form(desk, article, **{"illustrations-0-picture-clear": "on"})


def remove(desk: Client, article: Article) -> None:
    save_form(desk, article, **{"illustrations-0-DELETE": "on"})


@pytest.mark.parametrize("change", [replace, clear, remove])
def test_a_version_does_not_lose_its_picture_and_nobody_else_gets_it(
    change: Callable[[Client, Article], None], desk: Client, chief: User, committed: Committed
) -> None:
    article = make_article()
    first = add_picture(article, png(600, 300))
    name, url = str(first.picture.name), first.url
    with committed():
        change(desk, article)
    picture_files.sweep(timezone.now() + timedelta(days=2))
    assert {name, images.name_of_size(name, 480)} <= stored_files()
    assert desk.get(url).status_code == 404
    before = article.versions.order_by("version").get(parts__pictures__0__2=name)
    editing.restore(article, before, chief)
    response = desk.get(url)
    assert (response.status_code, content_of(response)) == (200, png(600, 300))


def test_a_history_that_is_purged_gives_its_files_to_the_sweep(desk: Client) -> None:
    article = make_article()
    first = add_picture(article)
    replace(desk, article)
    row = Illustration.objects.get()
    article.versions.filter(parts__pictures__0__2=first.picture.name).delete()
    make_old(*stored_files())
    assert picture_files.sweep().removed == [first.picture.name]
    assert stored_files() == {row.picture.name}


# --- the sweep ---


def test_the_sweep_removes_what_belongs_to_nothing_once_it_is_a_day_old() -> None:
    row = add_picture(make_article(), png(600, 300))
    stray, small, young = [f"pictures/2026/03/{name}.png" for name in ("a", "a.480w", "b")]
    (images_root() / "pictures/2026/03").mkdir(parents=True, exist_ok=True)
    for name in (stray, small, young):
        (images_root() / name).write_bytes(png())
    kept = {str(row.picture.name), images.name_of_size(str(row.picture.name), 480)}
    make_old(stray, small, *kept)
    assert picture_files.sweep(is_dry=True).removed == [small, stray]
    assert stored_files() == kept | {stray, small, young}
    assert picture_files.sweep() == ([small, stray], [], [])
    assert stored_files() == kept | {young}


def test_the_sweep_leaves_other_folders_alone() -> None:
    images_root().mkdir()
    (images_root() / "robots.txt").write_text("")
    make_old("robots.txt")
    assert picture_files.sweep() == ([], [], [])
    assert stored_files() == {"robots.txt"}


def test_the_desk_says_whose_files_are_lost(desk: Client) -> None:
    row = add_picture(make_article())
    (images_root() / str(row.picture.name)).unlink()
    assert picture_files.sweep() == ([], [row.picture.name], [])
    tasks.sweep_pictures.delay()
    assert f"upload them again: {row.picture.name}." in desk.get("/admin/").content.decode()
    row.refresh_from_db()
    assert row.picture, "the row is the editor's to mend"


def test_a_file_that_cannot_be_removed_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    (images_root() / "pictures").mkdir(parents=True)
    names = ["pictures/a.png", "pictures/b.png", "pictures/c.png"]
    for name in names:
        (images_root() / name).write_bytes(png())
    make_old(*names)
    storage = Illustration._meta.get_field("picture").storage
    delete = storage.delete

    def refuse_second(name: str) -> None:
        if name == names[1]:
            raise PermissionError(13, "Permission denied")
        delete(name)

    monkeypatch.setattr(storage, "delete", refuse_second)
    report = picture_files.sweep()
    assert report.stuck == ["pictures/b.png (Permission denied)"]
    assert stored_files() == {names[1]}
    with pytest.raises(ElementsFailed, match="cannot be removed: pictures/b"):
        report.finish()


def test_a_file_outside_the_folder_of_the_sweep_is_not_lost() -> None:
    images_root().mkdir()
    (images_root() / "lamp.png").write_bytes(png())
    Illustration.objects.create(article=make_article(), picture="lamp.png")
    assert picture_files.sweep() == ([], [], [])


def test_the_beat_sweeps() -> None:
    (images_root() / "pictures").mkdir(parents=True)
    (images_root() / "pictures/a.png").write_bytes(png())
    make_old("pictures/a.png")
    tasks.sweep_pictures.delay()
    assert stored_files() == set()


def test_the_command_counts_and_names() -> None:
    row = add_picture(make_article())
    lost = str(row.picture.name)
    (images_root() / lost).rename(images_root() / "pictures/a.png")
    make_old("pictures/a.png")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="upload them again"):
        call_command("sweep_pictures", "--dry-run", stdout=out, stderr=err)
    assert out.getvalue() == "pictures/a.png\n1 file belongs to nothing.\n"
    assert f"The file {lost} of a picture is lost." in err.getvalue()
    assert stored_files() == {"pictures/a.png"}
    Illustration.objects.update(picture="")
    call_command("sweep_pictures", stdout=out, stderr=err)
    assert stored_files() == set()
