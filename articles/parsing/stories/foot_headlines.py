"""Headlines that are printed at the foot of their text.

Their text may follow that of another article without a break: the run above such a headline is
cut where the words of the headline begin to appear.
"""

from __future__ import annotations

from collections.abc import Sequence

from articles.parsing.labels.label import Label
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.lines.affinity import PairSet
from articles.parsing.stories.segments import HeadlineGroup, Segment, TextRun

# Shares of the pairs of characters of a headline.
_LEAST_SHARE = 0.24  # that a paragraph has to hold
_MOST_SHARE_ABOVE = 0.1  # that the text of the other article may hold
_TIMES_LEAD = 1.5  # how much more than the text below the headline the paragraph has to hold
_LEAD_PIECES = 2  # pieces of the text below that are looked at


def cut_above_foot_headlines(
    segments: Sequence[Segment], features: Sequence[LineFeatures], labels: Sequence[Label]
) -> list[Segment]:
    """The segments, with each run cut where the text of the headline below it begins."""
    result: list[Segment] = []
    for number, segment in enumerate(segments):
        offset = 0
        if isinstance(segment, TextRun) and number:
            below = segments[number + 1 : number + 3]
            offset = _text_of_foot_headline(segment, below, features, labels)
        if offset:
            result.append(TextRun(segment.pieces[:offset]))
            result.append(TextRun(segment.pieces[offset:]))
        else:
            result.append(segment)
    return result


def _text_of_foot_headline(
    run: TextRun,
    below: Sequence[Segment],
    features: Sequence[LineFeatures],
    labels: Sequence[Label],
) -> int:
    """The number of the piece of a run at which the text of the headline below it begins.

    `below` are the next two segments of the page. The answer is 0 where all of the run is of one
    article.
    """
    if len(run.pieces) < 2 or not below:
        return 0
    headlines = below[0]
    if not isinstance(headlines, HeadlineGroup):
        return 0
    words = headlines.words(features)
    least_share = _LEAST_SHARE
    if len(below) > 1 and isinstance(below[1], TextRun):
        lead_share = _share(words, below[1].pieces[:_LEAD_PIECES], features)
        least_share = max(least_share, _TIMES_LEAD * lead_share)
    for offset in range(1, len(run.pieces)):
        if not _begins_paragraph(run, offset, features, labels):
            continue
        if _share(words, [run.pieces[offset]], features) > least_share:
            share_above = _share(words, run.pieces[:offset], features)
            return offset if share_above < _MOST_SHARE_ABOVE else 0
    return 0


def _share(words: PairSet, pieces: Sequence[int], features: Sequence[LineFeatures]) -> float:
    """The largest share of the words that one of the pieces holds, from 0 to 1."""
    most = 0
    for index in pieces:
        shared = words.intersection(features[index].pairs)
        most = max(most, len(shared))
    return most / max(1, len(words))


def _begins_paragraph(
    run: TextRun, offset: int, features: Sequence[LineFeatures], labels: Sequence[Label]
) -> bool:
    """Whether this piece of a run is a paragraph from its beginning, below a whole piece."""
    index = run.pieces[offset]
    above = run.pieces[offset - 1]
    if labels[index] is not Label.PARAGRAPH:
        return False
    return not features[index].starts_inside and not features[above].leaves_open
