"""Two newsrooms on one number of one Redis: neither shows the other's pages nor does its work."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from uuid import uuid4

import pytest
import redis
from django.db import connection

from tests.services import postgres_database, redis_url
from tests.tasks.installation import Installation, install
from tests.tasks.test_worker import MAKE, WAIT

pytestmark = pytest.mark.services

PUBLISH = """
from tests.factories import make_issue, make_page, make_publication, make_published
paper = make_publication(name="{name}")
make_published(page=make_page(issue=make_issue(publication=paper)), title="{name}头条")
"""
LOOK = """
from django.test import Client
for _ in range(2):
    page = Client().get("/", headers={"host": "127.0.0.1"}).content.decode()
print([name for name in ("云汀日报", "云汀晚报") if name in page])
"""
NAMES = ("云汀日报", "云汀晚报")


@pytest.fixture
def newsrooms(tmp_path: Path) -> Iterator[list[Installation]]:
    hosts = [f"{uuid4().hex}.example.org" for _ in NAMES]
    redis_of_both = redis_url(db=14)
    with ExitStack() as stack:
        installations = []
        for host in hosts:
            folder = tmp_path / host
            folder.mkdir()
            database = (
                stack.enter_context(postgres_database())
                if connection.vendor == "postgresql"
                else f"sqlite:///{folder}/newsroom.sqlite3"
            )
            installations.append(
                install(
                    folder,
                    SITE_URL=f"http://{host}",
                    CACHE_URL=redis_of_both,
                    CELERY_BROKER_URL=redis_of_both,
                    DATABASE_URL=database,
                )
            )
        yield installations
        with closing(redis.Redis.from_url(redis_of_both)) as client:
            for key in client.scan_iter("*"):
                if any(host.encode() in key for host in hosts):
                    client.delete(key)


def test_each_shows_its_own_front_page(newsrooms: list[Installation]) -> None:
    for newsroom, name in zip(newsrooms, NAMES, strict=True):
        newsroom.run(PUBLISH.format(name=name))
        assert newsroom.run(LOOK) == str([name])
    assert newsrooms[0].run(LOOK) == str([NAMES[0]])


def test_each_worker_takes_messages_of_its_own_newsroom(newsrooms: list[Installation]) -> None:
    mine, other = newsrooms
    mine.run(MAKE.format(count=60))
    other.run(MAKE.format(count=10))
    with other.worker():
        log = other.folder / "worker.log"
        assert other.run(WAIT.format(count=10)) == "10", log.read_text()
    assert mine.run(WAIT.format(count=0)) == "0"
    with mine.worker():
        log = mine.folder / "worker.log"
        assert mine.run(WAIT.format(count=60)) == "60", log.read_text()


def test_every_key_in_redis_carries_the_name_of_its_newsroom(
    newsrooms: list[Installation],
) -> None:
    client = redis.Redis.from_url(redis_url(db=14))
    known = set(client.scan_iter("*"))
    mine, _other = newsrooms
    host = mine.environment["SITE_URL"].removeprefix("http://")
    mine.run(PUBLISH.format(name=NAMES[0]))
    mine.run(LOOK)
    mine.run(MAKE.format(count=60))
    with mine.worker():
        mine.run(WAIT.format(count=60))
        keys = set(client.scan_iter("*")) - known
    client.close()
    own = [key for key in keys if host.encode() in key]
    assert any(b":page:" in key for key in own)
    assert any(b"_kombu" in key for key in own)
    strangers = [key for key in keys if b"kombu" in key or b"unacked" in key or b"celery" in key]
    assert [key for key in strangers if host.encode() not in key] == []
