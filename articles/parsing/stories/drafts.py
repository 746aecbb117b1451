"""The articles of a page: heads with the text and the captions that belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.parsing.labels.label import Label
from articles.parsing.labels.labelling import LabelChain
from articles.parsing.labels.line_features import LineFeatures, uses_gaps
from articles.parsing.lines.affinity import PageAffinity
from articles.parsing.stories.ownership import Assignment
from articles.parsing.stories.segmentation import HeadlineGroup, TextRun, cut

_NEAR = 40  # pieces of a story that a caption is compared with


@dataclass(slots=True)
class ArticleDraft:
    """A head (or none) with the stretches given to it; `margin` says how sure that is."""

    head: HeadlineGroup | None
    stretches: list[TextRun] = field(default_factory=list)
    captions: list[int] = field(default_factory=list)
    margin: float = 9.0

    @property
    def at(self) -> int:
        places = [stretch.at for stretch in self.stretches]
        return min([self.head.at] if self.head else places or self.captions)


def draft_articles(looks: Sequence[LineFeatures], chain: LabelChain) -> list[ArticleDraft]:
    """The articles of the page in the order of their heads, each with its stretches in printed order."""
    items = cut(looks, chain.labels)
    assignment = Assignment(items, looks)
    owners, margins = assignment.best()
    stories: dict[int, ArticleDraft] = {
        number: ArticleDraft(head) for number, head in enumerate(assignment.heads)
    }
    for stretch, owner, margin in zip(assignment.stretches, owners, margins, strict=True):
        story = stories.setdefault(owner, ArticleDraft(None))
        story.stretches.append(stretch)
        story.margin = min(story.margin, margin)
    found = sorted(stories.values(), key=lambda story: story.at)
    _give_captions(found, looks, chain.labels)
    return _heads_joined(found, looks)


def _heads_joined(stories: list[ArticleDraft], looks: Sequence[LineFeatures]) -> list[ArticleDraft]:
    """A head that owns nothing and stands right above another one was that one's kicker or first line."""
    joined: list[ArticleDraft] = []
    spaced = uses_gaps(looks)
    for story in stories:
        above = joined[-1] if joined else None
        if (
            above is not None
            and _is_bare(above)
            and above.head
            and story.head
            and _adjoin(above.head, story.head)
        ):
            tight = spaced and not looks[story.head.at].piece.gap
            first = [
                Label.TITLE if tight else Label.KICKER if part is Label.TITLE else part
                for part in above.head.labels
            ]
            rest = [
                Label.TITLE_MORE if tight and part is Label.TITLE else part
                for part in story.head.labels
            ]
            story.head = HeadlineGroup(above.head.pieces + story.head.pieces, first + rest)
            joined.pop()
        joined.append(story)
    return joined


def _is_bare(story: ArticleDraft) -> bool:
    return (
        not story.stretches
        and not story.captions
        and story.head is not None
        and not story.head.signed
    )


def _adjoin(one: HeadlineGroup, other: HeadlineGroup) -> bool:
    return other.at == one.pieces[-1] + 1 and len(one.pieces) == 1


def _give_captions(
    stories: list[ArticleDraft], looks: Sequence[LineFeatures], parts: Sequence[Label]
) -> None:
    """Each caption goes to the story around it or next to it that shares most words with it."""
    owner_at = {index: story for story in stories for index in _pieces(story)}
    above: ArticleDraft | None = None
    waiting: list[tuple[int, ArticleDraft | None]] = []
    for index, part in enumerate(parts):
        if part is Label.CAPTION:
            waiting.append((index, above))
        elif index in owner_at:
            for caption, before in waiting:
                _give_caption(caption, before, owner_at[index], looks)
            waiting, above = [], owner_at[index]
    for caption, before in waiting:
        if before is None:
            stories.append(ArticleDraft(None, captions=[caption]))
        else:
            before.captions.append(caption)


def _give_caption(
    caption: int, above: ArticleDraft | None, below: ArticleDraft, looks: Sequence[LineFeatures]
) -> None:
    if above is None or above is below:
        below.captions.append(caption)
        return
    words = looks[caption].words
    texts = [[looks[index].pairs for index in _pieces(story)[-_NEAR:]] for story in (above, below)]
    page = PageAffinity(texts, [words])
    (above if page.answers(words, 0) > page.answers(words, 1) else below).captions.append(caption)


def _pieces(story: ArticleDraft) -> list[int]:
    pieces = [index for stretch in story.stretches for index in stretch.pieces]
    return pieces + (story.head.pieces if story.head else [])
