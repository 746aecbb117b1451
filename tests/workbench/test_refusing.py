"""What is not saved: a character lost, an article forgotten, a page that changed meanwhile, what readers know."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from articles.models import Article, Conflict, Illustration
from articles.models.choices import ConflictState, Status
from articles.workbench.arrangement import PlacedBlock
from articles.workbench.arrangement_store import save_arrangement
from tests.factories import make_article, make_page, make_user
from tests.workbench.papers import (
    BRIDGE,
    FIRST,
    blocks_of,
    make_paper,
    opened,
    propose,
)
from tests.workbench.proposals import (
    dissolve,
    done,
    join,
    move_paragraph,
    published,
    refused,
    split,
    unchanged,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]


def test_nothing_is_saved_while_a_question_is_open(editor: User) -> None:
    page, night, bridge = make_paper()
    Article.objects.filter(pk=bridge.pk).update(subtitle="全线贯通")
    saved = save_arrangement(page.pk, join(page, night, bridge), editor)
    assert saved.plan is not None
    [question] = saved.plan.questions
    assert not saved.is_done
    assert Article.objects.filter(pk=bridge.pk).exists()
    done(
        save_arrangement(
            page.pk, join(page, night, bridge, answers={question.name: "keep"}), editor
        )
    )
    night.refresh_from_db()
    assert night.body.endswith("全线贯通")


# --- refused ---


def test_an_arrangement_that_loses_a_character_is_refused(editor: User) -> None:
    page, night, bridge = make_paper()
    state = opened(page)
    blocks = {str(night.pk): blocks_of(state, night)[:-1], str(bridge.pk): blocks_of(state, bridge)}
    refused(
        save_arrangement(page.pk, propose(state, blocks), editor),
        "Line 4, characters 1 to 9: this text would be lost",
    )


def test_an_arrangement_that_doubles_a_character_is_refused(editor: User) -> None:
    page, night, bridge = make_paper()
    state = opened(page)
    again = blocks_of(state, night)[FIRST]
    blocks = {
        str(night.pk): blocks_of(state, night),
        str(bridge.pk): [*blocks_of(state, bridge), again],
    }
    refused(
        save_arrangement(page.pk, propose(state, blocks), editor),
        "Line 3, characters 1 to 8: this text would stand in two",
    )


def test_an_article_that_is_forgotten_is_refused(editor: User) -> None:
    page, night, bridge = make_paper()
    state = opened(page)
    blocks: list[PlacedBlock] = [*blocks_of(state, night), *blocks_of(state, bridge)]
    refused(
        save_arrangement(page.pk, propose(state, {str(night.pk): blocks}), editor),
        "others than the workbench shows",
    )


def test_an_article_of_another_page_is_refused(editor: User) -> None:
    page, night, bridge = make_paper()
    other = make_article(page=make_page(number="A02"))
    state = opened(page)
    *kept, last = blocks_of(state, night)
    blocks = {str(night.pk): kept, str(bridge.pk): blocks_of(state, bridge), str(other.pk): [last]}
    refused(save_arrangement(page.pk, propose(state, blocks), editor), "An article of another page")


def test_a_page_that_changed_since_it_was_opened_is_stale(editor: User) -> None:
    page, night, bridge = make_paper()
    proposal = split(page, night, bridge)
    Article.objects.filter(pk=bridge.pk).update(version=7)
    saved = save_arrangement(page.pk, proposal, editor)
    assert (saved.is_stale, saved.is_done, Article.objects.count()) == (True, False, 2)


def test_a_page_that_another_editor_arranged_meanwhile_is_stale(editor: User) -> None:
    page, night, bridge = make_paper()
    proposal = unchanged(page, night, bridge)
    done(save_arrangement(page.pk, proposal, editor))
    assert save_arrangement(page.pk, proposal, editor).is_stale


def test_a_page_that_is_no_more_is_stale(editor: User) -> None:
    page, night, bridge = make_paper()
    assert save_arrangement(page.pk + 1, unchanged(page, night, bridge), editor).is_stale


# --- the workflow ---


def test_a_published_text_is_not_changed_without_the_right_to_correct(db: None) -> None:
    page, night, bridge = published()
    saved = save_arrangement(
        page.pk, move_paragraph(page, night, bridge, correction="更正。"), make_user("plain")
    )
    refused(saved, "needs the right to correct published articles")


def test_what_readers_know_is_joined_to_what_they_can_read_only(editor: User) -> None:
    page, night, bridge = published()
    Article.objects.filter(pk=night.pk).update(status=Status.DRAFT)
    refused(
        save_arrangement(page.pk, join(page, night, bridge), editor), f"Readers know “{BRIDGE}”"
    )


def test_a_published_article_is_not_taken_off_the_page(editor: User) -> None:
    page, night, bridge = published()
    saved = save_arrangement(page.pk, dissolve(page, night, bridge), editor)
    refused(saved, "withdraw it before you take it off the page")


def test_a_picture_is_not_taken_off_the_page_with_its_article(editor: User) -> None:
    page, night, bridge = make_paper()
    Illustration.objects.update(picture="pictures/night.jpg")
    refused(
        save_arrangement(page.pk, dissolve(page, night, bridge), editor),
        "has a picture or a caption of its own",
    )


def test_an_article_with_an_open_conflict_is_not_joined_to_another(editor: User) -> None:
    page, night, bridge = make_paper()
    conflict = Conflict.objects.create(
        article=bridge, field="title", base="一", ours="二", theirs="三"
    )
    refused(
        save_arrangement(page.pk, join(page, night, bridge), editor),
        "has a conflict with a corrected file",
    )
    Conflict.objects.filter(pk=conflict.pk).update(state=ConflictState.OURS)
    done(save_arrangement(page.pk, join(page, night, bridge), editor))


def test_a_byline_that_is_too_long_is_refused(editor: User) -> None:
    page, night, bridge = make_paper()
    proposal = replace(unchanged(page, night, bridge), signatures={str(night.pk): "陈" * 101})
    refused(save_arrangement(page.pk, proposal, editor), "is too long")
