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
from articles.models import (
    Article,
    Author,
    ImportRun,
    Issue,
    Page,
    Publication,
    RefusedGuess,
    Section,
    Tag,
)

SEE_ACCOUNTS = "auth.view_user"

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
    (_("Accounts"), ((User, "person"), (Group, "group"), (RefusedGuess, "gpp_maybe"))),
)


def account_links(request: HttpRequest) -> list[dict[str, Any]]:
    """What everybody may do with their own account, in the menu below their name."""
    if not request.user.is_authenticated:
        return []
    links = [{"title": _("Two-factor authentication"), "link": reverse("mfa_index")}]
    if request.user.has_usable_password():
        address = reverse("account_change_password")
        links.insert(0, {"title": _("Change password"), "link": address})
    return links


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = [{"items": _daily_items(request)}]
    for title, models in _GROUPS:
        items = _list_items(request, models)
        if not items:
            continue
        group = {
            "title": title,
            "separator": True,
            "items": items,
        }
        groups.append(group)
    return groups


def _daily_items(request: HttpRequest) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = [
        {
            "title": _("Overview"),
            "icon": "dashboard",
            "link": reverse("admin:index"),
        }
    ]
    if request.user.has_perm("articles.change_article") or request.user.has_perm(WRITE_OWN):
        items.append(
            {
                "title": _("Review queue"),
                "icon": "fact_check",
                "link": reverse("admin:articles_article_queue"),
                "active": _is_in_queue(request),
            }
        )
    if request.user.has_perm(IMPORT):
        items.append(
            {
                "title": _("Import pages"),
                "icon": "upload_file",
                "link": reverse("admin:articles_importrun_import"),
            }
        )
    return items


def _list_items(
    request: HttpRequest, models: tuple[tuple[type[Model], str], ...]
) -> list[dict[str, Any]]:
    items = []
    for model, icon in models:
        if not may_see(request, model):
            continue
        address = list_url(model)
        item = {
            "title": capfirst(str(model._meta.verbose_name_plural)),
            "icon": icon,
            "link": address,
            "active": _is_in_list(request, address),
        }
        items.append(item)
    return items


def _is_in_list(request: HttpRequest, address: str) -> bool:
    """Queue and import have items of their own, though their addresses are below those of lists."""
    if _is_in_queue(request):
        return False
    if request.path.startswith(reverse("admin:articles_importrun_import")):
        return False
    return request.path.startswith(address)


def _is_in_queue(request: HttpRequest) -> bool:
    """In its list, or in an article or a page that was opened from it."""
    if "queue" in request.GET:
        return True
    return request.path == reverse("admin:articles_article_queue")


def may_see(request: HttpRequest, model: type[Model]) -> bool:
    user = request.user
    if model is Article and user.has_perm(WRITE_OWN):
        return True
    if model is RefusedGuess and user.has_perm(SEE_ACCOUNTS):
        return True
    label = model._meta.app_label
    name = model._meta.model_name
    may_view = f"{label}.view_{name}"
    may_change = f"{label}.change_{name}"
    return user.has_perm(may_view) or user.has_perm(may_change)
