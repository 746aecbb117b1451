"""What the workbench tells its script: a page, and in words what a save would do.

The keys of these answers are the script's (`static/articles/admin/workbench/`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from articles.admin.site.badges import status_colour
from articles.editorial.content import content_in
from articles.importing.content_rows import content_of
from articles.models import Article
from articles.models.article_content import HEAD_COLUMNS, Content
from articles.parsing import Kind
from articles.parsing.shape.source_text import SourceText
from articles.text.body import read_body
from articles.text.problems import sentence
from articles.workbench.arranged_record import page_record
from articles.workbench.current_arrangement import WorkbenchPage
from articles.workbench.edit_transfer import Question
from articles.workbench.save_plan import Change, Plan, write_signatures

Json = dict[str, Any]

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


def describe_page(workbench_page: WorkbenchPage) -> Json:
    """A page as the script of the workbench reads it."""
    page = workbench_page.page
    arrangement = workbench_page.arrangement
    return {
        "source": page.source_text,
        "seen": workbench_page.seen,
        "accepted": workbench_page.accepted is not None,
        "articles": _describe_articles(workbench_page),
        "outside": [block.to_json() for block in arrangement.outside],
        "kinds": {kind.value: str(word) for kind, (word, _key) in KINDS.items()},
        "problems": [_describe_problem("", problem) for problem in page.problems],
    }


def _describe_articles(workbench_page: WorkbenchPage) -> list[Json]:
    stored = {str(article.pk): article for article in workbench_page.articles}
    arrangement = workbench_page.arrangement
    source = SourceText(workbench_page.page.source_text)
    records = page_record(arrangement, source).articles
    descriptions = []
    for arranged, record in zip(arrangement.articles, records, strict=True):
        printed, _is_too_long = content_of(record, workbench_page.page.title)
        article = stored[arranged.key]
        description = arranged.to_json()
        description |= _describe_article(article, printed)
        descriptions.append(description)
    return descriptions


def _describe_article(article: Article, printed: Content) -> Json:
    """What the script shows of an article beside its blocks."""
    stored = content_in(article)
    key = str(article.pk)
    return {
        "address": reverse("admin:articles_article_change", args=[article.pk]),
        "headline": article.headline,
        "status": article.get_status_display(),
        "colour": status_colour(article.status),
        "signature": write_signatures(stored.bylines),
        "edited": list(_describe_edits(printed, stored)),
        "problems": [_describe_problem(key, problem) for problem in article.problems],
    }


def _describe_edits(printed: Content, stored: Content) -> Iterator[Json]:
    """The fields that an editor wrote otherwise than they are printed; of a body no text."""
    for name in HEAD_COLUMNS:
        text = stored.fields[name]
        if text != printed.fields[name]:
            yield {"field": _label(name), "text": text}
    if stored.fields["body"] != printed.fields["body"]:
        yield {"field": _label("body"), "text": ""}


def _describe_problem(key: str, problem: Mapping[str, Any]) -> Json:
    spans = problem.get("spans") or [[0]]
    first_span = spans[0]
    return {
        "key": key,
        "sentence": sentence(problem["code"]),
        "line": first_span[0],
    }


def describe_plan(plan: Plan) -> Json:
    """What a save would do, as the script shows it before it is done."""
    return {
        "ready": plan.is_ready,
        "refusals": list(plan.refusals),
        "questions": [_describe_question(plan, question) for question in plan.questions],
        "correct": [change.headline for change in plan.to_correct],
        "changes": [*_describe_changes(plan), *_describe_removals(plan)],
        "signatures": _describe_signatures(plan),
        "problems": _describe_problems(plan),
    }


def _describe_signatures(plan: Plan) -> dict[str, str]:
    signatures = {}
    for change in plan.changes:
        signatures[change.key] = write_signatures(change.content.bylines)
    return signatures


def _describe_problems(plan: Plan) -> list[Json]:
    """Of an article whose blocks stay, those that are stored: an editor may have settled some."""
    descriptions = []
    for change in plan.changes:
        problems = change.problems
        if change.row and not change.is_rearranged:
            problems = change.row.problems
        descriptions += [_describe_problem(change.key, problem) for problem in problems]
    return descriptions


def _describe_question(plan: Plan, question: Question) -> Json:
    """The editor's words that have no place in the new arrangement."""
    headlines = {str(article.pk): article.headline for article in plan.opened.articles}
    home = _new_headline(plan, question.target) if question.target else None
    return {
        "name": question.name,
        "field": _label(question.field),
        "headline": headlines.get(question.key, ""),
        "printed": question.printed,
        "written": question.written,
        "now": question.now,
        "home": home,
    }


def _new_headline(plan: Plan, key: str) -> str:
    """The headline that this article of the new arrangement will have."""
    for change in plan.changes:
        if change.key == key:
            return change.headline
    return ""


def _describe_changes(plan: Plan) -> Iterator[Json]:
    moves = {name: _compare_parts(plan, parts) for name, parts in _PARTS.items()}
    for change in plan.changes:
        if change.row is None:
            yield _change_json("new", change.headline, _("New article, a draft"))
            continue
        is_reordered = bool(change.changed) and plan.is_reordered
        if not change.is_changed and not is_reordered:
            continue
        fields = list(_describe_fields(change, change.row, plan, moves))
        hint = "" if fields else _("Its blocks stand otherwise; what it says stays.")
        yield _change_json("changed", change.headline, hint, fields)


def _describe_removals(plan: Plan) -> Iterator[Json]:
    for article, target in plan.removed:
        hint = _("Taken off the page.")
        if target:
            hint = _("Joined to “%s”; its address leads there.") % _new_headline(plan, target)
        yield _change_json("gone", article.headline, hint)


def _change_json(what: str, headline: str, hint: str, fields: list[Json] | None = None) -> Json:
    return {
        "what": what,
        "headline": headline,
        "told": hint,
        "fields": fields or [],
    }


def _describe_fields(
    change: Change, row: Article, plan: Plan, moves: Mapping[str, PartMoves]
) -> Iterator[Json]:
    stored = content_in(row)
    for name in (*HEAD_COLUMNS, "section", "bylines"):
        if name in change.changed:
            old_text = _text_of(stored, name)
            new_text = _text_of(change.content, name)
            yield {
                "field": _label(name),
                "gone": [old_text],
                "come": [new_text],
            }
    for name, part_moves in moves.items():
        if name in change.changed:
            yield {"field": _label(name), **_describe_moves(change.key, part_moves)}
    if "position" in change.changed and plan.is_reordered:
        move = {"text": f"{row.position} → {change.position}", "told": ""}
        yield {
            "field": _label("position"),
            "gone": [],
            "come": [],
            "moved": [move],
        }


def _text_of(content: Content, name: str) -> str:
    if name == "bylines":
        return write_signatures(content.bylines)
    if name == "section":
        return content.section
    return content.fields[name]


def _paragraphs(content: Content) -> list[str]:
    body = content.fields["body"]
    return [part.text for part in read_body(body)]


def _captions(content: Content) -> list[str]:
    captions = []
    for picture in content.pictures:
        caption = f"{picture.caption} {picture.credit}"
        captions.append(caption.strip())
    return captions


# What consists of parts that a save can move, within an article and to another one.
_PARTS: Final[Mapping[str, Callable[[Content], list[str]]]] = {
    "body": _paragraphs,
    "illustrations": _captions,
}


class PartMoves(NamedTuple):
    """The parts of one field that leave and that enter each article, and the headlines, by key."""

    leaving: Mapping[str, list[str]]
    entering: Mapping[str, list[str]]
    headlines: Mapping[str, str]


def _compare_parts(plan: Plan, parts: Callable[[Content], list[str]]) -> PartMoves:
    leaving = {}
    entering = {}
    headlines = {}
    for article, _target in plan.removed:
        key = str(article.pk)
        content = content_in(article)
        leaving[key] = parts(content)
        headlines[key] = article.headline
    for change in plan.changes:
        key = change.key
        old_parts = []
        if change.row:
            old_content = content_in(change.row)
            old_parts = parts(old_content)
        new_parts = parts(change.content)
        leaving[key], entering[key] = _differing(old_parts, new_parts)
        headlines[key] = change.headline
    return PartMoves(leaving, entering, headlines)


def _differing(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """What stands only in the old list, and what only in the new one, in their order."""
    leaving = []
    entering = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            leaving += old[old_start:old_end]
            entering += new[new_start:new_end]
    return leaving, entering


def _describe_moves(key: str, moves: PartMoves) -> Json:
    """What leaves and enters an article for good, and what only moves, with where it moves."""
    leaving = moves.leaving[key]
    entering = moves.entering[key]
    targets = _headlines_by_text(moves.entering, moves.headlines)
    origins = _headlines_by_text(moves.leaving, moves.headlines)
    removed = []
    added = []
    moved = []
    sent = []
    received = []
    for text in leaving:
        if text in entering:
            continue
        if text in targets:
            sent.append({"text": text, "told": _("to “%s”") % targets[text]})
        else:
            removed.append(text)
    for text in entering:
        if text in leaving:
            moved.append({"text": text, "told": _("moved")})
        elif text in origins:
            received.append({"text": text, "told": _("from “%s”") % origins[text]})
        else:
            added.append(text)
    return {
        "gone": removed,
        "come": added,
        "moved": [*moved, *sent, *received],
    }


def _headlines_by_text(
    parts: Mapping[str, list[str]], headlines: Mapping[str, str]
) -> dict[str, str]:
    """The headline of the article that has this part; of several the last."""
    by_text = {}
    for key, texts in parts.items():
        for text in texts:
            by_text[text] = headlines[key]
    return by_text


def _label(name: str) -> str:
    if name == "bylines":
        return _("Bylines")
    if name == "illustrations":
        return _("Captions")
    field = Article._meta.get_field(name)
    return str(getattr(field, "verbose_name"))  # noqa: B009  the stubs know it of some fields
