"""Setting a page for the screen: which piece leads, which stand beside it, how much of each is shown.

As in a print shop, weight decides the place and the place decides the length: the opening of the
leading piece is cut so that it fills the height of the column beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from articles.models import Article, Illustration, Page
from articles.public.output_text import cut
from articles.text.body import Part
from articles.text.typesetting import width

# Characters of text below which a piece is a brief (简讯): its headline says nearly all.
BRIEF = 160
# A second piece this close in weight to the first leads beside it.
TWIN = 0.85
# Pieces that the column beside the leading one holds; the others stand in rows of three below.
SIDE = 4
ROW = 3
# Characters shown of a piece in the column, at least and at most, and in one of its lines.
SIDE_ROOM, SIDE_MOST, SIDE_LINE = 48, 240, 24
# Characters shown of a leading piece for each piece beside it, and in one line of its two columns.
HEAD_ROOM, HEAD_LINE = 125, 42
# Characters shown of a leading piece that has all the width, and of one that has the whole page.
WIDE_ROOM, WHOLE_ROOM = 300, 600
# Of one of two that lead together, or of one below its picture; and how much text is as high as a picture.
PAIR_ROOM, PICTURE_ROOM = 160, 360
# A picture less wide than this, in pixels, is not blown up to the width of a leading piece.
SMALL = 640
# Pages of an issue that are laid out; of what follows in a thick one there are cards.
PAGES = 8
# Paragraphs between two pictures of a text, at least.
APART = 2
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

    @property
    def is_short(self) -> bool:
        """Whether its text is too short to stand in columns."""
        return sum(map(len, self.opening)) < BRIEF // 2

    @property
    def picture_beside(self) -> bool:
        """Whether its picture stands beside its text instead of above it, as uprights and small ones do."""
        return self.picture is not None and _is_beside(self.picture)


@dataclass(frozen=True, slots=True)
class Spread:
    """A printed page as it is announced: one or two leading pieces, a column, rows, briefs."""

    page: Page
    heads: list[Card]
    side: list[Card]
    rows: list[Card]
    briefs: list[Card]

    @property
    def others(self) -> list[Card]:
        """All that it has beside its first leading piece, in print order."""
        rest = (*self.heads[1:], *self.side, *self.rows, *self.briefs)
        return sorted(rest, key=lambda card: (card.article.position, card.article.pk))


class SetText(NamedTuple):
    """The text of an article with its pictures: the first above it, the others between its paragraphs."""

    lead: Illustration | None
    parts: list[Part | Illustration]


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
    leading = [
        card(article, _room_for_head(article, heads, side, is_alone=not rest)) for article in heads
    ]
    side_room = _room_in_side(leading[0], side)
    return Spread(
        page,
        heads=leading,
        side=[card(article, side_room) for article in sorted(side, key=in_print)],
        rows=[card(article, SIDE_ROOM) for article in sorted(rows, key=in_print)],
        briefs=[card(article, 0) for article in sorted(briefs, key=in_print)],
    )


def weight(article: Article, place: int) -> float:
    """How much a piece asks for: its length, its headline's lines, its picture, its place on the page."""
    lines = bool(article.kicker) + bool(article.subtitle)
    pictured = _picture(article) is not None
    return min(len(article.body), 2400) / 200 + 1.5 * lines + 3 * pictured + max(4 - 2 * place, 0)


def is_brief(article: Article) -> bool:
    return len(article.body) < BRIEF and not article.subtitle and _picture(article) is None


def set_text(article: Article) -> SetText:
    """Pictures after the first stand evenly among the paragraphs, never below a subheading; what is left over
    ends the text."""
    pictures = [one for one in article.illustrations.all() if one.picture]
    paragraphs: list[Part] = article.parts()
    step = max(len(paragraphs) // max(len(pictures), 1), APART)
    parts: list[Part | Illustration] = []
    waiting, since = pictures[1:], 0
    for part in paragraphs:
        parts.append(part)
        since += 1
        if waiting and since >= step and not part.is_subheading:
            parts.append(waiting.pop(0))
            since = 0
    return SetText(pictures[0] if pictures else None, [*parts, *waiting])


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


def _is_beside(picture: Illustration) -> bool:
    return picture.is_upright or (picture.width or SMALL) < SMALL


def _side_of(count: int, head: Article) -> int:
    """How many of these stand in the column: no more than the leading piece is long enough to stand
    beside, and if it can be, so many that the rows below come out full.
    """
    height = SIDE if _picture(head) else max(len(head.body) // HEAD_ROOM, 1)
    most = min(count, SIDE, height)
    return next((side for side in range(most, 0, -1) if (count - side) % ROW == 0), most)


def _room_for_head(
    head: Article, heads: Sequence[Article], side: Sequence[Article], *, is_alone: bool
) -> int:
    """As much text as fills the height of what stands beside it; without that, a few lines over the whole width."""
    picture = _picture(head)
    if len(heads) == 2:
        beside_a_picture = picture is None and any(map(_picture, heads))
        return PAIR_ROOM + PICTURE_ROOM if beside_a_picture else PAIR_ROOM
    if not side:
        return WHOLE_ROOM if is_alone or picture else WIDE_ROOM
    if picture:
        return PAIR_ROOM + PICTURE_ROOM if _is_beside(picture) else PAIR_ROOM
    # A further line of the headline, some 16 characters of it, takes the room of two lines of text.
    return max(HEAD_ROOM * len(side) - 75 * int(width(head.title) // 16), 150)


def _room_in_side(head: Card, side: Sequence[Article]) -> int:
    """Characters for each piece in the column, so that all of them are as high as the leading piece."""
    if not side:
        return SIDE_ROOM
    spare = _height(head) - sum(_height_in_side(article) for article in side)
    return min(SIDE_ROOM + max(int(spare / len(side)), 0) * SIDE_LINE, SIDE_MOST)


def _height(head: Card) -> float:
    """About how many lines of the column a leading piece is high."""
    article, picture = head.article, head.picture
    heading = 2.4 * -(-width(article.headline) // 18) + 1.2 * (
        bool(article.kicker) + bool(article.subtitle) + 1
    )
    text = sum(map(len, head.opening)) / HEAD_LINE
    if picture is None:
        return heading + text
    shape = picture.height / picture.width if picture.width and picture.height else 2 / 3
    return heading + max(text, 14 * shape) if head.picture_beside else heading + text + 33 * shape


def _height_in_side(article: Article) -> float:
    """The same of a piece in the column with the least that is shown of it."""
    lines = -(-width(article.headline) // 19)
    return 1.5 + 1.1 * lines + bool(article.kicker) + SIDE_ROOM / SIDE_LINE
