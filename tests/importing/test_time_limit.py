"""A page that takes too long is refused with a sentence; the other pages of its issue are read."""

from pathlib import Path

import pytest
from django.utils import translation

from articles.importing import read
from articles.importing.issues import Identity
from articles.importing.run import import_issues
from articles.models import Issue
from articles.parsing import parse_page
from articles.parsing.time_limit import PageTooSlowError, limited_to
from tests.importing.papers import lay_out

PAGE = "小巷装上新路灯\n\n本报记者 陈望\n\n云汀市河西区的三十条小巷昨晚都亮了。\n"
# Lines that nobody prints, enough of them for a minute.
ENDLESS = "本报讯(记者\n\n" * 400_000


def test_the_parse_stops_soon_after_its_time() -> None:
    with limited_to(0.2), pytest.raises(PageTooSlowError):
        parse_page(ENDLESS)


def test_the_limit_ends_with_its_block() -> None:
    with limited_to(0.0), pytest.raises(PageTooSlowError):
        parse_page(PAGE)
    assert parse_page(PAGE).articles


@pytest.mark.django_db
def test_an_issue_with_such_a_page_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "PAGE_SECONDS", 0.0)
    with translation.override("en"):
        (result,) = import_issues([lay_out(tmp_path, A01=PAGE)], Identity())
    (fault,) = result.faults
    assert "A01.txt was given up after 0 seconds" in fault
    assert not Issue.objects.exists()
