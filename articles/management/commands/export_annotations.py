"""`manage.py export_annotations DIR`: the pages that editors arranged, for the parser's tests."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Page
from articles.models.querysets import PageQuerySet
from articles.sweeping import ElementsFailed, Sweep
from articles.workbench.annotations import annotated_pages


class Command(BaseCommand):
    help = (
        "Writes each page that an editor accepted on the workbench as NAME.txt and NAME.gold.json, "
        "the format of score_pages.py; a page that came in anew since is left out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "directory", type=Path, metavar="DIR", help="where the files go; it is made if need be"
        )
        parser.add_argument("--issue", type=int, metavar="ID", help="only the pages of this issue")
        parser.add_argument(
            "--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="only issues of this day"
        )
        parser.add_argument(
            "--page", metavar="NUMBER", help="only pages of this number, such as A03"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        directory: Path = options["directory"]
        _make_directory(directory)
        count = 0
        sweep = Sweep()
        for page, annotation in annotated_pages(_selected_pages(options), sweep):
            _write(page, annotation, directory)
            count += 1
        sentence = ngettext(
            "%(count)d page was written to %(directory)s.",
            "%(count)d pages were written to %(directory)s.",
            count,
        )
        self.stdout.write(sentence % {"count": count, "directory": directory})
        try:
            sweep.finish()
        except ElementsFailed as report:
            raise CommandError(str(report)) from report


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise CommandError(
            _("%(directory)s cannot be made: %(fault)s")
            % {"directory": directory, "fault": fault.strerror}
        ) from fault


def _selected_pages(options: dict[str, Any]) -> PageQuerySet:
    pages = Page.objects.order_by("issue__date", "issue", "number")
    for option, column in (("issue", "issue"), ("date", "issue__date"), ("page", "number")):
        if options[option] is not None:
            pages = pages.filter(**{column: options[option]})
    return pages


def _write(page: Page, annotation: dict[str, Any], directory: Path) -> None:
    publication = page.issue.publication.name
    name = f"{publication}-{page.issue.label}-{page.number}".replace("/", "-")
    text_path = directory / f"{name}.txt"
    text_path.write_text(page.source_text, encoding="utf-8")
    annotation["source"] = text_path.name
    annotation_json = json.dumps(annotation, ensure_ascii=False, indent=1)
    annotation_path = directory / f"{name}.gold.json"
    annotation_path.write_text(annotation_json + "\n", encoding="utf-8")
