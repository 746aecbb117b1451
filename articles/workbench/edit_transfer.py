"""What editors wrote by hand is kept when a page is arranged anew; nothing of it is lost silently.

An article's row is compared with what its old arrangement says. Where they differ an editor wrote:
such an edit goes with its printed text into whatever field or article that text comes. An edit
whose printed text was cut or changed becomes a question to the editor.
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
    """Printed text of one field, and what an editor wrote instead; nothing if it was removed."""

    key: str
    field: str
    printed: str
    written: tuple[BodyBlock, ...]
    placed: bool = False

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.written)


class Question(NamedTuple):
    """An edit that has no place any more.

    `name` stays the same from save to save; `now` is what the field holds without the edit;
    `target` is the article that can keep the edit, or None.
    """

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
    """The contents of the new arrangement, with the edits of the old.

    `before` and `after` are the contents of the old and the new arrangement by article. `removed`
    names for each removed article the one it was joined to, or None.

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
        self.before = before
        self.after = after
        self.removed = removed
        self.answers = answers
        self.edits: list[Edit] = []
        for key, (printed, stored) in before.items():
            self.edits.extend(_edits(key, printed, stored))
        contents = {}
        for key, content in after.items():
            contents[key] = self._unchanged_kept(key, content)
        self.carried = TransferResult(contents)

    def _unchanged_kept(self, key: str, content: Content) -> Content:
        """A field that the arrangement does not change stays as stored, and its edits with it."""
        if key not in self.before:
            return content
        printed, stored = self.before[key]
        unchanged = set()
        fields = {}
        for name, text in content.fields.items():
            if text == printed.fields[name]:
                unchanged.add(name)
                text = stored.fields[name]
            fields[name] = text
        for edit in self.edits:
            if edit.key == key and edit.field in unchanged:
                edit.placed = True
        section = stored.section
        is_edited = stored.section != printed.section
        if not is_edited and content.section != printed.section:
            section = content.section
        return replace(content, fields=fields, section=section)

    def _is_changed(self, key: str, name: str) -> bool:
        if key not in self.before:
            return True
        printed = self.before[key].printed
        return self.after[key].fields[name] != printed.fields[name]

    def place_edits(self) -> None:
        """Put each edit where its printed text stands now, in its own article before any other."""
        for key in self.after:
            self._place(key, [edit for edit in self.edits if edit.key == key])
        for key in self.after:
            foreign = [edit for edit in self.edits if edit.key != key and edit.printed]
            self._place(key, foreign)
        for number, edit in enumerate(self.edits):
            if not edit.placed and edit.written:
                name = f"{edit.key}/{edit.field}/{number}"
                self._ask(name, edit)

    def _place(self, key: str, edits: Sequence[Edit]) -> None:
        if not edits:
            return
        content = self.carried.contents[key]
        fields = dict(content.fields)
        for name in HEAD_COLUMNS:
            if self._is_changed(key, name):
                fields[name] = _rewrite_head(name, fields[name], edits)
        if self._is_changed(key, "body"):
            blocks = read_body(fields["body"])
            rewritten = _rewrite_body(blocks, edits)
            fields["body"] = write_body(rewritten)
        self._put(key, fields)

    def _put(self, key: str, fields: Mapping[str, str]) -> None:
        content = self.carried.contents[key]
        self.carried.contents[key] = replace(content, fields=fields)

    def _ask(self, name: str, edit: Edit) -> None:
        home: str | None = edit.key
        if edit.key not in self.after:
            home = self.removed.get(edit.key)
        answer = self.answers.get(name)
        if answer == DROP:
            return
        if answer == KEEP and home is not None:
            self._keep(home, edit)
            return
        now = ""
        if home and edit.field in HEAD_COLUMNS:
            content = self.carried.contents[home]
            now = content.fields[edit.field]
        question = Question(
            name,
            edit.key,
            edit.field,
            edit.printed,
            edit.text,
            now,
            home,
        )
        self.carried.questions.append(question)

    def _keep(self, home: str, edit: Edit) -> None:
        """Keep an edit in its field if that is a head column of the same article, else in the body.

        In the body it replaces the pieces that its text was cut into, or stands at the end.
        """
        content = self.carried.contents[home]
        fields = dict(content.fields)
        if edit.field in HEAD_COLUMNS and home == edit.key:
            fields[edit.field] = edit.text
        else:
            blocks = read_body(fields["body"])
            first, last = _pieces_of(edit.printed, blocks)
            blocks[first:last] = edit.written
            fields["body"] = write_body(blocks)
        self._put(home, fields)

    # --- bylines ---

    def settle_signatures(self) -> None:
        contents = self.carried.contents
        for key, content in contents.items():
            signatures = dict.fromkeys(self._signatures(key))
            contents[key] = replace(content, bylines=tuple(signatures))

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
        printed_text = printed.fields[name]
        stored_text = stored.fields[name]
        if printed_text == stored_text:
            continue
        written: tuple[BodyBlock, ...] = ()
        if stored_text:
            written = (BodyBlock(stored_text),)
        yield Edit(key, name, printed_text, written)
    printed_body = printed.fields["body"]
    stored_body = stored.fields["body"]
    if printed_body != stored_body:
        printed_blocks = read_body(printed_body)
        stored_blocks = read_body(stored_body)
        yield from _body_edits(key, printed_blocks, stored_blocks)


def _body_edits(
    key: str, printed: Sequence[BodyBlock], stored: Sequence[BodyBlock]
) -> Iterator[Edit]:
    """One edit for each printed block that was changed; added blocks go with the block before."""
    lead, written = _written_blocks(printed, stored)
    if not printed:
        if lead:
            yield Edit(key, "body", "", tuple(lead))
        return
    written[0] = [*lead, *written[0]]
    for block, blocks in zip(printed, written, strict=True):
        if blocks != [block]:
            yield Edit(key, "body", block.text, tuple(blocks))


def _written_blocks(
    printed: Sequence[BodyBlock], stored: Sequence[BodyBlock]
) -> tuple[list[BodyBlock], list[list[BodyBlock]]]:
    """The added blocks before the first printed one, and those that stand for each printed one."""
    lead: list[BodyBlock] = []
    written: list[list[BodyBlock]] = [[block] for block in printed]
    matcher = SequenceMatcher(None, printed, stored, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        replacements = list(stored[new_start:new_end])
        if tag == "insert":
            blocks = written[start - 1] if start else lead
            blocks.extend(replacements)
            continue
        for number in range(start, end):
            written[number] = replacements[:1]
            replacements = replacements[1:]
        written[end - 1] += replacements
    return lead, written


def _rewrite_head(name: str, text: str, edits: Iterable[Edit]) -> str:
    """An edit also applies to a text of its field with its printed text at the edge."""
    for edit in edits:
        if edit.placed or not edit.printed or edit.field == "body" or len(edit.written) > 1:
            continue
        is_part = edit.field == name and _is_at_edge(edit.printed, text)
        if text == edit.printed or is_part:
            rewritten = text.replace(edit.printed, edit.text, 1)
            text = rewritten.strip()
            edit.placed = True
    return text


def _rewrite_body(parts: Sequence[BodyBlock], edits: Iterable[Edit]) -> list[BodyBlock]:
    blocks = list(parts)
    for edit in edits:
        if edit.placed:
            continue
        if edit.printed:
            edit.placed = _replace_printed(blocks, edit)
        elif edit.field == "body":
            # What was written by hand alone stands before what comes to it from the page.
            blocks[:0] = edit.written
            edit.placed = True
    return blocks


def _replace_printed(blocks: list[BodyBlock], edit: Edit) -> bool:
    """Put the edit in the place of the first block that holds its text; whether there is one."""
    may_stand_at_edge = edit.field == "body" and len(edit.written) == 1
    for number, block in enumerate(blocks):
        if block.text == edit.printed:
            blocks[number : number + 1] = _in_kind(edit, block)
            return True
        if may_stand_at_edge and _is_at_edge(edit.printed, block.text):
            text = block.text.replace(edit.printed, edit.text, 1)
            blocks[number] = block._replace(text=text)
            return True
    return False


def _in_kind(edit: Edit, part: BodyBlock) -> Sequence[BodyBlock]:
    """A single block stays what the arrangement makes of it, a paragraph or a subheading."""
    if len(edit.written) != 1:
        return edit.written
    return [part._replace(text=edit.text)]


def _is_at_edge(printed: str, text: str) -> bool:
    return bool(printed) and (text.startswith(printed) or text.endswith(printed))


def _pieces_of(printed: str, parts: Sequence[BodyBlock]) -> tuple[int, int]:
    """The range of consecutive blocks that are the printed text, cut; else the end of the body."""
    end = len(parts)
    if not printed:
        return end, end
    for first in range(end):
        text = ""
        for last in range(first, end):
            text += parts[last].text
            if text == printed:
                return first, last + 1
            if not printed.startswith(text):
                break
    return end, end


def _renamed(before: OldContent) -> Iterator[tuple[Signature, Signature]]:
    """Signatures that an editor corrected: as printed, and as corrected."""
    printed = before.printed.bylines
    stored = before.stored.bylines
    if len(printed) != len(stored):
        return
    for printed_signature, signature in zip(printed, stored, strict=True):
        if printed_signature != signature:
            yield printed_signature, signature


def _added(before: OldContent) -> list[Signature]:
    printed = before.printed.bylines
    stored = before.stored.bylines
    if len(printed) == len(stored):
        return []
    return [signature for signature in stored if signature not in printed]


def _taken_out(before: OldContent) -> list[Signature]:
    printed = before.printed.bylines
    stored = before.stored.bylines
    if len(printed) == len(stored):
        return []
    return [signature for signature in printed if signature not in stored]
