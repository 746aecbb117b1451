"""`manage.py retag`."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from articles import tasks
from articles.models import Article, ArticleTag, Tag
from articles.models.choices import TaggingState, TagOrigin
from articles.tagging import article_texts, automatic_tags
from articles.tagging.ranking import RankedTag
from articles.tagging.word_classes import TagKind
from tests.factories import make_article, make_issue, make_page, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(monkeypatch: pytest.MonkeyPatch) -> Article:
    """Has 路灯 and 旧词 from the tagger and 民生 from an editor; the tagger now finds 路灯, 小巷 and 民生."""
    names = ("路灯", "小巷", "民生")
    monkeypatch.setattr(
        article_texts, "_rank", lambda *_: [RankedTag(name, 0.5, TagKind.TOPIC) for name in names]
    )
    article = make_article(title="小巷装上新路灯", tagging_state=TaggingState.DONE)
    for name, origin in (("路灯", "automatic"), ("旧词", "automatic"), ("民生", "editor")):
        ArticleTag.objects.create(
            content_object=article, tag=Tag.objects.create(name=name), origin=TagOrigin(origin)
        )
    return article


def tags(article: Article) -> set[str]:
    return {tag.name for tag in article.tags.all()}


def test_a_dry_run_says_what_would_come_go_and_stay_and_writes_nothing(
    article: Article, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("retag", "--dry-run")
    first, last = capsys.readouterr().out.splitlines()
    assert first == f"{article.pk} 小巷装上新路灯: +小巷 -旧词"
    assert re.findall(r"\d+", last) == ["1", "1", "1", "1"]
    assert tags(article) == {"路灯", "旧词", "民生"}
    assert not Tag.objects.filter(name="小巷").exists()


def test_a_dry_run_says_what_then_happens(article: Article) -> None:
    preview = automatic_tags.preview([article.pk])[article.pk]
    before = tags(article)
    call_command("retag")
    assert tags(article) == before - set(preview.go) | set(preview.come) == {"路灯", "小巷", "民生"}


@pytest.mark.parametrize(
    "option",
    [
        "--issue=2026-03-12",
        "--until=2026-03-12",
        "--since=2026-03-12",
        "--section=城区",
        "--tag=旧词",
    ],
)
def test_only_what_was_asked_for_is_tagged_anew(option: str, article: Article) -> None:
    Article.objects.update(section=make_section())
    day = date(2026, 3, 11 if "since" in option else 13)
    other = make_article(
        page=make_page(issue=make_issue(date=day)), tagging_state=TaggingState.DONE
    )
    call_command("retag", option)
    assert tags(article) == {"路灯", "小巷", "民生"}
    assert tags(other) == set()


def test_queueing_leaves_the_work_to_the_workers(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[int] = []
    monkeypatch.setattr(tasks, "wake_tagging", woken.extend)
    call_command("retag", "--queue")
    article.refresh_from_db()
    assert (woken, article.tagging_state) == ([article.pk], TaggingState.PENDING)


def test_one_that_fails_stops_no_other_and_the_command_says_so(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = make_article(title="坏稿")

    def rank(source: article_texts.ArticleSource, *_: object) -> list[RankedTag]:
        if source.title == "坏稿":
            raise ValueError("no words")
        return [RankedTag("小巷", 0.5, TagKind.TOPIC)]

    monkeypatch.setattr(article_texts, "_rank", rank)
    with pytest.raises(CommandError):
        call_command("retag")
    assert tags(article) == {"小巷", "民生"}
    bad.refresh_from_db()
    assert bad.tagging_state == TaggingState.FAILED


@pytest.mark.usefixtures("article")
def test_a_part_without_articles_is_said() -> None:
    with pytest.raises(CommandError):
        call_command("retag", "--section", "没有")
