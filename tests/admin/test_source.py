"""Source lines with marks: every character once, in order, whatever the marks are."""

import pytest

from articles.admin.paper.source_markup import (
    BlockMark,
    SourceLine,
    SourceRun,
    block_marks,
    source_lines,
)

TEXT = "夜市搬新址\n\n夜市搬到了河边。"


def test_marks_cut_a_line_into_pieces() -> None:
    mark = BlockMark(1, 1, 3, "title", 2)
    assert source_lines(TEXT, [mark])[0] == SourceLine(
        1, (SourceRun("夜"), SourceRun("市搬", mark), SourceRun("新址"))
    )


def test_two_marks_of_a_line_stand_in_order() -> None:
    late, early = BlockMark(3, 4, 8, "paragraph"), BlockMark(3, 0, 2, "byline")
    assert [run.mark for run in source_lines(TEXT, [late, early])[2].runs] == [
        early,
        None,
        late,
    ]


def test_blocks_give_a_mark_for_each_span() -> None:
    block = {"kind": "paragraph", "text": "…", "spans": [[1, 0, 5], [3, 0, 2]]}
    assert block_marks([block], owner=4) == [
        BlockMark(1, 0, 5, "paragraph", 4),
        BlockMark(3, 0, 2, "paragraph", 4),
    ]


@pytest.mark.parametrize(
    "marks",
    [
        [],
        [BlockMark(1, 0, 99, "title")],
        [BlockMark(7, 0, 1, "title")],
        [BlockMark(0, 0, 1, "title")],
        [BlockMark(1, 3, 3, "title")],
        [BlockMark(1, 4, 2, "title")],
        [BlockMark(1, 0, 4, "title"), BlockMark(1, 2, 5, "title")],
        [BlockMark(1, -1, 2, "title")],
    ],
)
def test_marks_of_another_text_neither_lose_nor_double_a_character(marks: list[BlockMark]) -> None:
    lines = source_lines(TEXT, marks)
    assert "\n".join("".join(run.text for run in line.runs) for line in lines) == TEXT
    assert [line.number for line in lines] == [1, 2, 3]
