"""How many articles a second are tagged on one core, and in what memory: `make bench-tagging`.

Beside `jieba.analyse.extract_tags` on the same texts in the same run. Each runs in a process of its own, so
that its memory is its own. The texts: FILE with one {"title": …, "text": …} a line (also .gz), or else the
articles of the samples, again and again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

WANTED_RATIO = 5
WANTED_MEGABYTES = 250
TEXTS = 1_000


def texts(path: Path | None) -> list[tuple[str, str]]:
    """Titles and texts, spread evenly over the file."""
    if path is None:
        return list(islice(cycle(_samples()), TEXTS))
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [(row["title"], row["text"]) for row in rows[:: max(1, len(rows) // TEXTS)]][:TEXTS]


def _samples() -> Iterator[tuple[str, str]]:
    from articles.parsing import parse_page  # noqa: PLC0415

    for page in sorted((ROOT / "samples").rglob("*.txt")):
        for article in parse_page(page.read_text(encoding="utf-8")).articles:
            yield article.title, "\n".join(block.text for block in article.blocks)


def ours() -> Callable[[str, str], object]:
    from articles.tagging import lexicon, segmenter  # noqa: PLC0415
    from articles.tagging.annotated_text import TaggableText  # noqa: PLC0415
    from articles.tagging.ranking import rank  # noqa: PLC0415

    words = segmenter.load(Path(tempfile.mkdtemp(prefix="bench-tagging-")))
    known = lexicon.load()
    return lambda title, text: rank(
        TaggableText(title, paragraphs=tuple(filter(None, text.split("\n")))), words, known
    )


def theirs() -> Callable[[str, str], object]:
    warnings.simplefilter("ignore")
    import jieba.analyse  # noqa: PLC0415

    return lambda title, text: jieba.analyse.extract_tags(f"{title}\n{text}")


def measure(
    make: Callable[[], Callable[[str, str], object]], path: Path | None
) -> tuple[float, float]:
    """Articles a second of processor time, the best of three; megabytes at the most."""
    rows = texts(path)
    tag = make()
    tag(*rows[0])
    rates = []
    for _ in range(3):
        start = time.process_time()
        for title, text in rows:
            tag(title, text)
        rates.append(len(rows) / (time.process_time() - start))
    return max(rates), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(who: str, path: Path | None) -> tuple[float, float]:
    command = [
        sys.executable,
        "-W",
        "ignore",
        __file__,
        "--measure",
        who,
        *([str(path)] if path else []),
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(said[-2]), float(said[-1])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
    parser.add_argument("--measure", choices=("ours", "theirs"), help=argparse.SUPPRESS)
    parser.add_argument(
        "--check", action="store_true", help="fail where less is reached than is wanted"
    )
    options = parser.parse_args()
    if options.measure:
        print(*measure({"ours": ours, "theirs": theirs}[options.measure], options.file))
        return 0
    (rate, memory), (base, base_memory) = (
        measured(who, options.file) for who in ("ours", "theirs")
    )
    print(f"tagging       {rate:7.0f} articles/s  {memory:4.0f} MB")
    print(f"extract_tags  {base:7.0f} articles/s  {base_memory:4.0f} MB")
    print(
        f"{rate / base:.2f} times as fast (wanted {WANTED_RATIO}); at most {WANTED_MEGABYTES} MB wanted"
    )
    return int(options.check and (rate < WANTED_RATIO * base or memory > WANTED_MEGABYTES))


if __name__ == "__main__":
    sys.exit(main())
