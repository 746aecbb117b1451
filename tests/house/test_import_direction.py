"""Modules of `articles` import downwards only, and the pure ones nothing of ours."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.compose import ROOT

APP = ROOT / "articles"
# From the ground up; what stands on one line does not know its neighbours.
LAYERS = [
    {"text", "parsing", "sweeping"},
    {"models"},
    {"search", "tagging"},
    {"editorial"},
    {"importing"},
    {"access", "exchange", "scheduled_jobs"},
    {"tasks"},
    {"workbench", "beat_thread"},
    {"admin", "public", "management", "templatetags"},
]
HEIGHT = {name: height for height, names in enumerate(LAYERS) for name in names}
# The same within the parser: from the words it knows to the explanation of what it did.
PARSING_LAYERS = [
    {"record", "time_limit", "traditional_forms"},
    {"common_words", "word_lists"},
    {"person_names"},
    {"lines"},
    {"shape"},
    {"positions"},
    {"credits"},
    {"labels"},
    {"page_marks", "source_blocks", "stories"},
    {"confidence"},
    {"article_records"},
    {"page"},
    {"explanation"},
    {"explanation_html"},
]
PARSING_HEIGHT = {name: height for height, names in enumerate(PARSING_LAYERS) for name in names}
PARSING_MODULES = [
    path
    for path in sorted((APP / "parsing").rglob("*.py"))
    if path != APP / "parsing" / "__init__.py"
]
MODULES = [
    path
    for path in sorted(APP.rglob("*.py"))
    if "migrations" not in path.parts and path.name != "apps.py"
]
# Of tagging, these know the tables; of the workbench, these do not.
STORED = (
    "article_tagging",
    "article_texts",
    "automatic_tags",
    "examples",
    "training",
    "versions",
    "vocabulary",
    "vocabulary_table",
    "related",
    "duplicates",
    "corpus",
)
PURE = [
    path
    for path in MODULES
    if path.relative_to(APP).parts[0] == "parsing"
    or (path.relative_to(APP).parts[0] == "tagging" and path.stem not in STORED)
    or (
        path.parent.name == "workbench"
        and path.stem in ("arrangement", "realignment", "arranged_record")
    )
]


def part_of(path: Path) -> str:
    """The layer's name: `importing` for `importing/run.py`, `tasks` for `tasks.py`."""
    return path.relative_to(APP).with_suffix("").parts[0]


def imported(path: Path) -> Iterator[str]:
    """Full names of what a module imports, wherever in it, but for the type checker alone."""
    tree = ast.parse(path.read_text())
    for_types = {
        id(node) for branch in ast.walk(tree) if _is_for_types(branch) for node in ast.walk(branch)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_for_types(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    )


def ours(path: Path) -> set[str]:
    names = [name.split(".") for name in imported(path)]
    return {parts[1] for parts in names if parts[0] == "articles" and len(parts) > 1}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(APP)))
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    own = part_of(path)
    if own == "__init__":
        assert ours(path) == set()
        return
    assert own in HEIGHT, f"say in LAYERS where {own} stands"
    assert {name for name in ours(path) - {own} if HEIGHT[name] >= HEIGHT[own]} == set()


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(APP)))
def test_parsing_and_ranking_know_neither_django_nor_the_rest_of_ours(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    assert ours(path) <= {part_of(path), "parsing"}
    assert not roots & {"django", "newsroom", "taggit", "celery"}


def parsing_part_of(path: Path) -> str:
    """The layer's name within the parser: `lines` for `parsing/lines/pieces.py`."""
    return path.relative_to(APP / "parsing").with_suffix("").parts[0]


@pytest.mark.parametrize("path", PARSING_MODULES, ids=lambda path: str(path.relative_to(APP)))
def test_the_parser_imports_only_from_the_stages_before(path: Path) -> None:
    layer = parsing_part_of(path)
    assert layer in PARSING_HEIGHT, f"say in PARSING_LAYERS where {layer} stands"
    names = [name.split(".") for name in imported(path) if name.startswith("articles.parsing.")]
    later = {
        parts[2]
        for parts in names
        if parts[2] != layer and PARSING_HEIGHT[parts[2]] >= PARSING_HEIGHT[layer]
    }
    assert later == set()
