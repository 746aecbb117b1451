"""Races between threads of one newsroom: each begins at one barrier, and what is left is counted.

Every action returns what went wrong: `lost`, `half_done`, `server_errors`, and `faults` as sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from threading import Barrier
from typing import Any

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402  (needs Django set up, like all below)
from django.db import Error as DatabaseError  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from articles import tasks  # noqa: E402
from articles.editorial import workflow  # noqa: E402
from articles.importing.issues import Identity  # noqa: E402
from articles.importing.run import import_issues  # noqa: E402
from articles.models import Article, ArticleTag, Conflict, Tag  # noqa: E402
from articles.models.choices import Status, TaggingState  # noqa: E402
from articles.tagging import article_tagging, vocabulary  # noqa: E402
from tests.admin.browser import change_url, fill  # noqa: E402
from tests.factories import make_article  # noqa: E402
from torture.inside.dialogue import answer_questions  # noqa: E402

BACKEND = "django.contrib.auth.backends.ModelBackend"
_DISTRICTS = ("渌口区", "天元区", "石峰区", "芦淞区")
_numbers = count(1)

Report = dict[str, Any]


def save_at_once(editors: int) -> Report:
    """So many editors open an article and save it at once: one save counts, the others are refused."""
    article = make_article(title="夜市搬新址")
    clients = [_client_of(f"editor{number}") for number in range(editors)]
    url = change_url(article)
    forms = [client.get(url) for client in clients]
    titles = [f"夜市搬到第{number}座桥下" for number in range(editors)]

    def save(number: int) -> int:
        form = fill(forms[number], "article_form", title=titles[number])
        return clients[number].post(url, form).status_code

    codes, faults = _race([partial(save, number) for number in range(editors)])
    article.refresh_from_db()
    accepted = [title for title, code in zip(titles, codes, strict=True) if code == 302]
    kept = [title for title in accepted if title == article.title]
    return {
        "lost": len(accepted) - len(kept),
        "half_done": 0 if accepted else 1,
        "server_errors": sum(1 for code in codes if code is not None and code >= 500),
        "faults": faults,
    }


def publish_during_import(first: str, corrected: str) -> Report:
    """An issue is published while its corrected pages come in: whole, and nothing changed unseen."""
    _import(first)
    issue = Article.objects.latest("pk").page.issue_id
    articles = Article.objects.filter(page__issue=issue)
    bodies = dict(articles.values_list("title", "body"))
    _codes, faults = _race(
        [
            lambda: workflow.publish(articles.filter(status=Status.DRAFT), None),
            lambda: _import(corrected),
        ]
    )
    conflicts = set(Conflict.objects.values_list("article__title", flat=True))
    ignored = [
        title
        for title, body in articles.values_list("title", "body")
        if body == bodies.get(title) and title not in conflicts
    ]
    unpublished = articles.exclude(status=Status.PUBLISHED).count()
    return {
        "lost": len(ignored),
        "half_done": unpublished + abs(len(bodies) - articles.count()),
        "server_errors": 0,
        "faults": faults,
    }


def merge_during_tagging(articles: int) -> Report:
    """Tags are merged while articles get them: no link is lost or doubled, and no tag comes back."""
    number = next(_numbers)
    district = _DISTRICTS[number % len(_DISTRICTS)]
    made = [
        make_article(
            title=f"{district}夜市开张",
            body=f"{district}的夜市昨晚开张,{district}的居民都来了。" * 3,
        )
        for _ in range(articles)
    ]
    pks = [article.pk for article in made]
    article_tagging.tag(pks)
    source = Tag.objects.filter(article_tags__content_object__in=pks).order_by("-name").first()
    if source is None:
        return {"lost": 0, "half_done": 0, "server_errors": 0, "faults": ["no article got a tag"]}
    with_source = set(vocabulary.articles_of([source]))
    target = Tag.objects.create(name=f"合并后{number}", slug=f"merged-{number}")
    source_name = source.name
    _answers, faults = _race(
        [
            lambda: _tag_again(pks),
            lambda: _tag_again(pks),
            lambda: vocabulary.merge([source], target),
        ]
    )
    article_tagging.request_tagging(pks)
    tasks.tag_articles.delay(pks)
    waiting = Article.objects.filter(pk__in=pks).exclude(tagging_state=TaggingState.DONE).count()
    with_target = set(vocabulary.articles_of([target]))
    is_back = Tag.objects.filter(name=source_name).exists()
    links = ArticleTag.objects.filter(content_object__in=pks)
    doubled = links.count() - links.values("content_object", "tag").distinct().count()
    return {
        "lost": len(with_source - with_target) + waiting,
        "half_done": doubled + is_back,
        "server_errors": 0,
        "faults": faults,
    }


def _client_of(name: str) -> Client:
    user, _is_new = User.objects.get_or_create(
        username=name, defaults={"is_staff": True, "is_superuser": True}
    )
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(user, backend=BACKEND)
    return client


def _import(folder: str) -> None:
    for result in import_issues([Path(folder)], Identity()):
        if result.faults:
            raise RuntimeError("; ".join(result.faults))


def _tag_again(pks: list[int]) -> None:
    article_tagging.request_tagging(pks)
    result = tasks.tag_articles.delay(pks)
    if not result.successful():
        raise RuntimeError(f"tagging ended as {result.state}: {result.result}")


def _race(runners: Sequence[Callable[[], Any]]) -> tuple[list[Any], list[str]]:
    """What the runners return, None for those that fail; and a sentence for each that fails."""
    barrier = Barrier(len(runners))
    faults: list[str] = []

    def run(runner: Callable[[], Any]) -> Any:
        try:
            barrier.wait()
            return runner()
        except (RuntimeError, DatabaseError) as fault:
            faults.append(f"{type(fault).__name__}: {fault}")
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(runners)) as pool:
        answers = list(pool.map(run, runners))
    return answers, faults


if __name__ == "__main__":
    answer_questions(
        {
            "save_at_once": save_at_once,
            "publish_during_import": publish_during_import,
            "merge_during_tagging": merge_during_tagging,
        }
    )
