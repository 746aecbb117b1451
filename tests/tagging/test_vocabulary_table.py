"""The vocabulary as a table: out, changed, and in again."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Tag, TagAlias

pytestmark = pytest.mark.django_db

HEAD = "name,type,aliases,parent,description,pinned,blocked\n"


def load(path: Path, *lines: str) -> None:
    path.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8-sig")
    call_command("vocabulary", "import", str(path))


def test_a_table_makes_and_changes_tags(tmp_path: Path) -> None:
    Tag.objects.create(name="汀南区", description="旧说明")
    load(
        tmp_path / "tags.csv",
        "汀南区,place,汀南|Tingnan,云汀市,南边的区,1,0",
        "云汀市,place,,,,,",
        "大家,topic,,,,,1",
    )
    tag = Tag.objects.get(name="汀南区")
    assert (tag.type, tag.description, tag.pinned, tag.blocked) == (
        "place",
        "南边的区",
        True,
        False,
    )
    assert tag.parent == Tag.objects.get(name="云汀市")
    assert {alias.name for alias in tag.aliases.all()} == {"汀南", "Tingnan"}
    assert Tag.objects.get(name="大家").blocked


def test_what_was_written_reads_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tags.csv"
    load(path, '汀南区,place,汀南,云汀市,"说明, 有逗号",1,0', "云汀市,place,,,,,")
    call_command("vocabulary", "export", str(path))
    assert path.read_text(encoding="utf-8-sig").splitlines()[1:] == [
        "云汀市,place,,,,0,0", '汀南区,place,汀南,云汀市,"说明, 有逗号",1,0',
    ]  # fmt: skip
    capsys.readouterr()
    call_command("vocabulary", "import", str(path))
    assert [word for word in capsys.readouterr().out if word.isdigit()] == ["0", "0", "2"]


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (["路灯,thing,,,,,"], "thing"),
        (["路灯,topic,,,,yes,"], "yes"),
        ([",topic,,,,,"], "2"),
        (["路灯,topic,灯,,,,", "灯具,topic,灯,,,,"], "灯"),
        (["路灯,topic,民生,,,,"], "民生"),
        (["路灯,topic,,照明,,,"], "照明"),
        (["路灯,topic,,灯具,,,", "灯具,topic,,路灯,,,"], "灯具"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_stored(
    lines: list[str], named: str, tmp_path: Path
) -> None:
    Tag.objects.create(name="民生")
    with pytest.raises(CommandError, match=named):
        load(tmp_path / "tags.csv", "好,topic,,,,,", *lines)
    assert [tag.name for tag in Tag.objects.all()] == ["民生"]
    assert not TagAlias.objects.exists()


def test_a_file_without_a_column_in_another_encoding_or_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "short.csv").write_text("name,type\n")
    (tmp_path / "old.csv").write_bytes((HEAD + "路灯,topic,,,,,\n").encode("gb18030"))
    for name in ("short.csv", "old.csv", "missing.csv"):
        with pytest.raises(CommandError, match=name):
            call_command("vocabulary", "import", str(tmp_path / name))
