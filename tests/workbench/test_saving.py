"""An arrangement is saved as a whole or not at all, with everything that hangs on an article."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User

from articles.editorial import history
from articles.models import (
    Article,
    ArticleRedirect,
    ArticleTag,
    Author,
    Correction,
    Illustration,
    PageArrangement,
    Tag,
    TagDecision,
)
from articles.models.choices import Act, DecisionKind, Status, TaggingState, TagOrigin
from articles.parsing import Kind
from articles.search import full_text
from articles.workbench.arrangement_store import save_arrangement
from tests.factories import make_user
from tests.workbench.papers import (
    BRIDGE,
    NIGHT,
    as_kind,
    blocks_of,
    make_paper,
    opened,
    propose,
)
from tests.workbench.proposals import (
    NEW,
    dissolve,
    done,
    join,
    move_caption,
    move_paragraph,
    published,
    split,
    unchanged,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]


def test_a_split_makes_a_new_draft_and_leaves_the_old_one_its_key(
    editor: User, woken: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    page, night, bridge = make_paper()
    with django_capture_on_commit_callbacks(execute=True):
        done(save_arrangement(page.pk, split(page, night, bridge), editor))
    new = Article.objects.exclude(pk__in=[night.pk, bridge.pk]).get()
    assert (new.body, new.status, new.position, new.base_parse) == (
        "摊主说,人更多了。",
        Status.DRAFT,
        2,
        None,
    )
    assert [problem["code"] for problem in new.problems] == ["untitled"]
    night.refresh_from_db()
    assert (night.body, night.version) == ("夜市搬到了河边。", 1)
    bridge.refresh_from_db()
    assert bridge.position == 3
    assert sorted(woken) == [night.pk, new.pk]
    assert full_text.find("人更多", Article.objects.all()).get() == new


def test_the_accepted_arrangement_is_kept_and_opened_again(editor: User) -> None:
    page, night, bridge = make_paper()
    proposal = split(page, night, bridge)
    done(save_arrangement(page.pk, proposal, editor))
    again, new = opened(page), Article.objects.exclude(pk__in=[night.pk, bridge.pk]).get()
    assert again.arrangement == proposal.arrangement.with_keys({NEW: str(new.pk)})
    assert again.accepted is not None
    assert (again.accepted.accepted_by, again.accepted.version) == (editor, 1)
    night.refresh_from_db()
    assert night.base_parse is not None
    assert len(night.base_parse["blocks"]) == 4  # what the parser made of it


def test_joined_articles_are_one_and_the_address_of_the_other_leads_to_it(editor: User) -> None:
    page, night, bridge = make_paper()
    done(save_arrangement(page.pk, join(page, night, bridge), editor))
    night.refresh_from_db()
    assert night.body.split("\n\n") == [
        "夜市搬到了河边。", "摊主说,人更多了。", f"## {BRIDGE}", "大桥只剩最后一段钢梁。",
    ]  # fmt: skip
    assert [str(line) for line in night.bylines.all()] == ["记者 陈望", "通讯员 李芸"]
    assert [shown.caption for shown in night.illustrations.all()] == ["河边的夜市。"]
    assert not Article.objects.filter(pk=bridge.pk).exists()
    assert ArticleRedirect.objects.get().article == night


def test_an_address_leads_on_when_its_article_is_joined_to_another(editor: User) -> None:
    page, night, bridge = make_paper()
    ArticleRedirect.objects.create(old_id=9_999, article=bridge)
    done(save_arrangement(page.pk, join(page, night, bridge), editor))
    assert dict(ArticleRedirect.objects.values_list("old_id", "article")) == {
        9_999: night.pk,
        bridge.pk: night.pk,
    }


def test_what_editors_decided_on_tags_goes_along(editor: User) -> None:
    page, night, bridge = make_paper()
    both, own, found = (
        Tag.objects.create(name=name, slug=name) for name in ("夜市", "大桥", "钢梁")
    )
    for article, tag, origin in (
        (night, both, TagOrigin.EDITOR),
        (bridge, both, TagOrigin.EDITOR),
        (bridge, own, TagOrigin.EDITOR),
        (bridge, found, TagOrigin.AUTOMATIC),
    ):
        ArticleTag.objects.create(content_object=article, tag=tag, origin=origin)
    TagDecision.objects.create(article=bridge, name="大桥", kind=DecisionKind.ADDED)
    done(save_arrangement(page.pk, join(page, night, bridge), editor))
    assert set(night.article_tags.values_list("tag__name", flat=True)) == {"夜市", "大桥"}
    assert night.tag_decisions.get().name == "大桥"


def test_a_caption_takes_its_picture_along(editor: User) -> None:
    page, night, bridge = make_paper()
    Illustration.objects.update(picture="pictures/night.jpg", caption="编辑写的说明。")
    done(save_arrangement(page.pk, move_caption(page, night, bridge), editor))
    shown = Illustration.objects.get()
    assert (shown.article, shown.picture.name, shown.caption) == (
        night,
        "pictures/night.jpg",
        "编辑写的说明。",
    )


def test_a_picture_whose_caption_becomes_a_paragraph_stays(editor: User) -> None:
    page, night, bridge = make_paper()
    Illustration.objects.update(picture="pictures/night.jpg")
    state = opened(page)
    *kept, caption = blocks_of(state, bridge)
    blocks = {
        str(night.pk): blocks_of(state, night),
        str(bridge.pk): [*kept, as_kind(caption, Kind.PARAGRAPH)],
    }
    done(save_arrangement(page.pk, propose(state, blocks), editor))
    assert bridge.illustrations.get().picture.name == "pictures/night.jpg"


def test_a_caption_without_a_picture_goes_with_its_text(editor: User) -> None:
    page, night, bridge = make_paper()
    state = opened(page)
    *kept, caption = blocks_of(state, bridge)
    blocks = {
        str(night.pk): blocks_of(state, night),
        str(bridge.pk): [*kept, as_kind(caption, Kind.PARAGRAPH)],
    }
    done(save_arrangement(page.pk, propose(state, blocks), editor))
    assert not Illustration.objects.exists()
    bridge.refresh_from_db()
    assert bridge.body.endswith("河边的夜市。")


def test_bylines_are_as_the_editor_types_them(editor: User) -> None:
    page, night, bridge = make_paper()
    proposal = replace(
        unchanged(page, night, bridge), signatures={str(night.pk): "本报记者 陈旺；李芸"}
    )
    done(save_arrangement(page.pk, proposal, editor))
    assert [(line.role, line.author.name) for line in night.bylines.all()] == [
        ("本报记者", "陈旺"),
        ("", "李芸"),
    ]


def test_a_page_that_was_right_is_accepted_and_nothing_is_in_doubt_any_more(
    editor: User, woken: list[int]
) -> None:
    page, night, bridge = make_paper(confidence=0.4, problems=[{"code": "no_byline", "spans": []}])
    done(save_arrangement(page.pk, unchanged(page, night, bridge), editor))
    assert PageArrangement.objects.get().page == page
    night.refresh_from_db()
    assert (night.version, night.problems, woken) == (0, [], [])  # the doubt was looked at
    assert not history.versions_of(night).exists()


def test_an_edited_text_that_moves_keeps_its_words(editor: User) -> None:
    page, night, bridge = make_paper()
    Article.objects.filter(pk=night.pk).update(body="夜市搬到了河边。\n\n摊主说,客人多了。")
    done(save_arrangement(page.pk, move_paragraph(page, night, bridge), editor))
    night.refresh_from_db()
    bridge.refresh_from_db()
    assert (night.body, bridge.body) == (
        "夜市搬到了河边。",
        "大桥只剩最后一段钢梁。\n\n摊主说,客人多了。",
    )


def test_an_approved_text_that_changes_is_in_review_again(editor: User) -> None:
    page, night, bridge = make_paper(status=Status.APPROVED)
    assert save_arrangement(page.pk, move_paragraph(page, night, bridge), editor).reopened == 2
    assert set(Article.objects.values_list("status", flat=True)) == {Status.IN_REVIEW}
    assert set(night.edited_by.all()) == {editor}


def test_whoever_wrote_a_text_approves_no_article_that_it_went_to(editor: User) -> None:
    page, night, bridge = make_paper(status=Status.IN_REVIEW)
    writer = make_user("writer")
    night.edited_by.add(writer)
    done(save_arrangement(page.pk, move_paragraph(page, night, bridge), editor))
    assert set(bridge.edited_by.all()) == {writer, editor}


def test_a_published_text_changes_with_a_word_to_its_readers_only(editor: User) -> None:
    page, night, bridge = published()
    saved = save_arrangement(page.pk, move_paragraph(page, night, bridge), editor)
    assert saved.plan is not None
    assert not saved.is_done
    assert [change.headline for change in saved.plan.to_correct] == [NIGHT, BRIDGE]
    note = "段落错置,已更正。"
    done(save_arrangement(page.pk, move_paragraph(page, night, bridge, correction=note), editor))
    assert set(Correction.objects.values_list("article", "note")) == {
        (night.pk, note),
        (bridge.pk, note),
    }
    assert set(Article.objects.values_list("status", flat=True)) == {Status.PUBLISHED}


def test_an_article_that_was_none_is_taken_off_the_page(editor: User) -> None:
    page, night, bridge = make_paper()
    done(save_arrangement(page.pk, dissolve(page, night, bridge), editor))
    assert (Article.objects.get(), ArticleRedirect.objects.count()) == (night, 0)


def test_the_history_says_what_was_done(editor: User) -> None:
    page, night, bridge = make_paper()
    done(save_arrangement(page.pk, join(page, night, bridge), editor))
    newest = history.versions_of(night)[0]
    assert (newest.act, newest.history_user, newest.body) == (
        Act.WORKBENCH,
        editor,
        Article.objects.get().body,
    )
    assert history.versions_of(bridge)[0].history_change_reason == f"Joined to “{NIGHT}”."
    assert [version.act for version in history.versions_of(bridge)] == [Act.WORKBENCH, Act.IMPORT]
    assert LogEntry.objects.get().object_id == str(bridge.pk)


def test_an_unchanged_text_is_not_tagged_again(editor: User) -> None:
    page, night, bridge = make_paper(tagging_state=TaggingState.DONE)
    done(save_arrangement(page.pk, move_caption(page, night, bridge), editor))
    assert set(Article.objects.values_list("tagging_state", flat=True)) == {TaggingState.DONE}


# To join takes an article away, and with it the rows of every table that hangs on articles.
@pytest.mark.parametrize(
    ("proposal", "most"), [(unchanged, 11), (split, 40), (join, 63), (move_paragraph, 36)]
)
def test_queries(
    proposal: Any, most: int, editor: User, django_assert_max_num_queries: Any
) -> None:
    page, night, bridge = make_paper()
    proposed = proposal(page, night, bridge)
    with django_assert_max_num_queries(most):
        done(save_arrangement(page.pk, proposed, editor))


def test_more_articles_that_are_joined_take_no_more_queries(
    editor: User, django_assert_max_num_queries: Any
) -> None:
    page, night, bridge = make_paper()
    state = opened(page)
    parts = {f"new-{number}": [block] for number, block in enumerate(blocks_of(state, night)[1:])}
    all_apart = {
        str(night.pk): blocks_of(state, night)[:1],
        **parts,
        str(bridge.pk): blocks_of(state, bridge),
    }
    done(save_arrangement(page.pk, propose(state, all_apart), editor))
    state = opened(page)
    first, *others = (article.key for article in state.arrangement.articles)
    blocks = [block for article in state.arrangement.articles for block in article.blocks]
    joined = propose(state, {first: blocks}, removed=dict.fromkeys(others, first))
    with django_assert_max_num_queries(67):
        done(save_arrangement(page.pk, joined, editor))
    assert set(ArticleRedirect.objects.values_list("old_id", flat=True)) == set(map(int, others))


def test_another_place_on_the_page_is_no_new_version(editor: User) -> None:
    page, night, bridge = make_paper()
    done(save_arrangement(page.pk, split(page, night, bridge), editor))
    bridge.refresh_from_db()
    assert (bridge.position, bridge.version, history.versions_of(bridge).exists()) == (3, 0, False)


def test_a_name_that_stays_in_a_byline_is_the_same_person(editor: User) -> None:
    page, night, bridge = make_paper()
    author = Author.objects.create(name="陈望", affiliation="桂巷街道")
    night.bylines.update(author=author)
    proposal = replace(
        unchanged(page, night, bridge), signatures={str(night.pk): "记者 陈望；通讯员 李芸"}
    )
    done(save_arrangement(page.pk, proposal, editor))
    assert [line.author.affiliation for line in night.bylines.all()] == ["桂巷街道", ""]
