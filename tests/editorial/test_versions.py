"""What a version holds, when the first one is written, and what writing versions costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editorial import history, workflow
from articles.models import Article, Author, Byline, Illustration, ImportRun, Tag
from articles.models.choices import Act, ImportOutcome
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db


def make_whole(**fields: object) -> Article:
    article = make_article(section=make_section(name="城区"), **fields)
    author = Author.objects.create(name=f"江一苇{article.pk}", affiliation="云汀日报")
    Byline.objects.create(article=article, author=author, role="记者")
    Illustration.objects.create(article=article, caption="图为新路灯。", credit="陈望 摄")
    article.tags.add("路灯")
    return article


def test_a_version_holds_columns_and_parts_by_name() -> None:
    article, user = make_whole(title="小巷亮了"), make_user()
    author, tag = Author.objects.get(), Tag.objects.get()
    history.record([article], user, Act.EDIT, "错字")
    Author.objects.update(name="改了名")
    version = history.versions_of(article).get()
    assert (version.title, version.body, version.page_id) == (
        "小巷亮了",
        article.body,
        article.page_id,
    )
    assert (version.history_user, version.act, version.history_change_reason) == (
        user,
        "edit",
        "错字",
    )
    assert version.parts == {
        "page": "A01",
        "section": "城区",
        "bylines": [[f"江一苇{article.pk}", "云汀日报", "记者"]],
        "pictures": [["图为新路灯。", "陈望 摄", "", ""]],
        "tags": [["路灯", "editor"]],
        "keys": {
            "section": article.section_id,
            "bylines": [[author.pk, "person"]],
            "tags": [tag.pk],
        },
    }


def test_nothing_is_written_by_saving_or_deleting_a_row() -> None:
    article = make_article()
    article.save()
    article.delete()
    assert not history.versions_of(make_article()).exists()
    assert not Article.versions.model.objects.exists()


def test_an_article_is_kept_once_before_its_first_change() -> None:
    article = make_whole()
    history.keep([article])
    Article.objects.update(title="改过的标题")
    history.record([article], None, Act.EDIT)
    history.keep([article])
    assert [row.title for row in history.versions_of(article)] == ["改过的标题", article.title]


def test_what_was_imported_is_kept_with_its_import() -> None:
    user, article = make_user(), make_article()
    run = ImportRun.objects.create(
        issue=article.page.issue,
        user=user,
        started_at=timezone.now() - timedelta(seconds=5),
        outcome=ImportOutcome.CREATED,
    )
    history.keep([article])
    version = history.versions_of(article).get()
    assert (version.act, version.run, version.history_user) == (Act.IMPORT, run, user)
    assert version.history_date == article.created_at


def test_what_was_imported_and_published_at_once_has_its_first_version_before_its_first_change() -> (
    None
):
    article = make_article()
    workflow.publish_imported([article], article.page.issue.date)
    assert not history.versions_of(article).exists()
    assert history.present_version(article).status == "published"


def test_what_somebody_wrote_is_kept_as_theirs() -> None:
    user = make_user()
    article = make_article(created_by=user)
    history.keep([article])
    assert [(row.act, row.history_user) for row in history.versions_of(article)] == [
        (Act.WRITE, user)
    ]


def test_what_was_changed_before_there_was_a_history_is_not_called_imported() -> None:
    article = make_article(version=3)
    history.keep([article])
    assert history.versions_of(article).get().act == Act.FOUND


def test_a_version_outlives_its_article() -> None:
    article = make_article()
    history.record([article], None, Act.EDIT)
    key = article.pk
    article.delete()
    assert Article.versions.filter(id=key).count() == 1


def test_the_number_of_queries_does_not_grow_with_the_articles() -> None:
    def queries(count: int) -> int:
        articles = [make_whole() for _number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            history.keep(articles)
            history.record(articles, None, Act.EDIT)
        return len(captured)

    assert queries(12) == queries(2) == 12
