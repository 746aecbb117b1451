"""Two texts side by side: paragraphs that belong together in one row, words that differ marked, nothing lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.editorial.diff import DiffRow, compare, stretches
from articles.models import Tag
from articles.tagging import article_texts
from articles.text.body import split_body

pytestmark = pytest.mark.django_db

TEXT = "夜市昨天搬到了河边。\n\n居民说,这里亮堂多了。\n\n## 摊位翻番\n\n记者从街道办了解到,摊位增加到八十个。"


def side(rows: list[DiffRow], which: int) -> list[str]:
    sides = ("".join(piece.text for piece in (row.old, row.new)[which]) for row in rows)
    return [text for text in sides if text]


def differing(rows: list[DiffRow], which: int) -> list[str]:
    return [piece.text for row in rows for piece in (row.old, row.new)[which] if piece.differs]


def test_equal_texts_differ_nowhere() -> None:
    rows = compare(TEXT, TEXT)
    assert not any(row.differs for row in rows)
    assert side(rows, 0) == split_body(TEXT)


def test_words_are_marked_not_characters_and_not_lines() -> None:
    rows = compare("市长昨天看望了市民。", "市长今天看望了市民。")
    assert (differing(rows, 0), differing(rows, 1)) == (["昨天"], ["今天"])


def test_a_pinned_term_is_one_word_and_loads_no_dictionary_of_its_own() -> None:
    assert differing(compare("居民喜欢云汀夜话。", "居民喜欢云汀夜谈。"), 1) != ["云汀夜谈"]
    Tag.objects.create(name="云汀夜谈", pinned=True)
    assert differing(compare("居民喜欢云汀夜话。", "居民喜欢云汀夜谈。"), 1) == ["云汀夜谈"]
    tagger = article_texts.segmenter_for(article_texts.vocabulary())
    compare("夜市", "河边")
    assert article_texts.segmenter_for(article_texts.vocabulary()) is tagger


def test_a_new_paragraph_stands_beside_nothing() -> None:
    rows = compare(TEXT, TEXT.replace("\n\n## ", "\n\n又下雨了,摊主们忙着收摊。\n\n## "))
    (row,) = (row for row in rows if row.differs)
    assert (row.old, [piece.text for piece in row.new]) == ((), ["又下雨了,摊主们忙着收摊。"])


def test_a_rewritten_paragraph_stands_beside_what_it_was_though_others_come_before_it() -> None:
    old = "居民说,这里亮堂多了。\n\n摊位增加到八十个。"
    new = "又下雨了。\n\n摊主们忙着收摊。\n\n居民们说,这里确实亮堂多了。\n\n摊位增加到九十个。"
    rows = compare(old, new)
    beside = {side([row], 0)[0]: side([row], 1)[0] for row in rows if row.old}
    assert beside == {
        "居民说,这里亮堂多了。": "居民们说,这里确实亮堂多了。",
        "摊位增加到八十个。": "摊位增加到九十个。",
    }


def test_one_line_stands_beside_another_however_different() -> None:
    (row,) = compare("草稿", "已发布")
    assert (len(row.old), len(row.new)) == (1, 1)


def test_both_in_one_text() -> None:
    (row,) = compare("夜市昨天搬家。", "夜市今天搬家。")
    assert [(mark.sign, mark.text) for mark in row.marks if mark.sign] == [
        ("-", "昨天"),
        ("+", "今天"),
    ]


@given(
    st.lists(st.text("夜市搬到河边。,## \\\n", max_size=20), max_size=8),
    st.lists(st.text("夜市搬到河边。,## \\\n", max_size=20), max_size=8),
)
def test_nothing_is_lost_or_added(old: list[str], new: list[str]) -> None:
    left, right = "\n\n".join(old), "\n\n".join(new)
    rows = compare(left, right)
    assert side(rows, 0) == split_body(left)
    assert side(rows, 1) == split_body(right)
    for row in rows:
        assert "".join(mark.text for mark in row.marks if mark.sign != "+") == "".join(
            side([row], 0)
        )
        assert "".join(mark.text for mark in row.marks if mark.sign != "-") == "".join(
            side([row], 1)
        )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("甲" * 30_000, "乙" * 30_000, id="one paragraph"),
        pytest.param("甲乙丙丁。" * 6_000, "丁丙乙甲。" * 6_000, id="many words"),
        pytest.param(
            "\n\n".join(map(str, range(3_000))),
            "\n\n".join(map(str, range(3_000, 6_000))),
            id="paragraphs",
        ),
    ],
)
def test_what_nobody_prints_is_compared_in_seconds(old: str, new: str) -> None:
    compare("夜市", "河边")  # the dictionary is loaded by the first
    began = time.process_time()
    compare(old, new)
    assert time.process_time() - began < 5


def test_what_is_far_from_anything_that_differs_is_folded_and_nothing_is_left_out() -> None:
    differs = [False] * 4 + [True] + [False] * 3 + [True] + [False] * 3
    found = stretches("abcdefghijkl", differs)
    assert ["".join(run.rows) for run in found if run.is_folded] == ["abc"]
    assert "".join(row for run in found for row in run.rows) == "abcdefghijkl"
