"""What an edit of an article does beside its text.

A form, a restored version and a decided conflict come here. `note` makes an edit known to the search,
the tagger, the readers, the reviewers and the history. Waking the tagger after the commit is left to the
caller, where `EditOutcome.retag` says so.
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


class CorrectionRequired(Exception):  # noqa: N818  (it is what is required, no error)
    """A published text is to change, and nobody says to its readers what was wrong."""


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

    `changed` are names of `CONTENT_FIELDS`, as versions or as forms call them, and others of the form.
    """
    retag = not TAGGED_COLUMNS.isdisjoint(changed)
    if not {"title", "bylines"}.isdisjoint(changed):
        settle(article, ())
    Article.objects.filter(pk=article.pk).update(
        version=F("version") + 1, updated_at=timezone.now(), **(TAGGING_RESET if retag else {})
    )
    full_text.index([article])
    if not (retag or TAG_NAMES.isdisjoint(changed)):  # else the tagger does it
        related.refresh([article.pk])
    if not (correction and workflow.correct(article, correction, user)):
        history.record([article], user, act, reason)
    reopened = 0 if PRINTED_NAMES.isdisjoint(changed) else workflow.note_edits([article], user)
    return EditOutcome(bool(reopened), retag)


def settle(article: Article, codes: Collection[str]) -> None:
    """Take problems of these kinds away: an editor has looked at them.

    Those that the article answers itself go too.
    """
    if not article.problems:
        return
    article.settled = sorted({*article.settled, *codes})
    article.problems = open_problems(
        article.problems, article.settled, title=article.title, is_signed=article.bylines.exists()
    )
    Article.objects.filter(pk=article.pk).update(problems=article.problems, settled=article.settled)


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

    `values` are as `content.write_values` takes them. Raises CorrectionRequired where readers have to
    be told first. Whether the user may edit the article is the caller's question.
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
    reason = _("as of version %(number)d, %(when)s") % {
        "number": version.version,
        "when": f"{timezone.localtime(version.history_date):%Y-%m-%d %H:%M}",
    }
    with transaction.atomic():
        row = _lock(article)
        remembered = content_names.remembered_content(version)
        wanted = {name: getattr(version, name) for name in TEXT_COLUMNS} | remembered.values
        prefetch_related_objects([row], "bylines__author", "illustrations", "article_tags__tag")
        present = content.values_in(row)
        values = {}
        for name, value in wanted.items():
            if name == "pictures":
                value = _with_present_alts(value, present[name])
            if value != present[name]:
                values[name] = value
        return _change_locked(
            row,
            values,
            user,
            Act.RESTORE,
            reason=reason,
            correction=correction,
            kinds=remembered.kinds,
        )


def _lock(article: Article) -> Article:
    rows = Article.objects.select_for_update(of=("self",))
    return rows.select_related("page__issue__publication", "section").get(pk=article.pk)


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
    """Versions of before alternative texts were kept know none: the picture keeps what it has."""
    alts = {(picture.caption, picture.file): picture.alt for picture in present}
    entries = []
    for picture in wanted:
        if picture.alt is None:
            picture = picture._replace(alt=alts.get((picture.caption, picture.file)))
        entries.append(picture)
    return entries
