"""An arrangement holds every visible character of its page once; whatever does not is named, with its place."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.record import OUTSIDE, Kind, Span
from articles.workbench.arrangement import (
    Arranged,
    Arrangement,
    Fault,
    Loss,
    MalformedError,
    Placed,
    faults,
    mended,
    read_arrangement,
)

LINES = ["夜市搬新址", "", "  夜市搬到了河边。", "责任编辑:胡言"]
SOUND = Arrangement(
    (
        Arranged(
            "7", (Placed(Kind.TITLE, (Span(1, 0, 5),)), Placed(Kind.PARAGRAPH, (Span(3, 2, 10),)))
        ),
    ),
    (Placed(Kind.STAFF, (Span(4, 0, 7),)),),
)
INSIDE = sorted(set(Kind) - OUTSIDE)


def with_body(*spans: Span) -> Arrangement:
    title = SOUND.articles[0].blocks[0]
    return replace(SOUND, articles=(Arranged("7", (title, Placed(Kind.PARAGRAPH, spans))),))


def test_a_page_that_is_wholly_placed_has_no_fault() -> None:
    assert faults(SOUND, LINES) == []


def test_white_space_may_stand_in_a_block_or_not() -> None:
    assert faults(with_body(Span(3, 0, 10)), LINES) == []


@pytest.mark.parametrize(
    ("spans", "wrong"),
    [
        ((Span(3, 4, 10),), Fault(Loss.LOST, Span(3, 2, 4))),
        ((Span(3, 2, 10), Span(1, 4, 5)), Fault(Loss.DOUBLED, Span(1, 4, 5))),
        ((Span(3, 2, 10), Span(9, 0, 1)), Fault(Loss.BEYOND, Span(9, 0, 1))),
        ((Span(3, 2, 10), Span(3, 8, 8)), Fault(Loss.BEYOND, Span(3, 8, 8))),
        ((Span(3, 2, 10), Span(0, 0, 1)), Fault(Loss.BEYOND, Span(0, 0, 1))),
    ],
)
def test_what_is_lost_doubled_or_not_there_is_named(spans: Sequence[Span], wrong: Fault) -> None:
    assert faults(with_body(*spans), LINES) == [wrong]


def test_furniture_stands_in_no_article_and_a_paragraph_in_one() -> None:
    swapped = Arrangement(
        (Arranged("7", (SOUND.outside[0],)),),
        SOUND.articles[0].blocks,
    )
    assert [fault.loss for fault in faults(swapped, LINES)] == [Loss.MISPLACED] * 3


def test_an_arrangement_is_read_as_it_was_written() -> None:
    assert read_arrangement(SOUND.to_json()) == SOUND


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"articles": [], "outside": {}},
        {"articles": [{"blocks": []}], "outside": []},
        {"articles": [{"key": 7, "blocks": []}], "outside": []},
        {"articles": [{"key": "7", "blocks": []}, {"key": "7", "blocks": []}], "outside": []},
        {"articles": [], "outside": [{"kind": "headline", "spans": [[1, 0, 1]]}]},
        {"articles": [], "outside": [{"kind": ["title"], "spans": [[1, 0, 1]]}]},
        {"articles": [], "outside": [{"kind": "staff", "spans": []}]},
        {"articles": [], "outside": [{"kind": "staff", "spans": [[1, 0]]}]},
        {"articles": [], "outside": [{"kind": "staff", "spans": [[1, 0, True]]}]},
        {"articles": [], "outside": [{"kind": "staff", "spans": [[1, 0, 1.5]]}]},
        {"articles": [], "outside": [{"kind": "staff", "spans": [[1, 0, 1]]}] * 5_001},
    ],
)
def test_what_is_no_arrangement_is_refused(data: object) -> None:
    with pytest.raises(MalformedError):
        read_arrangement(data)


texts = st.lists(st.text("市河 。\u3000𠮷", max_size=8), min_size=1, max_size=6)
any_spans = st.builds(Span, st.integers(-1, 7), st.integers(-2, 9), st.integers(-2, 9))
some_spans = st.lists(any_spans, min_size=1, max_size=3).map(tuple)
inside = st.lists(st.builds(Placed, st.sampled_from(INSIDE), some_spans), max_size=4).map(tuple)
outside = st.lists(st.builds(Placed, st.sampled_from(sorted(OUTSIDE)), some_spans), max_size=3).map(
    tuple
)


@given(texts, st.lists(inside, max_size=3), outside)
def test_what_was_arranged_of_another_text_is_made_whole(
    lines: list[str], articles: list[tuple[Placed, ...]], rest: tuple[Placed, ...]
) -> None:
    other = Arrangement(
        tuple(Arranged(str(at), blocks) for at, blocks in enumerate(articles)), rest
    )
    sound = mended(other, lines)
    assert faults(sound, lines) == []
    assert [article.key for article in sound.articles] == [
        article.key for article in other.articles
    ]
    assert mended(sound, lines) == sound


def test_what_the_first_arrangement_leaves_is_as_the_other_has_it() -> None:
    title, body = SOUND.articles[0].blocks
    first = Arrangement((Arranged("7", (Placed(Kind.KICKER, title.spans),)),))
    sound = mended(first, LINES, otherwise=SOUND)
    assert [block.kind for block in sound.articles[0].blocks] == [Kind.KICKER, Kind.PARAGRAPH]
    assert (sound.articles[0].blocks[1], sound.outside) == (body, SOUND.outside)
