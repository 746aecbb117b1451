"""Without a broker, what a killed process left is made up by the next one, without anybody's command."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from pytest_django import Settings

from articles import beat_thread, scheduled_jobs, tasks
from articles.models import Article, JobStatus
from articles.models.choices import Status, TaggingState
from articles.tagging import article_tagging
from tests.factories import make_article
from tests.tasks.installation import ROOT, Installation, install
from tests.tasks.test_worker import WAIT

# The process dies while the second batch of three is being tagged.
KILLED = """
import os
from articles import tasks
from articles.models import Article
from articles.tagging import article_tagging, article_texts
from tests.factories import make_page
page = make_page()
body = "桂巷街道给三条小巷装上了路灯。" * 5
Article.objects.bulk_create(Article(page=page, title="小巷装上新路灯", body=body) for _ in range(120))
ranked = []
rank_all = article_texts.rank_all
def rank_and_die(sources):
    if ranked:
        os.kill(os.getpid(), 9)
    ranked.append(sources)
    return rank_all(sources)
article_texts.rank_all = rank_and_die
tasks.wake_tagging(list(Article.objects.values_list("pk", flat=True)))
"""
COUNT = """
from articles.models import Article
pending = Article.objects.pending_tagging()
print(pending.count(), pending.exclude(tagging_lease=None).count())
"""
LEASES_RUN_OUT = """
from django.utils import timezone
from articles.models import Article
Article.objects.exclude(tagging_lease=None).update(tagging_lease=timezone.now())
"""


@contextmanager
def server(installation: Installation) -> Iterator[None]:
    """Two web processes that nobody asks for anything."""
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{listener.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--workers", "2"]
    process = subprocess.Popen(
        [*command, "--bind", address, "--no-control-socket"],
        cwd=ROOT,
        env=installation.environment | {"PYTHONWARNINGS": "ignore"},
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def killed_installation(folder: Path) -> Installation:
    installation = install(folder, CELERY_BROKER_URL="")
    code = f"import django; django.setup()\n{KILLED}"
    command = [sys.executable, "-W", "ignore", "-c", code]
    process = subprocess.run(command, cwd=ROOT, env=installation.environment, timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert installation.run(COUNT) == "70 50"
    installation.run(LEASES_RUN_OUT)
    return installation


@pytest.mark.processes
@pytest.mark.slow
def test_the_next_server_tags_what_a_killed_process_left(tmp_path: Path) -> None:
    installation = killed_installation(tmp_path)
    with server(installation):
        assert installation.run(WAIT.format(count=120)) == "120"


@pytest.mark.processes
@pytest.mark.slow
def test_the_next_import_tags_what_a_killed_process_left(tmp_path: Path) -> None:
    installation = killed_installation(tmp_path)
    page = tmp_path / "云汀日报" / "2026-03-14" / "A01.txt"
    page.parent.mkdir(parents=True)
    page.write_text("小巷装上新路灯\n\n桂巷街道给三条小巷装上了路灯。居民说，晚上出门亮堂多了。\n")
    installation.manage("import_issue", str(page.parent))
    assert installation.run(COUNT) == "0 0"


@pytest.mark.django_db
def test_a_round_tags_and_publishes_and_notes_it() -> None:
    pending = make_article()
    due = make_article(status=Status.SCHEDULED, publish_at=timezone.now())
    beat_thread.run_jobs()
    pending.refresh_from_db()
    assert pending.tagging_state == TaggingState.DONE
    assert list(Article.objects.published()) == [due]
    assert JobStatus.objects.filter(name=scheduled_jobs.PUBLISHING, failed_at=None).exists()


@pytest.mark.django_db
def test_what_another_process_is_tagging_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    tagged: list[int] = []
    monkeypatch.setattr(article_tagging, "tag", tagged.extend)
    article = make_article(tagging_attempts=1, tagging_lease=timezone.now() + timedelta(minutes=1))
    beat_thread.run_jobs()
    tasks.make_up_tagging()
    assert tagged == []
    Article.objects.update(tagging_lease=timezone.now())
    tasks.make_up_tagging()
    assert tagged == [article.pk]


def test_nobody_waits_for_the_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = threading.Event(), threading.Event()

    def run_long() -> None:
        begun.set()
        ended.wait(timeout=20)

    monkeypatch.setattr(beat_thread, "_run", run_long)
    thread = beat_thread.start()
    assert thread is not None
    assert thread.daemon
    assert begun.wait(timeout=10)
    ended.set()
    thread.join(timeout=10)


def test_with_a_broker_there_is_a_beat_and_no_thread(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CELERY_TASK_ALWAYS_EAGER = False
    monkeypatch.setattr(tasks, "sweep_pending", lambda: pytest.fail("the beat does it"))
    assert beat_thread.start() is None
    tasks.make_up_tagging()


@pytest.mark.django_db
def test_a_database_that_is_away_ends_no_thread(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr(scheduled_jobs, "note_done", refuse)
    monkeypatch.setattr(scheduled_jobs, "note_failed", refuse)
    beat_thread.run_jobs()
    assert "no such table" in caplog.text


@pytest.mark.django_db
def test_an_import_that_is_told_not_to_tag_makes_nothing_up(tmp_path: Path) -> None:
    make_article()
    page = tmp_path / "云汀日报" / "2026-03-14" / "A01.txt"
    page.parent.mkdir(parents=True)
    page.write_text("小巷装上新路灯\n\n桂巷街道给三条小巷装上了路灯。\n")
    with open(os.devnull, "w") as nowhere:
        call_command("import_issue", str(page.parent), "--no-tagging", stdout=nowhere)
    assert Article.objects.pending_tagging().count() == 2
