"""What was learned from editors, at the desk."""

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Tag, TagDecision, TagWeights
from articles.models.choices import DecisionKind, WeightsState
from tests.factories import make_article

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/tagweights/"


@pytest.fixture
def version() -> TagWeights:
    return TagWeights.objects.create(
        state=WeightsState.ACTIVE, weights={"路灯": 1.5, "活动": 0.25}, decisions=90, articles=30, tags=2,
        precision_before=0.5, precision_after=0.625, f1_before=0.4, f1_after=0.45,
    )  # fmt: skip


def states() -> list[str]:
    return list(TagWeights.objects.order_by("pk").values_list("state", flat=True))


def test_versions_are_listed_with_their_figures(desk: Client, version: TagWeights) -> None:
    html = desk.get(LIST).content.decode()
    for told in (f"Version {version.pk}", "50.0% → 62.5%", "0.400 → 0.450"):
        assert told in html


def test_a_version_shows_its_factors(desk: Client, version: TagWeights) -> None:
    html = desk.get(f"{LIST}{version.pk}/change/").content.decode()
    assert html.index("路灯 ×1.5") < html.index("活动 ×0.25")


def test_an_earlier_version_is_put_into_use_and_that_is_in_the_history(
    desk: Client, version: TagWeights
) -> None:
    TagWeights.objects.create(state=WeightsState.REFUSED)
    earlier = TagWeights.objects.create(state=WeightsState.RETIRED)
    desk.post(LIST, {"action": "use_selected", "_selected_action": [earlier.pk]})
    assert states() == ["retired", "refused", "active"]
    assert LogEntry.objects.get(object_id=earlier.pk).change_message == "Taken into use."


def test_nothing_learned_can_be_used(desk: Client, version: TagWeights) -> None:
    desk.post(LIST, {"action": "use_none", "_selected_action": [version.pk]})
    assert states() == ["retired"]


def test_two_versions_cannot_be_used(desk: Client, version: TagWeights) -> None:
    other = TagWeights.objects.create(state=WeightsState.RETIRED)
    desk.post(LIST, {"action": "use_selected", "_selected_action": [version.pk, other.pk]})
    assert states() == ["active", "retired"]


def test_who_sees_tags_sees_versions_and_who_changes_tags_chooses_one(
    staff_client: Callable[..., Client], version: TagWeights
) -> None:
    client = staff_client("view_tag")
    assert client.get(LIST).status_code == 200
    client.post(LIST, {"action": "use_none", "_selected_action": [version.pk]})
    assert states() == ["active"]


def test_who_does_not_see_tags_sees_no_version(
    staff_client: Callable[..., Client], version: TagWeights
) -> None:
    assert staff_client("view_article").get(LIST).status_code == 403


def test_the_list_of_tags_tells_precision_and_factor_of_each_and_the_version_in_use(
    desk: Client, version: TagWeights
) -> None:
    Tag.objects.create(name="路灯")
    Tag.objects.create(name="小巷")
    for number in range(4):
        kind = DecisionKind.KEPT if number else DecisionKind.REMOVED
        TagDecision.objects.create(article=make_article(), name="路灯", kind=kind)
    html = desk.get("/admin/articles/tag/").content.decode()
    for told in (
        "75% (3/4)",
        "×1.5",
        f"Version {version.pk}, learned from 90 decisions of editors on 30 articles",
    ):
        assert told in html


def test_the_list_of_tags_is_sorted_by_what_editors_left(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        Tag.objects.create(name=f"路灯{number}", slug=f"lamp-{number}")
    with django_assert_max_num_queries(12):
        assert desk.get("/admin/articles/tag/?o=7").status_code == 200
