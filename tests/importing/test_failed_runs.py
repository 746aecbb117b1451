"""An issue that cannot go in leaves nothing behind but its row in the ledger, and does not stop the next."""

from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError

from articles.importing.issues import Identity
from articles.importing.run import import_issues
from articles.models import Article, Author, ImportRun, Issue, Page, Publication
from articles.models.choices import ImportOutcome
from articles.search import full_text
from tests.importing.papers import BRIDGE, LIGHTS, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser")]


def test_one_bad_page_keeps_its_whole_issue_out(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01=LIGHTS, A02=" \u200b\n", A03=BRIDGE)
    (folder / "A03.txt").write_bytes(b"\xff")
    (result,) = import_issues([tmp_path], Identity())
    assert result.outcome is ImportOutcome.FAILED
    assert len(result.faults) == 2
    assert [page.outcome for page in result.pages] == [ImportOutcome.FAILED] * 3
    assert not Publication.objects.exists()
    run = ImportRun.objects.get()
    assert (run.outcome, run.issue) == ("failed", None)
    assert run.message == "\n".join(result.faults)
    assert len(run.sources) == 3


def test_the_next_issue_goes_in(tmp_path: Path) -> None:
    lay_out(tmp_path, day="2026-03-12", A01=" ")
    lay_out(tmp_path, day="2026-03-13", A01=LIGHTS)
    bad, good = import_issues([tmp_path], Identity())
    assert bad.faults
    assert not good.faults
    assert [str(issue.date) for issue in Issue.objects.all()] == ["2026-03-13"]
    assert list(ImportRun.objects.order_by("pk").values_list("outcome", flat=True)) == [
        "failed",
        "created",
    ]


def test_an_error_of_the_database_undoes_the_issue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_articles: object) -> None:
        assert Article.objects.exists()
        raise OperationalError("database is locked")

    monkeypatch.setattr(full_text, "index", refuse)
    (result,) = import_issues([lay_out(tmp_path, A01=LIGHTS)], Identity())
    assert (
        "云汀日报 2026-03-12 was not stored, the database said: database is locked"
        in result.faults[0]
    )
    for model in (Publication, Issue, Page, Article, Author):
        assert not model.objects.exists()
    assert ImportRun.objects.get().outcome == "failed"


def test_a_failed_run_of_a_known_issue_is_filed_under_it(tmp_path: Path) -> None:
    next(import_issues([lay_out(tmp_path, A01=LIGHTS)], Identity()))
    next(import_issues([lay_out(tmp_path, A01=" ")], Identity()))
    assert set(ImportRun.objects.values_list("issue", flat=True)) == {Issue.objects.get().pk}
    assert Article.objects.count() == 1


def test_a_ledger_that_cannot_be_written_is_said_and_no_accident(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(**_columns: object) -> None:
        raise DatabaseError("no such table: articles_importrun")

    monkeypatch.setattr(ImportRun.objects, "create", refuse)
    (result,) = import_issues([lay_out(tmp_path, A01=LIGHTS)], Identity())
    assert "no such table" in result.faults[0]
    assert "manage.py migrate" in result.faults[0]
    assert "could not be written to the ledger" in caplog.text
    assert not Issue.objects.exists()
