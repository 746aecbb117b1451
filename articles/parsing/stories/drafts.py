"""The articles of a page: headlines with the text and the captions that belong to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.parsing.labels.label import Label
from articles.parsing.labels.labelling import LabelChain
from articles.parsing.labels.line_features import LineFeatures, uses_gaps
from articles.parsing.lines.affinity import PageAffinity
from articles.parsing.stories.ownership import assign_owners
from articles.parsing.stories.segmentation import cut_into_segments
from articles.parsing.stories.segments import HeadlineGroup, TextRun

_MOST_COMPARED = 40  # pieces of an article that a caption is compared with
_SURE = 9.0  # the margin of an article that nothing was to decide about


@dataclass(slots=True)
class ArticleDraft:
    """The headlines of an article (or none) with the runs of text and the captions it owns.

    `captions` are numbers of pieces of the page. `margin` says in nats how sure the owner of the
    runs is.
    """

    headlines: HeadlineGroup | None
    runs: list[TextRun] = field(default_factory=list)
    captions: list[int] = field(default_factory=list)
    margin: float = _SURE

    @property
    def first_piece(self) -> int:
        """The number of the piece at which the article begins: that of its headlines, if any."""
        if self.headlines is not None:
            return self.headlines.first_piece
        if self.runs:
            return min(run.first_piece for run in self.runs)
        return min(self.captions)

    @property
    def text_pieces(self) -> list[int]:
        """The numbers of the pieces of its runs, in the order of the runs."""
        pieces: list[int] = []
        for run in self.runs:
            pieces += run.pieces
        return pieces

    @property
    def pieces(self) -> list[int]:
        """The numbers of the pieces of its runs and of its headlines."""
        if self.headlines is None:
            return self.text_pieces
        return self.text_pieces + self.headlines.pieces


def draft_articles(features: Sequence[LineFeatures], chain: LabelChain) -> list[ArticleDraft]:
    """The articles of the page in the order of their headlines, with their runs as printed."""
    segments = cut_into_segments(features, chain.labels)
    headlines = [segment for segment in segments if isinstance(segment, HeadlineGroup)]
    runs = [segment for segment in segments if isinstance(segment, TextRun)]
    owners, margins = assign_owners(segments, features)
    drafts_by_owner = {number: ArticleDraft(group) for number, group in enumerate(headlines)}
    for run, owner, margin in zip(runs, owners, margins, strict=True):
        draft = drafts_by_owner.setdefault(owner, ArticleDraft(None))
        draft.runs.append(run)
        draft.margin = min(draft.margin, margin)
    drafts = sorted(drafts_by_owner.values(), key=lambda draft: draft.first_piece)
    _assign_captions(drafts, features, chain.labels)
    return _join_headlines(drafts, features)


def _join_headlines(
    drafts: Iterable[ArticleDraft], features: Sequence[LineFeatures]
) -> list[ArticleDraft]:
    """Join each headline that owns nothing with the headlines right below it.

    It was their kicker, or the first line of their title.
    """
    joined: list[ArticleDraft] = []
    spaced = uses_gaps(features)
    for draft in drafts:
        above = _bare_headline(joined[-1]) if joined else None
        headlines = draft.headlines
        if above is not None and headlines is not None and _adjoin(above, headlines):
            is_tight = spaced and not features[headlines.first_piece].piece.gap
            draft.headlines = _joined_groups(above, headlines, is_tight=is_tight)
            joined.pop()
        joined.append(draft)
    return joined


def _bare_headline(draft: ArticleDraft) -> HeadlineGroup | None:
    """The headlines of an article that has nothing else, not even a byline."""
    if draft.runs or draft.captions or draft.headlines is None:
        return None
    return None if draft.headlines.has_byline else draft.headlines


def _adjoin(above: HeadlineGroup, below: HeadlineGroup) -> bool:
    """Whether a headline of one piece stands right above other headlines."""
    if len(above.pieces) > 1:
        return False
    return below.first_piece == above.first_piece + 1


def _joined_groups(above: HeadlineGroup, below: HeadlineGroup, *, is_tight: bool) -> HeadlineGroup:
    """Two groups as one. Where they are set tight, their titles are two lines of one title."""
    first_labels = list(above.labels)
    rest = list(below.labels)
    if is_tight:
        first_labels = [Label.TITLE] * len(first_labels)
        rest = [Label.TITLE_MORE if label is Label.TITLE else label for label in rest]
    else:
        first_labels = [Label.KICKER if label is Label.TITLE else label for label in first_labels]
    return HeadlineGroup(above.pieces + below.pieces, first_labels + rest)


def _assign_captions(
    drafts: list[ArticleDraft], features: Sequence[LineFeatures], labels: Sequence[Label]
) -> None:
    """Give each caption to the article around it or next to it that shares most words with it."""
    draft_at: dict[int, ArticleDraft] = {}
    for draft in drafts:
        draft_at.update(dict.fromkeys(draft.pieces, draft))
    above: ArticleDraft | None = None
    waiting: list[int] = []  # the captions below the last piece of an article
    for index, label in enumerate(labels):
        if label is Label.CAPTION:
            waiting.append(index)
            continue
        below = draft_at.get(index)
        if below is None:
            continue
        for caption in waiting:
            owner = _owner_of_caption(caption, above, below, features)
            owner.captions.append(caption)
        waiting = []
        above = below
    for caption in waiting:
        if above is None:
            drafts.append(ArticleDraft(None, captions=[caption]))
        else:
            above.captions.append(caption)


def _owner_of_caption(
    caption: int, above: ArticleDraft | None, below: ArticleDraft, features: Sequence[LineFeatures]
) -> ArticleDraft:
    """Of the articles above and below a caption the one that takes up more of its words."""
    if above is None or above is below:
        return below
    words = features[caption].words
    texts = []
    for draft in (above, below):
        pieces = draft.pieces[-_MOST_COMPARED:]
        texts.append([features[index].pairs for index in pieces])
    affinity = PageAffinity(texts, [words])
    if affinity.answers(words, 0) > affinity.answers(words, 1):
        return above
    return below
