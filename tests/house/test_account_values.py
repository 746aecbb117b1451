"""Settings of accounts: what people write for proxies, roles, providers and mail servers."""

from collections.abc import Callable
from typing import Any

import pytest

from newsroom import account_values as values
from newsroom.setting_values import BadValueError

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (values.proxies, "127.0.0.1, 172.18.0.0/16,unix", ["127.0.0.1", "172.18.0.0/16", "unix"]),
        (values.names, "主编, superuser,", ["主编", "superuser"]),
        (
            values.groups_of_claims,
            "editors=编辑, chiefs = 主编",
            {"editors": "编辑", "chiefs": "主编"},
        ),
        (values.provider, "https://id.example.org/realm/", "https://id.example.org/realm"),
        (values.emails, "a@example.org,b@example.org", ["a@example.org", "b@example.org"]),
        (values.text, "云汀 SSO", "云汀 SSO"),
    ],
)
def test_what_is_understood(parse: Callable[[str], Any], text: str, value: Any) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    ("text", "port", "has_tls", "has_ssl"),
    [
        ("submission://desk:p%40ss@mail.example.org", 587, True, False),
        ("smtps://desk:p%40ss@mail.example.org", 465, False, True),
        ("smtp://desk:p%40ss@mail.example.org:2525", 2525, False, False),
    ],
)
def test_a_mail_server(text: str, port: int, has_tls: bool, has_ssl: bool) -> None:
    assert values.mail_server(text) == {
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "desk",
        "EMAIL_HOST_PASSWORD": "p@ss",
        "EMAIL_USE_TLS": has_tls,
        "EMAIL_USE_SSL": has_ssl,
    }


@pytest.mark.parametrize(
    ("parse", "text", "remedy"),
    [
        (values.proxies, "proxy.local", "write addresses or networks"),
        (values.proxies, ",", "write names divided by commas"),
        (values.groups_of_claims, "editors", "write VALUE=GROUP"),
        (values.provider, "id.example.org", "write its issuer"),
        (values.provider, "https://[id", "write its issuer"),
        (values.emails, "a@example.org,chief", "write one such as"),
        (values.mail_server, "mail.example.org", "write submission://"),
        (values.mail_server, "smtp://mail.example.org:port", "write submission://"),
        (values.text, "a\nb", "write one line"),
    ],
)
def test_what_is_not(parse: Callable[[str], Any], text: str, remedy: str) -> None:
    with pytest.raises(BadValueError) as fault:
        parse(text)
    assert remedy in str(fault.value)
