"""The cookie by which a device is known again on which somebody logged in before.

Strangers' wrong guesses slow down strangers only; whoever logs in on a device of their own has
guesses of their own (OWASP calls this a device cookie). It is no login: it opens nothing.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.crypto import salted_hmac

_SALT = "articles.access.known_device"


def remember(response: HttpResponseBase, name: str) -> None:
    """Make the device that gets this response known for the account of this name."""
    token = secrets.token_urlsafe(12)
    value = signing.dumps([_folded(name), token], salt=_SALT)
    response.set_cookie(
        _cookie(name),
        value,
        max_age=settings.KNOWN_DEVICE_AGE,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def find_token(request: HttpRequest, name: str) -> str:
    """The token of a device that is known for this name; empty for any other."""
    value = request.COOKIES.get(_cookie(name), "")
    try:
        owner, token = signing.loads(value, salt=_SALT, max_age=settings.KNOWN_DEVICE_AGE)
    except signing.BadSignature:
        return ""
    return str(token) if owner == _folded(name) else ""


def _cookie(name: str) -> str:
    """One cookie for each account: several people may log in on one device."""
    digest = salted_hmac(_SALT, _folded(name), algorithm="sha256").hexdigest()
    return f"device-{digest[:16]}"


def _folded(name: str) -> str:
    return name.casefold()
