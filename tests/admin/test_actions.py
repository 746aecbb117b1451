"""Submit, publish and withdraw from the list: through `publishing`, and only for those who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from articles.editorial import history
from articles.models import Article
from articles.models.choices import Status
from tests.factories import make_article, make_published

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
# The action, whose right it needs, from which status to which.
ACTIONS = [
    ("submit_selected", "change_article", Status.DRAFT, Status.IN_REVIEW),
    ("approve_selected", "approve_article", Status.IN_REVIEW, Status.APPROVED),
    ("send_back_selected", "approve_article", Status.APPROVED, Status.DRAFT),
    ("publish_selected", "publish_article", Status.APPROVED, Status.PUBLISHED),
    ("withdraw_selected", "withdraw_article", Status.PUBLISHED, Status.WITHDRAWN),
]


def article_in(status: Status) -> Article:
    return make_published() if status is Status.PUBLISHED else make_article(status=status)


def run(client: Client, action: str, *articles: Article) -> Any:
    return client.post(
        LIST, {"action": action, "_selected_action": [article.pk for article in articles]}
    )


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(("action", "right", "before", "after"), ACTIONS)
def test_the_right_of_the_action_is_enough(
    action: str, right: str, before: Status, after: Status, staff_client: Callable[..., Client]
) -> None:
    article = article_in(before)
    run(staff_client("view_article", right), action, article)
    article.refresh_from_db()
    assert article.status == after
    assert history.versions_of(article).count() == 1


@pytest.mark.parametrize(("action", "right", "before", "after"), ACTIONS)
def test_without_the_right_the_action_is_neither_offered_nor_done(
    action: str, right: str, before: Status, after: Status, staff_client: Callable[..., Client]
) -> None:
    article = article_in(before)
    rights = {
        "view_article",
        "change_article",
        "delete_article",
        "approve_article",
        "publish_article",
        "withdraw_article",
    } - {right}
    client = staff_client(*rights)
    assert f'value="{action}"' not in client.get(LIST).content.decode()
    run(client, action, article)
    article.refresh_from_db()
    assert article.status == before


def test_who_may_only_publish_is_offered_nothing_else(staff_client: Callable[..., Client]) -> None:
    make_article()
    html = staff_client("view_article", "publish_article").get(LIST).content.decode()
    assert 'value="publish_selected"' in html
    assert 'value="submit_selected"' not in html
    assert 'value="delete_selected"' not in html


def test_the_editor_is_told_what_moved_and_what_stayed(desk: Client) -> None:
    response = run(
        desk,
        "publish_selected",
        *(article_in(status) for status in (Status.APPROVED, Status.APPROVED, Status.PUBLISHED)),
    )
    assert told(response) == [
        "2 articles were published.",
        "1 article stayed as it was, because its status does not allow this.",
    ]


def test_all_rows_of_a_filtered_list_are_published_at_once(desk: Client) -> None:
    inside, outside = [article_in(Status.APPROVED) for _ in range(3)], article_in(Status.WITHDRAWN)
    desk.post(
        f"{LIST}?status__exact=approved",
        {"action": "publish_selected", "_selected_action": [inside[0].pk], "select_across": "1"},
    )
    assert set(Article.objects.published()) == set(inside)
    outside.refresh_from_db()
    assert outside.status == Status.WITHDRAWN
