"""The writer of arrangements: a page and its articles, in one transaction, under the page's lock."""

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
from articles.editorial import content, history, workflow
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
    """What came of it. Nothing was written where `plan` is not ready, or `is_stale`: the page is no more, or
    somebody changed it since it was opened."""

    plan: Plan | None
    is_stale: bool
    reopened: int = 0  # approved articles that are in review again

    @property
    def is_done(self) -> bool:
        return self.plan is not None and not self.is_stale and self.plan.is_ready


def save_arrangement(page: int, proposal: Proposal, user: User) -> Saved:
    """Carry a proposal out, if nothing speaks against it. Whether the user may is asked of the articles only."""
    with transaction.atomic():
        opened = load_workbench_page(page, locked=True)
        if opened is None or opened.seen != proposal.seen:
            return Saved(None, is_stale=True)
        plan = make_plan(opened, proposal, user)
        return Saved(plan, is_stale=False, reopened=_write(plan, user) if plan.is_ready else 0)


def _write(plan: Plan, user: User) -> int:
    """Returns how many reviews were reopened."""
    changed = [change for change in plan.changes if change.row is None or change.is_changed]
    history.keep(
        [
            *(change.row for change in changed if change.row),
            *(article for article, _into in plan.removed),
        ]
    )
    rows = _write_articles(plan, changed)
    _write_bylines(rows, changed)
    _write_pictures(plan, rows)
    _share_editors(plan, rows)
    _hand_over(plan, rows)
    full_text.index([rows[change.key] for change in changed])
    _accept(plan, rows, user)
    retag = [
        rows[change.key].pk for change in changed if not TAGGED_COLUMNS.isdisjoint(change.changed)
    ]
    transaction.on_commit(partial(tasks.wake_tagging, retag))
    _tell(plan, changed, rows, user)
    Article.objects.filter(pk__in=[article.pk for article, _into in plan.removed]).delete()
    edited = [
        rows[change.key] for change in changed if not PRINTED_NAMES.isdisjoint(change.changed)
    ]
    return workflow.note_edits(edited, user) if edited else 0


def _write_articles(plan: Plan, changed: Sequence[Change]) -> dict[str, Article]:
    """All articles of the new arrangement by their key in it."""
    page = plan.opened.page
    rows = {change.key: change.row or Article(page=page) for change in plan.changes}
    contents = [ArticleContent(rows[change.key], change.content) for change in changed]
    sections = content.sections_of(page.issue.publication, contents)
    for article, article_content in contents:
        content.fill_columns(article, article_content, sections)
    others = [change for change in plan.changes if change not in changed and change.is_moved]
    for change in plan.changes:
        rows[change.key].position = change.position
        # Who accepts a page has looked at what the parser doubted on it.
        rows[change.key].problems = change.problems
    Article.objects.bulk_update([change.row for change in changed if change.row], _COLUMNS)
    # Which an article is on the page, and whether it is in doubt, is no news of the article: no version, no history.
    Article.objects.bulk_update(
        [change.row for change in others if change.row], ["position", "problems"]
    )
    Article.objects.bulk_create([rows[change.key] for change in changed if change.row is None])
    return rows


def _write_bylines(rows: dict[str, Article], changed: Iterable[Change]) -> None:
    signed = [change for change in changed if "bylines" in change.changed]
    content.write_bylines(
        (), [ArticleBylines(rows[change.key], change.content.bylines) for change in signed]
    )


def _write_pictures(plan: Plan, rows: dict[str, Article]) -> None:
    placed = []
    for key, pictures in plan.pictures.rows.items():
        for order, picture in enumerate(pictures):
            picture.article, picture.order = rows[key], order
            placed.append(picture)
    content.save_pictures(placed, plan.pictures.go)


def _share_editors(plan: Plan, rows: dict[str, Article]) -> None:
    """Texts went from article to article: who wrote in one of them approves none."""
    touched = [
        rows[change.key].pk
        for change in plan.changes
        if not PRINTED_NAMES.isdisjoint(change.changed) and not change.is_published
    ]
    articles = [*touched, *(article.pk for article, _into in plan.removed)]
    editors = set(_EDITS.objects.filter(article__in=articles).values_list("user_id", flat=True))
    _EDITS.objects.bulk_create(
        [_EDITS(article_id=article, user_id=editor) for article in touched for editor in editors],
        ignore_conflicts=True,
    )


def _hand_over(plan: Plan, rows: dict[str, Article]) -> None:
    """What editors decided on the tags of articles that are no more, the words to their readers and their
    addresses go where they went."""
    joined = defaultdict(list)
    for article, into in plan.removed:
        if into is not None:
            joined[rows[into]].append(article)
    for new, old in joined.items():
        _hand_over_tags(old, new)
        Correction.objects.filter(article__in=old).update(article=new)
        ArticleRedirect.objects.filter(article__in=old).update(article=new)
        ArticleRedirect.objects.bulk_create(
            [ArticleRedirect(old_id=article.pk, article=new) for article in old]
        )


def _hand_over_tags(old: Sequence[Article], new: Article) -> None:
    """Each tag and each decision once, the article's own before those that come to it."""
    tags = ArticleTag.objects.filter(content_object__in=[new, *old]).order_by("pk")
    kept = {tag.tag_id for tag in tags if tag.content_object_id == new.pk}
    chosen = {
        tag.tag_id: tag.pk
        for tag in tags
        if tag.origin == TagOrigin.EDITOR and tag.tag_id not in kept
    }
    ArticleTag.objects.filter(pk__in=chosen.values()).update(content_object=new)
    decisions = TagDecision.objects.filter(article__in=[new, *old]).order_by("pk")
    decided = {decision.name for decision in decisions if decision.article_id == new.pk}
    others = {decision.name: decision.pk for decision in decisions if decision.name not in decided}
    TagDecision.objects.filter(pk__in=others.values()).update(article=new)


def _accept(plan: Plan, rows: dict[str, Article], user: User) -> None:
    page = plan.opened.page
    page.title, page.updated_at = plan.title, timezone.now()
    page.staff = [
        {"name": clean_name(credit.name), "role": clean_name(credit.role)}
        for credit in plan.record.staff
    ]
    page.problems = []
    page.save(update_fields=["title", "staff", "problems", "updated_at"])
    keys = {key: str(row.pk) for key, row in rows.items()}
    accepted = plan.opened.accepted
    arrangement = PageArrangement(
        page=page,
        text=page.source_text,
        blocks=plan.proposal.arrangement.with_keys(keys).to_json(),
        version=accepted.version + 1 if accepted else 1,
        accepted_by=user,
    )
    columns = ["text", "blocks", "version", "accepted_by", "accepted_at"]
    PageArrangement.objects.bulk_create(
        [arrangement], update_conflicts=True, unique_fields=["page"], update_fields=columns
    )


def _tell(plan: Plan, changed: Sequence[Change], rows: dict[str, Article], user: User) -> None:
    """The history of each article, and the readers of those that are published."""
    corrected = plan.to_correct
    for change in corrected:
        workflow.correct(rows[change.key], plan.proposal.correction, user)
    others = [change for change in changed if change not in corrected]
    reasons = {
        rows[change.key].pk: _("Split off from another article of its page.")
        for change in others
        if not change.row
    }
    for article, into in plan.removed:
        reason = _("Joined to “%s”.") % rows[into].headline if into else _("Taken off the page.")
        reasons[article.pk] = reason
        LogEntry.objects.log_actions(user.pk, [article], DELETION, reason, single_object=True)
    removed = [article for article, _into in plan.removed]
    history.record(
        [*(rows[change.key] for change in others), *removed], user, Act.WORKBENCH, reasons
    )
