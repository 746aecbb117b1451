"""SECURITY.md: each threat names what stands against it and the tests that prove it, which exist."""

import ast
import re
from functools import cache

import pytest

from tests.house.compose import ROOT

TEXT = (ROOT / "SECURITY.md").read_text()
SECTION = TEXT.partition("\n## Threats\n")[2].partition("\n## ")[0]
ROWS = [line for line in SECTION.splitlines() if line.startswith("| ")][1:]
PROOF = re.compile(r"`(tests/[\w/.]+\.py)::(\w+)`")
ATTACKERS = [
    "Reader",
    "Guesser",
    "Insider",
    "Stolen session",
    "Hostile file",
    "Poisoned cache",
    "Poisoned broker",
    "Supply chain",
    "Misconfiguration of the proxy",
    "Finder of a laptop or a backup",
]


@cache
def names_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:40])
def test_every_test_that_a_row_names_exists(row: str) -> None:
    who, attempt, defence, proof = (cell.strip() for cell in row.strip("|").split(" | "))
    assert who
    assert attempt
    assert defence
    named = PROOF.findall(proof)
    assert named or proof == "*open*"
    assert [f"{path}::{name}" for path, name in named if name not in names_in(path)] == []
    # Nothing is named in a way that is not looked up.
    assert len(named) == proof.count("`") // 2


@pytest.mark.parametrize("attacker", ATTACKERS)
def test_every_attacker_has_a_row(attacker: str) -> None:
    assert any(row.startswith(f"| {attacker}") for row in ROWS)


def test_no_row_is_open() -> None:
    assert [row for row in ROWS if "*open*" in row] == []


def test_the_site_of_the_documents_shows_it() -> None:
    page = (ROOT / "docs/explanation/security.md").read_text()
    assert page == '--8<-- "SECURITY.md"\n'
    assert "pymdownx.snippets" in (ROOT / "mkdocs.yml").read_text()
