"""The history of an article at the desk: who changed what and why, word by word, and an older version restored."""

from collections.abc import Callable

import pytest
from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.editorial import history, workflow
from articles.models import Article, Author, Byline, Correction, Illustration
from articles.models.choices import Act, Status
from tests.admin.browser import change_url, fill, url_of
from tests.factories import make_article, make_published, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]
OLD = "夜市昨天搬到了河边。\n\n居民说,这里亮堂多了。"
Report = tuple[int, str]  # level and sentence
NEW = "夜市今天搬到了河边。\n\n居民说,这里亮堂多了。"


@pytest.fixture
def article() -> Article:
    article = make_article(title="夜市搬新址", body=OLD)
    Byline.objects.create(article=article, author=Author.objects.create(name="江一苇"), role="记者")
    Illustration.objects.create(
        article=article, caption="夜市一角", credit="陈望 摄", picture="pictures/a.jpg"
    )
    article.tags.add("夜市")
    return article


def edit(desk: Client, article: Article, **changes: object) -> None:
    response = desk.post(
        change_url(article), fill(desk.get(change_url(article)), "article_form", **changes)
    )
    assert response.status_code == 302


def page_of(desk: Client, article: Article, query: str = "") -> str:
    response = desk.get(url_of(article, "history") + query)
    assert response.status_code == 200
    return response.content.decode()


def restore(desk: Client, article: Article, **fields: str) -> None:
    oldest = history.versions_of(article).last()
    assert oldest
    desk.post(f"/admin/articles/article/{article.pk}/history/{oldest.pk}/restore/", fields)
    article.refresh_from_db()


def test_words_that_changed_are_marked_on_both_sides(
    article: Article, desk: Client, chief: User
) -> None:
    edit(desk, article, body=NEW)
    html = page_of(desk, article)
    assert "夜市<del>昨天</del>搬到" in html
    assert "夜市<ins>今天</ins>搬到" in html
    assert "Changed" in html
    assert chief.username in html


def test_bylines_and_tags_are_part_of_a_version(article: Article, desk: Client) -> None:
    edit(desk, article, **{"bylines-0-role": "通讯员", "tag_names_new": "河边"})
    html = page_of(desk, article)
    assert "<del>记者</del> 江一苇" in html
    assert "<ins>通讯员</ins> 江一苇" in html
    assert "河边" in html


def test_an_article_as_it_came_in_has_a_history_too(article: Article, desk: Client) -> None:
    html = page_of(desk, article)
    assert "Imported" in html
    assert "夜市搬新址" in html


def test_any_two_versions_are_compared(article: Article, desk: Client) -> None:
    edit(desk, article, title="夜市搬到桥头")
    edit(desk, article, title="夜市搬到河边")
    newest, _middle, oldest = history.versions_of(article)
    html = page_of(desk, article, f"?version={newest.pk}&against={oldest.pk}")
    assert "搬<del>新址</del>" in html


@pytest.mark.parametrize("query", ["?version=999999", "?version=x&against=y", "?against="])
def test_an_address_nobody_gave_out_shows_the_newest(
    query: str, article: Article, desk: Client
) -> None:
    assert "夜市搬新址" in page_of(desk, article, query)


def test_the_page_asks_no_more_for_more_versions(article: Article, desk: Client) -> None:
    def queries(versions: int) -> int:
        for number in range(versions):
            history.record([article], make_user(f"user{article.pk}-{number}-{versions}"), Act.EDIT)
        with CaptureQueriesContext(connection) as captured:
            page_of(desk, article)
        return len(captured)

    page_of(desk, article)
    assert queries(10) == queries(2) <= 10


def test_moves_stand_in_the_same_trail(article: Article, desk: Client, chief: User) -> None:
    workflow.submit([article], chief)
    html = page_of(desk, article)
    assert "Submitted for review" in html


def test_an_older_version_is_restored_whole(
    article: Article, desk: Client, woken: list[int]
) -> None:
    edit(
        desk,
        article,
        **{
            "title": "夜市关了",
            "body": NEW,
            "bylines-0-DELETE": "on",
            "illustrations-0-caption": "别的",
            "tag_names_kept": [],
        },
    )
    restore(desk, article)
    assert (article.title, article.body) == ("夜市搬新址", OLD)
    assert [(line.author.name, line.role) for line in article.bylines.all()] == [("江一苇", "记者")]
    shown = article.illustrations.get()
    assert (shown.caption, shown.credit, shown.picture.name) == (
        "夜市一角",
        "陈望 摄",
        "pictures/a.jpg",
    )
    newest = history.versions_of(article).first()
    assert newest
    assert (newest.act, newest.title) == (Act.RESTORE, "夜市搬新址")


def test_restoring_what_was_approved_reopens_its_review(
    article: Article, desk: Client, chief: User
) -> None:
    edit(desk, article, title="夜市关了")
    Article.objects.update(status=Status.APPROVED)
    restore(desk, article)
    assert article.status == Status.IN_REVIEW
    assert list(article.edited_by.all()) == [chief]


def test_restoring_what_is_public_needs_a_word_to_the_readers(desk: Client) -> None:
    article = make_published(title="夜市搬新址")
    edit(desk, article, title="夜市关了", correction="误。")
    restore(desk, article)
    assert article.title == "夜市关了"
    restore(desk, article, correction="原标题无误。")
    assert article.title == "夜市搬新址"
    assert [one.note for one in Correction.objects.all()] == ["误。", "原标题无误。"]


def press_restore(desk: Client, article: Article, **fields: str) -> tuple[str, list[Report]]:
    """Where restoring the oldest version leads, and what it reports."""
    oldest = history.versions_of(article).last()
    assert oldest
    page_of(desk, article)  # shows what was reported before
    address = f"/admin/articles/article/{article.pk}/history/{oldest.pk}/restore/"
    response = desk.post(address, fields)
    reports = [(row.level, str(row)) for row in get_messages(response.wsgi_request)]
    return response.headers["Location"], reports


def test_a_restored_version_is_reported(article: Article, desk: Client) -> None:
    edit(desk, article, title="夜市关了")
    assert press_restore(desk, article) == (
        url_of(article, "history"),
        [(messages.SUCCESS, "The older version was restored.")],
    )


def test_a_reopened_review_is_reported_too(article: Article, desk: Client) -> None:
    edit(desk, article, title="夜市关了")
    Article.objects.update(status=Status.APPROVED)
    _address, reports = press_restore(desk, article)
    assert reports == [
        (messages.SUCCESS, "The older version was restored."),
        (messages.WARNING, "The approved text was changed: it is in review again."),
    ]


def test_a_missing_correction_is_reported_and_the_version_stays_open(desk: Client) -> None:
    article = make_published(title="夜市搬新址")
    edit(desk, article, title="夜市关了", correction="误。")
    oldest = history.versions_of(article).last()
    assert oldest
    sentence = "Readers have seen this article: say in “Correction” what was wrong."
    assert press_restore(desk, article, correction="  ") == (
        f"{url_of(article, 'history')}?version={oldest.pk}",
        [(messages.ERROR, sentence)],
    )


def test_only_an_older_version_can_be_restored(article: Article, desk: Client) -> None:
    edit(desk, article, title="夜市关了")
    newest, oldest = history.versions_of(article)
    assert "Restore this version" not in page_of(desk, article)
    assert "Restore this version" not in page_of(desk, article, f"?version={newest.pk}")
    assert "Restore this version" in page_of(desk, article, f"?version={oldest.pk}")


def test_a_version_is_compared_with_the_one_before_it(article: Article, desk: Client) -> None:
    edit(desk, article, title="夜市搬到桥头")
    edit(desk, article, title="夜市搬到河边")
    newest, middle, oldest = history.versions_of(article)
    context = desk.get(url_of(article, "history")).context
    assert (context["selected"], context["before"]) == (newest, middle)
    query = f"?version={middle.pk}"
    assert desk.get(url_of(article, "history") + query).context["before"] == oldest
    query = f"?version={oldest.pk}"
    assert desk.get(url_of(article, "history") + query).context["before"] is None


def test_readers_are_told_only_of_what_is_public(article: Article, desk: Client) -> None:
    edit(desk, article, title="夜市关了")
    oldest = history.versions_of(article).last()
    assert oldest
    query = f"?version={oldest.pk}"
    assert 'name="correction"' not in page_of(desk, article, query)
    workflow.publish([article], None)
    assert 'name="correction"' in page_of(desk, article, query)


def test_a_restore_is_posted_and_the_page_of_no_article_leads_to_the_overview(
    article: Article, desk: Client
) -> None:
    history.keep([article])
    version = Article.versions.get()
    address = f"/admin/articles/article/{article.pk}/history/{version.pk}/restore/"
    assert desk.get(address).status_code == 403
    response = desk.get("/admin/articles/article/99999/history/")
    assert response.headers["Location"] == "/admin/"
    [report] = get_messages(response.wsgi_request)
    assert "doesn’t exist" in str(report)


def test_the_history_needs_the_right_to_see_the_article(
    article: Article, staff_client: Callable[..., Client]
) -> None:
    client = staff_client("view_page")
    assert client.get(url_of(article, "history")).status_code == 403


def test_restoring_needs_the_right_to_change(
    article: Article, staff_client: Callable[..., Client]
) -> None:
    history.keep([article])
    Article.objects.update(title="夜市关了")
    history.record([article], make_user(), Act.EDIT)
    client = staff_client("view_article")
    assert "Restore" not in page_of(client, article)
    restore(client, article)
    assert article.title == "夜市关了"


def test_a_version_of_another_article_is_not_restored(article: Article, desk: Client) -> None:
    history.keep([make_article(title="别的稿件")])
    other = Article.versions.get()
    answer = desk.post(f"/admin/articles/article/{article.pk}/history/{other.pk}/restore/")
    assert answer.status_code == 404
