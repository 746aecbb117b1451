"""An arrangement holds every visible character of its page once; whatever does not is named, with its place."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.record import OUTSIDE, Kind, Span
from articles.workbench.arrangement import (
    ArrangedArticle,
    Arrangement,
    ArrangementFault,
    FaultKind,
    MalformedError,
    PlacedBlock,
    find_faults,
    read_arrangement,
    repair,
)

LINES = ["夜市搬新址", "", "  夜市搬到了河边。", "责任编辑:胡言"]
SOUND = Arrangement(
    (
        ArrangedArticle(
            "7",
            (
                PlacedBlock(Kind.TITLE, (Span(1, 0, 5),)),
                PlacedBlock(Kind.PARAGRAPH, (Span(3, 2, 10),)),
            ),
        ),
    ),
    (PlacedBlock(Kind.STAFF, (Span(4, 0, 7),)),),
)
INSIDE = sorted(set(Kind) - OUTSIDE)


def with_body(*spans: Span) -> Arrangement:
    title = SOUND.articles[0].blocks[0]
    return replace(
        SOUND, articles=(ArrangedArticle("7", (title, PlacedBlock(Kind.PARAGRAPH, spans))),)
    )


def test_a_page_that_is_wholly_placed_has_no_fault() -> None:
    assert find_faults(SOUND, LINES) == []


def test_white_space_may_stand_in_a_block_or_not() -> None:
    assert find_faults(with_body(Span(3, 0, 10)), LINES) == []


@pytest.mark.parametrize(
    ("spans", "wrong"),
    [
        ((Span(3, 4, 10),), ArrangementFault(FaultKind.LOST, Span(3, 2, 4))),
        ((Span(3, 2, 10), Span(1, 4, 5)), ArrangementFault(FaultKind.DOUBLED, Span(1, 4, 5))),
        ((Span(3, 2, 10), Span(9, 0, 1)), ArrangementFault(FaultKind.BEYOND, Span(9, 0, 1))),
        ((Span(3, 2, 10), Span(3, 8, 8)), ArrangementFault(FaultKind.BEYOND, Span(3, 8, 8))),
        ((Span(3, 2, 10), Span(0, 0, 1)), ArrangementFault(FaultKind.BEYOND, Span(0, 0, 1))),
    ],
)
def test_what_is_lost_doubled_or_not_there_is_named(
    spans: Sequence[Span], wrong: ArrangementFault
) -> None:
    assert find_faults(with_body(*spans), LINES) == [wrong]


def test_furniture_stands_in_no_article_and_a_paragraph_in_one() -> None:
    swapped = Arrangement(
        (ArrangedArticle("7", (SOUND.outside[0],)),),
        SOUND.articles[0].blocks,
    )
    assert [fault.kind for fault in find_faults(swapped, LINES)] == [FaultKind.MISPLACED] * 3


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
inside = st.lists(st.builds(PlacedBlock, st.sampled_from(INSIDE), some_spans), max_size=4).map(
    tuple
)
outside = st.lists(
    st.builds(PlacedBlock, st.sampled_from(sorted(OUTSIDE)), some_spans), max_size=3
).map(tuple)


@given(texts, st.lists(inside, max_size=3), outside)
def test_what_was_arranged_of_another_text_is_made_whole(
    lines: list[str], articles: list[tuple[PlacedBlock, ...]], rest: tuple[PlacedBlock, ...]
) -> None:
    other = Arrangement(
        tuple(ArrangedArticle(str(at), blocks) for at, blocks in enumerate(articles)), rest
    )
    sound = repair(other, lines)
    assert find_faults(sound, lines) == []
    assert [article.key for article in sound.articles] == [
        article.key for article in other.articles
    ]
    assert repair(sound, lines) == sound


def test_what_the_first_arrangement_leaves_is_as_the_other_has_it() -> None:
    title, body = SOUND.articles[0].blocks
    first = Arrangement((ArrangedArticle("7", (PlacedBlock(Kind.KICKER, title.spans),)),))
    sound = repair(first, LINES, fallback=SOUND)
    assert [block.kind for block in sound.articles[0].blocks] == [Kind.KICKER, Kind.PARAGRAPH]
    assert (sound.articles[0].blocks[1], sound.outside) == (body, SOUND.outside)
