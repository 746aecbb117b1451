"""The chain of parts cut into heads and stretches of text, wherever another article may begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.parsing.labels.label import BODY, HEAD, OUTSIDE, Label
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.lines.affinity import PairSet, bare, character_pairs
from articles.parsing.stories.continuation_links import ContinuationLink, find_continuation_links


@dataclass(slots=True)
class HeadlineGroup:
    """Column, kicker, titles, subtitle and byline that stand together; `at` is the first piece."""

    pieces: list[int]
    labels: list[Label]

    @property
    def at(self) -> int:
        return self.pieces[0]

    @property
    def has_title(self) -> bool:
        return Label.TITLE in self.labels

    @property
    def signed(self) -> bool:
        return Label.BYLINE in self.labels

    def words(self, looks: Sequence[LineFeatures]) -> PairSet:
        """The pairs of characters of all its lines but the byline."""
        lines = [
            looks[index].text
            for index, part in zip(self.pieces, self.labels, strict=True)
            if part is not Label.BYLINE
        ]
        return frozenset(*character_pairs([bare("".join(lines))]))


@dataclass(slots=True)
class TextRun:
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
    jump: ContinuationLink | None = (
        None  # where its last sentence goes on, if elsewhere on the page
    )

    @property
    def at(self) -> int:
        return self.pieces[0]


def cut(looks: Sequence[LineFeatures], parts: Sequence[Label]) -> list[HeadlineGroup | TextRun]:
    """Heads and stretches in source order; captions and what stands outside are left out."""
    items: list[HeadlineGroup | TextRun] = []
    jumps = {jump.source: jump for jump in find_continuation_links(looks, parts)}
    targets = {jump.target for jump in jumps.values()}
    sections = 0
    seen_sections = 0
    for index, part in enumerate(parts):
        if part in OUTSIDE or part is Label.CAPTION:
            sections += part is Label.SECTION
            continue
        last = items[-1] if items else None
        if part in HEAD:
            if isinstance(last, HeadlineGroup) and _belongs_to_head(last, part, parts, index):
                last.pieces.append(index)
                last.labels.append(part)
            else:
                items.append(HeadlineGroup([index], [part]))
        elif part is Label.BYLINE and isinstance(last, HeadlineGroup):
            last.pieces.append(index)
            last.labels.append(part)
        elif (
            isinstance(last, TextRun)
            and sections == seen_sections
            and not (
                last.pieces[-1] in jumps
                or index in targets
                or _starts_stretch(looks, parts, index, last)
            )
        ):
            last.pieces.append(index)
        else:
            items.append(TextRun([index]))
        seen_sections = sections
    items = _cut_above_feet(items, looks, parts)
    for item in items:
        if isinstance(item, TextRun):
            _describe(item, looks, parts)
            item.starts_inside = item.starts_inside or item.at in targets
            item.jump = jumps.get(item.pieces[-1])
    return items


def _cut_above_feet(
    items: Sequence[HeadlineGroup | TextRun], looks: Sequence[LineFeatures], parts: Sequence[Label]
) -> list[HeadlineGroup | TextRun]:
    """Cut a stretch where the text of the headline below it begins: a headline at the foot of its text."""
    made: list[HeadlineGroup | TextRun] = []
    for number, item in enumerate(items):
        following = items[number + 1] if number + 1 < len(items) else None
        if (
            isinstance(item, TextRun)
            and isinstance(following, HeadlineGroup)
            and number
            and len(item.pieces) > 1
        ):
            below = items[number + 2] if number + 2 < len(items) else None
            at = _foot_begins(item, following, below, looks, parts)
            made += [TextRun(item.pieces[:at]), TextRun(item.pieces[at:])] if at else [item]
        else:
            made.append(item)
    return made


def _foot_begins(
    stretch: TextRun,
    head: HeadlineGroup,
    below: HeadlineGroup | TextRun | None,
    looks: Sequence[LineFeatures],
    parts: Sequence[Label],
) -> int:
    """The number of the piece of a stretch at which the text of the headline below it begins; 0 where it does not."""
    headline = head.words(looks)

    def share(pieces: Sequence[int]) -> float:
        most = max((len(headline.intersection(looks[index].pairs)) for index in pieces), default=0)
        return most / max(1, len(headline))

    lead = share(below.pieces[:2]) if isinstance(below, TextRun) else 0.0
    for at in range(1, len(stretch.pieces)):
        index, above = stretch.pieces[at], stretch.pieces[at - 1]
        whole = (
            parts[index] is Label.PARAGRAPH
            and not looks[index].starts_inside
            and not looks[above].leaves_open
        )
        if whole and share([index]) > max(0.24, 1.5 * lead):
            return at if share(stretch.pieces[:at]) < 0.1 else 0
    return 0


def _belongs_to_head(head: HeadlineGroup, part: Label, parts: Sequence[Label], index: int) -> bool:
    """Whether a part goes on with the head above it: a title begins another one where there is one already."""
    if part is Label.TITLE:
        return not head.has_title
    if part in (Label.COLUMN, Label.KICKER) and head.has_title:
        for following in (parts[k] for k in range(index + 1, len(parts))):
            if following in OUTSIDE or following is Label.CAPTION or following is part:
                continue
            return following not in (Label.TITLE, Label.KICKER)
        return True
    return not (part in (Label.COLUMN, Label.KICKER) and head.signed)


def _starts_stretch(
    looks: Sequence[LineFeatures], parts: Sequence[Label], index: int, stretch: TextRun
) -> bool:
    """Whether the text may belong to another article than the piece above it."""
    above, look = looks[stretch.pieces[-1]], looks[index]
    if parts[index] is Label.OPENING:
        return True
    if parts[index] is Label.CLOSING:
        return False
    if parts[index] is Label.BYLINE:
        return _text_follows(parts, index)
    if above.tail is not None or parts[stretch.pieces[-1]] in (Label.CLOSING, Label.BYLINE):
        return not (
            above.byline
            and parts[stretch.pieces[-1]] is Label.BYLINE
            and stretch.pieces[-1] == stretch.at
        )
    if parts[index] is Label.SUBHEADING or parts[stretch.pieces[-1]] is Label.SUBHEADING:
        return False
    if above.leaves_open and above.length > 20:
        return above.runs_into(look) < -1.5
    return look.starts_inside


def _text_follows(parts: Sequence[Label], index: int) -> bool:
    for part in (parts[k] for k in range(index + 1, len(parts))):
        if part not in OUTSIDE and part is not Label.CAPTION:
            return part in BODY
    return False


def _describe(stretch: TextRun, looks: Sequence[LineFeatures], parts: Sequence[Label]) -> None:
    body = [index for index in stretch.pieces if parts[index] in BODY]
    first, last = looks[stretch.pieces[0]], looks[stretch.pieces[-1]]
    stretch.body = body
    if body:
        stretch.begins, stretch.stops = looks[body[0]].begins, looks[body[-1]].stops
    stretch.opens = parts[stretch.at] in (Label.OPENING, Label.BYLINE)
    stretch.closes = last.tail is not None or parts[stretch.pieces[-1]] in (
        Label.CLOSING,
        Label.BYLINE,
    )
    stretch.starts_inside = not stretch.opens and first.starts_inside
    stretch.leaves_open = (
        not stretch.closes
        and bool(body)
        and looks[body[-1]].leaves_open
        and parts[body[-1]] is not Label.SUBHEADING
    )
    stretch.lead = first.lead
