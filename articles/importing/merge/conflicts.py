"""Conflicts between an editor and a corrected file: written down by an import, decided by an editor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial import editing
from articles.editorial.content import content_in
from articles.editorial.editing import EditOutcome
from articles.importing.merge.reconcile import Decision, Resolution
from articles.importing.merge.three_way import values_of
from articles.models import Article, Conflict, ImportRun
from articles.models.article_content import FIELDS_BY_NAME, PictureEntry, Signature
from articles.models.choices import Act, ConflictState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User


class NotOpen(Exception):  # noqa: N818  (it is what the conflict is)
    """Somebody else has decided meanwhile."""


def label(field: str) -> str:
    return str(FIELDS_BY_NAME[field].label)


def open_conflicts(article: Article) -> QuerySet[Conflict]:
    conflicts = Conflict.objects.filter(article=article, state=ConflictState.OPEN)
    return conflicts.select_related("run__user")


def articles_in_conflict() -> QuerySet[Conflict, int]:
    """The keys of the articles that have something to be decided."""
    return (
        Conflict.objects.filter(state=ConflictState.OPEN)
        .order_by()
        .values_list("article", flat=True)
        .distinct()
    )


def note(decisions: Iterable[Decision], run: ImportRun) -> None:
    """Write down what an import left to be decided. A conflict that is open already learns what the file says now;
    one that both sides have come together in, or that the file has taken back, is none any more."""
    not_compared = (Resolution.CREATE, Resolution.KEEP_EDITED)
    compared = [
        decision
        for decision in decisions
        if decision.parsed and decision.resolution not in not_compared
    ]
    if not compared:
        return
    article_pks = [decision.row.pk for decision in compared]
    rows = Conflict.objects.filter(article__in=article_pks, state=ConflictState.OPEN)
    known = {(row.article_id, row.field): row for row in rows}
    changed = []
    new = []
    for decision in compared:
        for clash in decision.clashes:
            row = known.pop((decision.row.pk, clash.field), None)
            if row is None:
                values = clash._asdict()
                new.append(Conflict(article=decision.row, run=run, **values))
                continue
            row.ours = clash.ours
            row.theirs = clash.theirs
            row.run = run
            if row.theirs == row.base:
                row.state = ConflictState.MOOT
            changed.append(row)
        changed += _made_moot(decision, known)
    Conflict.objects.bulk_update(changed, ["ours", "theirs", "run", "state"])
    Conflict.objects.bulk_create(new)


def _made_moot(decision: Decision, known: Mapping[tuple[int, str], Conflict]) -> list[Conflict]:
    """The open conflicts of an article in which the file now says what stands there."""
    if decision.parsed is None:
        return []
    open_rows = [row for (pk, _field), row in known.items() if pk == decision.row.pk]
    if not open_rows:
        return []
    parsed_content = decision.parsed.content
    now = values_of(decision.content or parsed_content)
    new = values_of(parsed_content)
    moot = [row for row in open_rows if now[row.field] == new[row.field]]
    for row in moot:
        row.state = ConflictState.MOOT
    return moot


@transaction.atomic
def decide(
    conflict: Conflict, choice: ConflictState, user: User, *, text: str = "", correction: str = ""
) -> EditOutcome | None:
    """Carry out an editor's choice by the rules of any edit; None where nothing of the article changes.

    `text` is what was written by hand, of a field that is a text. Raises `NotOpen` where it was decided
    already, and `editing.CorrectionRequired` where readers have to be told. Whether the user may edit
    the article is the caller's question.
    """
    row = (
        Conflict.objects.select_for_update(of=("self",))
        .select_related("article")
        .get(pk=conflict.pk)
    )
    if row.state != ConflictState.OPEN:
        raise NotOpen
    row.state, row.by, row.at = choice, user, timezone.now()
    row.save(update_fields=["state", "by", "at"])
    if choice == ConflictState.OURS:
        return None
    value = text if choice == ConflictState.EDITED else row.theirs
    reasons = {
        ConflictState.THEIRS: _("%s: as in the file"),
        ConflictState.EDITED: _("%s: written by hand"),
    }
    return editing.change(
        row.article,
        {row.field: _as_content(row.field, value)},
        user,
        Act.DECIDE,
        reason=reasons[choice] % label(row.field),
        correction=correction,
    )


def present_value(conflict: Conflict) -> Any:
    """What stands in the article now, which an editor may have changed since the file came in."""
    return values_of(content_in(conflict.article))[conflict.field]


def _as_content(field: str, value: Any) -> Any:
    """A value of a conflict, which is JSON, as `content.write_values` takes it."""
    match field:
        case "bylines":
            return [Signature(*line) for line in value]
        case "pictures":
            return [PictureEntry(*picture) for picture in value]
    return value
