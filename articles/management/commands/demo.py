"""`manage.py demo`: a newsroom to look at on one's own machine, with the sample issues in it."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import tasks
from articles.importing.issues import Identity
from articles.importing.run import import_issues
from articles.models import Article

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
        # Elsewhere than on a machine of one's own, nobody wants an account whose password is on the screen.
        if not settings.DEMO:
            raise CommandError(_("The demo runs only with DEMO=1 in the environment."))
        call_command("migrate", verbosity=0)
        self._import_samples(SAMPLES)
        self._make_editor()
        self._print_addresses(f"http://127.0.0.1:{port}")
        self.stdout.flush()
        if not no_serve:
            settings.STATIC_ROOT.mkdir(
                parents=True, exist_ok=True
            )  # WhiteNoise warns where it is missing
            call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)

    def _import_samples(self, samples: Path) -> None:
        """What is in already is left as it is."""
        for result in import_issues([samples], Identity(), publish=True):
            if result.faults:
                raise CommandError("\n".join(result.faults))
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
        # All that are pending: a demo that was stopped while it tagged has no sweep to go on with it.
        tasks.wake_tagging(list(Article.objects.pending_tagging().values_list("pk", flat=True)))

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
        self.stdout.write(_("The paper: %s") % f"{site}/")
        self.stdout.write(_("The desk:  %s") % f"{site}{reverse('admin:index')}")
