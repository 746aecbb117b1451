"""`manage.py sweep_pictures`: files of pictures that nothing names, and pictures without a file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.editorial import picture_files
from articles.sweeping import ElementsFailed


class Command(BaseCommand):
    help = (
        "Remove the files of pictures that nothing names any more and that are older than a day, "
        "and name the pictures whose files are lost. The beat does it every night."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help=_("name the files; remove nothing"),
        )

    def handle(self, *_args: Any, dry_run: bool, **_options: Any) -> None:
        report = picture_files.sweep(is_dry=dry_run)
        if dry_run:
            for name in report.removed:
                self.stdout.write(name)
        count = len(report.removed)
        sentence = ngettext(
            "%(count)d file belongs to nothing.", "%(count)d files belong to nothing.", count
        )
        self.stdout.write(sentence % {"count": count})
        for name in report.lost:
            sentence = _("The file %(name)s of a picture is lost. Upload it again at the desk.")
            self.stderr.write(sentence % {"name": name})
        try:
            report.finish()
        except ElementsFailed as failure:
            raise CommandError(str(failure)) from failure
