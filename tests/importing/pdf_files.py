"""Small PDF files for the tests of importing: real text in a real font, and files that go wrong."""

from fpdf import FPDF
from fpdf.enums import AccessPermission

from tests.typesetter.pdf_drawing import draw
from tests.typesetter.printed_units import Glyph
from tests.typesetter.set_page import SetLine, SetPage, broken

TITLE = "江边添了公园"
PARAGRAPHS = (
    "云汀市把老煤码头改成了江边的公园，上个月起不再收门票。附近的居民说，傍晚散步的人比去年多了一倍，周末要早到才有座。",
    "公园里留下了两台旧吊机，漆成红色，孩子们叫它长颈鹿。管理处打算在吊机下面摆书架，这个月先摆一百本。",
)


def glyphs(text: str) -> list[Glyph]:
    return [Glyph(character, 1, offset) for offset, character in enumerate(text)]


def one_article(title: str = TITLE) -> SetPage:
    """A page with a headline over one column of two paragraphs."""
    page = SetPage(420.0, 595.0)
    page.lines.append(SetLine(glyphs(title), 40.0, 60.0, 30.0, "sans"))
    top = 110.0
    for paragraph in PARAGRAPHS:
        for line in broken(glyphs(paragraph), 180.0, 9.8, 2):
            page.lines.append(SetLine(line.glyphs, 40.0 + line.indent, top))
            top += 14.0
    return page


def article_pdf(*titles: str) -> bytes:
    """A PDF with a page for each of these headlines."""
    pages = [one_article(title) for title in titles or (TITLE,)]
    return draw(pages)


def empty_pdf() -> bytes:
    """A page with a bar and no character, as a scan without a layer of text has none."""
    pdf = FPDF(unit="pt", format=(420, 595))
    pdf.add_page()
    pdf.rect(20, 20, 300, 400)
    return bytes(pdf.output())


def locked_pdf() -> bytes:
    pdf = FPDF(unit="pt", format=(420, 595))
    pdf.set_encryption(
        owner_password="owner", user_password="reader", permissions=AccessPermission.none()
    )
    pdf.add_page()
    return bytes(pdf.output())


def latin_pdf() -> bytes:
    """A page whose letters are no Chinese ones, as those of a font without a map are not."""
    pdf = FPDF(unit="pt", format=(420, 595))
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    pdf.text(20, 40, "qjxz vkwq zzxj qpvb " * 6)
    return bytes(pdf.output())
