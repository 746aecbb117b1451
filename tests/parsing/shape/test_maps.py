"""Whatever a text holds: its characters are in at most one line each, at the place the map says."""

import string
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.parsing.shape import ShapedPage, shape_page
from tests.parsing.shape.printed import BRIDGE, SCHOOL

_SCRAPS = (
    *(
        "浮桥",
        "合龙",
        "。",
        "，",
        "记者 温一帆",
        "3月5日",
        "Open",
        "\n",
        "\n\n",
        "  ",
        "    ",
        "\u3000",
    ),
    *("# ", "**", "*", "> ", "- ", "|", "|---|", "---", "`", "[", "](", ")", "\\", "~~"),
    *("<p>", "<br/>", "</td>", "&nbsp;", "&#12289;", "&#0;", "&amp", "<!--", "-->"),
    *("⻢", "⽼", "\ufe41", "\ufe31\ufe31", "\ue78d", "\ue123", "\ufffd", "(cid:12)", "□□"),
    *(
        "\u2028",
        "\u2029",
        "\x85",
        "\x0b",
        "\x0c",
        "\r",
        "\t",
        "\xa0",
        ".",
        '"',
        "浮浮桥桥合合龙龙通通",
    ),
)
TEXTS = st.lists(
    st.sampled_from(_SCRAPS) | st.text(alphabet=string.printable, max_size=4), max_size=60
).map("".join)


def _places(page: ShapedPage) -> list[tuple[int, int]]:
    return [(line.source_line, offset) for line in page.lines for offset in line.offsets]


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_character_has_a_place_of_its_own(text: str) -> None:
    places = _places(shape_page(text))
    assert len(places) == len(set(places))
    lines = text.split("\n")
    for line, offset in places:
        assert 0 <= offset < len(lines[line - 1])


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_places_of_a_line_ascend_and_no_other_line_is_between_them(text: str) -> None:
    stretches: dict[int, list[tuple[int, int]]] = {}
    for line in shape_page(text).lines:
        assert len(line.text) == len(line.offsets)
        assert not line.reading or len(line.reading) == len(line.text)
        assert list(line.offsets) == sorted(set(line.offsets))
        if line.text:
            ends = (line.offsets[0], line.offsets[-1])
            stretches.setdefault(line.source_line, []).append(ends)
    for of_line in stretches.values():
        of_line.sort()
        for (_, end), (start, _) in pairwise(of_line):
            assert end < start


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_page_as_printed_has_the_lines_of_its_source(text: str) -> None:
    page = shape_page(text)
    if page.is_as_printed:
        assert page.texts == text.split("\n")
        assert page.readings == page.texts


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_lines_hold_no_line_end(text: str) -> None:
    for line in shape_page(text).lines:
        assert not set(line.text) & set("\n\x0b\x0c\x85\u2028\u2029")


def test_findings_have_a_line_of_the_source_and_a_share() -> None:
    text = f"# 浮桥\n\n&nbsp;⻢\x0b\ufffd\n{BRIDGE}\n\x0c{SCHOOL}"
    findings = shape_page(text).findings
    assert len({finding.code for finding in findings}) >= 5
    for finding in findings:
        assert 1 <= finding.line <= 5
        assert 0 < finding.share <= 1
