"""What an edit of an article does beside its text.

A form, a restored version and a decided conflict come here. `note` makes an edit known to the
search, the tagger, the readers, the reviewers and the history. The caller wakes the tagger after
the commit where `EditOutcome.retag` is true.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial import content, content_names, history, workflow
from articles.editorial.content_names import AuthorIdentity
from articles.editorial.workflow import CORRECT
from articles.models import Article
from articles.models.article_content import (
    PRINTED_NAMES,
    TAG_NAMES,
    TAGGED_COLUMNS,
    TAGGING_RESET,
    TEXT_COLUMNS,
    PictureEntry,
)
from articles.models.choices import Act, AuthorKind, Status
from articles.search import full_text
from articles.tagging import related
from articles.text.problems import open_problems

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from articles.models.article_version import VersionBase


class EditOutcome(NamedTuple):
    reopened: bool  # an approved text is in review again
    retag: bool  # the tags no longer belong to the text


class CorrectionRequired(Exception):  # noqa: N818  (the name says what is required)
    """A published text is to change, and the edit has no correction for its readers."""


def note(
    article: Article,
    changed: Collection[str],
    user: User,
    act: Act = Act.EDIT,
    *,
    reason: str = "",
    correction: str = "",
) -> EditOutcome:
    """Make an edit known once everything of it is stored.

    `changed` are names of `CONTENT_FIELDS`, as versions or as forms call them, and other names of
    the form.
    """
    is_printed = not PRINTED_NAMES.isdisjoint(changed)
    has_other_tags = not TAG_NAMES.isdisjoint(changed)
    retag = not TAGGED_COLUMNS.isdisjoint(changed)
    if "title" in changed or "bylines" in changed:
        settle(article, ())
    columns = TAGGING_RESET if retag else {}
    Article.objects.filter(pk=article.pk).update(
        version=F("version") + 1,
        updated_at=timezone.now(),
        **columns,
    )
    full_text.index([article])
    if has_other_tags and not retag:  # else the tagger does it
        related.refresh([article.pk])
    is_corrected = bool(correction) and workflow.correct(article, correction, user)
    if not is_corrected:
        history.record([article], user, act, reason)
    reopened = 0
    if is_printed:
        reopened = workflow.note_edits([article], user)
    return EditOutcome(bool(reopened), retag)


def settle(article: Article, codes: Collection[str]) -> None:
    """Remove problems of these kinds, because an editor has looked at them.

    Problems that the article itself solves are removed too.
    """
    if not article.problems:
        return
    settled = {*article.settled, *codes}
    article.settled = sorted(settled)
    article.problems = open_problems(
        article.problems,
        article.settled,
        title=article.title,
        is_signed=article.bylines.exists(),
    )
    row = Article.objects.filter(pk=article.pk)
    row.update(problems=article.problems, settled=article.settled)


def change(
    article: Article,
    values: Mapping[str, Any],
    user: User,
    act: Act,
    *,
    reason: str = "",
    correction: str = "",
) -> EditOutcome:
    """Give an article this content, by the rules of any edit.

    `values` are as `content.write_values` takes them. Raises CorrectionRequired where readers need
    a correction. The caller checks whether the user may edit the article.
    """
    with transaction.atomic():
        row = _lock(article)
        return _change_locked(row, values, user, act, reason=reason, correction=correction)


def restore(
    article: Article, version: VersionBase, user: User, *, correction: str = ""
) -> EditOutcome:
    """Give an article the content of an older version.

    Its place in the paper and its status stay. The article is compared with the version under its
    lock: an edit that is stored meanwhile would otherwise survive in part.
    """
    when = timezone.localtime(version.history_date)
    reason = _("as of version %(number)d, %(when)s") % {
        "number": version.version,
        "when": f"{when:%Y-%m-%d %H:%M}",
    }
    with transaction.atomic():
        row = _lock(article)
        remembered = content_names.remembered_content(version)
        wanted = {name: getattr(version, name) for name in TEXT_COLUMNS}
        wanted.update(remembered.values)
        values = _changed_values(row, wanted)
        return _change_locked(
            row,
            values,
            user,
            Act.RESTORE,
            reason=reason,
            correction=correction,
            kinds=remembered.kinds,
        )


def _changed_values(row: Article, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The wanted values that the article does not have now."""
    prefetch_related_objects([row], "bylines__author", "illustrations", "article_tags__tag")
    present = content.values_in(row)
    values = {}
    for name, value in wanted.items():
        if name == "pictures":
            value = _with_present_alts(value, present[name])
        if value != present[name]:
            values[name] = value
    return values


def _lock(article: Article) -> Article:
    rows = Article.objects.select_for_update(of=("self",))
    rows = rows.select_related("page__issue__publication", "section")
    return rows.get(pk=article.pk)


def _change_locked(
    row: Article,
    values: Mapping[str, Any],
    user: User,
    act: Act,
    *,
    reason: str,
    correction: str,
    kinds: Mapping[AuthorIdentity, AuthorKind] | None = None,
) -> EditOutcome:
    if row.status == Status.PUBLISHED:
        _require_correction(user, correction)
    history.keep([row])
    content.write_values(row, values, kinds)
    return note(row, values.keys(), user, act, reason=reason, correction=correction)


def _require_correction(user: User, correction: str) -> None:
    if not user.has_perm(CORRECT):
        raise PermissionDenied
    if not correction:
        raise CorrectionRequired


def _with_present_alts(
    wanted: Sequence[PictureEntry], present: Sequence[PictureEntry]
) -> list[PictureEntry]:
    """Fill in alternative texts, which the oldest versions lack, from the present pictures."""
    alts = {}
    for picture in present:
        identity = (picture.caption, picture.file)
        alts[identity] = picture.alt
    entries = []
    for picture in wanted:
        if picture.alt is None:
            identity = (picture.caption, picture.file)
            present_alt = alts.get(identity)
            picture = picture._replace(alt=present_alt)
        entries.append(picture)
    return entries
