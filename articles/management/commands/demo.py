"""`manage.py demo`: a newsroom to look at on one's own machine, with the sample issues in it."""

from __future__ import annotations

import secrets
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, load_command_class
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import tasks
from articles.editorial import workflow
from articles.importing.issues import Identity, IssueFiles, find_issues
from articles.importing.results import IssueResult
from articles.importing.run import import_issue_files
from articles.models import Article, Issue
from articles.models.choices import ImportOutcome, Status
from articles.models.migration_history import is_older_than_release
from newsroom.finishing_server import FinishingServer

USERNAME = "editor"
SAMPLES = settings.BASE_DIR / "samples"


class Command(BaseCommand):
    help = "Set up a newsroom with the sample issues and serve it on 127.0.0.1. Needs DEMO=1."
    requires_system_checks = ()  # the commands called do their own

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help=_("set up and stop"))
        parser.add_argument(
            "--port", type=int, default=8000, help=_("port to serve on (default: 8000)")
        )

    def handle(self, *_args: Any, no_serve: bool, port: int, **_options: Any) -> None:
        # On a shared machine nobody wants an account whose password is on the screen.
        if not settings.DEMO:
            raise CommandError(_("The demo runs only with DEMO=1 in the environment."))
        if is_older_than_release():
            raise CommandError(
                _(
                    "The data of the demo are of before version 0.1.0, which cannot read them: "
                    "delete the folder %s and start the demo again."
                )
                % settings.DATA_DIR
            )
        if not no_serve:
            _check_port(port)
        call_command("migrate", verbosity=0)
        self._import_samples(SAMPLES)
        self._make_editor()
        self._print_addresses(f"http://127.0.0.1:{port}")
        self.stdout.flush()
        if not no_serve:
            # WhiteNoise warns where the folder is missing.
            settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
            server: Any = load_command_class("whitenoise.runserver_nostatic", "runserver")
            server.server_cls = FinishingServer
            call_command(server, f"127.0.0.1:{port}", use_reloader=False)

    def _import_samples(self, samples: Path) -> None:
        """Import and publish the sample issues; an issue that was imported before stays as it is.

        Half of the latest issue is left to the desk, which has something to review then.
        """
        files = find_issues([samples], Identity())
        latest = max(files, key=_date_of).identity
        for result in import_issue_files(files):
            if result.faults:
                raise CommandError("\n".join(result.faults))
            if result.outcome == ImportOutcome.CREATED:
                is_latest = result.identity == latest
                _publish(result, leaves_half=is_latest)
            self._print_result(result)
        # A demo that was stopped while it tagged has no sweep to go on with the others.
        pending = Article.objects.pending_tagging().values_list("pk", flat=True)
        tasks.wake_tagging(list(pending))

    def _print_result(self, result: IssueResult) -> None:
        articles = sum(len(page.articles) for page in result.pages)
        self.stdout.write(
            _("%(issue)s: %(pages)d pages, %(articles)d articles (%(outcome)s)")
            % {
                "issue": result.identity,
                "pages": len(result.pages),
                "articles": articles,
                "outcome": result.outcome.label,
            }
        )

    def _make_editor(self) -> None:
        users = get_user_model().objects
        if users.filter(username=USERNAME).exists():
            self.stdout.write(
                _("The account “%(name)s” is there already; a new password: DEMO=1 %(command)s")
                % {
                    "name": USERNAME,
                    "command": f".venv/bin/python manage.py changepassword {USERNAME}",
                }
            )
            return
        password = secrets.token_urlsafe(9)
        users.create_superuser(USERNAME, password=password)
        self.stdout.write(
            _("Account: %(name)s   password: %(password)s   (shown this once)")
            % {"name": USERNAME, "password": password}
        )

    def _print_addresses(self, site: str) -> None:
        desk = reverse("admin:index")
        queue = reverse("admin:articles_article_queue")
        self.stdout.write(_("The paper: %s") % f"{site}/")
        self.stdout.write(_("The desk:  %s") % f"{site}{desk}")
        waiting = Article.objects.filter(status__in=(Status.DRAFT, Status.IN_REVIEW)).count()
        if not waiting:
            return
        sentence = ngettext(
            "%(count)d article of the last day waits to be reviewed and published: %(address)s",
            "%(count)d articles of the last day wait to be reviewed and published: %(address)s",
            waiting,
        )
        self.stdout.write(sentence % {"count": waiting, "address": f"{site}{queue}"})


def _check_port(port: int) -> None:
    """CommandError where the demo cannot be served on this port."""
    try:
        with socket.socket() as listener:
            # As the server will: a port that was given back a moment ago is free.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as fault:
        raise CommandError(
            _("Port %(port)d is taken or cannot be had: choose another (make run PORT=8001).")
            % {"port": port}
        ) from fault


def _date_of(files: IssueFiles) -> str:
    return str(files.identity.date or "")


def _publish(result: IssueResult, *, leaves_half: bool) -> None:
    """Publish an issue that was imported, all of it or the first half of its articles."""
    issue = Issue.objects.get(import_runs=result.run_pk)
    articles = Article.objects.filter(page__issue=issue)
    count = articles.count()
    if leaves_half:
        count //= 2
    in_order = articles.in_print_order()
    workflow.publish_imported(in_order[:count], issue.date)
