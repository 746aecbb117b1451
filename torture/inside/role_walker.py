"""Asks for every address as everybody, by every method, with contents that no form would send.

Each request is undone, so that all of them meet the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  (needs Django set up, like all below)
from django.contrib.auth.models import Group, User  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.models import Article  # noqa: E402
from articles.models.choices import Status  # noqa: E402
from tests.admin.test_urls import ARGUMENTS, MAKERS, OTHERS, PAGES, prefix  # noqa: E402
from tests.factories import make_article, make_published  # noqa: E402
from tests.filled_article import fill_content  # noqa: E402
from torture.inside.dialogue import answer_questions  # noqa: E402
from torture.inside.public_addresses import public_addresses  # noqa: E402

BACKEND = "django.contrib.auth.backends.ModelBackend"
SECRET = "机密"
OUTSIDERS = ("anonymous", "reader", "staff")  # none of them may see a draft
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
FORBIDDEN = ("Traceback (most recent", "DoesNotExist", "IntegrityError", "OperationalError")
_FORM = "application/x-www-form-urlencoded"
# The name of a content, its type and its bytes.
CONTENTS: dict[str, tuple[str, bytes]] = {
    "nothing": (_FORM, b""),
    "a form with NUL": (_FORM, b"title=%00&q=%00&action=%00&_selected_action=%00"),
    "a form with bytes": (_FORM, b"title=%ff%fe&index=%ff&_selected_action=%ff"),
    "a form with endless numbers": (
        _FORM,
        b"page=" + b"9" * 40 + b"&version=" + b"9" * 5_000 + b"&_selected_action=" + b"9" * 40,
    ),
    "a form with brackets": (_FORM, b"page[]=1&_selected_action=-1&action=delete_selected"),
    "broken JSON": ("application/json", b'{"blocks": ['),
    "JSON of another shape": ("application/json", b'{"blocks": 7, "version": "x", "text": []}'),
    "JSON nested without an end": ("application/json", b"[" * 100_000),
    "JSON with a number without an end": ("application/json", b"9" * 5_000),
    "a broken upload": ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form"),
    "an upload without a boundary": ("multipart/form-data", b"--b--"),
    "another alphabet": ("text/plain; charset=klingon", b"\xff" * 100),
}
# What is put behind an address.
QUERIES = (
    "",
    "?q=%00",
    "?page=99999999999999999999",
    "?before=%FF&after=1_1",
    "?o=1.2.3.-9&p=x",
    "?_changelist_filters=%00&e=1",
    "?all=&status__exact=%00&id__in=" + "9" * 30,
)

_addresses: list[str] = []
_clients: dict[str, Client] = {}


def prepare() -> dict[str, int]:
    """Make rows of every kind, a user of every role, and the list of addresses."""
    for status in Status:
        article = make_article(status=status, publish_at=timezone.now())
        word = "公开" if status == Status.PUBLISHED else SECRET
        fill_content(article, word)
    fill_content(make_published(), "公开")
    rows = {model: maker() for model, maker in MAKERS.items()}
    _addresses.extend(public_addresses())
    _addresses.extend(_desk_addresses(rows))
    for role in _roles():
        _clients[role] = _client_of(role)
    return {"addresses": len(_addresses), "roles": len(_clients)}


def walk(seed: str, count: int) -> dict[str, Any]:
    """That many requests, drawn from all there are; returns what went wrong."""
    dice = Random(seed)
    report: dict[str, Any] = {"server_errors": 0, "faults": []}
    for _ in range(count):
        role = dice.choice(list(_clients))
        address = dice.choice(_addresses)
        method = dice.choice(METHODS)
        content = dice.choice(list(CONTENTS))
        query = dice.choice(QUERIES)
        for fault in _ask(role, f"{address}{query}", method, content, report):
            report["faults"].append(
                f"{role} {method} {address}{query[:40]} with {content}: {fault}"
            )
    return report


def _ask(
    role: str, address: str, method: str, content: str, report: dict[str, Any]
) -> Iterator[str]:
    kind, data = CONTENTS[content]
    with transaction.atomic():
        client = _clients[role]
        response = client.generic(method, address, data, content_type=kind)
        text = _text_of(response)
        transaction.set_rollback(True)
    if response.status_code >= 500:
        report["server_errors"] += 1
        yield f"status {response.status_code}"
    for word in FORBIDDEN:
        if word in text:
            yield f"says “{word}”"
    if role in OUTSIDERS and SECRET in text:
        yield "shows a draft"


def _text_of(response: Any) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode("utf-8", "replace")
    text: str = response.content.decode("utf-8", "replace")
    return text


def _desk_addresses(rows: dict[Any, Any]) -> Iterator[str]:
    for model, row in rows.items():
        for page in PAGES:
            arguments = [] if page in ("changelist", "add") else [row.pk]
            yield reverse(f"admin:{prefix(model)}_{page}", args=arguments)
    articles = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    for name in OTHERS:
        yield from _with_arguments(name, [[], *([pk] for pk in articles[:6])])


def _with_arguments(name: str, choices: list[list[Any]]) -> Iterator[str]:
    """The address of this name for each of the arguments that it can have."""
    for arguments in [ARGUMENTS.get(name, []), *choices]:
        try:
            yield reverse(f"admin:{name}", args=arguments)
        except NoReverseMatch:
            continue


def _roles() -> list[str]:
    groups = Group.objects.values_list("name", flat=True)
    return [*OUTSIDERS, "superuser", *groups]


def _client_of(role: str) -> Client:
    client = Client(raise_request_exception=False, SERVER_NAME=settings.ALLOWED_HOSTS[0])
    if role == "anonymous":
        return client
    user = User.objects.create(
        username=f"walker-{role}", is_staff=role != "reader", is_superuser=role == "superuser"
    )
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user, backend=BACKEND)
    return client


if __name__ == "__main__":
    answer_questions({"prepare": prepare, "walk": walk})
