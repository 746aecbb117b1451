"""`manage.py explain_page`: why the parser read a page as it did."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console
from rich.text import Text

from articles.importing.faults import SourceError
from articles.importing.files.file_source import find_pages
from articles.importing.read import PageText, read_text
from articles.management.commands._arguments import encoding
from articles.parsing.explanation import (
    ExplainedArticle,
    ExplainedLine,
    Explanation,
    explain,
    line_segments,
    reason_text,
    visible,
)
from articles.parsing.explanation_html import ReportTexts, to_html
from articles.text.problems import sentence

_COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "bright_red")
_FAINT = "dim"


class Command(BaseCommand):
    help = "Show a page line by line: what each line is, which article owns it, and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help=_("page file (.txt, .pdf)"))
        parser.add_argument("--encoding", type=encoding, help=_("of the file, for example big5"))
        parser.add_argument(
            "--html", metavar="OUT", type=Path, help=_("write the same as an HTML report to OUT")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        display_path, read = _read(options["file"], options["encoding"] or "")
        explanation = explain(read.text, read.positions)
        target = options["html"]
        if target is None:
            self._print(explanation)
            return
        heading = _("Why %s was read so") % display_path
        html = to_html(explanation, _report_texts(heading))
        _write(target, html)
        self.stdout.write(_("%s is written.") % target)

    def _print(self, explanation: Explanation) -> None:
        is_terminal = self.stdout.isatty()
        console = Console(
            file=self.stdout,  # type: ignore[arg-type]  # OutputWrapper writes like a file
            force_terminal=is_terminal,
            no_color=not is_terminal,
            highlight=False,
            soft_wrap=True,
        )
        for article in explanation.articles:
            console.print(_article_text(article))
        console.print()
        for line in explanation.lines:
            for text in _line_texts(line):
                console.print(text)


def _read(path: Path, declared_encoding: str) -> tuple[str, PageText]:
    """The display path and the text of the one page in a file."""
    try:
        pages = find_pages(path)
        if len(pages) > 1:
            raise CommandError(_("%s holds several pages. Name the file of one.") % path)
        page = pages[0]
        read = read_text(page, declared_encoding)
    except SourceError as fault:
        raise CommandError(str(fault)) from None
    return page.display_path, read


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise CommandError(
            _("%(path)s cannot be written: %(reason)s. Give another --html.")
            % {"path": path, "reason": fault.strerror or fault}
        ) from None


def _article_text(explained: ExplainedArticle) -> Text:
    """An article on one line: number, headline, how sure it is, and what is wrong with it."""
    article = explained.article
    text = Text(f"{explained.number:>4}  ", style=_colour(explained.number))
    text.append(visible(article.title or _("Untitled")), style="bold")
    text.append(
        "  "
        + _("confidence %(confidence).2f, owner by %(margin).1f")
        % {"confidence": article.confidence, "margin": explained.margin},
        style=_FAINT,
    )
    for problem in article.problems:
        text.append(f"\n      {sentence(problem.code)}", style="red")
    return text


def _line_texts(line: ExplainedLine) -> list[Text]:
    """A line as printed with its kind and owner, and below it the reasons of what begins on it."""
    if not line.text.strip():
        return []
    kinds = dict.fromkeys(span.caption for span in line.spans)
    owners = dict.fromkeys(str(span.owner) for span in line.spans if span.owner)
    text = Text(f"{line.number:>5} {' '.join(owners):>3} {'/'.join(kinds):<13} ")
    for segment, span in line_segments(line):
        style = _colour(span.owner) if span and span.owner else ""
        text.append(segment, style=style)
    texts = [text]
    for reason in line.reasons:
        sentence_shown = f"{'':11}{reason_text(reason)}"
        texts.append(Text(sentence_shown, style=_FAINT))
    return texts


def _colour(number: int) -> str:
    return _COLOURS[(number - 1) % len(_COLOURS)]


def _report_texts(heading: str) -> ReportTexts:
    return ReportTexts(
        language=get_language() or "en",
        heading=heading,
        articles=_("Articles"),
        untitled=_("Untitled"),
        confidence=_("Confidence"),
        margin=_("Owner by"),
        authors=_("Authors"),
        problems=_("Problems"),
        page=_("Page"),
        line=_("Line"),
        kind=_("Kind"),
        owner=_("Article"),
        text=_("Text"),
        problem_sentence=sentence,
    )
