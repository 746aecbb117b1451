"""Paper for the pages that `tests.setting` makes: slugs printed line by line, and where everything stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter
from random import Random

from tests.annotated import OUTSIDE, SPACED, Json
from tests.parsing.stock import Clean

INDENT = "\u3000\u3000"
_NEVER_FIRST = frozenset("。!?,、;:”’)》】%!?，；：）…—％·")
_NEVER_LAST = frozenset("“‘(《【（")
_ENDS = frozenset("。!?！？…”’")
_RUN = re.compile(r"[0-9A-Za-z.%/-]")


@dataclass(frozen=True)
class Style:
    """The looks of a page. `wrap` is the width of a column in characters, 0 where lines are not wrapped."""

    wrap: int = 0
    blank: bool = True  # a blank line between printed blocks
    indent: bool = False  # paragraphs begin with two wide spaces
    tight: bool = False  # a subheading stands right above its text
    marks: str = "half"  # "half", "full", or "mixed": as the articles have them


@dataclass(eq=False)
class Block:
    """A block of the gold annotation."""

    kind: str
    article: int | None = None
    serial: int = 0


@dataclass
class Run:
    """A stretch of a block's text; `at` is where in the block it begins."""

    block: Block
    text: str
    at: int = 0
    loose: bool = False


@dataclass
class Slug:
    """What is set in one piece: the runs of one printed line or paragraph. `cut` says that it was broken off above."""

    runs: list[Run]
    cut: bool = False
    apart: bool = False  # a blank line is above it, on any page

    @property
    def kind(self) -> str:
        kinds = [run.block.kind for run in self.runs]
        return "paragraph" if "paragraph" in kinds else kinds[0]

    @property
    def loose(self) -> bool:
        return any(run.loose for run in self.runs)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def cut_at(self, offset: int) -> Slug:
        """Keep the text up to `offset`; the rest comes back as a slug of its own."""
        kept, rest, seen = [], [], 0
        for run in self.runs:
            inside = min(max(offset - seen, 0), len(run.text))
            if inside:
                kept.append(replace(run, text=run.text[:inside]))
            if inside < len(run.text):
                rest.append(replace(run, text=run.text[inside:], at=run.at + inside))
            seen += len(run.text)
        self.runs = kept
        return Slug(rest, cut=True)


class Paper:
    """Prints slugs line by line, and notes where everything stands."""

    def __init__(self, style: Style, rng: Random) -> None:
        self._style, self._rng = style, rng
        self._lines: list[str] = []
        self._found: dict[
            Block, list[tuple[int, list[int], bool]]
        ] = {}  # place in the block, span, loose

    def print(self, slugs: Sequence[Slug], articles: Sequence[Clean]) -> tuple[str, Json]:
        for number, slug in enumerate(slugs):
            if number and self._blank_between(slugs[number - 1], slug):
                self._lines.append("")
            self._slug(slug)
        gold = {
            "source": "page.txt",
            "staff": [],
            "page_blocks": [self._record(block) for block in self._found if block.kind in OUTSIDE],
            "articles": [self._article(number, clean) for number, clean in enumerate(articles)],
        }
        return "\n".join(self._lines), gold

    def _blank_between(self, above: Slug, slug: Slug) -> bool:
        if self._style.blank:
            return not (self._style.tight and above.kind == "subheading")
        # Wrapped lines without blank ones among them still keep articles, pictures and columns apart.
        boxed = {above.kind, slug.kind} & {
            "caption",
            "credit",
            "furniture",
        } or slug.kind == "subheading"
        return bool(self._style.wrap) and bool(slug.apart or boxed)

    def _slug(self, slug: Slug) -> None:
        text = slug.text
        indent = INDENT if self._style.indent and slug.kind == "paragraph" and not slug.cut else ""
        start = 0
        for end in self._ends(slug, text, len(indent)):
            line = text[start:end]
            self._lines.append(indent + line.strip())
            self._note(slug, start, end, len(indent) - start - (len(line) - len(line.lstrip())))
            start, indent = end, ""

    def _ends(self, slug: Slug, text: str, indent: int) -> list[int]:
        wrap = self._style.wrap
        two_lines = (
            slug.kind == "title"
            and len(slug.runs) == 1
            and text.count(" ") == 1
            and self._style.blank
        )
        if two_lines and (self._rng.random() < 0.3 or 0 < 1.5 * wrap < len(text)):
            return [text.index(" "), len(text)]
        if wrap and slug.kind == "byline":
            return _ends_at_spaces(text, wrap)
        if wrap and slug.kind in ("paragraph", "caption", "affiliation"):
            return line_ends(text, wrap, indent)
        return [len(text)]

    def _note(self, slug: Slug, start: int, end: int, shift: int) -> None:
        """Note what of each run stands on the line just printed."""
        seen = 0
        for run in slug.runs:
            left, right = max(start, seen), min(end, seen + len(run.text))
            stretch = slug.text[left:right]
            if run.block.kind and stretch.strip():
                left += len(stretch) - len(stretch.lstrip())
                span = [len(self._lines), left + shift, left + len(stretch.strip()) + shift]
                self._found.setdefault(run.block, []).append(
                    (run.at + left - seen, span, run.loose)
                )
            seen += len(run.text)

    def _record(self, block: Block) -> Json:
        spans = [span for _, span, _ in sorted(self._found[block], key=itemgetter(0))]
        texts = [self._lines[line - 1][start:end] for line, start, end in spans]
        text = (" " if block.kind in SPACED else "").join(texts)
        return {"kind": block.kind, "text": text, "spans": spans}

    def _article(self, number: int, clean: Clean) -> Json:
        own = sorted(
            (block for block in self._found if block.article == number), key=attrgetter("serial")
        )
        records = [self._record(block) for block in own]
        return {
            "title": next(record["text"] for record in records if record["kind"] == "title"),
            "alt_titles": list(clean.alt_titles),
            "authors": [list(author) for author in clean.authors],
            "affiliation": clean.affiliation,
            "source": clean.source,
            "section": "",
            "loose": sorted(
                {span[0] for block in own for _, span, loose in self._found[block] if loose}
            ),
            "blocks": records,
        }


def _ends_at_spaces(text: str, width: int) -> list[int]:
    """Where the lines of a byline end that stands alone: only at a space."""
    ends: list[int] = []
    start = 0
    for space in re.finditer(r"\s+", text):
        following = text.find(" ", space.end())
        if (following if following != -1 else len(text)) - start > width and space.start() > start:
            ends.append(space.start())
            start = space.end()
    return [*ends, len(text)]


def can_break(text: str, place: int) -> bool:
    """Whether a column may end here: inside a sentence, between characters that print separates."""
    before, after = text[place - 1], text[place]
    return not (
        before in _ENDS
        or before in _NEVER_LAST
        or after in _NEVER_FIRST
        or after.isspace()
        or before.isspace()
        or (_RUN.match(before) and _RUN.match(after))
    )


def line_ends(text: str, width: int, indent: int = 0) -> list[int]:
    """Where the lines of a text end that is set in a column of `width` characters (Latin ones are half as wide)."""
    ends: list[int] = []
    start, used = 0, float(indent)
    for place, character in enumerate(text):
        used += 0.5 if character.isascii() else 1.0
        if used <= width or place == start or character in _NEVER_FIRST:
            continue
        end = place
        while end > start + 1 and (
            text[end - 1] in _NEVER_LAST or (_RUN.match(text[end - 1]) and _RUN.match(text[end]))
        ):
            end -= 1
        end = place if end == start + 1 else end
        ends.append(end)
        start, used = end, sum(0.5 if one.isascii() else 1.0 for one in text[end : place + 1])
    return [*ends, len(text)]
