"""`manage.py import_issue`: printed pages from files into the tables."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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
from articles.importing.publishing import Publishing
from articles.importing.read import ReadIssue
from articles.importing.results import IssueResult
from articles.importing.run import Progress as ProgressReport
from articles.importing.run import import_issues, read_issues
from articles.management.commands._arguments import day, encoding
from articles.management.commands._import_tables import parse_table, render, result_table
from articles.models.choices import ImportOutcome

_NAME_LENGTH = 100
_EDITION_LENGTH = 50


class Command(BaseCommand):
    help = (
        "Import one or more issues: page files (.txt, .pdf), folders or .zip files, "
        "or what export_issue wrote."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths",
            nargs="+",
            metavar="PATH",
            type=Path,
            help=_("page file (.txt, .pdf), folder or .zip"),
        )
        parser.add_argument("--publication", type=_name, metavar="NAME", help=_("the paper"))
        parser.add_argument(
            "--date", type=day, metavar="YYYY-MM-DD", help=_("the day of the issue")
        )
        parser.add_argument(
            "--edition", type=_edition, help=_("tells apart several issues of one day")
        )
        parser.add_argument(
            "--number", type=_number, metavar="N", help=_("the number of the issue")
        )
        parser.add_argument("--encoding", type=encoding, help=_("of the files, for example big5"))
        parser.add_argument(
            "--publish",
            nargs="?",
            type=Publishing,
            choices=(Publishing.SOUND, Publishing.ALL),
            const=Publishing.SOUND,
            default=Publishing.NOTHING,
            help=_(
                "publish what is new at once, but for articles of which a part is missing, damaged "
                "or doubtful; “--publish all” publishes these too"
            ),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("show what is found and store nothing")
        )
        parser.add_argument(
            "--format", choices=("table", "json"), default="table", help=_("of the output")
        )
        parser.add_argument(
            "--no-tagging", action="store_true", help=_("leave the tagging to the periodic sweep")
        )

    def run_from_argv(self, argv: list[str]) -> None:
        super().run_from_argv(with_word_of_publish(argv))

    def handle(self, *_args: Any, **options: Any) -> None:
        archives = [path for path in options["paths"] if is_archive(path)]
        options["paths"] = [path for path in options["paths"] if path not in archives]
        if archives and options["dry_run"]:
            raise CommandError(
                _("An exported issue is taken back whole or not at all; leave --dry-run out.")
            )
        faults = self._dry_run(options) if options["dry_run"] else self._import(archives, options)
        if faults:
            raise CommandError("\n".join(faults))

    def _import(self, archives: list[Path], options: dict[str, Any]) -> list[str]:
        """Import and print the results; the faults."""
        results = []
        with self._progress() as progress:
            for result in self._results(archives, options, progress):
                results.append(result)
                if result.retag and not options["no_tagging"]:
                    # A transaction of the caller has to end first; without one this is at once.
                    transaction.on_commit(partial(tasks.wake_tagging, result.retag))
        is_stored = any(not result.faults for result in results)
        if is_stored and not options["no_tagging"]:
            transaction.on_commit(tasks.make_up_tagging)
        if options["format"] == "json":
            self._write_result_notes(results)
            self._write_json({"issues": [result.to_json() for result in results]})
        else:
            self._write_tables(result_table(result) for result in results if result.pages)
        self._announce_papers(results)
        faults: list[str] = []
        for result in results:
            faults += result.faults
        return faults

    def _results(
        self, archives: list[Path], options: dict[str, Any], progress: ProgressReport
    ) -> Iterator[IssueResult]:
        for archive in archives:
            yield take_back(archive)
        if options["paths"]:
            yield from import_issues(
                options["paths"],
                _identity(options),
                encoding=options["encoding"] or "",
                publish=Publishing(options["publish"]),
                progress=progress,
            )

    def _dry_run(self, options: dict[str, Any]) -> list[str]:
        """Read and print what is found; the faults."""
        is_json = options["format"] == "json"
        with self._progress() as progress:
            # The parse of a page does not depend on the day it was printed.
            reading = read_issues(
                options["paths"],
                _identity(options),
                encoding=options["encoding"] or "",
                need_identity=not is_json,
                progress=progress,
            )
            issues = list(reading)
        faults: list[str] = []
        for issue in issues:
            faults += issue.faults
            for read in issue.pages:
                self._write_notes(read.page.file.display_path, read.notes)
        if is_json:
            self._write_json({"pages": _records_in(issues)})
        else:
            self._write_tables(parse_table(issue) for issue in issues if issue.pages)
        return faults

    @contextmanager
    def _progress(self) -> Iterator[ProgressReport]:
        """A bar on a terminal, a line a page elsewhere.

        It is written to standard error, which no program reads.
        """
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

            def report(done: int, total: int, page: IssuePage) -> None:
                bar.update(
                    task,
                    completed=done,
                    total=total,
                    description=page.name,
                )

            yield report

    def _write_progress(self, done: int, total: int, page: IssuePage) -> None:
        display_path = page.file.display_path
        self.stderr.write(f"{done}/{total} {display_path}")

    def _write_result_notes(self, results: Iterable[IssueResult]) -> None:
        for result in results:
            if result.faults:
                continue
            for page in result.pages:
                self._write_notes(page.source, page.notes)

    def _write_notes(self, display_path: str, notes: Iterable[str]) -> None:
        for note in notes:
            self.stderr.write(f"{display_path}: {note}")

    def _announce_papers(self, results: Iterable[IssueResult]) -> None:
        """Name the papers that this import began: a mistyped name begins a new one."""
        created = [result for result in results if result.outcome == ImportOutcome.CREATED]
        new_issues = [result.issue_pk for result in created if result.issue_pk]
        if not new_issues:
            return
        for paper in papers_begun_with(new_issues):
            address = unquote(paper.get_absolute_url())
            self.stderr.write(
                _(
                    "%(paper)s is a new paper here, under %(address)s. "
                    "If that is a slip, undo the import at the desk."
                )
                % {"paper": paper, "address": address}
            )

    def _write_json(self, value: dict[str, Any]) -> None:
        # In ASCII, because the terminal or the redirection may have another encoding than UTF-8.
        text = json.dumps(value, indent=1)
        self.stdout.write(text)

    def _write_tables(self, tables: Iterable[Table]) -> None:
        # By now all is stored: an output that cannot show a character must not end the run.
        output_encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        text = render(tables, is_terminal=self.stdout.isatty())
        encodable = text.encode(output_encoding, "replace")
        text = encodable.decode(output_encoding)
        self.stdout.write(text, ending="")


def with_word_of_publish(arguments: list[str]) -> list[str]:
    """The arguments, where a bare --publish has its word, so that a path may stand behind it."""
    words = set(Publishing)
    completed = []
    for place, argument in enumerate(arguments):
        is_bare = argument == "--publish" and not words.intersection(
            arguments[place + 1 : place + 2]
        )
        completed.append(f"--publish={Publishing.SOUND}" if is_bare else argument)
    return completed


def _identity(options: dict[str, Any]) -> Identity:
    return Identity(
        options["publication"] or "",
        options["date"],
        options["edition"] or "",
        options["number"],
    )


def _records_in(issues: Iterable[ReadIssue]) -> list[dict[str, Any]]:
    """The records of the pages that could be read, as JSON."""
    records = []
    for issue in issues:
        good_pages = [read for read in issue.pages if not read.fault]
        records += [read.record.to_json(read.page.name) for read in good_pages]
    return records


def _name(text: str) -> str:
    name = clean_name(text)
    if not 1 <= len(name) <= _NAME_LENGTH:
        raise ArgumentTypeError(_("a name has 1 to %d characters") % _NAME_LENGTH)
    return name


def _edition(text: str) -> str:
    edition = text.lower()
    is_slug = slugify(text, allow_unicode=True) == edition
    if not is_slug or len(text) > _EDITION_LENGTH:
        raise ArgumentTypeError(
            _("“%s” is no edition; use letters, digits and hyphens, at most 50") % text
        )
    return edition


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdigit()
    number = int(text) if is_number else 0
    if not 0 < number <= MAX_ISSUE_NUMBER:
        raise ArgumentTypeError(
            _("“%s” is no issue number; write a whole number like 12345") % text
        )
    return number
