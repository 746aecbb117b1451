"""What a setting of accounts may be: proxies, roles, the provider of logins, the mail server.

As in `setting_values`, a function turns the text of a variable into the setting's value, and
`BadValueError` says in words what is wrong with it.
"""

import ipaddress
import re
from typing import Any
from urllib.parse import unquote, urlsplit

from newsroom.setting_values import BadValueError

_EMAIL = re.compile(r"[^\s@<>,\"]+@[^\s@<>,\"]+\.[^\s@<>,\".]+")
# The port where none is named, whether the connection is encrypted later, or from its start.
_MAIL_SCHEMES = {
    "smtp": (25, False, False),
    "submission": (587, True, False),
    "smtps": (465, False, True),
}


def text(text: str) -> str:
    """Any words in one line."""
    if text.isprintable():
        return text
    raise BadValueError("which has characters that nobody sees: write one line of text")


def names(text: str) -> list[str]:
    """Names divided by commas."""
    parts = [part.strip() for part in text.split(",")]
    named = [part for part in parts if part]
    if named and text.isprintable():
        return named
    raise BadValueError("which names nothing: write names divided by commas")


def proxies(text: str) -> list[str]:
    """Addresses, networks and the word `unix`, divided by commas."""
    for name in names(text):
        if name != "unix" and not _is_network(name):
            raise BadValueError(
                "which names no address: write addresses or networks divided by commas, such as "
                "127.0.0.1 or 172.18.0.0/16, or unix for a socket in a file"
            )
    return names(text)


def groups_of_claims(text: str) -> dict[str, str]:
    """`editors=编辑,chiefs=主编`: groups by the values of a claim."""
    groups: dict[str, str] = {}
    for pair in names(text):
        value, mark, group = (part.strip() for part in pair.partition("="))
        if not (value and mark and group):
            raise BadValueError(
                "which gives no groups: write VALUE=GROUP divided by commas, such as editors=编辑"
            )
        groups[value] = group
    return groups


def provider(text: str) -> str:
    """The address of a provider of OpenID Connect."""
    try:
        url = urlsplit(text)
        is_address = url.scheme in ("https", "http") and bool(url.hostname) and url.port != 0
    except ValueError:
        is_address = False
    if is_address and text.isprintable() and " " not in text:
        return text.rstrip("/")
    raise BadValueError(
        "which is no address of a provider: write its issuer, such as https://id.example.org/realm"
    )


def emails(text: str) -> list[str]:
    """Addresses of e-mail, divided by commas."""
    for name in names(text):
        email(name)
    return names(text)


def email(text: str) -> str:
    if _EMAIL.fullmatch(text) and text.isprintable():
        return text
    raise BadValueError("which is no address of e-mail: write one such as desk@news.example.org")


def mail_server(text: str) -> dict[str, Any]:
    """Django's settings of e-mail, by their names."""
    remedy = "write submission://USER:PASSWORD@HOST:587, smtp://HOST:25 or smtps://HOST:465"
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError as fault:
        raise BadValueError(f"which is no address: {remedy}") from fault
    if text in ("console://", "memory://"):
        name = "locmem" if text == "memory://" else "console"
        return {"EMAIL_BACKEND": f"django.core.mail.backends.{name}.EmailBackend"}
    if url.scheme not in _MAIL_SCHEMES or not url.hostname:
        raise BadValueError(f"which names no mail server: {remedy}")
    usual_port, has_tls, has_ssl = _MAIL_SCHEMES[url.scheme]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": port or usual_port,
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": has_tls,
        "EMAIL_USE_SSL": has_ssl,
    }


def _is_network(name: str) -> bool:
    try:
        ipaddress.ip_network(name, strict=False)
    except ValueError:
        return False
    return True
