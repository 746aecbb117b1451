"""Conflicts of an article with a corrected file.

What it was, ours and the file's stand side by side, with a choice for each conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import or_
from typing import Any, NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.article import article_saving
from articles.admin.article.article_form import CORRECTION_REQUIRED
from articles.admin.article.field_differences import part_text
from articles.admin.site.admin_part import AdminPart, user_of
from articles.editorial import diff, editing
from articles.editorial.diff import DiffGroup, DiffMark, DiffRow
from articles.importing.files.naming import clean_name, clean_text
from articles.importing.merge import conflicts
from articles.models import Article, Conflict
from articles.models.article_content import TEXT_COLUMNS
from articles.models.choices import ConflictState, Status
from articles.text.body import split_body

_CHOICES = (ConflictState.OURS, ConflictState.THEIRS, ConflictState.EDITED)
_BODY_ROWS = 12  # height of the box in lines
_LINE_ROWS = 2


class ConflictComparison(NamedTuple):
    """A conflict as the page shows it: both sides marked with what differs from `base`."""

    conflict: Conflict
    label: str
    base: Sequence[DiffGroup]
    ours: Sequence[DiffGroup]
    theirs: Sequence[DiffGroup]
    text: str  # to be written on by hand
    is_text: bool  # other fields cannot be written by hand
    choice: str
    rows: int


class _StaleError(Exception):
    """The article was changed since the page with the choices was opened."""


class ConflictPage(AdminPart):
    def urls(self) -> list[URLPattern]:
        route = "<int:article>/conflicts/"
        return [self.admin_path(route, self._conflicts, "articles_article_conflicts")]

    def form_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """How many are open: they were counted in the query that read the article."""
        if not self.model_admin.has_change_permission(request, row):
            return {}
        return {"conflicts": row.undecided}

    def _conflicts(self, request: HttpRequest, article: int) -> HttpResponse:
        row = self.get_changeable_row(request, article)
        if request.method == "POST" and self._decide(request, row):
            address = reverse("admin:articles_article_change", args=[row.pk])
            return HttpResponseRedirect(address)
        open_conflicts = conflicts.open_conflicts(row)
        open_conflicts = open_conflicts.select_related("article__section", "run__user")
        comparisons = [_compare(conflict, request.POST) for conflict in open_conflicts]
        context = {
            **self.page_context(request, _("Conflicts")),
            "opts": self.model_admin.opts,
            "original": row,
            "comparisons": comparisons,
            "published": row.status == Status.PUBLISHED,
            "correction": request.POST.get("correction", ""),
        }
        return TemplateResponse(request, "admin/articles/article/conflicts.html", context)

    def _decide(self, request: HttpRequest, article: Article) -> bool:
        """Carry out every choice that was made, or none. Whether nothing is left to be decided."""
        tell = self.model_admin.message_user
        try:
            count = _carry_out_choices(request, article)
        except editing.CorrectionRequired:
            tell(request, CORRECTION_REQUIRED, messages.ERROR)
            return False
        except _StaleError:
            article.refresh_from_db(fields=["version"])
            tell(request, article_saving.CHANGED_MEANWHILE, messages.ERROR)
            return False
        except conflicts.NotOpen:
            sentence = _("Somebody else has decided one of these meanwhile.")
            tell(request, sentence, messages.WARNING)
            return False
        if not count:
            sentence = _("Choose ours, the file’s, or write it by hand.")
            tell(request, sentence, messages.WARNING)
            return False
        sentence = ngettext("%d conflict was decided.", "%d conflicts were decided.", count)
        tell(request, sentence % count, messages.SUCCESS)
        return not conflicts.open_conflicts(article).exists()


def _carry_out_choices(request: HttpRequest, article: Article) -> int:
    """How many conflicts were decided; none of them where one fails."""
    correction = clean_text(request.POST.get("correction", ""))
    count = 0
    with transaction.atomic():
        if article_saving.is_stale(article, request.POST.get("seen_version", "")):
            raise _StaleError
        for conflict in conflicts.open_conflicts(article):
            count += _carry_out_choice(request, conflict, correction)
    return count


def _carry_out_choice(request: HttpRequest, conflict: Conflict, correction: str) -> bool:
    """Whether the editor has chosen something for this conflict."""
    choice = request.POST.get(f"choice-{conflict.pk}", "")
    if choice not in _CHOICES:
        return False
    if choice == ConflictState.EDITED and conflict.field not in TEXT_COLUMNS:
        return False
    outcome = conflicts.decide(
        conflict,
        ConflictState(choice),
        user_of(request),
        text=_written_text(request, conflict),
        correction=correction,
    )
    if outcome:
        article_saving.wake_tagger(conflict.article, outcome)
    return True


def _written_text(request: HttpRequest, conflict: Conflict) -> str:
    sent_text = request.POST.get(f"text-{conflict.pk}", "")
    text = sent_text.replace("\r\n", "\n")
    if conflict.field == "body":
        return clean_text(text)
    return clean_name(text)


def _compare(conflict: Conflict, sent: Mapping[str, Any]) -> ConflictComparison:
    base = part_text(conflict.field, conflict.base)
    present_value = conflicts.present_value(conflict)
    ours = part_text(conflict.field, present_value)
    theirs = part_text(conflict.field, conflict.theirs)
    our_rows = diff.compare(base, ours)
    their_rows = diff.compare(base, theirs)
    differs = _either_differs(our_rows, their_rows)
    base_paragraphs = [(DiffMark(paragraph),) for paragraph in split_body(base)]
    label = conflicts.label(conflict.field)
    return ConflictComparison(
        conflict,
        label=capfirst(label),
        base=diff.stretches(base_paragraphs, differs),
        ours=_marked_stretches(our_rows, differs),
        theirs=_marked_stretches(their_rows, differs),
        text=sent.get(f"text-{conflict.pk}", ours),
        is_text=conflict.field in TEXT_COLUMNS,
        choice=sent.get(f"choice-{conflict.pk}", ""),
        rows=_BODY_ROWS if conflict.field == "body" else _LINE_ROWS,
    )


def _either_differs(our_rows: Iterable[DiffRow], their_rows: Iterable[DiffRow]) -> list[bool]:
    """Of each paragraph of the base, whether one of the sides has changed it or taken it out."""
    ours = _base_differs(our_rows)
    theirs = _base_differs(their_rows)
    return list(map(or_, ours, theirs))


def _base_differs(rows: Iterable[DiffRow]) -> list[bool]:
    """Of each paragraph of the base, whether one side has changed it or taken it out."""
    return [row.differs for row in rows if row.old]


def _marked_stretches(rows: Sequence[DiffRow], base_differs: Iterable[bool]) -> list[DiffGroup]:
    """Unfolded where either side differs, so that the three stand beside each other."""
    paragraphs = iter(base_differs)
    differs = []
    for row in rows:
        is_base_changed = bool(row.old) and next(paragraphs)
        differs.append(is_base_changed or row.differs)
    marks = [row.marks for row in rows]
    return diff.stretches(marks, differs)
