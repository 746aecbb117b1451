"""Every field of an article's content survives whatever happens to the article."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from articles.editorial import content, editing, history
from articles.exchange.pack import export
from articles.exchange.restore import take_back
from articles.importing import undo
from articles.importing.issues import Identity
from articles.importing.merge import conflicts
from articles.importing.merge.three_way import values_of
from articles.importing.run import import_issues
from articles.models import Article, Conflict, ImportRun
from articles.models.article_content import CONTENT_FIELDS, TEXT_COLUMNS
from articles.models.choices import Act, ConflictState, ImportOutcome
from articles.workbench.arrangement_store import save_arrangement
from tests.exchange.test_round_trip import empty
from tests.factories import make_article, make_user
from tests.filled_article import content_of_row, fill_content
from tests.fixtures import _plain_parser, woken
from tests.importing.papers import BRIDGE, LIGHTS, lay_out
from tests.workbench.papers import make_paper
from tests.workbench.proposals import done, move_caption, move_paragraph, split, unchanged

__all__ = ["_plain_parser", "woken"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def editor() -> User:
    return make_user("editor", is_staff=True, is_superuser=True)


def bring_in(root: Path, **pages: str) -> ImportRun:
    (result,) = import_issues([lay_out(root, **pages)], Identity())
    assert result.faults == ()
    return ImportRun.objects.latest("pk")


def test_an_exported_issue_brings_it_back(tmp_path: Path) -> None:
    article = make_article()
    fill_content(article, "甲")
    before = content_of_row(article)
    export(article.page.issue, tmp_path / "issue.zip")
    empty()
    result = take_back(tmp_path / "issue.zip")
    assert result.outcome == ImportOutcome.CREATED, result.faults
    assert content_of_row(Article.objects.get()) == before


def test_an_older_version_brings_it_back(editor: User) -> None:
    article = make_article()
    fill_content(article, "甲")
    before = content_of_row(article)
    history.record([article], editor, Act.EDIT)
    version = history.versions_of(article).first()
    assert version is not None
    fill_content(article, "乙")
    editing.restore(article, version, editor)
    assert content_of_row(article) == before


def test_an_older_version_brings_back_one_field_alone(editor: User) -> None:
    article = make_article()
    fill_content(article, "甲")
    before = content_of_row(article)
    history.record([article], editor, Act.EDIT)
    version = history.versions_of(article).first()
    assert version is not None
    for name in TEXT_COLUMNS:
        Article.objects.filter(pk=article.pk).update(**{name: "乙"})
        editing.restore(article, version, editor)
        assert content_of_row(article) == before, name


def test_one_writer_writes_each_field(editor: User) -> None:
    first, second = make_article(), make_article()
    fill_content(first, "甲")
    fill_content(second, "乙")
    wanted = content.values_in(first)
    assert wanted.keys() == {field.name for field in CONTENT_FIELDS}
    content.write_values(second, wanted)
    assert content_of_row(second) == content_of_row(first)


@pytest.mark.usefixtures("_plain_parser")
def test_an_undone_import_brings_it_back(tmp_path: Path, editor: User) -> None:
    bring_in(tmp_path, A01=LIGHTS)
    article = Article.objects.get()
    fill_content(article, "甲")
    Article.objects.update(body=f"{article.body}\n\n居民说,晚上出门亮堂多了。")
    before = content_of_row(article)
    run = bring_in(tmp_path, A01=LIGHTS.replace("亮堂多了", "亮堂得很").replace("路灯", "灯"))
    undo.undo(run, editor)
    assert content_of_row(article) == before


@pytest.mark.usefixtures("_plain_parser")
def test_a_corrected_file_leaves_what_editors_wrote(tmp_path: Path) -> None:
    bring_in(tmp_path, A01=LIGHTS + BRIDGE)
    article = Article.objects.first()
    assert article is not None
    fill_content(article, "甲")
    kept = "居民说,晚上出门亮堂多了。"
    Article.objects.filter(pk=article.pk).update(body=f"甲写的段。\n\n{kept}")
    before = content_of_row(article)
    bring_in(tmp_path, A01=LIGHTS.replace("亮堂多了", "亮堂得很") + BRIDGE)
    before["body"] = before["body"].replace("亮堂多了", "亮堂得很")
    assert content_of_row(article) == before


def test_a_conflict_decided_for_the_file_takes_each_field(editor: User) -> None:
    article, other = make_article(), make_article()
    fill_content(article, "甲")
    fill_content(other, "乙")
    theirs = values_of(content.content_in(other))
    for name, value in theirs.items():
        conflict = Conflict.objects.create(
            article=article, field=name, base="", ours="", theirs=value
        )
        conflicts.decide(conflict, ConflictState.THEIRS, editor)
    assert values_of(content.content_in(Article.objects.get(pk=article.pk))) == theirs
    # An alternative text and the file are no words of the file that was corrected: they stay.
    assert [row.alt for row in article.illustrations.all()] == ["甲图中0", "甲图中1"]


@pytest.mark.parametrize("propose", [unchanged, move_paragraph, move_caption, split])
def test_the_workbench_leaves_what_editors_wrote(propose: object, editor: User) -> None:
    """The bridge is filled; the workbench changes its neighbour, and the bridge where it is told to."""
    page, night, bridge = make_paper()
    fill_content(bridge, "甲")
    Article.objects.filter(pk=bridge.pk).update(body="大桥只剩最后一段钢梁。\n\n甲写的段。")
    before = content_of_row(bridge)
    done(save_arrangement(page.pk, propose(page, night, bridge), editor))  # type: ignore[operator]
    after = content_of_row(bridge)
    for state in (before, after):
        if propose is move_paragraph:  # a paragraph came to it
            state["body"] = state["body"].replace("\n\n摊主说,人更多了。", "")
    assert after == before
