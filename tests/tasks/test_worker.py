"""A real worker process on a real broker."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from tests.services import forget_queue, postgres_database, redis_url
from tests.tasks.installation import Installation, install

pytestmark = pytest.mark.services

MAKE = """
from articles import tasks
from articles.models import Article
from tests.factories import make_page
page = make_page()
body = "桂巷街道给三条小巷装上了路灯。\\n\\n## 路灯\\n\\n路灯照亮小巷,居民议事会选定了路灯的位置。" * 5
Article.objects.bulk_create(Article(page=page, title="小巷装上新路灯", body=body) for _ in range({count}))
tasks.wake_tagging(list(Article.objects.values_list("pk", flat=True)))
"""
WAIT = """
import time
from articles.models.choices import TaggingState
from articles.models import Article
done = Article.objects.filter(tagging_state=TaggingState.DONE)
end = time.monotonic() + 40
while done.count() < {count} and time.monotonic() < end:
    time.sleep(0.05)
print(done.count())
"""
LOSE_MESSAGES = """
from articles.models import Article
from django.utils import timezone
from newsroom.celery import app
with app.connection_for_write() as connection:
    connection.default_channel.queue_purge(app.conf.task_default_queue)
Article.objects.pending_tagging().update(tagging_lease=timezone.now())
print(Article.objects.pending_tagging().count())
"""
# Articles that an attempt began and did not end.
BEGUN = """
from articles.models import Article
print(Article.objects.pending_tagging().filter(tagging_attempts__gt=0).count())
"""
SWEEP = "from articles import tasks; tasks.sweep_pending.delay()"
TAGS = """
from articles.models import Article
print(sorted({str(tag) for article in Article.objects.all() for tag in article.tags.all()}))
print(Article.objects.filter(article_tags=None).count())
"""


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Installation]:
    """An installation with a queue of its own, on the kind of database the suite runs on."""
    with ExitStack() as stack:
        database = (
            stack.enter_context(postgres_database())
            if connection.vendor == "postgresql"
            else f"sqlite:///{tmp_path}/newsroom.sqlite3"
        )
        broker, queue = redis_url(db=14), f"newsroom-test-{uuid4().hex}"
        yield install(tmp_path, CELERY_BROKER_URL=broker, CELERY_QUEUE=queue, DATABASE_URL=database)
        forget_queue(broker, queue)


def test_articles_are_tagged_by_a_worker(newsroom: Installation) -> None:
    newsroom.run(MAKE.format(count=60))
    assert newsroom.run(WAIT.format(count=0)) == "0"
    with newsroom.worker():
        assert newsroom.run(WAIT.format(count=60)) == "60", (
            newsroom.folder / "worker.log"
        ).read_text()
    tags, untagged = newsroom.run(TAGS).splitlines()
    assert "路灯" in tags
    assert untagged == "0"


def test_a_killed_worker_and_lost_messages_lose_no_article(newsroom: Installation) -> None:
    newsroom.run(MAKE.format(count=600))
    with newsroom.worker():
        assert int(newsroom.run(WAIT.format(count=1))) > 0, (
            newsroom.folder / "worker.log"
        ).read_text()
    assert int(newsroom.run(LOSE_MESSAGES)) > 0
    with newsroom.worker():
        newsroom.run(SWEEP)
        assert newsroom.run(WAIT.format(count=600)) == "600", (
            newsroom.folder / "worker.log"
        ).read_text()


def test_a_worker_that_is_told_to_end_finishes_its_task_and_gives_back_the_rest(
    newsroom: Installation,
) -> None:
    newsroom.run(MAKE.format(count=600))
    with newsroom.worker() as worker:
        log = newsroom.folder / "worker.log"
        assert int(newsroom.run(WAIT.format(count=1))) > 0, log.read_text()
        worker.terminate()
        assert worker.wait(60) == 0
    assert newsroom.run(BEGUN) == "0"
    with newsroom.worker():  # without a sweep
        assert newsroom.run(WAIT.format(count=600)) == "600", log.read_text()
