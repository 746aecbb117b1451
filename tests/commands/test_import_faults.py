"""Whatever is wrong with the input: one sentence with file and remedy, exit code 1, no traceback, no row."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.importing.files import file_source
from articles.models import Article, Issue, Page, Publication
from tests.importing.papers import LIGHTS, lay_out

pytestmark = pytest.mark.django_db


def fault_of(*arguments: object) -> str:
    """What a run that ends with 1 says; Django prints it on standard error, without a traceback."""
    with pytest.raises(CommandError) as failed:
        call_command("import_issue", *map(str, arguments), stdout=StringIO(), stderr=StringIO())
    assert failed.value.returncode == 1
    return str(failed.value)


def missing_date(root: Path) -> Path:
    (root / "A01.txt").write_text(LIGHTS)
    return root


def missing_file(root: Path) -> Path:
    return lay_out(root, A01=LIGHTS) / "A02.txt"


def dangling_link(root: Path) -> Path:
    folder = lay_out(root, A01=LIGHTS)
    (folder / "A02.txt").symlink_to(root / "gone")
    return folder


def no_plain_file(root: Path) -> Path:
    folder = lay_out(root, A01=LIGHTS)
    (folder / "A02.txt").symlink_to("/dev/null")
    return folder


def undecodable_byte(root: Path) -> Path:
    folder = lay_out(root, A01=LIGHTS)
    (folder / "A02.txt").write_bytes(b"\xff\xff")
    return folder


def null_character(root: Path) -> Path:
    return lay_out(root, A01=LIGHTS, A02="路\x00灯")


def empty_page(root: Path) -> Path:
    return lay_out(root, A01=LIGHTS, A02="\u3000\n\ufeff")


def folder_without_pages(root: Path) -> Path:
    (root / "pictures").mkdir()
    (root / "pictures" / "A01.jpg").touch()
    return root / "pictures"


def bad_zip(root: Path) -> Path:
    (root / "a.zip").write_text("no zip")
    return root / "a.zip"


def bad_toml(root: Path) -> Path:
    folder = lay_out(root, A01=LIGHTS)
    (folder / "issue.toml").write_text("date = tomorrow")
    return folder


def contradictory_paper(root: Path) -> Path:
    folder = lay_out(root, A01=LIGHTS)
    (folder / "issue.toml").write_text('publication = "株洲日报"')
    return folder


def two_files_for_a_page(root: Path) -> Path:
    return lay_out(root, A01=LIGHTS, A1=LIGHTS)


@pytest.mark.parametrize(
    ("make", "place", "says"),
    [
        (missing_date, "A01.txt", "--date"),
        (missing_file, "A02.txt", "Check the path"),
        (dangling_link, "A02.txt", "Check the path"),
        (no_plain_file, "A02.txt", "Take it away"),
        (undecodable_byte, "A02.txt", "--encoding big5"),
        (null_character, "A02.txt", "--encoding"),
        (empty_page, "A02.txt", "put the text of the page in it"),
        (folder_without_pages, "pictures", ".txt file"),
        (bad_zip, "a.zip", "Pack it again"),
        (bad_toml, "issue.toml", "line 1"),
        (contradictory_paper, "2026-03-12", "--publication"),
        (two_files_for_a_page, "A1.txt", "Rename all but one"),
    ],
)
def test_bad_input_is_one_sentence(
    tmp_path: Path, make: Callable[[Path], Path], place: str, says: str
) -> None:
    told = ["--publication", "云汀日报"] if make is missing_date else []
    sentence = fault_of(make(tmp_path), *told)
    assert place in sentence
    assert says in sentence
    assert "\n" not in sentence
    for model in (Publication, Issue, Page, Article):
        assert not model.objects.exists()


def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "A01.txt cannot be read: Permission denied" in fault_of(lay_out(tmp_path, A01=LIGHTS))


def test_a_file_larger_than_any_page_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_source, "MAX_PAGE_FILE", 10)
    assert "A01.txt is larger than" in fault_of(lay_out(tmp_path, A01=LIGHTS))


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01=" ", A02="路\x00灯", A03=LIGHTS)
    assert len(fault_of(folder, tmp_path / "gone").splitlines()) == 3
