"""What a scenario comes to: how often something was done, and what went wrong; and the table of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HEADINGS = (
    "scenario",
    "what was done",
    "times",
    "lost",
    "half-done",
    "500s",
    "other faults",
    "seconds",
    "figures",
)


@dataclass(frozen=True)
class Outcome:
    """One row of the table.

    `lost` counts what should be stored and is not, or is other than it should be; `half_done`
    what is stored in part; `server_errors` answers of 500 and above; `faults` are sentences about
    everything else. `figures` is what was measured; it is no fault.
    """

    scenario: str
    action: str
    times: int
    lost: int = 0
    half_done: int = 0
    server_errors: int = 0
    faults: tuple[str, ...] = ()
    figures: str = ""
    missing: str = ""  # why the scenario could not be played here
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether nothing went wrong; what could not be played is not wrong."""
        return not (self.lost or self.half_done or self.server_errors or self.faults)

    def cells(self) -> tuple[str, ...]:
        """The row of the table, in the order of HEADINGS."""
        if self.missing:
            return (self.scenario, f"not played: {self.missing}", "", "", "", "", "", "", "")
        return (
            self.scenario,
            self.action,
            f"{self.times:,}",
            f"{self.lost:,}",
            f"{self.half_done:,}",
            f"{self.server_errors:,}",
            f"{len(self.faults):,}",
            f"{self.seconds:,.0f}",
            self.figures,
        )


def markdown_table(outcomes: Iterable[Outcome]) -> str:
    """The outcomes as a table of a document."""
    lines = [_markdown_row(HEADINGS), _markdown_row(["---"] * len(HEADINGS))]
    lines.extend(_markdown_row(outcome.cells()) for outcome in outcomes)
    return "\n".join(lines)


def _markdown_row(cells: Iterable[str]) -> str:
    escaped = [cell.replace("|", "\\|") for cell in cells]
    return f"| {' | '.join(escaped)} |"
