"""Lines at their places on a page. Lengths are in points, from the upper left corner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.typesetter.printed_units import Glyph

BODY, LEADING = 9.8, 14.2
_NEVER_FIRST = set("，。、；：？！”’）》】…,.;:?!)%")
_NEVER_LAST = set("“‘（《【(")

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass
class SetLine:
    """A printed line; `top` is the upper edge of its type. `width` 0 sets it as it comes."""

    glyphs: list[Glyph]
    left: float
    top: float
    size: float = BODY
    font: str = "serif"
    width: float = 0.0
    upright: bool = False

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)


@dataclass
class SetPage:
    width: float = 780.0
    height: float = 1100.0
    lines: list[SetLine] = field(default_factory=list)
    rules: list[Rectangle] = field(default_factory=list)
    frames: list[Rectangle] = field(default_factory=list)
    pictures: list[Rectangle] = field(default_factory=list)


@dataclass
class FlowLine:
    """A line on its way into a column: how far in it stands, and the white space above it."""

    glyphs: list[Glyph]
    indent: float = 0.0
    size: float = BODY
    font: str = "serif"
    is_full: bool = False
    space: float = 0.0
    upright: bool = False


def width_of(glyphs: Iterable[Glyph], size: float = BODY) -> float:
    width = 0.0
    for glyph in glyphs:
        width += 0.5 if glyph.text.isascii() else 1.0
    return width * size


def broken(glyphs: Sequence[Glyph], width: float, size: float, indent: int) -> list[FlowLine]:
    """A paragraph broken into lines of this width; no mark begins a line that may not."""
    lines: list[FlowLine] = []
    rest = list(glyphs)
    while rest:
        room = width - (indent * size if not lines else 0)
        count = _fitting(rest, room, size)
        is_last = count >= len(rest)
        shift = indent * size if not lines else 0.0
        is_squeezed = width_of(rest[:count], size) > room
        lines.append(FlowLine(rest[:count], shift, size, is_full=is_squeezed or not is_last))
        rest = rest[count:]
        while rest and rest[0].text == " ":
            rest.pop(0)
    return lines


def _fitting(glyphs: Sequence[Glyph], room: float, size: float) -> int:
    """How many characters a line of this room takes."""
    used = 0.0
    count = 0
    while count < len(glyphs):
        used += (0.5 if glyphs[count].text.isascii() else 1.0) * size
        if used > room + 0.01:
            break
        count += 1
    if count >= len(glyphs):
        return count
    if glyphs[count].text in _NEVER_FIRST:
        return count + 1  # the mark hangs out, or is squeezed in
    while count > 1 and _parts_word(glyphs, count):
        count -= 1
    return max(1, count)


def _parts_word(glyphs: Sequence[Glyph], count: int) -> bool:
    before, after = glyphs[count - 1].text, glyphs[count].text
    is_word = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return is_word or before in _NEVER_LAST
