"""Pages whose names say no number are numbered in name order, and the same file gets the same number again."""

import datetime
from pathlib import Path

from articles.importing.issues import Identity, IssuePage, find_issues, number_pages

TOLD = Identity("云汀日报", datetime.date(2026, 3, 12))


def pages_named(folder: Path, *names: str) -> list[IssuePage]:
    for name in names:
        (folder / f"{name}.txt").touch()
    return list(find_issues([folder / f"{name}.txt" for name in names], TOLD)[0].pages)


def numbers(pages: list[IssuePage]) -> dict[str, str]:
    return {page.name: page.number for page in pages}


def test_numbers_follow_the_order_of_names(tmp_path: Path) -> None:
    pages = pages_named(tmp_path, "004_f0dd", "页10", "000_1eed", "页9")
    assert numbers(number_pages(pages)) == {
        "000_1eed.txt": "01",
        "004_f0dd.txt": "02",
        "页9.txt": "03",
        "页10.txt": "04",
    }


def test_what_has_a_number_keeps_it(tmp_path: Path) -> None:
    pages = pages_named(tmp_path, "A01", "02", "notes", "other")
    assert numbers(number_pages(pages)) == {
        "A01.txt": "A01",
        "02.txt": "02",
        "notes.txt": "01",
        "other.txt": "03",
    }


def test_a_file_gets_the_number_it_had(tmp_path: Path) -> None:
    pages = pages_named(tmp_path, "new", "old")
    assert numbers(number_pages(pages, {"01": "gone.txt", "02": "old.txt"})) == {
        "new.txt": "03",
        "old.txt": "02",
    }


def test_a_number_that_a_name_says_is_not_given_away(tmp_path: Path) -> None:
    pages = pages_named(tmp_path, "01", "notes")
    assert numbers(number_pages(pages, {"01": "notes.txt"})) == {"01.txt": "01", "notes.txt": "02"}


def test_two_files_of_one_name_get_two_numbers(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "notes.txt").touch()
    pages = list(find_issues([tmp_path], TOLD)[0].pages)
    assert [page.number for page in number_pages(pages)] == ["01", "02"]
