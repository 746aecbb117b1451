"""`manage.py import_issue`: printed pages from files into the tables."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from articles import tasks
from articles.exchange.restore import take_back
from articles.exchange.unpack import is_archive
from articles.importing.files.manifest import MAX_ISSUE_NUMBER
from articles.importing.files.naming import clean_name
from articles.importing.identities import papers_begun_with
from articles.importing.issues import Identity, IssuePage
from articles.importing.results import IssueResult
from articles.importing.run import Progress as Report
from articles.importing.run import import_issues, read_issues
from articles.management.commands._import_tables import parse_table, render, result_table
from articles.models.choices import ImportOutcome

_NAME_LENGTH = 100
_EDITION_LENGTH = 50


class Command(BaseCommand):
    help = "Import one or more issues: page files (.txt), folders or .zip files, or what export_issue wrote."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths",
            nargs="+",
            metavar="PATH",
            type=Path,
            help=_("page file (.txt), folder or .zip"),
        )
        parser.add_argument("--publication", type=_name, metavar="NAME", help=_("the paper"))
        parser.add_argument(
            "--date", type=_date, metavar="YYYY-MM-DD", help=_("the day of the issue")
        )
        parser.add_argument(
            "--edition", type=_edition, help=_("tells apart several issues of one day")
        )
        parser.add_argument(
            "--number", type=_number, metavar="N", help=_("the number of the issue")
        )
        parser.add_argument("--encoding", type=_encoding, help=_("of the files, for example big5"))
        parser.add_argument("--publish", action="store_true", help=_("publish what is new at once"))
        parser.add_argument(
            "--dry-run", action="store_true", help=_("show what is found and store nothing")
        )
        parser.add_argument(
            "--format", choices=("table", "json"), default="table", help=_("of the output")
        )
        parser.add_argument(
            "--no-tagging", action="store_true", help=_("leave the tagging to the periodic sweep")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        archives = [path for path in options["paths"] if is_archive(path)]
        options["paths"] = [path for path in options["paths"] if path not in archives]
        if archives and options["dry_run"]:
            raise CommandError(
                _("An exported issue is taken back whole or not at all; leave --dry-run out.")
            )
        told = Identity(
            options["publication"] or "",
            options["date"],
            options["edition"] or "",
            options["number"],
        )
        faults = (
            self._dry_run(told, options)
            if options["dry_run"]
            else self._import(told, archives, options)
        )
        if faults:
            raise CommandError("\n".join(faults))

    def _import(self, told: Identity, archives: list[Path], options: dict[str, Any]) -> list[str]:
        results = []
        with self._progress() as progress:
            for result in self._results(told, archives, options, progress):
                results.append(result)
                if result.retag and not options["no_tagging"]:
                    # At once outside a transaction; a caller's own transaction has to end first.
                    transaction.on_commit(partial(tasks.wake_tagging, result.retag))
        if options["format"] == "json":
            good = [result for result in results if not result.faults]
            self._remark((page.source, page.notes) for result in good for page in result.pages)
            self._write_json({"issues": [result.to_json() for result in results]})
        else:
            self._write_tables(result_table(result) for result in results if result.pages)
        self._announce_papers(results)
        return [fault for result in results for fault in result.faults]

    def _results(
        self, told: Identity, archives: list[Path], options: dict[str, Any], progress: Report
    ) -> Iterator[IssueResult]:
        yield from map(take_back, archives)
        if options["paths"]:
            yield from import_issues(
                options["paths"],
                told,
                encoding=options["encoding"] or "",
                publish=options["publish"],
                progress=progress,
            )

    def _dry_run(self, told: Identity, options: dict[str, Any]) -> list[str]:
        is_json = options["format"] == "json"
        with self._progress() as progress:
            # The parse of a page does not depend on the day it was printed.
            issues = list(
                read_issues(
                    options["paths"],
                    told,
                    encoding=options["encoding"] or "",
                    need_identity=not is_json,
                    progress=progress,
                )
            )
        self._remark(
            (read.page.file.display_path, read.notes) for issue in issues for read in issue.pages
        )
        if is_json:
            self._write_json(
                {
                    "pages": [
                        read.record.to_json(read.page.name)
                        for issue in issues
                        for read in issue.pages
                        if not read.fault
                    ]
                }
            )
        else:
            self._write_tables(parse_table(issue) for issue in issues if issue.pages)
        return [fault for issue in issues for fault in issue.faults]

    @contextmanager
    def _progress(self) -> Iterator[Report]:
        """A bar on a terminal, a line a page elsewhere; on standard error, which no program reads."""
        if not self.stderr.isatty():
            yield self._write_progress
            return
        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=None)
            yield lambda done, total, page: bar.update(
                task, completed=done, total=total, description=page.name
            )

    def _write_progress(self, done: int, total: int, page: IssuePage) -> None:
        self.stderr.write(f"{done}/{total} {page.file.display_path}")

    def _remark(self, pages: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        for place, notes in pages:
            for note in notes:
                self.stderr.write(f"{place}: {note}")

    def _announce_papers(self, results: Iterable[IssueResult]) -> None:
        made = [
            result.issue_pk
            for result in results
            if result.outcome == ImportOutcome.CREATED and result.issue_pk
        ]
        for paper in papers_begun_with(made) if made else ():
            self.stderr.write(
                _(
                    "%(paper)s is a new paper here, under %(address)s. If that is a slip, undo the import at the desk."
                )
                % {"paper": paper, "address": unquote(paper.get_absolute_url())}
            )

    def _write_json(self, value: dict[str, Any]) -> None:
        # In ASCII, because the terminal or the redirection may have another encoding than UTF-8.
        self.stdout.write(json.dumps(value, indent=1))

    def _write_tables(self, tables: Iterable[Table]) -> None:
        # By now all is stored: an output that cannot show a character must not end the run.
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        text = render(tables, is_terminal=self.stdout.isatty())
        self.stdout.write(text.encode(encoding, "replace").decode(encoding), ending="")


def _name(text: str) -> str:
    name = clean_name(text)
    if not name or len(name) > _NAME_LENGTH:
        raise ArgumentTypeError(_("a name has 1 to %d characters") % _NAME_LENGTH)
    return name


def _date(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  a printed date has no time zone
    except ValueError:
        raise ArgumentTypeError(_("“%s” is no date; write it like 2024-10-15") % text) from None


def _edition(text: str) -> str:
    if slugify(text, allow_unicode=True) != text.lower() or len(text) > _EDITION_LENGTH:
        raise ArgumentTypeError(
            _("“%s” is no edition; use letters, digits and hyphens, at most 50") % text
        )
    return text.lower()


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= MAX_ISSUE_NUMBER):
        raise ArgumentTypeError(
            _("“%s” is no issue number; write a whole number like 12345") % text
        )
    return int(text)


def _encoding(text: str) -> str:
    try:
        "".encode(text)
    except (LookupError, UnicodeError):
        raise ArgumentTypeError(
            _("“%s” is no encoding; usual ones are utf-8, gb18030, big5, utf-16-le") % text
        ) from None
    return text
