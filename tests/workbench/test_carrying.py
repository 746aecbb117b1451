"""What editors wrote goes with the printed text it was made of, whatever becomes of that text on the page."""

from dataclasses import replace
from typing import Any

from articles.models.article_content import HEAD_COLUMNS, Content, Signature
from articles.workbench.edit_transfer import DROP, KEEP, OldContent, transfer_edits

WANG, YUN = Signature("陈望", "", "记者"), Signature("李芸", "", "通讯员")
PRINTED = "夜市搬到了河边。"
WRITTEN = "夜市周一搬到了河边。"
REST = "摊主说,人更多了。"


def content(*paragraphs: str, bylines: tuple[Signature, ...] = (), **fields: str) -> Content:
    empty = dict.fromkeys(HEAD_COLUMNS, "")
    return Content({**empty, **fields, "body": "\n\n".join(paragraphs)}, "", bylines, ())


def body(carried: Any, key: str = "1") -> list[str]:
    text: str = carried.contents[key].fields["body"]
    return text.split("\n\n")


def edited(printed: Content, *paragraphs: str, **fields: str) -> OldContent:
    """The same article with other words."""
    stored = {**printed.fields, **fields} | (
        {"body": "\n\n".join(paragraphs)} if paragraphs else {}
    )
    return OldContent(printed, replace(printed, fields=stored))


def test_what_the_arrangement_does_not_change_stays_as_it_is_stored() -> None:
    printed = content(PRINTED, title="夜市搬新址")
    carried = transfer_edits(
        {"1": edited(printed, WRITTEN, title="夜市搬到河边")}, {"1": printed}, {}, {}
    )
    assert carried.contents["1"].fields["title"] == "夜市搬到河边"
    assert (body(carried), carried.questions) == ([WRITTEN], [])


def test_what_no_editor_touched_is_as_the_arrangement_says() -> None:
    printed = content(PRINTED)
    carried = transfer_edits(
        {"1": edited(printed, title="夜市搬到河边")}, {"1": content(PRINTED, REST)}, {}, {}
    )
    assert carried.contents["1"].fields["title"] == "夜市搬到河边"
    assert body(carried) == [PRINTED, REST]


def test_an_edited_paragraph_stays_edited_beside_a_new_one() -> None:
    carried = transfer_edits(
        {"1": edited(content(PRINTED), WRITTEN)}, {"1": content(REST, PRINTED)}, {}, {}
    )
    assert (body(carried), carried.questions) == ([REST, WRITTEN], [])


def test_an_edited_paragraph_goes_to_another_article_as_it_was_edited() -> None:
    before = {"1": edited(content(REST, PRINTED), REST, WRITTEN), "2": edited(content("一"))}
    carried = transfer_edits(before, {"1": content(REST), "2": content("一", PRINTED)}, {}, {})
    assert (body(carried), body(carried, "2"), carried.questions) == ([REST], ["一", WRITTEN], [])


def test_an_edited_paragraph_that_is_joined_with_another_keeps_its_words() -> None:
    carried = transfer_edits(
        {"1": edited(content(PRINTED, REST), WRITTEN, REST)}, {"1": content(PRINTED + REST)}, {}, {}
    )
    assert (body(carried), carried.questions) == ([WRITTEN + REST], [])


def test_a_paragraph_that_an_editor_added_stays_behind_the_one_before_it() -> None:
    before = {"1": edited(content(PRINTED, REST), PRINTED, "编辑加的一段。", REST)}
    assert body(transfer_edits(before, {"1": content(REST, PRINTED)}, {}, {})) == [
        REST,
        PRINTED,
        "编辑加的一段。",
    ]


def test_a_paragraph_that_an_editor_took_out_stays_out() -> None:
    carried = transfer_edits(
        {"1": edited(content(PRINTED, REST), REST)}, {"1": content(REST, PRINTED, "三")}, {}, {}
    )
    assert (body(carried), carried.questions) == ([REST, "三"], [])


def test_an_edited_subheading_made_a_paragraph_is_one() -> None:
    before = {"1": edited(content("## 新址", PRINTED), "## 新的地址", PRINTED)}
    assert body(transfer_edits(before, {"1": content("新址", PRINTED)}, {}, {})) == [
        "新的地址",
        PRINTED,
    ]


def test_an_edited_headline_that_becomes_a_subheading_keeps_its_words() -> None:
    before = {
        "1": edited(content(REST)),
        "2": edited(content(PRINTED, title="夜市"), title="河边夜市"),
    }
    carried = transfer_edits(before, {"1": content(REST, "## 夜市", PRINTED)}, {"2": "1"}, {})
    assert (body(carried), carried.questions) == ([REST, "## 河边夜市", PRINTED], [])


def test_an_edited_headline_is_not_put_into_the_middle_of_a_text() -> None:
    before = {"1": edited(content(title="夜市"), title="河边夜市")}
    carried = transfer_edits(before, {"1": content(PRINTED, title="搬新址")}, {}, {})
    assert body(carried) == [PRINTED]
    assert [question.field for question in carried.questions] == ["title"]


def test_a_second_line_joins_an_edited_headline() -> None:
    before = {"1": edited(content(title="夜市"), title="河边夜市")}
    carried = transfer_edits(before, {"1": content(title="夜市 搬新址")}, {}, {})
    assert carried.contents["1"].fields["title"] == "河边夜市 搬新址"


def cut() -> tuple[dict[str, OldContent], dict[str, Content]]:
    before = {"1": edited(content(PRINTED, REST), WRITTEN, REST)}
    return before, {"1": content(PRINTED[:4], PRINTED[4:], REST)}


def test_an_edited_paragraph_that_is_cut_is_asked_about() -> None:
    carried = transfer_edits(*cut(), {}, {})
    [question] = carried.questions
    assert (question.printed, question.written, question.target) == (PRINTED, WRITTEN, "1")
    kept = transfer_edits(*cut(), {}, {question.name: KEEP})
    assert (body(kept), kept.questions) == ([WRITTEN, REST], [])
    dropped = transfer_edits(*cut(), {}, {question.name: DROP})
    assert (body(dropped), dropped.questions) == ([PRINTED[:4], PRINTED[4:], REST], [])


def test_an_edited_field_that_the_arrangement_changes_too_is_asked_about() -> None:
    before, after = (
        {"1": edited(content(title="夜市"), title="河边夜市")},
        {"1": content(title="早市")},
    )
    [question] = transfer_edits(before, after, {}, {}).questions
    assert (question.field, question.now) == ("title", "早市")
    assert (
        transfer_edits(before, after, {}, {question.name: KEEP}).contents["1"].fields["title"]
        == "河边夜市"
    )


def test_what_was_written_into_an_article_that_is_joined_to_another_can_be_kept_there() -> None:
    before = {"1": edited(content(REST)), "2": edited(content(PRINTED), subtitle="人气更旺")}
    after = {"1": content(REST, PRINTED)}
    [question] = transfer_edits(before, after, {"2": "1"}, {}).questions
    assert body(transfer_edits(before, after, {"2": "1"}, {question.name: KEEP})) == [
        REST,
        PRINTED,
        "人气更旺",
    ]


def test_what_has_no_article_to_be_kept_in_can_only_be_dropped() -> None:
    before = {"1": edited(content(REST)), "2": edited(content(PRINTED), WRITTEN)}
    [question] = transfer_edits(before, {"1": content(REST)}, {"2": None}, {}).questions
    assert question.target is None
    assert transfer_edits(
        before, {"1": content(REST)}, {"2": None}, {question.name: KEEP}
    ).questions == [question]
    assert (
        transfer_edits(before, {"1": content(REST)}, {"2": None}, {question.name: DROP}).questions
        == []
    )


def test_an_article_written_by_hand_keeps_its_text_before_what_comes_to_it() -> None:
    before = {"1": OldContent(content(), content(WRITTEN))}
    assert body(transfer_edits(before, {"1": content(REST)}, {}, {})) == [WRITTEN, REST]


def test_one_of_two_equal_paragraphs_keeps_its_edit_alone() -> None:
    before = {"1": edited(content(PRINTED, PRINTED), PRINTED, WRITTEN)}
    assert sorted(
        body(transfer_edits(before, {"1": content(PRINTED, PRINTED, REST)}, {}, {}))
    ) == sorted([PRINTED, WRITTEN, REST])


# --- bylines ---


def signed(printed: tuple[Signature, ...], stored: tuple[Signature, ...]) -> OldContent:
    return OldContent(content(REST, bylines=printed), content(REST, bylines=stored))


RIGHT = Signature("陈旺", "", "记者")


def test_a_name_put_right_stays_right_beside_a_new_one() -> None:
    carried = transfer_edits(
        {"1": signed((WANG,), (RIGHT,))}, {"1": content(REST, bylines=(WANG, YUN))}, {}, {}
    )
    assert carried.contents["1"].bylines == (RIGHT, YUN)


def test_a_name_put_right_goes_with_its_byline() -> None:
    before = {"1": signed((WANG,), (RIGHT,)), "2": signed((), ())}
    carried = transfer_edits(
        before, {"1": content(REST), "2": content(PRINTED, bylines=(WANG,))}, {}, {}
    )
    assert (carried.contents["1"].bylines, carried.contents["2"].bylines) == ((), (RIGHT,))


def test_names_that_were_added_or_taken_out_stay_so() -> None:
    before = {"1": signed((WANG,), (WANG, YUN)), "2": signed((WANG, YUN), (YUN,))}
    after = {
        "1": content(PRINTED, bylines=(RIGHT,)),
        "2": content(PRINTED, bylines=(WANG, YUN, RIGHT)),
    }
    carried = transfer_edits(before, after, {}, {})
    assert carried.contents["1"].bylines == (RIGHT, YUN)
    assert carried.contents["2"].bylines == (YUN, RIGHT)


def test_a_name_added_to_an_article_goes_where_the_article_goes() -> None:
    before = {"1": signed((WANG,), (WANG,)), "2": signed((), (YUN,))}
    carried = transfer_edits(before, {"1": content(REST, PRINTED, bylines=(WANG,))}, {"2": "1"}, {})
    assert carried.contents["1"].bylines == (WANG, YUN)
