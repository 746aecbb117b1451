"""The vocabulary at the desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Tag, TagAlias, TagDecision
from articles.models.choices import DecisionKind
from tests.admin.browser import change_url, fill
from tests.factories import make_article

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/tag/"


def ask(client: Client, *tags: Tag, **more: Any) -> Any:
    return client.post(
        LIST, {"action": "merge_selected", "_selected_action": [tag.pk for tag in tags], **more}
    )


def test_merging_first_shows_what_it_would_do(desk: Client) -> None:
    city, short = Tag.objects.create(name="云汀市"), Tag.objects.create(name="云汀")
    make_article().tags.add(short)
    html = ask(desk, city, short).content.decode()
    assert "1 article changes its tag, 0 has this one already." in html
    assert "/tag/云汀/" in html
    assert Tag.objects.count() == 2


def test_confirming_merges_and_is_in_the_history(desk: Client) -> None:
    city, short = Tag.objects.create(name="云汀市"), Tag.objects.create(name="云汀")
    confirmed = fill(ask(desk, city, short), "merge_form", target=[str(city.pk)])
    desk.post(LIST, confirmed)
    assert [tag.name for tag in Tag.objects.all()] == ["云汀市"]
    assert LogEntry.objects.get(object_id=city.pk).change_message == "Merged: 云汀."


def test_one_tag_is_nothing_to_merge(desk: Client) -> None:
    assert ask(desk, Tag.objects.create(name="云汀市")).status_code == 302


def test_merging_needs_the_right_to_change_and_to_delete(
    staff_client: Callable[..., Client],
) -> None:
    city, short = Tag.objects.create(name="云汀市"), Tag.objects.create(name="云汀")
    ask(staff_client("view_tag", "change_tag"), city, short, target=city.pk)
    assert Tag.objects.count() == 2


def test_other_names_are_edited_with_the_tag(desk: Client) -> None:
    city = Tag.objects.create(name="云汀市")
    url = change_url(city)
    desk.post(
        url,
        fill(desk.get(url), "tag_form", **{"aliases-TOTAL_FORMS": "1", "aliases-0-name": "云汀"}),
    )
    assert TagAlias.objects.get().tag == city


def test_the_name_of_a_tag_is_refused_as_another_name(desk: Client) -> None:
    city = Tag.objects.create(name="云汀市")
    Tag.objects.create(name="云汀")
    url = change_url(city)
    response = desk.post(
        url,
        fill(desk.get(url), "tag_form", **{"aliases-TOTAL_FORMS": "1", "aliases-0-name": "云汀"}),
    )
    assert "“云汀” is a tag itself" in response.content.decode()


def test_a_tag_cannot_stand_under_one_below_it(desk: Client) -> None:
    city = Tag.objects.create(name="云汀市")
    below = Tag.objects.create(name="汀南区", parent=city)
    url = change_url(city)
    response = desk.post(url, fill(desk.get(url), "tag_form", parent=str(below.pk)))
    assert "stands above that one already" in response.content.decode()


def test_the_list_shows_how_often_editors_left_a_tag(desk: Client) -> None:
    Tag.objects.create(name="路灯")
    for kind in (DecisionKind.KEPT, DecisionKind.KEPT, DecisionKind.REMOVED, DecisionKind.ADDED):
        TagDecision.objects.create(article=make_article(), name="路灯", kind=kind)
    assert "2/3" in desk.get(LIST).content.decode()


def test_the_list_asks_no_more_for_more_tags(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        Tag.objects.create(name=f"路灯{number}", parent=Tag.objects.order_by("pk").last())
    with django_assert_max_num_queries(12):
        desk.get(LIST)


def test_a_typed_other_name_gives_the_tag_itself(desk: Client, woken: list[int]) -> None:
    TagAlias.objects.create(tag=Tag.objects.create(name="云汀市"), name="云汀")
    article = make_article()
    url = change_url(article)
    desk.post(url, fill(desk.get(url), "article_form", tag_names_new="云汀"))
    assert [tag.name for tag in article.tags.all()] == ["云汀市"]
