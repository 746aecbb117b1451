"""An arrangement is saved as a whole or not at all, with everything that hangs on an article."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.utils import timezone

from articles import history, search
from articles.arranging.arrangement import Placed
from articles.arranging.plan import Plan, Proposal
from articles.arranging.store import Saved, save_arrangement
from articles.choices import Act, ConflictState, DecisionKind, Status, TaggingState, TagOrigin
from articles.models import (
    Article,
    ArticleRedirect,
    ArticleTag,
    Author,
    Conflict,
    Correction,
    Illustration,
    Page,
    PageArrangement,
    Tag,
    TagDecision,
)
from articles.parsing import Kind
from tests.arranging.papers import (
    BRIDGE,
    FIRST,
    NIGHT,
    as_kind,
    blocks_of,
    make_paper,
    opened,
    propose,
)
from tests.factories import make_article, make_page, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]

NEW = "new-1"


def split(page: Page, night: Article, bridge: Article, **rest: Any) -> Proposal:
    """The market's second paragraph is an article of its own."""
    state = opened(page)
    *kept, last = blocks_of(state, night)
    return propose(
        state,
        {str(night.pk): kept, NEW: [as_kind(last, Kind.PARAGRAPH)], str(bridge.pk): blocks_of(state, bridge)},
        **rest,
    )


def join(page: Page, night: Article, bridge: Article, **rest: Any) -> Proposal:
    """The bridge is joined to the market."""
    state = opened(page)
    title, *others = blocks_of(state, bridge)
    blocks = [*blocks_of(state, night), as_kind(title, Kind.SUBHEADING), *others]
    return propose(state, {str(night.pk): blocks}, gone={str(bridge.pk): str(night.pk)}, **rest)


def move_paragraph(page: Page, night: Article, bridge: Article, **rest: Any) -> Proposal:
    state = opened(page)
    *kept, last = blocks_of(state, night)
    return propose(state, {str(night.pk): kept, str(bridge.pk): [*blocks_of(state, bridge), last]}, **rest)


def move_caption(page: Page, night: Article, bridge: Article, **rest: Any) -> Proposal:
    state = opened(page)
    *kept, caption = blocks_of(state, bridge)
    return propose(state, {str(night.pk): [*blocks_of(state, night), caption], str(bridge.pk): kept}, **rest)


def unchanged(page: Page, night: Article, bridge: Article) -> Proposal:
    state = opened(page)
    return propose(state, {str(one.pk): blocks_of(state, one) for one in (night, bridge)})


def done(saved: Saved) -> Plan:
    assert saved.plan is not None
    assert saved.is_done, (saved.plan.refusals, saved.plan.questions)
    return saved.plan


def test_a_split_makes_a_new_draft_and_leaves_the_old_one_its_key(
    editor: User, woken: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    page, night, bridge = make_paper()
    with django_capture_on_commit_callbacks(execute=True):
        done(save_arrangement(page.pk, split(page, night, bridge), editor))
    new = Article.objects.exclude(pk__in=[night.pk, bridge.pk]).get()
    assert (new.body, new.status, new.position, new.base_parse) == ("摊主说,人更多了。", Status.DRAFT, 2, None)
    assert [problem["code"] for problem in new.problems] == ["untitled"]
    night.refresh_from_db()
    assert (night.body, night.version) == ("夜市搬到了河边。", 1)
    bridge.refresh_from_db()
    assert bridge.position == 3
    assert sorted(woken) == [night.pk, new.pk]
    assert search.find("人更多", Article.objects.all()).get() == new


def test_the_accepted_arrangement_is_kept_and_opened_again(editor: User) -> None:
    page, night, bridge = make_paper()
    proposal = split(page, night, bridge)
    done(save_arrangement(page.pk, proposal, editor))
    again, new = opened(page), Article.objects.exclude(pk__in=[night.pk, bridge.pk]).get()
    assert again.arrangement == proposal.arrangement.renamed({NEW: str(new.pk)})
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
    assert dict(ArticleRedirect.objects.values_list("old_id", "article")) == {9_999: night.pk, bridge.pk: night.pk}


def test_what_editors_decided_on_tags_goes_along(editor: User) -> None:
    page, night, bridge = make_paper()
    both, own, found = (Tag.objects.create(name=name, slug=name) for name in ("夜市", "大桥", "钢梁"))
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
    assert (shown.article, shown.picture.name, shown.caption) == (night, "pictures/night.jpg", "编辑写的说明。")


def test_a_picture_whose_caption_becomes_a_paragraph_stays(editor: User) -> None:
    page, night, bridge = make_paper()
    Illustration.objects.update(picture="pictures/night.jpg")
    state = opened(page)
    *kept, caption = blocks_of(state, bridge)
    blocks = {str(night.pk): blocks_of(state, night), str(bridge.pk): [*kept, as_kind(caption, Kind.PARAGRAPH)]}
    done(save_arrangement(page.pk, propose(state, blocks), editor))
    assert bridge.illustrations.get().picture.name == "pictures/night.jpg"


def test_a_caption_without_a_picture_goes_with_its_text(editor: User) -> None:
    page, night, bridge = make_paper()
    state = opened(page)
    *kept, caption = blocks_of(state, bridge)
    blocks = {str(night.pk): blocks_of(state, night), str(bridge.pk): [*kept, as_kind(caption, Kind.PARAGRAPH)]}
    done(save_arrangement(page.pk, propose(state, blocks), editor))
    assert not Illustration.objects.exists()
    bridge.refresh_from_db()
    assert bridge.body.endswith("河边的夜市。")


def test_bylines_are_as_the_editor_types_them(editor: User) -> None:
    page, night, bridge = make_paper()
    proposal = replace(unchanged(page, night, bridge), signatures={str(night.pk): "本报记者 陈旺；李芸"})
    done(save_arrangement(page.pk, proposal, editor))
    assert [(line.role, line.author.name) for line in night.bylines.all()] == [("本报记者", "陈旺"), ("", "李芸")]


def test_a_page_that_was_right_is_accepted_and_nothing_is_in_doubt_any_more(editor: User, woken: list[int]) -> None:
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
    assert (night.body, bridge.body) == ("夜市搬到了河边。", "大桥只剩最后一段钢梁。\n\n摊主说,客人多了。")


def test_nothing_is_saved_while_a_question_is_open(editor: User) -> None:
    page, night, bridge = make_paper()
    Article.objects.filter(pk=bridge.pk).update(subtitle="全线贯通")
    saved = save_arrangement(page.pk, join(page, night, bridge), editor)
    assert saved.plan is not None
    [question] = saved.plan.questions
    assert not saved.is_done
    assert Article.objects.filter(pk=bridge.pk).exists()
    done(save_arrangement(page.pk, join(page, night, bridge, answers={question.name: "keep"}), editor))
    night.refresh_from_db()
    assert night.body.endswith("全线贯通")


# --- refused ---


def refused(saved: Saved, sentence: str) -> None:
    assert saved.plan is not None
    assert not saved.is_done
    assert any(sentence in refusal for refusal in saved.plan.refusals), saved.plan.refusals
    assert not PageArrangement.objects.exists()


def test_an_arrangement_that_loses_a_character_is_refused(editor: User) -> None:
    page, night, bridge = make_paper()
    state = opened(page)
    blocks = {str(night.pk): blocks_of(state, night)[:-1], str(bridge.pk): blocks_of(state, bridge)}
    refused(
        save_arrangement(page.pk, propose(state, blocks), editor), "Line 4, characters 1 to 9: this text would be lost"
    )


def test_an_arrangement_that_doubles_a_character_is_refused(editor: User) -> None:
    page, night, bridge = make_paper()
    state = opened(page)
    again = blocks_of(state, night)[FIRST]
    blocks = {str(night.pk): blocks_of(state, night), str(bridge.pk): [*blocks_of(state, bridge), again]}
    refused(
        save_arrangement(page.pk, propose(state, blocks), editor),
        "Line 3, characters 1 to 8: this text would stand in two",
    )


def test_an_article_that_is_forgotten_is_refused(editor: User) -> None:
    page, night, bridge = make_paper()
    state = opened(page)
    blocks: list[Placed] = [*blocks_of(state, night), *blocks_of(state, bridge)]
    refused(
        save_arrangement(page.pk, propose(state, {str(night.pk): blocks}), editor), "others than the workbench shows"
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


def published() -> tuple[Page, Article, Article]:
    return make_paper(status=Status.PUBLISHED, publish_at=timezone.now())


def test_a_published_text_changes_with_a_word_to_its_readers_only(editor: User) -> None:
    page, night, bridge = published()
    saved = save_arrangement(page.pk, move_paragraph(page, night, bridge), editor)
    assert saved.plan is not None
    assert not saved.is_done
    assert [change.headline for change in saved.plan.to_correct] == [NIGHT, BRIDGE]
    note = "段落错置,已更正。"
    done(save_arrangement(page.pk, move_paragraph(page, night, bridge, correction=note), editor))
    assert set(Correction.objects.values_list("article", "note")) == {(night.pk, note), (bridge.pk, note)}
    assert set(Article.objects.values_list("status", flat=True)) == {Status.PUBLISHED}


def test_a_published_text_is_not_changed_without_the_right_to_correct(db: None) -> None:
    page, night, bridge = published()
    saved = save_arrangement(page.pk, move_paragraph(page, night, bridge, correction="更正。"), make_user("plain"))
    refused(saved, "needs the right to correct published articles")


def test_what_readers_know_is_joined_to_what_they_can_read_only(editor: User) -> None:
    page, night, bridge = published()
    Article.objects.filter(pk=night.pk).update(status=Status.DRAFT)
    refused(save_arrangement(page.pk, join(page, night, bridge), editor), f"Readers know “{BRIDGE}”")


def test_a_published_article_is_not_taken_off_the_page(editor: User) -> None:
    page, night, bridge = published()
    saved = save_arrangement(page.pk, dissolve(page, night, bridge), editor)
    refused(saved, "withdraw it before you take it off the page")


def dissolve(page: Page, night: Article, bridge: Article) -> Proposal:
    """The bridge was an advertisement."""
    state = opened(page)
    ad = [as_kind(block, Kind.FURNITURE) for block in blocks_of(state, bridge)]
    outside = [*state.arrangement.outside, *ad]
    return propose(state, {str(night.pk): blocks_of(state, night)}, outside, gone={str(bridge.pk): None})


def test_an_article_that_was_none_is_taken_off_the_page(editor: User) -> None:
    page, night, bridge = make_paper()
    done(save_arrangement(page.pk, dissolve(page, night, bridge), editor))
    assert (Article.objects.get(), ArticleRedirect.objects.count()) == (night, 0)


def test_a_picture_is_not_taken_off_the_page_with_its_article(editor: User) -> None:
    page, night, bridge = make_paper()
    Illustration.objects.update(picture="pictures/night.jpg")
    refused(save_arrangement(page.pk, dissolve(page, night, bridge), editor), "has a picture or a caption of its own")


def test_the_history_says_what_was_done(editor: User) -> None:
    page, night, bridge = make_paper()
    done(save_arrangement(page.pk, join(page, night, bridge), editor))
    newest = history.versions_of(night)[0]
    assert (newest.act, newest.history_user, newest.body) == (Act.WORKBENCH, editor, Article.objects.get().body)
    assert history.versions_of(bridge)[0].history_change_reason == f"Joined to “{NIGHT}”."
    assert [version.act for version in history.versions_of(bridge)] == [Act.WORKBENCH, Act.IMPORT]
    assert LogEntry.objects.get().object_id == str(bridge.pk)


def test_an_unchanged_text_is_not_tagged_again(editor: User) -> None:
    page, night, bridge = make_paper(tagging_state=TaggingState.DONE)
    done(save_arrangement(page.pk, move_caption(page, night, bridge), editor))
    assert set(Article.objects.values_list("tagging_state", flat=True)) == {TaggingState.DONE}


# To join takes an article away, and with it the rows of every table that hangs on articles.
@pytest.mark.parametrize(("proposal", "most"), [(unchanged, 11), (split, 40), (join, 61), (move_paragraph, 36)])
def test_queries(proposal: Any, most: int, editor: User, django_assert_max_num_queries: Any) -> None:
    page, night, bridge = make_paper()
    proposed = proposal(page, night, bridge)
    with django_assert_max_num_queries(most):
        done(save_arrangement(page.pk, proposed, editor))


def test_more_articles_that_are_joined_take_no_more_queries(editor: User, django_assert_max_num_queries: Any) -> None:
    page, night, bridge = make_paper()
    state = opened(page)
    parts = {f"new-{number}": [block] for number, block in enumerate(blocks_of(state, night)[1:])}
    all_apart = {str(night.pk): blocks_of(state, night)[:1], **parts, str(bridge.pk): blocks_of(state, bridge)}
    done(save_arrangement(page.pk, propose(state, all_apart), editor))
    state = opened(page)
    first, *others = (article.key for article in state.arrangement.articles)
    blocks = [block for article in state.arrangement.articles for block in article.blocks]
    joined = propose(state, {first: blocks}, gone=dict.fromkeys(others, first))
    with django_assert_max_num_queries(65):
        done(save_arrangement(page.pk, joined, editor))
    assert set(ArticleRedirect.objects.values_list("old_id", flat=True)) == set(map(int, others))


def test_another_place_on_the_page_is_no_new_version(editor: User) -> None:
    page, night, bridge = make_paper()
    done(save_arrangement(page.pk, split(page, night, bridge), editor))
    bridge.refresh_from_db()
    assert (bridge.position, bridge.version, history.versions_of(bridge).exists()) == (3, 0, False)


def test_an_article_with_an_open_conflict_is_not_joined_to_another(editor: User) -> None:
    page, night, bridge = make_paper()
    conflict = Conflict.objects.create(article=bridge, field="title", base="一", ours="二", theirs="三")
    refused(save_arrangement(page.pk, join(page, night, bridge), editor), "has a conflict with a corrected file")
    Conflict.objects.filter(pk=conflict.pk).update(state=ConflictState.OURS)
    done(save_arrangement(page.pk, join(page, night, bridge), editor))


def test_a_name_that_stays_in_a_byline_is_the_same_person(editor: User) -> None:
    page, night, bridge = make_paper()
    author = Author.objects.create(name="陈望", affiliation="桂巷街道")
    night.bylines.update(author=author)
    proposal = replace(unchanged(page, night, bridge), signatures={str(night.pk): "记者 陈望；通讯员 李芸"})
    done(save_arrangement(page.pk, proposal, editor))
    assert [line.author.affiliation for line in night.bylines.all()] == ["桂巷街道", ""]


def test_a_byline_that_is_too_long_is_refused(editor: User) -> None:
    page, night, bridge = make_paper()
    proposal = replace(unchanged(page, night, bridge), signatures={str(night.pk): "陈" * 101})
    refused(save_arrangement(page.pk, proposal, editor), "is too long")
