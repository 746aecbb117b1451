"""The sidebar: the lists a user may see, those of daily work first."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.imports.import_link import IMPORT
from articles.admin.site.list_columns import list_url
from articles.editorial.workflow import WRITE_OWN
from articles.models import Article, Author, ImportRun, Issue, Page, Publication, Section, Tag

# Symbols are names of Google's Material Symbols, a font that comes with the theme.
_GROUPS: tuple[tuple[Promise, tuple[tuple[type[Model], str], ...]], ...] = (
    (
        _("The paper"),
        (
            (Article, "article"),
            (Page, "newspaper"),
            (Issue, "calendar_month"),
            (ImportRun, "input"),
        ),
    ),
    (
        _("Registers"),
        (
            (Author, "signature"),
            (Tag, "sell"),
            (Section, "view_agenda"),
            (Publication, "menu_book"),
        ),
    ),
    (_("Accounts"), ((User, "person"), (Group, "group"))),
)


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    home = {"title": _("Overview"), "icon": "dashboard", "link": reverse("admin:index")}
    queue = {
        "title": _("Review queue"),
        "icon": "fact_check",
        "link": reverse("admin:articles_article_queue"),
        "active": _is_in_queue(request),
    }
    may_work = request.user.has_perm("articles.change_article") or request.user.has_perm(WRITE_OWN)
    groups = [
        {"title": title, "separator": True, "items": _items(request, rows)}
        for title, rows in _GROUPS
    ]
    bring_in = {
        "title": _("Import pages"),
        "icon": "upload_file",
        "link": reverse("admin:articles_importrun_import"),
    }
    daily = [
        home,
        *([queue] if may_work else []),
        *([bring_in] if request.user.has_perm(IMPORT) else []),
    ]
    return [{"items": daily}, *(group for group in groups if group["items"])]


def _items(request: HttpRequest, rows: tuple[tuple[type[Model], str], ...]) -> list[dict[str, Any]]:
    return [
        {
            "title": capfirst(str(model._meta.verbose_name_plural)),
            "icon": icon,
            "link": list_url(model),
            "active": _is_in(request, list_url(model)),
        }
        for model, icon in rows
        if may_see(request, model)
    ]


def _is_in(request: HttpRequest, address: str) -> bool:
    """The queue stands below the articles, the import below the ledger, and each has an entry of its own."""
    is_own = _is_in_queue(request) or request.path.startswith(
        reverse("admin:articles_importrun_import")
    )
    return request.path.startswith(address) and not is_own


def _is_in_queue(request: HttpRequest) -> bool:
    """In its list, or in an article or a page that was opened from it."""
    return request.path == reverse("admin:articles_article_queue") or "queue" in request.GET


def may_see(request: HttpRequest, model: type[Model]) -> bool:
    label, name = model._meta.app_label, model._meta.model_name
    if model is Article and request.user.has_perm(WRITE_OWN):
        return True
    return any(request.user.has_perm(f"{label}.{verb}_{name}") for verb in ("view", "change"))
