"""From source lines to printed pieces: the lines of one paragraph joined.

On an unwrapped page every line is a piece. On a hard-wrapped page a line as wide as its column runs
on into the next one. Other inputs (a page with known positions and type sizes) can enter here, by
making the same pieces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.parsing.lines.characters import TERMINAL
from articles.parsing.lines.junction import beginning, ending, runs_over
from articles.parsing.lines.printed_lines import (
    PrintedLine,
    column_widths,
    printed_lines,
    usual_widths,
)
from articles.parsing.person_names import is_name
from articles.parsing.record import Span
from articles.parsing.time_limit import within_limit

_WIDEST_HEADLINE = 30  # characters in one line of it
_FULL_STOP = re.compile("[。!?;:]")
_SENTENCE_SIGN = re.compile(r"[。,;:、!?]")
# A byline that is longer than its column.
_LONG_BYLINE = re.compile(r"[^。,!?]{0,12}(?:记者|記者|通讯员|通訊員)[^。,!?]{0,30}$")
_BYLINE_HEAD = re.compile(r"[□■◎]|本报|[^。,!?\s]{0,10}[(/ ]?(?:全媒体)?(?:记者|通讯员)|文/图")
# A line that is whole: an affiliation, a source in brackets, who made the page.
_WHOLE_LINE = re.compile(
    r"\((?:作者|来源|本文|摘自|据)[^()]*\)|"
    r"(?:责任编辑|责编|值班编委|版式|美术编辑|美编)[:/ ].*"
)
# Log odds that a sentence runs over from one line into the next.
_SURELY_RUNS_OVER = 1.0
_HARDLY_RUNS_OVER = -1.5
# How many lines of a page are indented, or stand below a blank line, before that says something.
_FEWEST_INDENTS = 3
_LEAST_SHARE_INDENTED = 0.03
_LEAST_SHARE_BELOW_GAPS = 0.05


@dataclass(slots=True)
class Piece:
    """One printed run: its folded text, and the spans of the source it was joined from.

    `gap` says that a blank line or the head of the page is above it.
    """

    text: str
    spans: list[Span]
    gap: bool = True
    indented: bool = False

    def append(self, line: PrintedLine) -> None:
        """Go on with the text of the next line."""
        self.text += line.text
        self.spans.append(line.span)

    def cut(self, offset: int) -> tuple[Piece, Piece]:
        """The same text as two pieces; white space at the cut goes with the first."""
        head_spans: list[Span] = []
        tail_spans: list[Span] = []
        before = 0  # characters in the spans before this one
        for line, start, end in self.spans:
            length = end - start
            cut = start + min(max(offset - before, 0), length)
            if cut > start:
                head_spans.append(Span(line, start, cut))
            if cut < end:
                tail_spans.append(Span(line, cut, end))
            before += length
        head = Piece(self.text[:offset], head_spans, self.gap, self.indented)
        tail = Piece(self.text[offset:], tail_spans, gap=False)
        return head, tail


def read_pieces(lines: Sequence[str]) -> list[Piece]:
    """The printed pieces of a page, in source order. `lines` are its source lines."""
    printed = list(printed_lines(lines))
    joiner = _LineJoiner(printed)
    pieces: list[Piece] = []
    above: PrintedLine | None = None
    for line in within_limit(printed):
        if above is not None and joiner.goes_on(pieces[-1], above, line):
            pieces[-1].append(line)
        else:
            pieces.append(Piece(line.text, [line.span], line.gap, line.indented))
        above = line
    return pieces


class _LineJoiner:
    """Decides which lines of a page go on in the next one, by how the page is set."""

    def __init__(self, printed: Sequence[PrintedLine]) -> None:
        self._columns = column_widths(printed)
        self._usual_widths = usual_widths(printed, self._columns)
        below_gaps = sum(line.gap for line in printed)
        indented = sum(line.indented for line in printed)
        fewest_indented = max(_FEWEST_INDENTS, _LEAST_SHARE_INDENTED * len(printed))
        self._has_indents = indented >= fewest_indented
        # Headlines stand right above their text.
        self._is_crowded = below_gaps < _LEAST_SHARE_BELOW_GAPS * len(printed)

    def goes_on(self, piece: Piece, line: PrintedLine, following: PrintedLine) -> bool:
        """Whether the piece that ends with this line goes on in the following one."""
        if _stands_upright(line, following) or _is_half_a_headline(line, following):
            return True
        return bool(self._columns) and self._runs_on(piece, line, following)

    def _runs_on(self, piece: Piece, line: PrintedLine, following: PrintedLine) -> bool:
        """Whether the text of a wrapped line goes on in the next one."""
        if _begins_apart(following) or not self._fills_column(line):
            return False
        if _is_whole(line) or _is_whole(following):
            return False
        if _LONG_BYLINE.match(line.text):
            return True
        return self._paragraph_runs_on(piece, line, following)

    def _paragraph_runs_on(self, piece: Piece, line: PrintedLine, following: PrintedLine) -> bool:
        """Whether text goes on below a line that fills its column."""
        # A paragraph or a headline may be just as wide as its column: the next line is then short
        # or odd.
        stops = _may_stop(line.text)
        if stops and _is_set_in_phrases(following.text):
            return False  # a headline below the last line of a paragraph
        filled = self._is_filled(following)
        if self._has_indents and piece.indented:
            return filled or not stops
        if self._is_crowded and not _SENTENCE_SIGN.search(piece.text):
            return self._headline_runs_on(line, following, filled=filled)
        if filled or self._has_indents:
            return filled
        return not stops

    def _fills_column(self, line: PrintedLine) -> bool:
        if round(line.set_width) in self._columns:
            return True
        return not self._has_indents and round(line.width) in self._columns

    def _is_filled(self, following: PrintedLine) -> bool:
        """Whether the next line reads like another line of the paragraph: full, or its end."""
        if round(following.width) in self._columns:
            return True
        return following.text[-1:] in TERMINAL

    def _headline_runs_on(self, line: PrintedLine, following: PrintedLine, *, filled: bool) -> bool:
        """Whether a line goes on where all up to here may be a headline, without any sign of a
        sentence."""
        if _BYLINE_HEAD.match(following.text) or is_name(_without_spaces(following.text)):
            return False
        log_odds = runs_over(ending(line.text), beginning(following.text))
        if round(line.width) in self._usual_widths:
            return log_odds >= _HARDLY_RUNS_OVER
        if self._has_indents and not filled:
            return False
        return log_odds >= _SURELY_RUNS_OVER


def _stands_upright(line: PrintedLine, following: PrintedLine) -> bool:
    """Whether characters stand one below the other: a headline set upright (竖排)."""
    if following.gap:
        return False
    return len(line.text) == 1 and len(following.text) == 1


def _is_half_a_headline(line: PrintedLine, following: PrintedLine) -> bool:
    """Whether a short line that stops at a comma goes on right below: a title in two lines."""
    if line.text[-1] not in ",、" or not line.gap:
        return False
    if following.gap or following.indented:
        return False
    if max(line.width, following.width) > _WIDEST_HEADLINE:
        return False
    return not _FULL_STOP.search(line.text + following.text)


def _begins_apart(line: PrintedLine) -> bool:
    """Whether a line is set off from the one above it."""
    return line.gap or line.indented


def _is_whole(line: PrintedLine) -> bool:
    """Whether a line is an affiliation, a source in brackets, or says who made the page."""
    return _WHOLE_LINE.fullmatch(line.text) is not None


def _may_stop(text: str) -> bool:
    """Whether the text of a line may be the end of a paragraph."""
    last = text[-1]
    if last in TERMINAL or last == ")":
        return True
    return text[-2:-1] in TERMINAL


def _is_set_in_phrases(text: str) -> bool:
    """Whether phrases are set apart by spaces instead of commas, as in headlines."""
    if " " not in text:
        return False
    return not _SENTENCE_SIGN.search(text)


def _without_spaces(text: str) -> str:
    return "".join(text.split())
