"""What saving an arrangement does to the articles of its page: worked out before anything is written."""

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


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a browser sends: the arrangement it made, of which state of the page, and the answers to questions."""

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
    if not isinstance(data.get("seen"), dict) or not isinstance(data.get("correction", ""), str):
        raise MalformedError("not said which state of the page was seen")
    removed = _mapping(data, "gone")
    return Proposal(
        read_arrangement(data.get("arrangement")),
        data["seen"],
        removed,
        {key: text for key, text in _mapping(data, "signatures").items() if text is not None},
        {key: text for key, text in _mapping(data, "answers").items() if text is not None},
        clean_text(data.get("correction", "")).strip()[:MAX_NOTE],
    )


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
        return self.content.fields["title"] or Article(**self.content.fields).headline

    @property
    def problems(self) -> list[dict[str, Any]]:
        problems = [problem.to_json() for problem in self.record.problems]
        if self.is_too_long:
            problems.append({"code": TOO_LONG, "spans": []})
        content, settled = self.content, self.row.settled if self.row else ()
        return open_problems(
            problems, settled, title=content.fields["title"], is_signed=bool(content.bylines)
        )

    @property
    def is_changed(self) -> bool:
        """Beside where it stands among the others."""
        return self.is_rearranged or bool(self.changed - {"position"})

    @property
    def is_moved(self) -> bool:
        """Another place, or no longer in doubt: it is the same article."""
        return self.row is not None and (self.row.position, self.row.problems) != (
            self.position,
            self.problems,
        )

    @property
    def is_published(self) -> bool:
        return self.row is not None and self.row.status == Status.PUBLISHED


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a save would do. It may be carried out when `refusals` and `questions` are empty."""

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
        return [
            change
            for change in self.changes
            if change.is_published and not PRINTED_NAMES.isdisjoint(change.changed)
        ]

    @property
    def is_reordered(self) -> bool:
        """Whether the articles that were there stand in another order, not only further up or down."""
        stayed = [change.row for change in self.changes if change.row]
        return stayed != sorted(stayed, key=self.opened.articles.index)

    @property
    def is_ready(self) -> bool:
        return (
            not self.refusals
            and not self.questions
            and (not self.to_correct or bool(self.proposal.correction))
        )


def make_plan(opened: WorkbenchPage, proposal: Proposal, user: User) -> Plan:
    refusals = [*_losses(opened, proposal.arrangement), *_strangers(opened, proposal)]
    source = SourceText(opened.page.source_text)
    old = page_record(opened.arrangement, source)
    if refusals:  # the rest would be read from a text that is not there
        return Plan(opened, proposal, old, opened.page.title, refusals=tuple(refusals))
    new = page_record(proposal.arrangement, source)
    title = (
        page_title("", new) if opened.page.title in ("", page_title("", old)) else opened.page.title
    )
    rows = {str(article.pk): article for article in opened.articles}
    before = _before(opened, old, rows)
    after = {
        article.key: content_of(record, title)
        for article, record in zip(proposal.arrangement.articles, new.articles, strict=True)
    }
    carried = transfer_edits(
        before,
        {key: content for key, (content, _too_long) in after.items()},
        proposal.removed,
        proposal.answers,
    )
    _sign(carried, proposal.signatures)
    changes = tuple(_changes(opened, proposal, new, rows, before, after, carried))
    removed = tuple((rows[key], into) for key, into in proposal.removed.items())
    pictures = _pictures(before, rows, changes, proposal.removed)
    plan = Plan(opened, proposal, new, title, changes, removed, pictures, tuple(carried.questions))
    return replace(plan, refusals=tuple(_forbidden(plan, user)))


def _before(
    opened: WorkbenchPage, old: PageRecord, rows: Mapping[str, Article]
) -> dict[str, OldContent]:
    records = zip(opened.arrangement.articles, old.articles, strict=True)
    return {
        article.key: OldContent(
            content_of(record, opened.page.title)[0], content_in(rows[article.key])
        )
        for article, record in records
    }


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
        row, content = rows.get(article.key), carried.contents[article.key]
        stood = before.get(article.key)
        changed = set(_changed_fields(content, stood.stored if stood else None))
        if content.pictures != (stood.printed.pictures if stood else ()):
            changed.add("illustrations")
        if row is not None and row.position != position:
            changed.add("position")
        yield Change(
            article.key,
            row,
            position,
            record,
            content,
            is_too_long=after[article.key][1],
            is_rearranged=old_blocks.get(article.key) != article.blocks,
            changed=frozenset(changed),
        )


def _changed_fields(content: Content, stored: Content | None) -> Iterator[str]:
    for name, text in content.fields.items():
        if text != (stored.fields[name] if stored else ""):
            yield name
    if content.section != (stored.section if stored else ""):
        yield "section"
    if content.bylines != (stored.bylines if stored else ()):
        yield "bylines"


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
    stored = [
        picture
        for key, row in rows.items()
        for picture in stored_pictures(key, row, before[key].printed.pictures)
    ]
    wanted = {
        change.key: change.content.pictures
        for change in changes
        if "illustrations" in change.changed
    }
    return place_pictures(stored, wanted, removed)


# --- what speaks against it ---


def _losses(opened: WorkbenchPage, arrangement: Arrangement) -> Iterator[str]:
    losses = find_faults(arrangement, opened.lines)
    for fault in losses[:_SHOWN_FAULTS]:
        yield _fault_sentence(fault)
    if len(losses) > _SHOWN_FAULTS:
        yield _("And %d more of the kind.") % (len(losses) - _SHOWN_FAULTS)


def _fault_sentence(fault: ArrangementFault) -> str:
    place = {"line": fault.span.line, "start": fault.span.start + 1, "end": fault.span.end}
    if fault.kind is FaultKind.LOST:
        return (
            _(
                "Line %(line)d, characters %(start)d to %(end)d: this text would be lost; put it somewhere."
            )
            % place
        )
    if fault.kind is FaultKind.DOUBLED:
        return (
            _(
                "Line %(line)d, characters %(start)d to %(end)d: this text would stand in two places."
            )
            % place
        )
    if fault.kind is FaultKind.BEYOND:
        return (
            _(
                "Line %(line)d, characters %(start)d to %(end)d: the page has no such place; load it anew."
            )
            % place
        )
    return (
        _(
            "Line %(line)d: a block of this kind cannot stand there; choose another kind or another place."
        )
        % place
    )


def _strangers(opened: WorkbenchPage, proposal: Proposal) -> Iterator[str]:
    """What does not fit the page: every article of it stays or is said to go, and goes to one that stays."""
    present = {str(article.pk) for article in opened.articles}
    kept = {article.key for article in proposal.arrangement.articles}
    if (
        present - kept != proposal.removed.keys()
        or not {into for into in proposal.removed.values() if into} <= kept
    ):
        yield _(
            "The articles of this page are others than the workbench shows; load the page anew."
        )
    if any(key.isdecimal() for key in kept - present):
        yield _("An article of another page cannot stand on this one; load the page anew.")
    for text in proposal.signatures.values():
        if any(
            len(entry.name) > NAME_LIMIT or len(entry.role) > ROLE_LIMIT
            for entry in read_signatures(text, "")
        ):
            yield _("The byline “%(text)s” is too long; write “role name；role name”.") % {
                "text": text[:60]
            }
    if any(
        not article.blocks
        for article in proposal.arrangement.articles
        if article.key not in present
    ):
        yield _("A new article holds no text; undo its making.")


def _forbidden(plan: Plan, user: User) -> Iterator[str]:
    stays = {change.key: change for change in plan.changes}
    undecided = _undecided(plan)
    for article, into in plan.removed:
        what = {"headline": article.headline}
        if into is None and article.status in WITHDRAW.origins:
            yield (
                _(
                    "“%(headline)s” is public or about to be: withdraw it before you take it off the page."
                )
                % what
            )
        if into is not None and article.status == Status.PUBLISHED and not stays[into].is_published:
            yield (
                _(
                    "Readers know “%(headline)s”: it can be joined only to an article that is published too."
                )
                % what
            )
        if article.pk in undecided:
            yield _("“%(headline)s” has a conflict with a corrected file: decide it first.") % what
        if str(article.pk) in plan.pictures.homeless:
            yield (
                _(
                    "“%(headline)s” has a picture or a caption of its own: move it to another article first."
                )
                % what
            )
    if plan.to_correct and not user.has_perm(CORRECT):
        yield (
            _(
                "“%(headline)s” is published; changing it needs the right to correct published articles."
            )
            % {"headline": plan.to_correct[0].headline}
        )


def _undecided(plan: Plan) -> set[int]:
    """Those of the articles that go whose corrected file waits for a decision."""
    if not plan.removed:
        return set()
    undecided = Conflict.objects.filter(
        state=ConflictState.OPEN, article__in=[article for article, _into in plan.removed]
    )
    return set(undecided.values_list("article_id", flat=True))
