"""The trail a verb leaves: one entry for each article that moved, none for the others."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.utils import translation

from articles import publishing
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db


def test_each_moved_article_has_an_entry_that_says_who_and_what() -> None:
    user = make_user(is_superuser=True)
    first, second = make_article(title="夜市搬新址", status="approved"), make_article(status="approved")
    with translation.override("en"):
        publishing.publish([first, second], user)
    entry = LogEntry.objects.get(object_id=str(first.pk))
    assert entry.user_id == user.pk
    assert entry.action_flag == CHANGE
    assert entry.object_repr == "夜市搬新址"
    assert entry.get_change_message() == "Published."
    assert LogEntry.objects.count() == 2


def test_article_that_stayed_has_no_entry() -> None:
    publishing.publish([make_published()], make_user(is_superuser=True))
    assert not LogEntry.objects.exists()


def test_the_system_has_no_name_to_write() -> None:
    publishing.publish([make_article()], None)
    assert not LogEntry.objects.exists()


def test_a_fault_while_writing_the_history_moves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("disk full")

    article = make_article(status="approved")
    monkeypatch.setattr(type(LogEntry.objects), "log_actions", fail)
    with pytest.raises(RuntimeError):
        publishing.publish([article], make_user(is_superuser=True))
    article.refresh_from_db()
    assert article.status == "approved"
