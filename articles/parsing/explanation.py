"""Why a page was read as it was: every line with its kinds, its owner and the clues behind them.

`explain` runs the stages of the parser and keeps what they knew; `to_html` makes one file of it
that needs nothing else, with the spans coloured by article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate, groupby, pairwise
from operator import attrgetter

from articles.parsing.labels.label import Label
from articles.parsing.labels.labelling import LabelChain
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.labels.surroundings import Clues
from articles.parsing.labels.weights import START, STEPS, worth_of
from articles.parsing.page import PageParser, record_of_source
from articles.parsing.record import ArticleRecord, Block, Kind, PageRecord, Span
from articles.parsing.shape import ShapedPage, shape_page
from articles.parsing.shape.source_record import refused_record
from articles.parsing.stories.drafts import draft_articles

_LEAST = 0.05  # of what is worth telling
_GOLDEN_ANGLE = 137.508  # degrees between the hues of two articles: neighbours differ most
_INVISIBLE = {
    **{code: 0x2400 + code for code in range(0x20)},
    0x7F: 0x2421,
    # C1 controls, marks of direction and what has no width: never sent to a terminal or a browser as they are.
    **dict.fromkeys(
        (*range(0x80, 0xA0), 0x61C, *range(0x200B, 0x2010), *range(0x2028, 0x202F), 0xFEFF), 0xFFFD
    ),
    **dict.fromkeys(range(0x2060, 0x2070), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}


@dataclass(frozen=True, slots=True)
class Clue:
    """Something seen that speaks for the chosen part (`worth` above zero) or against it."""

    name: str
    worth: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a piece plays its part, and by what margin the page's reading beats the best one with another part there.

    The score and those of the rivals, the next best parts, are the piece's own: steps are not in them.
    What stands outside the articles has none.
    """

    part: Label
    margin: float
    clues: tuple[Clue, ...]
    rivals: tuple[tuple[Label, float], ...] = ()
    score: float | None = None


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A stretch of one line: what it is, and the number of the article that owns it (0 outside any).

    `place` is that of a paragraph in reading order, `3`, or of a piece of a broken one, `3.2`.
    """

    start: int
    end: int
    kind: Kind
    owner: int = 0
    place: str = ""

    @property
    def label(self) -> str:
        return f"{self.kind.value} {self.place}".rstrip()


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A source line; `reasons` are those of the pieces that begin on it."""

    number: int
    text: str
    marks: tuple[MarkedSpan, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedArticle:
    """An article as found. `margin` is how much worse the best other owner of its text is."""

    number: int
    article: ArticleRecord
    margin: float


@dataclass(frozen=True, slots=True)
class Explanation:
    record: PageRecord
    lines: tuple[ExplainedLine, ...]
    owners: tuple[ExplainedArticle, ...]


def explain(text: str) -> Explanation:
    """Read a page as `parse_page` does, and tell why it was read so.

    Of a page that cannot be read there are no reasons but the problem of its record.
    """
    lines = text.split("\n")
    page = shape_page(text)
    if page.refusal:
        return _refused(page, lines)
    desk = PageParser(page.texts, page.readings)
    looks, chain = desk.looks, desk.chain
    record = record_of_source(desk.record(), page, lines)
    marks = _marks(record)
    reasons: dict[int, list[Reason]] = {}
    for look, reason in zip(looks, _reasons(looks, chain), strict=True):
        source_line = page.lines[look.piece.spans[0].line - 1].source_line
        reasons.setdefault(source_line, []).append(reason)
    stories = draft_articles(looks, chain)
    return Explanation(
        record,
        tuple(
            ExplainedLine(
                number, line, tuple(marks.get(number, ())), tuple(reasons.get(number, ()))
            )
            for number, line in enumerate(lines, start=1)
        ),
        tuple(
            ExplainedArticle(number, article, story.margin)
            for number, (article, story) in enumerate(
                zip(record.articles, stories, strict=True), start=1
            )
        ),
    )


def _refused(page: ShapedPage, lines: Sequence[str]) -> Explanation:
    record = refused_record(page, lines)
    marks = _marks(record)
    explained = []
    for number, line in enumerate(lines, start=1):
        of_line = tuple(marks.get(number, ()))
        explained.append(ExplainedLine(number, line, of_line))
    return Explanation(record, tuple(explained), ())


def _marks(record: PageRecord) -> dict[int, list[MarkedSpan]]:
    """The marks of every line, from left to right."""
    placed = [
        (span, MarkedSpan(span.start, span.end, block.kind))
        for block in record.blocks
        for span in block.spans
    ]
    for number, article in enumerate(record.articles, start=1):
        paragraphs = 0
        for block in article.blocks:
            paragraphs += block.kind is Kind.PARAGRAPH
            placed += _block_marks(
                block, number, str(paragraphs) if block.kind is Kind.PARAGRAPH else ""
            )
    placed.sort(key=lambda one: one[0])
    return {
        line: [mark for _, mark in group]
        for line, group in groupby(placed, key=lambda one: one[0].line)
    }


def _block_marks(block: Block, owner: int, place: str) -> Iterator[tuple[Span, MarkedSpan]]:
    """Spans on lines that follow one another are one piece; a block in one piece has no numbers."""
    pieces = list(
        accumulate((one.line + 1 != other.line for one, other in pairwise(block.spans)), initial=1)
    )
    for span, piece in zip(block.spans, pieces, strict=True):
        yield (
            span,
            MarkedSpan(
                span.start,
                span.end,
                block.kind,
                owner,
                f"{place}.{piece}".lstrip(".") if pieces[-1] > 1 else place,
            ),
        )


def _reasons(looks: Sequence[LineFeatures], chain: LabelChain) -> Iterator[Reason]:
    above: Label | None = None
    for index, look in enumerate(looks):
        part, scores, margin = chain.labels[index], chain.scores[index], chain.margins[index]
        if not scores:
            yield Reason(part, margin, (_outside(look, part),))
            continue
        rivals = sorted(
            ((score, other) for other, score in scores.items() if other is not part), reverse=True
        )
        clues = tuple(_clues(part, scores[part], chain.clues[index], above))
        yield Reason(
            part, margin, clues, tuple((other, score) for score, other in rivals[:2]), scores[part]
        )
        above = part


def _clues(part: Label, score: float, seen: Clues, above: Label | None) -> Iterator[Clue]:
    """What was seen that counts for the part, the strongest first, and the step from the part above."""
    found = [Clue(name, worth_of(name, part) * strength) for name, strength in seen.items()]
    found = [clue for clue in found if abs(clue.worth) >= _LEAST]
    yield from sorted(found or [Clue("sentences", score)], key=lambda clue: -abs(clue.worth))
    step = START[part] if above is None else STEPS[above][part]
    if abs(step) >= _LEAST:
        yield Clue("step at the head" if above is None else f"step after {above}", step)


def _outside(look: LineFeatures, part: Label) -> Clue:
    """What put a piece outside the chain of parts."""
    if part is Label.STAFF:
        return Clue("duties and names", 0.0)
    if part is Label.SECTION:
        return Clue(
            "name of a section" if look.section else "short line at the head of the page", 0.0
        )
    if part is Label.FURNITURE:
        return Clue(
            "words of furniture" if look.furniture >= 1.5 else "among furniture", look.furniture
        )
    if look.photo is not None:
        return Clue("credit of a picture", 0.0)
    return Clue("points at people" if look.points else "begins as captions do", 0.0)


def visible(text: str) -> str:
    """The text with every character that is not seen, or turns others round, replaced by one that is seen."""
    return text.translate(_INVISIBLE)


def line_segments(line: ExplainedLine) -> Iterator[tuple[str, MarkedSpan | None]]:
    """The line's text cut at its marks; white space between them has none."""
    done = 0
    for mark in line.marks:
        if done < mark.start:
            yield visible(line.text[done : mark.start]), None
        yield visible(line.text[mark.start : mark.end]), mark
        done = mark.end
    if done < len(line.text):
        yield visible(line.text[done:]), None


def reason_text(reason: Reason) -> str:
    """A reason on one line: `title +5.3, by 2.1: signed +3.0, text answers +1.2; kicker +0.4`."""
    clues = ", ".join(
        f"{clue.name} {clue.worth:+.1f}" if clue.worth else clue.name for clue in reason.clues
    )
    if reason.score is None:
        return f"{reason.part}: {clues}"
    rivals = "".join(f"; {part} {score:+.1f}" for part, score in reason.rivals)
    return f"{reason.part} {reason.score:+.1f}, by {reason.margin:.1f}: {clues}{rivals}"


# --- HTML --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReportTexts:
    """What the report says, in the reader's language; `problem` tells what a code means."""

    language: str
    heading: str
    articles: str
    untitled: str
    confidence: str
    margin: str
    authors: str
    problems: str
    page: str
    line: str
    kind: str
    owner: str
    text: str
    problem: Callable[[str], str]


def to_html(explanation: Explanation, words: ReportTexts) -> str:
    """One HTML file that needs no other, readable in light and dark."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(words.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{_safe(words.heading)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{_safe(words.heading)}</h1>\n"
        f"<h2>{_safe(words.articles)}</h2>\n{_owners_table(explanation.owners, words)}\n"
        f"<h2>{_safe(words.page)}</h2>\n{_lines_table(explanation.lines, words)}\n</body>\n</html>\n"
    )


def _owners_table(owners: Sequence[ExplainedArticle], words: ReportTexts) -> str:
    headings = ("", words.articles, words.confidence, words.margin, words.authors, words.problems)
    rows = "\n".join(_owner_row(owner, words) for owner in owners)
    return f"<table>\n<thead>{_head(headings)}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _owner_row(owner: ExplainedArticle, words: ReportTexts) -> str:
    article = owner.article
    authors = ", ".join(
        f"{one.name} ({one.role})" if one.role else one.name for one in article.authors
    )
    problems = "<br>".join(_safe(words.problem(one.code)) for one in article.problems)
    return (
        f"<tr><td>{_swatch(owner.number)}</td><td>{_safe(article.title or words.untitled)}</td>"
        f'<td class="number">{article.confidence:.2f}</td><td class="number">{owner.margin:.1f}</td>'
        f"<td>{_safe(authors)}</td><td>{problems}</td></tr>"
    )


def _lines_table(lines: Sequence[ExplainedLine], words: ReportTexts) -> str:
    rows = "\n".join(_line_row(line) for line in lines if line.text.strip())
    headings = (words.line, words.kind, words.owner, words.text)
    return f'<table class="page">\n<thead>{_head(headings)}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>'


def _line_row(line: ExplainedLine) -> str:
    kinds = "<br>".join(dict.fromkeys(mark.label for mark in line.marks))
    owners = "".join(
        _swatch(number) for number in dict.fromkeys(map(attrgetter("owner"), line.marks)) if number
    )
    text = "".join(_piece(piece, mark) for piece, mark in line_segments(line))
    reasons = "".join(
        f'<div class="why">{_safe(reason_text(reason))}</div>' for reason in line.reasons
    )
    return (
        f'<tr id="line-{line.number}"><td class="number">{line.number}</td><td>{kinds}</td><td>{owners}</td>'
        f'<td><span lang="zh">{text}</span>{reasons}</td></tr>'
    )


def _piece(text: str, mark: MarkedSpan | None) -> str:
    if mark is None:
        return escape(text)
    owned = f' class="owned" style="{_hue(mark.owner)}"' if mark.owner else ' class="outside"'
    return f'<span{owned} title="{mark.label}">{escape(text)}</span>'


def _swatch(number: int) -> str:
    return f'<span class="owned" style="{_hue(number)}">{number}</span>'


def _hue(number: int) -> str:
    return f"--hue:{number * _GOLDEN_ANGLE % 360:.0f}"


def _head(headings: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<th>{_safe(heading)}</th>" for heading in headings) + "</tr>"


def _safe(text: str) -> str:
    return escape(visible(text))


_STYLE = """
:root { --ground: #fff; --ink: #1a1a1a; --faint: #5f5f5f; --rule: #d8d8d8; --light: 88%; --strong: 55% }
@media (prefers-color-scheme: dark) {
  :root { --ground: #16181b; --ink: #e8e8e8; --faint: #a3a3a3; --rule: #3a3d42; --light: 20%; --strong: 50% }
}
body { background: var(--ground); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; max-width: 72rem;
  margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid var(--rule); padding: .3rem .5rem; text-align: start; vertical-align: top }
th { font-weight: 600; position: sticky; top: 0; background: var(--ground) }
.number { font-variant-numeric: tabular-nums; text-align: end }
.owned { background: hsl(var(--hue) 65% var(--light)); border-inline-start: 3px solid hsl(var(--hue) 65% var(--strong));
  padding: .05rem .25rem; box-decoration-break: clone; -webkit-box-decoration-break: clone }
.outside { border-bottom: 1px dashed var(--faint) }
.why { color: var(--faint); font-size: .8rem }
td:last-child { overflow-wrap: anywhere }
"""
