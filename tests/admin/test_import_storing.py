"""What was confirmed is stored once, by the code that the command calls; in the background where it is large."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client

from articles import tasks
from articles.importing.uploads import upload_job
from articles.models import Article, ImportRun, Issue, Upload
from articles.models.choices import Status, UploadState
from tests.admin.browser import fill
from tests.admin.sending import address, look, press, sent
from tests.importing.papers import DAY, LIGHTS, PAPER, read_marks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept_apart(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("articles.importing.read.parse_page", read_marks)


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything counts as large; the keys of the uploads that were handed to a worker."""
    keys: list[str] = []

    def send(_task: Any, key: Any) -> bool:
        keys.append(key)
        return True

    monkeypatch.setattr(upload_job, "INLINE_BYTES", 0)
    monkeypatch.setattr(tasks, "_send", send)
    return keys


def test_what_is_confirmed_is_stored_with_a_row_in_the_ledger(
    desk: Client, chief: User, woken: list[int]
) -> None:
    upload = sent(desk)
    assert press(desk, upload, "_import").headers["Location"] == address(upload)
    run = ImportRun.objects.get()
    assert (run.user, run.issue, run.sources) == (
        chief, Issue.objects.get(), [f"{PAPER}/{DAY}/A01.txt", f"{PAPER}/{DAY}/A02.txt"],
    )  # fmt: skip
    assert sorted(woken) == sorted(Article.objects.values_list("pk", flat=True))
    html = look(desk, upload)
    assert "Imported" in html
    assert f"/admin/articles/importrun/{run.pk}/change/" in html


def test_the_files_are_gone_afterwards(desk: Client, woken: list[int], tmp_path: Path) -> None:
    upload = sent(desk)
    assert len(list(tmp_path.glob("uploads/*/*"))) == 2
    press(desk, upload, "_import")
    assert not list(tmp_path.glob("uploads/*"))


def test_confirming_twice_imports_once(desk: Client, queued: list[str], woken: list[int]) -> None:
    upload = sent(desk)
    tasks.run_upload(queued.pop())
    confirmation = {"_import": "", "looks": "1"}
    form = desk.get(address(upload))
    for _time in range(2):
        desk.post(address(upload), _filled(form) | confirmation)
    assert queued == [str(upload.pk)]
    for _message in range(2):
        tasks.run_upload(str(upload.pk))
    assert ImportRun.objects.count() == 1


def _filled(form: Any) -> dict[str, Any]:
    return fill(form, "upload_form")


def test_a_preview_that_was_overtaken_is_not_imported(desk: Client, woken: list[int]) -> None:
    upload = sent(desk)
    old = _filled(desk.get(address(upload)))
    press(desk, upload, "_look")
    desk.post(address(upload), old | {"_import": ""})
    assert not Issue.objects.exists()


def test_a_large_one_is_read_and_stored_by_a_worker(
    desk: Client, queued: list[str], woken: list[int]
) -> None:
    upload = sent(desk)
    assert (upload.state, queued) == (UploadState.READING, [str(upload.pk)])
    assert "Waits for its turn" in look(desk, upload)
    tasks.run_upload(queued.pop())
    press(desk, upload, "_import")
    assert not Issue.objects.exists()
    assert desk.get(address(upload, "progress")).json()["state"] == "storing"
    tasks.run_upload(queued.pop())
    assert desk.get(address(upload, "progress")).json()["state"] == "done"
    assert Issue.objects.get().pages.count() == 2


def test_how_far_it_is_can_be_asked(
    desk: Client, queued: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sent(desk)
    told = []

    def ask(text: str) -> Any:
        told.append(desk.get(address(upload, "progress")).json())
        return read_marks(text)

    monkeypatch.setattr(upload_job, "_HEARTBEAT", 0)
    monkeypatch.setattr("articles.importing.read.parse_page", ask)
    tasks.run_upload(queued.pop())
    assert [(one["done"], one["total"]) for one in told] == [(0, 0), (1, 2)]
    assert told[1]["at_work"] == f"{PAPER}/{DAY}/A01.txt"


def test_discarding_it_while_it_is_read_stops_the_work(
    desk: Client, queued: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    upload = sent(desk)
    read = []

    def discard(text: str) -> Any:
        read.append(text)
        desk.post(address(upload), {"_discard": ""})
        return read_marks(text)

    monkeypatch.setattr(upload_job, "_HEARTBEAT", 0)
    monkeypatch.setattr("articles.importing.read.parse_page", discard)
    tasks.run_upload(queued.pop())
    upload.refresh_from_db()
    assert (upload.state, len(read)) == (UploadState.STOPPED, 1)
    assert not list(tmp_path.glob("uploads/*"))
    assert "Nothing of it was stored." in look(desk, upload)


def test_discarding_it_while_it_is_stored_keeps_the_issues_that_are_in(
    desk: Client, queued: list[str], woken: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sent(desk, {f"{PAPER}/{DAY}/A01.txt": LIGHTS, f"{PAPER}/2026-03-13/A01.txt": LIGHTS})
    tasks.run_upload(queued.pop())
    press(desk, upload, "_import")

    def discard(text: str) -> Any:
        if Issue.objects.exists():
            desk.post(address(upload), {"_discard": ""})
        return read_marks(text)

    monkeypatch.setattr(upload_job, "_HEARTBEAT", 0)
    monkeypatch.setattr("articles.importing.read.parse_page", discard)
    tasks.run_upload(queued.pop())
    assert Issue.objects.count() == 1
    assert f"{PAPER} {DAY}" in look(desk, upload)


def test_what_is_new_is_published_where_its_sender_may(desk: Client, woken: list[int]) -> None:
    upload = sent(desk)
    assert 'name="publish"' in look(desk, upload)
    press(desk, upload, "_import", {"publish": "on"})
    assert set(Article.objects.values_list("status", flat=True)) == {Status.PUBLISHED}


def test_who_may_not_publish_publishes_nothing(staff_client: Any, woken: list[int]) -> None:
    client = staff_client("add_importrun")
    upload = sent(client)
    assert 'name="publish"' not in look(client, upload)
    press(client, upload, "_import", {"publish": "on"})
    assert set(Article.objects.values_list("status", flat=True)) == {Status.DRAFT}


def test_a_fault_of_the_database_is_told_and_can_be_tried_again(
    desk: Client, woken: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sent(desk)
    form = _filled(desk.get(address(upload)))

    def fail(*_args: Any, **_options: Any) -> None:
        raise OperationalError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("articles.importing.run.store_issue", fail)
        desk.post(address(upload), form | {"_import": ""})
    assert "the database said: disk full" in look(desk, upload)
    desk.post(address(upload), {"_again": ""})
    press(desk, upload, "_import")
    assert Upload.objects.get().state == UploadState.DONE
    assert Issue.objects.count() == 1
