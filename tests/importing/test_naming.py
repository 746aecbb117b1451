"""Names of files and folders say page numbers, page titles, dates and papers."""

import datetime
import time

import pytest

from articles.importing.files.naming import (
    clean_name,
    natural_order,
    page_number,
    read_folder_names,
    read_page_name,
    readable,
)

DAY = datetime.date(2024, 10, 15)


@pytest.mark.parametrize(
    ("stem", "number", "title"),
    [
        ("A03", "A03", ""),
        ("A3", "A03", ""),
        ("a3", "A03", ""),
        ("03", "03", ""),
        ("3", "03", ""),
        ("112", "112", ""),
        ("第03版", "03", ""),
        ("第三版", "03", ""),
        ("第十二版", "12", ""),
        ("第二十版", "20", ""),
        ("第A03版", "A03", ""),
        ("A03-综合", "A03", "综合"),
        ("A03_综合·城区", "A03", "综合·城区"),
        ("第03版:要闻", "03", "要闻"),
        ("03版要闻", "03", "要闻"),
        ("A03 sports", "A03", "sports"),
    ],
)
def test_a_page_name_is_read(stem: str, number: str, title: str) -> None:
    assert read_page_name(stem) == (number, title)


@pytest.mark.parametrize(
    "stem",
    [
        "000_1eed3ba100fbfa73",
        "002_9cdfc2282859891b",
        "000",
        "20241015",
        "1234",
        "综合",
        "A",
        "第十十版",
        "第版",
        "A03b",
        "",
    ],
)
def test_other_names_say_no_page(stem: str) -> None:
    assert read_page_name(stem) is None


@pytest.mark.parametrize(
    ("text", "number"), [("A1", "A01"), ("7", "07"), ("A01-要闻", ""), ("综合", "")]
)
def test_a_page_number_alone(text: str, number: str) -> None:
    assert page_number(text) == number


@pytest.mark.parametrize(
    ("folders", "paper", "edition"),
    [
        (["/", "data", "株洲日报", "2024-10-15"], "株洲日报", ""),
        (["株洲日报", "2024年10月15日"], "株洲日报", ""),
        (["株洲日报", "20241015"], "株洲日报", ""),
        (["株洲日报", "2024.10.15"], "株洲日报", ""),
        (["株洲日报", "2024-10-15-特刊"], "株洲日报", "特刊"),
        (["株洲日报", "2024-10-15 终稿"], "株洲日报", ""),
        (["株洲日报", "2024", "10月", "2024-10-15"], "株洲日报", ""),
        (["株洲日报", "2024-10-15", "txt"], "株洲日报", ""),
        (["下载", "株洲日报-2024-10-15"], "株洲日报", ""),
        (["Downloads", "2024-10-15"], "", ""),
        (["2024-10-15"], "", ""),
        (["云汀日报", "2023-01-01", "株洲日报", "2024-10-15"], "株洲日报", ""),
    ],
)
def test_folders_say_paper_date_and_edition(folders: list[str], paper: str, edition: str) -> None:
    assert read_folder_names(folders) == (paper, DAY, edition)


@pytest.mark.parametrize(
    "name", ["2024-13-45", "20241399", "120241015", "第20241015001期", "株洲日报", ""]
)
def test_what_is_no_date_says_nothing(name: str) -> None:
    assert read_folder_names(["株洲日报", name]) == ("", None, "")


def test_a_date_that_does_not_exist_is_passed_over_for_one_that_does() -> None:
    assert read_folder_names(["株洲日报", "2024-10-15", "2024-02-31"]).date == DAY


def test_names_are_rid_of_what_nobody_sees() -> None:
    assert clean_name(" \u202e小巷\u200b装上\x00新\ufeff路灯\n二题\u3000") == "小巷装上新路灯 二题"


def test_ten_comes_after_two() -> None:
    assert sorted(["页10", "页2", "页1"], key=natural_order) == ["页1", "页2", "页10"]


def test_a_file_name_in_gbk_is_readable() -> None:
    assert readable("要闻".encode("gbk").decode("utf-8", "surrogateescape")) == "要闻"
    assert readable(b"\xff\xff".decode("utf-8", "surrogateescape")) == r"\xff\xff"


@pytest.mark.parametrize("unit", ["-", "1", "2024-10-", "A03-", "第", "十"])
@pytest.mark.parametrize("read", [read_page_name, lambda name: read_folder_names([name])])
def test_hostile_names_cost_linear_time(unit: str, read: object) -> None:
    assert callable(read)
    name = unit * (50_000 // len(unit))
    started = time.perf_counter()
    read(name)
    assert time.perf_counter() - started < 0.5
