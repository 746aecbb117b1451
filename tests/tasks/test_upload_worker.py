"""A large upload with a real worker on a real broker: read, confirmed, stored; and a worker killed on the way."""

import pytest

from tests.tasks.installation import Installation
from tests.tasks.test_worker import newsroom  # noqa: F401  the fixture

pytestmark = pytest.mark.services

SEND = """
from django.core.files.uploadedfile import SimpleUploadedFile
from articles import tasks
from articles.importing.uploads import upload_files
from tests.factories import make_user
text = "小巷装上新路灯\\n\\n桂巷街道给三条小巷装上了路灯。居民说，晚上出门亮堂多了。\\n" * 60
days = range(1, {days} + 1)
files = [(f"云汀日报/2026-03-{{day:02d}}/A{{number:02d}}.txt", SimpleUploadedFile("x", text.encode()))
         for day in days for number in range(1, 31)]
tasks.start_upload(upload_files.receive(files, make_user(), "zh-hans"))
"""
CONFIRM = """
from articles import tasks
from articles.importing.uploads import upload_job
from articles.models import Upload
upload = Upload.objects.get()
assert upload_job.confirm(upload, upload.user, upload.looks, publish=False)
assert not upload_job.confirm(upload, upload.user, upload.looks, publish=False)
tasks.start_upload(upload)
"""
WAIT = """
import time
from articles.models import Upload
end, seen = time.monotonic() + 50, set()
while time.monotonic() < end:
    upload = Upload.objects.get()
    seen.add(upload.done)
    if upload.state == "{state}" and upload.lease is None or {early}:
        break
    time.sleep(0.02)
print(upload.state, len(seen) > 2)
"""
COUNT = "from articles.models import *; print(Issue.objects.count(), Page.objects.count(), ImportRun.objects.count())"
LATER = """
from django.utils import timezone
from articles.models import Upload
Upload.objects.update(state="reading", lease=timezone.now())
"""
SWEEP = "from articles import tasks; tasks.sweep_uploads.delay()"


def test_a_large_upload_is_read_and_stored_by_a_worker(newsroom: Installation) -> None:  # noqa: F811
    newsroom.run(SEND.format(days=3))
    with newsroom.worker():
        assert newsroom.run(WAIT.format(state="ready", early="False")) == "ready True"
        assert newsroom.run(COUNT) == "0 0 0"
        newsroom.run(CONFIRM)
        assert newsroom.run(WAIT.format(state="done", early="False")).startswith("done")
    assert newsroom.run(COUNT) == "3 90 3"
    assert not list((newsroom.folder / "uploads").glob("*"))


def test_after_a_killed_worker_the_sweep_starts_it_again(newsroom: Installation) -> None:  # noqa: F811
    newsroom.run(SEND.format(days=3))
    with newsroom.worker():
        newsroom.run(WAIT.format(state="ready", early="upload.lease"))
    newsroom.run(LATER)
    with newsroom.worker():
        newsroom.run(SWEEP)
        assert newsroom.run(WAIT.format(state="ready", early="False")).startswith("ready")
