"""The tables that `import_issue` prints."""

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from articles.importing.files.naming import clean_name
from articles.importing.issues import Identity, number_pages
from articles.importing.read import ReadIssue
from articles.importing.results import IssueResult
from articles.models.choices import ImportOutcome

_STYLES = {
    ImportOutcome.CREATED: "green",
    ImportOutcome.UPDATED: "cyan",
    ImportOutcome.UNCHANGED: "dim",
    ImportOutcome.FAILED: "bold red",
}
_WIDTH_OF_A_FILE = 120


def result_table(result: IssueResult) -> Table:
    """What became of each page and article of an issue."""
    table = _table(result.identity, _("Result"), _("Note"))
    for page in result.pages:
        table.add_row(
            page.number,
            _text(page.source, "bold"),
            _outcome(page.outcome),
            _text(" ".join(page.notes)),
        )
        for article in page.articles:
            table.add_row(
                "",
                _text(f"  {article.headline}"),
                _outcome(article.outcome),
                _text(article.note),
            )
    return table


def parse_table(issue: ReadIssue) -> Table:
    """The articles that the parser found in an issue."""
    table = _table(issue.identity, _("Authors"), _("Paragraphs"))
    pages = number_pages([read.page for read in issue.pages])
    for page, read in zip(pages, issue.pages, strict=True):
        table.add_row(page.number, _text(page.file.display_path, "bold"), "", "")
        for article in read.record.articles:
            title = article.title or _("Untitled")
            authors = " ".join(credit.name for credit in article.authors)
            paragraphs = [block for block in article.blocks if block.kind == "paragraph"]
            table.add_row(
                "",
                _text(f"  {title}"),
                _text(authors),
                str(len(paragraphs)),
            )
    return table


def render(tables: Iterable[Table], *, is_terminal: bool) -> str:
    """Tables as text, coloured and as wide as the terminal where there is one."""
    out = io.StringIO()
    console = Console(
        file=out,
        force_terminal=is_terminal,
        width=None if is_terminal else _WIDTH_OF_A_FILE,
        highlight=False,
    )
    for table in tables:
        console.print(table)
    return out.getvalue()


def _table(identity: Identity, *columns: str) -> Table:
    table = Table(
        title=_text(str(identity), "bold"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
    )
    table.add_column(_("Page"), no_wrap=True)
    table.add_column(_("Article"), overflow="fold", ratio=1)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _outcome(outcome: ImportOutcome) -> Text:
    return Text(str(outcome.label), _STYLES[outcome])


def _text(text: str, style: str = "") -> Text:
    # Never as markup: a headline may hold [brackets].
    unindented = text.lstrip(" ")
    indent = len(text) - len(unindented)
    return Text(" " * indent + clean_name(text), style)
