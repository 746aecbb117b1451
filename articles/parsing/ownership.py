"""Which headline owns which text, also when the text stands before it or in another column.

The chain of parts is cut into heads and stretches of body. Every stretch is then given to a head,
or kept as an article without one; the assignment with the best sum over the page wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from articles.parsing.affinity import Grams, Parts, pairs, union
from articles.parsing.features import Look
from articles.parsing.junction import edges, runs_over
from articles.parsing.kinds import Chain
from articles.parsing.parts import BODY, HEAD, OUTSIDE, Part
from articles.parsing.weights import OWNING

_BEAM = 24  # readings kept while assigning
_GREEDY_FROM = 150  # stretches; a longer page is read with one reading at a time, to stay linear
_NEAR = 40  # pieces of a story that a caption is compared with
_MOST_HANGING = 20  # sentences left open that are looked for elsewhere on the page
_SURELY_RUNS_OVER = 2.5  # log odds
_FAR_HEADS = 60  # heads; on a longer page a stretch is given to one near it


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
    body: list[int] = field(default_factory=list)  # those of its pieces that are text
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
    taken = _taken_up(looks, parts)
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
        elif (
            isinstance(last, Stretch)
            and sections == seen_sections
            and not _starts_stretch(looks, parts, index, last, taken)
        ):
            last.pieces.append(index)
        else:
            items.append(Stretch([index]))
        seen_sections = sections
    items = _cut_above_feet(items, looks, parts)
    for item in items:
        if isinstance(item, Stretch):
            _describe(item, looks, parts)
            item.starts_inside = item.starts_inside or item.at in taken
    return items


def _cut_above_feet(
    items: Sequence[Head | Stretch], looks: Sequence[Look], parts: Sequence[Part]
) -> list[Head | Stretch]:
    """Cut a stretch where the text of the headline below it begins: a headline at the foot of its text."""
    made: list[Head | Stretch] = []
    for number, item in enumerate(items):
        following = items[number + 1] if number + 1 < len(items) else None
        if isinstance(item, Stretch) and isinstance(following, Head) and number and len(item.pieces) > 1:
            below = items[number + 2] if number + 2 < len(items) else None
            at = _foot_begins(item, following, below, looks, parts)
            made += [Stretch(item.pieces[:at]), Stretch(item.pieces[at:])] if at else [item]
        else:
            made.append(item)
    return made


def _foot_begins(
    stretch: Stretch, head: Head, below: Head | Stretch | None, looks: Sequence[Look], parts: Sequence[Part]
) -> int:
    """The number of the piece of a stretch at which the text of the headline below it begins; 0 where it does not."""
    headline = _headline(head, looks)

    def share(pieces: Sequence[int]) -> float:
        return max((len(headline & looks[index].pairs) for index in pieces), default=0) / max(1, len(headline))

    lead = share(below.pieces[:2]) if isinstance(below, Stretch) else 0.0
    for at in range(1, len(stretch.pieces)):
        index, above = stretch.pieces[at], stretch.pieces[at - 1]
        whole = parts[index] is Part.PARAGRAPH and not looks[index].starts_inside and not looks[above].leaves_open
        if whole and share([index]) > max(0.24, 1.5 * lead):
            return at if share(stretch.pieces[:at]) < 0.1 else 0
    return 0


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


def _taken_up(looks: Sequence[Look], parts: Sequence[Part]) -> frozenset[int]:
    """Text pieces that go on in a sentence left open elsewhere on the page, not in the piece above them.

    A sentence is open where a piece stops inside it and the next piece does not take it up. Each is
    matched with the piece that takes it up best; only the first few are looked at.
    """
    text = [index for index, part in enumerate(parts) if part in (Part.PARAGRAPH, Part.OPENING)]
    if not text:
        return frozenset()
    over = {other: _over(looks, one, other) if looks[one].leaves_open else -9.0 for one, other in pairwise(text)}
    hanging = [
        one
        for one, other in zip(text, [*text[1:], None], strict=True)
        if looks[one].leaves_open and looks[one].length > 20 and (other is None or over[other] < 0.0)
    ]
    free = [index for index in text if parts[index] is Part.PARAGRAPH and over.get(index, -9.0) < 0.0]
    taken = set()
    for one in hanging[:_MOST_HANGING]:
        fits = [(_over(looks, one, other), other) for other in free if other != one]
        best, other = max(fits, default=(0.0, 0))
        if best > _SURELY_RUNS_OVER:
            taken.add(other)
    return frozenset(taken)


def _over(looks: Sequence[Look], one: int, other: int) -> float:
    return runs_over(*edges(looks[one].text, looks[other].text))


def _starts_stretch(
    looks: Sequence[Look], parts: Sequence[Part], index: int, stretch: Stretch, taken: frozenset[int]
) -> bool:
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
    if above.leaves_open and above.length > 20:
        return runs_over(*edges(above.text, look.text)) < -1.5
    return look.starts_inside or index in taken


def _text_follows(parts: Sequence[Part], index: int) -> bool:
    for part in parts[index + 1 :]:
        if part not in OUTSIDE and part is not Part.CAPTION:
            return part in BODY
    return False


def _describe(stretch: Stretch, looks: Sequence[Look], parts: Sequence[Part]) -> None:
    body = [index for index in stretch.pieces if parts[index] in BODY]
    first, last = looks[stretch.pieces[0]], looks[stretch.pieces[-1]]
    stretch.body = body
    stretch.text = "".join(looks[index].text for index in body)
    stretch.opens = parts[stretch.at] in (Part.OPENING, Part.BYLINE)
    stretch.closes = last.tail is not None or parts[stretch.pieces[-1]] in (Part.CLOSING, Part.BYLINE)
    stretch.starts_inside = not stretch.opens and first.starts_inside
    stretch.leaves_open = (
        not stretch.closes and bool(body) and looks[body[-1]].leaves_open and parts[body[-1]] is not Part.SUBHEADING
    )
    stretch.lead = first.lead


# --- assigning ---------------------------------------------------------------------------------


class _Holding(NamedTuple):
    """What an owner has been given so far; `last` is the number of its latest stretch."""

    openings: int = 0
    closings: int = 0
    last: int = -1


_NOTHING = _Holding()


@dataclass(slots=True)
class _Reading:
    """One assignment of the stretches so far: the owner of the latest, the reading before it, what owners hold."""

    score: float = 0.0
    owner: int | None = None
    before: _Reading | None = None
    held: dict[int, _Holding] = field(default_factory=dict)

    def owners(self) -> list[int]:
        found = []
        reading: _Reading | None = self
        while reading is not None and reading.owner is not None:
            found.append(reading.owner)
            reading = reading.before
        return found[::-1]


class Assignment:
    """Owners are numbers of heads; -1 - n is the article without a head that stretch n begins."""

    def __init__(self, items: Sequence[Head | Stretch], looks: Sequence[Look]) -> None:
        self._items = items
        self.heads = [item for item in items if isinstance(item, Head)]
        self.stretches = [item for item in items if isinstance(item, Stretch)]
        self._headlines = [_headline(head, looks) for head in self.heads]
        bodies = [[looks[index] for index in stretch.body] for stretch in self.stretches]
        self._page = Parts(
            [union(look.pairs for look in body) for body in bodies],
            [union(look.triples for look in body) for body in bodies],
        )
        self._previous, self._next = self._neighbours()
        self._takers = self._open_before()

    def _open_before(self) -> list[frozenset[int]]:
        """For each stretch the earlier ones, but the one above, in whose open sentence it goes on."""
        opened: list[int] = []
        found = []
        for number, stretch in enumerate(self.stretches):
            over = (one for one in opened[-_MOST_HANGING:] if one != number - 1 and self._over(one, number) > 2.0)
            found.append(frozenset(over))
            if stretch.leaves_open:
                opened.append(number)
        return found

    def _over(self, one: int, other: int) -> float:
        return runs_over(*edges(self.stretches[one].text, self.stretches[other].text))

    def _neighbours(self) -> tuple[list[int | None], list[int | None]]:
        """For each stretch the number of the nearest head above and below."""
        previous: list[int | None] = []
        count = 0
        for item in self._items:
            if isinstance(item, Head):
                count += 1
            else:
                previous.append(count - 1 if count else None)
        following = [(0 if head is None else head + 1) for head in previous]
        return previous, [head if head < len(self.heads) else None for head in following]

    def best(self) -> tuple[list[int], list[float]]:
        """The owner of every stretch, and by how much it beats the next owner of that stretch."""
        width = 1 if len(self.stretches) > _GREEDY_FROM else _BEAM
        beam = [_Reading()]
        for number in range(len(self.stretches)):
            fits, together = self._fits(number), self._together(number)
            grown = [reading for old in beam for reading in self._grow(old, number, fits, together)]
            grown.sort(key=lambda reading: -reading.score)
            beam = [self._settled(reading, number) for reading in grown[:width]]
        finals = [(reading.score + self._missing(reading), reading.owners()) for reading in beam]
        finals.sort(key=lambda final: -final[0])
        score, owners = finals[0]
        margins = []
        for number, owner in enumerate(owners):
            rivals = [other for other, others in finals if others[number] != owner]
            margins.append(score - max(rivals) if rivals else 6.0)
        return owners, margins

    def _fits(self, number: int) -> dict[int, float]:
        """Every owner worth a thought for a stretch, and how well they suit each other by place and words."""
        near = {head for head in (self._previous[number], self._next[number]) if head is not None}
        if len(self.heads) <= _FAR_HEADS:
            near |= {head for head in range(len(self.heads)) if self._answers(head, number) > 0.15}
        return {-1 - number: OWNING["no head"], **{head: self._fit(head, number) for head in near}}

    def _answers(self, head: int, number: int) -> float:
        return self._page.answers(self._headlines[head], number)

    def _fit(self, head: int, number: int) -> float:
        score = min(OWNING["most by words"], OWNING["headline answered"] * self._answers(head, number))
        if head == self._previous[number]:
            score += OWNING["head above"]
            first = number == 0 or self._previous[number - 1] != head
            if first and self.stretches[number].starts_inside:
                score += OWNING["starts inside below head"]
        else:
            score += OWNING["head below" if head == self._next[number] else "head elsewhere"]
        return score

    def _grow(self, old: _Reading, number: int, fits: dict[int, float], together: float) -> Iterator[_Reading]:
        if old.owner is not None and old.owner < 0:
            fits = {**fits, old.owner: 0.0}
        for owner, held in old.held.items() if self._takers[number] else ():
            if held.last in self._takers[number] and owner not in fits:
                fits = {**fits, owner: self._fit(owner, number) if owner >= 0 else OWNING["head elsewhere"]}
        for owner, fit in fits.items():
            held = old.held.get(owner, _NOTHING)
            score = old.score + fit + self._burden(owner, held, number) + self._picks_up(held.last, number)
            yield _Reading(score + together if owner == old.owner else score, owner, old, old.held)

    def _settled(self, reading: _Reading, number: int) -> _Reading:
        """The reading with what its latest owner holds now; a lone reading shares its ledger, which stays linear."""
        stretch, owner = self.stretches[number], reading.owner
        if owner is None:
            return reading
        held = reading.held.get(owner, _NOTHING)
        now = _Holding(held.openings + stretch.opens, held.closings + stretch.closes, number)
        if len(self.stretches) > _GREEDY_FROM:
            reading.held[owner] = now
        else:
            reading.held = {**reading.held, owner: now}
        return reading

    def _together(self, number: int) -> float:
        """What speaks for giving a stretch to the owner of the one above it."""
        if not number:
            return 0.0
        above, stretch = self.stretches[number - 1], self.stretches[number]
        score = OWNING["cohesion"] * min(0.5, self._page.cohesion(number - 1, number))
        if self._previous[number - 1] == self._previous[number]:
            score += OWNING["one run"]
        if above.leaves_open and not stretch.opens:
            score += max(-2.0, min(2.5, 0.5 + OWNING["sentence runs over"] * self._over(number - 1, number)))
        if stretch.starts_inside:
            score += OWNING["inside after open" if above.leaves_open else "inside after closed"]
        if above.closes:
            score += OWNING["goes on after closing"]
        return score

    def _picks_up(self, last: int, number: int) -> float:
        """A stretch that goes on in the sentence at which its owner's latest one, elsewhere on the page, stopped."""
        if last < 0 or last == number - 1 or not self.stretches[last].leaves_open:
            return 0.0
        return max(0.0, min(5.0, OWNING["sentence picked up"] * self._over(last, number)))

    def _burden(self, owner: int, held: _Holding, number: int) -> float:
        """What an owner cannot well have twice: an opening, a closing."""
        stretch = self.stretches[number]
        score = 0.0
        if stretch.opens and (held.openings or (owner >= 0 and self.heads[owner].signed)):
            score += OWNING["second opening"]
        if stretch.closes and held.closings:
            score += OWNING["second closing"]
        if owner < 0 and held.last < 0 and stretch.opens:
            score += OWNING["opening without a head"]
        return score

    def _missing(self, reading: _Reading) -> float:
        """What heads without any text cost."""
        return OWNING["head without text"] * sum(number not in reading.held for number in range(len(self.heads)))


def _headline(head: Head, looks: Sequence[Look]) -> Grams:
    lines = [looks[index].text for index, part in zip(head.pieces, head.parts, strict=True) if part is not Part.BYLINE]
    return pairs("".join(lines))


def find_stories(looks: Sequence[Look], chain: Chain) -> list[Story]:
    """The articles of the page in the order of their heads, each with its stretches in printed order."""
    items = cut(looks, chain.parts)
    assignment = Assignment(items, looks)
    owners, margins = assignment.best()
    stories: dict[int, Story] = {number: Story(head) for number, head in enumerate(assignment.heads)}
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
    for story in stories:
        above = joined[-1] if joined else None
        if above is not None and _is_bare(above) and above.head and story.head and _adjoin(above.head, story.head):
            tight = not looks[story.head.at].piece.gap
            first = [Part.TITLE if tight else Part.KICKER if part is Part.TITLE else part for part in above.head.parts]
            rest = [Part.TITLE_MORE if tight and part is Part.TITLE else part for part in story.head.parts]
            story.head = Head(above.head.pieces + story.head.pieces, first + rest)
            joined.pop()
        joined.append(story)
    return joined


def _is_bare(story: Story) -> bool:
    return not story.stretches and not story.captions and story.head is not None and not story.head.signed


def _adjoin(one: Head, other: Head) -> bool:
    return other.at == one.pieces[-1] + 1 and len(one.pieces) == 1


# --- captions ----------------------------------------------------------------------------------


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
    texts = [union(looks[index].pairs for index in _pieces(story)[-_NEAR:]) for story in (above, below)]
    page = Parts(texts, [])
    words = looks[caption].pairs
    (above if page.answers(words, 0) > page.answers(words, 1) else below).captions.append(caption)


def _pieces(story: Story) -> list[int]:
    pieces = [index for stretch in story.stretches for index in stretch.pieces]
    return pieces + (story.head.pieces if story.head else [])
