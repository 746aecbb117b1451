"""Paragraphs put back together: runs of text in their order, broken paragraphs made whole.

An opening with a byline is the beginning; a fragment that ends open goes before the one that
starts in the middle of a sentence; where nothing proves otherwise the printed order stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.parsing.labels.label import Label
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.stories.drafts import ArticleDraft
from articles.parsing.stories.run_order import order_runs

_LIST_ITEM = re.compile(
    r"(?:网友|●|◆|■|□|★|[①-⑳]|记者:|问:|答:|\d+[.、](?!\d)|"
    r"[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[,、])"
)
_TEXT = (Label.PARAGRAPH, Label.OPENING)
_LONG = 28  # characters; a line that breaks off then is a paragraph
_LONG_WITH_COMMA = 14  # the same for a line with a comma in it
_TOO_SHORT = 9  # characters; a line that breaks off then is whole
# Log odds that a sentence runs over from one piece into the next.
_SURELY_RUNS_OVER = 2.0
_RUNS_OVER = 1.5
_HARDLY_RUNS_OVER = -3.0


@dataclass(slots=True)
class BlockDraft:
    """Pieces that make one paragraph (or one subheading, closing and so on) in reading order.

    `pieces` are numbers of pieces of the page.
    """

    label: Label
    pieces: list[int]
    missing_beginning: bool = False
    missing_end: bool = False

    @property
    def is_text(self) -> bool:
        return self.label in _TEXT


def blocks_in_reading_order(
    article: ArticleDraft, features: Sequence[LineFeatures], labels: Sequence[Label]
) -> list[BlockDraft]:
    """The text of an article in reading order, with its bylines, subheadings and closings."""
    pieces: list[int] = []
    links: dict[int, int] = {}
    is_anchored = False
    for run in order_runs(article.runs):
        pieces += run.pieces
        is_anchored = is_anchored or run.has_opening
        if run.link is not None:
            links[run.link.source] = run.link.target
    if not is_anchored:
        pieces = _turn_columns(pieces, features, labels)
    return _join_paragraphs(pieces, features, labels, links)


def _turn_columns(
    pieces: list[int], features: Sequence[LineFeatures], labels: Sequence[Label]
) -> list[int]:
    """Put two columns right that were printed in the wrong order inside one run.

    The end of such a text goes on at its beginning.
    """
    if len(pieces) < 3:
        return pieces
    first = pieces[0]
    last = pieces[-1]
    if labels[last] not in _TEXT or labels[first] is not Label.PARAGRAPH:
        return pieces
    if not _is_broken_off(features[last]):
        return pieces
    runs_over = features[last].runs_into(features[first])
    if not features[first].starts_inside and runs_over < _SURELY_RUNS_OVER:
        return pieces
    cut = _beginning_of_text(pieces, features, labels)
    return pieces[cut:] + pieces[:cut]


def _beginning_of_text(
    pieces: Sequence[int], features: Sequence[LineFeatures], labels: Sequence[Label]
) -> int:
    """The offset of the first paragraph that begins as reports do, below a whole one.

    Where none begins so, it is the offset of the first paragraph below a whole one, or 0.
    """
    first = 0
    for offset in range(1, len(pieces)):
        index = pieces[offset]
        above = pieces[offset - 1]
        if features[above].leaves_open or labels[index] is not Label.PARAGRAPH:
            continue
        if features[index].lead:
            return offset
        first = first or offset
    return first


def _join_paragraphs(
    pieces: Sequence[int],
    features: Sequence[LineFeatures],
    labels: Sequence[Label],
    links: Mapping[int, int],
) -> list[BlockDraft]:
    """The pieces as blocks: a broken paragraph is one block. `links` lead from piece to piece."""
    drafts: list[BlockDraft] = []
    for index in pieces:
        label = labels[index]
        may_go_on = bool(drafts) and drafts[-1].is_text and label is Label.PARAGRAPH
        if may_go_on:
            above = drafts[-1].pieces
            if _is_same_paragraph(above[-1], index, features, links):
                above.append(index)
                continue
        draft = BlockDraft(label, [index])
        if label is Label.PARAGRAPH:
            draft.missing_beginning = features[index].starts_inside
        drafts.append(draft)
    for draft in drafts:
        last_line = features[draft.pieces[-1]]
        draft.missing_end = draft.is_text and _is_broken_off(last_line)
    return drafts


def _is_same_paragraph(
    above: int, index: int, features: Sequence[LineFeatures], links: Mapping[int, int]
) -> bool:
    """Whether two pieces are parts of one paragraph. A link says for sure where a piece goes on."""
    if above in links:
        return links[above] == index
    return _goes_on(features[above], features[index])


def _is_broken_off(line: LineFeatures) -> bool:
    """Whether a line is long enough for a paragraph and stops in the middle of a sentence."""
    if line.tail is not None or not line.leaves_open:
        return False
    if line.text.endswith((":", "—")):
        return False
    if line.length >= _LONG or "。" in line.text:
        return True
    if line.text.endswith((",", "、", ";")):
        return True
    return line.length > _LONG_WITH_COMMA and "," in line.text


def _goes_on(line: LineFeatures, following: LineFeatures) -> bool:
    """Whether a paragraph goes on in the next piece of text."""
    if line.tail is not None or not line.leaves_open:
        return False
    if following.is_set_in or line.is_ended:
        return False
    if following.opening is not None or _LIST_ITEM.match(following.text):
        return False
    log_odds = line.runs_into(following)
    if _is_broken_off(line):
        return log_odds > _HARDLY_RUNS_OVER
    if following.starts_inside:
        return True
    if line.length <= _TOO_SHORT or line.text.endswith((":", "—")):
        return False
    return log_odds > _RUNS_OVER
