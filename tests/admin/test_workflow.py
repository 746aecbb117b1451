"""The workflow in the article's form: save and move at once, review reopened, corrections told."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from articles.editorial import workflow
from articles.models import Article, Author, Byline, Correction
from articles.models.choices import Status
from tests.admin.browser import change_url, fill
from tests.admin.conftest import client_of
from tests.factories import make_article, make_published, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]

BUTTONS = [
    ("save_and_submit", "change_article", Status.DRAFT, Status.IN_REVIEW),
    ("save_and_approve", "approve_article", Status.IN_REVIEW, Status.APPROVED),
    ("save_and_send_back", "approve_article", Status.IN_REVIEW, Status.DRAFT),
    ("save_and_publish", "publish_article", Status.APPROVED, Status.PUBLISHED),
    ("save_and_withdraw", "withdraw_article", Status.SCHEDULED, Status.WITHDRAWN),
]
TOMORROW = {"schedule_for_0": "2100-01-01", "schedule_for_1": "16:00"}


def press(client: Client, article: Article, button: str = "", **changes: Any) -> Any:
    pressed = {f"articles_article_{button}": ""} if button else {}
    url = change_url(article)
    response = client.post(url, fill(client.get(url), "article_form", **changes) | pressed)
    article.refresh_from_db()
    return response


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def make_in(status: Status) -> Article:
    return make_article(status=status, publish_at=timezone.now())


@pytest.mark.parametrize(("button", "right", "before", "after"), BUTTONS)
def test_article_is_saved_and_moved_with_one_button(
    button: str, right: str, before: Status, after: Status, staff_client: Callable[..., Client]
) -> None:
    article, client = make_in(before), staff_client("change_article", right)
    assert f'name="articles_article_{button}"' in client.get(change_url(article)).content.decode()
    press(client, article, button, position="7")
    assert (article.position, article.status) == (7, after)


@pytest.mark.parametrize(("button", "right", "before", "after"), BUTTONS[1:])
def test_button_without_the_right_is_not_offered_and_does_nothing(
    button: str, right: str, before: Status, after: Status, staff_client: Callable[..., Client]
) -> None:
    article, client = make_in(before), staff_client("change_article")
    assert button not in client.get(change_url(article)).content.decode()
    press(client, article, button)
    assert article.status == before


def test_edit_of_an_approved_text_is_reviewed_again_and_not_published(desk: Client) -> None:
    article = make_article(status=Status.APPROVED)
    response = press(desk, article, "save_and_publish", title="夜市搬到河边")
    assert (article.title, article.status) == ("夜市搬到河边", Status.IN_REVIEW)
    assert "The approved text was changed: it is in review again." in told(response)
    assert "1 article stayed as it was, because its status does not allow this." in told(response)


@pytest.mark.parametrize("change", [{"tag_names_new": "夜市"}, {"position": "7"}])
def test_what_readers_do_not_read_needs_no_new_review(change: dict[str, str], desk: Client) -> None:
    article = make_article(status=Status.APPROVED)
    press(desk, article, **change)
    assert (article.status, article.version) == (Status.APPROVED, 1)


def test_who_edits_may_submit_but_somebody_else_approves(desk: Client) -> None:
    article = make_article()
    press(desk, article, "save_and_submit", title="夜市搬到河边")
    assert "save_and_approve" not in desk.get(change_url(article)).content.decode()
    response = press(desk, article, "save_and_approve")
    assert article.status == Status.IN_REVIEW
    assert any("somebody else approves it" in line for line in told(response))
    second = client_of(make_user("second", is_staff=True, is_superuser=True))
    press(second, article, "save_and_approve")
    assert article.status == Status.APPROVED


def test_article_is_scheduled_to_the_minute(desk: Client) -> None:
    article = make_article(status=Status.APPROVED)
    press(desk, article, "save_and_schedule", **TOMORROW)
    assert (article.status, article.publish_at) == (
        Status.SCHEDULED,
        datetime(2100, 1, 1, 8, tzinfo=UTC),
    )


@pytest.mark.parametrize("day", ["", "2020-01-01"])
def test_schedule_without_a_time_to_come_is_refused(day: str, desk: Client) -> None:
    article = make_article(status=Status.APPROVED)
    response = press(
        desk,
        article,
        "save_and_schedule",
        schedule_for_0=day,
        schedule_for_1="16:00" if day else "",
    )
    assert "Give a time to come" in response.content.decode()
    assert article.status == Status.APPROVED


def test_schedule_of_what_is_not_approved_does_nothing(desk: Client) -> None:
    article = make_article()
    press(desk, article, "save_and_schedule", **TOMORROW)
    assert article.status == Status.DRAFT


def test_published_text_changes_only_with_a_word_to_the_readers(desk: Client) -> None:
    article = make_published(title="夜市搬新址")
    refused = press(desk, article, title="夜市搬到河边")
    assert "Readers have seen this article" in refused.content.decode()
    assert article.title == "夜市搬新址"
    press(desk, article, title="夜市搬到河边", correction="标题中的地点有误。")
    assert (article.title, article.status) == ("夜市搬到河边", Status.PUBLISHED)
    assert Correction.objects.get().note == "标题中的地点有误。"
    assert "标题中的地点有误。" in desk.get(change_url(article)).content.decode()


def test_published_byline_changes_only_with_a_word_to_the_readers(desk: Client) -> None:
    article = make_published()
    Byline.objects.create(article=article, author=Author.objects.create(name="江一苇"))
    assert press(desk, article, **{"bylines-0-role": "记者"}).status_code == 200
    assert article.bylines.get().role == ""
    press(desk, article, correction="署名有误。", **{"bylines-0-role": "记者"})
    assert article.bylines.get().role == "记者"


def test_published_article_is_closed_to_those_who_may_not_correct(
    staff_client: Callable[..., Client],
) -> None:
    article, client = make_published(), staff_client("view_article", "change_article")
    assert 'name="title"' not in client.get(change_url(article)).content.decode()
    assert client.post(change_url(article), {"title": "夜市搬到河边"}).status_code == 403


def test_correction_of_what_is_not_published_cannot_be_sent_in(desk: Client) -> None:
    article = make_article()
    press(desk, article, title="夜市搬到河边", correction="有误。")
    workflow.publish([article], None)
    assert not Correction.objects.exists()


def test_a_whole_issue_goes_out_and_names_what_is_not_ready(desk: Client) -> None:
    ready, draft = make_article(status=Status.APPROVED), make_article(title="还没写完")
    issue = ready.page.issue
    response = desk.post(
        "/admin/articles/issue/", {"action": "publish_issues", "_selected_action": [issue.pk]}
    )
    ready.refresh_from_db()
    assert ready.status == Status.PUBLISHED
    done, left = told(response)
    assert done == f"{issue}: 1 article was published."
    assert left.startswith("1 article is not ready:")
    assert change_url(draft) in left


def test_those_who_may_not_publish_are_not_offered_the_issue(
    staff_client: Callable[..., Client],
) -> None:
    make_article()
    client = staff_client("view_issue", "change_issue")
    assert "publish_issues" not in client.get("/admin/articles/issue/").content.decode()
