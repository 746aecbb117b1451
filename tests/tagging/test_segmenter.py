"""Cutting with parts of speech."""

from collections.abc import Callable
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

import pytest
from django.conf import settings

from articles.tagging import segmenter
from articles.tagging.segmenter import PINNED, Jieba, RustJieba, Segmenter, load
from tests.house.compose import ROOT

SAMPLES = ROOT / "samples"


def test_words_come_with_their_part_of_speech_and_unknown_ones_without(jieba: Segmenter) -> None:
    words = jieba.cut("云汀市教育局。")
    assert [(word, jieba.flag(word)) for word in words] == [
        ("云汀市", ""),
        ("教育局", "n"),
        ("。", ""),
    ]


def test_nothing_of_the_text_is_lost(jieba: Segmenter) -> None:
    text = "云汀市 柳湾镇,AI大模型\n3.5%的𠮷野“家”!"
    assert "".join(jieba.cut(text)) == text


def test_a_long_text_is_cut_in_pieces_at_the_end_of_a_sentence(jieba: Segmenter) -> None:
    text = "居民议事会把路灯修好了。" * 300
    assert jieba.cut(text) == jieba.cut("居民议事会把路灯修好了。") * 300
    assert "".join(jieba.cut("路灯" * 3_000)) == "路灯" * 3_000


def test_a_common_word_is_less_rare_than_a_special_one(jieba: Segmenter) -> None:
    assert (jieba.idf("中国") or 0) < jieba.usual_idf < (jieba.idf("落羽杉") or 99)
    assert jieba.idf("云汀市") is None


def test_both_segmenters_cut_alike(tmp_path: Path) -> None:
    """On the running text of our own sample pages: of all cuts, 999 in a thousand are the same."""
    texts = [page.read_text(encoding="utf-8") for page in sorted(SAMPLES.rglob("*.txt"))]
    slow, fast = Jieba(tmp_path), RustJieba()
    lines = [line for text in texts for line in text.split("\n") if len(line) > 40]
    cuts = [(borders(slow.cut(line)), borders(fast.cut(line))) for line in lines]
    assert sum(len(first) for first, _second in cuts) > 5_000
    different = sum(len(first ^ second) for first, second in cuts)
    assert different <= sum(len(first | second) for first, second in cuts) / 1_000


def borders(words: list[str]) -> set[int]:
    return set(accumulate(map(len, words)))


@pytest.mark.parametrize(
    "make", [RustJieba, lambda pinned: Jieba(Path(settings.DATA_DIR) / "jieba", pinned)]
)
def test_a_pinned_term_is_one_word_in_either(make: Callable[[list[str]], Segmenter]) -> None:
    segmenter = make(["云汀夜话"])
    assert "云汀夜话" in segmenter.cut("今晚看云汀夜话的人多")
    assert segmenter.flag("云汀夜话") == PINNED


def test_rjieba_cuts_where_it_is_installed_and_jieba_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(load(tmp_path), RustJieba)
    monkeypatch.setattr(
        segmenter, "find_spec", lambda name: None if name == "rjieba" else find_spec(name)
    )
    assert isinstance(load(tmp_path / "other"), Jieba)
