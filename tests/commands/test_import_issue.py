"""`import_issue` brings pages in and tells what became of each page and article."""

import json
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Article, Issue
from tests.importing.papers import BRIDGE, FISH, LIGHTS, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser")]


def run(*arguments: object, **options: Any) -> tuple[str, str]:
    """What it says on standard output and standard error."""
    out, err = StringIO(), StringIO()
    call_command("import_issue", *map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_the_table_names_pages_and_articles_with_their_outcome(
    tmp_path: Path, woken: list[list[int]]
) -> None:
    out, _err = run(lay_out(tmp_path, A01=LIGHTS + BRIDGE, A02=FISH))
    lines = [line.split() for line in out.splitlines() if line.strip()]
    assert "云汀日报 2026-03-12" in out
    assert [line[0] for line in lines if line[0] in ("A01", "A02")] == ["A01", "A02"]
    assert ["小巷装上新路灯", "Created"] in lines
    assert ["六万尾鱼苗入江", "Created"] in lines


def test_a_second_run_says_unchanged(tmp_path: Path, woken: list[list[int]]) -> None:
    folder = lay_out(tmp_path, A01=LIGHTS)
    run(folder)
    assert ["小巷装上新路灯", "Unchanged"] in [line.split() for line in run(folder)[0].splitlines()]


def test_json_says_the_same(tmp_path: Path, woken: list[list[int]]) -> None:
    folder = lay_out(tmp_path, A01=LIGHTS)
    out, _err = run(folder, "--format", "json")
    assert json.loads(out) == {
        "issues": [
            {
                "publication": "云汀日报",
                "date": "2026-03-12",
                "edition": "",
                "number": None,
                "outcome": "created",
                "faults": [],
                "pages": [
                    {
                        "number": "A01",
                        "source": str(folder / "A01.txt"),
                        "encoding": "utf-8",
                        "outcome": "created",
                        "notes": [],
                        "articles": [
                            {
                                "id": Article.objects.get().pk,
                                "outcome": "created",
                                "headline": "小巷装上新路灯",
                                "note": "",
                            }
                        ],
                    }
                ],
            }
        ]
    }


def test_progress_is_a_line_a_page_where_no_terminal_is(
    tmp_path: Path, woken: list[list[int]]
) -> None:
    folder = lay_out(tmp_path, A01=LIGHTS, A02=FISH)
    assert run(folder)[1].splitlines() == [f"1/2 {folder}/A01.txt", f"2/2 {folder}/A02.txt"]


def test_a_paper_that_was_not_there_is_named_once_and_the_main_one_never(
    tmp_path: Path, woken: list[list[int]]
) -> None:
    first, second = (lay_out(tmp_path, day=f"2026-03-{day}", A01=LIGHTS) for day in (12, 13))
    assert "new paper" not in run(first)[1]
    mistyped = {"publication": "云丁日报"}
    assert "云丁日报 is a new paper here, under /云丁日报/" in run(first, **mistyped)[1]
    assert "new paper" not in run(first, **mistyped)[1]
    assert "new paper" not in run(second, **mistyped)[1]


def test_the_tagger_is_woken_after_the_commit(
    tmp_path: Path,
    woken: list[list[int]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        run(lay_out(tmp_path, A01=LIGHTS, A02=FISH))
        assert woken == []
    assert [sorted(keys) for keys in woken] == [
        sorted(Article.objects.values_list("pk", flat=True))
    ]


@pytest.mark.parametrize("again", [False, True])
def test_the_tagger_sleeps_where_nothing_is_new_or_it_is_told_to(
    tmp_path: Path,
    woken: list[list[int]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    again: bool,
) -> None:
    folder = lay_out(tmp_path, A01=LIGHTS)
    if again:
        run(folder)
    with django_capture_on_commit_callbacks(execute=True):
        run(folder, *([] if again else ["--no-tagging"]))
    assert woken == []


def test_options_say_what_the_names_do_not(tmp_path: Path, woken: list[list[int]]) -> None:
    (tmp_path / "000_1eed3ba1.txt").write_bytes(
        "# 小巷裝上新路燈\n桂巷街道裝上了路燈。".encode("big5")
    )
    out, _err = run(
        tmp_path,
        *(
            "--publication",
            "株洲日报",
            "--date",
            "2024-10-15",
            "--edition",
            "特刊",
            "--number",
            "9",
        ),
        *("--encoding", "big5", "--publish"),
    )
    issue = Issue.objects.get()
    assert (str(issue), issue.number) == ("株洲日报 2024-10-15-特刊", 9)
    assert [row.title for row in Article.objects.published()] == ["小巷裝上新路燈"]
    assert "says no page number" in " ".join(out.split())
    assert "was read as" not in out


def test_a_guessed_encoding_is_said(tmp_path: Path, woken: list[list[int]]) -> None:
    folder = lay_out(tmp_path, A01="")
    (folder / "A01.txt").write_bytes(LIGHTS.encode("gbk"))
    assert "was read as gb18030" in run(folder, "--format", "json")[1]


def test_a_bad_issue_is_a_failure_and_the_good_one_is_in(
    tmp_path: Path, woken: list[list[int]]
) -> None:
    lay_out(tmp_path, day="2026-03-12", A01=" ")
    lay_out(tmp_path, day="2026-03-13", A01=LIGHTS)
    out = StringIO()
    with pytest.raises(CommandError, match="holds no text") as failed:
        call_command("import_issue", str(tmp_path), stdout=out, stderr=StringIO())
    assert failed.value.returncode == 1
    assert "Failed" in out.getvalue()
    assert [str(issue) for issue in Issue.objects.all()] == ["云汀日报 2026-03-13"]


def test_headlines_are_printed_as_they_are(tmp_path: Path, woken: list[list[int]]) -> None:
    out, _err = run(lay_out(tmp_path, A01="# [red]装上[/red]路灯\x1b[31m\n桂巷。"))
    assert "[red]装上[/red]路灯[31m" in out


def test_an_output_without_chinese_does_not_end_the_run(
    tmp_path: Path, woken: list[list[int]]
) -> None:
    out = TextIOWrapper(BytesIO(), encoding="ascii")
    call_command("import_issue", str(lay_out(tmp_path, A01=LIGHTS)), stdout=out, stderr=StringIO())
    out.flush()
    assert "Created" in out.buffer.getvalue().decode()
