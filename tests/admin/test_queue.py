"""The review queue: in order of need, from one article to the next, and out of it by accepting."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Author
from articles.models.choices import Status, TagOrigin
from tests.admin.browser import change_url, fill
from tests.factories import make_article, make_issue, make_page, make_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]

QUEUE = "/admin/articles/article/queue/"
PROBLEM = [{"code": "missing_end", "spans": []}]


def order(client: Client, issue: str = "") -> list[Article]:
    return [
        row for row, *_rest in client.get(QUEUE, {"issue": issue} if issue else {}).context["rows"]
    ]


def opened(client: Client, article: Article, of: str = "all") -> Any:
    return client.get(f"{change_url(article)}?queue={of}")


def press(client: Client, article: Article, button: str, of: str = "all", **changes: Any) -> Any:
    form = fill(opened(client, article, of), "article_form", **changes)
    return client.post(f"{change_url(article)}?queue={of}", form | {button: ""})


def accept(client: Client, article: Article, **changes: Any) -> Any:
    return press(client, article, "_accept", **changes)


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def make_queue(*confidences: float) -> list[Article]:
    return [make_article(confidence=confidence) for confidence in confidences]


def test_what_is_doubtful_comes_first_then_what_has_problems_then_as_printed(desk: Client) -> None:
    by_hand = make_article(confidence=None)
    sure, same_page, with_problem = (
        make_article(confidence=0.92),
        make_article(confidence=0.91),
        make_article(confidence=0.93, problems=PROBLEM),
    )
    doubtful = make_article(confidence=0.31)
    assert order(desk) == [doubtful, with_problem, sure, same_page, by_hand]


def test_only_what_is_not_approved_waits(desk: Client) -> None:
    make_published()
    for status in (Status.APPROVED, Status.WITHDRAWN):
        make_article(status=status)
    waiting = [make_article(status=status) for status in (Status.DRAFT, Status.IN_REVIEW)]
    assert order(desk) == waiting


def test_queue_of_one_issue(desk: Client) -> None:
    make_article()
    other = make_article(page=make_page(issue=make_issue(date=date(2026, 3, 13))))
    assert order(desk, str(other.page.issue_id)) == [other]


def test_who_may_not_approve_is_asked_for_drafts_only(staff_client: Callable[..., Client]) -> None:
    draft, _in_review = make_article(), make_article(status=Status.IN_REVIEW)
    assert order(staff_client("view_article", "change_article")) == [draft]


def test_own_edits_wait_for_somebody_else(desk: Client, chief: Any) -> None:
    article = make_article(status=Status.IN_REVIEW)
    article.edited_by.add(chief)
    assert order(desk) == []


def test_an_article_leads_to_its_neighbours_and_says_how_many_are_left(desk: Client) -> None:
    first, second, third = make_queue(0.1, 0.3, 0.5)
    position = opened(desk, second).context["queue_position"]
    assert (position.left, position.following) == (3, third.pk)
    assert position.before == f"{change_url(first)}?queue=all"
    assert position.after == f"{change_url(third)}?queue=all"
    assert opened(desk, first).context["queue_position"].before == ""
    assert opened(desk, third).context["queue_position"].after == ""


def test_article_that_is_out_of_the_queue_leads_back_into_it(desk: Client) -> None:
    (first,) = make_queue(0.1)
    response = opened(desk, make_article(status=Status.APPROVED))
    assert response.context["queue_position"].following == first.pk
    assert "_accept" not in response.content.decode()


def test_article_opened_from_elsewhere_has_no_place(desk: Client) -> None:
    assert desk.get(change_url(make_article())).context["queue_position"] is None


def test_accepted_article_is_approved_and_the_next_one_opens(desk: Client) -> None:
    first, second = make_queue(0.1, 0.3)
    response = accept(desk, first)
    first.refresh_from_db()
    assert first.status == Status.APPROVED
    assert messages_of(response) == [f"“{first.title}” was approved."]
    assert response.headers["Location"] == f"{change_url(second)}?queue=all"


@pytest.mark.parametrize("button", ["submit", "approve", "send_back", "publish"])
def test_every_decision_on_an_article_of_the_queue_opens_the_next_one(
    button: str, desk: Client
) -> None:
    status = {"submit": Status.DRAFT, "publish": Status.APPROVED}.get(button)
    first, second = make_queue(0.1, 0.3)
    decided = make_article(status=status or Status.IN_REVIEW, confidence=0.2)
    response = press(desk, decided, f"articles_article_save_and_{button}")
    following = (
        second if status is not Status.APPROVED else first
    )  # out of the queue: it has no place there
    assert response.headers["Location"] == f"{change_url(following)}?queue=all"


def test_saved_without_a_decision_it_leads_on_too(desk: Client) -> None:
    first, second = make_queue(0.1, 0.3)
    assert press(desk, first, "_save").headers["Location"] == f"{change_url(second)}?queue=all"


def test_save_and_continue_stays_in_the_queue(desk: Client) -> None:
    first, _second = make_queue(0.1, 0.3)
    assert press(desk, first, "_continue").headers["Location"] == f"{change_url(first)}?queue=all"


def test_the_end_of_the_queue_of_an_issue_leads_to_that_queue(desk: Client) -> None:
    (last,) = make_queue(0.1)
    of = str(last.page.issue_id)
    assert press(desk, last, "_accept", of).headers["Location"] == f"{QUEUE}?issue={of}"


def test_from_elsewhere_a_save_leads_to_the_list(desk: Client) -> None:
    first, _second = make_queue(0.1, 0.3)
    response = desk.post(change_url(first), fill(desk.get(change_url(first)), "article_form"))
    assert response.headers["Location"] == "/admin/articles/article/"


def test_article_that_was_changed_while_it_was_accepted_waits_for_somebody_else(
    desk: Client,
) -> None:
    first, second = make_queue(0.1, 0.3)
    response = accept(desk, first, title="夜市搬到河边")
    first.refresh_from_db()
    assert (first.title, first.status) == ("夜市搬到河边", Status.IN_REVIEW)
    assert messages_of(response) == [
        "“夜市搬到河边” waits for review: you changed it, so somebody else approves it."
    ]
    assert response.headers["Location"] == f"{change_url(second)}?queue=all"


def test_accepting_without_the_right_to_approve_submits(
    staff_client: Callable[..., Client],
) -> None:
    (article,) = make_queue(0.1)
    response = accept(staff_client("view_article", "change_article"), article)
    article.refresh_from_db()
    assert article.status == Status.IN_REVIEW
    assert response.headers["Location"] == f"{QUEUE}?issue=all"


def test_article_that_somebody_else_approved_meanwhile_says_its_status(desk: Client) -> None:
    article = make_article(status=Status.APPROVED)
    response = accept(desk, article)
    assert messages_of(response) == [
        f"“{article.title}” stayed as it was, because its status is “Approved”."
    ]


def test_article_in_review_is_not_submitted_twice(staff_client: Callable[..., Client]) -> None:
    article = make_article(status=Status.IN_REVIEW)
    response = accept(staff_client("view_article", "change_article"), article)
    article.refresh_from_db()
    assert article.status == Status.IN_REVIEW
    assert messages_of(response) == [
        f"“{article.title}” stayed as it was, because its status is “In review”."
    ]


def test_draft_that_the_user_changed_before_waits_for_somebody_else(
    desk: Client, chief: Any
) -> None:
    article = make_article()
    article.edited_by.add(chief)
    response = accept(desk, article)
    assert messages_of(response) == [
        f"“{article.title}” waits for review: you changed it, so somebody else approves it."
    ]


def test_last_one_skipped_before_is_opened_again(desk: Client) -> None:
    first, last = make_queue(0.1, 0.3)
    assert accept(desk, last).headers["Location"] == f"{change_url(first)}?queue=all"


@pytest.mark.parametrize("of", ["nothing", "99999999", "-1"])
def test_address_nobody_gave_out_is_answered(of: str, desk: Client) -> None:
    article = make_article()
    assert opened(desk, article, of).status_code == 200
    assert desk.get(QUEUE, {"issue": of}).status_code == 200


def test_a_long_queue_takes_few_queries(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_queue(*[0.5] * 60)
    with django_assert_max_num_queries(7):
        assert len(order(desk)) == 50


def test_an_article_of_a_long_queue_opens_with_few_queries(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first, *_others = make_queue(*[0.5] * 60)
    for number in range(5):
        first.bylines.create(author=Author.objects.create(name=f"江一苇{number}"), order=number)
    opened(desk, first)  # kinds of rows are looked up once in a process
    with django_assert_max_num_queries(11):
        assert opened(desk, first).context["queue_position"].left == 60


def test_neighbours_are_found_beyond_the_first_steps_of_confidence(desk: Client) -> None:
    """The queue is cut off after the steps that can be shown; nothing that is shown may be missing."""
    queue = make_queue(*[number / 100 for number in range(60)])
    none = make_article(confidence=None)
    assert order(desk) == queue[:50]
    assert (
        opened(desk, none).context["queue_position"].before == f"{change_url(queue[-1])}?queue=all"
    )


def test_accepting_an_article_keeps_its_tags_and_that_is_recorded(desk: Client) -> None:
    [article] = make_queue(0.1)
    article.tags.add("夜市", through_defaults={"origin": TagOrigin.AUTOMATIC})
    accept(desk, article)
    assert [(row.name, row.kind) for row in article.tag_decisions.all()] == [("夜市", "kept")]


def test_the_sidebar_says_where_one_is(desk: Client) -> None:
    def marked(address: str) -> list[str]:
        groups = desk.get(address).context["sidebar_navigation"]
        return [item["link"] for group in groups for item in group["items"] if item["active"]]

    assert marked(QUEUE) == [QUEUE]
    assert marked("/admin/articles/article/") == ["/admin/articles/article/"]
    address = change_url(make_article())
    assert marked(address) == ["/admin/articles/article/"]
    assert marked(f"{address}?queue=all") == [QUEUE]
