"""The layout of a printed page on the screen: which article leads, and how much is shown of each.

As in a print shop, the weight of an article decides its place and the place decides its length:
the opening of the leading article is cut so that it fills the height of the column beside it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from articles.models import Article, Illustration, Page
from articles.public.output_text import cut
from articles.text.body import BodyBlock
from articles.text.typesetting import width

# An article with fewer characters of text is a brief (简讯): its headline says nearly all.
BRIEF = 160
# A second article this close in weight to the first leads beside it.
TWIN = 0.85
# Articles in the column beside the leading one. The others stand in rows of three below.
SIDE = 4
ROW = 3
# Characters shown of an article in the column, at least and at most, and characters in one of its
# lines.
SIDE_ROOM, SIDE_MOST, SIDE_LINE = 48, 240, 24
# Characters shown of a leading article for each article beside it, and in one line of its two
# columns.
HEAD_ROOM, HEAD_LINE = 125, 42
# Characters that each additional line of a leading headline takes away, and the least that is
# shown.
HEADLINE_COST, HEADLINE_CHARACTERS, HEAD_LEAST = 75, 16, 150
# Characters shown of a leading article with the whole width, and of one with the whole page.
WIDE_ROOM, WHOLE_ROOM = 300, 600
# Characters shown of each of two leading articles, and how much text is as high as a picture.
PAIR_ROOM, PICTURE_ROOM = 160, 360
# A picture narrower than this, in pixels, is not enlarged to the width of a leading article.
SMALL = 640
# Pages of an issue that are laid out; the further pages of a thick issue are shown as cards.
PAGES = 8
# The least number of paragraphs between two pictures of a text.
APART = 2
# Characters of the summary for search engines and feed readers.
SUMMARY = 120
# Characters shown of an article in a list.
LIST_ROOM = 90
# With no more room than this, a new paragraph is not begun: it would hardly be longer than its
# indent.
_LEAST_PARAGRAPH = 20
# A longer text does not weigh more.
_HEAVIEST_TEXT = 2400


@dataclass(frozen=True, slots=True)
class Card:
    """An article as it is announced: its opening paragraphs, cut to the room they have."""

    article: Article
    opening: tuple[str, ...]

    @property
    def picture(self) -> Illustration | None:
        return _first_picture(self.article)

    @property
    def is_short(self) -> bool:
        """Whether its text is too short to stand in columns."""
        lengths = [len(text) for text in self.opening]
        return sum(lengths) < BRIEF // 2

    @property
    def picture_beside(self) -> bool:
        """Whether its picture stands beside its text, as upright and small pictures do, or above
        it.
        """
        picture = self.picture
        return picture is not None and _fits_beside(picture)


@dataclass(frozen=True, slots=True)
class Spread:
    """A printed page as it is announced: one or two leading articles, a column, rows, briefs."""

    page: Page
    heads: list[Card]
    side: list[Card]
    rows: list[Card]
    briefs: list[Card]

    @property
    def others(self) -> list[Card]:
        """All cards but the first leading one, in printed order."""
        others = self.heads[1:]
        others += self.side
        others += self.rows
        others += self.briefs
        others.sort(key=_printed_position)
        return others


def _printed_position(card: Card) -> tuple[int, int]:
    article = card.article
    return article.position, article.pk


class IllustratedText(NamedTuple):
    """The text of an article with its pictures: the first above it, the others between its
    paragraphs.
    """

    lead: Illustration | None
    parts: list[BodyBlock | Illustration]


def lay_out_issue(articles: Iterable[Article]) -> list[Spread]:
    """The pages of published articles, which come in printed order."""
    spreads = []
    for _page_id, group in groupby(articles, key=lambda article: article.page_id):
        of_page = list(group)
        page = of_page[0].page
        spreads.append(lay_out_page(page, of_page))
    spreads.sort(key=lambda spread: natural_sort_key(spread.page.number))
    return spreads


def lay_out_page(page: Page, articles: Sequence[Article]) -> Spread:
    """Gives every article of a page its place; `articles` is in printed order and not empty."""
    heads, others = _split_by_weight(articles)
    briefs = [article for article in others if is_brief(article)]
    longer = [article for article in others if not is_brief(article)]
    side_count = _side_count(len(longer), heads[0]) if len(heads) == 1 else 0
    side, rows = longer[:side_count], longer[side_count:]
    leading = []
    for article in heads:
        room = _head_room(
            article,
            heads,
            side,
            is_alone=not others,
        )
        leading.append(build_card(article, room))
    side_room = _side_room(leading[0], side)
    return Spread(
        page,
        heads=leading,
        side=_cards_in_print_order(side, articles, side_room),
        rows=_cards_in_print_order(rows, articles, SIDE_ROOM),
        briefs=_cards_in_print_order(briefs, articles, 0),
    )


def _split_by_weight(articles: Sequence[Article]) -> tuple[list[Article], list[Article]]:
    """The one or two leading articles, and the others; the heaviest first."""
    weights = {}
    for index, article in enumerate(articles):
        weights[article.pk] = article_weight(article, index)
    ranked = sorted(articles, key=lambda article: -weights[article.pk])
    if len(ranked) == 1:
        return ranked, []
    first, second = ranked[:2]
    are_twins = weights[second.pk] >= TWIN * weights[first.pk]
    head_count = 2 if are_twins else 1
    return ranked[:head_count], ranked[head_count:]


def _cards_in_print_order(
    articles: list[Article], printed: Sequence[Article], room: int
) -> list[Card]:
    in_order = sorted(articles, key=printed.index)
    return [build_card(article, room) for article in in_order]


def article_weight(article: Article, index: int) -> float:
    """The room that an article needs, by length, headline lines, picture and place on the page."""
    length = len(article.body)
    text = min(length, _HEAVIEST_TEXT) / 200
    heading = 1.5 * _extra_heading_lines(article)
    picture = 3 * _has_picture(article)
    place = max(4 - 2 * index, 0)
    return text + heading + picture + place


def is_brief(article: Article) -> bool:
    if len(article.body) >= BRIEF or article.subtitle:
        return False
    return not _has_picture(article)


def place_pictures(article: Article) -> IllustratedText:
    """The first picture stands above the text, the others evenly among its paragraphs.

    No picture stands below a subheading; those that are left over end the text.
    """
    pictures = [picture for picture in article.illustrations.all() if picture.picture]
    lead = pictures[0] if pictures else None
    remaining = pictures[1:]
    paragraphs: list[BodyBlock] = article.parts()
    step = max(len(paragraphs) // max(len(pictures), 1), APART)
    parts: list[BodyBlock | Illustration] = []
    since_picture = 0
    for paragraph in paragraphs:
        parts.append(paragraph)
        since_picture += 1
        if remaining and since_picture >= step and not paragraph.is_subheading:
            parts.append(remaining.pop(0))
            since_picture = 0
    parts.extend(remaining)
    return IllustratedText(lead, parts)


def build_card(article: Article, room: int) -> Card:
    paragraphs = opening(article, room)
    return Card(article, tuple(paragraphs))


def opening(article: Article, room: int) -> list[str]:
    """The first paragraphs of a text, `room` characters in all; the last is cut short."""
    paragraphs: list[str] = []
    for text in _opening_paragraphs(article):
        if room <= _LEAST_PARAGRAPH:
            break
        paragraphs.append(cut(text, room))
        room -= len(text)
    return paragraphs


def _opening_paragraphs(article: Article) -> list[str]:
    """The paragraphs of the text; of an article without text the captions of its pictures."""
    texts = [part.text for part in article.parts() if not part.is_subheading]
    if texts and not article.title:
        # The first words of the text already stand in place of the headline.
        first_words = article.headline.removesuffix("…")
        texts[0] = "…" + texts[0].removeprefix(first_words)
    if texts:
        return texts
    illustrations = article.illustrations.all()
    return [illustration.caption for illustration in illustrations if illustration.caption]


def summarise_headlines(articles: Iterable[Article], room: int) -> str:
    """The first headlines of an issue, a page or a list, in at most `room` characters."""
    summary = ""
    for article in articles:
        longer = f"{summary}；{article.headline}" if summary else article.headline
        if summary and len(longer) > room:
            break
        summary = longer
    return summary[:room]


def natural_sort_key(number: str) -> list[Any]:
    """A key that sorts page 2 before page 10, with or without letters."""
    prefix = number.rstrip("0123456789")
    numbers = [int(digits) for digits in re.findall("[0-9]+", number)]
    return [prefix, *numbers]


def _first_picture(article: Article) -> Illustration | None:
    for illustration in article.illustrations.all():
        if illustration.picture:
            return illustration
    return None


def _has_picture(article: Article) -> bool:
    return _first_picture(article) is not None


def _extra_heading_lines(article: Article) -> int:
    """How many of kicker and subtitle it has."""
    lines = [article.kicker, article.subtitle]
    return len([line for line in lines if line])


def _fits_beside(picture: Illustration) -> bool:
    """Whether it is upright or small; the width of an old picture may be unknown."""
    if picture.is_upright:
        return True
    return picture.width is not None and 0 < picture.width < SMALL


def _side_count(count: int, head: Article) -> int:
    """How many of `count` articles stand in the column: at most as many as the leading article is
    high.

    If possible, so many that the rows of three below are full.
    """
    height = SIDE if _has_picture(head) else max(len(head.body) // HEAD_ROOM, 1)
    most = min(count, SIDE, height)
    for side_count in range(most, 0, -1):
        if (count - side_count) % ROW == 0:
            return side_count
    return most


def _head_room(
    head: Article, heads: Sequence[Article], side: Sequence[Article], *, is_alone: bool
) -> int:
    """Characters of a leading article that fill the height of what stands beside it."""
    picture = _first_picture(head)
    if len(heads) == 2:
        return _pair_room(picture, heads)
    if not side:
        return WHOLE_ROOM if is_alone or picture else WIDE_ROOM
    if picture:
        if _fits_beside(picture):
            return PAIR_ROOM + PICTURE_ROOM
        return PAIR_ROOM
    # A further line of the headline takes the room of two lines of text.
    headline_lines = int(width(head.title) // HEADLINE_CHARACTERS)
    return max(HEAD_ROOM * len(side) - HEADLINE_COST * headline_lines, HEAD_LEAST)


def _pair_room(picture: Illustration | None, heads: Sequence[Article]) -> int:
    """Of two leading articles, one without a picture is as high as the other with its picture."""
    if picture is not None:
        return PAIR_ROOM
    if any(_has_picture(head) for head in heads):
        return PAIR_ROOM + PICTURE_ROOM
    return PAIR_ROOM


def _side_room(head: Card, side: Sequence[Article]) -> int:
    """Characters of each article in the column, so that together they are as high as the leading
    one.
    """
    if not side:
        return SIDE_ROOM
    height = sum(_least_side_height(article) for article in side)
    spare_height = _head_height(head) - height
    spare_lines = max(int(spare_height / len(side)), 0)
    room = SIDE_ROOM + spare_lines * SIDE_LINE
    return min(room, SIDE_MOST)


def _head_height(head: Card) -> float:
    """Roughly how many lines of the column a leading article is high."""
    article = head.article
    picture = head.picture
    headline_lines = -(-width(article.headline) // 18)
    further_lines = _extra_heading_lines(article) + 1
    heading = 2.4 * headline_lines + 1.2 * further_lines
    characters = sum(map(len, head.opening))
    text = characters / HEAD_LINE
    if picture is None:
        return heading + text
    proportion = 2 / 3
    if picture.width and picture.height:
        proportion = picture.height / picture.width
    if head.picture_beside:
        return heading + max(text, 14 * proportion)
    return heading + text + 33 * proportion


def _least_side_height(article: Article) -> float:
    """The lines of an article in the column with the least text that is shown of it."""
    headline_lines = -(-width(article.headline) // 19)
    heading = 1.5 + 1.1 * headline_lines
    if article.kicker:
        heading += 1
    text = SIDE_ROOM / SIDE_LINE
    return heading + text
