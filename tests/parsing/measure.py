"""Scores of the parser on pages made for it, for each kind of damage alone and for three degrees of all together.

    python -m tests.parsing.measure [--pages N] [--seed FIRST] [--damage NAME ...] [--shared] [--worst N]

With --shared real news items beside the checkout are set instead of the samples' articles. --worst writes the
N pages that score lowest, with what was wrong, below the table.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from articles.parsing import parse_page
from tests import setting
from tests.annotated import Json
from tests.parsing import measures, stock

DEGREES = {
    "clean": setting.CLEAN,
    "light": setting.LIGHT,
    "medium": setting.MEDIUM,
    "heavy": setting.HEAVY,
}
DAMAGES = {**DEGREES, **setting.ONE_BY_ONE}


def scored(text: str, gold: Json) -> tuple[dict[str, float], list[str]]:
    """Scores of one page and what was wrong, by the shared script where it is there."""
    record = parse_page(text)
    if score := measures.shared_score():
        return score(record.to_json(gold["source"]), gold)
    return measures.measures(text, record, gold), []


def pages(arguments: argparse.Namespace, damage: str) -> Iterator[tuple[str, Json]]:
    articles = stock.shared_news() if arguments.shared else stock.samples()
    for seed in range(arguments.seed, arguments.seed + arguments.pages):
        text, gold = setting.some_page(seed, DAMAGES[damage], articles)
        yield text, gold | {"source": f"{damage}-{seed}.txt"}


def main(arguments: argparse.Namespace, console: Console) -> None:
    table = Table(title=f"means over {arguments.pages} pages from seed {arguments.seed}")
    lowest: list[tuple[float, str, str, list[str]]] = []
    for damage in arguments.damage:
        rows: list[dict[str, float]] = []
        for text, gold in pages(arguments, damage):
            row, wrong = scored(text, gold)
            rows.append(row)
            lowest.append((sum(row.values()), gold["source"], text, wrong))
        means = measures.mean(rows)
        if not table.columns:
            for name in ("damage", *means):
                table.add_column(name, justify="right")
        table.add_row(damage, *(f"{value:.3f}" for value in means.values()))
    console.print(table)
    for _, name, text, wrong in sorted(lowest)[: arguments.worst]:
        console.print(
            f"\n=== {name}\n{text}\n--- " + "\n--- ".join(wrong),
            markup=False,
            highlight=False,
            soft_wrap=True,
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--damage", nargs="+", choices=DAMAGES, default=list(DAMAGES))
    parser.add_argument("--shared", action="store_true")
    parser.add_argument("--worst", type=int, default=0)
    main(parser.parse_args(), Console())
