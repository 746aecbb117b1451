"""What an import would do, to be looked at before it is done: as JSON, for the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.importing.read import ReadIssue, ReadPage
from articles.importing.results import ArticleResult, PageResult
from articles.importing.run import dry_run
from articles.models.choices import ImportOutcome
from articles.parsing import ArticleRecord, Kind

_OPENING = 60  # characters

Json = dict[str, Any]


def preview_issue(issue: ReadIssue) -> Json:
    """The issue with its pages and their articles, and what would become of each: created, updated, unchanged.

    An outcome is empty where another page, or the issue, has to be put right first.
    """
    result = dry_run(issue)
    results: tuple[PageResult | None, ...] = result.pages or (None,) * len(issue.pages)
    return {
        **issue.identity.to_json(),
        "outcome": result.outcome.value,
        # What is wrong with one page stands at that page.
        "faults": [
            fault for fault in result.faults if fault not in {page.fault for page in issue.pages}
        ],
        "pages": [_page(read, done) for read, done in zip(issue.pages, results, strict=True)],
    }


def _page(read: ReadPage, done: PageResult | None) -> Json:
    return {
        "place": read.page.file.display_path,
        "number": done.number if done else read.page.number,
        "encoding": read.encoding,
        "encoding_override": read.page.encoding,
        "outcome": done.outcome.value if done else ImportOutcome.FAILED.value if read.fault else "",
        "fault": read.fault,
        "notes": list(read.notes),
        "articles": list(_articles(read, done)),
    }


def _articles(read: ReadPage, done: PageResult | None) -> Iterator[Json]:
    """Those of the file in its order, then those that are there and that the file no longer holds."""
    found = read.record.articles
    if done is None:
        yield from (_described(record) | _fate(None) for record in found)
    elif (
        done.outcome is ImportOutcome.UNCHANGED
    ):  # its results are the stored articles, as editors left them
        yield from (_described(record) | _fate(ImportOutcome.UNCHANGED) for record in found)
    else:
        for record, result in zip(found, done.articles, strict=False):
            yield _described(record) | _fate(result.outcome, result)
        for result in done.articles[len(found) :]:
            yield {
                "title": result.headline,
                "opening": "",
                "confidence": None,
                "problems": [],
            } | _fate(result.outcome, result)


def _described(record: ArticleRecord) -> Json:
    text = next((block.text for block in record.blocks if block.kind is Kind.PARAGRAPH), "")
    opening = " ".join(text.split())
    return {
        "title": record.title,
        "opening": f"{opening[:_OPENING]}…" if len(opening) > _OPENING else opening,
        "confidence": record.confidence,
        "problems": sorted({problem.code for problem in record.problems}),
    }


def _fate(outcome: ImportOutcome | None, result: ArticleResult | None = None) -> Json:
    is_there = result is not None and outcome is not ImportOutcome.CREATED
    return {
        "outcome": outcome.value if outcome else "",
        "conflict": result is not None and result.is_conflict,
        "note": result.note if result else "",
        "id": result.pk if result and is_there else None,
    }
