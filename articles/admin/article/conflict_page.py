"""Conflicts of an article with a corrected file: what it was, ours and the file's side by side, and a choice each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.article import article_saving
from articles.admin.article.article_form import UNTOLD
from articles.admin.article.field_differences import part_text
from articles.admin.site.model_admin import DeskAdmin
from articles.editorial import diff, editing
from articles.editorial.diff import DiffGroup, DiffMark, DiffRow
from articles.importing.files.naming import clean_name, clean_text
from articles.importing.merge import conflicts
from articles.models import Article, Conflict
from articles.models.article_content import TEXT_COLUMNS
from articles.models.choices import ConflictState, Status
from articles.text.body import split_body

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CHOICES = {
    ConflictState.OURS: gettext_lazy("Keep ours"),
    ConflictState.THEIRS: gettext_lazy("Take the file’s"),
    ConflictState.EDITED: gettext_lazy("Write it by hand"),
}


class Shown(NamedTuple):
    """A conflict as the page shows it: marks of each paragraph, those of both sides with what differs from `base`."""

    conflict: Conflict
    label: str
    base: Sequence[DiffGroup]
    ours: Sequence[DiffGroup]
    theirs: Sequence[DiffGroup]
    text: str  # to be written on by hand; of a field that is no text there is none
    is_text: bool
    choice: str
    rows: int


class ConflictMixin(DeskAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self._conflicts_view)
        return [
            path("<int:article>/conflicts/", view, name="articles_article_conflicts"),
            *super().get_urls(),
        ]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Article | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj is not None and self.has_change_permission(request, obj):
            context["conflicts"] = obj.undecided  # type: ignore[attr-defined]  # read together with the article
        response: HttpResponse = super().render_change_form(
            request, context, *args, obj=obj, **kwargs
        )
        return response

    def _conflicts_view(self, request: HttpRequest, article: int) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = get_object_or_404(self.get_queryset(request), pk=article)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if request.method == "POST" and self._decide(request, row):
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[row.pk]))
        left = conflicts.open_conflicts(row).select_related("article__section", "run__user")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Conflicts"),
            "opts": self.opts,
            "original": row,
            "shown": [_show(one, request.POST) for one in left],
            "published": row.status == Status.PUBLISHED,
            "correction": request.POST.get("correction", ""),
        }
        return TemplateResponse(request, "admin/articles/article/conflicts.html", context)

    def _decide(self, request: HttpRequest, article: Article) -> bool:
        """Carry out every choice that was made, or none; whether nothing is left to be decided."""
        correction = clean_text(request.POST.get("correction", ""))
        decided = 0
        try:
            with transaction.atomic():
                for conflict in conflicts.open_conflicts(article):
                    decided += self._decide_one(request, conflict, correction)
        except editing.CorrectionRequired:
            self.message_user(request, UNTOLD, messages.ERROR)
            return False
        except conflicts.NotOpen:
            self.message_user(
                request, _("Somebody else has decided one of these meanwhile."), messages.WARNING
            )
            return False
        if not decided:
            self.message_user(
                request, _("Choose ours, the file’s, or write it by hand."), messages.WARNING
            )
            return False
        told = ngettext("%d conflict was decided.", "%d conflicts were decided.", decided)
        self.message_user(request, told % decided, messages.SUCCESS)
        return not conflicts.open_conflicts(article).exists()

    def _decide_one(self, request: HttpRequest, conflict: Conflict, correction: str) -> bool:
        choice = request.POST.get(f"choice-{conflict.pk}", "")
        is_text = conflict.field in TEXT_COLUMNS
        if choice not in CHOICES or (choice == ConflictState.EDITED and not is_text):
            return False
        clean = clean_text if conflict.field == "body" else clean_name
        text = clean(request.POST.get(f"text-{conflict.pk}", "").replace("\r\n", "\n"))
        noted = conflicts.decide(
            conflict,
            ConflictState(choice),
            cast("User", request.user),
            text=text,
            correction=correction,
        )
        if noted:
            article_saving.wake(conflict.article, noted)
        return True


def _show(conflict: Conflict, sent: Any) -> Shown:
    base, ours, theirs = (
        part_text(conflict.field, value)
        for value in (conflict.base, conflicts.present_value(conflict), conflict.theirs)
    )
    text = sent.get(f"text-{conflict.pk}", ours)
    our_rows, their_rows = diff.compare(base, ours), diff.compare(base, theirs)
    in_either = [
        one or other for one, other in zip(_changed(our_rows), _changed(their_rows), strict=True)
    ]
    return Shown(
        conflict,
        capfirst(conflicts.label(conflict.field)),
        diff.stretches([(DiffMark(paragraph),) for paragraph in split_body(base)], in_either),
        _marked(our_rows, in_either),
        _marked(their_rows, in_either),
        text,
        conflict.field in TEXT_COLUMNS,
        sent.get(f"choice-{conflict.pk}", ""),
        12 if conflict.field == "body" else 2,
    )


def _marked(rows: Sequence[DiffRow], in_either: Iterable[bool]) -> list[DiffGroup]:
    """Open where either side differs, so that the three stand beside each other."""
    paragraphs = iter(in_either)
    differs = [bool(row.old and next(paragraphs)) or row.differs for row in rows]
    return diff.stretches([row.marks for row in rows], differs)


def _changed(rows: Iterable[DiffRow]) -> list[bool]:
    """Of each paragraph there was, whether it reads otherwise or is gone."""
    return [row.differs for row in rows if row.old]
