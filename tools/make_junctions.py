#!/usr/bin/env python
"""Make `articles/parsing/junctions.txt` from a corpus of news.

    python tools/make_junctions.py CORPUS.jsonl[.gz] > articles/parsing/junctions.txt

CORPUS holds one {"title", "text"} a line. The table says of the commonest characters and pairs of
characters how likely they begin a sentence, end one, and how firmly the two belong together; it
was made from shared/corpus/tv_news_2022_2026.jsonl.gz (MIT licence). Formats: `articles.parsing.lines.junction`.
"""

import gzip
import json
import math
import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from articles.parsing.lines.characters import fold

RAREST_PAIR = 16
RAREST_CHARACTER = 20
SENTENCE_END = re.compile(r"[。!?;\n]+[”’)》】]*")
HAN = re.compile(r"[\u4e00-\u9fff]+")
LAST_PAIR = re.compile(r"[\u4e00-\u9fff]{2}$")


class Counts:
    """How often characters and pairs stand anywhere, begin a sentence and end one."""

    def __init__(self) -> None:
        self.pairs: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()
        self.first: Counter[str] = Counter()
        self.last: Counter[str] = Counter()

    def add(self, text: str) -> None:
        for run in HAN.findall(text):
            self.characters.update(run)
            self.pairs.update(a + b for a, b in pairwise(run))
        for sentence in SENTENCE_END.split(text):
            begins = HAN.match(sentence.strip(" “‘(《【"))
            if begins and len(begins.group()) > 1:
                self.first.update((begins.group()[:2], begins.group()[0]))
            ends = LAST_PAIR.search(sentence.rstrip(" ”’)》】"))
            if ends:
                self.last.update((ends.group(), ends.group()[-1]))


def main(path: str) -> None:
    counts = Counts()
    open_text = gzip.open if path.endswith(".gz") else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            counts.add(fold(item["title"]) + "\n" + fold(item["text"]))
    write(counts)


def write(counts: Counts) -> None:
    total = sum(counts.characters.values())
    begins = sum(n for pair, n in counts.first.items() if len(pair) == 2) / total
    ends = sum(n for pair, n in counts.last.items() if len(pair) == 2) / total

    def odds(where: Counter[str], pair: str, backed: str, rate: float) -> float:
        base = (where[backed] + 2 * rate) / (counts.characters[backed] + 2)
        if len(pair) == 1:
            return math.log(base / rate)
        return math.log((where[pair] + 6 * base) / (counts.pairs[pair] + 6) / rate)

    lines: defaultdict[str, list[str]] = defaultdict(list)
    for character, n in counts.characters.items():
        if n >= RAREST_CHARACTER:
            start = odds(counts.first, character, character, begins)
            end = odds(counts.last, character, character, ends)
            lines[
                f"1{level(start, -4, 3)}{level(end, -4, 3)}{level(math.log(n / total), -13, -4)}"
            ].append(character)
    for pair, n in counts.pairs.items():
        if n >= RAREST_PAIR:
            start = odds(counts.first, pair, pair[0], begins)
            end = odds(counts.last, pair, pair[1], ends)
            expected = counts.characters[pair[0]] * counts.characters[pair[1]] / total
            bond = math.log((n + 0.3) / (expected + 0.3))
            lines[f"2{level(start, -4, 3)}{level(end, -4, 3)}{level(bond, -3, 6)}"].append(pair)
    for key in sorted(lines):
        print(key, "".join(sorted(lines[key])))


def level(value: float, low: int, high: int) -> int:
    return round(max(low, min(high, value))) - low


if __name__ == "__main__":
    main(sys.argv[1])
