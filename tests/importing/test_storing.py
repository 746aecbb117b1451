"""An import makes the rows of an issue and nothing twice."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing.issues import Identity
from articles.importing.publishing import Publishing
from articles.importing.results import IssueResult
from articles.importing.run import import_issues
from articles.models import (
    Article,
    Author,
    Byline,
    Illustration,
    ImportRun,
    Issue,
    Page,
    Publication,
    Section,
)
from articles.models.choices import ImportOutcome, Status, TaggingState
from articles.search import full_text
from tests.importing.papers import BRIDGE, FISH, LIGHTS, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser")]

MODELS = (Publication, Issue, Page, Section, Article, Author, Byline, Illustration)


def bring_in(folder: Path, publish: Publishing = Publishing.NOTHING) -> IssueResult:
    (result,) = import_issues([folder], Identity(), publish=publish)
    assert result.faults == ()
    return result


def everything() -> list[list[Any]]:
    return [list(model._default_manager.order_by("pk").values()) for model in MODELS]


def test_an_issue_becomes_rows(tmp_path: Path) -> None:
    page = f"= 城区\n> 周宁\n{LIGHTS}! 图为新路灯。\n% 陈望 摄\n{BRIDGE}"
    result = bring_in(lay_out(tmp_path, A01=page, A02=FISH))
    issue = Issue.objects.get()
    assert (str(issue), issue.page_count) == ("云汀日报 2026-03-12", 2)
    assert [(row.number, row.title, row.staff) for row in issue.pages.all()] == [
        ("A01", "城区", [{"name": "周宁", "role": "责任编辑"}]),
        ("A02", "", []),
    ]
    lights, bridge = issue.pages.all()[0].articles.order_by("position")
    assert (lights.title, lights.section and lights.section.name) == ("小巷装上新路灯", "城区")
    assert (lights.base_parse or {})["title"] == lights.title
    assert (lights.status, lights.tagging_state, lights.confidence) == (
        Status.DRAFT,
        TaggingState.PENDING,
        0.9,
    )
    assert [str(line) for line in lights.bylines.all()] == ["记者 陈望"]
    assert [(shown.caption, shown.credit) for shown in lights.illustrations.all()] == [
        ("图为新路灯。", "陈望 摄")
    ]
    assert bridge.position == 2
    assert result.outcome is ImportOutcome.CREATED
    assert set(result.retag) == set(Article.objects.values_list("pk", flat=True))


def test_a_page_keeps_its_source(tmp_path: Path) -> None:
    text = f"\ufeff{LIGHTS}\u202e"
    folder = lay_out(tmp_path, A01=text.replace("\n", "\r\n"))
    bring_in(folder)
    page = Page.objects.get()
    assert page.source_text == f"{LIGHTS}\u202e"
    assert (page.encoding, page.source_name, len(page.source_sha256)) == ("utf-8", "A01.txt", 64)
    assert page.outside == []


def test_new_articles_can_be_found_and_published_at_once(tmp_path: Path) -> None:
    bring_in(lay_out(tmp_path, A01=LIGHTS), publish=Publishing.SOUND)
    assert [row.title for row in full_text.find("路灯", Article.objects.published())] == [
        "小巷装上新路灯"
    ]


@pytest.mark.parametrize("publish", list(Publishing))
def test_importing_again_changes_nothing(tmp_path: Path, publish: Publishing) -> None:
    folder = lay_out(tmp_path, A01=LIGHTS + BRIDGE, A02=f"= 城区\n{FISH}")
    bring_in(folder)
    before = everything()
    result = bring_in(folder, publish=publish)
    assert everything() == before
    assert result.outcome is ImportOutcome.UNCHANGED
    assert {article.outcome for page in result.pages for article in page.articles} == {
        ImportOutcome.UNCHANGED
    }
    assert result.retag == ()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pages=st.lists(
        st.text(st.sampled_from("路灯亮了\n#@=!%^->\u200b\x0b\u3000 a"), min_size=1),
        min_size=1,
        max_size=3,
    )
)
def test_importing_anything_twice_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, pages: list[str]
) -> None:
    folder = lay_out(
        tmp_path_factory.mktemp("paper"),
        **{f"A{i:02d}": text for i, text in enumerate(pages, start=1)},
    )
    (first,) = import_issues([folder], Identity())
    before = everything()
    (second,) = import_issues([folder], Identity())
    assert everything() == before
    assert bool(first.faults) == bool(second.faults)
    if not first.faults:
        assert second.outcome is ImportOutcome.UNCHANGED
    Article.objects.all().delete()
    Issue.objects.all().delete()


def test_further_pages_join_their_issue(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01=LIGHTS, A02=FISH)
    bring_in(folder / "A01.txt")
    result = bring_in(folder / "A02.txt")
    assert result.outcome is ImportOutcome.UPDATED
    issue = Issue.objects.get()
    assert (issue.pages.count(), issue.page_count) == (2, 2)


def test_files_without_numbers_keep_theirs_over_runs(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, **{"000_1eed": LIGHTS, "002_9cdf": FISH})
    for name in ("000_1eed", "002_9cdf", "000_1eed"):
        result = bring_in(folder / f"{name}.txt")
    assert dict(Page.objects.values_list("number", "source_name")) == {
        "01": "000_1eed.txt",
        "02": "002_9cdf.txt",
    }
    assert result.outcome is ImportOutcome.UNCHANGED


def test_what_is_told_about_an_issue_is_kept(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01=LIGHTS)
    (folder / "issue.toml").write_text("number = 15217\npage_count = 8")
    bring_in(folder)
    (folder / "issue.toml").write_text("")
    bring_in(folder)
    assert Issue.objects.values_list("number", "page_count").get() == (15217, 8)


def test_the_ledger_tells_every_run(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01=LIGHTS)
    bring_in(folder)
    bring_in(folder)
    first, second = ImportRun.objects.order_by("pk")
    assert (first.outcome, second.outcome) == ("created", "unchanged")
    assert first.issue == Issue.objects.get()
    assert first.sources == [str(folder / "A01.txt")]
    assert first.results[0]["articles"][0]["headline"] == "小巷装上新路灯"
    assert first.started_at <= first.finished_at
