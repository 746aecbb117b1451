"""What a save writes: the changed columns, the version, the search entry; and when it wakes the tagger."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.editorial import history
from articles.models import Article, Author
from articles.models.choices import Act, TaggingState
from articles.search import full_text
from tests.admin.browser import change_url, fill
from tests.factories import make_article, make_page, make_publication, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]

BODY = "夜市搬到了河边。\n\n## 灯亮了\n\n居民说好。"


@pytest.fixture
def article() -> Article:
    article = make_article(body=BODY, tagging_state=TaggingState.DONE, tagging_attempts=2)
    Article.objects.filter(pk=article.pk).update(updated_at=timezone.now() - timedelta(days=3))
    return article


def save(desk: Client, article: Article, **changes: Any) -> None:
    url = change_url(article)
    response = desk.post(url, fill(desk.get(url), "article_form", **changes))
    assert response.status_code == 302, response.context["errors"]
    article.refresh_from_db()


def test_changed_text_is_to_be_tagged_anew_after_the_commit(
    article: Article,
    desk: Client,
    woken: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        save(desk, article, body=BODY + "\n\n又下雨了。")
        assert woken == []
    assert woken == [article.pk]
    assert len(callbacks) == 1
    assert (article.tagging_state, article.tagging_attempts, article.tagging_lease) == (
        TaggingState.PENDING,
        0,
        None,
    )


def test_article_is_found_by_its_new_words(article: Article, desk: Client) -> None:
    full_text.index([article])
    save(desk, article, title="雨天也摆摊", kicker="")
    assert list(full_text.find("摆摊", Article.objects.all())) == [article]


@pytest.mark.parametrize(
    "change", [{"position": "7"}, {"source": "云汀晚报"}, {"tag_names_new": "夜市"}]
)
def test_other_changes_leave_the_tagging_alone(
    change: dict[str, str],
    article: Article,
    desk: Client,
    woken: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        save(desk, article, **change)
    assert woken == []
    assert (article.tagging_state, article.version) == (TaggingState.DONE, 1)
    assert timezone.now() - article.updated_at < timedelta(minutes=1)


def test_new_byline_is_found_and_counts_as_a_change(article: Article, desk: Client) -> None:
    author = Author.objects.create(name="江一苇")
    row = {
        "bylines-TOTAL_FORMS": "1",
        "bylines-0-author": str(author.pk),
        "bylines-0-role": "记者",
        "bylines-0-order": "0",
    }
    save(desk, article, **row)
    assert article.version == 1
    assert article.bylines.get().author == author
    assert list(full_text.find("江一苇", Article.objects.all())) == [article]


def test_line_ends_of_the_browser_are_no_change(article: Article, desk: Client) -> None:
    save(desk, article)
    assert (article.body, article.version, article.tagging_state) == (BODY, 0, TaggingState.DONE)


def test_only_the_changed_columns_are_written(article: Article, desk: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        save(desk, article, subtitle="居民说好")
    updates = [q["sql"] for q in captured if q["sql"].startswith('UPDATE "articles_article" ')]
    assert any('"subtitle"' in sql for sql in updates)
    for column in ("title", "kicker", "body", "status", "base_parse", "page_id"):
        assert not any(f'"{column}" =' in sql for sql in updates), column


def test_invisible_characters_are_taken_out(article: Article, desk: Client) -> None:
    save(desk, article, title="夜\u200b市\x0b", body="第一段\x07\r\n\r\n第二段")
    assert (article.title, article.body) == ("夜市", "第一段\n\n第二段")


def test_written_article_is_a_draft_that_waits_for_its_tags(
    desk: Client,
    woken: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    url = "/admin/articles/article/add/"
    page = make_page()
    data = fill(
        desk.get(url),
        "article_form",
        page=page.pk,
        title="雨天也摆摊",
        body="河边。",
        tag_names_new="夜市",
    )
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(url, data)
    article = Article.objects.get()
    assert (article.status, article.page, woken) == ("draft", page, [article.pk])
    assert [tag.name for tag in article.tags.all()] == ["夜市"]
    assert list(full_text.find("摆摊", Article.objects.all())) == [article]


def test_section_of_another_paper_is_refused(article: Article, desk: Client) -> None:
    section = make_section(
        publication=make_publication(name="云汀晚报", prefix="晚报"), name="夜读"
    )
    url = change_url(article)
    response = desk.post(url, fill(desk.get(url), "article_form", section=section.pk))
    assert "The section 夜读 belongs to another publication" in response.content.decode()


@pytest.mark.parametrize(
    "column", ["status", "publish_at", "version", "base_parse", "tagging_state"]
)
def test_what_the_program_keeps_cannot_be_sent_in(
    column: str, article: Article, desk: Client
) -> None:
    before = getattr(article, column)
    save(desk, article, **{column: "published"})
    assert getattr(article, column) == before


def test_a_save_is_one_version_with_the_state_before_it_kept(
    article: Article, desk: Client, chief: User
) -> None:
    save(desk, article, title="夜市搬到河边")
    new, old = history.versions_of(article)
    assert (new.title, new.history_user, new.act) == ("夜市搬到河边", chief, Act.EDIT)
    assert old.title != new.title
