"""The labelled pieces of a page cut into segments, wherever another article may begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.parsing.labels.label import BODY, HEAD, OUTSIDE, Label
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.stories.continuation_links import (
    ContinuationLink,
    find_continuation_links,
)
from articles.parsing.stories.foot_headlines import cut_above_foot_headlines
from articles.parsing.stories.segments import HeadlineGroup, Segment, TextRun

_LONG_ENOUGH_TO_BREAK = 20  # characters; a shorter line may be whole without a full stop
_ANOTHER_SENTENCE = -1.5  # log odds below which no sentence runs over from one piece into the next


def cut_into_segments(features: Sequence[LineFeatures], labels: Sequence[Label]) -> list[Segment]:
    """Groups of headlines and runs of text in source order.

    Captions and what stands outside the articles are left out.
    """
    links = find_continuation_links(features, labels)
    segmenter = _Segmenter(features, labels, links)
    segments = segmenter.cut()
    segments = cut_above_foot_headlines(segments, features, labels)
    for segment in segments:
        if isinstance(segment, TextRun):
            segmenter.describe(segment)
    return segments


class _Segmenter:
    """Goes through the pieces of a page and adds each to a segment."""

    def __init__(
        self,
        features: Sequence[LineFeatures],
        labels: Sequence[Label],
        links: Sequence[ContinuationLink],
    ) -> None:
        self._features = features
        self._labels = labels
        self._links = {link.source: link for link in links}
        self._targets = {link.target for link in links}
        self._segments: list[Segment] = []
        self._is_below_section = False

    def cut(self) -> list[Segment]:
        for index, label in enumerate(self._labels):
            if label is Label.SECTION:
                self._is_below_section = True
            if label in OUTSIDE or label is Label.CAPTION:
                continue
            self._add(index, label)
            self._is_below_section = False
        return self._segments

    def _add(self, index: int, label: Label) -> None:
        """Add a piece to the last segment or begin another one with it."""
        last = self._segments[-1] if self._segments else None
        if isinstance(last, HeadlineGroup) and self._joins_headlines(index, label, last):
            last.add(index, label)
        elif isinstance(last, TextRun) and self._joins_run(index, label, last):
            last.pieces.append(index)
        elif label in HEAD:
            self._segments.append(HeadlineGroup([index], [label]))
        else:
            self._segments.append(TextRun([index]))

    def _joins_headlines(self, index: int, label: Label, group: HeadlineGroup) -> bool:
        if label is Label.BYLINE:
            return True
        if label not in HEAD:
            return False
        return _belongs_to_headlines(group, self._labels, index)

    def _joins_run(self, index: int, label: Label, run: TextRun) -> bool:
        if label in HEAD or self._is_below_section:
            return False
        if run.last_piece in self._links or index in self._targets:
            return False
        if self._features[run.last_piece].is_printed_with(self._features[index]) is False:
            return False
        return not _may_begin_article(self._features, self._labels, index, run)

    def describe(self, run: TextRun) -> None:
        """Fill in what the pieces of a run say about its two ends."""
        features, labels = self._features, self._labels
        first = features[run.first_piece]
        last = features[run.last_piece]
        run.body = [index for index in run.pieces if labels[index] in BODY]
        run.has_opening = labels[run.first_piece] in (Label.OPENING, Label.BYLINE)
        run.has_lead = first.lead
        ends_with_signature = labels[run.last_piece] in (Label.CLOSING, Label.BYLINE)
        run.has_closing = ends_with_signature or last.tail is not None
        run.link = self._links.get(run.last_piece)
        is_target = run.first_piece in self._targets
        run.starts_inside = is_target or (not run.has_opening and first.starts_inside)
        if not run.body:
            return
        last_text = run.body[-1]
        run.beginning = features[run.body[0]].begins
        run.ending = features[last_text].stops
        if not run.has_closing and labels[last_text] is not Label.SUBHEADING:
            run.leaves_open = features[last_text].leaves_open


def _belongs_to_headlines(group: HeadlineGroup, labels: Sequence[Label], index: int) -> bool:
    """Whether a piece goes on with the headlines above it: a second title begins another group."""
    label = labels[index]
    if label is Label.TITLE:
        return not group.has_title
    if label not in (Label.COLUMN, Label.KICKER):
        return True
    if not group.has_title:
        return not group.has_byline
    for following in _labels_below(labels, index):
        if following is not label:
            return following not in (Label.TITLE, Label.KICKER)
    return True


def _may_begin_article(
    features: Sequence[LineFeatures], labels: Sequence[Label], index: int, run: TextRun
) -> bool:
    """Whether a piece of text may belong to another article than the run above it."""
    label = labels[index]
    if label is Label.OPENING:
        return True
    if label is Label.CLOSING:
        return False
    if label is Label.BYLINE:
        return _text_follows(labels, index)
    above = features[run.last_piece]
    label_above = labels[run.last_piece]
    if above.tail is not None or label_above in (Label.CLOSING, Label.BYLINE):
        return not _begins_with_byline(run, above, label_above)
    if Label.SUBHEADING in (label, label_above):
        return False
    return _starts_anew(above, features[index])


def _begins_with_byline(run: TextRun, line: LineFeatures, label: Label) -> bool:
    """Whether a run is nothing but a byline so far, so that its text is still to come."""
    if not line.byline or label is not Label.BYLINE:
        return False
    return len(run.pieces) == 1


def _starts_anew(above: LineFeatures, line: LineFeatures) -> bool:
    """Whether a paragraph does not fit the end of the one above it."""
    if above.leaves_open and above.length > _LONG_ENOUGH_TO_BREAK:
        return above.runs_into(line) < _ANOTHER_SENTENCE
    return line.starts_inside


def _text_follows(labels: Sequence[Label], index: int) -> bool:
    following = next(_labels_below(labels, index), None)
    return following in BODY


def _labels_below(labels: Sequence[Label], index: int) -> Iterator[Label]:
    """The labels of the pieces below one, without captions and what stands outside."""
    for number in range(index + 1, len(labels)):
        label = labels[number]
        if label not in OUTSIDE and label is not Label.CAPTION:
            yield label
