"""Takes files as the import command and as the desk's upload do, in a child with little memory and time."""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402  (needs Django set up, like all below)
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from articles.models import Article, Issue, Publication, Upload  # noqa: E402
from torture.harness.file_traps import TRAPS, damaged_zip  # noqa: E402
from torture.inside.dialogue import answer_questions  # noqa: E402

MEMORY = 1_500 * 2**20
SECONDS = 120  # by the clock; then it is killed
BACKEND = "django.contrib.auth.backends.ModelBackend"
IMPORT = "/admin/articles/importrun/import/"


def take_trap(name: str) -> dict[str, Any]:
    """What the command makes of a trap, and what the desk makes of it where a browser can send it."""
    with TemporaryDirectory() as folder:
        path = TRAPS[name](Path(folder))
        return _take(path)


def take_damaged_zip(seed: str) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        path = damaged_zip(Path(folder), Random(seed))
        return _take(path)


def _take(path: Path) -> dict[str, Any]:
    report = _in_child(path)
    report["stored"] = _stored_articles()
    _forget()
    report["upload"] = _upload_code(path) if path.is_file() else 0
    _forget()
    connection.close()
    return report


def _in_child(path: Path) -> dict[str, Any]:
    """How the command ends: `fine`, `refused` or `crashed`; its words, its seconds of work, its megabytes."""
    connection.close()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _import_and_exit(path, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8", errors="replace") as pipe:
        words = pipe.read()
    _pid, status, usage = os.wait4(pid, 0)
    endings = {0: "fine", 1: "refused"}
    return {
        "ending": endings.get(os.waitstatus_to_exitcode(status), "crashed"),
        "words": words,
        "seconds": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss // 1024,
    }


def _import_and_exit(path: Path, writing: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(SECONDS)
    words = ""
    code = 2
    try:
        call_command("import_issue", str(path), stdout=io.StringIO(), stderr=io.StringIO())
        code = 0
    except CommandError as refusal:
        words, code = str(refusal), 1
    except BaseException:  # noqa: BLE001  (what the command does not turn into a sentence)
        words = traceback.format_exc()
    os.write(writing, words.encode("utf-8", "replace")[:60_000])
    sys.stderr.flush()
    os._exit(code)


def _stored_articles() -> int:
    """How many articles are stored; -1 for an issue without any."""
    articles = Article.objects.count()
    return articles or -Issue.objects.count()


def _forget() -> None:
    Article.objects.all().delete()
    Issue.objects.all().delete()
    Publication.objects.all().delete()


def _upload_code(path: Path) -> int:
    """The worst status of sending the file at the desk and of looking at its preview."""
    user, _is_new = User.objects.get_or_create(
        username="importer", defaults={"is_staff": True, "is_superuser": True}
    )
    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
    client.force_login(user, backend=BACKEND)
    name = path.name.encode("utf-8", "replace").decode()
    file = SimpleUploadedFile(name, path.read_bytes())
    answer = client.post(
        IMPORT, {"files": [file], "paths": json.dumps([f"云汀日报/2026-03-12/{name}"])}
    )
    codes = [answer.status_code]
    for upload in Upload.objects.all():
        preview = client.get(reverse("admin:articles_importrun_upload", args=[upload.pk]))
        codes.append(preview.status_code)
    Upload.objects.all().delete()
    return max(codes)


if __name__ == "__main__":
    answer_questions({"take_trap": take_trap, "take_damaged_zip": take_damaged_zip})
