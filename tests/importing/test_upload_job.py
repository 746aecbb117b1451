"""Workers die, messages get lost: the row says what is to be done, and the sweep has it done."""

import os
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles import tasks
from articles.importing.uploads import upload_files, upload_job
from articles.models import Upload
from articles.models.choices import UploadState
from articles.sweeping import Sweep
from tests.factories import make_user
from tests.importing.papers import DAY, LIGHTS, PAPER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser")]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def upload() -> Upload:
    file = SimpleUploadedFile("A01.txt", LIGHTS.encode())
    return upload_files.receive([(f"{PAPER}/{DAY}/A01.txt", file)], make_user(), "en")


def later(**columns: Any) -> None:
    Upload.objects.update(lease=timezone.now() - timedelta(seconds=1), **columns)


def state() -> str:
    return Upload.objects.values_list("state", flat=True).get()


def test_what_a_worker_holds_no_other_takes(upload: Upload) -> None:
    Upload.objects.update(lease=timezone.now() + timedelta(minutes=1))
    upload_job.run(upload.pk)
    assert upload_job.take_up(Sweep()) == []
    assert state() == UploadState.READING


def test_what_a_dead_worker_held_is_started_again(upload: Upload) -> None:
    later(attempts=1)
    assert upload_job.take_up(Sweep()) == [upload.pk]
    tasks.sweep_uploads()
    assert state() == UploadState.READY


def test_a_worker_that_dies_every_time_is_given_up_with_a_reason(
    upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_text: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as deadly:
        deadly.setattr("articles.importing.read.parse_page", die)
        for _attempt in range(3):
            with pytest.raises(KeyboardInterrupt):
                upload_job.run(upload.pk)
    assert upload_job.take_up(Sweep()) == []
    upload.refresh_from_db()
    assert (upload.state, upload.message) == (
        UploadState.FAILED,
        "The work on it broke off 3 times. Send fewer pages at a time, or start it again.",
    )
    assert upload_job.restart(upload)
    upload_job.run(upload.pk)
    assert state() == UploadState.READY


def test_an_unknown_key_is_no_fault() -> None:
    tasks.run_upload("00000000-0000-0000-0000-000000000000")


def test_after_a_day_an_upload_is_taken_away_with_its_files(upload: Upload, tmp_path: Path) -> None:
    Upload.objects.update(created_at=timezone.now() - timedelta(hours=25))
    upload_job.tidy(Sweep())
    assert not Upload.objects.exists()
    assert not list(tmp_path.glob("uploads/*"))


def test_what_is_younger_or_at_work_stays(upload: Upload, tmp_path: Path) -> None:
    upload_job.tidy(Sweep())
    Upload.objects.update(
        created_at=timezone.now() - timedelta(hours=25), lease=timezone.now() + timedelta(minutes=1)
    )
    upload_job.tidy(Sweep())
    assert Upload.objects.exists()
    assert list(tmp_path.glob("uploads/*/0"))


def test_files_of_which_no_row_knows_are_taken_away_after_a_day(
    upload: Upload, tmp_path: Path
) -> None:
    Upload.objects.update(created_at=timezone.now())
    Upload.objects.all().delete()
    upload_files.delete_orphans(timezone.now() - timedelta(days=1), Sweep())
    assert list(tmp_path.glob("uploads/*"))
    upload_files.delete_orphans(timezone.now() + timedelta(seconds=1), Sweep())
    assert not list(tmp_path.glob("uploads/*"))


@pytest.mark.parametrize("name", ["lost+found", ".DS_Store", "a" * 32, "长" * 60])
@pytest.mark.parametrize("is_folder", [True, False])
def test_what_somebody_else_put_among_the_uploads_stays_and_stops_no_sweep(
    upload: Upload, tmp_path: Path, name: str, is_folder: bool
) -> None:
    foreign = tmp_path / "uploads" / name
    foreign.mkdir() if is_folder else foreign.touch()
    orphan = tmp_path / "uploads" / str(uuid.uuid4())
    orphan.mkdir()
    for path in (foreign, orphan):
        os.utime(path, (0, 0))
    tasks.sweep_uploads()
    assert state() == UploadState.READY
    assert foreign.exists()
    assert not orphan.exists()


def test_a_file_or_a_broken_link_named_like_an_upload_stops_no_sweep(
    upload: Upload, tmp_path: Path
) -> None:
    for number in range(2):
        path = tmp_path / "uploads" / str(uuid.UUID(int=number))
        path.touch() if number else path.symlink_to("missing")
    later(attempts=1)
    tasks.sweep_uploads()
    assert state() == UploadState.READY


def test_a_folder_that_cannot_be_looked_at_is_left_and_the_next_one_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (tmp_path / "uploads" / str(uuid.UUID(int=number)) for number in range(2))
    for path in (first, second):
        path.mkdir(parents=True)
    is_dir = Path.is_dir

    def refuse(path: Path) -> bool:
        if path == first:
            raise PermissionError(13, "Permission denied", str(path))
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", refuse)
    upload_files.delete_orphans(timezone.now() + timedelta(seconds=1), Sweep())
    assert first.exists()
    assert not second.exists()


def test_lost_work_is_started_again_before_anything_is_deleted(
    upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_before: object, _sweep: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(upload_files, "delete_orphans", fail)
    with pytest.raises(OSError, match="the disk is gone"):
        tasks.sweep_uploads()
    assert state() == UploadState.READY


def test_a_language_that_no_longer_exists_does_not_stop_the_sweep(upload: Upload) -> None:
    later(attempts=3, language="xx")
    Upload.objects.create(user=upload.user, language="", attempts=3)
    upload_job.take_up(Sweep())
    assert set(Upload.objects.values_list("state", flat=True)) == {UploadState.FAILED}


def test_files_that_are_gone_are_a_fault_in_one_sentence(upload: Upload) -> None:
    upload_files.delete_files(upload.pk)
    upload_job.run(upload.pk)
    upload.refresh_from_db()
    (page,) = upload.preview["issues"][0]["pages"]
    assert page["fault"].startswith(f"{PAPER}/{DAY}/A01.txt cannot be read")


def test_faults_are_told_in_the_language_of_the_sender(upload: Upload) -> None:
    Upload.objects.update(language="zh-hans", overrides={})
    upload_files.delete_files(upload.pk)
    upload_job.run(upload.pk)
    upload.refresh_from_db()
    assert "无法读取" in upload.preview["issues"][0]["pages"][0]["fault"]
