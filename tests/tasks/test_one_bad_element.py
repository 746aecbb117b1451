"""Every job with a bad element among good ones: the good ones are done, the bad one is named."""

import logging
import os
import shutil
import uuid
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles import tasks
from articles.editorial import history, merge_authors
from articles.importing.uploads import upload_files, upload_job
from articles.models import (
    Article,
    ArticleTag,
    AuthorMerge,
    JobStatus,
    SearchEntry,
    Tag,
    Upload,
)
from articles.models.choices import Status, TaggingState, UploadState
from articles.search import full_text
from articles.sweeping import ElementsFailed, Sweep
from articles.tagging import corpus, duplicates, segmenter, word_frequencies
from tests.factories import make_article, make_published, make_user
from tests.fixtures import _in_english

__all__ = ["_in_english"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def status_of(job: Any) -> str:
    return JobStatus.objects.get(name=job.name, done_at=None).error


def make_upload(data: Path, **columns: Any) -> Upload:
    upload = Upload.objects.create(
        user=make_user(f"sender {uuid.uuid4()}"), language="en", **columns
    )
    (data / "uploads" / str(upload.pk)).mkdir(parents=True)
    return upload


def refuse_for(monkeypatch: pytest.MonkeyPatch, bad: Path) -> None:
    """What root may not be refused by the disk itself."""
    rmtree = shutil.rmtree

    def refuse(path: Path, **options: Any) -> None:
        if path == bad:
            raise PermissionError(13, "Permission denied", str(path))
        rmtree(path, **options)

    monkeypatch.setattr(shutil, "rmtree", refuse)


# --- publishing ---


def damage(monkeypatch: pytest.MonkeyPatch, bad: Article) -> None:
    """No version of this article can be written."""
    record = history.record

    def record_others(articles: Iterable[int], *arguments: Any) -> None:
        if bad.pk in articles:
            raise ValueError("its byline is damaged")
        record(articles, *arguments)

    monkeypatch.setattr(history, "record", record_others)


def test_publishing_leaves_out_the_article_that_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    first, bad, last = (make_article(status=Status.SCHEDULED, publish_at=now) for _ in range(3))
    damage(monkeypatch, bad)
    tasks.publish_due.delay()
    assert set(Article.objects.published()) == {first, last}
    assert Article.objects.get(pk=bad.pk).version == 0
    error = status_of(tasks.publish_due)
    assert error.startswith("1")
    assert f"article {bad.pk} (ValueError: its byline is damaged)" in error


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite locks no single row")
@pytest.mark.django_db(transaction=True)
def test_publishing_does_not_wait_for_a_row_that_somebody_holds() -> None:
    now = timezone.now()
    held, free = (make_article(status=Status.SCHEDULED, publish_at=now) for _ in range(2))
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM articles_article WHERE id = %s FOR UPDATE", [held.pk])
        tasks.publish_due.delay()
        assert list(Article.objects.published()) == [free]
        other.rollback()
    finally:
        other.close()
    tasks.publish_due.delay()
    assert set(Article.objects.published()) == {free, held}


# --- uploads ---


def test_an_upload_that_cannot_be_given_up_stops_no_other(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, other = (make_upload(data, attempts=3) for _ in range(2))
    give_up = upload_job._give_up

    def refuse(upload: Upload) -> None:
        if upload.pk == bad.pk:
            raise TypeError("its language is a number")
        give_up(upload)

    monkeypatch.setattr(upload_job, "_give_up", refuse)
    tasks.sweep_uploads.delay()
    assert Upload.objects.get(pk=other.pk).state == UploadState.FAILED
    assert f"upload {bad.pk} (TypeError: its language is a number)" in status_of(
        tasks.sweep_uploads
    )


@pytest.mark.parametrize("damaged", [{"files": [{"title": "A01.txt"}]}, {"overrides": ["A01"]}])
def test_an_upload_with_damaged_columns_fails_alone(data: Path, damaged: dict[str, Any]) -> None:
    bad = make_upload(data, **damaged)
    Upload.objects.filter(pk=bad.pk).update(created_at=timezone.now() - timedelta(hours=1))
    good = make_upload(data)
    for _attempt in range(4):
        tasks.sweep_uploads.delay()
        Upload.objects.filter(pk=bad.pk).update(lease=None)
    states = dict(Upload.objects.values_list("pk", "state"))
    assert states == {bad.pk: UploadState.FAILED, good.pk: UploadState.READY}


def test_files_that_may_not_be_deleted_are_named_and_the_others_go(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, other = (make_upload(data, state=UploadState.STOPPED) for _ in range(2))
    two_days_ago = timezone.now() - timedelta(days=2)
    Upload.objects.update(created_at=two_days_ago)
    refuse_for(monkeypatch, data / "uploads" / str(bad.pk))
    tasks.sweep_uploads.delay()
    assert list(Upload.objects.values_list("pk", flat=True)) == [bad.pk]
    assert not (data / "uploads" / str(other.pk)).exists()
    assert "Permission denied" in status_of(tasks.sweep_uploads)


def test_a_folder_without_a_row_that_may_not_be_deleted_is_named(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [data / "uploads" / str(uuid.UUID(int=number)) for number in range(2)]
    undecodable = Path(os.fsdecode(bytes(data / "uploads") + b"/\xff\xfe"))
    for folder in (*folders, undecodable):
        folder.mkdir(parents=True)
        os.utime(folder, (0, 0))
    refuse_for(monkeypatch, folders[0])
    tasks.sweep_uploads.delay()
    assert [folder.exists() for folder in folders] == [True, False]
    assert undecodable.exists()
    assert str(folders[0]) in status_of(tasks.sweep_uploads)


def test_files_that_stay_are_logged_where_no_sweep_is_at_work(
    data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    upload = make_upload(data)
    refuse_for(monkeypatch, data / "uploads" / str(upload.pk))
    upload_files.delete_files(upload.pk)
    assert str(upload.pk) in caplog.text


# --- merges, tagging, learning ---


def test_a_merge_that_cannot_be_queued_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    queued: list[int] = []

    def send(_task: object, pk: int) -> None:
        if not queued:
            queued.append(0)
            raise ValueError("no broker takes it")
        queued.append(pk)

    monkeypatch.setattr(tasks, "_send", send)
    merges = [
        AuthorMerge.objects.create(sources=[], target=0, user=make_user(name), total=0)
        for name in ("first", "second")
    ]
    AuthorMerge.objects.update(worked_at=timezone.now() - merge_authors.SILENT * 2)
    tasks.sweep_author_merges.delay()
    assert queued == [0, merges[1].pk]
    assert f"merge {merges[0].pk} (ValueError: no broker takes it)" in status_of(
        tasks.sweep_author_merges
    )


def test_an_article_that_breaks_its_batch_goes_alone_the_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, bad, last = (make_article() for _ in range(3))
    store_keys = duplicates.store_keys

    def refuse(bodies: dict[int, str]) -> None:
        if bad.pk in bodies:
            raise ValueError("its body is damaged")
        store_keys(bodies)

    monkeypatch.setattr(duplicates, "store_keys", refuse)
    for _sweep in range(6):
        tasks.sweep_pending.delay()
        Article.objects.update(tagging_lease=None)
    states = dict(Article.objects.values_list("pk", "tagging_state"))
    assert states == {
        first.pk: TaggingState.DONE,
        bad.pk: TaggingState.FAILED,
        last.pk: TaggingState.DONE,
    }


def test_the_vocabulary_is_learned_without_a_text_that_cannot_be_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _number in range(2):
        make_article()
    bad = make_article(title="坏掉的稿件")
    words = segmenter.load(corpus._jieba_folder())

    class Words:
        def cut(self, text: str) -> list[str]:
            if "坏掉" in text:
                raise UnicodeError("half a character")
            return words.cut(text)

    monkeypatch.setattr(segmenter, "load", lambda *_arguments: Words())
    tasks.learn_vocabulary.delay()
    assert f"article {bad.pk} (UnicodeError: " in status_of(tasks.learn_vocabulary)
    newest = word_frequencies.newest(corpus.folder())
    assert newest is not None
    assert word_frequencies.read(newest).documents == 2


# --- what readers and commands ask for ---


def test_reindexing_leaves_out_the_article_that_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    first, bad, last = (make_article() for _ in range(3))
    index = full_text.index

    def refuse(articles: Iterable[Article]) -> None:
        if bad in list(articles):
            raise ValueError("its parts are damaged")
        index(articles)

    monkeypatch.setattr(full_text, "index", refuse)
    with pytest.raises(CommandError, match=f"article {bad.pk} "), open(os.devnull, "w") as nowhere:
        call_command("reindex", stdout=nowhere)
    entries = SearchEntry.objects.values_list("article", flat=True)
    assert set(entries) == {first.pk, last.pk}


def test_a_sitemap_leaves_out_what_has_no_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    article = make_published()
    for name, slug in (("路灯", "路灯"), ("坏掉", "")):
        tag = Tag.objects.create(name=name, slug=slug)
        ArticleTag.objects.create(content_object=article, tag=tag)
    Tag.objects.filter(name="坏掉").update(slug="")
    response = client.get("/sitemap-tags.xml")
    assert response.content.count(b"<loc>") == 1
    assert "tags in the sitemap" in caplog.text


# --- the sweep itself ---


def test_a_sweep_without_a_fault_ends_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    sweep = Sweep()
    assert sweep.attempt("page A01", lambda: 1) == 1
    sweep.finish()
    assert caplog.records == []


def test_a_sweep_says_how_many_failed_and_logs_each(caplog: pytest.LogCaptureFixture) -> None:
    sweep = Sweep()
    for number in range(3):
        sweep.attempt(f"page A0{number}", _miss_a_block)
    with pytest.raises(ElementsFailed, match=r"^3 .*page A00 .*page A02 "):
        sweep.finish()
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 3


def test_a_fault_of_the_program_itself_is_not_taken_for_a_bad_row() -> None:
    with pytest.raises(MemoryError), transaction.atomic():
        Sweep().attempt("page A01", _run_out_of_memory)


def _run_out_of_memory() -> None:
    raise MemoryError


def _miss_a_block() -> None:
    raise IndexError("it has no block")
