"""Which headline owns which text, also when the text stands before it or in another column.

The chain of parts is cut into heads and stretches of body. Every stretch is then given to a head,
or kept as an article without one; the assignment with the best sum over the page wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.parsing.affinity import Page
from articles.parsing.features import Look
from articles.parsing.kinds import Chain
from articles.parsing.parts import BODY, HEAD, OUTSIDE, Part

_BEAM = 24  # readings kept while assigning
_GREEDY_FROM = 600  # stretches; a longer page is read with one reading at a time, to stay linear


@dataclass(slots=True)
class Head:
    """Column, kicker, titles, subtitle and byline that stand together; `at` is the first piece."""

    pieces: list[int]
    parts: list[Part]

    @property
    def at(self) -> int:
        return self.pieces[0]

    @property
    def has_title(self) -> bool:
        return Part.TITLE in self.parts

    @property
    def signed(self) -> bool:
        return Part.BYLINE in self.parts


@dataclass(slots=True)
class Stretch:
    """Body pieces that surely stay together, in printed order."""

    pieces: list[int]
    text: str = ""
    opens: bool = False  # begins with the byline or wire line of a report
    closes: bool = False  # ends with an affiliation, a source or closing names
    starts_inside: bool = False
    leaves_open: bool = False
    lead: bool = False

    @property
    def at(self) -> int:
        return self.pieces[0]


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


# --- cutting -----------------------------------------------------------------------------------


def cut(looks: Sequence[Look], parts: Sequence[Part]) -> list[Head | Stretch]:
    """Heads and stretches in source order; captions and what stands outside are left out."""
    items: list[Head | Stretch] = []
    sections = 0
    seen_sections = 0
    for index, part in enumerate(parts):
        if part in OUTSIDE or part is Part.CAPTION:
            sections += part is Part.SECTION
            continue
        last = items[-1] if items else None
        if part in HEAD:
            if isinstance(last, Head) and _belongs_to_head(last, part, parts, index):
                last.pieces.append(index)
                last.parts.append(part)
            else:
                items.append(Head([index], [part]))
        elif part is Part.BYLINE and isinstance(last, Head):
            last.pieces.append(index)
            last.parts.append(part)
        elif isinstance(last, Stretch) and sections == seen_sections and not _starts_stretch(looks, parts, index, last):
            last.pieces.append(index)
        else:
            items.append(Stretch([index]))
        seen_sections = sections
    for item in items:
        if isinstance(item, Stretch):
            _describe(item, looks, parts)
    return items


def _belongs_to_head(head: Head, part: Part, parts: Sequence[Part], index: int) -> bool:
    """Whether a part goes on with the head above it: a title begins another one where there is one already."""
    if part is Part.TITLE:
        return not head.has_title
    if part in (Part.COLUMN, Part.KICKER) and head.has_title:
        for following in parts[index + 1 :]:
            if following in OUTSIDE or following is Part.CAPTION or following is part:
                continue
            return following not in (Part.TITLE, Part.KICKER)
        return True
    return not (part in (Part.COLUMN, Part.KICKER) and head.signed)


def _starts_stretch(looks: Sequence[Look], parts: Sequence[Part], index: int, stretch: Stretch) -> bool:
    """Whether the text may belong to another article than the piece above it."""
    above, look = looks[stretch.pieces[-1]], looks[index]
    if parts[index] is Part.OPENING:
        return True
    if parts[index] is Part.CLOSING:
        return False
    if parts[index] is Part.BYLINE:
        return _text_follows(parts, index)
    if above.tail is not None or parts[stretch.pieces[-1]] in (Part.CLOSING, Part.BYLINE):
        return not (above.byline and parts[stretch.pieces[-1]] is Part.BYLINE and stretch.pieces[-1] == stretch.at)
    if parts[index] is Part.SUBHEADING or parts[stretch.pieces[-1]] is Part.SUBHEADING:
        return False
    return look.starts_inside != above.leaves_open and (look.starts_inside or (look.lead and above.length > 20))


def _text_follows(parts: Sequence[Part], index: int) -> bool:
    for part in parts[index + 1 :]:
        if part not in OUTSIDE and part is not Part.CAPTION:
            return part in BODY
    return False


def _describe(stretch: Stretch, looks: Sequence[Look], parts: Sequence[Part]) -> None:
    body = [index for index in stretch.pieces if parts[index] in BODY]
    first, last = looks[stretch.pieces[0]], looks[stretch.pieces[-1]]
    stretch.text = "".join(looks[index].text for index in body)
    stretch.opens = parts[stretch.at] in (Part.OPENING, Part.BYLINE)
    stretch.closes = last.tail is not None or parts[stretch.pieces[-1]] in (Part.CLOSING, Part.BYLINE)
    stretch.starts_inside = not stretch.opens and first.starts_inside
    stretch.leaves_open = (
        not stretch.closes and bool(body) and looks[body[-1]].leaves_open and parts[body[-1]] is not Part.SUBHEADING
    )
    stretch.lead = first.lead


# --- assigning ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    """One assignment of the stretches so far: the owner of each, and what owners hold already."""

    score: float = 0.0
    owners: tuple[int, ...] = ()
    held: dict[int, tuple[int, int, int]] = field(default_factory=dict)  # owner: stretches, openings, closings


class Assignment:
    """Owners are numbers of heads; -1 - n is the article without a head that stretch n begins."""

    def __init__(self, items: Sequence[Head | Stretch], looks: Sequence[Look]) -> None:
        self._items = items
        self.heads = [item for item in items if isinstance(item, Head)]
        self.stretches = [item for item in items if isinstance(item, Stretch)]
        self._headlines = [
            "".join(
                looks[index].text
                for index, part in zip(head.pieces, head.parts, strict=True)
                if part is not Part.BYLINE
            )
            for head in self.heads
        ]
        self._page = Page([stretch.text for stretch in self.stretches])
        self._previous, self._next = self._neighbours()

    def _neighbours(self) -> tuple[list[int | None], list[int | None]]:
        """For each stretch the number of the nearest head above and below."""
        previous: list[int | None] = []
        count = 0
        for item in self._items:
            if isinstance(item, Head):
                count += 1
            else:
                previous.append(count - 1 if count else None)
        total = len(self.heads)
        following = [(0 if head is None else head + 1) for head in previous]
        return previous, [head if head < total else None for head in following]

    def best(self) -> tuple[tuple[int, ...], list[float]]:
        """The owner of every stretch, and by how much it beats the next owner of that stretch."""
        width = 1 if len(self.stretches) > _GREEDY_FROM else _BEAM
        beam = [_Reading()]
        for number in range(len(self.stretches)):
            grown = [reading for old in beam for reading in self._grow(old, number)]
            grown.sort(key=lambda reading: -reading.score)
            beam = grown[:width]
        finals = sorted(((reading.score + self._missing(reading), reading.owners) for reading in beam), reverse=True)
        score, owners = finals[0]
        margins = []
        for number, owner in enumerate(owners):
            rivals = [other for other, others in finals if others[number] != owner]
            margins.append(score - max(rivals) if rivals else 6.0)
        return owners, margins

    def _grow(self, old: _Reading, number: int) -> list[_Reading]:
        stretch = self.stretches[number]
        grown = []
        for owner in self._candidates(old, number):
            held = old.held.get(owner, (0, 0, 0))
            score = (
                old.score
                + self._fit(owner, number)
                + self._together(old, owner, number)
                + self._burden(owner, held, stretch)
            )
            now = (held[0] + 1, held[1] + stretch.opens, held[2] + stretch.closes)
            grown.append(_Reading(score, (*old.owners, owner), {**old.held, owner: now}))
        return grown

    def _candidates(self, old: _Reading, number: int) -> list[int]:
        near = [self._previous[number], self._next[number]]
        owners = {head for head in near if head is not None}
        if len(self.heads) <= 60:
            owners |= {
                head for head in range(len(self.heads)) if self._page.answers(self._headlines[head], number) > 0.15
            }
        if number and old.owners[-1] < 0:
            owners.add(old.owners[-1])
        return [*sorted(owners), -1 - number]

    def _fit(self, owner: int, number: int) -> float:
        """How well a head and a stretch suit each other, by place and by words."""
        if owner < 0:
            return -2.5 if -1 - owner == number else 0.0
        stretch = self.stretches[number]
        answers = self._page.answers(self._headlines[owner], number)
        score = min(4.0, 9.0 * answers)
        if owner == self._previous[number]:
            score += 2.0
            if stretch.starts_inside and self._first_below(owner, number):
                score -= 1.0
        elif owner == self._next[number]:
            score -= 0.5
        else:
            score -= 2.5
        return score

    def _first_below(self, owner: int, number: int) -> bool:
        return number == 0 or self._previous[number - 1] != owner

    def _together(self, old: _Reading, owner: int, number: int) -> float:
        """What the stretch above says: they go together unless one of them shows that they do not."""
        if not number:
            return 0.0
        above, stretch = self.stretches[number - 1], self.stretches[number]
        same = old.owners[-1] == owner
        run = self._previous[number - 1] == self._previous[number]
        score = 0.0
        if above.leaves_open and not stretch.lead and not stretch.opens:
            score += (2.0 if run else 1.0) if same else 0.0
        if stretch.starts_inside and same:
            score += 1.5 if above.leaves_open else -1.0
        if same and run:
            score += 1.0
        if same:
            score += 3.0 * min(0.5, self._page.cohesion(number - 1, number))
            score -= 3.0 if above.closes else 0.0
        return score

    def _burden(self, owner: int, held: tuple[int, int, int], stretch: Stretch) -> float:
        """What an owner cannot well have twice: an opening, a closing."""
        score = 0.0
        if stretch.opens and (held[1] or (owner >= 0 and self.heads[owner].signed)):
            score -= 6.0
        if stretch.closes and held[2]:
            score -= 2.5
        if owner < 0 and held[0] == 0 and stretch.opens:
            score += 1.0
        return score

    def _missing(self, reading: _Reading) -> float:
        """What heads without any text cost."""
        return sum(-4.0 for number in range(len(self.heads)) if number not in reading.held)


def find_stories(looks: Sequence[Look], chain: Chain) -> list[Story]:
    """The articles of the page in the order of their heads, each with its stretches in printed order."""
    items = cut(looks, chain.parts)
    assignment = Assignment(items, looks)
    owners, margins = assignment.best() if assignment.stretches else ((), [])
    stories: dict[int, Story] = {number: Story(head) for number, head in enumerate(assignment.heads)}
    for stretch, owner, margin in zip(assignment.stretches, owners, margins, strict=True):
        story = stories.setdefault(owner, Story(None))
        story.stretches.append(stretch)
        story.margin = min(story.margin, margin)
    found = sorted(stories.values(), key=lambda story: story.at)
    _give_captions(found, looks, chain.parts)
    return found


# --- captions ----------------------------------------------------------------------------------


def _give_captions(stories: list[Story], looks: Sequence[Look], parts: Sequence[Part]) -> None:
    """Each caption goes to the story around it or next to it that shares most words with it."""
    owner_at = {index: story for story in stories for index in _pieces(story)}
    texts = {id(story): "".join(looks[index].text for index in sorted(_pieces(story))) for story in stories}
    for index, part in enumerate(parts):
        if part is not Part.CAPTION:
            continue
        above = next((owner_at[k] for k in range(index - 1, -1, -1) if k in owner_at), None)
        below = next((owner_at[k] for k in range(index + 1, len(parts)) if k in owner_at), None)
        near = [story for story in (above, below) if story is not None]
        if not near:
            stories.append(Story(None, captions=[index]))
        elif above is below or len(near) == 1:
            near[0].captions.append(index)
        else:
            page = Page([texts[id(story)] for story in near])
            scores = [page.answers(looks[index].text, k) for k in range(2)]
            near[0 if scores[0] > scores[1] else 1].captions.append(index)


def _pieces(story: Story) -> list[int]:
    pieces = [index for stretch in story.stretches for index in stretch.pieces]
    return pieces + (story.head.pieces if story.head else [])
