"""Pages that an editor arranged come out as annotations: the parse they agree with scores in full, another does not."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.importing.content_rows import content_of
from articles.models import Article, Author, Byline, Page
from articles.parsing import Kind, PageRecord, parse_page
from articles.workbench.arrangement_store import save_arrangement
from articles.workbench.save_plan import Proposal
from tests.annotated import read_page
from tests.factories import make_article, make_issue, make_page, make_user
from tests.parsing import measures
from tests.workbench.papers import as_kind, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]

TEXT, _GOLD = read_page(Path("tests/samples/issue/2026-03-12/A03.page"))


def import_page(**fields: Any) -> tuple[Page, PageRecord]:
    parsed = parse_page(TEXT)
    page = make_page(
        source_text=TEXT, outside=[block.to_json() for block in parsed.blocks], **fields
    )
    for position, found in enumerate(parsed.articles, start=1):
        content, _too_long = content_of(found, page.title)
        article = make_article(
            page=page, position=position, base_parse=found.to_json(), **content.fields
        )
        for order, line in enumerate(content.bylines):
            author = Author.objects.get_or_create(name=line.name, affiliation=line.affiliation)[0]
            Byline.objects.create(article=article, author=author, role=line.role, order=order)
    return page, parsed


def accept(page: Page, **changes: Any) -> None:
    state, editor = opened(page), make_user(f"editor of {page.number}", is_superuser=True)
    saved = save_arrangement(
        page.pk, Proposal(replace(state.arrangement, **changes), state.seen), editor
    )
    assert saved.is_done


def export(directory: Path, *options: str) -> list[dict[str, Any]]:
    call_command("export_annotations", str(directory), *options)
    return [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(directory.glob("*.gold.json"))
    ]


def score(parsed: PageRecord, gold: dict[str, Any]) -> dict[str, float]:
    scorer = measures.shared_score()
    if scorer is None:
        pytest.skip("no score_pages.py beside the checkout")
    row: dict[str, float] = scorer(parsed.to_json(gold["source"]), gold)[0]
    return row


def test_a_page_that_was_right_is_scored_in_full(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, parsed = import_page(number="A03")
    accept(page)
    [gold] = export(tmp_path)
    assert capsys.readouterr().out == f"1 page was written to {tmp_path}.\n"
    assert gold["source"] == "云汀日报-2026-03-12-A03.txt"
    assert (tmp_path / gold["source"]).read_text(encoding="utf-8") == TEXT
    assert set(score(parsed, gold).values()) == {1.0}


def test_what_an_editor_put_right_counts_against_the_parse(tmp_path: Path) -> None:
    page, parsed = import_page()
    first, *others = opened(page).arrangement.articles
    kinds = [
        as_kind(block, Kind.SUBHEADING) if block.kind is Kind.PARAGRAPH else block
        for block in first.blocks
    ]
    accept(page, articles=(replace(first, blocks=tuple(kinds)), *others))
    [gold] = export(tmp_path)
    found = score(parsed, gold)
    assert found["structure"] < 1
    assert found["paragraphs"] < 1
    assert found["grouping"] == found["conserved"] == 1


def test_an_annotation_has_the_shape_of_the_others(tmp_path: Path) -> None:
    page, _parsed = import_page()
    accept(page)
    [gold] = export(tmp_path)
    assert gold.keys() == _GOLD.keys()
    assert {frozenset(article) for article in gold["articles"]} == {frozenset(_GOLD["articles"][0])}
    lines = TEXT.split("\n")
    for block in gold["articles"][0]["blocks"]:
        for line, start, end in block["spans"]:
            assert lines[line - 1][start:end].strip() == lines[line - 1][start:end] != ""


def test_names_are_those_that_editors_left(tmp_path: Path) -> None:
    page, _parsed = import_page()
    accept(page)
    signed = Article.objects.filter(bylines__isnull=False).order_by("position")[0]
    signed.bylines.all().delete()
    Byline.objects.create(article=signed, author=Author.objects.create(name="陈旺"), role="记者")
    [gold] = export(tmp_path)
    assert gold["articles"][signed.position - 1]["authors"] == [["陈旺", "记者"]]


def test_pages_that_nobody_accepted_or_that_came_in_anew_are_left_out(tmp_path: Path) -> None:
    import_page(number="A01")
    page, _parsed = import_page(number="A02")
    accept(page)
    Page.objects.filter(pk=page.pk).update(source_text=TEXT + "\n更正")
    assert export(tmp_path) == []


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ((), 1),
        (("--page", "A03"), 1),
        (("--page", "A04"), 0),
        (("--date", "2026-03-12"), 1),
        (("--date", "2026-03-13"), 0),
    ],
)
def test_some_pages_can_be_asked_for(options: tuple[str, ...], count: int, tmp_path: Path) -> None:
    page, _parsed = import_page(number="A03")
    accept(page)
    assert len(export(tmp_path, *options)) == count
    assert len(export(tmp_path / "issue", "--issue", str(make_issue().pk))) == 1


def test_queries_do_not_grow_with_the_pages(tmp_path: Path, django_assert_num_queries: Any) -> None:
    for number in ("A01", "A02"):
        accept(import_page(number=number)[0])
    with django_assert_num_queries(3):
        export(tmp_path)


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="cannot be made"):
        export(tmp_path / "file" / "below")
