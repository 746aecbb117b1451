""".env.example names every variable that is read, each with a word on it, and no other."""

import ast
import re

import pytest

from tests.house.compose import ENV_EXAMPLE, ROOT

LINE = re.compile(r"#?([A-Z_]+)=.*")
# Read by gunicorn itself.
GUNICORN = {"WEB_CONCURRENCY"}


def names_in_example() -> list[str]:
    return [match[1] for line in ENV_EXAMPLE.splitlines() if (match := LINE.fullmatch(line))]


def names_in_settings() -> set[str]:
    return set(
        filter(
            None, map(_name_asked, ast.walk(ast.parse((ROOT / "newsroom/settings.py").read_text())))
        )
    )


def _name_asked(node: ast.AST) -> str:
    """NAME of `env.str("NAME", …)` or `env("NAME")`; empty for anything else."""
    if (
        not isinstance(node, ast.Call)
        or not node.args
        or not isinstance(node.args[0], ast.Constant)
    ):
        return ""
    asked = node.func.value if isinstance(node.func, ast.Attribute) else node.func
    return str(node.args[0].value) if isinstance(asked, ast.Name) and asked.id == "env" else ""


def names_in_compose() -> set[str]:
    return set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))


def test_the_example_names_what_settings_compose_and_gunicorn_read_and_nothing_else() -> None:
    assert sorted(names_in_example()) == sorted(names_in_settings() | names_in_compose() | GUNICORN)


@pytest.mark.parametrize("name", names_in_example())
def test_every_variable_is_explained_above_its_line(name: str) -> None:
    lines = ENV_EXAMPLE.splitlines()
    at = next(number for number, line in enumerate(lines) if re.match(rf"#?{name}=", line))
    assert re.match(r"# +\S", lines[at - 1])
