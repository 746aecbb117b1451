"""The trail a verb leaves: one version of each article that moved, none of the others."""

import pytest

from articles.editorial import history, workflow
from articles.models.choices import Act
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db


def test_each_moved_article_has_a_version_that_says_who_and_what() -> None:
    user = make_user(is_superuser=True)
    first, second = (
        make_article(title="夜市搬新址", status="approved"),
        make_article(status="approved"),
    )
    workflow.publish([first, second], user)
    version = history.versions_of(first).get()
    assert (version.history_user, version.act, version.status) == (user, Act.PUBLISH, "published")
    assert (version.title, version.version) == ("夜市搬新址", 1)
    assert history.versions_of(second).count() == 1


def test_article_that_stayed_has_no_version() -> None:
    article = make_published()
    workflow.publish([article], make_user(is_superuser=True))
    assert not history.versions_of(article).exists()


def test_what_the_system_did_has_no_name() -> None:
    article = make_article()
    workflow.publish([article], None)
    assert history.versions_of(article).get().history_user is None


def test_a_correction_keeps_its_note() -> None:
    article = make_published()
    workflow.correct(article, "地点有误。", make_user(is_superuser=True))
    version = history.versions_of(article).get()
    assert (version.act, version.history_change_reason) == (Act.CORRECT, "地点有误。")


def test_an_edit_of_what_was_approved_says_that_review_was_reopened() -> None:
    article, user = make_article(status="approved"), make_user(is_superuser=True)
    workflow.note_edits([article], user)
    assert history.versions_of(article).get().act == Act.REOPEN


def test_a_fault_while_writing_the_history_moves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("disk full")

    article = make_article(status="approved")
    monkeypatch.setattr(history, "record", fail)
    with pytest.raises(RuntimeError):
        workflow.publish([article], make_user(is_superuser=True))
    article.refresh_from_db()
    assert article.status == "approved"
