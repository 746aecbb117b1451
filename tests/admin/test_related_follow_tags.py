"""Related articles follow the tags: what editors do to a tag shows below the articles that have it."""

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Article, Tag
from articles.tagging import related
from tests.admin.browser import change_url, fill
from tests.factories import make_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]

LIST = "/admin/articles/tag/"


def tagged(name: str) -> Article:
    article = make_published()
    article.tags.add(name)
    related.refresh([article.pk])
    return article


def beside(article: Article) -> list[Article]:
    return list(related.related_to(article, Article.objects.published()))


def test_merged_tags_relate_their_articles(
    desk: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    article, other = tagged("街灯"), tagged("路灯")
    assert beside(article) == []
    keys = {tag.name: tag.pk for tag in Tag.objects.all()}
    asked = {
        "action": "merge_selected",
        "_selected_action": list(keys.values()),
        "target": keys["路灯"],
    }
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(LIST, asked)
    assert beside(article) == [other]
    assert beside(other) == [article]


@pytest.mark.parametrize("way", ["alone", "with others"])
def test_a_deleted_tag_relates_nothing_any_more(
    desk: Client, way: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    article, other = tagged("路灯"), tagged("路灯")
    assert beside(article) == [other]
    tag = Tag.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        if way == "alone":
            desk.post(f"{LIST}{tag.pk}/delete/", {"post": "yes"})
        else:
            desk.post(
                LIST, {"action": "delete_selected", "_selected_action": [tag.pk], "post": "yes"}
            )
    assert not Tag.objects.exists()
    assert beside(article) == []


def test_a_tag_given_or_taken_by_an_editor_is_followed_at_once(desk: Client) -> None:
    article, other = make_published(), tagged("路灯")
    url = change_url(article)
    desk.post(url, fill(desk.get(url), "article_form", tag_names_new="路灯"))
    assert beside(article) == [other]
    desk.post(url, fill(desk.get(url), "article_form", tag_names_kept=[]))
    assert beside(article) == []
