"""Printed lines rebuilt from characters.

Files draw characters in any order and know neither lines nor columns. Characters that follow one
another in the file and on paper make a run; runs that touch on one baseline make a line. Two lines
of neighbouring columns stand on one baseline too, and the gutter between them may be narrower than
a blank inside a line: `gutter_strips` decides by what stands above and below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from articles.parsing.positions.gutter_strips import GutterStrips
from articles.parsing.positions.position_records import (
    Box,
    PositionedLine,
    PrintedCharacter,
    box_around,
)

# In widths of a character of the line, unless it says otherwise.
_NO_GUTTER = 0.15  # a gap in one stroke that is narrower than any gutter
_TOUCHING = 0.35  # the widest gap between characters that surely belong together
_MOST_OVERLAP = 0.5
_WIDEST_BLANK = 2.6  # the widest gap inside a line
_SURE_BLANK = 1.3  # a gap inside one stroke that is no gutter, unless others prove it
_GUTTER = 0.5  # a gap between two strokes that is a gutter, unless others disprove it
_SURE_GUTTER = 0.8  # a gap between two strokes that is no blank
_BASELINE_SLACK = 0.3  # of the type size
_SIZE_RATIO = 1.3
_LEAST_STEP, _MOST_STEP = 0.4, 2.2  # from one character set upright to the next, of its size
_UPRIGHT_SIZE_RATIO = 1.7  # of the parts of one upright line
_MOST_STACKS = 60  # that a character may go on
_FEWEST_UPRIGHT = 3  # characters; two are enough in large type
_LARGE = 1.8  # times the usual type size
_ASCENT = 0.88  # of the type size: how far a Chinese character stands above the baseline
_SPACE = 0.4  # a gap that is written as a blank
_LATIN_SPACE = 0.16
_SPACE_OVER_USUAL = 0.25  # how much wider than the usual gap of the line it has to be


@dataclass(slots=True)
class _Run:
    """Characters side by side on one baseline, or below each other where `upright`."""

    characters: list[PrintedCharacter]
    upright: bool = False
    box: Box = field(init=False)
    unit: float = field(init=False)  # the width of one of its characters

    def __post_init__(self) -> None:
        self.box = box_around([character.box for character in self.characters])
        self.unit = _unit_of(self.characters)

    @property
    def baseline(self) -> float:
        return self.characters[0].baseline

    @property
    def size(self) -> float:
        return self.characters[0].size

    def add(self, other: _Run) -> None:
        """Go on with other characters; the unit stays, so that long lines take no longer."""
        self.characters += other.characters
        self.box = box_around([self.box, other.box])


def printed_lines_of(
    characters: Sequence[PrintedCharacter], rules: Iterable[Box] = ()
) -> list[PositionedLine]:
    """The printed lines of a page, from the top down; every character stands in exactly one.

    `rules` are the bars between columns, over which no line goes.
    """
    runs = list(_runs(characters))
    usual_size = median(character.size for character in characters) if characters else 0.0
    level, upright = _part_upright(runs, usual_size)
    strips = GutterStrips([run.box for run in level], rules)
    level, upright = _stack(_join(level, strips), upright, usual_size)
    lines = [_line_of(run) for run in (*level, *upright)]
    lines.sort(key=lambda line: (line.box.top, line.box.left))
    return lines


# --- runs --------------------------------------------------------------------------------------


def _runs(characters: Iterable[PrintedCharacter]) -> Iterator[_Run]:
    """Characters that follow one another in the file and on paper."""
    run: list[PrintedCharacter] = []
    is_upright = False
    for character in characters:
        if run:
            follows_right = not (is_upright and len(run) > 1) and _stands_right(run[-1], character)
            follows_below = (is_upright or len(run) == 1) and _stands_below(run[-1], character)
            if follows_right or follows_below:
                is_upright = follows_below and not follows_right
                run.append(character)
                continue
            yield _Run(run, is_upright)
        run, is_upright = [character], _is_turned(character)
    if run:
        yield _Run(run, is_upright)


def _is_turned(character: PrintedCharacter) -> bool:
    return 45 < character.angle % 180 < 135


def _stands_right(character: PrintedCharacter, following: PrintedCharacter) -> bool:
    """Whether a character stands on the same baseline, right behind the other one."""
    if _is_turned(character) or not _is_alike(character, following):
        return False
    if abs(following.baseline - character.baseline) > _BASELINE_SLACK * character.size:
        return False
    unit = _width_of(character)
    gap = following.box.left - character.box.right
    if gap < -_MOST_OVERLAP * unit:
        return False
    return gap <= _TOUCHING * unit


def _stands_below(
    character: PrintedCharacter, following: PrintedCharacter, ratio: float = _SIZE_RATIO
) -> bool:
    """Whether a character stands below the other one as in a line that is set upright."""
    smaller, larger = sorted((character.size, following.size))
    if larger > ratio * smaller:
        return False
    size = max(character.size, character.box.width)
    off_center = abs(following.box.center - character.box.center)
    if off_center > 0.35 * size:
        return False
    step = following.box.middle - character.box.middle
    if _is_turned(character) and character.angle % 360 < 180:
        step = -step  # turned to the left, and read upwards
    return _LEAST_STEP * character.size <= step <= _MOST_STEP * character.size


def _is_alike(character: PrintedCharacter, following: PrintedCharacter) -> bool:
    smaller, larger = sorted((character.size, following.size))
    return larger <= _SIZE_RATIO * smaller


def _width_of(character: PrintedCharacter) -> float:
    """How wide a Chinese character of this type is."""
    if character.text.isascii():
        return character.size
    return max(character.box.width, 0.3 * character.size)


def _unit_of(characters: Sequence[PrintedCharacter]) -> float:
    widths = [c.box.width for c in characters if not c.text.isascii()]
    if not widths:
        return characters[0].size
    return median(widths) or characters[0].size


# --- lines that are set upright ----------------------------------------------------------------


def _part_upright(runs: Sequence[_Run], usual_size: float) -> tuple[list[_Run], list[_Run]]:
    """The runs that are read across, and those that are read downwards."""
    level: list[_Run] = []
    upright: list[_Run] = []
    for run in runs:
        if run.upright and _is_column(run, usual_size):
            upright.append(run)
        elif run.upright:
            level += [_Run([character]) for character in run.characters]
        else:
            level.append(run)
    return level, upright


def _is_column(run: _Run, usual_size: float) -> bool:
    """Whether a run that goes down is a line set upright, and not the heads of lines."""
    fewest = 2 if run.size > _LARGE * usual_size else _FEWEST_UPRIGHT
    return len(run.characters) >= fewest or _is_turned(run.characters[0])


def _stack(
    lines: Sequence[_Run], upright: Sequence[_Run], usual_size: float
) -> tuple[list[_Run], list[_Run]]:
    """Lines of one character and upright lines that stand below each other put together.

    Gives the lines that are read across first, then those that are read downwards.
    """
    level = [line for line in lines if len(line.characters) > 1]
    members = [line for line in lines if len(line.characters) == 1]
    members += [line for line in upright if not _is_turned(line.characters[0])]
    stacked = [line for line in upright if _is_turned(line.characters[0])]
    stacks: list[_Run] = []
    members.sort(key=lambda line: line.box.top)
    for line in members:
        stack = next((s for s in reversed(stacks[-_MOST_STACKS:]) if _goes_below(s, line)), None)
        if stack is None:
            stacks.append(_Run(list(line.characters), line.upright))
        else:
            stack.add(line)
    for stack in stacks:
        if _is_column(stack, usual_size):
            stacked.append(_Run(stack.characters, upright=True))
        else:
            level += [_Run([character]) for character in stack.characters]
    return level, stacked


def _goes_below(stack: _Run, line: _Run) -> bool:
    first, last = line.characters[0], stack.characters[-1]
    return _stands_below(last, first, ratio=_UPRIGHT_SIZE_RATIO)


# --- lines that are read across ----------------------------------------------------------------


def _join(runs: Sequence[_Run], strips: GutterStrips) -> list[_Run]:
    """Runs that touch on one baseline put together, whatever their order in the file."""
    lines: list[_Run] = []
    for row in _rows(runs):
        row.sort(key=lambda run: run.box.left)
        line: _Run | None = None
        for run in row:
            if line is not None and _is_joined(line, run, strips):
                line.add(run)
            else:
                lines.append(run)
                line = run
    return lines


def _rows(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    """Runs of one size on one baseline, from the top down."""
    open_rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: run.baseline):
        slack = _BASELINE_SLACK * run.size
        still_open = []
        for row in open_rows:
            if run.baseline - row[0].baseline > max(slack, _BASELINE_SLACK * row[0].size):
                yield row
            else:
                still_open.append(row)
        open_rows = still_open
        for row in open_rows:
            if _is_alike(row[0].characters[0], run.characters[0]):
                row.append(run)
                break
        else:
            open_rows.append([run])
    yield from open_rows


def _is_joined(line: _Run, run: _Run, strips: GutterStrips) -> bool:
    left, right = line.box.right, run.box.left
    gap = (right - left) / min(line.unit, run.unit)
    if gap < -_MOST_OVERLAP or gap > _WIDEST_BLANK or strips.has_rule(left, right, line.box):
        return False
    following = run.characters[0]
    is_at_once = following.after_blank or following.stroke == line.characters[-1].stroke
    if gap <= _NO_GUTTER and is_at_once:
        return True
    if is_at_once and gap < _SURE_BLANK and strips.is_over_smaller_type(line.box):
        return True
    if not is_at_once and gap > _SURE_GUTTER:
        return False
    needs_proof = gap < (_SURE_BLANK if is_at_once else _GUTTER)
    return not strips.proves(left, right, line.box, needed=needs_proof)


# --- from runs to lines ------------------------------------------------------------------------


def _line_of(run: _Run) -> PositionedLine:
    sizes = Counter(character.size for character in run.characters)
    fonts = Counter(character.font for character in run.characters)
    bold = sum(character.bold for character in run.characters)
    size = sizes.most_common(1)[0][0]
    return PositionedLine(
        text=_text_of(run),
        box=run.box if run.upright else _type_box(run, size),
        size=size,
        font=fonts.most_common(1)[0][0],
        bold=bold * 2 > len(run.characters),
        upright=run.upright,
    )


def _type_box(run: _Run, size: float) -> Box:
    """The box of the type itself: what fonts say of their height leaves room above and below."""
    baseline = median(character.baseline for character in run.characters)
    top = baseline - _ASCENT * size
    return Box(run.box.left, top, run.box.right, top + size)


def _text_of(run: _Run) -> str:
    """The characters of a line, with a blank where there is a gap."""
    characters = run.characters
    if run.upright:
        return "".join(character.text for character in characters)
    gaps = [
        (following.box.left - character.box.right) / run.unit
        for character, following in pairwise(characters)
    ]
    usual = median(gaps) if gaps else 0.0
    texts = [characters[0].text]
    for gap, (character, following) in zip(gaps, pairwise(characters), strict=True):
        if _is_space(gap, usual, character, following):
            texts.append(" ")
        texts.append(following.text)
    return "".join(texts)


def _is_space(
    gap: float, usual: float, character: PrintedCharacter, following: PrintedCharacter
) -> bool:
    is_latin = character.text.isascii() and following.text.isascii()
    least = _LATIN_SPACE if is_latin else _SPACE
    if following.after_blank and (is_latin or gap >= least / 2):
        return True
    return gap >= least and gap - usual >= min(least, _SPACE_OVER_USUAL)
