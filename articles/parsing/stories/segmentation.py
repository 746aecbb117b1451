"""The chain of parts cut into heads and stretches of text, wherever another article may begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.parsing.labels.label import BODY, HEAD, OUTSIDE, Part
from articles.parsing.labels.line_features import Look
from articles.parsing.stories.affinity import Grams, bare, pairs
from articles.parsing.stories.continuation_links import Jump, find_jumps


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

    def words(self, looks: Sequence[Look]) -> Grams:
        """The pairs of characters of all its lines but the byline."""
        lines = [
            looks[index].text
            for index, part in zip(self.pieces, self.parts, strict=True)
            if part is not Part.BYLINE
        ]
        return frozenset(*pairs([bare("".join(lines))]))


@dataclass(slots=True)
class Stretch:
    """Body pieces that surely stay together, in printed order."""

    pieces: list[int]
    body: list[int] = field(default_factory=list)  # those of its pieces that are text
    begins: str = ""  # its first two characters, and its last two, as `junction` looks at them
    stops: str = ""
    opens: bool = False  # begins with the byline or wire line of a report
    closes: bool = False  # ends with an affiliation, a source or closing names
    starts_inside: bool = False
    leaves_open: bool = False
    lead: bool = False
    jump: Jump | None = None  # where its last sentence goes on, if elsewhere on the page

    @property
    def at(self) -> int:
        return self.pieces[0]


def cut(looks: Sequence[Look], parts: Sequence[Part]) -> list[Head | Stretch]:
    """Heads and stretches in source order; captions and what stands outside are left out."""
    items: list[Head | Stretch] = []
    jumps = {jump.source: jump for jump in find_jumps(looks, parts)}
    targets = {jump.target for jump in jumps.values()}
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
            and not (
                last.pieces[-1] in jumps
                or index in targets
                or _starts_stretch(looks, parts, index, last)
            )
        ):
            last.pieces.append(index)
        else:
            items.append(Stretch([index]))
        seen_sections = sections
    items = _cut_above_feet(items, looks, parts)
    for item in items:
        if isinstance(item, Stretch):
            _describe(item, looks, parts)
            item.starts_inside = item.starts_inside or item.at in targets
            item.jump = jumps.get(item.pieces[-1])
    return items


def _cut_above_feet(
    items: Sequence[Head | Stretch], looks: Sequence[Look], parts: Sequence[Part]
) -> list[Head | Stretch]:
    """Cut a stretch where the text of the headline below it begins: a headline at the foot of its text."""
    made: list[Head | Stretch] = []
    for number, item in enumerate(items):
        following = items[number + 1] if number + 1 < len(items) else None
        if (
            isinstance(item, Stretch)
            and isinstance(following, Head)
            and number
            and len(item.pieces) > 1
        ):
            below = items[number + 2] if number + 2 < len(items) else None
            at = _foot_begins(item, following, below, looks, parts)
            made += [Stretch(item.pieces[:at]), Stretch(item.pieces[at:])] if at else [item]
        else:
            made.append(item)
    return made


def _foot_begins(
    stretch: Stretch,
    head: Head,
    below: Head | Stretch | None,
    looks: Sequence[Look],
    parts: Sequence[Part],
) -> int:
    """The number of the piece of a stretch at which the text of the headline below it begins; 0 where it does not."""
    headline = head.words(looks)

    def share(pieces: Sequence[int]) -> float:
        most = max((len(headline.intersection(looks[index].pairs)) for index in pieces), default=0)
        return most / max(1, len(headline))

    lead = share(below.pieces[:2]) if isinstance(below, Stretch) else 0.0
    for at in range(1, len(stretch.pieces)):
        index, above = stretch.pieces[at], stretch.pieces[at - 1]
        whole = (
            parts[index] is Part.PARAGRAPH
            and not looks[index].starts_inside
            and not looks[above].leaves_open
        )
        if whole and share([index]) > max(0.24, 1.5 * lead):
            return at if share(stretch.pieces[:at]) < 0.1 else 0
    return 0


def _belongs_to_head(head: Head, part: Part, parts: Sequence[Part], index: int) -> bool:
    """Whether a part goes on with the head above it: a title begins another one where there is one already."""
    if part is Part.TITLE:
        return not head.has_title
    if part in (Part.COLUMN, Part.KICKER) and head.has_title:
        for following in (parts[k] for k in range(index + 1, len(parts))):
            if following in OUTSIDE or following is Part.CAPTION or following is part:
                continue
            return following not in (Part.TITLE, Part.KICKER)
        return True
    return not (part in (Part.COLUMN, Part.KICKER) and head.signed)


def _starts_stretch(
    looks: Sequence[Look], parts: Sequence[Part], index: int, stretch: Stretch
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
        return not (
            above.byline
            and parts[stretch.pieces[-1]] is Part.BYLINE
            and stretch.pieces[-1] == stretch.at
        )
    if parts[index] is Part.SUBHEADING or parts[stretch.pieces[-1]] is Part.SUBHEADING:
        return False
    if above.leaves_open and above.length > 20:
        return above.runs_into(look) < -1.5
    return look.starts_inside


def _text_follows(parts: Sequence[Part], index: int) -> bool:
    for part in (parts[k] for k in range(index + 1, len(parts))):
        if part not in OUTSIDE and part is not Part.CAPTION:
            return part in BODY
    return False


def _describe(stretch: Stretch, looks: Sequence[Look], parts: Sequence[Part]) -> None:
    body = [index for index in stretch.pieces if parts[index] in BODY]
    first, last = looks[stretch.pieces[0]], looks[stretch.pieces[-1]]
    stretch.body = body
    if body:
        stretch.begins, stretch.stops = looks[body[0]].begins, looks[body[-1]].stops
    stretch.opens = parts[stretch.at] in (Part.OPENING, Part.BYLINE)
    stretch.closes = last.tail is not None or parts[stretch.pieces[-1]] in (
        Part.CLOSING,
        Part.BYLINE,
    )
    stretch.starts_inside = not stretch.opens and first.starts_inside
    stretch.leaves_open = (
        not stretch.closes
        and bool(body)
        and looks[body[-1]].leaves_open
        and parts[body[-1]] is not Part.SUBHEADING
    )
    stretch.lead = first.lead
