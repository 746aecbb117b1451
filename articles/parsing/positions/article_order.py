"""The articles of a page one after the other: cut where nothing crosses, first across it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from articles.parsing.positions.block_owners import PrintedArticle
from articles.parsing.positions.position_records import Box, box_around

_MOST_DEPTH = 40


def in_page_order(articles: Sequence[PrintedArticle]) -> list[PrintedArticle]:
    """The articles from the top and from the left; those of a frame stay together."""
    boxed = []
    for article in articles:
        boxes = [block.box for block in article.all_blocks()]
        boxed.append((box_around(boxes), article))
    by_area: dict[int, list[tuple[Box, PrintedArticle]]] = {}
    for box, article in boxed:
        by_area.setdefault(article.area, []).append((box, article))
    units: list[tuple[Box, list[PrintedArticle]]] = []
    for area, members in by_area.items():
        if area == 0:
            units += [(box, [article]) for box, article in members]
        else:
            around = box_around([box for box, _article in members])
            single = [(box, [article]) for box, article in members]
            units.append((around, _flat(_cut(single, 0))))
    return _flat(_cut(units, 0))


_Unit = tuple[Box, list[PrintedArticle]]


def _flat(units: Sequence[_Unit]) -> list[PrintedArticle]:
    ordered: list[PrintedArticle] = []
    for _box, articles in units:
        ordered += articles
    return ordered


def _cut(units: Sequence[_Unit], depth: int) -> list[_Unit]:
    """The units in reading order."""
    if len(units) < 2 or depth > _MOST_DEPTH:
        return sorted(units, key=lambda unit: (unit[0].top, unit[0].left))
    for start, end in ((_top, _bottom), (_left, _right)):
        parts = _parts(units, start, end)
        if len(parts) > 1:
            ordered: list[_Unit] = []
            for part in parts:
                ordered += _cut(part, depth + 1)
            return ordered
    first = min(units, key=lambda unit: (unit[0].top + 0.2 * unit[0].left, unit[0].left))
    rest = [unit for unit in units if unit is not first]
    return [first, *_cut(rest, depth + 1)]


def _top(box: Box) -> float:
    return box.top


def _bottom(box: Box) -> float:
    return box.bottom


def _left(box: Box) -> float:
    return box.left


def _right(box: Box) -> float:
    return box.right


def _parts(
    units: Sequence[_Unit], start: Callable[[Box], float], end: Callable[[Box], float]
) -> list[list[_Unit]]:
    """The units parted wherever none of them crosses; a slight overlap is no crossing."""
    parts: list[list[_Unit]] = []
    reach = float("-inf")
    for unit in sorted(units, key=lambda unit: start(unit[0])):
        box = unit[0]
        slack = min(4.0, 0.2 * (end(box) - start(box)))
        if start(box) >= reach - slack:
            parts.append([])
        parts[-1].append(unit)
        reach = max(reach, end(box))
    return parts
