"""How rare words are in the paper's own archive."""

import math
from pathlib import Path

import pytest

from articles.tagging import segmenter
from articles.tagging.segmenter import RustJieba, load
from articles.tagging.word_frequencies import (
    NONE,
    SHIPPED,
    Frequencies,
    count,
    newest,
    read,
    roll_back,
    write,
)


def test_a_word_counts_once_for_each_text_and_only_if_more_than_one_has_it() -> None:
    counted = count(
        [["路灯", "路灯", "小巷"], ["路灯", "盲道", "。", "12", "灯"], ["小巷", "12", "灯", "。"]]
    )
    assert counted == Frequencies(3, {"路灯": 2, "小巷": 2})


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    path = write(Frequencies(3, {"路灯": 2, "AI": 3}), tmp_path / "new")
    assert read(path) == Frequencies(3, {"路灯": 2, "AI": 3})
    assert [entry.name for entry in path.parent.iterdir()] == ["000001.tsv"]


def test_the_newest_version_is_in_use_and_a_few_older_ones_are_kept(tmp_path: Path) -> None:
    assert newest(tmp_path / "none") is None
    for documents in range(1, 8):
        path = write(Frequencies(documents, {}), tmp_path)
        assert newest(tmp_path) == path
    assert sorted(entry.stem for entry in tmp_path.iterdir()) == [
        f"{version:06}" for version in range(3, 8)
    ]


def test_a_version_can_be_rolled_back_down_to_the_shipped_table(tmp_path: Path) -> None:
    first = write(Frequencies(1, {}), tmp_path)
    write(Frequencies(2, {}), tmp_path)
    assert roll_back(tmp_path) == newest(tmp_path) == first
    assert roll_back(tmp_path) is newest(tmp_path) is None
    assert roll_back(tmp_path) is None


def test_the_more_was_counted_the_more_it_says() -> None:
    shipped = 8.0
    common = [
        Frequencies(n, {"路灯": n // 2}).idf("路灯", shipped)
        for n in (0, 100, SHIPPED, 100 * SHIPPED)
    ]
    assert common[0] == pytest.approx(shipped)
    assert common == sorted(common, reverse=True)
    assert common[1] == pytest.approx(shipped, abs=1)
    assert common[-1] == pytest.approx(math.log(2), abs=0.1)


def test_a_word_that_the_archive_has_often_becomes_less_rare_and_an_unknown_one_known() -> None:
    plain, local = RustJieba(), RustJieba(counted=Frequencies(10_000, {"路灯": 5_000, "云汀": 50}))
    assert (local.idf("路灯") or 99) < (plain.idf("路灯") or 0)
    assert plain.idf("云汀") is None
    assert 0 < (local.idf("云汀") or 0) < local.usual_idf
    assert (local.idf("落羽杉") or 0) > (plain.idf("落羽杉") or 99)
    assert local.idf("汀云") is None


def test_a_process_notices_a_new_version(tmp_path: Path) -> None:
    before = load(tmp_path)
    assert load(tmp_path) is before
    write(Frequencies(10_000, {"路灯": 5_000}), segmenter.frequencies_in(tmp_path))
    after = load(tmp_path)
    assert (after.idf("路灯") or 99) < (before.idf("路灯") or 0)


def test_nothing_counted_changes_nothing() -> None:
    assert NONE.idf("路灯", 8.0) == pytest.approx(8.0)
