"""Which verb moves an article from which status, and what it writes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.utils import timezone

from articles.editorial import workflow
from articles.models import Article
from articles.models.choices import Status
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db

LATER = datetime(2100, 1, 1, 8, tzinfo=UTC)
S = Status
Verb = Callable[[list[Article], User | AnonymousUser | None], int]
VERBS: dict[str, tuple[Verb, Status]] = {
    "submit": (workflow.submit, S.IN_REVIEW),
    "approve": (workflow.approve, S.APPROVED),
    "send_back": (workflow.send_back, S.DRAFT),
    "publish": (workflow.publish, S.PUBLISHED),
    "schedule": (lambda articles, user: workflow.schedule(articles, LATER, user), S.SCHEDULED),
    "withdraw": (workflow.withdraw, S.WITHDRAWN),
}
# What a user with every right may do.
ALLOWED = {
    "submit": {S.DRAFT},
    "approve": {S.IN_REVIEW, S.WITHDRAWN},
    "send_back": {S.IN_REVIEW, S.APPROVED, S.SCHEDULED},
    "publish": {S.APPROVED, S.SCHEDULED, S.WITHDRAWN},
    "schedule": {S.APPROVED, S.SCHEDULED},
    "withdraw": {S.PUBLISHED, S.SCHEDULED},
}
# And what the system may do in addition: what was printed is approved.
OF_THE_SYSTEM = {"publish": {S.DRAFT, S.IN_REVIEW}, "schedule": {S.DRAFT, S.IN_REVIEW}}
ORIGIN = {name: min(allowed) for name, allowed in ALLOWED.items()}


def make_in(status: Status) -> Article:
    needs_time = status in (Status.SCHEDULED, Status.PUBLISHED)
    return make_article(status=status, publish_at=timezone.now() if needs_time else None)


@pytest.mark.parametrize("who", ["user", "system"])
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("verb", VERBS)
def test_verb_moves_only_from_the_statuses_it_starts_at(
    verb: str, status: Status, who: str
) -> None:
    article = make_in(status)
    move, target = VERBS[verb]
    user = make_user(is_superuser=True) if who == "user" else None
    allowed = status in ALLOWED[verb] or (user is None and status in OF_THE_SYSTEM.get(verb, set()))
    assert move([article], user) == int(allowed)
    article.refresh_from_db()
    assert article.status == (target if allowed else status)
    assert article.version == int(allowed)


@pytest.mark.parametrize("verb", VERBS)
def test_saying_it_twice_moves_nothing_the_second_time(verb: str) -> None:
    article = make_in(ORIGIN[verb])
    move, _ = VERBS[verb]
    assert move([article], None) == 1
    assert move([article], None) == 0
    article.refresh_from_db()
    assert article.version == 1


def test_publishing_makes_an_article_public_at_once() -> None:
    article = make_article(status=Status.SCHEDULED, publish_at=LATER)
    workflow.publish([article], None)
    assert list(Article.objects.published()) == [article]


def test_moving_tells_when_the_article_last_changed() -> None:
    article = make_article()
    Article.objects.update(updated_at=timezone.now() - timedelta(days=2))
    workflow.publish([article], None)
    article.refresh_from_db()
    assert timezone.now() - article.updated_at < timedelta(minutes=1)


def test_withdrawn_article_keeps_the_time_it_was_public_from() -> None:
    article = make_published(publish_at=datetime(2026, 3, 12, 6, tzinfo=UTC))
    workflow.withdraw([article], None)
    article.refresh_from_db()
    assert article.publish_at == datetime(2026, 3, 12, 6, tzinfo=UTC)


def test_withdrawn_article_that_was_never_public_has_no_time() -> None:
    article = make_article(status=Status.SCHEDULED, publish_at=LATER)
    workflow.withdraw([article], None)
    article.refresh_from_db()
    assert article.publish_at is None


def test_schedule_can_be_moved_to_another_time() -> None:
    article = make_article()
    workflow.schedule([article], LATER, None)
    assert workflow.schedule([article], LATER + timedelta(hours=1), None) == 1
    article.refresh_from_db()
    assert article.publish_at == LATER + timedelta(hours=1)


def test_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        workflow.schedule([make_article()], datetime(2100, 1, 1, 8), None)  # noqa: DTZ001


@pytest.mark.parametrize(("status", "after"), [(Status.SCHEDULED, None), (Status.APPROVED, LATER)])
def test_sent_back_article_loses_the_time_it_was_to_go_out_at(
    status: Status, after: datetime | None
) -> None:
    article = make_article(status=status, publish_at=LATER)
    workflow.send_back([article], None)
    article.refresh_from_db()
    assert article.publish_at == after
