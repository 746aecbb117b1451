"""What people do at the desk, and what they leave: imports, tagging, sessions, addresses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402  (needs Django set up, like all below)
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import tasks  # noqa: E402
from articles.editorial import workflow  # noqa: E402
from articles.importing.issues import Identity  # noqa: E402
from articles.importing.publishing import Publishing  # noqa: E402
from articles.importing.run import import_issues  # noqa: E402
from articles.models import Article  # noqa: E402
from articles.models.choices import TaggingState  # noqa: E402
from torture.inside.dialogue import answer_questions  # noqa: E402
from torture.inside.public_addresses import public_addresses  # noqa: E402

BACKEND = "django.contrib.auth.backends.ModelBackend"


def bring_issue(folder: str, publishing: str = Publishing.ALL) -> list[str]:
    """Import as the command does, with its wake-up of the tagger; returns the faults."""
    faults: list[str] = []
    for result in import_issues([Path(folder)], Identity(), publish=Publishing(publishing)):
        faults += result.faults
        tasks.wake_tagging(result.retag)
    return faults


def count_articles() -> dict[str, int]:
    """How many articles there are, and how many of them have been tagged."""
    articles = Article.objects.all()
    tagged = articles.filter(tagging_state=TaggingState.DONE)
    return {"articles": articles.count(), "tagged": tagged.count()}


def sweep() -> None:
    """What the beat does every minute, as if all leases were over; done here, without a broker."""
    Article.objects.pending_tagging().update(tagging_lease=timezone.now())
    tasks.sweep_pending()


def publish_all() -> int:
    return workflow.publish(Article.objects.all(), None)


def addresses(most_names: int = 20) -> list[str]:
    return list(public_addresses(most_names=most_names))


def article_keys() -> list[int]:
    return list(Article.objects.order_by("pk").values_list("pk", flat=True))


def missing_saves(saves: list[tuple[int, str]]) -> int:
    """How many of these saves (article, title) stand neither in the article nor in its history."""
    versions = apps.get_model("articles", "ArticleVersion")._default_manager
    missing = 0
    for pk, title in saves:
        is_now = Article.objects.filter(pk=pk, title=title).exists()
        missing += not is_now and not versions.filter(id=pk, title=title).exists()
    return missing


def make_owner(name: str, password: str) -> None:
    """An account at the desk whose password somebody will guess."""
    User.objects.create_user(name, password=password, is_staff=True, is_superuser=True)


def sign_in(name: str) -> str:
    """The cookie of the session of somebody who may do everything."""
    user, _is_new = User.objects.get_or_create(
        username=name, defaults={"is_staff": True, "is_superuser": True}
    )
    client = Client()
    client.force_login(user, backend=BACKEND)
    cookie: Any = client.cookies[settings.SESSION_COOKIE_NAME]
    return f"{settings.SESSION_COOKIE_NAME}={cookie.value}"


if __name__ == "__main__":
    answer_questions(
        {
            "bring_issue": bring_issue,
            "count_articles": count_articles,
            "sweep": sweep,
            "publish_all": publish_all,
            "addresses": addresses,
            "article_keys": article_keys,
            "missing_saves": missing_saves,
            "make_owner": make_owner,
            "sign_in": sign_in,
        }
    )
