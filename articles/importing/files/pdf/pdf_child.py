"""Reads one PDF in a process of its own; `pdf_process` starts it. It imports nothing of ours.

PDFium is native code, and the files come from strangers: a fault in it, an endless loop or a
greed for memory ends this process and nothing else.

    python -I -B pdf_child.py PAGE MEMORY SECONDS < FILE > ANSWER

PAGE counts from 1; 0 asks for the number of pages alone. MEMORY is in bytes, SECONDS is processor
time. The answer is one JSON object:

    {"fault": CODE}              password, damaged, no_such_page, too_many_characters
    {"pages": 12}                for PAGE 0
    {"width", "height",          of the page in points, 1/72 inch
     "text",                     the characters in the order of the file
     "boxes",                    left, top, right, bottom of each, from the upper left corner
     "baselines",                of each: how far below the upper edge of the page it stands
     "objects",                  of each: number of the text object that draws it
     "blanks",                   numbers of the characters before which a blank stands
     "styles",                   of each text object: type size in points, weight of its strokes
                                 or 0, degrees by which it is turned, to the next 10, font name
     "unmapped",                 how many characters the file gives no meaning of
     "rules", "frames", "pictures"}   their boxes
"""

import contextlib
import ctypes
import json
import math
import resource
import sys
from collections.abc import Iterator
from typing import Any

MAX_CHARACTERS = 100_000
_MAX_OBJECTS = 50_000
_MAX_DEPTH = 4  # forms within forms
_THIN = 3.0  # points; a bar that is thinner is a rule
_SHORTEST_RULE = 18.0  # points
_LEAST_FRAME = 36.0  # points, both ways
_PASSWORD_FAULT = 4
_NO_CHARACTER = "\ufffd"
# Blanks, and what is not printed: control characters and marks of direction and of joining.
_BLANKS = frozenset(
    {
        *range(1, 0x21),
        *range(0x7F, 0xA1),
        *range(0x2000, 0x2010),
        *range(0x2028, 0x2030),
        *range(0x205F, 0x2070),
        *(0xAD, 0x3000, 0xFEFF, 0xFFFE, 0xFFFF),
    }
)

_Box = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]
Answer = dict[str, Any]


class _PageSpace:
    """Turns coordinates of the file into points from the upper left corner of the page."""

    def __init__(self, pdfium: Any, page: Any) -> None:
        area = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, area)
        self._left, self._top = area.left, area.top
        self._right, self._bottom = area.right, area.bottom
        self.turns = pdfium.FPDFPage_GetRotation(page) % 4

    @property
    def size(self) -> tuple[float, float]:
        width = abs(self._right - self._left)
        height = abs(self._top - self._bottom)
        return (height, width) if self.turns % 2 else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> _Box:
        corners = self._turned(left, top), self._turned(right, bottom)
        (first_x, first_y), (last_x, last_y) = corners
        return (
            round(min(first_x, last_x), 2),
            round(min(first_y, last_y), 2),
            round(max(first_x, last_x), 2),
            round(max(first_y, last_y), 2),
        )

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        if self.turns == 1:
            return y - self._bottom, x - self._left
        if self.turns == 2:
            return self._right - x, y - self._bottom
        if self.turns == 3:
            return self._top - y, self._right - x
        return x - self._left, self._top - y


def read_characters(pdfium: Any, text_page: Any, space: _PageSpace) -> Answer:
    """What the answer says of characters; ValueError where there are too many."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count > MAX_CHARACTERS:
        raise ValueError("too_many_characters")
    texts: list[str] = []
    boxes: list[float] = []
    baselines: list[float] = []
    objects: list[int] = []
    blanks: list[int] = []
    unmapped = high_half = 0
    styles = _Styles(pdfium, text_page, space.turns)
    loose, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    is_generated, unicode_of = pdfium.FPDFText_IsGenerated, pdfium.FPDFText_GetUnicode
    loose_box, origin_of = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    has_no_meaning = pdfium.FPDFText_HasUnicodeMapError
    for index in range(count):
        code = unicode_of(text_page, index)
        # PDFium writes blanks and line ends of its own between what it takes for words and lines.
        if is_generated(text_page, index) == 1:
            continue
        if code in _BLANKS:
            blanks.append(len(texts))
            continue
        if 0xD800 <= code < 0xDC00:  # the first half of a rare character
            high_half = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high_half & 0x3FF) << 10) + (code & 0x3FF) if high_half else 0
        high_half = 0
        loose_box(text_page, index, loose)
        origin_of(text_page, index, x, y)
        box = space.box(loose.left, loose.bottom, loose.right, loose.top)
        if not all(map(math.isfinite, box)):
            continue
        has_meaning = 0 < code <= sys.maxunicode and has_no_meaning(text_page, index) != 1
        unmapped += not has_meaning
        texts.append(chr(code) if 0 < code <= sys.maxunicode else _NO_CHARACTER)
        boxes.extend(box)
        baselines.append(space.box(x.value, y.value, x.value, y.value)[1])
        objects.append(styles.number(index))
    return {
        "text": "".join(texts),
        "boxes": boxes,
        "baselines": baselines,
        "objects": objects,
        "blanks": blanks,
        "styles": styles.styles,
        "unmapped": unmapped,
    }


def _degrees(radians: float, turns: int) -> int:
    if radians < 0:
        return 0
    return (round(math.degrees(radians) / 10) * 10 + 90 * turns) % 360


class _Styles:
    """The text objects of a page in the order of its characters, each with its style."""

    def __init__(self, pdfium: Any, text_page: Any, turns: int) -> None:
        self._pdfium, self._text_page, self._turns = pdfium, text_page, turns
        self._buffer = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        self._last_object: int | None = None
        self.styles: list[list[Any]] = []

    def number(self, index: int) -> int:
        """The number of the text object that draws this character."""
        pdfium, page = self._pdfium, self._text_page
        handle = pdfium.FPDFText_GetTextObject(page, index)
        address = ctypes.cast(handle, ctypes.c_void_p).value
        if address != self._last_object or not self.styles:
            self._last_object = address
            size = self._size(index)
            weight = max(0, pdfium.FPDFText_GetFontWeight(page, index))
            angle = _degrees(pdfium.FPDFText_GetCharAngle(page, index), self._turns)
            self.styles.append([size, weight, angle, self._font_name(index)])
        return len(self.styles) - 1

    def _size(self, index: int) -> float:
        """The height of the type as printed: files may give type of size 1 and magnify it."""
        size = self._pdfium.FPDFText_GetFontSize(self._text_page, index)
        matrix = self._pdfium.FS_MATRIX()
        if self._pdfium.FPDFText_GetMatrix(self._text_page, index, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        return round(size, 2) if math.isfinite(size) else 0.0

    def _font_name(self, index: int) -> str:
        length = self._pdfium.FPDFText_GetFontInfo(
            self._text_page, index, self._buffer, len(self._buffer), self._flags
        )
        raw = self._buffer.raw[: max(0, min(length, len(self._buffer)) - 1)]
        return raw.decode("utf-8", "replace")


def read_objects(pdfium: Any, page: Any, space: _PageSpace) -> Answer:
    """The boxes of rules, frames and pictures."""
    boxes: dict[str, list[_Box]] = {"rules": [], "frames": [], "pictures": []}
    for kind, bounds in _objects(pdfium, page):
        box = space.box(*bounds)
        if not all(map(math.isfinite, box)):
            continue
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE or kind == pdfium.FPDF_PAGEOBJ_SHADING:
            boxes["pictures"].append(box)
            continue
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) <= _THIN and max(width, height) >= _SHORTEST_RULE:
            boxes["rules"].append(box)
        elif min(width, height) >= _LEAST_FRAME:
            boxes["frames"].append(box)
    return boxes


def _objects(pdfium: Any, page: Any) -> Iterator[tuple[int, _Box]]:
    """The kind and the bounds of every picture and path of the page, also those in forms."""
    identity: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    pending = [
        (pdfium.FPDFPage_GetObject(page, index), identity, 0)
        for index in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS))
    ]
    pending.reverse()
    taken = 0
    while pending and taken < _MAX_OBJECTS:
        taken += 1
        item, matrix, depth = pending.pop()
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = _multiplied(_matrix_of(pdfium, item), matrix)
            count = min(max(0, pdfium.FPDFFormObj_CountObjects(item)), _MAX_OBJECTS)
            pending.extend(
                (pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)
                for index in range(count)
            )
        elif kind in (
            pdfium.FPDF_PAGEOBJ_PATH,
            pdfium.FPDF_PAGEOBJ_IMAGE,
            pdfium.FPDF_PAGEOBJ_SHADING,
        ):
            yield kind, _bounds_of(pdfium, item, matrix)


def _matrix_of(pdfium: Any, item: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _multiplied(first: _Matrix, second: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _bounds_of(pdfium: Any, item: Any, matrix: _Matrix) -> _Box:
    sides = [ctypes.c_float() for _side in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *sides)
    left, bottom, right, top = (side.value for side in sides)
    a, b, c, d, e, f = matrix
    xs, ys = [], []
    for x, y in ((left, bottom), (left, top), (right, bottom), (right, top)):
        xs.append(a * x + c * y + e)
        ys.append(b * x + d * y + f)
    return min(xs), min(ys), max(xs), max(ys)


def read_page(pdfium: Any, document: Any, number: int) -> Answer:
    """The answer for one page."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return {"fault": "damaged"}
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return {"fault": "damaged"}
    space = _PageSpace(pdfium, page)
    width, height = space.size
    try:
        answer = read_characters(pdfium, text_page, space)
    except ValueError as fault:
        return {"fault": str(fault)}
    answer.update(read_objects(pdfium, page, space))
    return {"width": round(width, 2), "height": round(height, 2), **answer}


def read_file(data: bytes, number: int) -> Answer:
    """The answer for a file, or for one of its pages."""
    import pypdfium2_raw as pdfium  # noqa: PLC0415  under the limits of `main`

    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        is_locked = pdfium.FPDF_GetLastError() == _PASSWORD_FAULT
        return {"fault": "password" if is_locked else "damaged"}
    count = pdfium.FPDF_GetPageCount(document)
    if number == 0:
        return {"pages": count}
    if number > count:
        return {"fault": "no_such_page"}
    return read_page(pdfium, document, number)


def set_limits(memory: int, seconds: int) -> None:
    """Let the system end this process where it takes more, writes a file or starts another one."""
    wanted = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in wanted.items():
        # A limit that the system does not know, or that is lower already, stays as it is.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))


def main() -> None:
    number, memory, seconds = map(int, sys.argv[1:4])
    set_limits(memory, seconds)
    answer = read_file(sys.stdin.buffer.read(), number)
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
