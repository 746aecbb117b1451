"""The pages of the login's library in the look of the desk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

# By their addresses below the desk's, as the library's templates know nothing of an admin site.
_PAGES = ("login/", "password_change/", "account/")


def desk_look(request: HttpRequest) -> dict[str, Any]:
    """What the desk's frame needs, for the pages of the account; nothing for any other page."""
    desk = reverse("admin:index")
    if not request.path.startswith(desk):
        return {}
    page = request.path.removeprefix(desk)
    if not page.startswith(_PAGES):
        return {}
    return {
        **admin.site.each_context(request),
        "may_reset_password": settings.PASSWORD_RESET,
        "has_provider": bool(settings.OIDC_SERVER_URL),
    }
