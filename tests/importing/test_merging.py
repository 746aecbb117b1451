"""Ours and theirs put together: each side's own changes are taken, and what both changed is a clash."""

from typing import Any

import pytest

from articles.importing.merge.three_way import merge, merge_bodies, values_of, with_values
from articles.models.article_content import Content, Picture, Signature

FIELDS = {
    "kicker": "便民",
    "title": "夜市搬新址",
    "subtitle": "",
    "column": "",
    "source": "",
    "affiliation": "",
}
BASE = Content(
    FIELDS | {"body": "甲段。\n\n乙段。\n\n丙段。"},
    "城区",
    (Signature("陈望", "", "记者"),),
    (Picture("夜市一角", "陈望 摄"),),
)


def content(**values: Any) -> Content:
    return with_values(BASE, values)


def test_each_side_keeps_what_it_alone_changed() -> None:
    merged, clashes = merge(
        BASE, content(title="夜市搬到河边"), content(kicker="街巷", section="民生")
    )
    assert merged == content(title="夜市搬到河边", kicker="街巷", section="民生")
    assert clashes == ()


def test_what_both_changed_alike_is_no_clash() -> None:
    merged, clashes = merge(
        BASE, content(title="夜市搬到河边"), content(title="夜市搬到河边", subtitle="昨夜开张")
    )
    assert merged == content(title="夜市搬到河边", subtitle="昨夜开张")
    assert clashes == ()


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        ("title", "夜市搬到河边", "夜市搬到桥头"),
        ("section", "民生", "街巷"),
        ("bylines", [["李芸", "", "记者"]], [["陈望舒", "", "记者"]]),
        ("pictures", [["灯火", ""]], [["夜市一角", "李芸 摄"]]),
        ("body", "甲段。\n\n乙一。\n\n丙段。", "甲段。\n\n乙二。\n\n丙段。"),
    ],
)
def test_what_both_changed_differently_is_a_clash_and_stays_ours(
    field: str, ours: Any, theirs: Any
) -> None:
    merged, (clash,) = merge(BASE, content(**{field: ours}), content(**{field: theirs}))
    assert merged == content(**{field: ours})
    assert clash == (field, values_of(BASE)[field], ours, theirs)


def test_of_a_kept_field_nothing_is_taken_without_a_decision() -> None:
    merged, (clash,) = merge(BASE, BASE, content(title="夜市搬到桥头"), {"title"})
    assert merged == BASE
    assert (clash.field, clash.theirs) == ("title", "夜市搬到桥头")


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        pytest.param("甲一 乙 丙", "甲 乙 丙二", "甲一 乙 丙二", id="far apart"),
        pytest.param("甲一 乙 丙", "甲 乙二 丙", "甲一 乙二 丙", id="neighbours"),
        pytest.param("甲 乙 丙 丁", "零 甲 乙 丙", "零 甲 乙 丙 丁", id="added at both ends"),
        pytest.param("甲 丙", "甲 乙 丙 丁", "甲 丙 丁", id="taken out and added"),
        pytest.param("甲一 乙 丙", "甲一 乙 丙二", "甲一 乙 丙二", id="one change alike"),
        pytest.param("甲一 乙 丙", "甲二 乙 丙", None, id="the same paragraph"),
        pytest.param("甲 丁 乙 丙", "甲 戊 乙 丙", None, id="added in the same place"),
        pytest.param("甲 丙", "甲 乙二 丙", None, id="taken out and changed"),
        pytest.param("", "甲 乙 丙二", None, id="emptied and changed"),
    ],
)
def test_bodies_are_merged_by_paragraphs(ours: str, theirs: str, both: str | None) -> None:
    def body(words: str) -> str:
        return "\n\n".join(words.split())

    assert merge_bodies(body("甲 乙 丙"), body(ours), body(theirs)) == (
        None if both is None else body(both)
    )
    assert merge_bodies(body("甲 乙 丙"), body(theirs), body(ours)) == (
        None if both is None else body(both)
    )
