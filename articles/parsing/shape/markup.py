"""Marks of Markdown and HTML that came with the text and were never printed.

They come off the text and stay in the source: the spans of the block they decorate cover them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

from articles.parsing.shape.shaped_page import Edit, Finding, ShapeCode, ShapedLine

# Only names of HTML count: papers write <云江日报> and <DVD> as well.
_BREAKING_TAGS: Final = "p|br|div|h[1-6]|tr|li|ul|ol|table|blockquote|hr|section|article|center"
_CELL_TAGS: Final = "td|th"
_OTHER_TAGS: Final = (
    "span|b|i|u|s|em|strong|a|img|font|small|big|sup|sub|tbody|thead|html|body|head|meta|link"
    "|pre|code|figure|figcaption|o:p|strike|del|ins|mark"
)
_HTML: Final = re.compile(
    rf"</?(?:(?P<breaking>{_BREAKING_TAGS})|(?P<cell>{_CELL_TAGS})|{_OTHER_TAGS})"
    r"(?:\s[^<>]{0,500})?/?>"
    r"|<!--[^<>]{0,500}-->"
    r"|&(?P<entity>#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});",
    re.IGNORECASE,
)
_LINE_END: Final = "\n"
_CELL_GAP: Final = " "
_NO_BREAK_SPACE: Final = "\xa0"
_LAST_CODE: Final = 0x10FFFF

# Each of these is enough to show that the page is Markdown.
_IS_MARKDOWN: Final = re.compile(
    r"^[ ]{0,3}#{1,6}[ ]+[^\s#]"  # heading
    r"|\*\*[^*\s][^*\n]{0,200}\*\*"  # strong
    r"|\][(][^()\s]{1,300}[)]"  # link
    r"|^[ ]{0,3}\|?[ ]*:?-{3,}:?[ ]*\|"  # the line below the head of a table
    r"|^[ ]{0,3}```",  # fence
    re.MULTILINE,
)
# Without one of these characters nothing is to be looked for.
_MARKDOWN_NEEDS: Final = ("#", "**", "](", "|", "```")
_RULE: Final = re.compile(r"(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,}|```\w*")
_TABLE_RULE: Final = re.compile(r"\|?(?:[ ]*:?-{2,}:?[ ]*\|)+(?:[ ]*:?-{2,}:?)?")
_LEAD: Final = re.compile(r"\s*(?:>\s?)*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?)?")
_CAPTION_LENGTH: Final = 8  # characters; shorter descriptions of pictures are no captions
_INLINE: Final = re.compile(
    r"!\[(?P<picture>[^\[\]\n]{0,200})\][(][^()\n]{0,500}[)]"
    r"|\[(?P<link>[^\[\]\n]{1,200})\][(][^()\n]{1,500}[)]"
    r"|(?P<strong>\*\*\*|\*\*|__|~~)(?=\S)(?P<stressed>[^*_~\n]{1,500})(?P=strong)"
    r"|\*(?P<italic>[^*\s][^*\n]{0,500})\*"
    r"|`(?P<code>[^`\n]{1,200})`"
    r"|\\(?=[\\`*_{}\[\]()#+\-.!|>~])"
)


def remove_markup(lines: list[ShapedLine], text: str) -> tuple[list[ShapedLine], list[Finding]]:
    """The lines without tags, entities and Markdown marks; `text` is the whole page."""
    cleaned = lines
    if "<" in text or "&" in text:
        cleaned = _without_html(cleaned)
    if _is_markdown(text):
        cleaned = [_without_markdown(line) for line in cleaned]
    marked = _source_lines_changed(lines, cleaned)
    if not marked:
        return lines, []
    return cleaned, [Finding(ShapeCode.MARKUP, marked[0], len(marked) / len(lines))]


def _source_lines_changed(before: list[ShapedLine], after: list[ShapedLine]) -> list[int]:
    untouched = {id(line) for line in after}
    return [line.source_line for line in before if id(line) not in untouched]


def _without_html(lines: list[ShapedLine]) -> list[ShapedLine]:
    cleaned: list[ShapedLine] = []
    for line in lines:
        edits = list(_html_edits(line.text)) if "<" in line.text or "&" in line.text else []
        if edits:
            cleaned.extend(line.edited(edits).split_at(_LINE_END))
        else:
            cleaned.append(line)
    return cleaned


def _html_edits(text: str) -> Iterator[Edit]:
    for mark in _HTML.finditer(text):
        if mark["entity"]:
            character = _character(mark["entity"])
            if character is not None:
                yield Edit(*mark.span(), character)
        elif mark["breaking"]:
            yield Edit(*mark.span(), _LINE_END)
        elif mark["cell"]:
            yield Edit(*mark.span(), _CELL_GAP)
        else:
            yield Edit(*mark.span())


def _character(entity: str) -> str | None:
    """The character of an entity, empty where no text may hold it; None where it is no entity."""
    if not entity.startswith("#"):
        named = html5.get(f"{entity};", "")
        if named == _NO_BREAK_SPACE:
            return " "
        return named if len(named) == 1 else None
    is_hexadecimal = entity[1] in "xX"
    code = int(entity[2:], 16) if is_hexadecimal else int(entity[1:])
    character = chr(code) if code <= _LAST_CODE else ""
    if character.isspace():
        return " "
    return character if character.isprintable() else ""


def _is_markdown(text: str) -> bool:
    return any(sign in text for sign in _MARKDOWN_NEEDS) and bool(_IS_MARKDOWN.search(text))


def _without_markdown(line: ShapedLine) -> ShapedLine:
    stripped = line.text.strip()
    if _RULE.fullmatch(stripped) or _TABLE_RULE.fullmatch(stripped):
        return line.part(0, 0)
    if len(stripped) > 1 and stripped[0] == stripped[-1] == "|":
        return _without_pipes(line)
    edits = list(_inline_edits(line.text))
    return line.edited(edits) if edits else line


def _without_pipes(line: ShapedLine) -> ShapedLine:
    """A row of a table, with a blank where one cell ends and the next one begins."""
    first = line.text.index("|")
    last = line.text.rindex("|")
    row = line.part(first + 1, last)
    return row.with_text(row.text.replace("|", _CELL_GAP))


def _inline_edits(text: str) -> Iterator[Edit]:
    lead = _LEAD.match(text)
    start = lead.end() if lead and lead[0].strip() else 0
    if start:
        yield Edit(0, start)
    is_heading = "#" in text[:start]
    end = len(text.rstrip("# \r")) if is_heading else len(text)
    for mark in _INLINE.finditer(text, start, end):
        yield from _mark_edits(mark)
    if start < end < len(text):
        yield Edit(end, len(text))


def _mark_edits(mark: re.Match[str]) -> Iterator[Edit]:
    """What is taken from both sides of the text inside a mark, or the whole of it."""
    kept = mark.lastgroup
    # A `strong` mark ends with the text inside it, so that this is the last group.
    if kept is None or (kept == "picture" and len(mark["picture"]) < _CAPTION_LENGTH):
        yield Edit(*mark.span())
        return
    yield Edit(mark.start(), mark.start(kept))
    yield Edit(mark.end(kept), mark.end())
