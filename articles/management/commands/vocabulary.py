"""`manage.py vocabulary`: the tags of the paper as a table, out and in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.tagging.vocabulary_table import BadVocabulary, read_table, store_table, write_table


class Command(BaseCommand):
    help = "Write the vocabulary of tags to a CSV file, or take it from one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "do",
            choices=("export", "import"),
            help=_("write the file, or read it"),
        )
        parser.add_argument(
            "file",
            type=Path,
            metavar="FILE",
            help=_("CSV, UTF-8; opens in a spreadsheet"),
        )

    def handle(self, *_args: Any, do: str, file: Path, **_options: Any) -> None:
        try:
            if do == "export":
                self._export(file)
            else:
                self._import(file)
        except OSError as fault:
            raise CommandError(f"{file}: {fault.strerror}.") from fault
        except UnicodeDecodeError as fault:
            raise CommandError(
                _("%s is not UTF-8: save it as UTF-8 and try again.") % file
            ) from fault
        except BadVocabulary as fault:
            raise CommandError(
                _("%(file)s: %(fault)s Nothing was stored.") % {"file": file, "fault": fault}
            ) from fault

    def _export(self, path: Path) -> None:
        # Spreadsheets know UTF-8 by the mark at its beginning.
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            count = write_table(file)
        sentence = ngettext("%d tag was written.", "%d tags were written.", count)
        self.stdout.write(sentence % count)

    def _import(self, path: Path) -> None:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = read_table(file)
        counts = store_table(rows)
        sentence = _("%(created)d tags created, %(updated)d changed, %(unchanged)d as they were.")
        self.stdout.write(sentence % counts._asdict())
