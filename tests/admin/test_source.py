"""Source lines with marks: every character once, in order, whatever the marks are."""

import pytest

from articles.admin.paper.source_markup import Line, Mark, Piece, marked_lines, marks_of

TEXT = "夜市搬新址\n\n夜市搬到了河边。"


def test_marks_cut_a_line_into_pieces() -> None:
    mark = Mark(1, 1, 3, "title", 2)
    assert marked_lines(TEXT, [mark])[0] == Line(
        1, (Piece("夜"), Piece("市搬", mark), Piece("新址"))
    )


def test_two_marks_of_a_line_stand_in_order() -> None:
    late, early = Mark(3, 4, 8, "paragraph"), Mark(3, 0, 2, "byline")
    assert [piece.mark for piece in marked_lines(TEXT, [late, early])[2].pieces] == [
        early,
        None,
        late,
    ]


def test_blocks_give_a_mark_for_each_span() -> None:
    block = {"kind": "paragraph", "text": "…", "spans": [[1, 0, 5], [3, 0, 2]]}
    assert marks_of([block], owner=4) == [
        Mark(1, 0, 5, "paragraph", 4),
        Mark(3, 0, 2, "paragraph", 4),
    ]


@pytest.mark.parametrize(
    "marks",
    [
        [],
        [Mark(1, 0, 99, "title")],
        [Mark(7, 0, 1, "title")],
        [Mark(0, 0, 1, "title")],
        [Mark(1, 3, 3, "title")],
        [Mark(1, 4, 2, "title")],
        [Mark(1, 0, 4, "title"), Mark(1, 2, 5, "title")],
        [Mark(1, -1, 2, "title")],
    ],
)
def test_marks_of_another_text_neither_lose_nor_double_a_character(marks: list[Mark]) -> None:
    lines = marked_lines(TEXT, marks)
    assert "\n".join("".join(piece.text for piece in line.pieces) for line in lines) == TEXT
    assert [line.number for line in lines] == [1, 2, 3]
