"""Two tags of one thing become one."""

import pytest
from django.test import Client

from articles.models import Article, ArticleTag, Tag, TagAlias, TagDecision, TagRedirect
from articles.models.choices import DecisionKind, TagOrigin
from articles.tagging import article_tagging, automatic_tags, vocabulary
from articles.tagging.ranking import RankedTag
from articles.tagging.word_classes import TagKind
from tests.factories import make_article, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Tag:
    tag: Tag = Tag.objects.create(name="云汀市")
    return tag


@pytest.fixture
def short() -> Tag:
    tag: Tag = Tag.objects.create(name="云汀")
    return tag


def rows(article: Article) -> dict[str, tuple[float, str]]:
    return {
        row.tag.name: (row.score, row.origin) for row in article.article_tags.select_related("tag")
    }


def test_articles_keep_one_row_the_editors_if_there_is_one(city: Tag, short: Tag) -> None:
    one, both = make_article(), make_article()
    ArticleTag.objects.create(content_object=one, tag=short, score=0.4, origin=TagOrigin.AUTOMATIC)
    ArticleTag.objects.create(content_object=both, tag=short, score=0.9)
    ArticleTag.objects.create(content_object=both, tag=city, score=0.4, origin=TagOrigin.AUTOMATIC)
    assert vocabulary.preview_merge([short], city) == vocabulary.MergePreview(2, 1, ["云汀"])
    vocabulary.merge([short], city)
    assert rows(one) == {"云汀市": (0.4, "automatic")}
    assert rows(both) == {"云汀市": (0.9, "editor")}


def test_the_old_name_means_the_one_that_stays(city: Tag, short: Tag) -> None:
    TagAlias.objects.create(tag=short, name="Yunting")
    vocabulary.merge([short], city)
    assert vocabulary.canonical(["云汀", "yunting", "路灯"]) == {
        "云汀": "云汀市",
        "yunting": "云汀市",
        "路灯": "路灯",
    }
    article = make_article(title="云汀办灯会", body="云汀的灯会昨晚开幕,云汀人爱看。")
    article_tagging.tag([article.pk])
    assert "云汀市" in rows(article)
    assert not Tag.objects.filter(name="云汀").exists()


def test_old_addresses_lead_to_the_tag_that_stays_also_after_a_second_merge(
    city: Tag, short: Tag, client: Client
) -> None:
    article = make_published()
    article.tags.add("云汀地区", "云汀市")
    vocabulary.merge([short], Tag.objects.get(name="云汀地区"))
    vocabulary.merge([Tag.objects.get(name="云汀地区")], city)
    assert set(TagRedirect.objects.values_list("slug", "tag")) == {
        ("云汀", city.pk),
        ("云汀地区", city.pk),
    }
    response = client.get("/tag/云汀/")
    assert (response.status_code, response.headers["Location"]) == (301, city.get_absolute_url())


def test_what_was_taken_off_under_the_old_name_does_not_come_back_under_the_new(
    city: Tag, short: Tag
) -> None:
    article, other = make_article(), make_article()
    TagDecision.objects.create(article=article, name="云汀", kind=DecisionKind.REMOVED)
    TagDecision.objects.create(article=other, name="云汀", kind=DecisionKind.REMOVED)
    TagDecision.objects.create(article=other, name="云汀市", kind=DecisionKind.ADDED)
    vocabulary.merge([short], city)
    decisions = TagDecision.objects.values_list("article", "name", "kind")
    assert set(decisions) == {(article.pk, "云汀市", "removed"), (other.pk, "云汀市", "added")}


def test_tags_below_move_and_no_tag_comes_to_stand_above_itself(city: Tag, short: Tag) -> None:
    between = Tag.objects.create(name="汀南区", parent=short)
    Tag.objects.filter(pk=city.pk).update(parent=between)
    city.refresh_from_db()
    vocabulary.merge([short], city)
    city.refresh_from_db()
    between.refresh_from_db()
    assert (city.parent, between.parent) == (None, city)


def test_a_tag_that_is_merged_away_while_articles_are_ranked_does_not_come_back(
    city: Tag, short: Tag
) -> None:
    article = make_article()
    ranked_before = [RankedTag("云汀", 0.4, TagKind.PLACE)]
    vocabulary.merge([short], city)
    automatic_tags.replace_tags({article.pk: ranked_before})
    assert rows(article) == {"云汀市": (0.4, "automatic")}
    assert list(Tag.objects.all()) == [city]
