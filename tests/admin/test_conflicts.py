"""Conflicts at the desk: found from overview and list, all three texts side by side, decided in one form."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.editorial import workflow
from articles.models import Article, Conflict, Correction
from articles.models.choices import ConflictState, Status
from tests.admin.browser import change_url
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]


@pytest.fixture
def article() -> Article:
    make_article(title="没有冲突的稿件")
    return make_article(title="夜市搬到河边", body="夜市昨天开张。\n\n居民说好。")


@pytest.fixture
def title(article: Article) -> Conflict:
    return Conflict.objects.create(
        article=article,
        field="title",
        base="夜市搬新址",
        ours="夜市搬到河边",
        theirs="夜市搬到桥头",
    )


@pytest.fixture
def bylines(article: Article) -> Conflict:
    return Conflict.objects.create(
        article=article, field="bylines", base=[], ours=[], theirs=[["江一苇", "云汀日报", "记者"]]
    )


def address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/conflicts/"


def test_all_three_stand_side_by_side_with_the_words_marked(title: Conflict, desk: Client) -> None:
    html = desk.get(address(title.article)).content.decode()
    assert "夜市搬新址" in html
    assert "夜市搬<del>新址</del><ins>到河边</ins>" in html.replace("</del><ins>", "</del><ins>")
    assert "桥头</ins>" in html


def test_of_a_long_text_what_differs_stands_between_its_neighbours_and_the_rest_is_folded(
    desk: Client,
) -> None:
    paragraphs = [f"第{number}段说的是夜市。" for number in range(20)]
    ours, theirs = [*paragraphs], [*paragraphs]
    ours[9], theirs[10] = "第9段由编辑改过。", "第10段报上改过。"
    article = make_article(body="\n\n".join(ours))
    Conflict.objects.create(
        article=article,
        field="body",
        base="\n\n".join(paragraphs),
        ours="",
        theirs="\n\n".join(theirs),
    )
    [one] = desk.get(address(article)).context["comparisons"]
    for side in (one.base, one.ours, one.theirs):
        assert [(len(run.rows), run.is_folded) for run in side] == [
            (8, True),
            (4, False),
            (8, True),
        ]
    assert desk.get(address(article)).content.decode().count("<details") == 2 * 3


def test_form_list_and_overview_lead_to_it(title: Conflict, desk: Client) -> None:
    assert address(title.article) in desk.get(change_url(title.article)).content.decode()
    assert "conflicts=open" in desk.get("/admin/").content.decode()
    found = desk.get("/admin/articles/article/?conflicts=open").context["cl"].result_list
    assert [row.pk for row in found] == [title.article.pk]


def test_without_a_conflict_nothing_is_said(article: Article, desk: Client) -> None:
    assert "conflicts=open" not in desk.get("/admin/").content.decode()
    assert address(article) not in desk.get(change_url(article)).content.decode()
    assert "Nothing is left to be decided." in desk.get(address(article)).content.decode()


def test_each_choice_is_carried_out(
    title: Conflict, bylines: Conflict, desk: Client, chief: User
) -> None:
    answer = desk.post(
        address(title.article),
        {f"choice-{title.pk}": "theirs", f"choice-{bylines.pk}": "theirs"},
        follow=True,
    )
    article = Article.objects.get(pk=title.article.pk)
    assert article.title == "夜市搬到桥头"
    assert [str(line) for line in article.bylines.all()] == ["记者 江一苇 (云汀日报)"]
    assert answer.redirect_chain[-1][0] == change_url(article)
    assert "2 conflicts were decided." in answer.content.decode()
    assert set(Conflict.objects.values_list("state", "by")) == {(ConflictState.THEIRS, chief.pk)}


def test_what_is_written_by_hand_is_cleaned_and_tagged(title: Conflict, desk: Client) -> None:
    desk.post(
        address(title.article),
        {f"choice-{title.pk}": "edited", f"text-{title.pk}": " 夜市\u200b搬家\r\n"},
    )
    title.article.refresh_from_db()
    assert (title.article.title, title.article.tagging_state) == ("夜市搬家", "pending")


def test_what_is_not_chosen_stays_open(title: Conflict, bylines: Conflict, desk: Client) -> None:
    answer = desk.post(address(title.article), {f"choice-{title.pk}": "ours"})
    assert answer.status_code == 200
    assert [row.pk for row in Conflict.objects.filter(state="open")] == [bylines.pk]
    assert "Choose ours" in desk.post(address(title.article), {}).content.decode()


@pytest.mark.parametrize("choice", ["open", "moot", "x", "edited"])
def test_a_choice_that_is_none_decides_nothing(
    choice: str, bylines: Conflict, desk: Client
) -> None:
    desk.post(address(bylines.article), {f"choice-{bylines.pk}": choice, f"text-{bylines.pk}": "x"})
    assert Conflict.objects.get().state == ConflictState.OPEN


def test_readers_are_told_or_nothing_is_decided(
    title: Conflict, bylines: Conflict, desk: Client
) -> None:
    workflow.publish([title.article], None)
    choices = {f"choice-{title.pk}": "ours", f"choice-{bylines.pk}": "theirs"}
    answer = desk.post(address(title.article), choices)
    assert "Readers have seen this article" in answer.content.decode()
    assert set(Conflict.objects.values_list("state", flat=True)) == {"open"}
    desk.post(address(title.article), choices | {"correction": "署名有误。"})
    assert Correction.objects.get().note == "署名有误。"


@pytest.mark.parametrize(("right", "status"), [("view_article", 403), ("change_article", 200)])
def test_who_may_change_the_article_decides(
    right: str, status: int, title: Conflict, staff_client: Callable[..., Client]
) -> None:
    client = staff_client(right)
    assert client.get(address(title.article)).status_code == status
    assert client.post(address(title.article), {}).status_code == status


def test_who_may_not_correct_does_not_reach_what_readers_saw(
    title: Conflict, staff_client: Callable[..., Client]
) -> None:
    Article.objects.update(status=Status.PUBLISHED, publish_at="2026-03-12T06:00Z")
    assert staff_client("change_article").get(address(title.article)).status_code == 403
