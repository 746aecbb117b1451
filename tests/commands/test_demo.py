"""`demo` sets up a newsroom that can be looked at, once."""

import re
import socket
from collections.abc import Sequence
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from articles.management.commands import demo
from articles.models import Article, Issue
from newsroom.finishing_server import FinishingServer
from tests.importing.papers import BRIDGE, FISH, LIGHTS, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser")]


@pytest.fixture(autouse=True)
def _demo(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, woken: object
) -> None:
    settings.DEMO = True
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(demo, "SAMPLES", tmp_path)
    lay_out(tmp_path, day="2026-03-12", A01=LIGHTS)
    lay_out(tmp_path, day="2026-03-13", A01=FISH, A02=LIGHTS + BRIDGE)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_sample_issues_are_imported_and_tagged(woken: list[Sequence[int]]) -> None:
    out = run("--no-serve")
    assert "云汀日报 2026-03-12: 1 pages, 1 articles (Created)" in out
    assert "云汀日报 2026-03-13: 2 pages, 3 articles (Created)" in out
    assert Issue.objects.published().count() == 2
    assert [set(keys) for keys in woken] == [set(Article.objects.values_list("pk", flat=True))]


def test_half_of_the_last_day_waits_at_the_desk(client: Client) -> None:
    out = run("--no-serve")
    day = Article.objects.filter(page__issue__date="2026-03-13").in_print_order()
    assert [article.status for article in day] == ["published", "draft", "draft"]
    others = Article.objects.exclude(pk__in=day)
    assert {article.status for article in others} == {"published"}
    address = re.search(
        r"2 articles of the last day wait to be reviewed and published: http://[^/]*(\S+)", out
    )
    assert address
    client.force_login(User.objects.get())
    assert client.get(address[1]).status_code == 200


def test_an_article_that_was_published_or_withdrawn_since_stays_so() -> None:
    run("--no-serve")
    Article.objects.update(status="withdrawn")
    out = run("--no-serve")
    assert {article.status for article in Article.objects.all()} == {"withdrawn"}
    assert "to be reviewed" not in out


def test_the_printed_account_opens_the_desk(client: Client) -> None:
    password = re.search(r"password: (\S+)", run("--no-serve"))
    assert password
    assert User.objects.get().is_superuser
    assert User.objects.get().check_password(password[1])


def test_a_second_run_keeps_everything_and_says_how_to_get_in() -> None:
    run("--no-serve")
    before = (list(Article.objects.values()), User.objects.get().password)
    out = run("--no-serve")
    assert (list(Article.objects.values()), User.objects.get().password) == before
    assert "changepassword editor" in out
    assert "(Unchanged)" in out


def test_it_serves_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[object, ...]] = []

    def remember(name: object, *arguments: object, **options: object) -> None:
        called.append((name, *arguments, options.get("use_reloader")))

    monkeypatch.setattr(demo, "call_command", remember)
    out = run("--port", "8123")
    server, *arguments = called[-1]
    assert getattr(server, "server_cls", None) is FinishingServer
    assert arguments == ["127.0.0.1:8123", False]
    assert "http://127.0.0.1:8123/admin/" in out


def test_samples_with_a_fault_are_said(tmp_path: Path) -> None:
    lay_out(tmp_path, A02=" ")
    with pytest.raises(CommandError, match="holds no text"):
        run("--no-serve")


def test_it_runs_nowhere_but_in_a_demo(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        run("--no-serve")
    assert not User.objects.exists()


@pytest.mark.parametrize("port", ["taken", "99999"])
def test_a_port_that_cannot_be_had_is_said_before_anything_is_made(port: str) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as neighbour:
        number = str(neighbour.getsockname()[1]) if port == "taken" else port
        with translation.override("en"), pytest.raises(CommandError, match="PORT=8001"):
            run("--port", number)
    assert not User.objects.exists()
