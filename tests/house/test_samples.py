"""The sample issue a newcomer sees is the annotated pages, rendered, and nothing else."""

import re
import tomllib
from pathlib import Path

from tests.annotated import read_page
from tests.house.render_samples import PAGES, SAMPLES, render


def texts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.glob("*/*.txt")}


def test_the_sample_pages_are_the_annotated_pages_rendered(tmp_path: Path) -> None:
    render(tmp_path)
    assert texts(SAMPLES) == texts(tmp_path), "render them again: make samples"


def test_rendering_removes_a_page_that_went(tmp_path: Path) -> None:
    gone = tmp_path / PAGES[0].parent.name / "A99.txt"
    gone.parent.mkdir()
    gone.write_text("昨日之版")
    render(tmp_path)
    assert not gone.exists()
    assert len(texts(tmp_path)) == len(PAGES)


def test_the_sample_is_two_days_of_at_least_eight_pages_and_forty_articles() -> None:
    articles = sum(len(read_page(page)[1]["articles"]) for page in PAGES)
    assert len({page.parent for page in PAGES}) == 2
    assert len(PAGES) >= 8
    assert articles >= 40


def test_each_day_has_the_number_and_the_count_of_pages_in_its_masthead() -> None:
    days = sorted(day for day in SAMPLES.iterdir() if day.is_dir())
    for day in days:
        said = tomllib.loads((day / "issue.toml").read_text())
        masthead = re.search(r"第(\d+)期 今日(\d+)版", (day / "A01.txt").read_text())
        assert masthead
        assert said == {"number": int(masthead[1]), "page_count": int(masthead[2])}
        assert said["page_count"] == len(list(day.glob("*.txt")))
    assert len(days) == 2
