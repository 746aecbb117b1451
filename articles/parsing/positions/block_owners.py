"""Which group of headlines the blocks of a page stand below, beside, or go on from.

A block right below a headline, or below a block of it, is the headline's. Columns without anything
above them are text that goes on from the column at their left, or text that begins beside its
headline: the sentences at their ends and their places decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.parsing.lines.characters import cannot_begin, ends_sentence, fold
from articles.parsing.lines.junction import beginning, ending, runs_over
from articles.parsing.positions.block_order import in_reading_order
from articles.parsing.positions.line_blocks import LineBlock
from articles.parsing.positions.page_measures import PageMeasures
from articles.parsing.positions.position_records import Box, PositionedPage

_SHARED = 0.3  # of the narrower block, how much stands below the other one
_NEAR_LINES = 2.6  # heights of a line: the gap inside a column
_NEAR_COLUMNS = 4.0  # characters: the gap between two columns of one article
_SAME_TOP_LINES = 3.0
_LONGEST_MARK = 8  # characters of the name of a column
_HEADLINES_GAP = 4.0  # sizes of running text, between two groups of headlines of one article
_HEAD_OF_PAGE = 0.055  # of its height: the paper's name, the day, the page
_MOST_ODDS = 3.0
# What speaks for it that a block goes on from another one, in nats.
_GOES_ON_WORTHS = {
    "right beside": 0.6,
    "same top": 1.2,
    "not indented": 1.0,
    "left open": 1.2,
    "closed, not indented": -1.5,
    "open, indented": -1.5,
    "lower": -0.6,
    "higher": -4.0,
    "rule between": -4.0,
    "below its headlines": 1.0,
    "far": -2.0,
}
_LEAST_WORTH = 0.6  # below this, a block stays by itself


@dataclass(slots=True, eq=False)
class PrintedArticle:
    """A group of headlines with the blocks it owns; blocks that go on from nothing have none."""

    headlines: LineBlock | None
    blocks: list[LineBlock] = field(default_factory=list)

    @property
    def area(self) -> int:
        return self.headlines.area if self.headlines else self.blocks[0].area

    def add_headlines(self, block: LineBlock, *, above: bool = False) -> None:
        """Take in another group of headlines, above those it has or below them."""
        lines = [*self.headlines.lines, *block.lines] if self.headlines else block.lines
        if above and self.headlines:
            lines = [*block.lines, *self.headlines.lines]
        self.headlines = LineBlock(list(lines), block.area, is_headline=True)

    def all_blocks(self) -> list[LineBlock]:
        """The headlines, and its blocks in reading order."""
        ordered = in_reading_order(self.blocks)
        return [self.headlines, *ordered] if self.headlines else ordered


class OwnerSearch:
    """Gives the blocks of a page to its headlines, from the left and from the top."""

    def __init__(
        self,
        blocks: Sequence[LineBlock],
        measures: PageMeasures,
        page: PositionedPage,
    ) -> None:
        """`blocks` are those of the page, from the top down."""
        self._head_of_page = _HEAD_OF_PAGE * page.height
        self._blocks = blocks
        self._measures = measures
        self._walls = page.rules
        # Text goes on below them.
        self._inserts = (*page.frames, *page.pictures)
        self._article_of: dict[LineBlock, PrintedArticle] = {}

    def articles(self) -> list[PrintedArticle]:
        articles = self._articles_of_headlines()
        waiting = self._give_to_what_is_above()
        for block in waiting:
            article = self._best_owner(block) or PrintedArticle(None)
            if not article.blocks and article.headlines is None:
                articles.append(article)
            article.blocks.append(block)
            self._article_of[block] = article
        self._join_text_beside_headlines(articles)
        self._join_lines_above_upright(articles)
        return [article for article in articles if article.blocks or article.headlines]

    def _articles_of_headlines(self) -> list[PrintedArticle]:
        """An article for each group of headlines; groups without text between them share one."""
        articles = []
        for block in self._blocks:
            if not block.is_headline:
                continue
            upper = self._nearest_above(block)
            if upper is not None and self._is_one_head(upper, block):
                article = self._article_of[upper]
                article.add_headlines(block)
            else:
                article = PrintedArticle(block)
                articles.append(article)
            self._article_of[block] = article
        return articles

    def _is_one_head(self, upper: LineBlock, block: LineBlock) -> bool:
        """Whether two groups of headlines stand below each other, with nothing between them."""
        if not upper.is_headline or upper.is_upright or block.is_upright:
            return False
        if upper.box.top < self._head_of_page:
            return False
        gap = block.box.top - upper.box.bottom
        between = Box(block.box.left, upper.box.bottom, block.box.right, block.box.top)
        return gap <= _HEADLINES_GAP * self._measures.body_size and not self._is_walled(between)

    def _join_text_beside_headlines(self, articles: Sequence[PrintedArticle]) -> None:
        """Give text that begins below a small mark, at the left of headlines, to these."""
        for article in articles:
            for right in articles:
                mark = article.headlines
                if mark is None or right is article or not self._begins_beside(article, right):
                    continue
                right.add_headlines(mark, above=True)
                right.blocks = [*article.blocks, *right.blocks]
                article.blocks, article.headlines = [], None

    def _join_lines_above_upright(self, articles: Sequence[PrintedArticle]) -> None:
        """Give headlines above the text of a title that is set upright beside it to this title."""
        for article in articles:
            head = article.headlines
            if head is None or not head.is_upright:
                continue
            for other in articles:
                mark = other.headlines
                if mark is None or not self._stands_over_text_of_upright(mark, other, article):
                    continue
                article.add_headlines(mark, above=True)
                article.blocks = [*other.blocks, *article.blocks]
                other.blocks, other.headlines = [], None

    def _stands_over_text_of_upright(
        self, mark: LineBlock, other: PrintedArticle, article: PrintedArticle
    ) -> bool:
        """Whether a kicker stands over columns that go on in those beside an upright title."""
        head = article.headlines
        if head is None or mark.is_upright or mark.area != head.area:
            return False
        is_level = abs(mark.box.top - head.box.top) <= 2 * head.size
        if not is_level or mark.size >= 0.8 * head.size or mark.box.top < self._head_of_page:
            return False
        beside = [head.box, *[block.box for block in article.blocks]]
        for block in [mark, *other.blocks]:
            for box in beside:
                gap = box.left - block.box.right
                is_near = 0 <= gap <= _NEAR_COLUMNS * self._measures.unit
                if is_near and not self._has_rule(block.box, box):
                    return True
        return False

    def _begins_beside(self, article: PrintedArticle, right: PrintedArticle) -> bool:
        """Whether the text of an article goes on below the headlines at its right."""
        mark, head = article.headlines, right.headlines
        if mark is None or head is None or mark.is_upright or head.is_upright:
            return False
        if not article.blocks or not right.blocks or article.area != right.area:
            return False
        is_mark = len(mark.lines) == 1 and len(mark.lines[0].text) <= _LONGEST_MARK
        is_small = mark.size < 0.75 * head.size
        if not (is_mark and is_small) or mark.box.right > head.box.left:
            return False
        slack = _SAME_TOP_LINES * self._measures.body_size
        if not head.box.top - slack <= mark.box.top <= head.box.bottom + slack:
            return False
        last, first = in_reading_order(article.blocks)[-1], in_reading_order(right.blocks)[0]
        if first.box.left - last.box.right > _NEAR_COLUMNS * self._measures.unit:
            return False
        before, after = fold(last.lines[-1].text), fold(first.lines[0].text)
        is_open = not ends_sentence(before) and not _is_indented(first, self._measures.unit)
        return is_open and runs_over(ending(before), beginning(after)) > -_MOST_ODDS / 2

    # --- below a headline ----------------------------------------------------------------------

    def _give_to_what_is_above(self) -> list[LineBlock]:
        """Give the blocks that stand below headlines to them; the others, from the left."""
        waiting = []
        for block in self._blocks:
            if block.is_headline:
                continue
            article = self._beside_upright(block) or self._above(block) or self._below(block)
            if article is None:
                waiting.append(block)
                continue
            self._article_of[block] = article
            if self._is_kicker_of_upright(block, article):
                article.add_headlines(block, above=True)
            else:
                article.blocks.append(block)
        waiting.sort(key=lambda block: (block.box.left, block.box.top))
        return waiting

    def _beside_upright(self, block: LineBlock) -> PrintedArticle | None:
        """The article of a headline set upright, right beside the block."""
        for head in self._blocks:
            if not head.is_headline or not head.is_upright or head.area != block.area:
                continue
            gap = -head.box.shared_width(block.box)
            slack = _NEAR_LINES * self._measures.body_size
            if gap > _NEAR_COLUMNS * self._measures.unit or gap < -head.box.width:
                continue
            shared = head.box.shared_height(block.box)
            begins_there = head.box.top - slack <= block.box.top
            if begins_there and shared > 0.5 * min(head.box.height, block.box.height):
                return self._article_of[head]
        return None

    def _is_kicker_of_upright(self, block: LineBlock, article: PrintedArticle) -> bool:
        """Whether a block in larger type than text stands by a title that is set upright."""
        if article.headlines is None or not article.headlines.is_upright or len(block.lines) > 2:
            return False
        return all(map(self._measures.may_join_headlines, block.lines))

    def _above(self, block: LineBlock) -> PrintedArticle | None:
        """The article of what stands right above, unless that is far off or there is a wall."""
        upper = self._nearest_above(block)
        if upper is None:
            return None
        gap = block.box.top - upper.box.bottom
        between = Box(block.box.left, upper.box.bottom, block.box.right, block.box.top)
        if upper.is_headline and not upper.is_upright:
            is_near = gap <= 2 * _NEAR_LINES * self._measures.body_size + upper.size
            return self._article_of[upper] if is_near or not self._is_walled(between) else None
        is_near = gap <= _NEAR_LINES * self._measures.body_size or self._is_filled(between)
        if is_near and not upper.is_upright and not self._is_walled(between):
            return self._article_of.get(upper)
        return None

    def _below(self, block: LineBlock) -> PrintedArticle | None:
        """The article of the headlines right below a line, which may be a name beside them."""
        if len(block.lines) > 2 or block.box.top < self._head_of_page:
            return None
        for head in self._blocks:
            if not head.is_headline or head.is_upright or head.area != block.area:
                continue
            gap = head.box.top - block.box.bottom
            is_inside = head.box.shared_width(block.box) > 0.9 * block.box.width
            between = Box(block.box.left, block.box.bottom, block.box.right, head.box.top)
            if 0 <= gap <= _NEAR_LINES * self._measures.body_size and is_inside:
                return None if self._is_walled(between) else self._article_of[head]
        return None

    def _nearest_above(self, block: LineBlock) -> LineBlock | None:
        nearest: LineBlock | None = None
        for other in self._blocks:
            if other is block or other.area != block.area:
                continue
            if other.box.bottom > block.box.top + 0.5 * self._measures.body_size:
                continue
            narrower = min(other.box.width, block.box.width)
            if other.box.shared_width(block.box) < _SHARED * narrower:
                continue
            if nearest is None or other.box.bottom > nearest.box.bottom:
                nearest = other
        return nearest

    def _is_filled(self, between: Box) -> bool:
        """Whether a picture or a frame takes the room between two blocks of a column."""
        for insert in self._inserts:
            is_wide = insert.shared_width(between) > 0.6 * between.width
            if is_wide and insert.shared_height(between) > 0.5 * between.height:
                return True
        return False

    def _is_walled(self, between: Box) -> bool:
        for wall in self._walls:
            is_between = wall.bottom > between.top - 1 and wall.top < between.bottom + 1
            covers = wall.shared_width(between) > 0.6 * between.width
            if is_between and covers and wall.width > wall.height * 2:
                return True
        return False

    # --- columns without anything above --------------------------------------------------------

    def _best_owner(self, block: LineBlock) -> PrintedArticle | None:
        best: PrintedArticle | None = None
        best_worth = _LEAST_WORTH
        if block.box.bottom < self._head_of_page:
            return None
        for article in dict.fromkeys(self._article_of.values()):
            if article.area != block.area:
                continue
            worth = self._worth(block, article)
            if worth > best_worth:
                best, best_worth = article, worth
        return best

    def _worth(self, block: LineBlock, article: PrintedArticle) -> float:
        """How well a block goes on from the text of an article, in nats."""
        worth = self._worth_beside_headlines(block, article)
        if article.blocks:
            first = in_reading_order(article.blocks)[0]
            worth = max(worth, self._worth_of_beginning(block, first, article))
        before = [other for other in article.blocks if _is_before(other, block)]
        if not before:
            return worth
        last = in_reading_order(before)[-1]
        return max(worth, self._worth_of_going_on(last, block, article))

    def _worth_of_beginning(
        self, block: LineBlock, first: LineBlock, article: PrintedArticle
    ) -> float:
        """How likely a column at the left of the first one is the beginning of an article."""
        head = article.headlines
        slack = _SAME_TOP_LINES * self._measures.body_size
        gap = first.box.left - block.box.right
        if head is None or head.is_upright or gap > _NEAR_COLUMNS * self._measures.unit:
            return 0.0
        is_level = abs(first.box.top - block.box.top) <= slack
        is_below = head.box.bottom <= block.box.top + slack
        if gap < 0 or not is_level or not is_below or self._has_rule(block.box, first.box):
            return 0.0
        clues = ["right beside", "same top", "below its headlines"]
        return self._worth_of_junction(block, first, clues)

    def _worth_of_going_on(
        self, last: LineBlock, block: LineBlock, article: PrintedArticle
    ) -> float:
        """How likely a block is read behind the last block of an article."""
        clues = []
        unit = self._measures.unit
        gap = block.box.left - last.box.right
        if gap <= _NEAR_COLUMNS * unit and last.box.shared_height(block.box) > 0:
            clues.append("right beside")
        elif gap > 2 * _NEAR_COLUMNS * unit or block.box.top > last.box.bottom + block.box.height:
            clues.append("far")
        if block.box.bottom <= last.box.top:
            clues.append("higher")
        if self._has_rule(last.box, block.box):
            clues.append("rule between")
        slack = _SAME_TOP_LINES * self._measures.body_size
        if any(abs(other.box.top - block.box.top) <= slack for other in article.blocks):
            clues.append("same top")
        elif block.box.top > last.box.top + slack:
            clues.append("lower")
        return self._worth_of_junction(last, block, clues)

    def _worth_of_junction(self, last: LineBlock, block: LineBlock, clues: list[str]) -> float:
        """What the clues are worth, with those of the sentence that may run over."""
        ending_text = fold(last.lines[-1].text)
        beginning_text = fold(block.lines[0].text)
        is_open = not ends_sentence(ending_text)
        is_indented = _is_indented(block, self._measures.unit)
        if is_open:
            clues.append("left open")
        elif not is_indented:
            clues.append("closed, not indented")
        if not is_indented:
            clues.append("not indented")
        elif is_open:
            clues.append("open, indented")
        odds = runs_over(ending(ending_text), beginning(beginning_text)) if is_open else 0.0
        if cannot_begin(beginning_text):
            odds += 1.0 if is_open else -1.0
        worth = max(-_MOST_ODDS, min(_MOST_ODDS, odds))
        return worth + sum(_GOES_ON_WORTHS[clue] for clue in clues)

    def _has_rule(self, left: Box, right: Box) -> bool:
        """Whether a rule stands between two columns."""
        for wall in self._walls:
            is_between = left.right - 2 <= wall.center <= right.left + 2
            is_bar = wall.height > 3 * wall.width
            if is_bar and is_between and wall.shared_height(right) > 0.5 * right.height:
                return True
        return False

    def _worth_beside_headlines(self, block: LineBlock, article: PrintedArticle) -> float:
        """How likely the text of an article begins at the left of its headlines."""
        head = article.headlines
        if head is None or head.is_upright:
            return 0.0
        size = self._measures.body_size
        is_left = 0 <= head.box.left - block.box.right <= 2 * head.size + 2 * size
        starts_there = head.box.top - 3 * size <= block.box.top <= head.box.bottom + 2 * size
        if not is_left or not starts_there or not article.blocks:
            return 0.0
        first = in_reading_order(article.blocks)[0]
        before, after = fold(block.lines[-1].text), fold(first.lines[0].text)
        if ends_sentence(before) == (not _is_indented(first, self._measures.unit)):
            return 0.0
        return 2.0 + runs_over(ending(before), beginning(after))


def _is_before(other: LineBlock, block: LineBlock) -> bool:
    """Whether a block may be read before another one: it stands at its left, or above it."""
    if other.box.right <= block.box.left + 0.3 * block.box.width:
        return True
    return other.box.bottom <= block.box.top + 0.3 * block.lines[0].box.height


def _is_indented(block: LineBlock, unit: float) -> bool:
    """Whether the first line of a block begins further right than the others."""
    first = block.lines[0].box.left
    if len(block.lines) == 1:
        return False
    leftmost = min(line.box.left for line in block.lines[1:6])
    return first - leftmost > 0.9 * unit
