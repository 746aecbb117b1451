"""Tags in the article's form: what is unticked goes, what is typed comes, everything else stays as it is."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, TagDecision
from articles.models.choices import TagOrigin
from tests.admin.browser import change_url, fill, url_of
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]


@pytest.fixture
def article() -> Article:
    article = make_article()
    article.tags.add("夜市", through_defaults={"score": 0.8, "origin": TagOrigin.AUTOMATIC})
    article.tags.add("河边", through_defaults={"score": 0.3, "origin": TagOrigin.AUTOMATIC})
    return article


def tags(article: Article) -> dict[str, tuple[float, str]]:
    return {
        row.tag.name: (row.score, row.origin) for row in article.article_tags.select_related("tag")
    }


def test_score_and_origin_are_shown(article: Article, desk: Client) -> None:
    article.tags.add("要闻")
    html = desk.get(change_url(article)).content.decode()
    assert "0.80" in html
    assert 'class="desk-tag is-editor"' in html


def test_new_tags_are_the_editors_and_the_found_ones_keep_their_scores(
    article: Article, desk: Client
) -> None:
    url = change_url(article)
    desk.post(url, fill(desk.get(url), "article_form", tag_names_new="要闻，街 道、 要闻; 老街"))
    assert tags(article) == {
        "夜市": (0.8, "automatic"),
        "河边": (0.3, "automatic"),
        "要闻": (1.0, "editor"),
        "街 道": (1.0, "editor"),
        "老街": (1.0, "editor"),
    }


def test_unticked_tag_is_taken_off(article: Article, desk: Client) -> None:
    url = change_url(article)
    kept = str(article.article_tags.get(tag__name="夜市").pk)
    desk.post(url, fill(desk.get(url), "article_form", tag_names_kept=[kept]))
    assert tags(article) == {"夜市": (0.8, "automatic")}


def test_tag_found_while_the_form_is_open_is_not_lost(article: Article, desk: Client) -> None:
    url = change_url(article)
    opened = desk.get(url)
    article.tags.add("新址", through_defaults={"score": 0.5, "origin": TagOrigin.AUTOMATIC})
    desk.post(url, fill(opened, "article_form", tag_names_new="要闻"))
    assert tags(article)["新址"] == (0.5, "automatic")


def test_typing_a_found_tag_makes_it_the_editors_and_keeps_its_score(
    article: Article, desk: Client
) -> None:
    url = change_url(article)
    desk.post(url, fill(desk.get(url), "article_form", tag_names_new="夜市"))
    assert tags(article)["夜市"] == (0.8, "editor")


def test_tag_of_another_article_is_not_taken_off(article: Article, desk: Client) -> None:
    other = make_article()
    other.tags.add("夜市")
    url = change_url(article)
    stranger = str(other.article_tags.get().pk)
    desk.post(
        url, fill(desk.get(url), "article_form", tag_names_shown=[stranger], tag_names_kept=[])
    )
    assert "夜市" in tags(other)


def test_invisible_characters_do_not_come_in(article: Article, desk: Client) -> None:
    url = change_url(article)
    desk.post(url, fill(desk.get(url), "article_form", tag_names_new="要\u200b闻,\u202e"))
    assert set(tags(article)) == {"夜市", "河边", "要闻"}


def test_tag_that_is_too_long_is_refused_and_the_ticks_are_kept(
    article: Article, desk: Client
) -> None:
    url = change_url(article)
    response = desk.post(
        url, fill(desk.get(url), "article_form", tag_names_kept=[], tag_names_new="长" * 101)
    )
    assert "a tag has at most 100 characters" in response.content.decode()
    again = fill(response, "article_form")
    assert "tag_names_kept" not in again
    assert again["tag_names_new"] == ["长" * 101]


def test_hovering_over_a_tag_tells_why_it_is_there(article: Article, desk: Client) -> None:
    evidence = {
        "where": {"title": 1, "body": 3},
        "shares": {"title": 0.56, "body": 0.44},
        "factors": {"rarity": 8.2},
    }
    article.article_tags.filter(tag__name="夜市").update(evidence=evidence)
    html = desk.get(change_url(article)).content.decode()
    assert (
        "Score 0.80\nTitle: 1×, 56 % of its weight\nText: 3×, 44 % of its weight\nRare among articles: ×8.2"
        in html
    )


def test_what_an_editor_makes_of_each_tag_is_recorded(
    article: Article, desk: Client, chief: User
) -> None:
    url = change_url(article)
    kept = str(article.article_tags.get(tag__name="夜市").pk)
    desk.post(url, fill(desk.get(url), "article_form", tag_names_kept=[kept], tag_names_new="要闻"))
    decisions = TagDecision.objects.filter(article=article, by=chief).values_list("name", "kind")
    assert dict(decisions) == {"夜市": "kept", "河边": "removed", "要闻": "added"}


def test_the_last_decision_counts(article: Article, desk: Client) -> None:
    url = change_url(article)
    desk.post(url, fill(desk.get(url), "article_form", tag_names_kept=[]))
    desk.post(url, fill(desk.get(url), "article_form", tag_names_new="夜市"))
    assert TagDecision.objects.get(name="夜市").kind == "added"


def test_a_save_that_changes_no_tag_decides_nothing(article: Article, desk: Client) -> None:
    url = change_url(article)
    desk.post(url, fill(desk.get(url), "article_form", title="另一个题目"))
    assert not TagDecision.objects.exists()


def test_history_tells_that_tags_changed(article: Article, desk: Client) -> None:
    url = change_url(article)
    desk.post(url, fill(desk.get(url), "article_form", tag_names_new="要闻"))
    assert "要闻</ins>" in desk.get(url_of(article, "history")).content.decode()
