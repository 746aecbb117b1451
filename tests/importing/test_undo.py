"""An import is taken back whole, or refused with the reason where somebody has worked on what it brought."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from articles.editorial import history, workflow
from articles.importing import undo
from articles.importing.issues import Identity
from articles.importing.run import import_issues
from articles.models import (
    Article,
    Author,
    Byline,
    Conflict,
    Illustration,
    ImportRun,
    Issue,
    Page,
    Tag,
)
from articles.models.choices import Act, Status
from articles.search import full_text
from tests.factories import make_user
from tests.importing.papers import BRIDGE, FISH, LIGHTS, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser")]
SHUT = LIGHTS.replace("亮堂多了", "亮堂得很").replace("陈望", "陈望舒")


def bring_in(root: Path, **pages: str) -> ImportRun:
    (result,) = import_issues([lay_out(root, **pages)], Identity())
    assert result.faults == ()
    run = ImportRun.objects.order_by("-pk").first()
    assert run
    return run


def state() -> list[Any]:
    """Everything an undo has to put back, but for what tells that something happened."""
    articles = Article.objects.order_by("pk").values(
        "pk",
        "page",
        "position",
        "title",
        "body",
        "section",
        "status",
        "base_parse",
        "confidence",
        "problems",
    )
    return [
        list(articles),
        list(
            Page.objects.order_by("pk").values(
                "pk", "number", "source_text", "source_sha256", "outside", "title"
            )
        ),
        list(Byline.objects.order_by("pk").values("pk", "article", "author", "role", "order")),
        list(
            Illustration.objects.order_by("pk").values(
                "pk", "article", "caption", "credit", "picture", "order"
            )
        ),
        sorted(Article.objects.values_list("pk", "tags__name")),
    ]


def test_what_it_brought_is_gone_with_its_issue(tmp_path: Path) -> None:
    run = bring_in(tmp_path, A01=LIGHTS + BRIDGE, A02=FISH)
    plan = undo.preview(run)
    assert plan.refusals == []
    assert (len(plan.removed_headlines), plan.removed_pages, plan.removes_issue) == (
        3,
        ["A01", "A02"],
        True,
    )
    assert Article.objects.count() == 3
    undo.undo(run, None)
    assert not Article.objects.exists()
    assert not Page.objects.exists()
    assert not Issue.objects.exists()
    run.refresh_from_db()
    assert run.undone_at
    assert "2026-03-12" in run.message


def test_a_page_that_came_later_goes_alone(tmp_path: Path) -> None:
    bring_in(tmp_path, A01=LIGHTS)
    before = state()
    undo.undo(bring_in(tmp_path, A01=LIGHTS, A02=FISH), None)
    assert state() == before


def test_what_it_changed_is_put_back_as_it_was(tmp_path: Path) -> None:
    bring_in(tmp_path, A01=LIGHTS + "! 图为路灯。\n" + BRIDGE)
    Illustration.objects.update(picture="pictures/a.jpg")
    before = state()
    run = bring_in(tmp_path, A01="\n" + BRIDGE + SHUT + "! 图为新路灯。\n")
    assert state() != before
    retag = undo.undo(run, None)
    assert state() == before
    assert retag == [row["pk"] for row in before[0]]
    assert list(full_text.find("亮堂多了", Article.objects.all())) == [
        Article.objects.get(body__contains="桂巷")
    ]


def test_what_it_deleted_is_there_again_under_its_address(tmp_path: Path) -> None:
    bring_in(tmp_path, A01=LIGHTS + BRIDGE)
    lights = Article.objects.get(title="小巷装上新路灯")
    lights.article_tags.create(tag=Tag.objects.create(name="路灯", slug="路灯"), origin="automatic")
    before = state()
    run = bring_in(tmp_path, A01=BRIDGE)
    assert not Article.objects.filter(pk=lights.pk).exists()
    undo.undo(run, None)
    assert state() == before


def test_imports_are_undone_one_after_the_other(tmp_path: Path) -> None:
    first = bring_in(tmp_path, A01=LIGHTS)
    second = bring_in(tmp_path, A01=SHUT)
    assert undo.preview(first).refusals == [
        "Somebody has worked on these since: 小巷装上新路灯.",
        "A later import changed the same pages: undo that one first.",
    ]
    undo.undo(second, None)
    second.refresh_from_db()
    assert undo.preview(second).refusals == ["This import has been undone already."]
    first.refresh_from_db()
    undo.undo(first, None)
    assert not Article.objects.exists()


def test_an_undo_of_all_leaves_nothing(tmp_path: Path) -> None:
    first = bring_in(tmp_path, A01=LIGHTS)
    undo.undo(bring_in(tmp_path, A01=LIGHTS, A02=FISH), None)
    undo.undo(first, None)
    assert not Issue.objects.exists()


def test_the_history_tells_of_it(tmp_path: Path) -> None:
    bring_in(tmp_path, A01=LIGHTS)
    run, user = bring_in(tmp_path, A01=SHUT), make_user()
    undo.undo(run, user)
    versions = history.versions_of(Article.objects.get())
    assert [(row.act, row.history_user) for row in versions] == [
        (Act.UNDO, user),
        (Act.REIMPORT, None),
        (Act.IMPORT, None),
    ]


def test_its_conflicts_go_with_it(tmp_path: Path) -> None:
    bring_in(tmp_path, A01=LIGHTS)
    Article.objects.update(title="小巷亮了")
    run = bring_in(tmp_path, A01=LIGHTS.replace("小巷装上新路灯", "三条小巷装上新路灯", 1))
    assert Conflict.objects.exists()
    undo.undo(run, None)
    assert not Conflict.objects.exists()


def edit() -> None:
    article = Article.objects.get()
    Article.objects.update(title="编辑改过", version=article.version + 1)


def publish() -> None:
    workflow.publish(Article.objects.all(), None)


def write_by_hand() -> None:
    Article.objects.create(page=Page.objects.get(), title="手写的短讯", status=Status.DRAFT)


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (edit, "Somebody has worked on these since: 编辑改过."),
        (publish, "Published or about to be: 小巷装上新路灯."),
        (write_by_hand, "Articles were written by hand on its pages: 手写的短讯."),
    ],
)
def test_work_on_it_refuses_the_undo_and_nothing_is_changed(
    work: Callable[[], None], reason: str, tmp_path: Path
) -> None:
    run = bring_in(tmp_path, A01=LIGHTS)
    work()
    before = state()
    assert undo.preview(run).refusals == [reason]
    with pytest.raises(undo.UndoRefusedError):
        undo.undo(run, None)
    assert state() == before


def test_an_author_who_is_gone_refuses_it(tmp_path: Path) -> None:
    bring_in(tmp_path, A01=LIGHTS)
    run = bring_in(tmp_path, A01=SHUT)
    Author.objects.filter(name="陈望").delete()
    assert undo.preview(run).refusals == [
        "An author of an earlier version is no longer in the register."
    ]


def test_an_import_that_changed_nothing_has_nothing_to_undo(tmp_path: Path) -> None:
    bring_in(tmp_path, A01=LIGHTS)
    assert len(undo.preview(bring_in(tmp_path, A01=LIGHTS)).refusals) == 1


def test_a_page_that_was_renumbered_since_keeps_its_number(tmp_path: Path) -> None:
    bring_in(tmp_path, A01=LIGHTS)
    run = bring_in(tmp_path, A01=SHUT)
    Page.objects.update(number="B07")
    bring_in(tmp_path, A01=FISH)
    undo.undo(run, None)
    assert sorted(Page.objects.values_list("number", flat=True)) == ["A01", "B07"]
    assert "亮堂多了" in Article.objects.get(page__number="B07").body
