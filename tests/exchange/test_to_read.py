"""The pages of an exported issue open from the disk and look like the paper."""

import re
from pathlib import Path

import pytest

from articles.exchange.pack import export
from tests.exchange.rich_issue import make_rich_issue
from tests.factories import make_published

pytestmark = pytest.mark.django_db


def test_its_head_says_what_is_printed_there(tmp_path: Path) -> None:
    export(make_rich_issue(), tmp_path / "one")
    front = (tmp_path / "one" / "index.html").read_text()
    for word in (
        "云汀日报",
        "云汀市的报纸",
        "2026年3月12日",
        "星期四",
        "特刊",
        "1234",
        "A2",
        "A10",
    ):
        assert word in front


def test_readers_see_wide_marks_and_the_data_has_them_as_printed(tmp_path: Path) -> None:
    article = make_published(title="灯亮了,人来了", body="居民说,亮堂多了。", source="云汀日报")
    export(article.page.issue, tmp_path / "one")
    page = (tmp_path / "one" / "page-1.html").read_text()
    for shown in ("灯亮了，人来了</h2>", "<p>居民说，亮堂多了。</p>", "云汀日报"):
        assert shown in page
    assert "居民说,亮堂多了。" in (tmp_path / "one" / "issue.json").read_text()


def test_nothing_in_it_leads_to_another_place(tmp_path: Path) -> None:
    export(make_rich_issue(), tmp_path / "one")
    for file in tmp_path.glob("one/*.html"):
        for address in re.findall(r'(?:href|src)="([^"]*)"', file.read_text()):
            assert (tmp_path / "one" / address.partition("#")[0]).is_file()
