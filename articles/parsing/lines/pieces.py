"""From source lines to printed pieces: the runs of text that one look takes in.

On an unwrapped page every line is a piece. On a hard-wrapped page the lines of one paragraph are
joined first: a line as wide as its column runs on into the next. Other inputs (a page with known
positions and type sizes) can enter here, by making the same pieces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from articles.parsing.credits.person_names import is_name
from articles.parsing.lines.characters import TERMINAL, fold, printed_width
from articles.parsing.lines.junction import beginning, ending, runs_over
from articles.parsing.record import Span

_WIDEST_HEADLINE = 30  # characters of one line of it
_FULL_STOP = re.compile("[。!?;:]")
_WIDEST_COLUMN = 45  # characters; a wider line was never one line of print
_CREDITS = re.compile(
    r"[^。,!?]{0,12}(?:记者|記者|通讯员|通訊員)[^。,!?]{0,30}$"
)  # a byline longer than its column
_SENTENCE = re.compile(r"[。,;:、!?]")
_BYLINE = re.compile(r"[□■◎]|本报|[^。,!?\s]{0,10}[(/ ]?(?:全媒体)?(?:记者|通讯员)|文/图")
# A line that says all it has to: an affiliation, a source in brackets, who made the page.
_WHOLE = re.compile(
    r"\((?:作者|来源|本文|摘自|据)[^()]*\)|(?:责任编辑|责编|值班编委|版式|美术编辑|美编)[:/ ].*"
)
_SURELY_RUNS_OVER = 1.0  # log odds
_HARDLY_RUNS_OVER = -1.5
_INDENTS = ("\u3000", "  ", "\t")


@dataclass(slots=True)
class Piece:
    """One printed run: its folded text, and where each stretch of it stands in the source.

    `gap` says that a blank line or the head of the page is above it.
    """

    text: str
    spans: list[Span]
    gap: bool = True
    indented: bool = False

    def cut(self, offset: int) -> tuple[Piece, Piece]:
        """The same run as two; white space at the cut goes with the first."""
        head, tail, seen = [], [], 0
        for line, start, end in self.spans:
            at = min(max(offset - seen, 0), end - start)
            if at:
                head.append(Span(line, start, start + at))
            if at < end - start:
                tail.append(Span(line, start + at, end))
            seen += end - start
        return (
            Piece(self.text[:offset], head, self.gap, self.indented),
            Piece(self.text[offset:], tail, gap=False),
        )


@dataclass(slots=True)
class _Line:
    number: int
    text: str  # folded, without white space at its ends
    start: int
    gap: bool
    indented: bool
    width: float = field(init=False)

    def __post_init__(self) -> None:
        self.width = printed_width(self.text)

    @property
    def span(self) -> Span:
        return Span(self.number, self.start, self.start + len(self.text))


def read_pieces(lines: list[str]) -> list[Piece]:
    """The printed pieces of a page, in source order. `lines` are its source lines."""
    printed = list(_printed_lines(lines))
    columns = _column_widths(printed)
    usual = _usual_widths(printed, columns)
    crowded = sum(line.gap for line in printed) < 0.05 * len(
        printed
    )  # headlines stand right above their text
    indents = sum(line.indented for line in printed) >= max(3, 0.03 * len(printed))
    pieces: list[Piece] = []
    before: _Line | None = None
    for line in printed:
        indented = pieces[-1].indented if indents and pieces else None
        if before is not None and (_stands_upright(before, line) or _half_a_headline(before, line)):
            pieces[-1].text += line.text
            pieces[-1].spans.append(line.span)
        elif (
            before is not None
            and columns
            and _runs_on(
                before,
                line,
                columns,
                usual,
                indented=indented,
                headline_so_far=crowded and not _SENTENCE.search(pieces[-1].text),
            )
        ):
            pieces[-1].text += line.text
            pieces[-1].spans.append(line.span)
        else:
            pieces.append(Piece(line.text, [line.span], line.gap, line.indented))
        before = line
    return pieces


def _printed_lines(lines: list[str]) -> Iterator[_Line]:
    gap = True
    for number, line in enumerate(lines, start=1):
        bare = line.strip()
        if not bare:
            gap = True
            continue
        start = line.index(bare[0])
        yield _Line(number, fold(bare), start, gap, line.startswith(_INDENTS))
        gap = False


def _column_widths(lines: list[_Line]) -> frozenset[int]:
    """Widths, in characters, at which lines of this page were broken; empty on an unwrapped page."""
    narrow = [line for line in lines if line.width <= _WIDEST_COLUMN]
    if sum(line.width for line in narrow) < 0.7 * sum(line.width for line in lines):
        return frozenset()
    counts = Counter(round(line.width + (2 if line.indented else 0)) for line in narrow)
    full = {
        w
        for w, n in counts.items()
        if w >= 8 and counts[w - 1] + n + counts[w + 1] >= max(4, 0.2 * len(narrow))
    }
    if not full:
        return _widths_of_even_runs(lines)
    widest = max(full, key=lambda w: counts[w - 1] + counts[w] + counts[w + 1])
    running = sum(
        not b.gap and round(a.width + (2 if a.indented else 0)) in full for a, b in pairwise(lines)
    )
    if running < 0.3 * len(narrow):
        return _widths_of_even_runs(lines)
    # Columns of another width on the same page are full as often; the last lines of paragraphs are of every width.
    often = max(6, counts[widest] / 3)
    return frozenset(
        w
        for width in full
        if abs(width - widest) <= 2 or counts[width] >= often
        for w in range(width - 2, width + 2)
    )


def _usual_widths(lines: list[_Line], columns: frozenset[int]) -> frozenset[int]:
    """Those of the column widths that lines most often have: a headline that goes on fills its column as well."""
    counts = Counter(
        width
        for line in lines
        if (width := round(line.width + (2 if line.indented else 0))) in columns
    )
    often = max(counts.values(), default=0) / 4
    return frozenset(width for width, count in counts.items() if count >= often)


def _widths_of_even_runs(lines: list[_Line]) -> frozenset[int]:
    """The widths on a page of few lines: those of paragraphs of three lines or more, all but the last as wide."""
    found: set[int] = set()
    run: list[_Line] = []
    for line in [*lines, None]:
        if line is None or line.gap or line.indented:
            found |= _even_width(run)
            run = []
        if line is not None:
            run.append(line)
    return frozenset(found)


def _even_width(run: list[_Line]) -> set[int]:
    widths = [line.width + (2 if line.indented else 0) for line in run]
    if (
        len(run) < 3
        or not 8 <= max(widths) <= _WIDEST_COLUMN
        or max(widths[:-1]) - min(widths[:-1]) > 2
    ):
        return set()
    # Rows of a table are even too, but each says something whole.
    running = sum(line.text[-1] not in TERMINAL and " " not in line.text for line in run[:-1])
    if 2 * running < len(run) - 1 or widths[-1] > max(widths[:-1]) + 1:
        return set()
    width = round(max(widths[:-1]))
    return set(range(width - 2, width + 2))


def _stands_upright(line: _Line, following: _Line) -> bool:
    """Whether characters stand one below the other: a headline set upright (竖排)."""
    return len(line.text) == 1 == len(following.text) and not following.gap


def _half_a_headline(line: _Line, following: _Line) -> bool:
    """Whether a short line that stops at a comma goes on right below: a kicker or a title in two lines."""
    return (
        line.text[-1] in ",、"
        and line.gap
        and not following.gap
        and not following.indented
        and max(line.width, following.width) <= _WIDEST_HEADLINE
        and not _FULL_STOP.search(line.text + following.text)
    )


def _runs_on(
    line: _Line,
    following: _Line,
    columns: frozenset[int],
    usual: frozenset[int],
    *,
    indented: bool | None,
    headline_so_far: bool,
) -> bool:
    """Whether the text of a wrapped line goes on in the next one.

    `indented` says whether its paragraph began with an indent, None on a page without indents;
    `headline_so_far` that what was joined up to here may be a headline: it holds no mark of a sentence.
    """
    full = round(line.width + (2 if line.indented else 0)) in columns or (
        indented is None and round(line.width) in columns
    )
    if following.gap or following.indented or not full:
        return False
    if _WHOLE.fullmatch(line.text) or _WHOLE.fullmatch(following.text):
        return False
    if _CREDITS.match(line.text):
        return True
    # A paragraph or a headline may be just as wide as its column: the next line is then short or odd.
    stops = line.text[-1] in TERMINAL or line.text[-1] == ")" or line.text[-2:-1] in TERMINAL
    if stops and " " in following.text and not _SENTENCE.search(following.text):
        return False  # phrases set apart: a headline below the last line of a paragraph
    filled = round(following.width) in columns or following.text[-1:] in TERMINAL
    if indented:
        return filled or not stops
    if headline_so_far:
        if _BYLINE.match(following.text) or is_name("".join(following.text.split())):
            return False
        over = runs_over(ending(line.text), beginning(following.text))
        if round(line.width) in usual:
            return over >= _HARDLY_RUNS_OVER
        return over >= _SURELY_RUNS_OVER and (filled or indented is None)
    return filled if indented is False else not stops or filled
