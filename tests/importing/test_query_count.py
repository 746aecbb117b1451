"""An issue costs a fixed number of queries, however many articles its pages hold."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing.issues import Identity
from articles.importing.publishing import Publishing
from articles.importing.run import import_issues
from tests.importing.papers import lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser")]


def test_the_number_of_queries_does_not_grow_with_the_page(tmp_path: Path) -> None:
    def page(articles: int, word: str) -> str:
        return "= 城区\n" + "".join(
            f"# {word}第{n}题\n@记者 {word}记者{n}\n{word}第{n}段{'字' * n}。\n! 图{n}\n% 供图{n}\n"
            for n in range(articles)
        )

    def count(folder: Path) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert not next(import_issues([folder], Identity(), publish=Publishing.ALL)).faults
        return len(queries)

    count(lay_out(tmp_path, day="2026-03-11", A01=page(1, "丙")))
    small = count(lay_out(tmp_path, day="2026-03-12", A01=page(3, "甲")))
    large = count(lay_out(tmp_path, day="2026-03-13", A01=page(30, "乙")))
    corrected_small = count(
        lay_out(tmp_path, day="2026-03-12", A01=page(3, "甲").replace("段", "段,"))
    )
    corrected_large = count(
        lay_out(tmp_path, day="2026-03-13", A01=page(30, "乙").replace("段", "段,"))
    )
    assert (large, corrected_large) == (small, corrected_small)
    assert max(large, corrected_large) <= 40
