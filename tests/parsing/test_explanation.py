"""The explanation of a page tells what the record says, line by line, and why."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings

from articles.parsing import Kind, parse_page
from articles.parsing.explanation import (
    Explanation,
    MarkedSpan,
    explain,
    line_segments,
    reason_text,
    visible,
)
from articles.parsing.explanation_html import ReportTexts, to_html
from articles.parsing.labels.label import Label
from tests.parsing.reading import BUS, FLOOD, page
from tests.parsing.test_any_text import PRINTED

TITLE = "堤下人家夜宿山上小学"
PAGE = page(
    "综合·城区",
    TITLE,
    FLOOD[0],
    FLOOD[1][:26],
    "图为灶台。金毅 摄",
    FLOOD[1][26:],
    "新闻热线:0000-2110000",
)
REPORT_TEXTS = ReportTexts(
    language="en",
    heading="Why A01 was read so",
    articles="Articles",
    untitled="Untitled",
    confidence="Confidence",
    margin="Owner by",
    authors="Authors",
    problems="Problems",
    page="Page",
    line="Line",
    kind="Kind",
    owner="Article",
    text="Text",
    problem_sentence=lambda code: f"Problem: {code}",
)


def labels(explanation: Explanation) -> list[list[str]]:
    return [[span.caption for span in line.spans] for line in explanation.lines if line.text]


def test_every_line_is_told_with_its_kinds_and_the_place_of_its_paragraph() -> None:
    assert labels(explain(PAGE)) == [
        ["section"],
        ["title"],
        ["byline", "paragraph 1"],
        ["paragraph 2.1"],
        ["caption", "credit"],
        ["paragraph 2.2"],
        ["furniture"],
    ]


def test_the_marks_of_a_line_stand_in_printed_order() -> None:
    turned = FLOOD[2] + "(下转A02版)"
    assert labels(explain(page("A01 综合", TITLE, *FLOOD[:2], turned)))[-1] == [
        "paragraph 3",
        "furniture",
    ]


def test_owners_are_numbered_as_the_articles_are() -> None:
    explanation = explain(page(TITLE, *FLOOD, "204路公交末班车晚开七十分钟", *BUS))
    assert [explained.number for explained in explanation.articles] == [1, 2]
    assert [explained.article for explained in explanation.articles] == list(
        explanation.record.articles
    )
    assert [{span.owner for span in line.spans} for line in explanation.lines if line.text] == [
        {1}
    ] * 4 + [{2}] * 4
    assert all(explained.margin > 0 for explained in explanation.articles)


def test_a_piece_is_explained_where_it_begins_by_clues_that_add_up_to_its_score() -> None:
    explanation = explain(PAGE)
    (reason,) = next(line.reasons for line in explanation.lines if line.text == TITLE)
    assert reason.label is Label.TITLE
    assert reason.margin > 0
    assert reason.score is not None
    seen = [clue for clue in reason.clues if not clue.name.startswith("step ")]
    assert sum(clue.worth for clue in seen) == pytest.approx(reason.score, abs=0.2)
    assert "signed" in [clue.name for clue in reason.clues]
    assert all(score <= reason.score for _, score in reason.rivals)


@pytest.mark.parametrize(
    ("block", "label", "clue"),
    [
        ("责任编辑:骆青 校对:白露", Label.STAFF, "duties and names"),
        ("综合·城区", Label.SECTION, "name of a section"),
        ("新闻热线:0000-2110000", Label.FURNITURE, "words of furniture"),
        ("图为灶台。金毅 摄", Label.CAPTION, "credit of a picture"),
        ("图为松岭小学的灶台", Label.CAPTION, "begins as captions do"),
        ("陈望(左)在灶台前添柴。", Label.CAPTION, "points at people"),
    ],
)
def test_what_stands_outside_is_explained_by_what_put_it_there(
    block: str, label: Label, clue: str
) -> None:
    explanation = explain(page(TITLE, *FLOOD, block))
    (reason,) = explanation.lines[-1].reasons
    assert (reason.label, reason.clues[0].name, reason.score) == (label, clue, None)
    assert reason_text(reason).startswith(f"{label}: {clue}")


def test_a_reason_is_one_line_of_words() -> None:
    (reason,) = next(line.reasons for line in explain(PAGE).lines if line.text == TITLE)
    assert re.fullmatch(
        r"title \+\d+\.\d, by \d+\.\d: ([^;]+ [+-]\d+\.\d(, )?)+(; [^;]+ [+-]\d+\.\d){2}",
        reason_text(reason),
    )


def test_the_stretches_of_a_line_are_the_line() -> None:
    line = next(
        line
        for line in explain(page(TITLE, "  " + FLOOD[0] + "  ", *FLOOD[1:])).lines
        if "陈望" in line.text
    )
    assert "".join(text for text, _ in line_segments(line)) == line.text
    kinds = [span.kind if span else None for _, span in line_segments(line)]
    assert kinds == [Kind.BYLINE, Kind.PARAGRAPH]


@settings(max_examples=100)
@given(PRINTED)
def test_any_text_can_be_explained(text: str) -> None:
    explanation = explain(text)
    assert explanation.record == parse_page(text)
    assert "\n".join(line.text for line in explanation.lines) == text
    for line in explanation.lines:
        assert "".join(piece for piece, _ in line_segments(line)) == visible(line.text)
        assert all(span.end <= following.start for span, following in pairwise(line.spans))
        assert all(reason_text(reason) for reason in line.reasons)
    assert to_html(explanation, REPORT_TEXTS).endswith("</html>\n")


@pytest.mark.parametrize(
    "code",
    [0x00, 0x07, 0x0B, 0x1B, 0x7F, 0x85, 0x9B, 0x200B, 0x202E, 0x2028, 0x2066, 0xFEFF, 0xD800],
)
def test_what_would_move_the_cursor_or_turn_the_text_round_is_shown_as_a_sign(code: int) -> None:
    shown = visible(f"江{chr(code)}水")
    assert len(shown) == 3
    assert shown[1].isprintable()


# --- the report --------------------------------------------------------------------------------


class _Reader(HTMLParser):
    """Text and open elements; a tag that is closed in the wrong order is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def report(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(to_html(explain(text), REPORT_TEXTS))
    assert reader.open == []
    return reader


def test_the_report_holds_the_page_the_articles_and_the_reasons() -> None:
    text = report(PAGE).text
    for line in PAGE.split("\n"):
        assert line in text
    assert "words of furniture" in text
    assert "陈望 (全媒体记者)" in text


def test_the_report_tells_problems_in_the_readers_words() -> None:
    assert "Problem: missing_end" in report(page(TITLE, *FLOOD[:2], FLOOD[2][:33])).text


def test_two_articles_have_two_colours_and_what_stands_outside_none() -> None:
    seen = report(page("综合", TITLE, *FLOOD, "204路公交末班车晚开七十分钟", *BUS)).seen
    hues = {
        attributes["style"]
        for tag, attributes in seen
        if tag == "span" and attributes.get("class") == "owned"
    }
    assert len(hues) == 2
    assert [
        attributes.get("style") for _, attributes in seen if attributes.get("class") == "outside"
    ] == [None]


def test_markup_on_a_page_is_text_in_the_report() -> None:
    attack = "<script>alert(1)</script>"
    reader = report(page(attack, "本报记者 <b>陈望\"'&", *FLOOD))
    assert attack in reader.text
    assert not {"script", "b", "img"} & {tag for tag, _ in reader.seen}


def test_the_report_needs_nothing_from_elsewhere() -> None:
    html = to_html(explain(PAGE), REPORT_TEXTS)
    assert not re.search(r"(?:src|href)=|url\(|@import|<script", html)
    assert "prefers-color-scheme: dark" in html


def test_a_span_without_a_position_is_called_by_its_kind() -> None:
    assert [
        MarkedSpan(0, 1, Kind.TITLE).caption,
        MarkedSpan(0, 1, Kind.PARAGRAPH, 1, "3.2").caption,
    ] == [
        "title",
        "paragraph 3.2",
    ]
