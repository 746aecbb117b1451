"""A page from the cache is the page that would be made now, whatever was written; what no reader sees voids none."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles import tasks
from articles.models import Article, ArticleTag
from articles.public.cache.generation import PageGeneration, current_generation
from articles.public.cache.scopes import Shows, scopes_of_page
from tests.fixtures import _in_english, _plain_parser, woken
from tests.public.cached_pages import _pages_are_cached
from tests.public.paper_writes import SEEN, UNSEEN
from tests.public.two_papers import Papers, make_two_papers

__all__ = ["_in_english", "_pages_are_cached", "_plain_parser", "woken"]

OF_THE_EVENING_PAPER = (
    "the first of an issue",
    "the last of a paper withdrawn",
    "corrected in the other paper",
    "renamed and withdrawn at once",
    "issue moved to another day",
    "issue deleted",
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("_plain_parser", "woken"),
    pytest.mark.slow,
]


@pytest.fixture
def papers(tmp_path: Path, settings: Settings, client: Client) -> Papers:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DATA_DIR = tmp_path
    papers = make_two_papers(tmp_path / "pages")
    for address in (papers.lamps, papers.night, papers.tag):
        client.get(address.get_absolute_url())  # begins the generations
    return papers


def set_clock(monkeypatch: pytest.MonkeyPatch, ahead: int) -> None:
    now = timezone.now().timestamp() + ahead
    monkeypatch.setattr("time.time", lambda: now)
    monkeypatch.setattr("time.time_ns", lambda: int(now * 1e9))


def look(client: Client, papers: Papers) -> dict[str, Any]:
    return {address: client.get(address) for address in papers.addresses}


def text(page: Any) -> str:
    """The page; without its time in a feed that has no article, which is the present one."""
    content: str = page.content.decode()
    if "<feed" in content and "<entry>" not in content:
        return re.sub("<updated>.*</updated>", "", content)
    return content


def generations() -> dict[str, PageGeneration | None]:
    return {
        f"{shows.name} {prefix}": current_generation(scopes_of_page(shows, prefix))
        for prefix in ("", "evening")
        for shows in Shows
    }


@pytest.mark.parametrize("write", SEEN)
def test_after_a_write_every_page_is_the_one_made_now(
    client: Client,
    papers: Papers,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    write: str,
) -> None:
    set_clock(monkeypatch, 5)
    before = look(client, papers)
    set_clock(monkeypatch, 10)
    SEEN[write](papers)
    set_clock(monkeypatch, 15)
    after = look(client, papers)
    settings.PAGE_CACHE_SECONDS = 0
    changed = []
    for address, page in after.items():
        fresh = client.get(address)
        assert (page.status_code, text(page)) == (fresh.status_code, text(fresh)), address
        if text(fresh) == text(before[address]):
            continue
        changed.append(address)
        date = before[address].headers.get("Last-Modified", "")
        asked_again = client.get(address, headers={"if-modified-since": date})
        assert asked_again.status_code != 304, address
    assert changed


@pytest.mark.parametrize("write", UNSEEN)
def test_what_no_reader_sees_voids_no_page_and_moves_no_date(
    client: Client,
    papers: Papers,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    write: str,
) -> None:
    set_clock(monkeypatch, 5)
    before, generations_before = look(client, papers), generations()
    set_clock(monkeypatch, 10)
    UNSEEN[write](papers)
    set_clock(monkeypatch, 15)
    assert generations() == generations_before
    after = look(client, papers)
    settings.PAGE_CACHE_SECONDS = 0
    for address, page in after.items():
        assert page.content == client.get(address).content, address
        for name in ("Last-Modified", "ETag"):
            assert page.headers.get(name) == before[address].headers.get(name), address


@pytest.mark.parametrize("write", OF_THE_EVENING_PAPER)
def test_what_happens_to_one_paper_leaves_the_front_page_of_the_other(
    papers: Papers, write: str
) -> None:
    before = generations()
    SEEN[write](papers)
    after = generations()
    assert after["PAPER "] == before["PAPER "]
    assert after["PAPER evening"] != before["PAPER evening"]


def test_a_change_of_a_paper_voids_no_page_of_the_other_alone(
    client: Client, papers: Papers
) -> None:
    before = generations()
    Article.objects.filter(pk=papers.park.pk).update(title="花园")
    moved = {name for name, generation in generations().items() if generation != before[name]}
    assert moved == {
        "PAPER ",
        "PAPER_AND_TAGS ",
        *(f"{shows} {prefix}" for shows in ("SITE", "SITE_AND_TAGS") for prefix in ("", "evening")),
    }


def test_tags_of_a_published_article_void_no_front_page(client: Client, papers: Papers) -> None:
    before = generations()
    ArticleTag.objects.create(content_object=papers.night, tag=papers.draft_tag)
    moved = {name for name, generation in generations().items() if generation != before[name]}
    assert moved == {"PAPER_AND_TAGS evening", "SITE_AND_TAGS ", "SITE_AND_TAGS evening"}


def test_a_related_article_of_another_paper_is_renamed_beside_it(
    client: Client, papers: Papers
) -> None:
    address = papers.lamps.get_absolute_url()
    assert papers.night.title in client.get(address).content.decode()
    Article.objects.filter(pk=papers.night.pk).update(title="夜市开张")
    assert "夜市开张" in client.get(address).content.decode()


def test_the_beat_with_nothing_to_do_voids_nothing(client: Client, papers: Papers) -> None:
    before = generations()
    tasks.publish_due()
    assert generations() == before
