"""Setting a page for the screen: which piece leads, which stand beside it, how much of each is shown.

As in a print shop, weight decides the place and the place decides the length: the opening of the
leading piece is cut so that it fills the height of the column beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from articles.models import Article, Illustration, Page
from articles.public.text import cut

# Characters of text below which a piece is a brief (简讯): its headline says nearly all.
BRIEF = 160
# A second piece this close in weight to the first leads beside it.
TWIN = 0.85
# Pieces that the column beside the leading one holds; the others stand in rows of three below.
SIDE = 4
ROW = 3
# Characters shown of a piece in the column, and of a leading piece for each piece beside it.
SIDE_ROOM = 48
HEAD_ROOM = 125
# Characters that search engines and feed readers show of a text.
SUMMARY = 120
# Characters shown of a piece in a list.
LIST_ROOM = 90


@dataclass(frozen=True, slots=True)
class Card:
    """An article as it is announced: its opening paragraphs, cut to the room they have."""

    article: Article
    opening: tuple[str, ...]

    @property
    def picture(self) -> Illustration | None:
        return _picture(self.article)


@dataclass(frozen=True, slots=True)
class Spread:
    """A printed page as it is announced: one or two leading pieces, a column, rows, briefs."""

    page: Page
    heads: list[Card]
    side: list[Card]
    rows: list[Card]
    briefs: list[Card]


def spreads_of(articles: Iterable[Article]) -> list[Spread]:
    """Lay out published articles in print order, page by page."""
    by_page = [list(group) for _, group in groupby(articles, key=lambda article: article.page_id)]
    by_page.sort(key=lambda group: natural(group[0].page.number))
    return [lay_out(group[0].page, group) for group in by_page]


def lay_out(page: Page, articles: Sequence[Article]) -> Spread:
    """Give every article of a page its place; `articles` is in print order and not empty."""
    weights = {article.pk: weight(article, place) for place, article in enumerate(articles)}
    ranked = sorted(articles, key=lambda article: -weights[article.pk])
    heads = ranked[:1]
    if len(ranked) > 1 and weights[ranked[1].pk] >= TWIN * weights[ranked[0].pk]:
        heads = ranked[:2]
    rest = [article for article in ranked if article not in heads]
    briefs = [article for article in rest if is_brief(article)]
    others = [article for article in rest if article not in briefs]
    side = others[: _side_of(len(others), heads[0])] if len(heads) == 1 else []
    rows = others[len(side) :]
    in_print = articles.index
    return Spread(
        page,
        heads=[card(article, _room_for_head(article, len(side), len(heads))) for article in heads],
        side=[card(article, SIDE_ROOM) for article in sorted(side, key=in_print)],
        rows=[card(article, SIDE_ROOM) for article in sorted(rows, key=in_print)],
        briefs=[card(article, 0) for article in sorted(briefs, key=in_print)],
    )


def weight(article: Article, place: int) -> float:
    """How much a piece asks for: its length, its headline's lines, its picture, its place on the page."""
    lines = bool(article.kicker) + bool(article.subtitle)
    pictured = _picture(article) is not None
    return min(len(article.body), 2400) / 200 + 1.5 * lines + 3 * pictured + max(4 - 2 * place, 0)


def is_brief(article: Article) -> bool:
    return len(article.body) < BRIEF and not article.subtitle


def card(article: Article, room: int) -> Card:
    return Card(article, tuple(opening(article, room)))


def opening(article: Article, room: int) -> list[str]:
    """The first paragraphs of a text, `room` characters in all; the last is cut short."""
    texts = [part.text for part in article.parts() if not part.is_subheading]
    if not article.title and texts:
        # Its first words already stand where the headline would.
        texts[0] = "…" + texts[0].removeprefix(article.headline.removesuffix("…"))
    texts = texts or [one.caption for one in article.illustrations.all() if one.caption]
    shown: list[str] = []
    for text in texts:
        # A few characters of a new paragraph are not worth its indent.
        if room <= 20:
            break
        shown.append(cut(text, room))
        room -= len(text)
    return shown


def headlines(articles: Iterable[Article], room: int) -> str:
    """What is in an issue, on a page or in a list, in so many characters: its first headlines."""
    told = ""
    for article in articles:
        longer = f"{told}；{article.headline}" if told else article.headline
        if told and len(longer) > room:
            break
        told = longer
    return told[:room]


def natural(number: str) -> list[Any]:
    """A key that sorts page 2 before page 10, with or without letters."""
    digits = "".join(char if char.isascii() and char.isdigit() else " " for char in number).split()
    return [number.rstrip("0123456789"), *map(int, digits)]


def _picture(article: Article) -> Illustration | None:
    return next((one for one in article.illustrations.all() if one.picture), None)


def _side_of(count: int, head: Article) -> int:
    """How many of these stand in the column: no more than the leading piece is long enough to stand
    beside, and if it can be, so many that the rows below come out full.
    """
    height = SIDE if _picture(head) else max(len(head.body) // HEAD_ROOM, 1)
    most = min(count, SIDE, height)
    return next((side for side in range(most, 0, -1) if (count - side) % ROW == 0), most)


def _room_for_head(head: Article, side: int, heads: int) -> int:
    """As much text as fills the height of the column; without one, a few lines over the whole width."""
    if heads == 2 or _picture(head):
        return 160
    if not side:
        return 300
    # A further line of the headline, some 16 characters of it, takes the room of two lines of text.
    return max(HEAD_ROOM * side - 75 * (len(head.title) // 16), 150)
