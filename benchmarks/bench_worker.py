"""What the way through Celery costs: `make bench-tagging` runs it where PostgreSQL and Redis answer.

The same articles are tagged in the same batches by `tag_articles` called directly in one process, and by a real
worker with one child behind Redis; on one PostgreSQL, by turns, the better of the rounds of each. Clock time,
from the first batch to the last article done; both have the dictionary loaded before.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import pytest  # noqa: E402 - of the path above

from benchmarks.bench_tagging import texts  # noqa: E402
from tests.services import forget_queue, postgres_database, redis_url  # noqa: E402
from tests.tasks.installation import Installation, install  # noqa: E402

WANTED_RATIO = 0.9
ROUNDS = 3

BEGIN = """
import json, time
from articles import tasks
from articles.models.choices import TaggingState
from articles.models import Article, ArticleTag
from articles.tagging import article_tagging
def again():
    # As they come in: without tags, or the first round alone would have had them to write.
    ArticleTag.objects.all().delete()
    pks = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    article_tagging.request_tagging(pks)
    return pks
"""
MAKE = f"""{BEGIN}
from tests.factories import make_page
page = make_page()
rows = json.load(open({{rows!r}}))
Article.objects.bulk_create(
    Article(page=page, position=number, title=title[:200], body="\\n\\n".join(filter(None, text.split("\\n"))))
    for number, (title, text) in enumerate(rows)
)
"""
DIRECTLY = f"""{BEGIN}
tasks.tag_articles(again()[: tasks.BATCH])
pks = again()
start = time.monotonic()
for first in range(0, len(pks), tasks.BATCH):
    tasks.tag_articles(pks[first : first + tasks.BATCH])
print(len(pks) / (time.monotonic() - start))
"""
THROUGH_CELERY = f"""{BEGIN}
def wait():
    while Article.objects.pending_tagging().exists():
        time.sleep(0.1)
pks = again()
Article.objects.exclude(pk__in=pks[: tasks.BATCH]).update(tagging_state=TaggingState.DONE)
tasks.wake_tagging(pks[: tasks.BATCH])
wait()
again()
start = time.monotonic()
tasks.wake_tagging(pks)
wait()
print(len(pks) / (time.monotonic() - start))
"""


def measure(newsroom: Installation, rows: Path) -> tuple[float, float]:
    """Articles a second, directly and through Celery."""
    newsroom.run(MAKE.format(rows=str(rows)))
    directly, through_celery = [], []
    with newsroom.worker():
        for _ in range(ROUNDS):
            directly.append(float(newsroom.run(DIRECTLY)))
            through_celery.append(float(newsroom.run(THROUGH_CELERY)))
    return max(directly), max(through_celery)


def measured(path: Path | None) -> tuple[float, float]:
    """In an installation of its own, with a database and a queue that are gone afterwards."""
    broker, queue = redis_url(db=14), f"newsroom-bench-{uuid4().hex}"
    with (
        tempfile.TemporaryDirectory(prefix="bench-worker-") as name,
        postgres_database() as database,
    ):
        rows = Path(name) / "rows.json"
        rows.write_text(json.dumps(texts(path)), encoding="utf-8")
        try:
            newsroom = install(
                Path(name), CELERY_BROKER_URL=broker, CELERY_QUEUE=queue, DATABASE_URL=database
            )
            return measure(newsroom, rows)
        finally:
            forget_queue(broker, queue)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
    parser.add_argument(
        "--check", action="store_true", help="fail where less is reached than is wanted"
    )
    options = parser.parse_args()
    try:
        directly, through_celery = measured(options.file)
    except pytest.skip.Exception as missing:
        print(f"the way through Celery is not measured: {missing}")
        return int(options.check)
    print(f"called directly  {directly:7.0f} articles/s, stored in PostgreSQL")
    print(f"through Celery   {through_celery:7.0f} articles/s")
    print(f"{through_celery / directly:.2f} of the direct way (wanted {WANTED_RATIO})")
    return int(options.check and through_celery < WANTED_RATIO * directly)


if __name__ == "__main__":
    sys.exit(main())
