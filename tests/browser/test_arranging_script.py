"""The operations of the workbench's script, in the browser that runs them: none of them loses or doubles a
character or changes what it was given, so that undoing restores exactly."""

from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from articles.workbench.arrangement import find_faults, read_arrangement
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

SCRIPT = Path("articles/static/articles/admin/workbench/arrangement.js")
LINES = [
    "夜市搬新址",
    "记者 陈望",
    "夜市搬到了河边。摊主说",
    ",人更多了。",
    "柳湾大桥合龙",
    "大桥只剩一段𠮷梁。",
    "订报热线 1234",
]
SPANS = {number: [number, 0, len(line)] for number, line in enumerate(LINES, start=1)}
OPENED = {
    "articles": [
        {
            "key": "7",
            "blocks": [
                {"kind": "title", "spans": [SPANS[1]]},
                {"kind": "byline", "spans": [SPANS[2]]},
                {"kind": "paragraph", "spans": [SPANS[3], SPANS[4]]},
            ],
        },
        {
            "key": "8",
            "blocks": [
                {"kind": "title", "spans": [SPANS[5]]},
                {"kind": "paragraph", "spans": [SPANS[6]]},
            ],
        },
        {"key": "9", "blocks": []},  # written by hand
    ],
    "outside": [{"kind": "furniture", "spans": [SPANS[7]]}],
}
KINDS = [
    "title",
    "kicker",
    "byline",
    "paragraph",
    "subheading",
    "caption",
    "credit",
    "furniture",
    "staff",
]
RUN = """([opened, steps, kinds]) => {
  const { arrangement } = window;
  let state = arrangement.open(opened);
  const states = [state], before = [JSON.stringify(state)];
  const pick = (list, number) => list[number % list.length];
  for (const [name, one, two, three] of steps) {
    const blocks = arrangement.all(state).map(({ id }) => id);
    const keys = state.articles.map(({ key }) => key);
    const chosen = [...new Set([pick(blocks, one), pick(blocks, two)])];
    const span = pick(arrangement.find(state, pick(blocks, one)).spans, two);
    const place = (line, at) => ({ line: 1 + line % 7, at });
    const [from, to] = [place(one, two % 12), place(three, one % 12)]
      .sort((a, b) => a.line - b.line || a.at - b.at);
    const doings = {
      move: () => arrangement.move(state, chosen, pick([...keys, null], three)),
      insert: () => arrangement.move(state, chosen, pick(keys, three), one % 5),
      kind: () => arrangement.setKind(state, chosen, pick(kinds, three)),
      split: () => arrangement.split(state, pick(blocks, one)),
      extract: () => arrangement.extract(state, chosen),
      merge: () => arrangement.merge(state, pick(keys, one), pick(keys, two)),
      join: () => arrangement.join(state, chosen),
      cut: () => arrangement.cut(state, pick(blocks, one), span[0], three % 12),
      isolate: () => arrangement.isolate(state, { from, to })[0],
      shift: () => arrangement.shift(state, chosen, three % 2 ? 1 : -1),
      shiftArticle: () => arrangement.shiftArticle(state, pick(keys, one), three % 2 ? 1 : -1),
      sign: () => arrangement.sign(state, pick(keys, one), "记者 陈旺"),
    };
    state = keys.length || !["insert", "merge", "shiftArticle", "sign"].includes(name) ? doings[name]() : state;
    states.push(state);
    before.push(JSON.stringify(state));
  }
  return {
    states: states.map((one) => ({ ...arrangement.toJson(one), gone: one.gone })),
    unchanged: states.every((one, at) => JSON.stringify(one) === before[at]),
  };
}"""
NAMES = [
    "move",
    "insert",
    "kind",
    "split",
    "extract",
    "merge",
    "join",
    "cut",
    "isolate",
    "shift",
    "shiftArticle",
    "sign",
]
numbers = st.integers(0, 60)
steps = st.lists(st.tuples(st.sampled_from(NAMES), numbers, numbers, numbers), max_size=14)


@pytest.fixture
def script(open_page: OpenPage) -> Page:
    page = open_page()
    # As a module that the window knows: it has no page of its own here.
    module = f"data:text/javascript;base64,{b64encode(SCRIPT.read_bytes()).decode()}"
    page.evaluate("async (module) => { window.arrangement = await import(module); }", module)
    return page


def run(script: Page, done: list[Any]) -> dict[str, Any]:
    result: dict[str, Any] = script.evaluate(RUN, [OPENED, done, KINDS])
    return result


def test_any_row_of_operations_conserves_and_can_be_undone(script: Page) -> None:
    # One browser for all examples.
    @settings(max_examples=150, suppress_health_check=list(HealthCheck))
    @given(steps)
    def check(done: list[Any]) -> None:
        result = run(script, done)
        assert result["unchanged"]
        for state in result["states"]:
            arranged = read_arrangement(
                {"articles": state["articles"], "outside": state["outside"]}
            )
            assert find_faults(arranged, LINES) == []
            kept = {article.key for article in arranged.articles}
            assert {"7", "8", "9"} - kept == state["gone"].keys()
            assert {into for into in state["gone"].values() if into} <= kept
            assert all(
                article.blocks for article in arranged.articles if not article.key.isdecimal()
            )

    check()


def kinds(article: dict[str, Any]) -> list[str]:
    return [block["kind"] for block in article["blocks"]]


def last(script: Page, *done: Any) -> dict[str, Any]:
    state: dict[str, Any] = run(script, list(done))["states"][-1]
    return state


# Blocks are numbered as they stand: 0 to 2 in the first article, 3 and 4 in the second, 5 outside.


def test_a_joined_article_has_its_headline_for_a_subheading(script: Page) -> None:
    state = last(script, ("merge", 1, 0, 0))
    assert kinds(state["articles"][0]) == [
        "title",
        "byline",
        "paragraph",
        "subheading",
        "paragraph",
    ]
    assert state["gone"] == {"8": "7"}


def test_what_was_split_off_and_joined_again_keeps_the_stored_key(script: Page) -> None:
    state = last(script, ("split", 2, 0, 0), ("merge", 2, 1, 0))
    assert [article["key"] for article in state["articles"]] == ["7", "8", "9"]
    assert state["gone"] == {}


def test_an_article_without_a_block_goes_where_its_text_went(script: Page) -> None:
    assert last(script, ("move", 3, 4, 0))["gone"] == {"8": "7"}


def test_what_is_furniture_stands_outside(script: Page) -> None:
    state = last(script, ("kind", 3, 4, KINDS.index("furniture")))
    assert kinds({"blocks": state["outside"]}) == ["furniture"] * 3
    assert state["gone"] == {"8": None}


def test_a_caption_from_outside_goes_to_the_article_printed_before_it(script: Page) -> None:
    state = last(script, ("kind", 5, 5, KINDS.index("caption")))
    assert (kinds(state["articles"][1]), state["outside"]) == (
        ["title", "paragraph", "caption"],
        [],
    )


def test_a_stretch_is_cut_out_of_the_block_it_stands_in(script: Page) -> None:
    # From the third line's 3rd character to the fourth line's 2nd.
    state = last(script, ("isolate", 2, 3, 3))
    assert [block["spans"] for block in state["articles"][0]["blocks"][2:]] == [
        [[3, 0, 3]],
        [[3, 3, 11], [4, 0, 2]],
        [[4, 2, 6]],
    ]
