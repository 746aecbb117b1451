"""The articles of a page: heads with the text and the captions that belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.parsing.labels.label import Part
from articles.parsing.labels.labelling import Chain
from articles.parsing.labels.line_features import Look, uses_gaps
from articles.parsing.stories.affinity import Parts
from articles.parsing.stories.ownership import Assignment
from articles.parsing.stories.segmentation import Head, Stretch, cut

_NEAR = 40  # pieces of a story that a caption is compared with


@dataclass(slots=True)
class Story:
    """A head (or none) with the stretches given to it; `margin` says how sure that is."""

    head: Head | None
    stretches: list[Stretch] = field(default_factory=list)
    captions: list[int] = field(default_factory=list)
    margin: float = 9.0

    @property
    def at(self) -> int:
        places = [stretch.at for stretch in self.stretches]
        return min([self.head.at] if self.head else places or self.captions)


def find_stories(looks: Sequence[Look], chain: Chain) -> list[Story]:
    """The articles of the page in the order of their heads, each with its stretches in printed order."""
    items = cut(looks, chain.parts)
    assignment = Assignment(items, looks)
    owners, margins = assignment.best()
    stories: dict[int, Story] = {
        number: Story(head) for number, head in enumerate(assignment.heads)
    }
    for stretch, owner, margin in zip(assignment.stretches, owners, margins, strict=True):
        story = stories.setdefault(owner, Story(None))
        story.stretches.append(stretch)
        story.margin = min(story.margin, margin)
    found = sorted(stories.values(), key=lambda story: story.at)
    _give_captions(found, looks, chain.parts)
    return _heads_joined(found, looks)


def _heads_joined(stories: list[Story], looks: Sequence[Look]) -> list[Story]:
    """A head that owns nothing and stands right above another one was that one's kicker or first line."""
    joined: list[Story] = []
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
                Part.TITLE if tight else Part.KICKER if part is Part.TITLE else part
                for part in above.head.parts
            ]
            rest = [
                Part.TITLE_MORE if tight and part is Part.TITLE else part
                for part in story.head.parts
            ]
            story.head = Head(above.head.pieces + story.head.pieces, first + rest)
            joined.pop()
        joined.append(story)
    return joined


def _is_bare(story: Story) -> bool:
    return (
        not story.stretches
        and not story.captions
        and story.head is not None
        and not story.head.signed
    )


def _adjoin(one: Head, other: Head) -> bool:
    return other.at == one.pieces[-1] + 1 and len(one.pieces) == 1


def _give_captions(stories: list[Story], looks: Sequence[Look], parts: Sequence[Part]) -> None:
    """Each caption goes to the story around it or next to it that shares most words with it."""
    owner_at = {index: story for story in stories for index in _pieces(story)}
    above: Story | None = None
    waiting: list[tuple[int, Story | None]] = []
    for index, part in enumerate(parts):
        if part is Part.CAPTION:
            waiting.append((index, above))
        elif index in owner_at:
            for caption, before in waiting:
                _give_caption(caption, before, owner_at[index], looks)
            waiting, above = [], owner_at[index]
    for caption, before in waiting:
        if before is None:
            stories.append(Story(None, captions=[caption]))
        else:
            before.captions.append(caption)


def _give_caption(caption: int, above: Story | None, below: Story, looks: Sequence[Look]) -> None:
    if above is None or above is below:
        below.captions.append(caption)
        return
    words = looks[caption].words
    texts = [[looks[index].pairs for index in _pieces(story)[-_NEAR:]] for story in (above, below)]
    page = Parts(texts, [words])
    (above if page.answers(words, 0) > page.answers(words, 1) else below).captions.append(caption)


def _pieces(story: Story) -> list[int]:
    pieces = [index for stretch in story.stretches for index in stretch.pieces]
    return pieces + (story.head.pieces if story.head else [])
