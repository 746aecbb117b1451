"""Wrong usage of `import_issue` ends with 2 and a sentence, before anything is read."""

from io import StringIO

import pytest
from django.core.management import execute_from_command_line
from django.core.management.base import CommandParser

from articles.management.commands.import_issue import Command


def parser() -> CommandParser:
    return Command(stdout=StringIO(), stderr=StringIO()).create_parser("manage.py", "import_issue")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "PATH"),
        (["a", "--date", "2024-13-01"], "“2024-13-01” is no date"),
        (["a", "--date", "20241015"], "is no date"),
        (["a", "--publication", " "], "a name has 1 to 100 characters"),
        (["a", "--publication", "长" * 101], "a name has 1 to 100 characters"),
        (["a", "--edition", "特 刊/2"], "is no edition"),
        (["a", "--number", "0"], "is no issue number"),
        (["a", "--number", "１"], "is no issue number"),
        (["a", "--encoding", "big-6"], "“big-6” is no encoding"),
        (["a", "--encoding", "base64"], "is no encoding"),
        (["a", "--encoding", "undefined"], "is no encoding"),
        (["a", "--encoding", "idna"], "is no encoding"),
        (["a", "--encoding", "rot13"], "is no encoding"),
        (["a", "--format", "yaml"], "yaml"),
        (["a", "--frob"], "--frob"),
    ],
)
def test_wrong_usage_ends_with_2(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(["manage.py", "import_issue", *arguments])
    assert ended.value.code == 2
    assert says in capsys.readouterr().err


def test_everything_may_be_left_out_but_the_paths() -> None:
    options = vars(parser().parse_args(["a.txt", "b.zip"]))
    given = {
        name: value
        for name, value in options.items()
        if name in ("publication", "date", "edition", "number")
    }
    assert set(given.values()) == {None}
    assert {options[name] for name in ("dry_run", "no_tagging")} == {False}
    assert options["publish"] == "nothing"
