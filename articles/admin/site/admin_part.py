"""What an admin is put together from: parts with pages of their own that add to its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from articles.admin.site.model_admin import DeskAdmin


_KEY_DIGITS = 18  # a database counts no farther


def user_of(request: HttpRequest) -> User:
    """The user, typed as a member of the staff: nobody else gets to a view of the desk."""
    return cast("User", request.user)


class UnreadableRequest(BadRequest):
    """What was asked cannot be read; its text is a sentence for the user."""


def read_key(text: str) -> int | None:
    """The key of a row that somebody sent; None for what cannot be one."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _KEY_DIGITS
    return int(text) if is_number else None


class AdminPart:
    """One part of an admin: its addresses, its views, and what it adds to the form of a row.

    `DeskAdmin` asks all its parts for their addresses and for their context, each in one place.
    So no part inherits from another, and the order of the parts does not matter.
    """

    def __init__(self, model_admin: DeskAdmin) -> None:
        self.model_admin = model_admin

    def urls(self) -> list[URLPattern]:
        return []

    def form_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the template of the form needs for this part; `row` is a stored row."""
        return {}

    def admin_path(
        self, route: str, view: Callable[..., HttpResponseBase], name: str
    ) -> URLPattern:
        """The address of a view for members of the staff; `name` is without the site's name."""
        site = self.model_admin.admin_site
        address: URLPattern = path(route, site.admin_view(view), name=name)
        return address

    def page_context(self, request: HttpRequest, title: object) -> dict[str, Any]:
        """What every page of the desk needs."""
        site = self.model_admin.admin_site
        context = site.each_context(request)
        return {**context, "title": title}

    def get_changeable_row(
        self, request: HttpRequest, key: int, columns: tuple[str, ...] = ()
    ) -> Any:
        """The row with this key, with these columns or all, if the user may change it.

        Raises PermissionDenied for others, and Http404 where the user sees no such row.
        """
        model_admin = self.model_admin
        if not model_admin.has_change_permission(request):
            raise PermissionDenied
        queryset = model_admin.get_queryset(request)
        if columns:
            queryset = queryset.only(*columns)
        row = get_object_or_404(queryset, pk=key)
        if not model_admin.has_change_permission(request, row):
            raise PermissionDenied
        return row
