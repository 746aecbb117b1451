"""Pages made on purpose are what a printer could have printed, and their annotation is exact."""

from collections import Counter

import pytest

from tests import setting
from tests.annotated import Json
from tests.parsing import stock
from tests.parsing.paper import Style, can_break, line_ends
from tests.setting import CLEAN, HEAVY, ONE_BY_ONE, set_page, some_page

ARTICLES = stock.samples()
UNWRAPPED = Style(marks="mixed")


def blocks(gold: Json) -> list[Json]:
    return [
        *gold["page_blocks"],
        *(block for article in gold["articles"] for block in article["blocks"]),
    ]


def page_with(**damage: float) -> tuple[str, Json]:
    """The first page on which the damage left its mark: what it does depends on chance."""
    articles = [clean for clean in ARTICLES if len(clean.parts) > 5][:3]
    return set_page(articles, 7, setting.Damage(**damage), UNWRAPPED)


@pytest.mark.parametrize("seed", range(0, 300, 3))
def test_every_character_stands_in_exactly_one_span(seed: int) -> None:
    text, gold = some_page(seed, HEAVY)
    held = Counter(
        (line, k)
        for block in blocks(gold)
        for line, start, end in block["spans"]
        for k in range(start, end)
    )
    printed = {
        (n, k)
        for n, line in enumerate(text.split("\n"), 1)
        for k, one in enumerate(line)
        if not one.isspace()
    }
    assert printed <= held.keys()
    assert max(held.values()) == 1


@pytest.mark.parametrize("seed", range(40))
def test_the_text_of_a_block_is_what_its_spans_hold(seed: int) -> None:
    text, gold = some_page(seed, HEAVY)
    lines = text.split("\n")
    for block in blocks(gold):
        held = "".join(lines[line - 1][start:end] for line, start, end in block["spans"])
        assert held.replace(" ", "") == block["text"].replace(" ", "")


def test_the_same_seed_gives_the_same_page_and_another_one_another() -> None:
    assert some_page(5, HEAVY) == some_page(5, HEAVY)
    assert some_page(5, HEAVY) != some_page(6, HEAVY)


def test_a_page_without_damage_holds_every_article_in_reading_order() -> None:
    _, gold = set_page(ARTICLES[:5], 1, CLEAN, UNWRAPPED)
    assert {article["title"] for article in gold["articles"]} == {
        clean.title for clean in ARTICLES[:5]
    }
    for article in gold["articles"]:
        paragraphs = [block["spans"] for block in article["blocks"] if block["kind"] == "paragraph"]
        assert paragraphs == sorted(paragraphs)
        assert all(len(spans) == 1 for spans in paragraphs)


def test_a_broken_paragraph_is_one_block_in_several_spans() -> None:
    _, gold = page_with(broken=1)
    spans = [block["spans"] for block in blocks(gold) if block["kind"] == "paragraph"]
    assert any(len(pieces) == 2 for pieces in spans)


def test_of_swapped_columns_the_second_is_printed_first() -> None:
    _, gold = page_with(swapped=1)
    pieces = [
        [line for line, _, _ in block["spans"]]
        for block in blocks(gold)
        if block["kind"] == "paragraph"
    ]
    assert any(lines != sorted(lines) for lines in pieces)


def test_a_column_astray_stands_behind_the_next_article() -> None:
    _, gold = page_with(astray=1)
    owner = {
        block["spans"][-1][0]: index
        for index, one in enumerate(gold["articles"])
        for block in one["blocks"]
    }
    order = [owner[line] for line in sorted(owner)]
    assert order != sorted(order)


def test_a_headline_at_the_foot_stands_below_its_text() -> None:
    _, gold = page_with(foot=1)
    for article in gold["articles"]:
        lines = {
            kind: [b["spans"][0][0] for b in article["blocks"] if b["kind"] == kind]
            for kind in ("title", "paragraph")
        }
        assert min(lines["title"]) > max(lines["paragraph"])


def test_what_is_left_of_a_lost_paragraph_is_loose() -> None:
    text, gold = page_with(lost=1)
    whole, _ = page_with()
    assert len(text) < len(whole)
    assert all(article["loose"] for article in gold["articles"])


@pytest.mark.parametrize("damage", ONE_BY_ONE)
def test_each_damage_shows_on_a_page(damage: str) -> None:
    assert page_with(**{damage: 1}) != page_with()


def test_lines_are_as_wide_as_their_column_and_begin_with_no_closing_mark() -> None:
    text = ("她把两毫米减到0.6毫米,“省下的都是钱。”" * 9)[:-3]
    ends = line_ends(text, 12)
    lines = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    assert "".join(lines) == text
    assert not any(line[0] in ",。”" for line in lines)
    assert sum(line.count("0.6") for line in lines) == text.count("0.6")
    assert all(len(line) <= 16 for line in lines)


@pytest.mark.parametrize(
    ("text", "place"), [("完成了。又来", 4), ("共120人", 2), ("他说,来", 2), ("叫“小树”", 2)]
)
def test_a_column_ends_neither_at_a_sentence_nor_in_a_number_nor_at_a_mark(
    text: str, place: int
) -> None:
    assert not can_break(text, place)
    assert can_break("一把刀从前打八千颗", 4)


@pytest.mark.parametrize("form", stock.FORMS, ids=lambda form: form[1])
def test_every_form_of_byline_names_as_many_as_it_has_roles(
    form: tuple[str, str, str, str],
) -> None:
    assert len(form[3].split()) in (0, form[1].count("{"))
