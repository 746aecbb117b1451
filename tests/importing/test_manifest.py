"""issue.toml says what an issue is; what is wrong in it is said with its key."""

import datetime

import pytest

from articles.importing.faults import SourceError
from articles.importing.files.manifest import Manifest, read_manifest
from articles.importing.files.naming import PageName

FULL = """\ufeff
publication = "云汀日报"
date = 2026-03-12
edition = "特刊"
number = 15217
page_count = 8
[pages]
"first.txt" = {number = "A1", title = "要闻"}
"last.txt" = "A08"
"third.txt" = 3
"""


def test_everything_can_be_said() -> None:
    assert read_manifest(FULL.encode(), "issue.toml") == Manifest(
        "云汀日报",
        datetime.date(2026, 3, 12),
        "特刊",
        15217,
        8,
        {
            "first.txt": PageName("A01", "要闻"),
            "last.txt": PageName("A08"),
            "third.txt": PageName("03"),
        },
    )


def test_nothing_need_be_said() -> None:
    assert read_manifest(b"", "issue.toml") == Manifest()


def test_a_date_may_stand_in_quotes() -> None:
    assert read_manifest(b'date = "2026-03-12"', "issue.toml").date == datetime.date(2026, 3, 12)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("date = ", "not valid TOML"),
        ("a = " + "[" * 5000, "not valid TOML"),
        ("number = " + "9" * 5000, "not valid TOML"),
        ('publicaton = "云汀日报"', "“publicaton” is unknown"),
        ("publication = 3", "“publication” should be a text"),
        ('publication = "\u200b"', "“publication” should be a text"),
        ("date = 2026-03-12T00:00:00", "“date” should be 2026-03-12"),
        ('date = "yesterday"', "“date” should be 2026-03-12"),
        ("number = 0", "“number” should be a whole number"),
        ("number = true", "“number” should be a whole number"),
        ("page_count = 1000", "“page_count” should be a whole number from 1 to 999"),
        ('pages = "A01.txt"', "“pages” should be"),
        ('[pages]\n"a.txt" = {number = "要闻"}', "“a.txt” should be"),
        ('[pages]\n"a.txt" = {number = "A1", titel = "要闻"}', "“a.txt” should be"),
        ('[pages]\n"a.txt" = {number = "A1", title = 1}', "“a.txt” should be"),
    ],
)
def test_what_is_wrong_is_said_with_its_key(text: str, says: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_manifest(text.encode(), "日报/issue.toml")
    assert str(refused.value).startswith("日报/issue.toml")
    assert says in str(refused.value)


def test_other_encodings_are_refused() -> None:
    with pytest.raises(SourceError, match="not valid TOML in UTF-8"):
        read_manifest('publication = "云汀日报"'.encode("gbk"), "issue.toml")
