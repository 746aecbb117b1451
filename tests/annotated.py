"""Annotated pages (`.page`): a printed page and what a careful reader finds on it, in one file.

    # what trouble the page shows                  comments, only at the head of the file
    ⟦section⟧综合·城区                              section, staff, furniture: outside any article
    ⟦A title⟧标题                                   article letter and kind of block
    ⟦A byline⟧本报讯(记者 甲乙)⟦A p1⟧第一段……     two blocks on one printed line
    ⟦A p2.2⟧后半段……                              pieces of one paragraph, wherever they stand
    ⟦A p2.1⟧前半段……
    ⟦A p3?⟧……                                      its place is uncertain even to a person
    ===
    A: authors=甲乙/记者; source=本报

A line without a mark continues the block of the line above it. Paragraphs are numbered in reading
order; of any other kind each mark is a block of its own (`title.1`, `title.2` where the pieces of
one stand apart).

The footer's fields are authors, affiliation, source, section, alt, title. A role is what is printed
but for the paper's own name: 本报记者 甲 is `source=本报; authors=甲/记者`; 文/图 甲 is `甲/文/图`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any, NoReturn

HEAD = ("column", "kicker", "title", "subtitle")
TAIL = ("affiliation", "source")
INSIDE = (*HEAD, *TAIL, "byline", "subheading", "caption", "credit")
OUTSIDE = ("section", "staff", "furniture")
SPACED = (*HEAD, "subheading")
FIELDS = ("authors", "affiliation", "source", "section", "alt", "title")
MARK = re.compile(
    r"⟦(?:(?P<article>[A-Z]{1,2}) )?"
    r"(?P<kind>[a-z]+)(?P<number>\d*)(?:\.(?P<piece>\d+))?(?P<loose>\??)⟧"
)
STAFF_ROLE = re.compile(
    r".*(?:编辑|责编|美编|[总主]编|编[审委]|审[读校]|[校检]校|校[对检读]|版式|设计|制图|组版|统筹|主任|值班"
    r"|編輯|責編|美編|[總主]編|編[審委]|審[讀校]|校[對檢讀]|設計|統籌)"
)
FOOTER_LINE = re.compile(r"([A-Z]{1,2}):(.*)")

Json = dict[str, Any]


@dataclass
class Piece:
    """Printed text under one mark: one printed line, or several that follow one another."""

    article: str
    kind: str
    number: int
    piece: int
    loose: bool
    at: int  # line of the .page file, for messages
    # Line of the plain text, offset in it, text.
    parts: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, line: int, offset: int, text: str) -> None:
        indent = len(text) - len(text.lstrip())
        if text.strip():
            self.parts.append((line, offset + indent, text.strip()))


@dataclass
class Block:
    """A block of an article or of the page, put together from its pieces."""

    kind: str
    number: int
    pieces: list[Piece]

    @property
    def text(self) -> str:
        joint = " " if self.kind in SPACED else ""
        return joint.join(text for piece in self.pieces for _, _, text in piece.parts)

    def record(self) -> Json:
        parts = [part for piece in self.pieces for part in piece.parts]
        spans = [[line, start, start + len(text)] for line, start, text in parts]
        return {"kind": self.kind, "text": self.text, "spans": spans}


def read_page(path: Path) -> tuple[str, Json]:
    """The plain text of a page and its gold annotation, in the shape of the `.gold.json` files.

    Paragraphs stand in reading order, titles before them, the rest near what it was printed with.
    Spans leave out white space at either end. Raises ValueError("file:line: reason").
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    head = len(list(takewhile(lambda line: line.startswith("#"), lines)))
    if "===" not in lines:
        _fail(path, len(lines), "no line === before the footer")
    foot = lines.index("===")
    pieces = _pieces(path, lines[head:foot], head)
    footer = _footer(path, lines, foot + 1)
    outside = _blocks(path, [piece for piece in pieces if not piece.article])
    letters = dict.fromkeys(piece.article for piece in pieces if piece.article)
    for letter, (at, _) in footer.items():
        if letter not in letters:
            _fail(path, at, f"article {letter} is not on the page")
    sections = "".join(block.text for block in outside if block.kind == "section")
    articles = []
    for letter in letters:
        at, fields = footer.get(letter, (foot + 1, {}))
        own = [piece for piece in pieces if piece.article == letter]
        fail = partial(_fail, path, at)
        articles.append(_article(fail, own, _blocks(path, own), fields, sections))
    gold = {
        "source": path.stem + ".txt",
        "staff": [
            entry for block in outside if block.kind == "staff" for entry in _staff(path, block)
        ],
        "page_blocks": [block.record() for block in outside],
        "articles": articles,
    }
    return "\n".join(MARK.sub("", line) for line in lines[head:foot]), gold


def write_text(path: Path, folder: Path) -> Path:
    """Write the plain text of a page into `folder`, under the name its gold annotation gives."""
    text, gold = read_page(path)
    target: Path = folder / gold["source"]
    target.write_text(text, encoding="utf-8", newline="\n")
    return target


def _fail(path: Path, line: int, reason: str) -> NoReturn:
    raise ValueError(f"{path.name}:{line}: {reason}")


def _pieces(path: Path, lines: list[str], head: int) -> list[Piece]:
    pieces: list[Piece] = []
    for number, line in enumerate(lines, 1):
        offset, at = 0, head + number
        for mark, text in _segments(line):
            if mark:
                pieces.append(_piece(path, mark, at))
                if not text.strip():
                    _fail(path, at, f"nothing under the mark {mark.group()}")
            elif text.strip() and (not pieces or not lines[number - 2].strip()):
                _fail(path, at, "text without a mark, and no line above that it could continue")
            if "⟦" in text or "⟧" in text:
                _fail(path, at, "a bracket that is not part of a mark")
            if pieces:
                pieces[-1].add(number, offset, text)
            offset += len(text)
    return pieces


def _segments(line: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    marks = list(MARK.finditer(line))
    starts = [mark.start() for mark in marks] + [len(line)]
    yield None, line[: starts[0]]
    for mark, end in zip(marks, starts[1:], strict=True):
        yield mark, line[mark.end() : end]


def _piece(path: Path, mark: re.Match[str], at: int) -> Piece:
    article, kind, number = mark["article"] or "", mark["kind"], mark["number"]
    if kind == "p" and number and article:
        kind = "paragraph"
    elif number or kind not in (INSIDE if article else OUTSIDE):
        _fail(path, at, f"unknown mark {mark.group()}")
    return Piece(article, kind, int(number or 0), int(mark["piece"] or 0), bool(mark["loose"]), at)


def _blocks(path: Path, pieces: list[Piece]) -> list[Block]:
    """Blocks in the order of the page, each with its pieces in reading order."""
    groups: dict[tuple[str, int, bool, int], list[Piece]] = {}
    seen: Counter[tuple[str, int]] = Counter()
    for piece in pieces:
        serial = 0 if piece.number else seen[piece.kind, piece.piece]
        seen[piece.kind, piece.piece] += 1
        key = (piece.kind, piece.number, piece.piece > 0, serial)
        groups.setdefault(key, []).append(piece)
    for (kind, _, broken, _), group in groups.items():
        group.sort(key=lambda piece: piece.piece)
        wanted = list(range(1, max(len(group), 2) + 1)) if broken else [0]
        if [piece.piece for piece in group] != wanted:
            _fail(path, group[0].at, f"the pieces of this {kind} are not {wanted}")
    return [Block(kind, number, group) for (kind, number, _, _), group in groups.items()]


def _footer(path: Path, lines: list[str], start: int) -> dict[str, tuple[int, dict[str, str]]]:
    footer = {}
    for at, line in enumerate(lines[start:], start + 1):
        if not line.strip():
            continue
        match = FOOTER_LINE.fullmatch(line.strip())
        if not match:
            _fail(path, at, "not a footer line")
        pairs = [part.partition("=") for part in match[2].split(";") if part.strip()]
        fields = {key.strip(): value.strip() for key, _, value in pairs}
        if wrong := [key for key in fields if key not in FIELDS]:
            _fail(path, at, f"unknown field {wrong[0]}")
        footer[match[1]] = (at, fields)
    return footer


def _article(
    fail: partial[NoReturn],
    pieces: list[Piece],
    blocks: list[Block],
    fields: dict[str, str],
    sections: str,
) -> Json:
    titles = [block.text for block in blocks if block.kind == "title"]
    if "title" not in fields and len(titles) != 1:
        fail(f"{len(titles)} title blocks: say title= in the footer")
    numbers = sorted(block.number for block in blocks if block.number)
    if numbers != list(range(1, len(numbers) + 1)):
        fail(f"paragraphs are numbered {numbers}")
    authors = [entry.partition("/")[::2] for entry in fields.get("authors", "").split()]
    printed = _close("".join(block.text for block in blocks))
    claims = [word for author in authors for word in author]
    claims += [fields.get("affiliation", ""), fields.get("source", "")]
    missing = [word for word in claims if _close(word) not in printed]
    if _close(fields.get("section", "")) not in _close(sections):
        missing.append(fields["section"])
    if missing:
        fail(f"not printed: {missing[0]}")
    return {
        "title": fields["title"] if "title" in fields else titles[0],
        "alt_titles": [
            title.strip() for title in fields.get("alt", "").split("|") if title.strip()
        ],
        "authors": [list(author) for author in authors],
        "affiliation": fields.get("affiliation", ""),
        "source": fields.get("source", ""),
        "section": fields.get("section", ""),
        "loose": sorted({line for piece in pieces if piece.loose for line, _, _ in piece.parts}),
        "blocks": [b.record() for b in sorted(blocks, key=lambda b: _place(b, pieces))],
    }


def _close(text: str) -> str:
    return "".join(text.split())


def _place(block: Block, pieces: list[Piece]) -> float:
    """Where a block stands among the paragraphs 1, 2, …: by the one that follows it on the page.

    Only what closes a paragraph (on its line, or names in brackets) stands after the one before it.
    """
    if block.kind == "paragraph":
        return block.number
    if block.kind in HEAD:
        return 0
    if block.kind in TAIL:
        return len(pieces) + 2
    first = pieces.index(block.pieces[0])
    before = [piece for piece in pieces[:first] if piece.number]
    after = [piece for piece in pieces[first:] if piece.number]
    opening = bool(after) and _share_line(block.pieces[0], after[0])
    bracketed = block.kind == "byline" and block.text[0] in "(（"
    closing = bool(before) and (bracketed or _share_line(before[-1], block.pieces[0]))
    if closing and not opening:
        return before[-1].number + 0.25
    return after[0].number - 0.5 if after else len(pieces) + 1


def _share_line(left: Piece, right: Piece) -> bool:
    return left.parts[-1][0] == right.parts[0][0]


def _staff(path: Path, block: Block) -> list[list[str]]:
    """[role, name] for each person of 责任编辑:甲乙 美术编辑:丙 丁 (names are closed up)."""
    entries: list[list[str]] = []
    role = ""
    for word in re.split(r"[\s:：/／、|()（）]+", block.text):
        if STAFF_ROLE.fullmatch(word):
            role = word
        elif word and not role:
            _fail(path, block.pieces[0].at, f"staff without a role: {word}")
        elif word and entries and entries[-1][0] == role and len(entries[-1][1]) == len(word) == 1:
            entries[-1][1] += word
        elif word:
            entries.append([role, word])
    return entries
