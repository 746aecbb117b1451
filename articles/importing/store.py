"""The writer of imported rows: one issue in one short transaction.

`identities` makes the rows that several imports share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.editorial import content, history, picture_files, workflow
from articles.editorial.content import ArticleContent
from articles.importing import identities
from articles.importing.content_rows import TOO_LONG, content_of, page_title
from articles.importing.files.naming import clean_name
from articles.importing.issues import number_pages
from articles.importing.merge import conflicts
from articles.importing.merge.reconcile import (
    Decision,
    ParsedArticle,
    Resolution,
    is_same_text,
    reconcile,
)
from articles.importing.publishing import Publishing, held_back, is_published
from articles.importing.read import ReadIssue, ReadPage
from articles.importing.results import ArticleResult, IssueResult, PageResult
from articles.importing.snapshot import snapshot_after, snapshot_before
from articles.models import Article, ArticleTag, ImportRun, Issue, Page, Section, planner_statistics
from articles.models.article_content import CONTENT_COLUMNS, TAGGING_RESET
from articles.models.choices import Act, ImportOutcome, TagOrigin
from articles.parsing import PARSER_VERSION, Kind
from articles.search import full_text
from articles.text.problems import open_problems

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_PAGE_COLUMNS = (
    *(
        "title",
        "staff",
        "source_name",
        "source_text",
        "source_sha256",
        "encoding",
        "parser_version",
    ),
    *("outside", "problems", "updated_at"),
)
_PARSE_COLUMNS = ("base_parse", "confidence", "problems", "settled", "position")
_ARTICLE_COLUMNS = (
    *CONTENT_COLUMNS,
    *_PARSE_COLUMNS,
    "version",
    "updated_at",
    *TAGGING_RESET,
)
_RESULTS: dict[Resolution, tuple[ImportOutcome, str | Promise]] = {
    Resolution.CREATE: (ImportOutcome.CREATED, ""),
    Resolution.UPDATE: (ImportOutcome.UPDATED, ""),
    Resolution.MERGE: (ImportOutcome.UPDATED, gettext_lazy("what editors changed was kept")),
    Resolution.REFRESH: (ImportOutcome.UNCHANGED, ""),
    Resolution.REFRESH_PARSE: (ImportOutcome.UNCHANGED, ""),
    Resolution.CLASH: (ImportOutcome.UNCHANGED, gettext_lazy("kept: edited")),
    Resolution.KEEP_EDITED: (ImportOutcome.UNCHANGED, gettext_lazy("kept: edited")),
    Resolution.KEEP_GONE: (ImportOutcome.UNCHANGED, gettext_lazy("kept: no longer in the file")),
    Resolution.DELETE: (ImportOutcome.UPDATED, gettext_lazy("deleted: no longer in the file")),
}


@dataclass(slots=True)
class _Page:
    """A page on its way into the tables. `row` is unsaved for a new one."""

    read: ReadPage
    row: Page
    outcome: ImportOutcome
    old_titles: tuple[str, ...] = ("",)
    decisions: list[Decision] = field(default_factory=list)


def store_issue(
    issue: ReadIssue, *, publish: Publishing, user: User | None, started_at: datetime
) -> IssueResult:
    """Store a faultless issue with its ledger row, or raise a database error and store nothing.

    What is there already is updated where the file or the parser is another; what an editor has
    changed stays as it is. `publish` says which of the new articles are published.
    """
    with transaction.atomic():
        identities.wait_for_turn(issue.identity)
        row, is_new = identities.issue_row(issue.identity)
        pages = _open_pages(issue, row)
        _decide(pages)
        decisions: list[Decision] = []
        for page in pages:
            decisions += page.decisions
        updated_pages = _with_outcome(pages, ImportOutcome.UPDATED)
        former = snapshot_before(updated_pages, decisions)
        _write_pages(pages, row)
        retag = _write_articles(decisions, row, publish)
        result = IssueResult(
            _outcome_of(pages, is_new),
            issue.identity,
            row.pk,
            tuple(_page_results(pages, publish)),
            retag=tuple(retag),
        )
        run = record_run(result, issue, user=user, started_at=started_at)
        _record_changes(decisions, run)
        created_pages = _with_outcome(pages, ImportOutcome.CREATED)
        run.snapshot = former | snapshot_after(is_new, created_pages, decisions)
        run.save(update_fields=["snapshot"])
        planner_statistics.renew()
    return replace(result, run_pk=run.pk)


def record_run(
    result: IssueResult,
    issue: ReadIssue,
    *,
    user: User | None,
    started_at: datetime,
) -> ImportRun:
    """The ledger row of a run, also of one that failed."""
    notes: dict[str, None] = {}
    for page in result.pages:
        notes |= dict.fromkeys(page.notes)
    return ImportRun.objects.create(
        issue_id=result.issue_pk,
        user=user,
        started_at=started_at,
        sources=[read.page.file.display_path for read in issue.pages],
        outcome=result.outcome,
        results=[page.to_json() for page in result.pages],
        message="\n".join(result.faults or notes),
    )


def _record_changes(decisions: Sequence[Decision], run: ImportRun) -> None:
    """Record conflicts and versions of stored articles, and reopen reviews of approved ones."""
    conflicts.note(decisions, run)
    updated = _with_resolution(decisions, Resolution.UPDATE, Resolution.MERGE)
    changed = [row for row, _parsed in updated]
    history.record(changed, run.user, Act.REIMPORT, run=run)
    workflow.reopen(changed)


def _with_outcome(pages: Sequence[_Page], outcome: ImportOutcome) -> list[Page]:
    return [page.row for page in pages if page.outcome is outcome]


def _open_pages(issue: ReadIssue, row: Issue) -> list[_Page]:
    rows = row.pages.select_related("arrangement")
    rows = rows.defer("source_text", "arrangement__blocks")
    stored = {page.number: page for page in rows}
    taken = {number: page.source_name for number, page in stored.items()}
    pages = [read.page for read in issue.pages]
    numbered = number_pages(pages, taken)
    open_pages = []
    for read, page in zip(issue.pages, numbered, strict=True):
        stored_page = stored.get(page.number)
        if stored_page is None:
            stored_page = Page(issue=row, number=page.number)
        read_page = replace(read, page=page)
        open_pages.append(_open_page(read_page, stored_page))
    return open_pages


def _open_page(read: ReadPage, row: Page) -> _Page:
    # The same bytes read in another encoding are another text.
    is_same = row.source_sha256 == read.sha256 and row.encoding == read.encoding
    if is_same and (row.parser_version == PARSER_VERSION or _is_arranged(row, read)):
        return _Page(read, row, ImportOutcome.UNCHANGED)
    sections = [block for block in row.outside if block["kind"] == Kind.SECTION]
    parsed_titles = [clean_name(block["text"]) for block in sections]
    page = _Page(
        read,
        row,
        ImportOutcome.UPDATED if row.pk else ImportOutcome.CREATED,
        (row.title, *parsed_titles),
    )
    if row.title in ("", *parsed_titles):  # else an editor may have written it
        row.title = page_title(read.page.title, read.record)
    _fill_page(row, read)
    return page


def _is_arranged(row: Page, read: ReadPage) -> bool:
    """Whether an editor arranged this text, which no parser knows better."""
    arrangement = getattr(row, "arrangement", None)
    if arrangement is None:
        return False
    return bool(arrangement.is_of(read.text))


def _fill_page(row: Page, read: ReadPage) -> None:
    record = read.record
    row.staff = []
    for credit in record.staff:
        name = clean_name(credit.name)
        role = clean_name(credit.role)
        row.staff.append({"name": name, "role": role})
    row.source_name = read.page.name[-255:]
    row.source_text = read.text
    row.source_sha256 = read.sha256
    row.encoding = read.encoding
    row.parser_version = PARSER_VERSION
    row.outside = [block.to_json() for block in record.blocks]
    row.problems = [problem.to_json() for problem in record.problems]
    row.updated_at = timezone.now()


def _write_pages(pages: Sequence[_Page], issue: Issue) -> None:
    created = _with_outcome(pages, ImportOutcome.CREATED)
    updated = _with_outcome(pages, ImportOutcome.UPDATED)
    Page.objects.bulk_create(created)
    Page.objects.bulk_update(updated, _PAGE_COLUMNS)
    count = issue.pages.count()
    if count > issue.page_count:
        issue.page_count = count
        issue.save(update_fields=["page_count", "updated_at"])


def _decide(pages: Sequence[_Page]) -> None:
    """Give each page the decisions on its articles."""
    changed = [page for page in pages if page.outcome is not ImportOutcome.UNCHANGED]
    updated = [page.row for page in changed if page.outcome is ImportOutcome.UPDATED]
    stored = _lock_articles(updated)
    deleted: list[Article] = []
    for page in changed:
        stored_articles = stored.get(page.row.pk, [])
        parsed_articles = _parsed_articles(page)
        page.decisions = reconcile(stored_articles, page.old_titles, parsed_articles)
        for decision in page.decisions:
            if decision.resolution is Resolution.DELETE:
                deleted += [decision.row]
    tagged = _tagged_by_editors(deleted)
    for page in changed:
        page.decisions = [_with_page(decision, page.row, tagged) for decision in page.decisions]


def _with_page(decision: Decision, page: Page, tagged: set[int]) -> Decision:
    decision.row.page = page
    # An editor's tag is an editor's work too.
    if decision.resolution is Resolution.DELETE and decision.row.pk in tagged:
        return replace(decision, resolution=Resolution.KEEP_GONE)
    return decision


def _parsed_articles(page: _Page) -> list[ParsedArticle]:
    articles = []
    for position, record in enumerate(page.read.record.articles, start=1):
        article_content, too_long = content_of(record, page.row.title)
        article = ParsedArticle(record, article_content, too_long, position)
        articles.append(article)
    return articles


def _lock_articles(pages: Sequence[Page]) -> dict[int, list[Article]]:
    """The stored articles of pages, locked against an editor who saves right now."""
    rows = Article.objects.filter(page__in=pages).order_by("position", "pk")
    rows = rows.select_for_update(of=("self",)).select_related("section")
    rows = rows.prefetch_related("bylines__author", "illustrations", "redirects")
    articles = defaultdict(list)
    for article in rows:
        articles[article.page_id].append(article)
    return articles


def _tagged_by_editors(articles: Iterable[Article]) -> set[int]:
    keys = [article.pk for article in articles]
    tags = ArticleTag.objects.filter(content_object__in=keys, origin=TagOrigin.EDITOR)
    return set(tags.values_list("content_object_id", flat=True))


def _write_articles(decisions: Sequence[Decision], issue: Issue, publish: Publishing) -> list[int]:
    """Carry the decisions out. Returns the keys of the articles whose text is new to the tagger."""
    created = _with_resolution(decisions, Resolution.CREATE)
    changed = _with_resolution(decisions, Resolution.UPDATE, Resolution.MERGE)
    rows_created = [row for row, _parsed in created]
    rows_changed = [row for row, _parsed in changed]
    deleted = [row.pk for row in _deleted_rows(decisions)]
    history.keep([*rows_changed, *deleted])
    new_contents = _contents(created)
    changed_contents = _contents(changed)
    all_contents = [*new_contents, *changed_contents]
    sections = content.sections_of(issue.publication, all_contents)
    retag = []
    for row, parsed in [*created, *changed]:
        if _fill_article(row, parsed, sections):
            retag.append(row)
    rows_refreshed = _refresh_articles(decisions)
    _set_positions(decisions)
    Article.objects.bulk_create(rows_created)
    Article.objects.bulk_update(rows_changed, _ARTICLE_COLUMNS)
    Article.objects.bulk_update(rows_refreshed, _PARSE_COLUMNS)
    content.write_relations(new_contents, changed_contents)
    articles_deleted = Article.objects.filter(pk__in=deleted)
    files = picture_files.names_in(articles_deleted)
    articles_deleted.delete()
    picture_files.release(files)
    full_text.index([*rows_created, *rows_changed])
    rows_ready = [row for row in rows_created if is_published(row, publish)]
    if rows_ready:
        workflow.publish_imported(rows_ready, issue.date)
    return [row.pk for row in retag]


def _refresh_articles(decisions: Sequence[Decision]) -> list[Article]:
    """Set the parse of articles that keep their content."""
    rows = []
    refreshed = _with_resolution(
        decisions,
        Resolution.REFRESH,
        Resolution.REFRESH_PARSE,
        Resolution.CLASH,
    )
    for row, parsed in refreshed:
        _fill_parse(row, parsed)
        rows.append(row)
    return rows


def _set_positions(decisions: Sequence[Decision]) -> None:
    """Set the printed order; an editor may have given the other articles their positions."""
    printed = _with_resolution(
        decisions,
        Resolution.CREATE,
        Resolution.UPDATE,
        Resolution.REFRESH,
    )
    for row, parsed in printed:
        row.position = parsed.position


def _deleted_rows(decisions: Iterable[Decision]) -> list[Article]:
    deleted = Resolution.DELETE
    return [decision.row for decision in decisions if decision.resolution is deleted]


def _with_resolution(
    decisions: Iterable[Decision], *resolutions: Resolution
) -> list[tuple[Article, ParsedArticle]]:
    """Rows with what they are to hold."""
    pairs = []
    for decision in decisions:
        parsed = decision.parsed
        if decision.resolution not in resolutions or parsed is None:
            continue
        if decision.content:
            parsed = replace(parsed, content=decision.content)
        pairs.append((decision.row, parsed))
    return pairs


def _contents(stored: Iterable[tuple[Article, ParsedArticle]]) -> list[ArticleContent]:
    return [ArticleContent(row, parsed.content) for row, parsed in stored]


def _fill_article(row: Article, parsed: ParsedArticle, sections: Mapping[str, Section]) -> bool:
    """Set everything an import writes; whether the text is new to the tagger."""
    is_other_text = content.fill_columns(row, parsed.content, sections)
    _fill_parse(row, parsed)
    return is_other_text


def _fill_parse(row: Article, parsed: ParsedArticle) -> None:
    if not is_same_text(row, parsed.record):
        row.settled = []  # what editors looked at was another text
    row.base_parse = parsed.record.to_json()
    row.confidence = parsed.record.confidence
    problems = [problem.to_json() for problem in parsed.record.problems]
    if parsed.too_long:
        problems.append({"code": TOO_LONG, "spans": []})
    row.problems = open_problems(
        problems,
        row.settled,
        title=parsed.content.fields["title"],
        is_signed=bool(parsed.content.bylines),
    )


def _outcome_of(pages: Sequence[_Page], is_new: bool) -> ImportOutcome:
    if is_new:
        return ImportOutcome.CREATED
    if all(page.outcome is ImportOutcome.UNCHANGED for page in pages):
        return ImportOutcome.UNCHANGED
    return ImportOutcome.UPDATED


def _page_results(pages: Sequence[_Page], publish: Publishing) -> Iterator[PageResult]:
    unchanged = _unchanged_articles(
        [page.row for page in pages if page.outcome is ImportOutcome.UNCHANGED]
    )
    for page in pages:
        decided = tuple(_article_result(decision) for decision in page.decisions)
        created = _with_resolution(page.decisions, Resolution.CREATE)
        waiting = held_back([row for row, _parsed in created], publish)
        yield PageResult(
            page.outcome,
            page.row.number,
            page.read.page.file.display_path,
            page.read.encoding,
            (*page.read.notes, waiting) if waiting else page.read.notes,
            decided or tuple(unchanged[page.row.pk]),
        )


def _unchanged_articles(pages: Sequence[Page]) -> dict[int, list[ArticleResult]]:
    results = defaultdict(list)
    rows = (
        Article.objects.filter(page__in=pages)
        .only("page_id", "title", "body")
        .order_by("position", "pk")
    )
    for row in rows:
        results[row.page_id].append(ArticleResult(ImportOutcome.UNCHANGED, row.headline, pk=row.pk))
    return results


def _article_result(decision: Decision) -> ArticleResult:
    outcome, note = _RESULTS[decision.resolution]
    if decision.clashes:
        labels = [conflicts.label(clash.field) for clash in decision.clashes]
        listed = _(", ").join(labels)
        note = _("to be decided at the desk: %s") % listed
    is_deleted = decision.resolution is Resolution.DELETE
    return ArticleResult(
        outcome,
        decision.row.headline,
        str(note),
        None if is_deleted else decision.row.pk,
        bool(decision.clashes),
    )
