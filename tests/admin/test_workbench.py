"""The workbench of a page: what it shows, what it says a save would do, and what it refuses."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Page, PageArrangement
from articles.models.choices import Status
from tests.admin.conftest import client_of
from tests.admin.test_roles import member
from tests.factories import make_page
from tests.workbench.papers import BRIDGE, NIGHT, make_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]


def address(page: Page, what: str = "workbench") -> str:
    return reverse(f"admin:articles_page_{what}", args=[page.pk])


def state_of(client: Client, page: Page) -> dict[str, Any]:
    state: dict[str, Any] = client.get(address(page)).context["state"]
    return state


def proposal(state: dict[str, Any]) -> dict[str, Any]:
    """What the script sends for a page as it is."""
    articles = [{"key": row["key"], "blocks": row["blocks"]} for row in state["articles"]]
    return {
        "arrangement": {"articles": articles, "outside": state["outside"]},
        "seen": state["seen"],
        "gone": {},
    }


def move_last(sent: dict[str, Any]) -> dict[str, Any]:
    """The last block of the first article goes to the second."""
    first, second = sent["arrangement"]["articles"]
    second["blocks"].append(first["blocks"].pop())
    return sent


def join(sent: dict[str, Any]) -> dict[str, Any]:
    first, second = sent["arrangement"]["articles"]
    second["blocks"][0]["kind"] = "subheading"
    first["blocks"] += second["blocks"]
    sent["arrangement"]["articles"] = [first]
    sent["gone"] = {second["key"]: first["key"]}
    return sent


def post(client: Client, page: Page, what: str, sent: Any) -> Any:
    return client.post(address(page, what), json.dumps(sent), content_type="application/json")


def test_a_page_is_shown_with_its_source_and_its_articles(desk: Client) -> None:
    page, night, _bridge = make_paper(problems=[{"code": "no_byline", "spans": [[3, 0, 2]]}])
    Article.objects.filter(pk=night.pk).update(title="夜市搬到河边")
    state = state_of(desk, page)
    assert state["source"] == page.source_text
    first = state["articles"][0]
    assert [block["kind"] for block in first["blocks"]] == [
        "title",
        "byline",
        "paragraph",
        "paragraph",
    ]
    assert first["edited"] == [{"field": "title", "text": "夜市搬到河边"}]
    assert first["signature"] == "记者 陈望"
    assert first["problems"] == [
        {"key": str(night.pk), "sentence": "No byline was found.", "line": 3}
    ]
    assert state["kinds"]["title"] == "Title"


def test_queries_of_the_workbench(desk: Client, django_assert_num_queries: Any) -> None:
    page, _night, _bridge = make_paper()
    make_page(number="A02")
    desk.get(address(page))
    with django_assert_num_queries(9):
        response = desk.get(address(page))
    assert response.context["after"].number == "A02"
    assert response.context["before"] is None


def test_a_page_that_is_not_there(desk: Client) -> None:
    assert desk.get("/admin/articles/page/99999/workbench/").status_code == 404


def test_a_plan_says_what_a_save_would_do_and_writes_nothing(desk: Client) -> None:
    page, night, bridge = make_paper()
    answer = post(desk, page, "plan", join(proposal(state_of(desk, page)))).json()
    assert answer["ready"]
    assert [
        (change["what"], change["headline"], change["told"]) for change in answer["changes"]
    ] == [
        ("changed", NIGHT, ""),
        ("gone", BRIDGE, f"Joined to “{NIGHT}”; its address leads there."),
    ]
    fields = {
        field["field"]: (field["gone"], field["come"]) for field in answer["changes"][0]["fields"]
    }
    assert fields == {
        "Bylines": (["记者 陈望"], ["记者 陈望；通讯员 李芸"]),
        "body": ([], [BRIDGE]),  # it was a headline
        "Captions": ([], []),
    }
    assert moved_in(answer["changes"][0]) == {
        "大桥只剩最后一段钢梁。": f"from “{BRIDGE}”",
        "河边的夜市。": f"from “{BRIDGE}”",
    }
    assert answer["signatures"] == {str(night.pk): "记者 陈望；通讯员 李芸"}
    assert Article.objects.filter(pk=bridge.pk).exists()


def test_what_is_sent_is_saved(desk: Client) -> None:
    page, _night, bridge = make_paper()
    assert post(desk, page, "arrange", move_last(proposal(state_of(desk, page)))).json() == {
        "saved": True
    }
    bridge.refresh_from_db()
    assert bridge.body.endswith("摊主说,人更多了。")
    told = [str(message) for message in desk.get(address(page)).context["messages"]]
    assert told == ["The page is saved as you arranged it."]


def test_a_reopened_review_is_told(desk: Client) -> None:
    page, _night, _bridge = make_paper(status=Status.APPROVED)
    post(desk, page, "arrange", move_last(proposal(state_of(desk, page))))
    told = [str(message) for message in desk.get(address(page)).context["messages"]]
    assert told[1] == "2 approved articles were changed: they are in review again."


@pytest.mark.parametrize("what", ["plan", "arrange"])
def test_a_page_that_changed_meanwhile_is_not_saved_over(what: str, desk: Client) -> None:
    page, night, _bridge = make_paper()
    sent = move_last(proposal(state_of(desk, page)))
    Article.objects.filter(pk=night.pk).update(version=3)
    answer = post(desk, page, what, sent)
    assert answer.status_code == 409
    assert answer.json()["refusals"][0].startswith("This page was changed since you opened it.")
    assert not PageArrangement.objects.exists()


def test_text_that_would_be_lost_is_refused(desk: Client) -> None:
    page, _night, _bridge = make_paper()
    sent = proposal(state_of(desk, page))
    sent["arrangement"]["outside"] = []
    answer = post(desk, page, "arrange", sent)
    assert answer.status_code == 422
    assert answer.json()["refusals"] == [
        "Line 9, characters 1 to 4: this text would be lost; put it somewhere.",
        "Line 9, characters 6 to 9: this text would be lost; put it somewhere.",
    ]


@pytest.mark.parametrize(
    "sent",
    ["{", "[]", "{}", '{"arrangement": {}, "seen": {}}', '{"seen": 1, "gone": []}', "\\ud800"],
)
@pytest.mark.parametrize("what", ["plan", "arrange"])
def test_what_makes_no_sense_is_refused_in_words(what: str, sent: str, desk: Client) -> None:
    page, _night, _bridge = make_paper()
    answer = desk.post(address(page, what), sent, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["refusals"][0].startswith("The workbench sent what cannot be read")


@pytest.mark.parametrize(
    ("what", "method"), [("workbench", "post"), ("plan", "get"), ("arrange", "get")]
)
def test_each_address_has_one_way(what: str, method: str, desk: Client) -> None:
    page, _night, _bridge = make_paper()
    assert getattr(desk, method)(address(page, what)).status_code == 405


ROLES = [("记者", False), ("编辑", True), ("主编", True), ("入库员", False), ("审计员", False)]


@pytest.mark.parametrize(("role", "may"), ROLES)
def test_the_workbench_is_for_those_who_change_pages(role: str, may: bool) -> None:
    page, _night, _bridge = make_paper()
    sent = proposal(state_of(client_of(member("主编", "chief")), page))
    client = client_of(member(role))
    answers = [
        client.get(address(page)),
        *(post(client, page, what, sent) for what in ("plan", "arrange")),
    ]
    assert [answer.status_code for answer in answers] == [200 if may else 403] * 3


def test_an_editor_does_not_change_what_is_published(db: None) -> None:
    page, _night, _bridge = make_paper()
    client = client_of(member("编辑"))
    sent = move_last(proposal(state_of(client, page)))
    Article.objects.update(status=Status.PUBLISHED, publish_at="2026-03-12T08:00:00Z")
    answer = post(client, page, "arrange", sent)
    assert answer.status_code == 422
    assert "needs the right to correct published articles" in answer.json()["refusals"][0]


def moved_in(change: dict[str, Any]) -> dict[str, str]:
    return {
        move["text"]: move["told"] for field in change["fields"] for move in field.get("moved", ())
    }


def test_a_plan_tells_a_paragraph_that_moves_from_one_that_goes_and_one_that_comes(
    desk: Client,
) -> None:
    page, _night, _bridge = make_paper()
    sent = proposal(state_of(desk, page))
    night, bridge = (article["blocks"] for article in sent["arrangement"]["articles"])
    night[2:] = night[:1:-1]
    answer = post(desk, page, "plan", sent).json()
    assert moved_in(answer["changes"][0]) == {"摊主说,人更多了。": "moved"}
    bridge.append(night.pop())
    [night_changed, bridge_changed] = post(desk, page, "plan", sent).json()["changes"]
    assert moved_in(night_changed) == {"夜市搬到了河边。": f"to “{BRIDGE}”"}
    assert moved_in(bridge_changed) == {"夜市搬到了河边。": f"from “{NIGHT}”"}
    for change in (night_changed, bridge_changed):
        assert [field["gone"] + field["come"] for field in change["fields"]] == [[]]


def test_a_plan_says_of_blocks_that_only_stand_otherwise_that_the_text_stays(desk: Client) -> None:
    page, _night, _bridge = make_paper()
    sent = proposal(state_of(desk, page))
    night = sent["arrangement"]["articles"][0]["blocks"]
    night[1], night[2] = night[2], night[1]  # the byline below the first paragraph
    [change] = post(desk, page, "plan", sent).json()["changes"]
    assert (change["fields"], change["told"]) == (
        [],
        "Its blocks stand otherwise; what it says stays.",
    )


@pytest.mark.parametrize(("right", "leads"), [("change_page", True), ("view_page", False)])
def test_the_desk_leads_to_the_workbench(
    right: str, leads: bool, staff_client: Callable[..., Client]
) -> None:
    page, night, _bridge = make_paper()
    client = staff_client(right, "change_article")
    for place in (
        reverse("admin:articles_page_change", args=[page.pk]),
        f"{reverse('admin:articles_article_change', args=[night.pk])}?queue=all",
        reverse("admin:articles_article_queue"),
    ):
        assert (address(page) in client.get(place).content.decode()) == leads


def test_a_plan_tells_of_another_order_and_not_of_places_that_follow_from_it(desk: Client) -> None:
    page, _night, _bridge = make_paper()
    sent = proposal(state_of(desk, page))
    first, second = sent["arrangement"]["articles"]
    sent["arrangement"]["articles"] = [
        {"key": "new-1", "blocks": [first["blocks"].pop()]},
        first,
        second,
    ]
    changes = post(desk, page, "plan", sent).json()["changes"]
    assert [change["headline"] for change in changes] == ["摊主说,人更多了。…", NIGHT]
    swapped = proposal(state_of(desk, page))
    swapped["arrangement"]["articles"].reverse()
    assert [change["fields"] for change in post(desk, page, "plan", swapped).json()["changes"]] == [
        [
            {
                "field": "position on the page",
                "gone": [],
                "come": [],
                "moved": [{"text": "2 → 1", "told": ""}],
            }
        ],
        [
            {
                "field": "position on the page",
                "gone": [],
                "come": [],
                "moved": [{"text": "1 → 2", "told": ""}],
            }
        ],
    ]
