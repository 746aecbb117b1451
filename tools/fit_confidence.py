"""Fit the confidence of the parser to annotated pages that its labels were not learned from.

    python -m tools.fit_confidence             what is written to articles/parsing/confidence.json
    python -m tools.fit_confidence --measure   only the table of the documents

An article is right when its title, its authors and its text agree with the annotation. The table
is cross-validated by paper: every paper is judged with weights of the other ones. Nothing is
random: the same pages give the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize

from articles.parsing import PageRecord, article_records
from articles.parsing.confidence import ArticleReading
from articles.parsing.page import parse_page
from tests import setting
from tests.annotated import read_page
from tests.parsing import stock
from tools.fit_weights import HELD_OUT, PAPERS, ROOT, UNSEEN

TABLE: Final = ROOT / "articles/parsing/confidence.json"
SET_PAGES: Final = (95_000, 95_025)  # numbers of pages set for this alone
STRENGTH = 1.0  # one by the variance of the Gaussian prior of a weight
LEAST_SHARED = 0.97  # of the characters of both articles
BORDERS: Final = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)

Json = dict[str, Any]
Array = Any  # a numpy array


class Sample:
    """The articles of a paper: their doubts, and which of them are right."""

    def __init__(self, pages: Iterable[tuple[str, Json]]) -> None:
        self.doubts: list[dict[str, float]] = []
        self.is_right: list[bool] = []
        for text, gold in pages:
            readings, record = _read(text)
            self.doubts += [reading.doubts() for reading in readings]
            self.is_right += right_articles(record, gold)

    def matrix(self, names: Sequence[str]) -> Array:
        rows = [[1.0, *(doubts[name] for name in names)] for doubts in self.doubts]
        return np.array(rows)


class _Watched(ArticleReading):
    """An article's reading that is kept when its confidence is asked for."""

    kept: list[ArticleReading] = []  # noqa: RUF012

    def confidence(self) -> float:
        self.kept.append(self)
        return super().confidence()


def _read(text: str) -> tuple[list[ArticleReading], PageRecord]:
    _Watched.kept.clear()
    usual = article_records.ArticleReading
    article_records.ArticleReading = _Watched  # type: ignore[misc]
    try:
        record = parse_page(text)
    finally:
        article_records.ArticleReading = usual  # type: ignore[misc]
    return list(_Watched.kept), record


def right_articles(record: PageRecord, gold: Json) -> list[bool]:
    """For each article of the record whether its title, text and authors are the annotated ones."""
    wanted = [(_titles(article), _places(article), article) for article in gold["articles"]]
    results = []
    for article in record.to_json("")["articles"]:
        places = _places(article)
        best = max(wanted, key=lambda entry: len(places & entry[1]), default=None)
        results.append(best is not None and _agrees(article, places, *best))
    return results


def _agrees(
    article: Json,
    places: set[tuple[int, int]],
    titles: set[str],
    right: set[tuple[int, int]],
    gold: Json,
) -> bool:
    shared = len(places & right) / max(1, len(places | right))
    names = {credit["name"] for credit in article["authors"]}
    return (
        _bare(article["title"]) in titles
        and shared >= LEAST_SHARED
        and names == {name for name, _ in gold["authors"]}
    )


def _titles(article: Json) -> set[str]:
    return {_bare(title) for title in (article["title"], *article["alt_titles"])}


def _bare(text: str) -> str:
    return "".join(text.split())


def _places(article: Json) -> set[tuple[int, int]]:
    spans = [span for block in article["blocks"] for span in block["spans"]]
    places: set[tuple[int, int]] = set()
    for line, start, end in spans:
        places.update((line, place) for place in range(start, end))
    return places


def fit(samples: Sequence[Sample], names: Sequence[str]) -> Array:
    """The likeliest bias and weights."""
    rows = np.concatenate([sample.matrix(names) for sample in samples])
    right = np.concatenate([np.array(sample.is_right, float) for sample in samples])

    def loss(values: Array) -> tuple[float, Array]:
        totals = rows @ values
        shares = 1 / (1 + np.exp(-totals))
        likelihood = float((right * totals - np.logaddexp(0, totals)).sum())
        penalty = 0.5 * STRENGTH * float((values[1:] ** 2).sum())
        gradient = rows.T @ (shares - right)
        gradient[1:] += STRENGTH * values[1:]
        return penalty - likelihood, gradient

    return minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x


def area_under_curve(shares: Array, right: Array) -> float:
    """How often a right article is surer than a wrong one."""
    above = (shares[right][:, None] > shares[~right][None, :]).mean()
    alike = (shares[right][:, None] == shares[~right][None, :]).mean()
    return float(above + alike / 2)


def cross_validated(samples: Sequence[Sample], names: Sequence[str]) -> tuple[Array, Array]:
    """The confidence of every article by weights of the other papers, and whether it is right."""
    shares, right = [], []
    for sample in samples:
        values = fit([other for other in samples if other is not sample], names)
        shares.append(1 / (1 + np.exp(-(sample.matrix(names) @ values))))
        right.append(np.array(sample.is_right))
    return np.concatenate(shares), np.concatenate(right)


def _sets() -> Iterator[Iterator[tuple[str, Json]]]:
    """The pages that no label was learned from, by paper."""
    for paper in HELD_OUT:
        yield map(read_page, sorted((PAPERS / paper).glob("*.page")))
    paths = sorted((ROOT / "tests/held_out").glob("*.page"))
    yield map(read_page, [path for path in paths if path.stem in UNSEEN])
    articles = stock.samples()
    for damage in (setting.CLEAN, setting.MEDIUM):
        yield (setting.some_page(seed, damage, articles) for seed in range(*SET_PAGES))


def main(print_line: Callable[[str], None] = print) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--measure", action="store_true", help="write nothing")
    options = parser.parse_args()
    samples = [Sample(pages) for pages in _sets()]
    names = sorted(samples[0].doubts[0])
    shares, right = cross_validated(samples, names)
    print_line(
        f"{len(right)} articles, {right.mean():.3f} right, AUC {area_under_curve(shares, right):.3f}"
    )
    for low, high in pairwise(BORDERS):
        inside = (shares >= low) & (shares < high)
        if inside.any():
            print_line(f"{low:.2f} to {high:.2f}{inside.sum():6}{right[inside].mean():8.3f}")
    if options.measure:
        return
    values = fit(samples, names)
    table = {
        "bias": round(float(values[0]), 3),
        "weights": {
            name: round(float(value), 3) for name, value in zip(names, values[1:], strict=True)
        },
    }
    TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
