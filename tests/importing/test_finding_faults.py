"""What is wrong with paths, names and manifests is said in a sentence, and other issues are not touched by it."""

import datetime
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from articles.importing.issues import Identity, find_issues
from tests.importing.papers import lay_out

NOBODY = Identity()


def faults_of(*paths: Path, told: Identity = NOBODY) -> list[str]:
    return [fault for issue in find_issues(paths, told) for fault in issue.faults]


def one_fault(*paths: Path, told: Identity = NOBODY) -> str:
    (fault,) = faults_of(*paths, told=told)
    return fault


def test_a_missing_date_names_the_option(tmp_path: Path) -> None:
    (tmp_path / "A01.txt").touch()
    fault = one_fault(tmp_path, told=Identity("云汀日报"))
    assert str(tmp_path / "A01.txt") in fault
    assert "--date" in fault


def test_a_missing_paper_names_the_option(tmp_path: Path) -> None:
    (tmp_path / "A01.txt").touch()
    assert "--publication" in one_fault(tmp_path, told=Identity(date=datetime.date(2026, 3, 12)))


def test_neither_is_needed_for_a_parse_alone(tmp_path: Path) -> None:
    (tmp_path / "A01.txt").touch()
    assert find_issues([tmp_path], NOBODY, need_identity=False)[0].faults == ()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("gone", "There is no"),
        ("A01.txt", "There is no"),
        ("A01.docx", "no page file"),
        ("gone.zip", "There is no"),
        ("empty", "holds no page files"),
    ],
)
def test_a_path_without_pages_is_named(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "A01.docx").touch()
    fault = one_fault(tmp_path / name)
    assert str(tmp_path / name) in fault
    assert says in fault


def test_a_zip_without_pages_is_named(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert "holds no page files" in one_fault(
        Path(shutil.make_archive(str(tmp_path / "a"), "zip", tmp_path / "in"))
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_one_name_twice_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("A01.txt", "一")
        packed.writestr("A01.txt", "二")
    assert "two files of one name" in one_fault(tmp_path / "a.zip")


def test_two_files_for_one_page_are_named(tmp_path: Path) -> None:
    lay_out(tmp_path, A01="一", A1="二", A02="三")
    fault = one_fault(tmp_path)
    assert "A01.txt" in fault
    assert "A1.txt" in fault
    assert "all page A01" in fault


def test_names_and_manifest_must_agree_on_the_paper(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01="一", A02="二")
    (folder / "issue.toml").write_text('publication = "株洲日报"')
    fault = one_fault(tmp_path)
    assert "云汀日报" in fault
    assert "株洲日报" in fault
    assert "--publication" in fault


def test_names_and_manifest_must_agree_on_the_day(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01="一")
    (folder / "issue.toml").write_text("date = 2026-03-13")
    assert "--date" in one_fault(tmp_path)
    assert faults_of(tmp_path, told=Identity(date=datetime.date(2026, 3, 13))) == []


def test_a_page_that_the_manifest_lists_must_be_there(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01="一")
    (folder / "issue.toml").write_text('[pages]\n"A02.txt" = "A02"')
    assert "lists the page “A02.txt”" in one_fault(tmp_path)


def test_a_number_belongs_to_one_issue(tmp_path: Path) -> None:
    for day in ("2026-03-12", "2026-03-13"):
        lay_out(tmp_path, day=day, A01="一")
    assert (
        len(
            [fault for fault in faults_of(tmp_path, told=Identity(number=7)) if "--number" in fault]
        )
        == 2
    )


def test_a_bad_manifest_fails_its_own_issue_only(tmp_path: Path) -> None:
    for day in ("2026-03-12", "2026-03-13"):
        lay_out(tmp_path, day=day, A01="一", A02="二")
    (tmp_path / "云汀日报" / "2026-03-12" / "issue.toml").write_text("number = ")
    _gone, bad, good = find_issues([tmp_path, tmp_path / "gone"], NOBODY)
    assert len(bad.pages) == 2
    assert "not valid TOML" in bad.faults[0]
    assert (str(good.identity), good.faults) == ("云汀日报 2026-03-13", ())


def test_a_folder_that_may_not_be_listed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(tmp_path, A01="一")

    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    assert "cannot be read: Permission denied" in one_fault(tmp_path)
