"""Set pages as PDF, with the characters they need of Debian's Noto fonts (fonts-noto-cjk)."""

import io
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.fonts import TTFFont
from PIL import Image

from tests.typesetter.set_page import SetLine, SetPage

FOLDER = Path("/usr/share/fonts/opentype/noto")
_FILES = {
    "serif": "NotoSerifCJK-Regular.ttc",
    "bold": "NotoSerifCJK-Bold.ttc",
    "sans": "NotoSansCJK-Bold.ttc",
}
_SIMPLIFIED = 2  # the number of the Chinese font in each collection
_ASCENT = 0.88  # of the type size


def has_fonts() -> bool:
    return all((FOLDER / name).exists() for name in _FILES.values())


@lru_cache(maxsize=32)
def _subset(font: str, characters: str) -> bytes:
    """A font with these characters alone: the whole one takes seconds to read for each file."""
    options = Options(layout_features=[], notdef_outline=True, hinting=False)
    options.drop_tables = [*options.drop_tables, "vmtx", "vhea", "VORG", "BASE"]
    path = FOLDER / _FILES[font]
    stored = io.BytesIO()
    with TTFont(path, fontNumber=_SIMPLIFIED, lazy=True, recalcBBoxes=False) as source:
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(source)
        source.save(stored)
    return stored.getvalue()


def draw(pages: Sequence[SetPage], *, fonts_for: Sequence[SetPage] = ()) -> bytes:
    """One PDF of these pages. `fonts_for` names all pages that one subset of fonts is made for."""
    pdf = FPDF(unit="pt", format=(pages[0].width, pages[0].height))
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    with tempfile.TemporaryDirectory() as folder:
        for font in _FILES:
            path = Path(folder, f"{font}.otf")
            path.write_bytes(_subset(font, _characters(fonts_for or pages, font)))
            pdf.add_font(font, fname=path)
            # The bounds of every outline would else be computed anew, which takes seconds.
            added = pdf.fonts[font]
            if isinstance(added, TTFFont):
                added.ttfont.recalcBBoxes = False
        for page in pages:
            pdf.add_page(format=(page.width, page.height))
            _draw_page(pdf, page)
        return bytes(pdf.output())


def _characters(pages: Sequence[SetPage], font: str) -> str:
    characters = {"中"}
    for page in pages:
        for line in page.lines:
            if line.font == font:
                characters.update(line.text)
    return "".join(sorted(characters))


def _draw_page(pdf: FPDF, page: SetPage) -> None:
    for left, top, right, bottom in page.pictures:
        picture = Image.new("RGB", (16, 12), (140, 160, 150))
        pdf.image(picture, left, top, right - left, bottom - top)
    for left, top, right, bottom in page.frames:
        pdf.set_line_width(0.7)
        pdf.rect(left, top, right - left, bottom - top)
    for left, top, right, bottom in page.rules:
        pdf.set_line_width(0.5)
        pdf.line(left, top, right, bottom)
    for line in page.lines:
        _draw_line(pdf, line)


def _draw_line(pdf: FPDF, line: SetLine) -> None:
    pdf.set_font(line.font, size=line.size)
    if line.upright:
        for number, glyph in enumerate(line.glyphs):
            pdf.text(line.left, line.top + (number * 1.05 + _ASCENT) * line.size, glyph.text)
        return
    text = line.text
    spacing = 0.0
    if line.width and len(text) > 1:
        spacing = (line.width - pdf.get_string_width(text)) / (len(text) - 1)
    pdf.set_char_spacing(spacing)
    pdf.text(line.left, line.top + _ASCENT * line.size, text)
    pdf.set_char_spacing(0)
