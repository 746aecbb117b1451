"""The table of outcomes tells what went wrong, what went well and what was not played."""

from pathlib import Path

import pytest

from torture.outcome import HEADINGS, Outcome, markdown_table
from torture.plan import Plan
from torture.report import write_table

GOOD = Outcome("killed imports", "SIGKILL", 1_200, figures="80 hits", seconds=12.4)


def test_a_row_has_a_cell_for_every_heading() -> None:
    not_played = Outcome("slow readers", "", 0, missing="no nginx on the PATH")
    for outcome in (GOOD, not_played):
        assert len(outcome.cells()) == len(HEADINGS)
    assert "not played: no nginx on the PATH" in not_played.cells()


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome("x", "y", 1, lost=1),
        Outcome("x", "y", 1, half_done=1),
        Outcome("x", "y", 1, server_errors=1),
        Outcome("x", "y", 1, faults=("The page is blank.",)),
    ],
)
def test_anything_that_went_wrong_is_not_good(outcome: Outcome) -> None:
    assert not outcome.is_good
    assert GOOD.is_good


def test_the_document_gets_the_new_table_in_the_place_of_the_former(tmp_path: Path) -> None:
    document = tmp_path / "reliability.md"
    document.write_text("# Head\n\n<!-- written by make torture -->\nold\n<!-- end -->\nfoot\n")
    write_table([GOOD], Plan(0.5, 17), document)
    text = document.read_text()
    assert "old" not in text
    assert text.startswith("# Head\n")
    assert text.endswith("<!-- end -->\nfoot\n")
    assert "scale 0.5 with seed 17" in text
    assert markdown_table([GOOD]) in text


def test_the_document_names_neither_the_machine_nor_its_folders(tmp_path: Path) -> None:
    document = tmp_path / "reliability.md"
    document.write_text("<!-- written by make torture -->\n<!-- end -->\n")
    write_table([GOOD], Plan(), document)
    assert "/" not in document.read_text().replace("<!-- end -->", "")
