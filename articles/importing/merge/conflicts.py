"""Conflicts between an editor and a corrected file: an import stores them, an editor decides."""

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
from articles.importing.merge.three_way import Clash, values_of
from articles.models import Article, Conflict, ImportRun
from articles.models.article_content import FIELDS_BY_NAME, PictureEntry, Signature
from articles.models.choices import Act, ConflictState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User


class NotOpen(Exception):  # noqa: N818  (the name says the state of the conflict)
    """Somebody else has decided meanwhile."""


def label(field: str) -> str:
    return str(FIELDS_BY_NAME[field].label)


def open_conflicts(article: Article) -> QuerySet[Conflict]:
    conflicts = Conflict.objects.filter(article=article, state=ConflictState.OPEN)
    return conflicts.select_related("run__user")


def articles_in_conflict() -> QuerySet[Conflict, int]:
    """The keys of the articles that wait for a decision."""
    conflicts = Conflict.objects.filter(state=ConflictState.OPEN).order_by()
    return conflicts.values_list("article", flat=True).distinct()


def note(decisions: Iterable[Decision], run: ImportRun) -> None:
    """Store the conflicts that an import leaves to be decided.

    A conflict that is open already gets what the file says now. It becomes moot where both sides
    now agree, or where the file has taken its change back.
    """
    compared = [decision for decision in decisions if _is_compared(decision)]
    if not compared:
        return
    known = _open_by_field(compared)
    changed = []
    new = []
    for decision in compared:
        for clash in decision.clashes:
            identity = (decision.row.pk, clash.field)
            row = known.pop(identity, None)
            if row is None:
                row = Conflict(article=decision.row, run=run, **clash._asdict())
                new.append(row)
            else:
                _update_conflict(row, clash, run)
                changed.append(row)
        changed += _settle_moot(decision, known)
    Conflict.objects.bulk_update(changed, ["ours", "theirs", "run", "state"])
    Conflict.objects.bulk_create(new)


def _is_compared(decision: Decision) -> bool:
    """Whether the import compared a stored article with the file."""
    if decision.parsed is None:
        return False
    return decision.resolution not in (Resolution.CREATE, Resolution.KEEP_EDITED)


def _open_by_field(decisions: Iterable[Decision]) -> dict[tuple[int, str], Conflict]:
    """The open conflicts of these articles, by the article's key and the field."""
    articles = [decision.row.pk for decision in decisions]
    rows = Conflict.objects.filter(article__in=articles, state=ConflictState.OPEN)
    return {(row.article_id, row.field): row for row in rows}


def _update_conflict(row: Conflict, clash: Clash, run: ImportRun) -> None:
    row.ours = clash.ours
    row.theirs = clash.theirs
    row.run = run
    if row.theirs == row.base:
        row.state = ConflictState.MOOT


def _settle_moot(decision: Decision, known: Mapping[tuple[int, str], Conflict]) -> list[Conflict]:
    """Close the conflicts of an article in which the file now says what stands there."""
    open_rows = [row for (key, _field), row in known.items() if key == decision.row.pk]
    if decision.parsed is None or not open_rows:
        return []
    new_content = decision.parsed.content
    new = values_of(new_content)
    now = values_of(decision.content or new_content)
    moot = []
    for row in open_rows:
        if now[row.field] == new[row.field]:
            row.state = ConflictState.MOOT
            moot.append(row)
    return moot


@transaction.atomic
def decide(
    conflict: Conflict, choice: ConflictState, user: User, *, text: str = "", correction: str = ""
) -> EditOutcome | None:
    """Carry out an editor's choice by the rules of any edit; None where the article stays as it is.

    `text` is what was written by hand, of a field that is a text. Raises `NotOpen` where it was
    decided already, and `editing.CorrectionRequired` where readers need a correction. The caller
    checks whether the user may edit the article.
    """
    rows = Conflict.objects.select_for_update(of=("self",))
    row = rows.select_related("article").get(pk=conflict.pk)
    if row.state != ConflictState.OPEN:
        raise NotOpen
    row.state = choice
    row.by = user
    row.at = timezone.now()
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
    """What stands in the article now, which an editor may have changed since the import."""
    content = content_in(conflict.article)
    values = values_of(content)
    return values[conflict.field]


def _as_content(field: str, value: Any) -> Any:
    """A value of a conflict, which is JSON, as `content.write_values` takes it."""
    match field:
        case "bylines":
            return [Signature(*line) for line in value]
        case "pictures":
            return [PictureEntry(*picture) for picture in value]
    return value
