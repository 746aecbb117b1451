"""The steps of this stage in their order."""

from __future__ import annotations

from articles.parsing.shape.blanks import close_blanks
from articles.parsing.shape.damage import find_damage
from articles.parsing.shape.glyph_forms import fold_glyphs
from articles.parsing.shape.gutters import unfold_gutters
from articles.parsing.shape.interleaving import Unfolding, unfold_rows
from articles.parsing.shape.latin_marks import read_latin_marks
from articles.parsing.shape.line_ends import ends_otherwise, split_lines
from articles.parsing.shape.margins import remove_margin
from articles.parsing.shape.markup import remove_markup
from articles.parsing.shape.mojibake import find_mojibake
from articles.parsing.shape.shaped_page import Finding, ShapedLine, ShapedPage


def shape_page(text: str) -> ShapedPage:
    """The page as it can be parsed; `text` has its lines separated by a line feed.

    A page that cannot be read comes back with a refusal, and with its lines as they are.
    """
    source_lines, findings = split_lines(text)
    misread = find_mojibake(source_lines, text)
    if misread and not misread[0].spans:
        return ShapedPage(tuple(source_lines), tuple(misread))
    findings += misread
    findings += find_damage(source_lines, text)
    lines, found_marks = remove_markup(source_lines, text)
    findings += found_marks
    lines, folded = fold_glyphs(lines, text)
    findings += folded
    unfolding, closed = _in_order(lines, text)
    findings += closed
    if unfolding.refusal:
        return ShapedPage(tuple(lines), tuple(findings), unfolding.refusal)
    if unfolding.finding:
        findings.append(unfolding.finding)
    lines, latin = read_latin_marks(unfolding.lines, text)
    if not any(line.text.strip() for line in lines):
        lines = source_lines  # nothing but marks: they are all that there is to read
    is_as_printed = lines is source_lines and not ends_otherwise(text)
    return ShapedPage(tuple(lines), (*findings, *latin), is_as_printed=is_as_printed)


def _in_order(lines: list[ShapedLine], text: str) -> tuple[Unfolding, list[Finding]]:
    """The lines in reading order, without stray blanks.

    Where blanks stand between all characters they are no gutters.
    """
    closed, findings = close_blanks(lines, text)
    if findings:
        return unfold_rows(closed), findings
    unfolding = unfold_gutters(lines, text)
    if unfolding.refusal or unfolding.finding:
        return unfolding, []
    return unfold_rows(remove_margin(lines)), []
