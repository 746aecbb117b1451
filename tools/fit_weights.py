"""Fit the weights of the parser's labels to annotated pages.

    make fit                                   what is written to articles/parsing/labels/weights.json
    python -m tools.fit_weights --held-out     only measure: every paper is read with weights of the others

The model is a chain of labels, one for each piece of a page (a conditional random field): what a clue
is worth for a label, what a step from one label to the next is worth. The fit begins at the weights
set by hand and stays near them where the pages say nothing (a Gaussian prior). It has no random
numbers: the same pages give the same weights.

Pages are learned from in named sets: the papers of `tests/papers` but for
`HELD_OUT`, the annotated pages of `tests/samples`
and those of `tests/held_out` that have been looked into, and, where they are there, the annotated
pages of the folder given with --shared. The papers of `HELD_OUT` are never learned from.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from articles.parsing.labels import prior_weights as prior
from articles.parsing.labels.clues import Scorer
from articles.parsing.labels.label import Label
from articles.parsing.labels.labelling import stand_outside
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.page import PageParser
from tests import setting
from tests.annotated import read_page
from tests.parsing import stock

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "articles/parsing/labels/weights.json"
PAPERS = ROOT / "tests/papers"
HELD_OUT: Final = (
    "fangzhi-shibao",
    "haizhou-wanbao",
    "huasheng-shang-bao",
    "jiaoyu-daobao",
    "jinggang-gongyuan-bao",
    "qingtan-bao",
)
LEARNED: Final = tuple(
    sorted(
        folder.name
        for folder in PAPERS.iterdir()
        if folder.is_dir() and folder.name not in HELD_OUT
    )
)
# Pages of tests/held_out that nobody has looked into: docs/explanation/parsing.md.
UNSEEN: Final = frozenset({
    "agency-briefs-wrapped-13", "double-page-feature-interleaved", "front-leader-and-briefs",
    "readers-letters-wrapped-16", "regular-city-news", "regular-livelihood-reports",
    "regular-theory-and-office-essays", "sports-full-width-figures", "traditional-marks-wrapped-28",
})  # fmt: skip
# How much a page counts beside one of the papers: pd98 is one paper in 90 files, with coarse
# annotation, and set pages are all from a few articles; the real pages and the samples are annotated
# with the greatest care, and each of the cases stands for many pages like it.
SHARES: Final = {"pd98": 0.3, "set": 0.08, "real": 8.0, "samples": 9.0, "cases": 2.0}

LABELS: Final = (
    Label.TITLE, Label.TITLE_MORE, Label.SUBTITLE, Label.KICKER, Label.COLUMN, Label.BYLINE,
    Label.SUBHEADING, Label.PARAGRAPH, Label.OPENING, Label.CLOSING, Label.CAPTION, Label.SECTION,
    Label.FURNITURE,
)  # fmt: skip
NUMBER: Final = {label: number for number, label in enumerate(LABELS)}
FIRST_SEED = 90_000
SET_PAGES = 40  # of each degree of damage
NEVER = -1e9
PRIOR_STRENGTH = 1.0  # one by the variance of the Gaussian prior
ROUNDS = 150
LEAST = 0.02  # smaller worths are left out of the table
LABEL_OF_KIND: Final = {
    "section": Label.SECTION, "staff": Label.STAFF, "furniture": Label.FURNITURE,
    "column": Label.COLUMN, "kicker": Label.KICKER, "subtitle": Label.SUBTITLE,
    "subheading": Label.SUBHEADING, "caption": Label.CAPTION, "credit": Label.CAPTION,
    "affiliation": Label.CLOSING, "source": Label.CLOSING,
}  # fmt: skip

Json = dict[str, Any]
Array = Any  # a numpy array


@dataclass
class Page:
    """An annotated page: for each piece its clues, the labels it may get, and the right one."""

    paper: str
    clues: list[dict[str, float]]
    candidates: list[tuple[Label, ...]]
    labels: list[Label | None]  # None where a person is not sure


# --- pages -----------------------------------------------------------------------------------------


def read_sets(shared: Path | None) -> dict[str, list[Page]]:
    """The annotated pages by paper or set."""
    sets = {paper: _pages(paper, (PAPERS / paper).glob("*.page")) for paper in LEARNED + HELD_OUT}
    sets["samples"] = _pages("samples", (ROOT / "tests/samples").rglob("*.page"))
    looked_into = [
        path for path in (ROOT / "tests/held_out").glob("*.page") if path.stem not in UNSEEN
    ]
    sets["looked into"] = _pages("looked into", looked_into)
    sets["set"] = list(_set_pages())
    if shared is not None:
        for name, folder, pattern in (
            ("real", shared, "*.gold.json"),
            ("pd98", shared / "pd98", "*.json"),
            ("strange", shared / "strange", "*.json"),
            ("modern", shared / "layout", "*-order.json"),
            ("cases", shared.parent / "cases/pages", "*.json"),
        ):
            sets[name] = [_shared_page(name, path) for path in sorted(folder.glob(pattern))]
    return sets


def _set_pages() -> Iterator[Page]:
    """Pages set from the articles of the samples and damaged, by other numbers than the tests'."""
    articles = stock.samples()
    for damage in (setting.LIGHT, setting.MEDIUM, setting.HEAVY):
        for seed in range(FIRST_SEED, FIRST_SEED + SET_PAGES):
            yield _page("set", *setting.some_page(seed, damage, articles))


def _pages(paper: str, paths: Iterable[Path]) -> list[Page]:
    return [_page(paper, *read_page(path)) for path in sorted(paths)]


def _shared_page(name: str, path: Path) -> Page:
    gold = json.loads(path.read_text(encoding="utf-8"))
    return _page(name, (path.parent / gold["source"]).read_text(encoding="utf-8"), gold)


def _page(paper: str, text: str, gold: Json) -> Page:
    looks = PageParser(text.split("\n")).features
    outside = stand_outside(looks)
    inside = [index for index, part in enumerate(outside) if part is None]
    scorer = Scorer(looks, outside, inside)
    labels = _labels(looks, gold)
    return Page(paper, scorer.clues, scorer.candidates(), [labels[index] for index in inside])


def _labels(looks: Sequence[LineFeatures], gold: Json) -> list[Label | None]:
    """The right label of every piece, by the kind that most of its characters have."""
    kinds = _kinds_of_characters(gold)
    loose = {line for article in gold["articles"] for line in article["loose"]}
    titles: set[int] = set()
    labels: list[Label | None] = []
    for look in looks:
        lines = {span[0] for span in look.piece.spans}
        marks = [
            kinds[line, offset]
            for line, start, end in look.piece.spans
            for offset in range(start, end)
            if (line, offset) in kinds
        ]
        if not marks or lines & loose:
            labels.append(None)
            continue
        kind, block = Counter(marks).most_common(1)[0][0]
        has_text = any(name == "paragraph" for name, _ in marks)
        if kind == "title":
            labels.append(Label.TITLE_MORE if block in titles else Label.TITLE)
            titles.add(block)
        elif has_text:
            opens = look.opening is not None and marks[0][0] == "byline"
            labels.append(Label.OPENING if opens else Label.PARAGRAPH)
        elif kind == "byline":
            labels.append(_label_of_byline(look))
        else:
            labels.append(LABEL_OF_KIND[kind])
    return labels


def _label_of_byline(look: LineFeatures) -> Label:
    if look.opening:
        return Label.OPENING
    if look.tail is not None and look.tail.start == 0:
        return Label.CLOSING
    return Label.BYLINE


def _kinds_of_characters(gold: Json) -> dict[tuple[int, int], tuple[str, int]]:
    """{(line, offset): (kind, number of the block)}"""
    blocks = [*gold["page_blocks"], *(b for article in gold["articles"] for b in article["blocks"])]
    kinds = {}
    for number, block in enumerate(blocks):
        for line, start, end in block["spans"]:
            kinds.update({(line, offset): (block["kind"], number) for offset in range(start, end)})
    return kinds


# --- model -----------------------------------------------------------------------------------------


class Weights:
    """What clues, steps and beginnings are worth; begins with what was set by hand."""

    def __init__(self, clues: Sequence[str]) -> None:
        self.row = {clue: number for number, clue in enumerate(clues)}
        self.clues = np.zeros((len(clues), len(LABELS)))
        for label, worths in prior.CLUES.items():
            for clue, worth in worths.items():
                if clue in self.row:
                    self.clues[self.row[clue], NUMBER[label]] = worth
        if "plain text" in self.row:
            self.clues[self.row["plain text"], NUMBER[Label.PARAGRAPH]] = prior.TEXT
        self.steps = np.full((len(LABELS), len(LABELS)), prior.FAR)
        for label, worths in prior.STEPS.items():
            for following, worth in worths.items():
                self.steps[NUMBER[label], NUMBER[following]] = worth
        self.start = np.full(len(LABELS), prior.FAR)
        for label, worth in prior.START.items():
            self.start[NUMBER[label]] = worth
        for label in (Label.SECTION, Label.FURNITURE):
            self._let_stand_anywhere(NUMBER[label])

    def _let_stand_anywhere(self, number: int) -> None:
        """What belongs to no article may stand before anything and behind anything."""
        self.steps[number] = np.maximum(self.start, -3.0)
        self.steps[number, NUMBER[Label.PARAGRAPH]] = -0.5
        self.steps[:, number] = -2.5
        self.steps[number, number] = -1.0
        self.start[number] = -1.0

    def packed(self) -> Array:
        return np.concatenate([self.clues.ravel(), self.steps.ravel(), self.start])

    def unpack(self, values: Array) -> None:
        first, second = self.clues.size, self.clues.size + self.steps.size
        self.clues = values[:first].reshape(self.clues.shape)
        self.steps = values[first:second].reshape(self.steps.shape)
        self.start = values[second:]

    def table(self) -> Json:
        """What is written to `weights.json`."""
        clues = {
            clue: [round(float(worth), 2) for worth in self.clues[row]]
            for clue, row in sorted(self.row.items())
            if np.abs(self.clues[row]).max() >= LEAST
        }
        return {
            "labels": [str(label) for label in LABELS],
            "clues": clues,
            "steps": [[round(float(worth), 2) for worth in row] for row in self.steps],
            "start": [round(float(worth), 2) for worth in self.start],
        }


class Batch:
    """Pages of one fit side by side: arrays of pages × pieces × labels."""

    def __init__(self, pages: Sequence[Page], row: dict[str, int]) -> None:
        self.pages = [page for page in pages if page.clues]
        self.count = len(self.pages)
        self.longest = max(len(page.clues) for page in self.pages)
        lengths = np.array([len(page.clues) for page in self.pages])
        self.valid = np.arange(self.longest)[None, :] < lengths[:, None]
        self.share = np.array([SHARES.get(page.paper, 1.0) for page in self.pages])
        self.allowed = np.full((self.count, self.longest, len(LABELS)), NEVER)
        self.right = self.allowed.copy()
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for number, page in enumerate(self.pages):
            for place, clues in enumerate(page.clues):
                self._allow(number, place, page.candidates[place], page.labels[place])
                known = [(row[clue], value) for clue, value in clues.items() if clue in row]
                rows += [number * self.longest + place] * len(known)
                columns += [column for column, _ in known]
                values += [value for _, value in known]
        shape = (self.count * self.longest, len(row))
        self.matrix = csr_matrix((values, (rows, columns)), shape=shape)

    def _allow(
        self, number: int, place: int, candidates: Sequence[Label], label: Label | None
    ) -> None:
        for candidate in candidates:
            self.allowed[number, place, NUMBER[candidate]] = 0.0
        if label in candidates:
            self.right[number, place, NUMBER[label]] = 0.0
        else:
            self.right[number, place] = self.allowed[number, place]

    def scores(self, weights: Weights) -> Array:
        return (self.matrix @ weights.clues).reshape(self.count, self.longest, len(LABELS))

    def likelihood(self, weights: Weights) -> tuple[float, Array]:
        """The log likelihood of the right labels, and its gradient in the order of `packed`."""
        scores = self.scores(weights)
        total = 0.0
        pieces = np.zeros_like(scores)
        steps = np.zeros_like(weights.steps)
        start = np.zeros_like(weights.start)
        for mask, sign in ((self.right, 1.0), (self.allowed, -1.0)):
            masked = scores + mask
            forward, backward, partition = self._sums(masked, weights)
            total += sign * float((self.share * partition).sum())
            shares = np.exp(np.minimum(forward + backward - partition[:, None, None], 0))
            shares *= self.valid[:, :, None] * self.share[:, None, None]
            pieces += sign * shares
            start += sign * shares[:, 0].sum(0)
            for place in range(self.longest - 1):
                rows = self.valid[:, place + 1]
                behind = (masked[rows, place + 1] + backward[rows, place + 1])[:, None, :]
                pair = forward[rows, place][:, :, None] + weights.steps[None] + behind
                pair = np.exp(np.minimum(pair - partition[rows][:, None, None], 0))
                steps += sign * (pair * self.share[rows][:, None, None]).sum(0)
        clues = self.matrix.T @ pieces.reshape(-1, len(LABELS))
        return total, np.concatenate([clues.ravel(), steps.ravel(), start])

    def _sums(self, scores: Array, weights: Weights) -> tuple[Array, Array, Array]:
        """Log sums over all chains up to each piece and behind it, and over the whole page."""
        forward = np.zeros_like(scores)
        backward = np.zeros_like(scores)
        forward[:, 0] = weights.start + scores[:, 0]
        for place in range(1, self.longest):
            chains = forward[:, place - 1][:, :, None] + weights.steps
            new = _log_sum(chains, 1) + scores[:, place]
            is_valid = self.valid[:, place][:, None]
            forward[:, place] = np.where(is_valid, new, forward[:, place - 1])
        for place in range(self.longest - 2, -1, -1):
            behind = (scores[:, place + 1] + backward[:, place + 1])[:, None, :]
            new = _log_sum(weights.steps[None] + behind, 2)
            is_valid = self.valid[:, place + 1][:, None]
            backward[:, place] = np.where(is_valid, new, 0.0)
        return forward, backward, _log_sum(forward[:, -1], 1)

    def accuracy(self, weights: Weights) -> float:
        """The share of pieces that get the right label."""
        scores = self.scores(weights) + self.allowed
        right = total = 0
        for number, page in enumerate(self.pages):
            chosen = _best_chain(scores[number, : len(page.clues)], weights)
            for label, place in zip(page.labels, chosen, strict=True):
                total += label is not None
                right += label is LABELS[place]
        return right / max(1, total)


def _log_sum(values: Array, axis: int) -> Array:
    most = values.max(axis)
    return most + np.log(np.exp(values - np.expand_dims(most, axis)).sum(axis))


def _best_chain(scores: Array, weights: Weights) -> list[int]:
    best = weights.start + scores[0]
    before: list[Array] = []
    for row in scores[1:]:
        chains = best[:, None] + weights.steps
        before.append(chains.argmax(0))
        best = chains.max(0) + row
    chain = [int(best.argmax())]
    for row in reversed(before):
        chain.append(int(row[chain[-1]]))
    return chain[::-1]


def fit(pages: Sequence[Page]) -> Weights:
    """The likeliest weights for the pages under the prior."""
    seen = Counter(clue for page in pages for clues in page.clues for clue in clues)
    by_hand = {clue for worths in prior.CLUES.values() for clue in worths}
    weights = Weights(sorted(by_hand | {clue for clue, times in seen.items() if times > 2}))
    batch = Batch(pages, weights.row)
    begin = weights.packed()
    fixed = np.abs(begin) > 50  # what may never be

    def loss(values: Array) -> tuple[float, Array]:
        weights.unpack(values)
        likelihood, gradient = batch.likelihood(weights)
        away = values - begin
        gradient[fixed] = 0.0
        penalty = 0.5 * PRIOR_STRENGTH * float((away * away).sum())
        return penalty - likelihood, PRIOR_STRENGTH * away - gradient

    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    weights.unpack(found.x)
    return weights


# --- command ---------------------------------------------------------------------------------------


def measure(weights: Weights, sets: dict[str, list[Page]]) -> Iterator[tuple[str, float, float]]:
    """(set, share of right labels with the weights set by hand, with these weights)"""
    by_hand = Weights(list(weights.row))
    for name, pages in sets.items():
        batch = Batch(pages, weights.row)
        yield name, batch.accuracy(by_hand), batch.accuracy(weights)


def leave_one_out(sets: dict[str, list[Page]]) -> Iterator[tuple[str, float]]:
    """(paper, share of right labels with weights of all other papers)"""
    for paper in LEARNED:
        others = [page for name in _learned(sets) if name != paper for page in sets[name]]
        weights = fit(others)
        yield paper, Batch(sets[paper], weights.row).accuracy(weights)


def _learned(sets: dict[str, list[Page]]) -> list[str]:
    return [name for name in sets if name not in HELD_OUT]


def main(print_line: Callable[[str], None] = print) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, help="a folder of further annotated pages")
    parser.add_argument("--held-out", action="store_true", help="measure only, paper by paper")
    options = parser.parse_args()
    sets = read_sets(options.shared)
    if options.held_out:
        for paper, share in leave_one_out(sets):
            print_line(f"{paper:24}{share:8.3f}")
        return
    weights = fit([page for name in _learned(sets) for page in sets[name]])
    print_line(f"{'labels right':24}{'by hand':>8}{'fitted':>8}")
    for name, by_hand, fitted in measure(weights, sets):
        note = "  held out" if name in HELD_OUT else ""
        print_line(f"{name:24}{by_hand:8.3f}{fitted:8.3f}{note}")
    TABLE.write_text(json.dumps(weights.table(), ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
