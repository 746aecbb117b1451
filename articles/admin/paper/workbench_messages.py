"""What the workbench says: a page as its script reads it, and in words what a save would do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from articles.admin.article.article_admin import STATUS_COLOURS
from articles.editorial.content import content_in
from articles.importing.content_rows import content_of
from articles.models import Article
from articles.models.article_content import HEAD_COLUMNS, Content
from articles.models.choices import Status
from articles.parsing import Kind
from articles.text.body import read_body
from articles.text.problems import sentence
from articles.workbench.arranged_record import page_record
from articles.workbench.current_arrangement import WorkbenchPage
from articles.workbench.edit_transfer import Question
from articles.workbench.save_plan import Change, Plan, write_signatures

# Each kind of block with its word and its key, as they stand on the page from the top down.
KINDS: Final[Mapping[Kind, tuple[Promise, str]]] = {
    Kind.COLUMN: (pgettext_lazy("kind of block", "Column"), "c"),
    Kind.KICKER: (pgettext_lazy("kind of block", "Kicker"), "k"),
    Kind.TITLE: (pgettext_lazy("kind of block", "Title"), "t"),
    Kind.SUBTITLE: (pgettext_lazy("kind of block", "Subtitle"), "u"),
    Kind.BYLINE: (pgettext_lazy("kind of block", "Byline"), "b"),
    Kind.PARAGRAPH: (pgettext_lazy("kind of block", "Paragraph"), "p"),
    Kind.SUBHEADING: (pgettext_lazy("kind of block", "Subheading"), "h"),
    Kind.CAPTION: (pgettext_lazy("kind of block", "Caption"), "g"),
    Kind.CREDIT: (pgettext_lazy("kind of block", "Photo credit"), "r"),
    Kind.AFFILIATION: (pgettext_lazy("kind of block", "Affiliation"), "a"),
    Kind.SOURCE: (pgettext_lazy("kind of block", "Source"), "o"),
    Kind.SECTION: (pgettext_lazy("kind of block", "Section"), "x"),
    Kind.STAFF: (pgettext_lazy("kind of block", "Staff"), "y"),
    Kind.FURNITURE: (pgettext_lazy("kind of block", "Furniture"), "f"),
}


def opened_state(opened: WorkbenchPage) -> dict[str, Any]:
    """A page as the script of the workbench reads it."""
    rows = {str(article.pk): article for article in opened.articles}
    records = page_record(opened.arrangement, opened.lines).articles
    return {
        "source": opened.page.source_text,
        "seen": opened.seen,
        "accepted": opened.accepted is not None,
        "articles": [
            {
                **arranged.to_json(),
                **_row(rows[arranged.key], content_of(record, opened.page.title)[0]),
            }
            for arranged, record in zip(opened.arrangement.articles, records, strict=True)
        ],
        "outside": [block.to_json() for block in opened.arrangement.outside],
        "kinds": {kind.value: str(word) for kind, (word, _key) in KINDS.items()},
        "problems": [_problem("", problem) for problem in opened.page.problems],
    }


def _row(article: Article, printed: Content) -> dict[str, Any]:
    """What the script says of an article beside its blocks."""
    stored = content_in(article)
    return {
        "address": reverse("admin:articles_article_change", args=[article.pk]),
        "headline": article.headline,
        "status": article.get_status_display(),
        "colour": STATUS_COLOURS.get(Status(article.status), "plain"),
        "signature": write_signatures(stored.bylines),
        "edited": [
            {"field": _label(name), "text": text} for name, text in _edited(printed, stored)
        ],
        "problems": [_problem(str(article.pk), problem) for problem in article.problems],
    }


def _edited(printed: Content, stored: Content) -> Iterator[tuple[str, str]]:
    """What an editor wrote otherwise than it is printed; of a body the fact alone."""
    for name in HEAD_COLUMNS:
        if stored.fields[name] != printed.fields[name]:
            yield name, stored.fields[name]
    if stored.fields["body"] != printed.fields["body"]:
        yield "body", ""


def _problem(key: str, problem: Mapping[str, Any]) -> dict[str, Any]:
    spans = problem.get("spans") or [[0]]
    return {"key": key, "sentence": sentence(problem["code"]), "line": spans[0][0]}


def describe(plan: Plan) -> dict[str, Any]:
    """What a save would do, as the script shows it before it is done."""
    return {
        "ready": plan.is_ready,
        "refusals": list(plan.refusals),
        "questions": [_question(plan, question) for question in plan.questions],
        "correct": [change.headline for change in plan.to_correct],
        "changes": [*_changes(plan), *_gone(plan)],
        "signatures": {
            change.key: write_signatures(change.content.bylines) for change in plan.changes
        },
        "problems": [
            _problem(change.key, problem)
            for change in plan.changes
            for problem in (
                change.problems if change.is_rearranged or not change.row else change.row.problems
            )
        ],
    }


def _question(plan: Plan, question: Question) -> dict[str, Any]:
    """The editor's words that have no place in the new arrangement."""
    headlines = {str(row.pk): row.headline for row in plan.opened.articles}
    home = next((change.headline for change in plan.changes if change.key == question.target), "")
    return {
        "name": question.name,
        "field": _label(question.field),
        "headline": headlines.get(question.key, ""),
        "printed": question.printed,
        "written": question.written,
        "now": question.now,
        "home": home if question.target else None,
    }


def _changes(plan: Plan) -> Iterator[dict[str, Any]]:
    moves = {name: _moves(plan, parts) for name, parts in _PARTS.items()}
    for change in plan.changes:
        if change.row is None:
            yield {
                "what": "new",
                "headline": change.headline,
                "told": _("New article, a draft"),
                "fields": [],
            }
        elif change.is_changed or (change.changed and plan.is_reordered):
            fields = list(_fields(change, plan, moves))
            told = "" if fields else _("Its blocks stand otherwise; what it says stays.")
            yield {"what": "changed", "headline": change.headline, "told": told, "fields": fields}


def _gone(plan: Plan) -> Iterator[dict[str, Any]]:
    for article, into in plan.gone:
        home = next((change.headline for change in plan.changes if change.key == into), "")
        told = (
            _("Joined to “%s”; its address leads there.") % home
            if into
            else _("Taken off the page.")
        )
        yield {"what": "gone", "headline": article.headline, "told": told, "fields": []}


def _fields(change: Change, plan: Plan, moves: Mapping[str, Moves]) -> Iterator[dict[str, Any]]:
    if change.row is None:
        return
    stored, now = content_in(change.row), change.content
    for name in (*HEAD_COLUMNS, "section", "bylines"):
        if name in change.changed:
            yield {"field": _label(name), "gone": [_said(stored, name)], "come": [_said(now, name)]}
    for name, found in moves.items():
        if name in change.changed:
            yield {"field": _label(name), **_described(change.key, found)}
    if "position" in change.changed and plan.is_reordered:
        place = {"text": f"{change.row.position} → {change.position}", "told": ""}
        yield {"field": _label("position"), "gone": [], "come": [], "moved": [place]}


def _said(content: Content, name: str) -> str:
    if name == "bylines":
        return write_signatures(content.bylines)
    return content.section if name == "section" else content.fields[name]


def _paragraphs(content: Content) -> list[str]:
    return [part.text for part in read_body(content.fields["body"])]


def _captions(content: Content) -> list[str]:
    return [f"{one.caption} {one.credit}".strip() for one in content.pictures]


# What consists of parts that a save can move, within an article and to another one.
_PARTS: Final = {"body": _paragraphs, "illustrations": _captions}


class Moves(NamedTuple):
    """The parts of a field that go and that come, by the article's key, and the headlines of these articles."""

    gone: Mapping[str, list[str]]
    come: Mapping[str, list[str]]
    headlines: Mapping[str, str]


def _moves(plan: Plan, parts: Callable[[Content], list[str]]) -> Moves:
    left = {str(article.pk): article for article, _into in plan.gone}
    gone = {key: parts(content_in(article)) for key, article in left.items()}
    headlines = {key: article.headline for key, article in left.items()}
    come = {}
    for change in plan.changes:
        before = parts(content_in(change.row)) if change.row else []
        gone[change.key], come[change.key] = _compared(before, parts(change.content))
        headlines[change.key] = change.headline
    return Moves(gone, come, headlines)


def _compared(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    gone, come = [], []
    for verb, start, end, at, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb != "equal":
            gone += old[start:end]
            come += new[at:to]
    return gone, come


def _described(key: str, moves: Moves) -> dict[str, Any]:
    """What goes and comes for good; and what has only another place, with where that is."""
    gone, come = moves.gone[key], moves.come[key]
    where_to = {
        text: moves.headlines[other] for other, texts in moves.come.items() for text in texts
    }
    where_from = {
        text: moves.headlines[other] for other, texts in moves.gone.items() for text in texts
    }
    left = [text for text in gone if text not in come]
    arrived = [text for text in come if text not in gone]
    return {
        "gone": [text for text in left if text not in where_to],
        "come": [text for text in arrived if text not in where_from],
        "moved": [
            *({"text": text, "told": _("moved")} for text in come if text in gone),
            *(
                {"text": text, "told": _("to “%s”") % where_to[text]}
                for text in left
                if text in where_to
            ),
            *(
                {"text": text, "told": _("from “%s”") % where_from[text]}
                for text in arrived
                if text in where_from
            ),
        ],
    }


def _label(name: str) -> str:
    if name == "bylines":
        return _("Bylines")
    if name == "illustrations":
        return _("Captions")
    return str(getattr(Article._meta.get_field(name), "verbose_name"))  # noqa: B009  the stubs know it of some fields
