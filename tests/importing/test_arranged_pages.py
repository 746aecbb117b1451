"""What editors made of a page on the workbench outlives the next import of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from articles.importing.issues import Identity
from articles.importing.results import IssueResult
from articles.importing.run import import_issues
from articles.models import Article, Page
from articles.models.choices import ImportOutcome
from articles.parsing import Kind
from articles.workbench.arrangement import ArrangedArticle, find_faults
from articles.workbench.arrangement_store import save_arrangement
from articles.workbench.save_plan import Proposal
from tests.factories import make_user
from tests.importing.papers import BRIDGE, FISH, LIGHTS, lay_out
from tests.workbench.papers import as_kind, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser")]


def bring_in(root: Path, text: str) -> IssueResult:
    (result,) = import_issues([lay_out(root, A01=text)], Identity())
    assert result.faults == ()
    return result


def join_first_two() -> None:
    """The bridge is joined to the street lights."""
    state = opened(Page.objects.get())
    first, second, *others = state.arrangement.articles
    title, *rest = second.blocks
    blocks = (*first.blocks, as_kind(title, Kind.SUBHEADING), *rest)
    arrangement = replace(state.arrangement, articles=(ArrangedArticle(first.key, blocks), *others))
    save(state.page, Proposal(arrangement, state.seen, {second.key: first.key}))


def save(page: Page, proposal: Proposal) -> None:
    assert save_arrangement(page.pk, proposal, make_user(is_superuser=True)).is_done


def titles() -> list[str]:
    return list(Article.objects.order_by("position").values_list("title", flat=True))


def test_a_newer_parser_does_not_read_again_what_an_editor_arranged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(tmp_path, LIGHTS + BRIDGE)
    join_first_two()
    monkeypatch.setattr("articles.importing.store.PARSER_VERSION", "next")
    assert bring_in(tmp_path, LIGHTS + BRIDGE).outcome is ImportOutcome.UNCHANGED
    assert titles() == ["小巷装上新路灯"]


def test_a_corrected_file_does_not_bring_a_joined_article_back(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS + BRIDGE + FISH)
    join_first_two()
    result = bring_in(tmp_path, LIGHTS + BRIDGE.replace("三班倒", "两班倒") + FISH)
    assert titles() == ["小巷装上新路灯", "六万尾鱼苗入江"]
    assert [article.note for page in result.pages for article in page.articles][1] == "kept: edited"


def test_what_is_new_in_a_corrected_file_comes_in_beside_a_joined_article(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS + BRIDGE)
    join_first_two()
    bring_in(tmp_path, LIGHTS + BRIDGE + FISH)
    assert "六万尾鱼苗入江" in titles()


def test_the_arrangement_follows_a_corrected_file(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS + BRIDGE)
    join_first_two()
    bring_in(tmp_path, LIGHTS + BRIDGE.replace("三班倒", "两班倒") + FISH)
    state = opened(Page.objects.get())
    assert state.accepted is None  # nobody has seen it in this text
    assert find_faults(state.arrangement, state.lines) == []
    assert [[block.kind for block in article.blocks] for article in state.arrangement.articles] == [
        [
            *[Kind.TITLE, Kind.BYLINE, Kind.PARAGRAPH, Kind.PARAGRAPH],
            *[Kind.SUBHEADING, Kind.BYLINE, Kind.PARAGRAPH],
        ],
        [Kind.TITLE, Kind.PARAGRAPH],
    ]
    assert state.arrangement.outside == ()
