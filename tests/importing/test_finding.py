"""Page files are found in files, folders and zips, and put together to issues."""

import datetime
import os
import shutil
from pathlib import Path

import pytest

from articles.importing.issues import Identity, IssueFiles, find_issues
from tests.importing.papers import lay_out

NOBODY = Identity()


def find(*paths: Path, told: Identity = NOBODY) -> list[IssueFiles]:
    return find_issues(paths, told)


def shown(issue: IssueFiles) -> tuple[str, list[str]]:
    return str(issue.identity), [page.number for page in issue.pages]


def test_a_folder_says_paper_day_and_pages(tmp_path: Path) -> None:
    lay_out(tmp_path, A02="二", A01="一")
    assert [shown(issue) for issue in find(tmp_path)] == [("云汀日报 2026-03-12", ["A01", "A02"])]


def test_a_folder_of_days_makes_several_issues(tmp_path: Path) -> None:
    for day in ("2026-03-13", "2026-03-12", "2026-03-12-特刊"):
        lay_out(tmp_path, day=day, A01="一")
    assert [str(issue.identity) for issue in find(tmp_path)] == [
        "云汀日报 2026-03-12",
        "云汀日报 2026-03-12 特刊",
        "云汀日报 2026-03-13",
    ]


def test_single_files_of_one_day_make_one_issue(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01="一", A02="二", A03="三")
    assert [shown(issue) for issue in find(folder / "A03.txt", folder / "A01.txt")] == [
        ("云汀日报 2026-03-12", ["A03", "A01"])
    ]


def test_a_file_given_twice_counts_once(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01="一")
    assert shown(find(tmp_path, folder / "A01.txt", folder)[0]) == ("云汀日报 2026-03-12", ["A01"])


def test_a_relative_path_says_what_stands_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lay_out(tmp_path, A01="一"))
    assert str(find(Path())[0].identity) == "云汀日报 2026-03-12"
    assert str(find(Path("A01.txt"))[0].identity) == "云汀日报 2026-03-12"
    assert str(find(Path("../2026-03-12"))[0].identity) == "云汀日报 2026-03-12"
    assert find(Path())[0].pages[0].file.display_path == "A01.txt"


def test_a_zip_is_read_like_the_folder_it_was_made_of(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "in", A01="一", A02="二")
    (folder / "issue.toml").write_text("number = 7")
    packed = shutil.make_archive(str(tmp_path / "some"), "zip", tmp_path / "in")
    (issue,) = find(Path(packed))
    assert shown(issue) == ("云汀日报 2026-03-12", ["A01", "A02"])
    assert issue.identity.number == 7
    assert issue.pages[0].file.display_path == f"{packed}: 云汀日报/2026-03-12/A01.txt"
    assert issue.pages[0].file.read() == "一".encode()


def test_the_name_of_a_zip_counts_as_a_folder(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01="一")
    packed = shutil.make_archive(str(tmp_path / "云汀日报-2026-03-14"), "zip", folder)
    assert str(find(Path(packed))[0].identity) == "云汀日报 2026-03-14"


def test_what_is_no_page_stays_out(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01="一", **{".A02": "hidden"})
    for name in ("A01.jpg", "notes.md", "__MACOSX/A03.txt", ".git/A04.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    assert shown(find(tmp_path)[0])[1] == ["A01"]


def test_names_written_in_gbk_are_understood(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/" + "云汀日报".encode("gbk") + b"/2026-03-12"
    os.makedirs(folder)
    with open(folder + "/第01版-要闻.txt".encode("gbk"), "wb") as file:
        file.write(b"text")
    (issue,) = find(tmp_path)
    assert shown(issue) == ("云汀日报 2026-03-12", ["01"])
    assert issue.pages[0].title == "要闻"
    assert issue.pages[0].file.read() == b"text"


def test_options_win_over_names_and_manifest(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01="一")
    (folder / "issue.toml").write_text('publication = "云江晚报"\nnumber = 7')
    told = Identity("株洲日报", datetime.date(2024, 10, 15), "特刊", 9)
    assert find(tmp_path, told=told)[0].identity == told


def test_the_manifest_says_what_names_do_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "issue.toml").write_text(
        'publication = "云汀日报"\ndate = 2026-03-12\npage_count = 8\n'
        '[pages]\n"a.txt" = {number = "A5", title = "副刊"}'
    )
    (issue,) = find(tmp_path)
    assert issue.identity == Identity("云汀日报", datetime.date(2026, 3, 12), page_count=8)
    assert (issue.pages[0].number, issue.pages[0].title) == ("A05", "副刊")


def test_a_manifest_holds_for_the_folders_below(tmp_path: Path) -> None:
    (tmp_path / "issue.toml").write_text('publication = "云江晚报"')
    (tmp_path / "2026-03-12").mkdir()
    (tmp_path / "2026-03-12" / "A01.txt").touch()
    assert str(find(tmp_path)[0].identity) == "云江晚报 2026-03-12"
