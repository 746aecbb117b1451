"""What editors wrote by hand is carried over when a page is arranged anew: nothing of it is lost silently.

An article's row is compared with what its old arrangement says. Where they differ an editor wrote: such an
edit goes with the printed text that it was made of, into whatever field or article that text comes. An edit
whose text is nowhere whole any more, having been cut or changed itself, is a question to the editor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import NamedTuple

from articles.models.article_content import HEAD_COLUMNS, Content, Signature
from articles.text.body import BodyBlock, read_body, write_body

KEEP, DROP = "keep", "drop"


class OldContent(NamedTuple):
    """An article as its old arrangement says, and as it is stored."""

    printed: Content
    stored: Content


@dataclass(slots=True)
class Edit:
    """Printed text of one field, and what an editor wrote in its place: none for what was taken out."""

    key: str
    field: str
    printed: str
    written: tuple[BodyBlock, ...]
    placed: bool = False

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.written)


class Question(NamedTuple):
    """An edit that has no place any more. `name` is the same each time it is asked; `now` is what stands
    there without the edit; `home` is the article that can keep it, None where there is none."""

    name: str
    key: str
    field: str
    printed: str
    written: str
    now: str
    target: str | None


@dataclass(slots=True)
class TransferResult:
    """The content of each article of the new arrangement, and what is left to be answered."""

    contents: dict[str, Content]
    questions: list[Question] = field(default_factory=list)


def transfer_edits(
    before: Mapping[str, OldContent],
    after: Mapping[str, Content],
    removed: Mapping[str, str | None],
    answers: Mapping[str, str],
) -> TransferResult:
    """`before` by article, `after` what the new arrangement says, `gone` where the articles went that are no more.

    `answers` say KEEP or DROP by the name of a question; an answered one is not asked again.
    """
    table = EditTransfer(before, after, removed, answers)
    table.place_edits()
    table.settle_signatures()
    return table.carried


class EditTransfer:
    def __init__(
        self,
        before: Mapping[str, OldContent],
        after: Mapping[str, Content],
        removed: Mapping[str, str | None],
        answers: Mapping[str, str],
    ) -> None:
        self.before, self.after, self.removed, self.answers = before, after, removed, answers
        self.edits = [
            edit
            for key, (printed, stored) in before.items()
            for edit in _edits(key, printed, stored)
        ]
        self.carried = TransferResult(
            {key: self._unchanged_kept(key, content) for key, content in after.items()}
        )

    def _unchanged_kept(self, key: str, content: Content) -> Content:
        """A field that the arrangement does not change stays as it is stored, and its edits with it."""
        if key not in self.before:
            return content
        printed, stored = self.before[key]
        same = {name for name in content.fields if content.fields[name] == printed.fields[name]}
        for edit in self.edits:
            edit.placed = edit.placed or (edit.key == key and edit.field in same)
        fields = {
            name: stored.fields[name] if name in same else text
            for name, text in content.fields.items()
        }
        section = (
            content.section
            if stored.section == printed.section != content.section
            else stored.section
        )
        return replace(content, fields=fields, section=section)

    def _is_changed(self, key: str, name: str) -> bool:
        return (
            key not in self.before
            or self.after[key].fields[name] != self.before[key].printed.fields[name]
        )

    def place_edits(self) -> None:
        """Each edit where its printed text stands now: in its own article first, then in any other."""
        for is_own in (True, False):
            for key in self.after:
                edits = [
                    edit
                    for edit in self.edits
                    if (edit.key == key) is is_own and (is_own or edit.printed)
                ]
                if edits:
                    self._place(key, edits)
        for number, edit in enumerate(self.edits):
            if not edit.placed and edit.written:
                self._ask(f"{edit.key}/{edit.field}/{number}", edit)

    def _place(self, key: str, edits: Sequence[Edit]) -> None:
        fields = dict(self.carried.contents[key].fields)
        for name in HEAD_COLUMNS:
            if self._is_changed(key, name):
                fields[name] = _rewrite_head(name, fields[name], edits)
        if self._is_changed(key, "body"):
            fields["body"] = write_body(_rewrite_body(read_body(fields["body"]), edits))
        self._put(key, fields)

    def _put(self, key: str, fields: Mapping[str, str]) -> None:
        self.carried.contents[key] = replace(self.carried.contents[key], fields=fields)

    def _ask(self, name: str, edit: Edit) -> None:
        home = edit.key if edit.key in self.after else self.removed.get(edit.key)
        answer = self.answers.get(name)
        if answer == DROP:
            return
        if answer == KEEP and home is not None:
            self._keep(home, edit)
            return
        now = self.carried.contents[home].fields[edit.field] if home else ""
        self.carried.questions.append(
            Question(
                name,
                edit.key,
                edit.field,
                edit.printed,
                edit.text,
                now if edit.field in HEAD_COLUMNS else "",
                home,
            )
        )

    def _keep(self, home: str, edit: Edit) -> None:
        """In its field, where that is its own article's; else in the body: in place of the pieces it was cut into,
        or at the end."""
        fields = dict(self.carried.contents[home].fields)
        if edit.field in HEAD_COLUMNS and home == edit.key:
            fields[edit.field] = edit.text
        else:
            parts = read_body(fields["body"])
            first, last = _pieces_of(edit.printed, parts)
            fields["body"] = write_body([*parts[:first], *edit.written, *parts[last:]])
        self._put(home, fields)

    # --- bylines ---

    def settle_signatures(self) -> None:
        for key, content in list(self.carried.contents.items()):
            self.carried.contents[key] = replace(
                content, bylines=tuple(dict.fromkeys(self._signatures(key)))
            )

    def _signatures(self, key: str) -> list[Signature]:
        """Whom the new arrangement names, with what editors put right, took out and added."""
        joined = self._joined_to(key)
        added: list[Signature] = []
        for content in joined:
            added += _added(content)
        own_content = self.before.get(key)
        named = self.after[key].bylines
        if own_content is None:
            stayed: Sequence[Signature] = ()
            own_corrections: dict[Signature, Signature] = {}
            own_added: list[Signature] = []
            changed = joined
        elif named == own_content.printed.bylines:
            return [*own_content.stored.bylines, *added]
        else:
            stayed = own_content.printed.bylines
            own_corrections = dict(_renamed(own_content))
            own_added = _added(own_content)
            changed = [own_content, *joined]
        taken_out: set[Signature] = set()
        for content in changed:
            taken_out.update(_taken_out(content))
        corrections = self._corrections()
        signatures = []
        for signature in named:
            known = own_corrections if signature in stayed else corrections
            corrected = known.get(signature, signature)
            if corrected not in taken_out:
                signatures.append(corrected)
        return [*signatures, *own_added, *added]

    def _joined_to(self, key: str) -> list[OldContent]:
        """The articles that are no more and were joined to this one."""
        joined = []
        for old, into in self.removed.items():
            if into == key and old in self.before:
                joined.append(self.before[old])
        return joined

    def _corrections(self) -> dict[Signature, Signature]:
        """Signatures that editors put right on the page, each with what it was printed as."""
        corrections: dict[Signature, Signature] = {}
        for content in self.before.values():
            corrections.update(_renamed(content))
        return corrections


def _edits(key: str, printed: Content, stored: Content) -> Iterator[Edit]:
    for name in HEAD_COLUMNS:
        if printed.fields[name] != stored.fields[name]:
            written = (BodyBlock(stored.fields[name]),) if stored.fields[name] else ()
            yield Edit(key, name, printed.fields[name], written)
    if printed.fields["body"] != stored.fields["body"]:
        yield from _body_edits(
            key, read_body(printed.fields["body"]), read_body(stored.fields["body"])
        )


def _body_edits(
    key: str, printed: Sequence[BodyBlock], stored: Sequence[BodyBlock]
) -> Iterator[Edit]:
    """One for each printed part that reads otherwise; what was added goes with the part before it."""
    written: list[list[BodyBlock]] = [[part] for part in printed]
    lead: list[BodyBlock] = []
    for verb, start, end, at, to in SequenceMatcher(
        None, printed, stored, autojunk=False
    ).get_opcodes():
        if verb == "insert":
            (written[start - 1] if start else lead).extend(stored[at:to])
        elif verb != "equal":
            for number in range(start, end):
                written[number] = list(
                    stored[at + number - start : min(at + number - start + 1, to)]
                )
            written[end - 1] += stored[at + end - start : to]
    if not printed and lead:
        yield Edit(key, "body", "", tuple(lead))
    for part, parts in zip(
        printed, [[*lead, *written[0]], *written[1:]] if written else [], strict=True
    ):
        if parts != [part]:
            yield Edit(key, "body", part.text, tuple(parts))


def _rewrite_head(name: str, text: str, edits: Iterable[Edit]) -> str:
    """An edit of the same field holds for a text that begins or ends with what it was made of, too."""
    for edit in edits:
        if edit.placed or not edit.printed or edit.field == "body" or len(edit.written) > 1:
            continue
        if text == edit.printed or (edit.field == name and _is_at_edge(edit.printed, text)):
            text, edit.placed = text.replace(edit.printed, edit.text, 1).strip(), True
    return text


def _rewrite_body(parts: Sequence[BodyBlock], edits: Iterable[Edit]) -> list[BodyBlock]:
    blocks = list(parts)
    for edit in edits:
        if edit.placed:
            continue
        if not edit.printed:
            # What was written by hand alone stands before what comes to it from the page.
            if edit.field == "body":
                blocks[:0], edit.placed = edit.written, True
            continue
        for number, part in enumerate(blocks):
            if part.text == edit.printed:
                blocks[number : number + 1] = _in_kind(edit, part)
                edit.placed = True
                break
            if (
                edit.field == "body"
                and len(edit.written) == 1
                and _is_at_edge(edit.printed, part.text)
            ):
                blocks[number] = part._replace(text=part.text.replace(edit.printed, edit.text, 1))
                edit.placed = True
                break
    return blocks


def _in_kind(edit: Edit, part: BodyBlock) -> Sequence[BodyBlock]:
    """One paragraph stays what the arrangement makes of it, a paragraph or a subheading."""
    return [part._replace(text=edit.text)] if len(edit.written) == 1 else edit.written


def _is_at_edge(printed: str, text: str) -> bool:
    return bool(printed) and (text.startswith(printed) or text.endswith(printed))


def _pieces_of(printed: str, parts: Sequence[BodyBlock]) -> tuple[int, int]:
    """Which parts in a row are the printed text, cut; behind the last one where there are none."""
    for first in range(len(parts) if printed else 0):
        text = ""
        for last in range(first, len(parts)):
            text += parts[last].text
            if text == printed:
                return first, last + 1
            if not printed.startswith(text):
                break
    return len(parts), len(parts)


def _renamed(before: OldContent) -> Iterator[tuple[Signature, Signature]]:
    """Signatures that an editor put right, each with what it was printed as."""
    printed, stored = before.printed.bylines, before.stored.bylines
    if len(printed) == len(stored):
        yield from (pair for pair in zip(printed, stored, strict=True) if pair[0] != pair[1])


def _added(before: OldContent) -> list[Signature]:
    printed, stored = before.printed.bylines, before.stored.bylines
    return (
        [signature for signature in stored if signature not in printed]
        if len(printed) != len(stored)
        else []
    )


def _taken_out(before: OldContent) -> list[Signature]:
    printed, stored = before.printed.bylines, before.stored.bylines
    return (
        [signature for signature in printed if signature not in stored]
        if len(printed) != len(stored)
        else []
    )
