"""`manage.py tag_text`."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

# No database mark: a query would fail the test.


def run(tmp_path: Path, text: str) -> list[dict[str, Any]]:
    source, target = tmp_path / "texts.jsonl", tmp_path / "tags.jsonl"
    source.write_text(text, encoding="utf-8")
    call_command("tag_text", "--input", str(source), "--output", str(target))
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_every_text_gets_a_line_of_tags_with_scores_and_kinds(tmp_path: Path) -> None:
    rows = run(
        tmp_path,
        '{"title": "松岭村的路灯", "text": "路灯装好了。\\n路灯很亮。"}\n\n{"title": "。", "text": ""}\n',
    )
    assert rows[0]["title"] == "松岭村的路灯"
    assert "路灯" in rows[0]["tags"]
    assert dict(zip(rows[0]["tags"], rows[0]["kinds"], strict=True))["松岭村"] == "place"
    assert len(rows[0]["scores"]) == len(rows[0]["tags"])
    assert rows[0]["evidence"][rows[0]["tags"].index("路灯")]["where"] == {"title": 1, "body": 2}
    assert rows[1]["tags"] == []


@pytest.mark.parametrize(
    "line", ["no JSON", "[]", '{"title": "only"}', '"text"', "9" * 5_000, "[" * 100_000]
)
def test_a_line_that_is_no_text_is_named_and_nothing_is_written(line: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"texts\.jsonl:2"):
        run(tmp_path, f'{{"title": "", "text": ""}}\n{line}\n')
    assert not (tmp_path / "tags.jsonl").exists()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="missing"):
        call_command(
            "tag_text", "--input", str(tmp_path / "missing"), "--output", str(tmp_path / "tags")
        )


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes("路灯".encode("gb18030"))
    with pytest.raises(CommandError, match="UTF-8"):
        call_command(
            "tag_text", "--input", str(tmp_path / "old"), "--output", str(tmp_path / "tags")
        )


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "texts").write_text("", encoding="utf-8")
    with pytest.raises(CommandError, match="nowhere"):
        call_command(
            "tag_text",
            "--input",
            str(tmp_path / "texts"),
            "--output",
            str(tmp_path / "nowhere" / "tags"),
        )
