"""`manage.py export_issue`: an issue as an archive of its own; `import_issue` takes it back."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.exchange.exchange_faults import ArchiveError
from articles.exchange.pack import export
from articles.management.commands._arguments import day
from articles.models import Issue

_SHOWN_ISSUES = 9


class Command(BaseCommand):
    help = (
        "Write an issue to a zip or a folder: pages to read, all its data, pictures and checksums."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("date", type=day, metavar="YYYY-MM-DD", help=_("the day of the issue"))
        parser.add_argument(
            "target", type=Path, metavar="TARGET", help=_("a new .zip file, or a new folder")
        )
        parser.add_argument("--publication", metavar="NAME", help=_("the paper"))
        parser.add_argument(
            "--edition", default="", help=_("tells apart several issues of one day")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        issue = _find_issue(options)
        target = options["target"]
        try:
            count = export(issue, target)
        except ArchiveError as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write(_("%(place)s: %(count)d files") % {"place": target, "count": count})


def _find_issue(options: dict[str, Any]) -> Issue:
    """The issue; CommandError where there is none, or where several papers have one."""
    issues = Issue.objects.filter(date=options["date"], edition=options["edition"])
    if options["publication"]:
        issues = issues.filter(publication__name=options["publication"])
    first_two = list(issues.select_related("publication")[:2])
    if not first_two:
        raise CommandError(_no_such_issue(options["date"]))
    if len(first_two) > 1:
        raise CommandError(
            _("Several papers have an issue of that day. Say which with --publication.")
        )
    return first_two[0]


def _no_such_issue(date_asked: date) -> str:
    """A sentence that names other issues of that day, or else the latest issue."""
    issues = Issue.objects.select_related("publication")
    others = list(issues.filter(date=date_asked)[:_SHOWN_ISSUES])
    if not others:
        others = list(issues.order_by("-date")[:1])
    if not others:
        return _("No issue has been imported yet.")
    names = ", ".join(map(str, others))
    return (
        _("There is no such issue. There is: %s. Check the day, the paper and the edition.") % names
    )
