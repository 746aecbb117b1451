"""Why a page was read as it was: every line with its kinds, its owner and the clues behind them.

`explain` runs the stages of the parser and keeps what they knew; `explanation_html` shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.parsing.labels.label import Label
from articles.parsing.labels.labelling import LabelChain
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.labels.weights import START, STEPS, worth_of
from articles.parsing.page import PageParser, record_of_source
from articles.parsing.positions import TextPositions
from articles.parsing.positions.piece_places import PiecePlaces
from articles.parsing.record import ArticleRecord, Block, Kind, PageRecord, Span
from articles.parsing.shape import ShapedPage, shape_page
from articles.parsing.shape.source_record import refused_record
from articles.parsing.stories.drafts import draft_articles

_LEAST_WORTH = 0.05  # of a clue or a step that is shown
_MOST_RIVALS = 2
_SURELY_FURNITURE = 1.5  # score of a piece that is furniture by its own words

_CONTROL_PICTURES = 0x2400  # where the signs for control characters begin
_DELETE = 0x7F
_SIGN_OF_DELETE = 0x2421
_REPLACEMENT = 0xFFFD
# Characters that are never sent to a terminal or a browser as they are: C1 controls, marks of
# direction, surrogates and what has no width.
_UNSAFE = (
    range(0x80, 0xA0),
    range(0x61C, 0x61D),
    range(0x200B, 0x2010),
    range(0x2028, 0x202F),
    range(0x2060, 0x2070),
    range(0xD800, 0xE000),
    range(0xFEFF, 0xFF00),
)


def _signs_of_invisible_characters() -> dict[int, int]:
    """What is shown instead of characters that are not seen, as `str.translate` takes it."""
    signs = {code: _CONTROL_PICTURES + code for code in range(0x20)}
    signs[_DELETE] = _SIGN_OF_DELETE
    for codes in _UNSAFE:
        signs.update(dict.fromkeys(codes, _REPLACEMENT))
    return signs


_INVISIBLE = _signs_of_invisible_characters()


@dataclass(frozen=True, slots=True)
class Clue:
    """Something that speaks for the chosen label (`worth` above zero, in nats) or against it."""

    name: str
    worth: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a piece has its label.

    `margin` says by how much the reading of the page beats the best one with another label there.
    `score` and those of `rivals`, the next best labels, are the piece's alone: steps from label to
    label are not in them. What stands outside the articles has none. All are in nats.
    """

    label: Label
    margin: float
    clues: tuple[Clue, ...]
    rivals: tuple[tuple[Label, float], ...] = ()
    score: float | None = None


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A part of one line: what it is, and the number of the article that owns it (0 for none).

    `position` is that of a paragraph in reading order, `3`, or of a part of a broken one, `3.2`.
    """

    start: int
    end: int
    kind: Kind
    owner: int = 0
    position: str = ""

    @property
    def caption(self) -> str:
        """Its kind and its position: `paragraph 3.2`."""
        caption = f"{self.kind.value} {self.position}"
        return caption.rstrip()


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A source line; `reasons` are those of the pieces that begin on it."""

    number: int
    text: str
    spans: tuple[MarkedSpan, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedArticle:
    """An article of the page. `margin` is how much worse the best other owner of its text is."""

    number: int
    article: ArticleRecord
    margin: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A page with all its source lines and its articles, which are numbered from 1."""

    record: PageRecord
    lines: tuple[ExplainedLine, ...]
    articles: tuple[ExplainedArticle, ...]


def explain(text: str, positions: TextPositions | None = None) -> Explanation:
    """Read a page as `parse_page` does, and keep the reasons.

    A page that cannot be read has no reasons but the problem of its record.
    """
    source_lines = text.split("\n")
    page = shape_page(text)
    if page.refusal:
        record = refused_record(page, source_lines)
        lines = _explained_lines(source_lines, record, {})
        return Explanation(record, tuple(lines), ())
    places = PiecePlaces(page, positions) if positions else None
    parser = PageParser(page.texts, page.readings, places)
    record = record_of_source(parser.record(), page, source_lines)
    lines = _explained_lines(source_lines, record, _reasons_by_line(parser, page))
    drafts = draft_articles(parser.features, parser.chain)
    articles = []
    for number, article in enumerate(record.articles, start=1):
        margin = drafts[number - 1].margin
        articles.append(ExplainedArticle(number, article, margin))
    return Explanation(record, tuple(lines), tuple(articles))


def _explained_lines(
    source_lines: Sequence[str], record: PageRecord, reasons_by_line: Mapping[int, list[Reason]]
) -> list[ExplainedLine]:
    spans_by_line = _spans_by_line(record)
    lines = []
    for number, text in enumerate(source_lines, start=1):
        spans = tuple(spans_by_line.get(number, ()))
        reasons = tuple(reasons_by_line.get(number, ()))
        lines.append(ExplainedLine(number, text, spans, reasons))
    return lines


# --- spans -------------------------------------------------------------------------------------


def _spans_by_line(record: PageRecord) -> dict[int, list[MarkedSpan]]:
    """The spans of every line, from left to right."""
    spans: list[tuple[Span, MarkedSpan]] = []
    for block in record.blocks:
        spans += _spans_of_block(block, owner=0, position="")
    for number, article in enumerate(record.articles, start=1):
        paragraph_count = 0
        for block in article.blocks:
            position = ""
            if block.kind is Kind.PARAGRAPH:
                paragraph_count += 1
                position = str(paragraph_count)
            spans += _spans_of_block(block, number, position)
    spans.sort(key=lambda pair: pair[0])
    by_line: dict[int, list[MarkedSpan]] = {}
    for span, marked_span in spans:
        by_line.setdefault(span.line, []).append(marked_span)
    return by_line


def _spans_of_block(block: Block, owner: int, position: str) -> Iterator[tuple[Span, MarkedSpan]]:
    """The spans of a block, each with its part of the block.

    Spans on lines that follow one another are one part. A block outside the articles, or in one
    part, has no numbers of parts.
    """
    part = 1
    parts = [part]
    for span, following in pairwise(block.spans):
        if span.line + 1 != following.line:
            part += 1
        parts.append(part)
    is_broken = part > 1 and owner != 0
    for span, number in zip(block.spans, parts, strict=True):
        span_position = f"{position}.{number}".lstrip(".") if is_broken else position
        yield span, MarkedSpan(span.start, span.end, block.kind, owner, span_position)


# --- reasons -----------------------------------------------------------------------------------


def _reasons_by_line(parser: PageParser, page: ShapedPage) -> dict[int, list[Reason]]:
    """For each source line the reasons of the pieces that begin on it."""
    by_line: dict[int, list[Reason]] = {}
    reasons = _reasons(parser.features, parser.chain)
    for line, reason in zip(parser.features, reasons, strict=True):
        shaped_line = line.piece.spans[0].line
        source_line = page.lines[shaped_line - 1].source_line
        by_line.setdefault(source_line, []).append(reason)
    return by_line


def _reasons(features: Sequence[LineFeatures], chain: LabelChain) -> Iterator[Reason]:
    """The reason of every piece."""
    label_above: Label | None = None
    for index, line in enumerate(features):
        label = chain.labels[index]
        margin = chain.margins[index]
        scores = chain.scores[index]
        if not scores:
            yield Reason(label, margin, (_clue_outside(line, label),))
            continue
        score = scores[label]
        clues = _clues_by_worth(label, chain.clues[index])
        if not clues:
            clues = [Clue("sentences", score)]
        clues += _step_clues(label, label_above)
        yield Reason(label, margin, tuple(clues), _rivals(label, scores), score)
        label_above = label


def _rivals(label: Label, scores: dict[Label, float]) -> tuple[tuple[Label, float], ...]:
    """The next best labels with their scores, the best first."""
    rivals = [(score, rival) for rival, score in scores.items() if rival is not label]
    rivals.sort(reverse=True)
    return tuple((rival, score) for score, rival in rivals[:_MOST_RIVALS])


def _clues_by_worth(label: Label, strengths: dict[str, float]) -> list[Clue]:
    """The clues that count for a label, the strongest first."""
    clues = []
    for name, strength in strengths.items():
        worth = worth_of(name, label) * strength
        if abs(worth) >= _LEAST_WORTH:
            clues.append(Clue(name, worth))
    clues.sort(key=lambda clue: -abs(clue.worth))
    return clues


def _step_clues(label: Label, label_above: Label | None) -> list[Clue]:
    """The step from the label above, if it counts."""
    if label_above is None:
        step = Clue("step at the head", START[label])
    else:
        step = Clue(f"step after {label_above}", STEPS[label_above][label])
    return [step] if abs(step.worth) >= _LEAST_WORTH else []


def _clue_outside(line: LineFeatures, label: Label) -> Clue:
    """What put a piece outside the chain of labels."""
    if label is Label.STAFF:
        return Clue("duties and names", 0.0)
    if label is Label.SECTION:
        if line.section:
            return Clue("name of a section", 0.0)
        return Clue("short line at the head of the page", 0.0)
    if label is Label.FURNITURE:
        if line.furniture >= _SURELY_FURNITURE:
            return Clue("words of furniture", line.furniture)
        return Clue("among furniture", line.furniture)
    if line.photo is not None:
        return Clue("credit of a picture", 0.0)
    if line.points:
        return Clue("points at people", 0.0)
    return Clue("begins as captions do", 0.0)


# --- what is shown of it -----------------------------------------------------------------------


def visible(text: str) -> str:
    """The text with a sign for every character that is not seen or turns others round."""
    return text.translate(_INVISIBLE)


def line_segments(line: ExplainedLine) -> Iterator[tuple[str, MarkedSpan | None]]:
    """The line's text cut at its spans, as it may be shown; text between them has none."""
    end = 0
    for span in line.spans:
        if end < span.start:
            yield visible(line.text[end : span.start]), None
        yield visible(line.text[span.start : span.end]), span
        end = span.end
    if end < len(line.text):
        yield visible(line.text[end:]), None


def reason_text(reason: Reason) -> str:
    """A reason on one line: `title +5.3, by 2.1: signed +3.0, text answers +1.2; kicker +0.4`."""
    clue_texts = []
    for clue in reason.clues:
        worth = f" {clue.worth:+.1f}" if clue.worth else ""
        clue_texts.append(clue.name + worth)
    clues = ", ".join(clue_texts)
    if reason.score is None:
        return f"{reason.label}: {clues}"
    text = f"{reason.label} {reason.score:+.1f}, by {reason.margin:.1f}: {clues}"
    for rival, score in reason.rivals:
        text += f"; {rival} {score:+.1f}"
    return text
