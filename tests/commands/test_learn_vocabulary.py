"""`manage.py learn_vocabulary`."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from articles import tasks
from articles.tagging import corpus, word_frequencies
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    settings.DATA_DIR = tmp_path
    return corpus.folder()


@pytest.fixture
def three_articles() -> None:
    for title in ("云汀路灯", "云汀盲道", "小巷路灯"):
        make_article(title=title, body="桂巷街道很安静。")


def learn(*options: str) -> None:
    with translation.override("en"):
        call_command("learn_vocabulary", *options)


@pytest.mark.usefixtures("three_articles")
def test_the_archive_is_counted_and_taken_into_use(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    learn()
    path = word_frequencies.newest(folder)
    assert path is not None
    counted = word_frequencies.read(path)
    assert counted.documents == 3
    assert (counted.words["路灯"], counted.words["街道"]) == (2, 3)
    assert "盲道" not in counted.words
    said = capsys.readouterr().out.splitlines()
    assert said == [
        f"{len(counted.words)} words in 3 articles.",
        "In use from the next article on, as version 1.",
    ]


@pytest.mark.usefixtures("three_articles")
def test_a_dry_run_takes_nothing_into_use(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    learn("--dry-run", "--limit", "2")
    assert "in 2 articles." in capsys.readouterr().out
    assert word_frequencies.newest(folder) is None


@pytest.mark.usefixtures("three_articles")
def test_a_version_is_rolled_back(capsys: pytest.CaptureFixture[str]) -> None:
    learn()
    learn("--limit", "2")
    capsys.readouterr()
    learn("--roll-back")
    learn("--roll-back")
    said = capsys.readouterr().out.splitlines()
    assert said == ["Version 1 is in use.", "The table that ships with the program is in use."]


def test_an_empty_archive_teaches_nothing(folder: Path) -> None:
    with pytest.raises(CommandError, match="There are no articles to learn from"):
        learn()
    tasks.learn_vocabulary()
    assert word_frequencies.newest(folder) is None


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(CommandError, match="--limit must be 1 or more"):
        learn("--limit", "0")


@pytest.mark.usefixtures("three_articles")
def test_the_beat_learns_too_in_one_query(
    folder: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        tasks.learn_vocabulary()
    assert word_frequencies.newest(folder) is not None
