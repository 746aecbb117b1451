"""`manage.py explain_page`: on paper, on a terminal, as a report, and when the file is not right."""

import os
import pty
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.parsing.labels.label import Label
from articles.parsing.labels.weights import worth_of
from tests.parsing.reading import BUS, FLOOD, page

ROOT = Path(__file__).parents[2]
TITLE = "堤下人家夜宿山上小学"
PAGE = page("综合·城区", TITLE, *FLOOD, *BUS, "新闻热线:0000-2110000")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "A01.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def said(*arguments: object, **options: object) -> str:
    out = StringIO()
    call_command("explain_page", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_every_line_is_printed_whole_with_kind_owner_and_reason(file: Path) -> None:
    lines = said(file).split("\n")
    assert "    3   1 title         " + TITLE in lines
    assert "    1     section       综合·城区" in lines
    at = lines.index("    3   1 title         " + TITLE)
    worth = worth_of("signed", Label.TITLE)
    assert worth > 0
    assert f"signed {worth:+.1f}" in lines[at + 1]
    for line in filter(None, PAGE.split("\n")):
        assert any(shown.endswith(line) for shown in lines)


def test_articles_stand_above_with_their_confidence_and_problems(file: Path) -> None:
    above = said(file).split("\n\n", maxsplit=1)[0]
    assert f"   1  {TITLE}  confidence " in above
    assert "   2  Untitled  confidence " in above
    assert "\n      No headline was found for this text." in above


def test_no_colours_where_there_is_no_terminal(file: Path) -> None:
    assert "\x1b" not in said(file)


@pytest.mark.processes
def test_colours_on_a_terminal(file: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "TERM": "xterm-256color",
    }
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "manage.py", "explain_page", str(file)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
    os.close(ours)
    assert process.wait() == 0
    assert f"\x1b[36m{TITLE}\x1b[0m" in shown.decode()


def test_the_report_is_written_to_a_file(file: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    assert said(file, html=report) == f"{report} is written.\n"
    html = report.read_text(encoding="utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert f"Why {file} was read so" in html
    assert TITLE in html
    assert "No headline was found for this text." in html


def test_a_file_in_big5_is_read_when_its_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "A01.txt"
    path.write_bytes("堤下人家夜宿山上小學\n\n江水退了三十釐米,搬上來的人家才下山。".encode("big5"))
    assert "堤下人家夜宿山上小學" in said(path, "--encoding", "big5")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("missing.txt", "There is no .*missing.txt"),
        ("page.doc", "is no page file"),
        (".", "holds several pages"),
    ],
)
def test_a_wrong_file_is_one_clear_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    for page_name in ("A01.txt", "A02.txt"):
        (tmp_path / page_name).write_text(PAGE, encoding="utf-8")
    (tmp_path / "page.doc").touch()
    with pytest.raises(CommandError, match=sentence):
        said(tmp_path / name)


def test_bytes_of_no_encoding_are_told_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "A01.txt"
    path.write_bytes(b"\xff\xff\xff\n")
    with pytest.raises(CommandError, match="neither UTF-8"):
        said(path)


@pytest.mark.parametrize("name", ["nonsense", "hex", "rot13", "idna", "punycode", "undefined"])
def test_an_encoding_that_no_text_file_has_is_refused(file: Path, name: str) -> None:
    with pytest.raises(CommandError, match=f"“{name}” is no encoding"):
        said(file, "--encoding", name)


def test_a_report_that_cannot_be_written_says_so(file: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        said(file, html=tmp_path / "missing" / "report.html")
