"""What an edit of an article does beside its columns, whoever makes it: a form, a restored version, a decided
conflict, the workbench.

The text is the caller's; the version, the search, the tagger, the readers, the reviewers and the history
are told here. Waking the tagger after the commit is the caller's again, where `Noted.retag` says so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial import history, workflow
from articles.editorial.workflow import CORRECT
from articles.models import Article, ArticleTag, Author, Byline, Illustration, Section, Tag
from articles.models.article_content import (
    PRINTED_NAMES,
    TAG_NAMES,
    TAGGED_COLUMNS,
    TAGGING_RESET,
    TEXT_COLUMNS,
)
from articles.models.choices import Act, Status, TagOrigin
from articles.search import full_text
from articles.tagging import related
from articles.text.images import store_sizes
from articles.text.problems import open_problems

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from articles.models.article_version import VersionBase


class Noted(NamedTuple):
    reopened: bool  # an approved text is in review again
    retag: bool  # the tags no longer belong to the text


class Untold(Exception):  # noqa: N818  (it is what the readers are)
    """A published text is to change and nobody says to its readers what was wrong."""


def note(
    article: Article,
    changed: Collection[str],
    user: User,
    act: Act = Act.EDIT,
    *,
    reason: str = "",
    correction: str = "",
) -> Noted:
    """Make an edit known once everything of it is stored; `changed` are names of PRINTED_NAMES and others."""
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
    return Noted(bool(reopened), retag)


def settle(article: Article, codes: Collection[str]) -> None:
    """An editor has looked at problems of these kinds; those that the article answers itself go with them."""
    if not article.problems:
        return
    article.settled = sorted({*article.settled, *codes})
    article.problems = open_problems(
        article.problems, article.settled, title=article.title, is_signed=article.bylines.exists()
    )
    Article.objects.filter(pk=article.pk).update(problems=article.problems, settled=article.settled)


def change(
    article: Article,
    content: Mapping[str, Any],
    user: User,
    act: Act,
    *,
    reason: str = "",
    correction: str = "",
) -> Noted:
    """Give an article this content, by the rules of any edit; `Untold` where readers have to be told first.

    `content` holds what is to change, of: TEXT_COLUMNS with their texts, "section" by its name, and
    "bylines", "pictures", "tags" as in `VersionBase.parts`. Whether the user may edit it is the caller's question.
    """
    with transaction.atomic():
        row = (
            Article.objects.select_for_update(of=("self",))
            .select_related("page__issue")
            .get(pk=article.pk)
        )
        if row.status == Status.PUBLISHED:
            _refuse_untold(user, correction)
        history.keep([row])
        columns = {name: text for name, text in content.items() if name in TEXT_COLUMNS}
        if "section" in content:
            columns["section"] = _section(row, content["section"])
        Article.objects.filter(pk=row.pk).update(**columns)
        changed = {*content}
        if "bylines" in content:
            _write_bylines(row, content["bylines"])
        if "pictures" in content:
            _write_pictures(row, content["pictures"])
            changed.add("illustrations")
        if "tags" in content:
            _write_tags(row, content["tags"])
        row.refresh_from_db()
        return note(row, changed, user, act, reason=reason, correction=correction)


def restore(article: Article, version: VersionBase, user: User, *, correction: str = "") -> Noted:
    """Give an article the content of an older version. Where it stands in the paper, and its status, stay."""
    now, then = _content(history.present_version(article)), _content(version)
    content = {name: part for name, part in then.items() if now[name] != part}
    reason = _("as of version %(number)d, %(when)s") % {
        "number": version.version,
        "when": f"{timezone.localtime(version.history_date):%Y-%m-%d %H:%M}",
    }
    return change(article, content, user, Act.RESTORE, reason=reason, correction=correction)


def _content(version: VersionBase) -> dict[str, Any]:
    return {name: getattr(version, name) for name in TEXT_COLUMNS} | {
        name: version.parts[name] for name in ("section", "bylines", "pictures", "tags")
    }


def _refuse_untold(user: User, correction: str) -> None:
    if not user.has_perm(CORRECT):
        raise PermissionDenied
    if not correction:
        raise Untold


def _section(article: Article, name: str) -> Section | None:
    return (
        Section.objects.filter(publication=article.page.issue.publication_id, name=name).first()
        if name
        else None
    )


def _write_bylines(article: Article, lines: Sequence[Sequence[str]]) -> None:
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(
            article=article,
            author=Author.objects.get_or_create(name=name, affiliation=affiliation)[0],
            role=role,
            order=order,
        )
        for order, (name, affiliation, role) in enumerate(lines)
    )


def _write_pictures(article: Article, shown: Sequence[Sequence[str]]) -> None:
    """Rows are written anew; a picture's file is named by its row and stays where it is."""
    stored = {row.picture.name: row for row in article.illustrations.all() if row.picture}
    article.illustrations.all().delete()
    rows = [
        Illustration(article=article, caption=caption, credit=credit, order=order, picture=file)
        for order, (caption, credit, file) in enumerate(shown)
    ]
    for row in rows:
        if before := stored.get(row.picture.name):
            row.width, row.height, row.widths, row.alt = (
                before.width,
                before.height,
                before.widths,
                before.alt,
            )
    for row in Illustration.objects.bulk_create(rows):
        if row.picture and row.picture.name not in stored:  # one that was replaced since comes back
            with suppress(FileNotFoundError):
                store_sizes(row)


def _write_tags(article: Article, tags: Sequence[Sequence[str]]) -> None:
    """Those that editors chose; the others follow the text."""
    wanted = {name for name, origin in tags if origin == TagOrigin.EDITOR}
    own = ArticleTag.objects.filter(content_object=article, origin=TagOrigin.EDITOR)
    own.exclude(tag__name__in=wanted).delete()
    for tag in Tag.objects.filter(name__in=wanted):
        ArticleTag.objects.update_or_create(
            content_object=article, tag=tag, defaults={"origin": TagOrigin.EDITOR, "score": 1.0}
        )
