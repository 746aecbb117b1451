"""A tag is the same in traditional and in simplified characters."""

import pytest

from articles.models import Tag, TagAlias
from articles.tagging import article_tagging, vocabulary
from articles.text.hant_hans import simplified, traditional
from tests.factories import make_article


def test_a_name_is_written_in_the_other_script() -> None:
    assert (simplified("長沙廣場"), traditional("长沙广场")) == ("长沙广场", "長沙廣場")
    assert (simplified("GDP"), simplified("长沙")) == ("GDP", "长沙")


@pytest.mark.django_db
def test_who_types_the_other_script_means_the_tag() -> None:
    town = Tag.objects.create(name="云汀", slug="云汀")
    TagAlias.objects.create(name="云汀广场", tag=town)
    Tag.objects.create(name="鐵路", slug="鐵路")
    asked = ["雲汀", "雲汀廣場", "铁路", "路燈"]
    assert vocabulary.canonical(asked) == {
        "雲汀": "云汀",
        "雲汀廣場": "云汀",
        "铁路": "鐵路",
        "路燈": "路燈",
    }


@pytest.mark.django_db
def test_an_exact_name_goes_before_the_one_in_the_other_script() -> None:
    for name in ("云汀", "雲汀"):
        Tag.objects.create(name=name, slug=name)
    assert vocabulary.canonical(["雲汀"]) == {"雲汀": "雲汀"}


@pytest.mark.django_db
def test_a_text_in_traditional_characters_gets_the_tags_that_are_there() -> None:
    Tag.objects.create(name="旧书摊", slug="旧书摊")
    article = make_article(
        title="《舊書攤》首演", body="話劇《舊書攤》昨晚首演,《舊書攤》講的是一個舊書攤。"
    )
    article_tagging.tag([article.pk])
    assert "旧书摊" in article.tags.names()
    assert not Tag.objects.filter(name="舊書攤").exists()
