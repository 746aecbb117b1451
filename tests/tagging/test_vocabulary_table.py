"""The vocabulary as a table: out, changed, and in again."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

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


@pytest.mark.parametrize(
    "lines", [["甲,topic,丙,,,,", "乙,topic,,,,,"], ["乙,topic,,,,,", "甲,topic,丙,,,,"]]
)
def test_an_alias_moves_from_tag_to_tag_whatever_the_order_of_the_lines(
    lines: list[str], tmp_path: Path
) -> None:
    old = Tag.objects.create(name="乙")
    new = Tag.objects.create(name="甲")
    TagAlias.objects.create(tag=old, name="丙")
    load(tmp_path / "tags.csv", *lines)
    assert TagAlias.objects.get(name="丙").tag == new


@pytest.mark.parametrize(
    "lines", [["省,place,,市,,,", "市,place,,,,,"], ["市,place,,,,,", "省,place,,市,,,"]]
)
def test_parent_and_child_change_places_whatever_the_order_of_the_lines(
    lines: list[str], tmp_path: Path
) -> None:
    province = Tag.objects.create(name="省")
    city = Tag.objects.create(name="市", parent=province)
    load(tmp_path / "tags.csv", *lines)
    province.refresh_from_db()
    city.refresh_from_db()
    assert (province.parent, city.parent) == (city, None)


def test_an_alias_becomes_a_tag_where_the_table_takes_it_from_the_other(tmp_path: Path) -> None:
    TagAlias.objects.create(tag=Tag.objects.create(name="路灯"), name="灯")
    load(tmp_path / "tags.csv", "灯,topic,,,,,", "路灯,topic,,,,,")
    assert Tag.objects.filter(name="灯").exists()
    assert not TagAlias.objects.exists()


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("街灯,topic,灯,,,,", "line 3: “灯” is another name of “路灯” already."),
        ("街灯,topic,亮化|灯,,,,", "line 3: “灯” is another name of “路灯” already."),
        ("灯,topic,,,,,", "line 3: “灯” is another name of “路灯” already."),
        ("街灯,topic,路灯,,,,", "line 3: “路灯” is a tag itself"),
        ("街灯,topic,街灯,,,,", "line 3: “街灯” is a tag itself"),
        ("街灯,topic,,照明,,,", "line 3: “街灯” belongs under “照明”, which is no tag."),
        ("街灯,topic,,街灯,,,", "line 3: “街灯” cannot belong under “街灯”"),
        ("好,topic,,,,,", "line 3: “好” has a line already."),
        (f"街灯,topic,{'灯' * 101},,,,", "line 3: a tag has a name of 1 to 100 characters."),
        ("街\0灯,topic,,,,,", "line 3: it holds a character that no text has."),
        (f"街灯,topic,,,{'长' * 140_000},,", "line 3: it cannot be read as CSV."),
    ],
)  # fmt: skip
def test_every_refusal_is_a_sentence_that_names_the_line(
    line: str, refusal: str, tmp_path: Path
) -> None:
    TagAlias.objects.create(tag=Tag.objects.create(name="路灯"), name="灯")
    with override("en"), pytest.raises(CommandError, match=refusal):
        load(tmp_path / "tags.csv", "好,topic,,,,,", line)
    assert [tag.name for tag in Tag.objects.all()] == ["路灯"]
    assert [alias.tag.name for alias in TagAlias.objects.all()] == ["路灯"]


def test_the_first_bad_line_is_named_whatever_is_wrong_with_it(tmp_path: Path) -> None:
    Tag.objects.create(name="民生")
    with override("en"), pytest.raises(CommandError, match="line 2"):
        load(tmp_path / "tags.csv", "路灯,topic,,照明,,,", "灯具,topic,民生,,,,")
