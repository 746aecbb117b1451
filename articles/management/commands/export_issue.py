"""`manage.py export_issue`: an issue as an archive that needs nothing else; `import_issue` takes it back."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.exchange.exchange_faults import ArchiveError
from articles.exchange.pack import export
from articles.models import Issue


class Command(BaseCommand):
    help = (
        "Write an issue to a zip or a folder: pages to read, all its data, pictures and checksums."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "date", type=_date, metavar="YYYY-MM-DD", help=_("the day of the issue")
        )
        parser.add_argument(
            "target", type=Path, metavar="TARGET", help=_("a new .zip file, or a new folder")
        )
        parser.add_argument("--publication", metavar="NAME", help=_("the paper"))
        parser.add_argument(
            "--edition", default="", help=_("tells apart several issues of one day")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            count = export(_issue(options), options["target"])
        except ArchiveError as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write(
            _("%(place)s: %(count)d files") % {"place": options["target"], "count": count}
        )


def _issue(options: dict[str, Any]) -> Issue:
    """The one that is meant; an error where there is none, or where several papers have one."""
    issues = Issue.objects.filter(date=options["date"], edition=options["edition"]).select_related(
        "publication"
    )
    if options["publication"]:
        issues = issues.filter(publication__name=options["publication"])
    found = list(issues[:2])
    if not found:
        raise CommandError(_no_such_issue(options["date"]))
    if len(found) > 1:
        raise CommandError(
            _("Several papers have an issue of that day. Say which with --publication.")
        )
    return found[0]


def _no_such_issue(day: date) -> str:
    """With what there is instead: of that day, or else the latest."""
    issues = Issue.objects.select_related("publication")
    instead = list(issues.filter(date=day)[:9]) or list(issues.order_by("-date")[:1])
    if not instead:
        return _("No issue has been imported yet.")
    return _(
        "There is no such issue. There is: %s. Check the day, the paper and the edition."
    ) % ", ".join(map(str, instead))


def _date(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  a printed date has no time zone
    except ValueError:
        raise ArgumentTypeError(_("“%s” is no date; write it like 2024-10-15") % text) from None
