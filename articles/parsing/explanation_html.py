"""The explanation of a page as one HTML file, with a colour for each article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from articles.parsing.explanation import (
    ExplainedArticle,
    ExplainedLine,
    Explanation,
    MarkedSpan,
    line_segments,
    reason_text,
    visible,
)

_GOLDEN_ANGLE = 137.508  # degrees between the hues of two articles: neighbours differ most


@dataclass(frozen=True, slots=True)
class ReportTexts:
    """The texts of the report, in the reader's language.

    `problem_sentence` gives the sentence for the code of a problem.
    """

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
    problem_sentence: Callable[[str], str]


def to_html(explanation: Explanation, texts: ReportTexts) -> str:
    """One HTML file that needs no other, readable in light and dark."""
    heading = _safe(texts.heading)
    rows = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(texts.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{heading}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{heading}</h1>",
        f"<h2>{_safe(texts.articles)}</h2>",
        _article_table(explanation.articles, texts),
        f"<h2>{_safe(texts.page)}</h2>",
        _line_table(explanation.lines, texts),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(rows)


def _article_table(articles: Iterable[ExplainedArticle], texts: ReportTexts) -> str:
    headings = [
        "",
        texts.articles,
        texts.confidence,
        texts.margin,
        texts.authors,
        texts.problems,
    ]
    rows = [_article_row(article, texts) for article in articles]
    return _table("<table>", headings, rows)


def _article_row(explained: ExplainedArticle, texts: ReportTexts) -> str:
    article = explained.article
    authors = []
    for credit in article.authors:
        role = f" ({credit.role})" if credit.role else ""
        authors.append(credit.name + role)
    problems = [_safe(texts.problem_sentence(problem.code)) for problem in article.problems]
    cells = [
        f"<td>{_swatch(explained.number)}</td>",
        f"<td>{_safe(article.title or texts.untitled)}</td>",
        f'<td class="number">{article.confidence:.2f}</td>',
        f'<td class="number">{explained.margin:.1f}</td>',
        f"<td>{_safe(', '.join(authors))}</td>",
        f"<td>{'<br>'.join(problems)}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _line_table(lines: Iterable[ExplainedLine], texts: ReportTexts) -> str:
    headings = [texts.line, texts.kind, texts.owner, texts.text]
    rows = [_line_row(line) for line in lines if line.text.strip()]
    return _table('<table class="page">', headings, rows)


def _line_row(line: ExplainedLine) -> str:
    captions = dict.fromkeys(span.caption for span in line.spans)
    owners = dict.fromkeys(span.owner for span in line.spans if span.owner)
    swatches = [_swatch(owner) for owner in owners]
    segments = [_segment(text, span) for text, span in line_segments(line)]
    reasons = []
    for reason in line.reasons:
        text = _safe(reason_text(reason))
        reasons.append(f'<div class="why">{text}</div>')
    cells = [
        f'<td class="number">{line.number}</td>',
        f"<td>{'<br>'.join(captions)}</td>",
        f"<td>{''.join(swatches)}</td>",
        f'<td><span lang="zh">{"".join(segments)}</span>{"".join(reasons)}</td>',
    ]
    return f'<tr id="line-{line.number}">{"".join(cells)}</tr>'


def _segment(text: str, span: MarkedSpan | None) -> str:
    """A part of a line in the colour of its article."""
    if span is None:
        return escape(text)
    attributes = 'class="outside"'
    if span.owner:
        attributes = f'class="owned" style="{_hue(span.owner)}"'
    return f'<span {attributes} title="{span.caption}">{escape(text)}</span>'


def _table(start_tag: str, headings: Iterable[str], rows: Sequence[str]) -> str:
    head_cells = [f"<th>{_safe(heading)}</th>" for heading in headings]
    lines = [
        start_tag,
        f"<thead><tr>{''.join(head_cells)}</tr></thead>",
        "<tbody>",
        "\n".join(rows),
        "</tbody>",
        "</table>",
    ]
    return "\n".join(lines)


def _swatch(number: int) -> str:
    """The number of an article in its colour."""
    hue = _hue(number)
    return f'<span class="owned" style="{hue}">{number}</span>'


def _hue(number: int) -> str:
    degrees = number * _GOLDEN_ANGLE % 360
    return f"--hue:{degrees:.0f}"


def _safe(text: str) -> str:
    return escape(visible(text))


_STYLE = """
:root { --ground: #fff; --ink: #1a1a1a; --faint: #5f5f5f; --rule: #d8d8d8; --light: 88%; \
--strong: 55% }
@media (prefers-color-scheme: dark) {
  :root { --ground: #16181b; --ink: #e8e8e8; --faint: #a3a3a3; --rule: #3a3d42; --light: 20%; \
--strong: 50% }
}
body { background: var(--ground); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; \
max-width: 72rem;
  margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid var(--rule); padding: .3rem .5rem; text-align: start; \
vertical-align: top }
th { font-weight: 600; position: sticky; top: 0; background: var(--ground) }
.number { font-variant-numeric: tabular-nums; text-align: end }
.owned { background: hsl(var(--hue) 65% var(--light)); \
border-inline-start: 3px solid hsl(var(--hue) 65% var(--strong));
  padding: .05rem .25rem; box-decoration-break: clone; -webkit-box-decoration-break: clone }
.outside { border-bottom: 1px dashed var(--faint) }
.why { color: var(--faint); font-size: .8rem }
td:last-child { overflow-wrap: anywhere }
"""
