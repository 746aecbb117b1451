"""An arrangement follows a text that came in a little otherwise: what stands in both keeps its block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing import Kind, Span
from articles.workbench.arrangement import (
    ArrangedArticle,
    Arrangement,
    PlacedBlock,
    find_faults,
    repair,
)
from articles.workbench.realignment import realign

OLD = ["夜市搬新址", "记者 陈望 夜市搬到了河边。", "摊主说,人更多了。", "订报热线 1234"]
TITLE = PlacedBlock(Kind.TITLE, (Span(1, 0, 5),))
BYLINE = PlacedBlock(Kind.BYLINE, (Span(2, 0, 6),))
BODY = PlacedBlock(Kind.PARAGRAPH, (Span(2, 6, 14), Span(3, 0, 9)))
AD = PlacedBlock(Kind.FURNITURE, (Span(4, 0, 9),))
ARRANGED = Arrangement((ArrangedArticle("7", (TITLE, BYLINE, BODY)),), (AD,))


def blocks_in(*new: str) -> list[list[str]]:
    """The text of each span of each block, in the new text."""
    moved = realign(ARRANGED, OLD, new)
    return [
        [new[line - 1][start:end] for line, start, end in block.spans] for block in moved.blocks()
    ]


SAME = [
    ["夜市搬新址"],
    ["记者 陈望 "],
    ["夜市搬到了河边。", "摊主说,人更多了。"],
    ["订报热线 1234"],
]


def test_the_same_text_is_arranged_the_same() -> None:
    assert realign(ARRANGED, OLD, OLD) == ARRANGED


def test_lines_that_come_before_push_it_down() -> None:
    assert blocks_in("云汀日报", "", *OLD) == SAME


def test_a_line_that_was_corrected_keeps_its_blocks() -> None:
    assert blocks_in(OLD[0], "记者 陈望旺 夜市昨晚搬到河边。", *OLD[2:]) == [
        ["夜市搬新址"], ["记者 陈望旺 "], ["夜市昨晚搬到河边。", "摊主说,人更多了。"], ["订报热线 1234"],
    ]  # fmt: skip


def test_a_line_is_known_again_where_lines_came_beside_it() -> None:
    assert blocks_in(*OLD[:2], "摊主说,客人更多了。", "另有摊位若干。", OLD[3])[2:] == [
        ["夜市搬到了河边。", "摊主说,客人更多了。"],
        ["订报热线 1234"],
    ]


def test_a_line_that_went_goes_from_its_block_and_a_block_with_its_lines() -> None:
    assert blocks_in(OLD[0], OLD[1], OLD[3]) == [SAME[0], SAME[1], ["夜市搬到了河边。"], SAME[3]]
    assert blocks_in(OLD[0], OLD[1], OLD[2]) == SAME[:3]


@pytest.mark.parametrize("new", [[""], ["全新的一版"], ["一", "二", "三", "四", "五"]])
def test_another_text_is_never_placed_twice(new: list[str]) -> None:
    assert find_faults(repair(realign(ARRANGED, OLD, new), new), new) == []


lines = st.lists(st.sampled_from([*OLD, "", "更正", "夜市搬到河边了。"]), min_size=1, max_size=7)


@given(lines)
def test_whatever_the_new_text_is_no_character_of_it_is_doubled(new: list[str]) -> None:
    found = {fault.kind for fault in find_faults(realign(ARRANGED, OLD, new), new)}
    assert found <= {"lost"}
