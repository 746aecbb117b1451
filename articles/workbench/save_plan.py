"""What saving an arrangement does to the articles of its page, computed before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from articles.editorial.content import content_in
from articles.editorial.workflow import CORRECT, WITHDRAW
from articles.importing.content_rows import (
    NAME_LIMIT,
    ROLE_LIMIT,
    TOO_LONG,
    content_of,
    page_title,
)
from articles.importing.files.naming import clean_name, clean_text
from articles.models import Article, Conflict
from articles.models.article_content import PRINTED_NAMES, Content, Signature
from articles.models.choices import ConflictState, Status
from articles.parsing import ArticleRecord, PageRecord
from articles.parsing.shape.source_text import SourceText
from articles.text.problems import open_problems
from articles.workbench.arranged_record import page_record
from articles.workbench.arrangement import (
    Arrangement,
    ArrangementFault,
    FaultKind,
    MalformedError,
    find_faults,
    read_arrangement,
)
from articles.workbench.caption_pictures import Placement, place_pictures, stored_pictures
from articles.workbench.current_arrangement import WorkbenchPage
from articles.workbench.edit_transfer import OldContent, Question, TransferResult, transfer_edits

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MAX_NOTE = 1_000
_SHOWN_FAULTS = 5
_EMPTY = Content({}, "", (), ())  # what a new article held before


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a browser sends: its arrangement, the state of the page it is of, and the answers."""

    arrangement: Arrangement
    seen: Mapping[str, Any]
    removed: Mapping[str, str | None] = field(
        default_factory=dict
    )  # article: the one it is joined to
    signatures: Mapping[str, str] = field(
        default_factory=dict
    )  # article: its bylines as the editor typed them
    answers: Mapping[str, str] = field(default_factory=dict)  # question: keep or drop
    correction: str = ""


def read_proposal(data: Any) -> Proposal:
    """Raises MalformedError for what the workbench never sends."""
    if not isinstance(data, dict):
        raise MalformedError("not an object")
    seen = data.get("seen")
    correction = data.get("correction", "")
    if not isinstance(seen, dict) or not isinstance(correction, str):
        raise MalformedError("not said which state of the page was seen")
    removed = _mapping(data, "gone")
    arrangement = read_arrangement(data.get("arrangement"))
    signatures = _without_nulls(_mapping(data, "signatures"))
    answers = _without_nulls(_mapping(data, "answers"))
    note = clean_text(correction).strip()
    return Proposal(arrangement, seen, removed, signatures, answers, note[:MAX_NOTE])


def _without_nulls(mapping: Mapping[str, str | None]) -> dict[str, str]:
    return {key: text for key, text in mapping.items() if text is not None}


def _mapping(data: dict[str, Any], name: str) -> dict[str, str | None]:
    mapping = data.get(name, {})
    if not isinstance(mapping, dict):
        raise MalformedError(f"“{name}” is no mapping of words")
    if not all(isinstance(text, str | None) for text in mapping.values()):
        raise MalformedError(f"“{name}” is no mapping of words")
    return mapping


@dataclass(frozen=True, slots=True)
class Change:
    """One article of the new arrangement: its row, None for a new one, and what it is to hold."""

    key: str
    row: Article | None
    position: int
    record: ArticleRecord
    content: Content
    is_too_long: bool
    is_rearranged: bool
    changed: frozenset[str]  # names of fields, and of sets of rows

    @property
    def headline(self) -> str:
        fields = self.content.fields
        return fields["title"] or Article(**fields).headline

    @property
    def problems(self) -> list[dict[str, Any]]:
        problems = [problem.to_json() for problem in self.record.problems]
        if self.is_too_long:
            problems.append({"code": TOO_LONG, "spans": []})
        settled = self.row.settled if self.row else ()
        return open_problems(
            problems,
            settled,
            title=self.content.fields["title"],
            is_signed=bool(self.content.bylines),
        )

    @property
    def is_changed(self) -> bool:
        """Beside where it stands among the others."""
        return self.is_rearranged or bool(self.changed - {"position"})

    @property
    def is_moved(self) -> bool:
        """Whether a stored article has another position, or other problems."""
        if self.row is None:
            return False
        return self.row.position != self.position or self.row.problems != self.problems

    @property
    def is_published(self) -> bool:
        return self.row is not None and self.row.status == Status.PUBLISHED


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a save would do; it needs empty `refusals` and `questions` (`is_ready`)."""

    opened: WorkbenchPage
    proposal: Proposal
    record: PageRecord
    title: str
    changes: tuple[Change, ...] = ()
    removed: tuple[tuple[Article, str | None], ...] = ()
    pictures: Placement = field(default_factory=lambda: Placement({}, (), ()))
    questions: tuple[Question, ...] = ()
    refusals: tuple[str, ...] = ()

    @property
    def to_correct(self) -> list[Change]:
        """The published articles whose readers have to be told."""
        changes = []
        for change in self.changes:
            is_printed = not PRINTED_NAMES.isdisjoint(change.changed)
            if change.is_published and is_printed:
                changes.append(change)
        return changes

    @property
    def is_reordered(self) -> bool:
        """Whether the stored articles stand in another order among themselves."""
        stayed = [change.row for change in self.changes if change.row]
        return stayed != sorted(stayed, key=self.opened.articles.index)

    @property
    def is_ready(self) -> bool:
        if self.refusals or self.questions:
            return False
        return not self.to_correct or bool(self.proposal.correction)


def make_plan(opened: WorkbenchPage, proposal: Proposal, user: User) -> Plan:
    losses = _losses(opened, proposal.arrangement)
    misfits = _misfits(opened, proposal)
    refusals = (*losses, *misfits)
    source = SourceText(opened.page.source_text)
    old = page_record(opened.arrangement, source)
    title = opened.page.title
    if refusals:  # the rest would be read from a text that does not exist
        return Plan(opened, proposal, old, title, refusals=refusals)
    new = page_record(proposal.arrangement, source)
    if title in ("", page_title("", old)):
        title = page_title("", new)
    rows = {str(article.pk): article for article in opened.articles}
    before = _before(opened, old, rows)
    after = {}
    contents = {}
    for article, record in zip(proposal.arrangement.articles, new.articles, strict=True):
        after[article.key] = content_of(record, title)
        contents[article.key] = after[article.key][0]
    carried = transfer_edits(before, contents, proposal.removed, proposal.answers)
    _sign(carried, proposal.signatures)
    changes = tuple(_changes(opened, proposal, new, rows, before, after, carried))
    plan = Plan(
        opened,
        proposal,
        new,
        title,
        changes,
        removed=tuple((rows[key], into) for key, into in proposal.removed.items()),
        pictures=_pictures(before, rows, changes, proposal.removed),
        questions=tuple(carried.questions),
    )
    refusals = tuple(_forbidden(plan, user))
    return replace(plan, refusals=refusals)


def _before(
    opened: WorkbenchPage, old: PageRecord, rows: Mapping[str, Article]
) -> dict[str, OldContent]:
    contents = {}
    for article, record in zip(opened.arrangement.articles, old.articles, strict=True):
        printed, _too_long = content_of(record, opened.page.title)
        stored = content_in(rows[article.key])
        contents[article.key] = OldContent(printed, stored)
    return contents


def _changes(
    opened: WorkbenchPage,
    proposal: Proposal,
    new: PageRecord,
    rows: Mapping[str, Article],
    before: Mapping[str, OldContent],
    after: Mapping[str, tuple[Content, bool]],
    carried: TransferResult,
) -> Iterator[Change]:
    old_blocks = {article.key: article.blocks for article in opened.arrangement.articles}
    articles = zip(proposal.arrangement.articles, new.articles, strict=True)
    for position, (article, record) in enumerate(articles, start=1):
        key = article.key
        row = rows.get(key)
        content = carried.contents[key]
        _content, is_too_long = after[key]
        changed = set(_changed_fields(content, before.get(key)))
        if row is not None and row.position != position:
            changed.add("position")
        yield Change(
            key,
            row,
            position,
            record,
            content,
            is_too_long=is_too_long,
            is_rearranged=old_blocks.get(key) != article.blocks,
            changed=frozenset(changed),
        )


def _changed_fields(content: Content, before: OldContent | None) -> Iterator[str]:
    old = before or OldContent(_EMPTY, _EMPTY)
    printed, stored = old
    for name, text in content.fields.items():
        if text != stored.fields.get(name, ""):
            yield name
    if content.section != stored.section:
        yield "section"
    if content.bylines != stored.bylines:
        yield "bylines"
    if content.pictures != printed.pictures:
        yield "illustrations"


def _sign(carried: TransferResult, signatures: Mapping[str, str]) -> None:
    """Give articles the bylines that the editor typed; a known name keeps its affiliation."""
    for key, text in signatures.items():
        if key not in carried.contents:
            continue
        content = carried.contents[key]
        affiliations = {signature.name: signature.affiliation for signature in content.bylines}
        bylines = []
        for signature in read_signatures(text, content.fields["affiliation"]):
            affiliation = affiliations.get(signature.name, signature.affiliation)
            bylines.append(signature._replace(affiliation=affiliation))
        carried.contents[key] = replace(content, bylines=tuple(bylines))


def read_signatures(text: str, affiliation: str) -> tuple[Signature, ...]:
    """Bylines as an editor types them: `记者 陈望；通讯员 李芸`.

    The word before the last space is the role.
    """
    signatures = []
    for entry in text.replace(";", "；").replace("、", "；").replace("，", "；").split("；"):
        role, _space, name = clean_name(entry).rpartition(" ")
        if name:
            signatures.append(Signature(name, affiliation, role))
    return tuple(dict.fromkeys(signatures))


def write_signatures(signatures: tuple[Signature, ...]) -> str:
    """The inverse of `read_signatures`."""
    return "；".join(f"{entry.role} {entry.name}".strip() for entry in signatures)


def _pictures(
    before: Mapping[str, OldContent],
    rows: Mapping[str, Article],
    changes: tuple[Change, ...],
    removed: Mapping[str, str | None],
) -> Placement:
    stored = []
    for key, row in rows.items():
        printed = before[key].printed
        stored += stored_pictures(key, row, printed.pictures)
    wanted = {}
    for change in changes:
        if "illustrations" in change.changed:
            wanted[change.key] = change.content.pictures
    return place_pictures(stored, wanted, removed)


# --- what speaks against it ---


def _losses(opened: WorkbenchPage, arrangement: Arrangement) -> Iterator[str]:
    losses = find_faults(arrangement, opened.lines)
    for fault in losses[:_SHOWN_FAULTS]:
        yield _fault_sentence(fault)
    more = len(losses) - _SHOWN_FAULTS
    if more > 0:
        yield _("And %d more of the kind.") % more


def _fault_sentence(fault: ArrangementFault) -> str:
    span = fault.span
    place = {"line": span.line, "start": span.start + 1, "end": span.end}
    if fault.kind is FaultKind.LOST:
        sentence = _(
            "Line %(line)d, characters %(start)d to %(end)d: "
            "this text would be lost; put it somewhere."
        )
    elif fault.kind is FaultKind.DOUBLED:
        sentence = _(
            "Line %(line)d, characters %(start)d to %(end)d: this text would stand in two places."
        )
    elif fault.kind is FaultKind.BEYOND:
        sentence = _(
            "Line %(line)d, characters %(start)d to %(end)d: "
            "the page has no such place; load it anew."
        )
    else:
        sentence = _(
            "Line %(line)d: a block of this kind cannot stand there; "
            "choose another kind or another place."
        )
    return sentence % place


def _misfits(opened: WorkbenchPage, proposal: Proposal) -> Iterator[str]:
    """What does not fit the page: each of its articles stays, or goes to an article that stays."""
    present = {str(article.pk) for article in opened.articles}
    articles = proposal.arrangement.articles
    kept = {article.key for article in articles}
    targets = set(proposal.removed.values()) - {None, ""}
    has_same_articles = present - kept == proposal.removed.keys()
    if not has_same_articles or not targets <= kept:
        yield _(
            "The articles of this page are others than the workbench shows; load the page anew."
        )
    created = [article for article in articles if article.key not in present]
    if any(article.key.isdecimal() for article in created):
        yield _("An article of another page cannot stand on this one; load the page anew.")
    yield from _long_signatures(proposal)
    if any(not article.blocks for article in created):
        yield _("A new article holds no text; undo its making.")


def _long_signatures(proposal: Proposal) -> Iterator[str]:
    message = _("The byline “%(text)s” is too long; write “role name；role name”.")
    for text in proposal.signatures.values():
        for signature in read_signatures(text, ""):
            if len(signature.name) > NAME_LIMIT or len(signature.role) > ROLE_LIMIT:
                yield message % {"text": text[:60]}
                break


def _forbidden(plan: Plan, user: User) -> Iterator[str]:
    """What the state of the articles, or the rights of the user, do not allow."""
    published = {change.key for change in plan.changes if change.is_published}
    undecided = _undecided(plan)
    for article, into in plan.removed:
        is_joined_to_published = into in published
        headline = {"headline": article.headline}
        for sentence in _removal_refusals(article, into, is_joined_to_published):
            yield sentence % headline
        if article.pk in undecided:
            sentence = _("“%(headline)s” has a conflict with a corrected file: decide it first.")
            yield sentence % headline
        if str(article.pk) in plan.pictures.homeless:
            sentence = _(
                "“%(headline)s” has a picture or a caption of its own: "
                "move it to another article first."
            )
            yield sentence % headline
    if plan.to_correct and not user.has_perm(CORRECT):
        sentence = _(
            "“%(headline)s” is published; "
            "changing it needs the right to correct published articles."
        )
        yield sentence % {"headline": plan.to_correct[0].headline}


def _removal_refusals(
    article: Article, into: str | None, is_joined_to_published: bool
) -> Iterator[str]:
    """Why an article may not be removed, as sentences that name its headline."""
    if into is None:
        if article.status in WITHDRAW.origins:
            yield _(
                "“%(headline)s” is public or about to be: "
                "withdraw it before you take it off the page."
            )
    elif article.status == Status.PUBLISHED and not is_joined_to_published:
        yield _(
            "Readers know “%(headline)s”: "
            "it can be joined only to an article that is published too."
        )


def _undecided(plan: Plan) -> set[int]:
    """The keys of removed articles that have an open conflict with a corrected file."""
    if not plan.removed:
        return set()
    articles = [article for article, _into in plan.removed]
    conflicts = Conflict.objects.filter(state=ConflictState.OPEN, article__in=articles)
    return set(conflicts.values_list("article_id", flat=True))
