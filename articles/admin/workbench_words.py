"""What the workbench says: a page as its script reads it, and in words what a save would do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from articles.admin.article import STATUS_COLOURS
from articles.arranging.carrying import HEAD, Question
from articles.arranging.opening import Opened
from articles.arranging.plan import Change, Plan, write_signatures
from articles.arranging.reading import page_record
from articles.body import read_body
from articles.choices import Status
from articles.importing.rows import Content, content_in, content_of
from articles.models import Article
from articles.parsing import Kind
from articles.problems import sentence

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


def opened_state(opened: Opened) -> dict[str, Any]:
    """A page as the script of the workbench reads it."""
    rows = {str(article.pk): article for article in opened.articles}
    records = page_record(opened.arrangement, opened.lines).articles
    return {
        "source": opened.page.source_text,
        "seen": opened.seen,
        "accepted": opened.accepted is not None,
        "articles": [
            {**arranged.to_json(), **_row(rows[arranged.key], content_of(record, opened.page.title)[0])}
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
        "edited": [{"field": _label(name), "text": text} for name, text in _edited(printed, stored)],
        "problems": [_problem(str(article.pk), problem) for problem in article.problems],
    }


def _edited(printed: Content, stored: Content) -> Iterator[tuple[str, str]]:
    """What an editor wrote otherwise than it is printed; of a body the fact alone."""
    for name in HEAD:
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
        "signatures": {change.key: write_signatures(change.content.bylines) for change in plan.changes},
        "problems": [
            _problem(change.key, problem)
            for change in plan.changes
            for problem in (change.problems if change.is_rearranged or not change.row else change.row.problems)
        ],
    }


def _question(plan: Plan, question: Question) -> dict[str, Any]:
    """The editor's words that have no place in the new arrangement."""
    headlines = {str(row.pk): row.headline for row in plan.opened.articles}
    home = next((change.headline for change in plan.changes if change.key == question.home), "")
    return {
        "name": question.name,
        "field": _label(question.field),
        "headline": headlines.get(question.key, ""),
        "printed": question.printed,
        "written": question.written,
        "now": question.now,
        "home": home if question.home else None,
    }


def _changes(plan: Plan) -> Iterator[dict[str, Any]]:
    for change in plan.changes:
        if change.row is None:
            yield {"what": "new", "headline": change.headline, "told": _("New article, a draft"), "fields": []}
        elif change.is_changed or (change.changed and plan.is_reordered):
            yield {"what": "changed", "headline": change.headline, "told": "", "fields": list(_fields(change, plan))}


def _gone(plan: Plan) -> Iterator[dict[str, Any]]:
    for article, into in plan.gone:
        home = next((change.headline for change in plan.changes if change.key == into), "")
        told = _("Joined to “%s”; its address leads there.") % home if into else _("Taken off the page.")
        yield {"what": "gone", "headline": article.headline, "told": told, "fields": []}


def _fields(change: Change, plan: Plan) -> Iterator[dict[str, Any]]:
    if change.row is None:
        return
    stored, now = content_in(change.row), change.content
    for name in (*HEAD, "section", "bylines"):
        if name in change.changed:
            yield {"field": _label(name), "gone": [_said(stored, name)], "come": [_said(now, name)]}
    if "body" in change.changed:
        gone, come = _compared(stored.fields["body"], now.fields["body"])
        yield {"field": _label("body"), "gone": gone, "come": come}
    if "illustrations" in change.changed:
        captions = [[f"{one.caption} {one.credit}".strip() for one in side.pictures] for side in (stored, now)]
        gone, come = ([text for text in side if text not in other] for side, other in (captions, captions[::-1]))
        yield {"field": _label("illustrations"), "gone": gone, "come": come}
    if "position" in change.changed and plan.is_reordered:
        yield {"field": _label("position"), "gone": [str(change.row.position)], "come": [str(change.position)]}


def _said(content: Content, name: str) -> str:
    if name == "bylines":
        return write_signatures(content.bylines)
    return content.section if name == "section" else content.fields[name]


def _compared(before: str, after: str) -> tuple[list[str], list[str]]:
    """The paragraphs that go, and those that come."""
    old, new = ([part.text for part in read_body(body)] for body in (before, after))
    gone, come = [], []
    for verb, start, end, at, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb != "equal":
            gone += old[start:end]
            come += new[at:to]
    return gone, come


def _label(name: str) -> str:
    if name == "bylines":
        return _("Bylines")
    if name == "illustrations":
        return _("Captions")
    return str(getattr(Article._meta.get_field(name), "verbose_name"))  # noqa: B009  the stubs know it of some fields
