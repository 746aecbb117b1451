"""Sets clean articles as a printed page, and damages it on purpose, with the annotation known.

`set_page` gives what `annotated.read_page` gives: the plain text and its gold annotation. Breaks follow
print: a column ends in the middle of a sentence, no line begins with a closing mark, and no number is torn.
Where nothing on the page could prove the order or the owner of a fragment, it is left where it belongs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import starmap, takewhile
from random import Random

from tests.annotated import HEAD, Json
from tests.parsing import stock
from tests.parsing.paper import Block, Paper, Run, Slug, Style, can_break, line_ends
from tests.parsing.stock import Clean

_SHORTEST_BROKEN = 36  # characters; shorter paragraphs are not broken
_SHORTEST_COLUMN = 50  # characters; less text than that does not change its place
_HALF = str.maketrans("（），：；！？", "(),:;!?")
_FULL = str.maketrans("(),:;!?", "（），：；！？")
_MARK = re.compile(r"[()]|(?<![0-9A-Za-z])[,:;!?]|[,:;!?](?![0-9A-Za-z])")


@dataclass(frozen=True)
class Damage:
    """How often each misfortune happens: shares from 0 to 1 of what it can happen to."""

    broken: float = 0.0  # paragraphs: cut where a column ends
    swapped: float = 0.0  # articles: their two columns stand in the wrong order
    astray: float = 0.0  # articles: the last column stands behind the next article
    thrown: float = 0.0  # captions: thrown in anywhere in their article; and as many advertisements
    foot: float = 0.0  # articles: the headline stands below its text
    lost: float = 0.0  # articles: one half of a broken paragraph is not on the page


CLEAN = Damage()
LIGHT = Damage(broken=0.08, swapped=0.05, astray=0.03, thrown=0.2, foot=0.05)
MEDIUM = Damage(broken=0.2, swapped=0.1, astray=0.08, thrown=0.4, foot=0.1, lost=0.03)
HEAVY = Damage(broken=0.4, swapped=0.25, astray=0.2, thrown=0.8, foot=0.25, lost=0.1)
ONE_BY_ONE = {one.name: replace(CLEAN, **{one.name: 0.5}) for one in fields(Damage)}


@dataclass
class _Set:
    """An article in slugs, and its last column where that stands elsewhere."""

    slugs: list[Slug] = field(default_factory=list)
    astray: list[Slug] = field(default_factory=list)


def set_page(
    articles: Sequence[Clean], seed: int, damage: Damage = CLEAN, style: Style | None = None
) -> tuple[str, Json]:
    """A page of these articles in an order of its own, and its gold annotation. The same seed, the same page."""
    rng = Random(seed)  # noqa: S311
    style = style or a_style(rng)
    order = rng.sample(articles, len(articles))
    printer = _Printer(rng, style, damage)
    sets = [printer.set(number, clean) for number, clean in enumerate(order)]
    return Paper(style, rng).print(_furnished(_on_the_page(sets), rng), order)


def some_page(
    seed: int, damage: Damage, stock_of: Sequence[Clean] | None = None, style: Style | None = None
) -> tuple[str, Json]:
    """A page of two to eight articles drawn from the samples (or another stock), half of them newly signed."""
    rng = Random(f"draw {seed}")  # noqa: S311
    drawn = rng.sample(stock_of or stock.samples(), rng.randint(2, 8))
    titles: dict[str, Clean] = {clean.title: clean for clean in drawn}
    articles = [
        stock.signed(clean, rng) if rng.random() < 0.5 else clean for clean in titles.values()
    ]
    return set_page(articles, seed, damage, style)


def a_style(rng: Random) -> Style:
    wrap = rng.randint(12, 30) if rng.random() < 0.4 else 0
    blank = rng.random() < 0.75
    return Style(
        wrap=wrap,
        blank=blank,
        indent=not blank or rng.random() < 0.2,
        tight=rng.random() < 0.5,
        marks=rng.choice(("half", "half", "full", "mixed")),
    )


# --- an article --------------------------------------------------------------------------------


class _Printer:
    """Sets one article, and damages it."""

    def __init__(self, rng: Random, style: Style, damage: Damage) -> None:
        self._rng, self._style, self._damage = rng, style, damage

    def set(self, number: int, clean: Clean) -> _Set:
        slugs = self._slugs(number, clean)
        head = [slug for slug in slugs if slug.kind in HEAD]
        rest = [slug for slug in slugs if slug.kind not in HEAD]
        signature = list(takewhile(lambda slug: slug.kind == "byline", rest))
        body = self._broken(rest[len(signature) :])
        self._lose_a_half(body)
        body, astray = self._columns(body)
        body = self._thrown(body)
        rest = [*signature, *body]
        paragraphs = sum(slug.kind == "paragraph" for slug in body)
        if not astray and paragraphs > 1 and self._happens("foot"):
            return _Set([*rest, *head])
        return _Set([*head, *rest], astray)

    def _happens(self, what: str) -> bool:
        share: float = getattr(self._damage, what)
        return self._rng.random() < share

    def _slugs(self, number: int, clean: Clean) -> list[Slug]:
        slugs: list[Slug] = []
        for serial, part in enumerate(clean.parts):
            run = Run(Block(part.kind, number, serial), self._marked(part.text))
            if part.gap is None or not slugs:
                slugs.append(Slug([run]))
            else:
                # White space between two blocks of a line belongs to neither.
                slugs[-1].runs += [Run(Block(""), part.gap)] if part.gap else []
                slugs[-1].runs.append(run)
        return slugs

    def _marked(self, text: str) -> str:
        if self._style.marks == "half":
            return text.translate(_HALF)
        if self._style.marks == "full":
            return _MARK.sub(lambda mark: mark.group().translate(_FULL), text)
        return text

    def _broken(self, body: list[Slug]) -> list[Slug]:
        broken: list[Slug] = []
        for slug in body:
            broken.append(slug)
            if self._happens("broken") and (places := self._places(slug)):
                broken.append(slug.cut_at(self._rng.choice(places)))
        return broken

    def _places(self, slug: Slug) -> list[int]:
        """Where a column can end in a paragraph: inside a sentence, and on a wrapped page at the end of a line."""
        text = slug.text
        start = 0
        for run in slug.runs:
            if run.block.kind == "paragraph":
                break
            start += len(run.text)
        else:
            return []
        end = start + len(run.text)
        if end - start < _SHORTEST_BROKEN:
            return []
        wrap, indent = self._style.wrap, 2 * self._style.indent
        places = line_ends(text, wrap, indent) if wrap else range(start + 8, end - 3)
        return [place for place in places if start + 6 < place < end - 3 and can_break(text, place)]

    def _lose_a_half(self, body: list[Slug]) -> None:
        if not self._happens("lost"):
            return
        cuts = self._cuts(body)
        cut = self._rng.choice(cuts) if cuts else self._cut_once(body)
        if not cut:
            return
        begins_whole = all(run.block.kind == "paragraph" for run in body[cut - 1].runs)
        closes = len(body[cut].runs) > 1
        gone = cut - 1 if begins_whole and (closes or self._rng.random() < 0.5) else cut
        if gone == cut and closes:
            return
        left = body[cut - 1] if gone == cut else body[cut]
        for run in left.runs:
            run.loose = run.block.kind == "paragraph"
        left.apart = True
        del body[gone]

    def _columns(self, body: list[Slug]) -> tuple[list[Slug], list[Slug]]:
        """The body as it stands on the page, and its last column where that went astray."""
        swapped, astray = self._happens("swapped"), self._happens("astray")
        if not (swapped or astray):
            return body, []
        cuts = [cut for cut in self._cuts(body) if _two_columns(body[:cut], body[cut:])]
        if not cuts and (cut := self._cut_once(body)):
            cuts = [cut] if _two_columns(body[:cut], body[cut:]) else []
        if not cuts:
            return body, []
        cut = self._rng.choice(cuts)
        first, second = body[:cut], body[cut:]
        first[0].apart = second[0].apart = True
        return (second + first, []) if swapped else (first, second)

    def _cuts(self, body: Sequence[Slug]) -> list[int]:
        return [index for index, slug in enumerate(body) if slug.cut and not slug.loose]

    def _cut_once(self, body: list[Slug]) -> int:
        """Break one paragraph; the number of its second half, 0 where none can be broken."""
        able = [index for index, slug in enumerate(body) if not slug.loose and self._places(slug)]
        if not able:
            return 0
        index = self._rng.choice(able)
        body.insert(index + 1, body[index].cut_at(self._rng.choice(self._places(body[index]))))
        return index + 1

    def _thrown(self, body: list[Slug]) -> list[Slug]:
        """Captions, with their credits, and advertisements anywhere between the slugs of the body."""
        if not self._damage.thrown:
            return body
        thrown = [
            slug for slug in body if slug.kind in ("caption", "credit") and self._happens("thrown")
        ]
        body = [slug for slug in body if not any(slug is one for one in thrown)]
        if self._happens("thrown"):
            thrown.append(
                Slug([Run(Block("furniture"), self._marked(self._rng.choice(stock.ADS)))])
            )
        for slug in thrown:
            place = self._rng.randint(1, max(len(body), 1))
            if place < len(body):
                body[place].apart = True
            slug.apart = True
            body.insert(place, slug)
        return body


def _two_columns(first: Sequence[Slug], second: Sequence[Slug]) -> bool:
    """Whether both are long enough to fill a column."""
    return min(sum(len(slug.text) for slug in part) for part in (first, second)) >= _SHORTEST_COLUMN


# --- a page ------------------------------------------------------------------------------------


def _on_the_page(sets: Sequence[_Set]) -> list[Slug]:
    page: list[Slug] = []
    waiting: list[Slug] = []
    for one in sets:
        one.slugs[0].apart = True
        page += [*one.slugs, *waiting]
        waiting = one.astray
    return page + waiting


def _furnished(page: list[Slug], rng: Random) -> list[Slug]:
    a, b, c = (stock.a_name(rng) for _ in range(3))
    staff = rng.choice(stock.STAFF).format(a=a, b=b, c=c)
    above = [("furniture", rng.choice(stock.MASTHEADS))] if rng.random() < 0.5 else []
    above += [("section", rng.choice(stock.SECTIONS))] if rng.random() < 0.85 else []
    below = [
        ("furniture", notice) for notice in rng.sample(stock.NOTICES, rng.choice((0, 0, 1, 3)))
    ]
    if rng.random() < 0.8:
        (above if rng.random() < 0.5 else below).append(("staff", staff))
    return [*starmap(_outside, above), *page, *starmap(_outside, below)]


def _outside(kind: str, text: str) -> Slug:
    return Slug([Run(Block(kind), text)], apart=True)
