"""Prints the figures of the tree by which we judge how easily a stranger reads it.

    python tools/house_figures.py [FOLDER]      # the root of a checkout; this one by default

Code is `articles/` and `newsroom/` without migrations; blank lines are not counted.
"""

import ast
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGES = ("articles", "newsroom")
LONGEST_LINE = 100  # characters
HIGHEST_COMPLEXITY = 10
# As names these say nothing of what they hold: a row, a set and a flag were all called by them.
FORBIDDEN = frozenset(
    ["one", "told", "found", "made", "own", "there", "said", "asked", "shown", "gone"]
)

Function = ast.FunctionDef | ast.AsyncFunctionDef
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Each of these is a second way through a function; a boolean operator adds one for each of its words.
_BRANCHES = (
    ast.If,
    ast.For,
    ast.While,
    ast.IfExp,
    ast.ExceptHandler,
    ast.With,
    ast.comprehension,
)


@dataclass(frozen=True)
class Module:
    """A file of the code: its path below the root, its text and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def lines(self) -> list[str]:
        return [line for line in self.text.split("\n") if line.strip()]

    @property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, _FUNCTIONS)]


def read_modules(root: Path) -> list[Module]:
    """The modules of the code in the order of their paths."""
    modules: list[Module] = []
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            text = path.read_text(encoding="utf-8")
            modules.append(Module(path.relative_to(root), text, ast.parse(text)))
    return modules


def nodes_per_line(function: Function) -> float | None:
    """Syntax nodes of a function's body for each line that a node begins on; None without a body."""
    nodes: list[ast.AST] = []
    for statement in function.body:
        if not _is_text(statement):
            nodes.extend(ast.walk(statement))
    lines = {node.lineno for node in nodes if hasattr(node, "lineno")}
    if not lines:
        return None
    return len(nodes) / len(lines)


def _is_text(statement: ast.stmt) -> bool:
    """Whether a statement is a docstring, or an ellipsis in its place."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def complexity(function: Function) -> int:
    """McCabe's number of a function, with boolean operators and comprehensions counted too."""
    branches = 0
    for node in ast.walk(function):
        if isinstance(node, _BRANCHES):
            branches += 1
        elif isinstance(node, ast.BoolOp):
            branches += len(node.values) - 1
    return branches + 1


def forbidden_names(module: Module) -> Iterator[tuple[int, str]]:
    """Line and name of each forbidden word that is a name, an argument, an attribute or a function."""
    for node in ast.walk(module.tree):
        name = _name_of(node)
        if name is not None and name.strip("_") in FORBIDDEN:
            yield getattr(node, "lineno", 0), name


def _name_of(node: ast.AST) -> str | None:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.arg(arg=name) | ast.keyword(arg=name):
            return name
        case ast.alias(name=name, asname=alias):
            return alias or name
    return None


def twins(modules: Iterable[Module]) -> dict[str, list[Path]]:
    """The paths of the modules that have a name in common, by that name."""
    paths: dict[str, list[Path]] = {}
    for module in modules:
        if module.path.stem != "__init__":
            paths.setdefault(module.path.stem, []).append(module.path)
    return {name: places for name, places in paths.items() if len(places) > 1}


def nested_comprehensions(module: Module) -> list[int]:
    """The lines where a comprehension has more than one `for`."""
    kinds = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    comprehensions = [node for node in ast.walk(module.tree) if isinstance(node, kinds)]
    return [node.lineno for node in comprehensions if len(node.generators) > 1]


def long_lines(module: Module) -> list[int]:
    """The numbers of the lines over 100 characters."""
    lines = enumerate(module.text.split("\n"), start=1)
    return [number for number, line in lines if len(line) > LONGEST_LINE]


def figures(root: Path) -> dict[str, float]:
    """Each figure by its name; a share is between 0 and 1."""
    modules = read_modules(root)
    functions: list[Function] = []
    for module in modules:
        functions.extend(module.functions)
    densities = [nodes_per_line(function) for function in functions]
    lines = sum(len(module.lines) for module in modules)
    words = sum(len(list(forbidden_names(module))) for module in modules)
    folders = Counter(module.path.parent for module in modules)
    tangled = [function for function in functions if complexity(function) > HIGHEST_COMPLEXITY]
    return {
        "lines of code": lines,
        "files": len(modules),
        "files in the largest folder": max(folders.values()),
        "module names that stand more than once": len(twins(modules)),
        "syntax nodes a body line, median": round(
            statistics.median(density for density in densities if density is not None), 2
        ),
        "share of lines over 100 characters": round(
            sum(len(long_lines(module)) for module in modules) / lines, 4
        ),
        "comprehensions with two fors": sum(
            len(nested_comprehensions(module)) for module in modules
        ),
        "forbidden names in 1,000 lines": round(words / lines * 1000, 1),
        "share of functions of complexity over 10": round(len(tangled) / len(functions), 4),
    }


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1]
    for name, value in figures(root).items():
        print(f"{value:>10,}  {name}")


if __name__ == "__main__":
    main()
