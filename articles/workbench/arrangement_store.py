"""The writer of arrangements: a page and its articles in one transaction, with the page locked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.admin.models import DELETION, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import tasks
from articles.editorial import content, history, picture_files, workflow
from articles.editorial.content import ArticleBylines, ArticleContent
from articles.importing.files.naming import clean_name
from articles.models import (
    Article,
    ArticleRedirect,
    ArticleTag,
    Correction,
    PageArrangement,
    TagDecision,
)
from articles.models.article_content import (
    CONTENT_COLUMNS,
    PRINTED_NAMES,
    TAGGED_COLUMNS,
    TAGGING_RESET,
)
from articles.models.choices import Act, TagOrigin
from articles.search import full_text
from articles.workbench.current_arrangement import load_workbench_page
from articles.workbench.save_plan import Change, Plan, Proposal, make_plan

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_COLUMNS = (
    *CONTENT_COLUMNS,
    "position",
    "problems",
    "version",
    "updated_at",
    *TAGGING_RESET,
)
_EDITS = Article.edited_by.through


class Saved(NamedTuple):
    """The result of saving.

    Nothing was written where `plan` is not ready or where `is_stale`, because the page was deleted
    or changed since it was opened.
    """

    plan: Plan | None
    is_stale: bool
    reopened: int = 0  # approved articles that are in review again

    @property
    def is_done(self) -> bool:
        return self.plan is not None and not self.is_stale and self.plan.is_ready


def save_arrangement(page: int, proposal: Proposal, user: User) -> Saved:
    """Carry a proposal out if nothing forbids it.

    The plan checks the user's rights to the articles; the caller checks the right to the page.
    """
    with transaction.atomic():
        opened = load_workbench_page(page, locked=True)
        if opened is None or opened.seen != proposal.seen:
            return Saved(None, is_stale=True)
        plan = make_plan(opened, proposal, user)
        reopened = 0
        if plan.is_ready:
            reopened = _write(plan, user)
        return Saved(plan, is_stale=False, reopened=reopened)


def _write(plan: Plan, user: User) -> int:
    """Returns how many reviews were reopened."""
    changed = [change for change in plan.changes if change.row is None or change.is_changed]
    changed_rows = [change.row for change in changed if change.row]
    removed_rows = [article for article, _into in plan.removed]
    history.keep([*changed_rows, *removed_rows])
    rows = _write_articles(plan, changed)
    _write_bylines(rows, changed)
    _write_pictures(plan, rows)
    _share_editors(plan, rows)
    _hand_over(plan, rows)
    full_text.index([rows[change.key] for change in changed])
    _accept(plan, rows, user)
    retag = _rows_with(TAGGED_COLUMNS, changed, rows)
    retag_keys = [row.pk for row in retag]
    transaction.on_commit(partial(tasks.wake_tagging, retag_keys))
    _record_changes(plan, changed, rows, user)
    _delete_articles(removed_rows)
    edited = _rows_with(PRINTED_NAMES, changed, rows)
    if not edited:
        return 0
    return workflow.note_edits(edited, user)


def _delete_articles(rows: Iterable[Article]) -> None:
    """Their pictures went to other articles before; what only their history showed goes."""
    keys = [row.pk for row in rows]
    articles = Article.objects.filter(pk__in=keys)
    files = picture_files.names_in(articles)
    articles.delete()
    picture_files.release(files)


def _rows_with(
    names: frozenset[str], changed: Iterable[Change], rows: dict[str, Article]
) -> list[Article]:
    """The rows of the articles in which any of these fields changed."""
    return [rows[change.key] for change in changed if not names.isdisjoint(change.changed)]


def _write_articles(plan: Plan, changed: Sequence[Change]) -> dict[str, Article]:
    """All articles of the new arrangement by their key in it."""
    page = plan.opened.page
    rows = {}
    for change in plan.changes:
        rows[change.key] = change.row or Article(page=page)
    contents = [ArticleContent(rows[change.key], change.content) for change in changed]
    sections = content.sections_of(page.issue.publication, contents)
    for article, article_content in contents:
        content.fill_columns(article, article_content, sections)
    created, updated, moved = _sort_rows(plan, changed, rows)
    for change in plan.changes:
        row = rows[change.key]
        row.position = change.position
        # Who accepts a page has looked at what the parser doubted on it.
        row.problems = change.problems
    Article.objects.bulk_update(updated, _COLUMNS)
    # A change of the position or of the parser's doubts writes no version and no history, because
    # it changes nothing of the article.
    Article.objects.bulk_update(moved, ["position", "problems"])
    Article.objects.bulk_create(created)
    return rows


def _sort_rows(
    plan: Plan, changed: Sequence[Change], rows: dict[str, Article]
) -> tuple[list[Article], list[Article], list[Article]]:
    """The rows that are new, those that are changed, and those that only move."""
    created = []
    updated = []
    moved = []
    for change in plan.changes:
        row = rows[change.key]
        if change.row is None:
            created.append(row)
        elif change in changed:
            updated.append(row)
        elif change.is_moved:
            moved.append(row)
    return created, updated, moved


def _write_bylines(rows: dict[str, Article], changed: Iterable[Change]) -> None:
    bylines = []
    for change in changed:
        if "bylines" in change.changed:
            row = rows[change.key]
            row_bylines = ArticleBylines(row, change.content.bylines)
            bylines.append(row_bylines)
    content.write_bylines((), bylines)


def _write_pictures(plan: Plan, rows: dict[str, Article]) -> None:
    placed = []
    for key, pictures in plan.pictures.rows.items():
        for order, picture in enumerate(pictures):
            picture.article = rows[key]
            picture.order = order
            placed.append(picture)
    content.save_pictures(placed, plan.pictures.go)


def _share_editors(plan: Plan, rows: dict[str, Article]) -> None:
    """Give every changed article the editors of all, because texts went from article to article.

    Nobody may approve a text that they wrote in another article.
    """
    touched = []
    for change in plan.changes:
        is_printed = not PRINTED_NAMES.isdisjoint(change.changed)
        if is_printed and not change.is_published:
            row = rows[change.key]
            touched.append(row.pk)
    removed = [article.pk for article, _into in plan.removed]
    edits = _EDITS.objects.filter(article__in=[*touched, *removed])
    editors = set(edits.values_list("user_id", flat=True))
    shared = []
    for article in touched:
        shared += [_EDITS(article_id=article, user_id=editor) for editor in editors]
    _EDITS.objects.bulk_create(shared, ignore_conflicts=True)


def _hand_over(plan: Plan, rows: dict[str, Article]) -> None:
    """Move tags, corrections and addresses of joined articles to the article they joined."""
    joined = defaultdict(list)
    for article, into in plan.removed:
        if into is not None:
            target = rows[into]
            joined[target].append(article)
    for new, old in joined.items():
        _hand_over_tags(old, new)
        Correction.objects.filter(article__in=old).update(article=new)
        ArticleRedirect.objects.filter(article__in=old).update(article=new)
        redirects = [ArticleRedirect(old_id=article.pk, article=new) for article in old]
        ArticleRedirect.objects.bulk_create(redirects)


def _hand_over_tags(old: Sequence[Article], new: Article) -> None:
    """Each tag and each decision once; those of the article go before those that it gets."""
    tags = ArticleTag.objects.filter(content_object__in=[new, *old]).order_by("pk")
    present_tags = {tag.tag_id for tag in tags if tag.content_object_id == new.pk}
    moved_tags = {}
    for tag in tags:
        if tag.origin == TagOrigin.EDITOR and tag.tag_id not in present_tags:
            moved_tags[tag.tag_id] = tag.pk
    ArticleTag.objects.filter(pk__in=moved_tags.values()).update(content_object=new)
    decisions = TagDecision.objects.filter(article__in=[new, *old]).order_by("pk")
    decided = {decision.name for decision in decisions if decision.article_id == new.pk}
    moved_decisions = {}
    for decision in decisions:
        if decision.name not in decided:
            moved_decisions[decision.name] = decision.pk
    TagDecision.objects.filter(pk__in=moved_decisions.values()).update(article=new)


def _accept(plan: Plan, rows: dict[str, Article], user: User) -> None:
    page = plan.opened.page
    page.title = plan.title
    page.updated_at = timezone.now()
    page.staff = []
    for credit in plan.record.staff:
        name = clean_name(credit.name)
        role = clean_name(credit.role)
        page.staff.append({"name": name, "role": role})
    page.problems = []
    page.save(update_fields=["title", "staff", "problems", "updated_at"])
    keys = {key: str(row.pk) for key, row in rows.items()}
    blocks = plan.proposal.arrangement.with_keys(keys)
    accepted = plan.opened.accepted
    arrangement = PageArrangement(
        page=page,
        text=page.source_text,
        blocks=blocks.to_json(),
        version=accepted.version + 1 if accepted else 1,
        accepted_by=user,
    )
    PageArrangement.objects.bulk_create(
        [arrangement],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["text", "blocks", "version", "accepted_by", "accepted_at"],
    )


def _record_changes(
    plan: Plan, changed: Sequence[Change], rows: dict[str, Article], user: User
) -> None:
    """Write the history of each article, and the corrections of published ones."""
    corrected = plan.to_correct
    for change in corrected:
        workflow.correct(rows[change.key], plan.proposal.correction, user)
    recorded = []
    reasons = {}
    for change in changed:
        if change in corrected:
            continue
        row = rows[change.key]
        recorded.append(row)
        if not change.row:
            reasons[row.pk] = _("Split off from another article of its page.")
    for article, into in plan.removed:
        reason = _("Taken off the page.")
        if into:
            reason = _("Joined to “%s”.") % rows[into].headline
        recorded.append(article)
        reasons[article.pk] = reason
        LogEntry.objects.log_actions(user.pk, [article], DELETION, reason, single_object=True)
    history.record(recorded, user, Act.WORKBENCH, reasons)
