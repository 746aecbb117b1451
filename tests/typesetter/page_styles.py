"""Pages in several styles, made of the articles of annotated pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.typesetter.printed_units import Glyph, Json, Printed, Unit, read_units
from tests.typesetter.set_page import (
    BODY,
    LEADING,
    FlowLine,
    SetLine,
    SetPage,
    broken,
    width_of,
)

MARGIN = 36.0
_PICTURE_HEIGHT = 84.0
_BAND_GAP = 16.0


@dataclass(frozen=True)
class Style:
    """How pages are set. `gutter` is in points; body text has a size of 9.8."""

    columns: int = 5
    gutter: float = 13.0
    rules: bool = True
    upright_title: bool = False
    text_beside_title: bool = False
    box_amid: bool = False
    shares: int = 400  # characters of an article for each of its columns


class Setter:
    """Sets one page."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.page = SetPage()
        # Where no text of an article may stand: first and last column, top and bottom.
        self._hole = (0, -1, 0.0, 0.0)
        inner = self.page.width - 2 * MARGIN
        self.column = (inner - (style.columns - 1) * style.gutter) / style.columns

    def left(self, column: int) -> float:
        return MARGIN + column * (self.column + self.style.gutter)

    def span(self, count: int) -> float:
        return count * self.column + (count - 1) * self.style.gutter

    # --- the page -----------------------------------------------------------------------------

    def set_page(self, text: str, gold: Json) -> SetPage:
        articles, outside = read_units(text, gold)
        top = self._set_head(outside)
        if self.style.box_amid:
            top = self._set_around_box(articles, top) + _BAND_GAP
        number = 0
        while number < len(articles):
            band = self._next_band(articles, number)
            number += len(band)
            top = self._set_band(band, top) + _BAND_GAP
            if self.style.rules and number < len(articles):
                rule = (MARGIN, top - _BAND_GAP / 2, self.page.width - MARGIN, top - _BAND_GAP / 2)
                self.page.rules.append(rule)
        self._set_foot(outside, top)
        return self.page

    def _set_around_box(self, articles: list[Printed], top: float) -> float:
        """The longest article over all columns, with the shortest in a frame amid its text.

        Both are taken out of the list; gives the height at which they end.
        """
        longest = max(articles, key=lambda article: article.length)
        shortest = min(articles, key=lambda article: article.length)
        articles.remove(longest)
        articles.remove(shortest)
        columns = self.style.columns
        body_top = self._set_headlines(longest.headlines, 0, columns, top)
        box_top = body_top + 3 * LEADING
        inside = self._set_headlines(shortest.headlines, 1, 2, box_top + 8)
        inside = self._set_columns(shortest, 1, 2, [inside] * 2)
        left, right = self.left(1) - 5, self.left(2) + self.column + 5
        box_bottom = inside + 6
        self.page.frames.append((left, box_top, right, box_bottom))
        self._hole = (1, 2, box_top - 4, box_bottom + 4)
        bottom = self._set_columns(longest, 0, columns, [body_top] * columns)
        self._hole = (0, -1, 0.0, 0.0)
        return max(bottom, box_bottom)

    def _set_head(self, outside: Sequence[Unit]) -> float:
        """The page's section and what stands with it at the head."""
        top = 14.0
        sections = [unit for unit in outside if unit.kind == "section"]
        furniture = [unit for unit in outside if unit.kind == "furniture"][:1]
        for unit in sections:
            self._put(unit.glyphs, MARGIN, top, 22.0, "sans")
        for unit in furniture:
            size = 22.0 if len(unit.glyphs) < 8 else 9.0
            left = self.page.width - MARGIN - width_of(unit.glyphs, size)
            self._put(unit.glyphs, left, top + 4, size, "serif")
        self.page.rules.append((MARGIN, 46.0, self.page.width - MARGIN, 46.0))
        return 66.0

    def _set_foot(self, outside: Sequence[Unit], top: float) -> None:
        """The rest of what stands outside: notices in a frame, the staff below."""
        furniture = [unit for unit in outside if unit.kind == "furniture"][1:]
        staff = [unit for unit in outside if unit.kind == "staff"]
        inner = self.page.width - 2 * MARGIN
        top = max(top, self.page.height - 60.0 - 13.0 * len(furniture))
        start = top
        for unit in furniture:
            for line in broken(unit.glyphs, inner - 20, 8.5, 0):
                self._put(line.glyphs, MARGIN + 10, top + 6, 8.5, "serif")
                top += 12.5
        if furniture:
            self.page.frames.append((MARGIN, start, self.page.width - MARGIN, top + 12))
        top += 20
        for unit in staff:
            self._put(unit.glyphs, MARGIN, top, 8.5, "serif")
            top += 12
        self.page.height = max(self.page.height, top + 20)

    def _next_band(self, articles: Sequence[Printed], number: int) -> list[tuple[Printed, int]]:
        """The articles that stand side by side, with the columns that each takes."""
        band: list[tuple[Printed, int]] = []
        room = self.style.columns
        for article in articles[number:]:
            wanted = max(1, min(self.style.columns, round(article.length / self.style.shares)))
            if band and wanted > room:
                break
            band.append((article, min(wanted, room)))
            room -= band[-1][1]
            if room == 0:
                break
        if room:
            article, columns = band[-1]
            band[-1] = (article, columns + room)
        return band

    def _set_band(self, band: Sequence[tuple[Printed, int]], top: float) -> float:
        column = 0
        bottom = top
        for article, columns in band:
            ends = self._set_article(article, column, columns, top)
            bottom = max(bottom, ends)
            column += columns
        column = 0
        for _article, columns in band[:-1]:
            column += columns
            x = self.left(column) - self.style.gutter / 2
            if self.style.rules:
                self.page.rules.append((x, top, x, bottom))
        return bottom

    # --- an article ---------------------------------------------------------------------------

    def _set_article(self, article: Printed, column: int, columns: int, top: float) -> float:
        """Set an article from this height on; gives the height at which it ends."""
        style = self.style
        if style.upright_title and columns >= 3:
            return self._set_beside_upright(article, column, columns, top)
        if style.text_beside_title and columns >= 3:
            return self._set_beside_title(article, column, columns, top)
        body_top = self._set_headlines(article.headlines, column, columns, top)
        return self._set_columns(article, column, columns, [body_top] * columns)

    def _set_headlines(
        self, headlines: Sequence[Unit], column: int, columns: int, top: float
    ) -> float:
        width = self.span(columns)
        titles = [unit for unit in headlines if unit.kind == "title"]
        title_size = min([self._headline_size(unit, columns) for unit in titles], default=0.0)
        for unit in headlines:
            size = title_size if unit.kind == "title" else self._headline_size(unit, columns)
            for glyphs in self._headline_lines(unit.glyphs, width, size):
                left = self.left(column) + (width - width_of(glyphs, size)) / 2
                self._put(glyphs, left, top, size, "sans" if unit.kind == "title" else "serif")
                top += 1.2 * size
            if unit.kind == "title" and unit is not titles[-1]:
                continue
            top += 0.25 * size
        return top + 6

    def _headline_size(self, unit: Unit, columns: int) -> float:
        if unit.kind != "title":
            return 12.0 if columns < 3 else 15.0
        most = 20.0 if columns == 1 else 26.0 if columns == 2 else 38.0
        fitting = self.span(columns) / (width_of(unit.glyphs, 1.0) or 1.0)
        return max(18.0 if columns == 1 else 20.0, min(most, fitting * 0.98))

    @staticmethod
    def _headline_lines(glyphs: list[Glyph], width: float, size: float) -> list[list[Glyph]]:
        """The lines of a headline: broken at a blank where it has one."""
        if width_of(glyphs, size) <= width:
            return [glyphs]
        blanks = [number for number, glyph in enumerate(glyphs) if glyph.text == " "]
        half = len(glyphs) // 2
        fitting = [number for number in blanks if width_of(glyphs[:number], size) <= width]
        if fitting and width_of(glyphs[fitting[-1] + 1 :], size) <= width:
            cut = min(fitting, key=lambda number: abs(number - half))
            if width_of(glyphs[cut + 1 :], size) <= width:
                return [glyphs[:cut], glyphs[cut + 1 :]]
        return [line.glyphs for line in broken(glyphs, width, size, 0)]

    def _set_beside_upright(self, article: Printed, column: int, columns: int, top: float) -> float:
        """The title set upright at the right of its text."""
        titles = [unit for unit in article.headlines if unit.kind == "title"]
        others = [unit for unit in article.headlines if unit.kind != "title"]
        body_top = self._set_headlines(others, column, columns - 1, top) if others else top
        bottom = self._set_columns(article, column, columns - 1, [body_top] * (columns - 1))
        left = self.left(column + columns - 1) + 6
        for unit in titles:
            glyphs = [glyph for glyph in unit.glyphs if glyph.text != " "]
            size = min(30.0, (bottom - top) / (1.1 * max(1, len(glyphs))))
            self.page.lines.append(
                SetLine(glyphs, left, top, max(20.0, size), "sans", upright=True)
            )
            bottom = max(bottom, top + 1.1 * max(20.0, size) * len(glyphs))
        return bottom

    def _set_beside_title(self, article: Printed, column: int, columns: int, top: float) -> float:
        """The text begins at the left of its title, in a column as high as both (L-shape)."""
        body_top = self._set_headlines(article.headlines, column + 1, columns - 1, top)
        tops = [top, *[body_top] * (columns - 1)]
        return self._set_columns(article, column, columns, tops)

    def _set_columns(
        self, article: Printed, column: int, columns: int, tops: Sequence[float]
    ) -> float:
        """Text in columns that end at one height, with a picture in the last one."""
        flow = self._flow(article)
        captions = self._caption_lines(article)
        tops = list(tops)
        if captions:
            tops[-1] = self._set_picture(captions, column + columns - 1, tops[-1])
        first, last, hole_top, hole_bottom = self._hole
        height = sum(LEADING + line.space for line in flow)
        height += (last - first + 1) * (hole_bottom - hole_top)
        bottom = (height + sum(tops)) / columns
        bottom = max(bottom, *tops)
        rest = list(flow)
        ends = bottom
        for number, top in enumerate(tops):
            y = top
            is_last = number == columns - 1
            while rest and (is_last or y + LEADING <= bottom + 0.9 * LEADING):
                line = rest.pop(0)
                y += line.space if y > top else 0.0
                if first <= column + number <= last and hole_top < y + LEADING < hole_bottom:
                    y = hole_bottom
                self._put_flow(line, self.left(column + number), y)
                y += LEADING
            ends = max(ends, y)
        return ends

    def _set_picture(self, captions: Sequence[FlowLine], column: int, top: float) -> float:
        left = self.left(column)
        self.page.pictures.append((left, top, left + self.column, top + _PICTURE_HEIGHT))
        y = top + _PICTURE_HEIGHT + 4
        for line in captions:
            self._put(line.glyphs, left, y, line.size, "serif")
            y += 1.35 * line.size
        return y + 8

    def _caption_lines(self, article: Printed) -> list[FlowLine]:
        lines: list[FlowLine] = []
        for unit in article.captions:
            lines += broken(unit.glyphs, self.column, 8.2, 0)
        return lines

    def _flow(self, article: Printed) -> list[FlowLine]:
        flow: list[FlowLine] = []
        for unit in article.body:
            if unit.kind == "subheading":
                flow += self._subheading(unit)
            elif unit.kind == "byline" or unit.kind in ("affiliation", "source"):
                flow += self._aside(unit)
            else:
                flow += broken(unit.glyphs, self.column, BODY, 2)
        return flow

    def _subheading(self, unit: Unit) -> list[FlowLine]:
        size = 10.6
        lines = self._headline_lines(unit.glyphs, self.column, size)
        flow = []
        for number, glyphs in enumerate(lines):
            indent = (self.column - width_of(glyphs, size)) / 2
            space = 5.0 if number == 0 else 0.0
            flow.append(FlowLine(glyphs, max(0.0, indent), size, "bold", space=space))
        return flow

    def _aside(self, unit: Unit) -> list[FlowLine]:
        lines = broken(unit.glyphs, self.column - 2 * BODY, BODY, 0)
        for line in lines:
            line.indent = 2 * BODY
            line.is_full = width_of(line.glyphs) > self.column - 2 * BODY
        return lines

    # --- lines --------------------------------------------------------------------------------

    def _put_flow(self, line: FlowLine, left: float, top: float) -> None:
        width = self.column - line.indent if line.is_full else 0.0
        self.page.lines.append(
            SetLine(line.glyphs, left + line.indent, top, line.size, line.font, width)
        )

    def _put(self, glyphs: list[Glyph], left: float, top: float, size: float, font: str) -> None:
        self.page.lines.append(SetLine(glyphs, left, top, size, font))


STYLES: dict[str, Style] = {
    "five columns": Style(),
    "six columns": Style(columns=6, gutter=11.0, shares=330),
    "narrow gutters": Style(columns=6, gutter=7.0, rules=False),
    "without rules": Style(rules=False),
    "upright title": Style(upright_title=True),
    "text beside title": Style(text_beside_title=True),
    "box amid the text": Style(box_amid=True),
    "four wide columns": Style(columns=4, gutter=16.0, shares=500),
}


def set_page(text: str, gold: Json, style: Style = STYLES["five columns"]) -> SetPage:
    """An annotated page, set in a style."""
    return Setter(style).set_page(text, gold)
