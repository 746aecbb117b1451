"""The document that keeps the last table: docs/reference/reliability.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tests.tasks.installation import ROOT
from torture.outcome import Outcome, markdown_table
from torture.plan import Plan

DOCUMENT = ROOT / "docs" / "reference" / "reliability.md"
_BEGIN = "<!-- written by make torture -->"
_END = "<!-- end -->"


def write_table(outcomes: Iterable[Outcome], plan: Plan, document: Path = DOCUMENT) -> None:
    """Put the table into the document, in the place of the former one."""
    text = document.read_text(encoding="utf-8")
    before, _mark, rest = text.partition(_BEGIN)
    _former, _mark, after = rest.partition(_END)
    table = f"{_BEGIN}\n\n{_conditions(plan)}\n\n{markdown_table(outcomes)}\n\n{_END}"
    document.write_text(f"{before}{table}{after}", encoding="utf-8")


def _conditions(plan: Plan) -> str:
    """When and on what kind of machine: figures of another one are other figures."""
    today = date.today().isoformat()  # noqa: DTZ011  (the day where it was played)
    return (
        f"Played on {today} at scale {plan.scale:g} with seed {plan.seed}: {platform.system()}, "
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}."
    )
