"""A preview of what an import would do, as JSON for the desk."""

from __future__ import annotations

from typing import Any

from articles.importing.read import ReadIssue, ReadPage
from articles.importing.results import ArticleResult, PageResult
from articles.importing.run import dry_run
from articles.models.choices import ImportOutcome
from articles.parsing import ArticleRecord, Kind

_OPENING_LENGTH = 60  # characters

Json = dict[str, Any]


def preview_issue(issue: ReadIssue) -> Json:
    """The issue with its pages, their articles, and what would become of each.

    An outcome is created, updated, unchanged or failed; it is empty where another page, or the
    issue, has to be put right first.
    """
    result = dry_run(issue)
    page_results: tuple[PageResult | None, ...] = result.pages
    if not page_results:
        page_results = (None,) * len(issue.pages)
    pages = []
    for read, page_result in zip(issue.pages, page_results, strict=True):
        pages.append(_preview_page(read, page_result))
    # A fault of one page is shown at that page.
    page_faults = {page.fault for page in issue.pages}
    issue_faults = [fault for fault in result.faults if fault not in page_faults]
    return {
        **issue.identity.to_json(),
        "outcome": result.outcome.value,
        "faults": issue_faults,
        "pages": pages,
    }


def _preview_page(read: ReadPage, result: PageResult | None) -> Json:
    return {
        "place": read.page.file.display_path,
        "number": result.number if result else read.page.number,
        "encoding": read.encoding,
        "encoding_override": read.page.encoding,
        "outcome": _page_outcome(read, result),
        "fault": read.fault,
        "notes": list(read.notes),
        "articles": _preview_articles(read, result),
    }


def _page_outcome(read: ReadPage, result: PageResult | None) -> str:
    if result:
        return result.outcome.value
    return ImportOutcome.FAILED.value if read.fault else ""


def _preview_articles(read: ReadPage, result: PageResult | None) -> list[Json]:
    """The articles of the file in its order, then stored ones that are no longer in the file."""
    records = read.record.articles
    if result is None:
        return [_describe(record) | _describe_outcome(None) for record in records]
    if result.outcome is ImportOutcome.UNCHANGED:
        # The results name the stored articles, which editors may have changed or reordered.
        unchanged = _describe_outcome(ImportOutcome.UNCHANGED)
        return [_describe(record) | unchanged for record in records]
    articles = []
    for record, article_result in zip(records, result.articles, strict=False):
        outcome = _describe_outcome(article_result.outcome, article_result)
        articles.append(_describe(record) | outcome)
    for article_result in result.articles[len(records) :]:
        outcome = _describe_outcome(article_result.outcome, article_result)
        articles.append(_describe_stored(article_result) | outcome)
    return articles


def _describe(record: ArticleRecord) -> Json:
    codes = {problem.code for problem in record.problems}
    return {
        "title": record.title,
        "opening": _opening(record),
        "confidence": record.confidence,
        "problems": sorted(codes),
    }


def _describe_stored(result: ArticleResult) -> Json:
    return {
        "title": result.headline,
        "opening": "",
        "confidence": None,
        "problems": [],
    }


def _opening(record: ArticleRecord) -> str:
    """The first characters of the first paragraph."""
    for block in record.blocks:
        if block.kind is not Kind.PARAGRAPH:
            continue
        words = block.text.split()
        text = " ".join(words)
        if len(text) > _OPENING_LENGTH:
            return f"{text[:_OPENING_LENGTH]}…"
        return text
    return ""


def _describe_outcome(outcome: ImportOutcome | None, result: ArticleResult | None = None) -> Json:
    description = {
        "outcome": outcome.value if outcome else "",
        "conflict": False,
        "note": "",
        "id": None,
    }
    if result is None:
        return description
    description["conflict"] = result.is_conflict
    description["note"] = result.note
    # The key of a new article is rolled back with it.
    if outcome is not ImportOutcome.CREATED:
        description["id"] = result.pk
    return description
