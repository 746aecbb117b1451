"""`manage.py tag_text`: tags for texts in a file, without a database."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.tagging import lexicon, segmenter
from articles.tagging.annotated_text import TaggableText
from articles.tagging.ranking import rank


class Command(BaseCommand):
    help = "Tag the texts of a JSON-lines file, to look at or to measure."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        texts = _('one {"title": …, "text": …} a line, UTF-8; also "kicker"')
        tags = _(
            'one {"title": …, "tags": […], "scores": […], "kinds": […], "evidence": […]} a line'
        )
        parser.add_argument("--input", type=Path, required=True, metavar="FILE", help=texts)
        parser.add_argument("--output", type=Path, required=True, metavar="FILE", help=tags)

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["output"]
        lines: list[str] = []
        for text in _read_texts(options["input"]):
            line = json.dumps(_tag(text), ensure_ascii=False)
            lines.append(f"{line}\n")
        try:
            path.write_text("".join(lines), encoding="utf-8")
        except OSError as fault:
            raise CommandError(_("Cannot write %s: %s.") % (path, fault.strerror)) from fault


def _read_texts(path: Path) -> Iterator[TaggableText]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as fault:
        raise CommandError(_("Cannot read %s: %s.") % (path, fault.strerror)) from fault
    except UnicodeDecodeError as fault:
        raise CommandError(_("%s is not UTF-8: save it as UTF-8 and try again.") % path) from fault
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read_text(line, f"{path}:{number}")


def _read_text(line: str, place: str) -> TaggableText:
    try:
        row = json.loads(line)
        paragraphs = str(row["text"]).split("\n")
        return TaggableText(
            title=str(row["title"]),
            kicker=str(row.get("kicker", "")),
            paragraphs=tuple(filter(str.strip, paragraphs)),
        )
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as fault:
        sentence = _('%s: expected one {"title": …, "text": …} on the line.')
        raise CommandError(sentence % place) from fault


def _tag(text: TaggableText) -> dict[str, Any]:
    tags = rank(text, segmenter.load(settings.DATA_DIR / "jieba"), lexicon.load())
    return {
        "title": text.title,
        "tags": [tag.name for tag in tags],
        "scores": [tag.score for tag in tags],
        "kinds": [tag.kind for tag in tags],
        "evidence": [tag.evidence for tag in tags],
    }
