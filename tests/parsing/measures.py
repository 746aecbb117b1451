"""How well a parse agrees with an annotation: each measure runs from 0 to 1, and 1 is perfect.

`measures` is what the suite holds everywhere; `shared_score` is the script beside the checkout, where it is.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from articles.parsing import Kind, PageRecord, Span
from articles.parsing.shape.glyph_forms import GLYPH_FORMS
from tests.parsing.stock import SHARED

Json = dict[str, Any]
NAMES = ("titles", "owners", "paragraphs", "order", "structure", "authors", "conserved")
_ALIKE = {
    "column": "kicker",
    "credit": "caption",
}  # on many pages only the paper itself could tell these apart


def measures(text: str, record: PageRecord, gold: Json) -> dict[str, float]:
    """The measures of one page. Lines that are uncertain even to a person (`loose`) count for nothing."""
    loose = {line for article in gold["articles"] for line in article["loose"]}
    page = record.to_json("")
    owners = _owners(gold["articles"], page["articles"])
    return {
        "titles": agreement(
            _titles(gold["articles"]), _renamed(page["articles"], gold["articles"])
        ),
        "owners": _owned(gold["articles"], page["articles"], owners, loose),
        "paragraphs": agreement(
            _paragraphs(gold["articles"], loose), _paragraphs(page["articles"], loose)
        ),
        "order": agreement(_steps(gold["articles"], loose), _steps(page["articles"], loose)),
        "structure": agreement(
            _others(gold["articles"], gold["page_blocks"], loose),
            _others(page["articles"], page["blocks"], loose),
        ),
        "authors": agreement(*_authors(gold["articles"], page["articles"], owners)),
        "conserved": conserved(text, record),
    }


def conserved(text: str, record: PageRecord) -> float:
    """The share of the page's characters, white space left out, that stand in exactly one span."""
    lines = text.split("\n")
    held = Counter(
        (line, place) for line, start, end in spans(record) for place in range(start, end)
    )
    printed = [
        (n, k) for n, line in enumerate(lines, 1) for k, one in enumerate(line) if not one.isspace()
    ]
    return sum(held[place] == 1 for place in printed) / len(printed) if printed else 1.0


def spans(record: PageRecord) -> list[Span]:
    blocks = [*record.blocks, *(block for article in record.articles for block in article.blocks)]
    return [span for block in blocks for span in block.spans]


def agreement(wanted: Iterable[Hashable], found: Iterable[Hashable]) -> float:
    """F1 of two collections, with repetitions."""
    one, other = Counter(wanted), Counter(found)
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


@cache
def shared_score() -> Callable[[Json, Json], tuple[dict[str, float], list[str]]] | None:
    """`score(page, gold)` of the shared script; None where it is not there."""
    path = SHARED / "tools" / "score_pages.py"
    spec = importlib.util.spec_from_file_location("score_pages", path)
    if not path.exists() or spec is None or spec.loader is None:
        return None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    score: Callable[[Json, Json], tuple[dict[str, float], list[str]]] = script.score
    return score


def mean(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: sum(row[name] for row in rows) / len(rows) for name in rows[0]}


# --- what is compared ----------------------------------------------------------------------------


def _bare(text: str) -> str:
    """Without white space, and with characters for the glyphs that only look like them."""
    return "".join(text.split()).translate(GLYPH_FORMS)


def _titles(articles: Sequence[Json]) -> list[str]:
    return [_bare(article["title"]) for article in articles]


def _renamed(found: Sequence[Json], gold: Sequence[Json]) -> list[str]:
    """Titles as found; another acceptable one counts as the title."""
    accepted = {
        _bare(other): _bare(article["title"]) for article in gold for other in article["alt_titles"]
    }
    return [accepted.get(title, title) for title in _titles(found)]


def _places(article: Json) -> set[tuple[int, int]]:
    return {
        (line, k)
        for block in article["blocks"]
        for line, start, end in block["spans"]
        for k in range(start, end)
    }


def _owners(gold: Sequence[Json], found: Sequence[Json]) -> dict[int, int]:
    """Which annotated article each found one is: the pairs that share most characters, each once."""
    wanted = [_places(article) for article in gold]
    shared = [
        (len(places & other), number, index)
        for number, places in enumerate(map(_places, found))
        for index, other in enumerate(wanted)
    ]
    owners: dict[int, int] = {}
    for count, number, index in sorted(shared, reverse=True):
        if count and number not in owners and index not in owners.values():
            owners[number] = index
    return owners


def _owned(
    gold: Sequence[Json], found: Sequence[Json], owners: dict[int, int], loose: set[int]
) -> float:
    """The share of articles' characters that stand in their own article."""
    total = right = 0
    here = {index: number for number, index in owners.items()}
    for index, article in enumerate(gold):
        places = {place for place in _places(article) if place[0] not in loose}
        total += len(places)
        right += len(places & _places(found[here[index]])) if index in here else 0
    return right / total if total else 1.0


def _certain(block: Json, loose: set[int]) -> bool:
    return not any(line in loose for line, _, _ in block["spans"])


def _paragraphs(articles: Sequence[Json], loose: set[int]) -> list[str]:
    blocks = [
        block
        for article in articles
        for block in article["blocks"]
        if block["kind"] == Kind.PARAGRAPH
    ]
    return [_bare(block["text"]) for block in blocks if _certain(block, loose)]


def _steps(articles: Sequence[Json], loose: set[int]) -> list[tuple[int, int]]:
    """From which printed line reading goes on to which, inside articles."""
    steps = []
    for article in articles:
        blocks = [block for block in article["blocks"] if block["kind"] == Kind.PARAGRAPH]
        lines = list(dict.fromkeys(line for block in blocks for line, _, _ in block["spans"]))
        steps += [step for step in pairwise(lines) if not loose & set(step)]
    return steps


def _others(
    articles: Sequence[Json], outside: Sequence[Json], loose: set[int]
) -> list[tuple[str, str]]:
    blocks = [*(block for article in articles for block in article["blocks"]), *outside]
    left_out = (Kind.PARAGRAPH, Kind.TITLE, Kind.FURNITURE)
    return [
        (_ALIKE.get(block["kind"], block["kind"]), _bare(block["text"]))
        for block in blocks
        if block["kind"] not in left_out and _certain(block, loose)
    ]


def _authors(
    gold: Sequence[Json], found: Sequence[Json], owners: dict[int, int]
) -> tuple[list[tuple[int, str, str]], list[tuple[int, str, str]]]:
    wanted = [
        (index, name, role)
        for index, article in enumerate(gold)
        for name, role in article["authors"]
    ]
    named = [
        (owners.get(number, -1), credit["name"], credit["role"])
        for number, article in enumerate(found)
        for credit in article["authors"]
    ]
    return wanted, named
