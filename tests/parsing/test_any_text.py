"""Whatever stands in a file, the parser reads it and loses nothing."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.parsing import ArticleRecord, parse_page
from articles.parsing.record import OUTSIDE
from articles.parsing.shape.source_text import SourceText
from tests.parsing.measures import conserved, spans

# Characters and words the parser looks for, so that chance meets its rules.
PHRASES = """
    本报讯 本报记者 新华社 日电 (记者 通讯员/ 全媒体记者 文/图 摄 供图 整理/ 责任编辑: 校对: 来源: (作者单位: (作者系
    图为 下转A02版 上接A01版 综合·城区 广告 热线:0000-2110000 二维码 编者按 网友@ 云汀日报 2026年3月12日 星期四
    第3版 —— 相关链接 问: 答: 第一, 一、 (一) 近日, 江水上涨两米。 堤下的人家
"""
WORDS = [
    *PHRASES.split(),
    *"“”‘’《》()（）【】[]<>:：,，。、;；!！?？…—·•|/□■●◆▲①②㈠.-~@%&*#+=_",
    *"\n\n\n\n\r\t \u3000\xa0\u200b\ufeff\x0b\x0c\x1c\u2028\x85\x00\ud7ff😀𠮷",
    *("# ", "**", "> ", "---", "<br/>", "&nbsp;", "⻢", "\ufe31\ufe31", "(cid:12)", "□□", "\x0c"),
    *"王李欧阳陈望江水上涨昨天今日一二三0123456789０１２abcＡＢＣ記報導",
]
PRINTED = st.lists(st.sampled_from(WORDS), max_size=120).map("".join)
ANY = st.text(max_size=300) | PRINTED
WORTH_KEEPING = (
    "",
    " ",
    "\n",
    "江",
    "。",
    "”",
    "(",
    "()",
    "（作者单位:）",
    "本报讯(",
    "本报讯(记者 )",
    "本报记者",
    "\n\n江\n\n",
)


@pytest.mark.parametrize("text", WORTH_KEEPING)
def test_a_scrap_is_read_without_loss(text: str) -> None:
    assert conserved(text, parse_page(text)) == 1.0


@settings(max_examples=300)
@given(ANY)
@example("\x0b")
def test_every_visible_character_stands_in_exactly_one_span(text: str) -> None:
    assert conserved(text, parse_page(text)) == 1.0


@settings(max_examples=150)
@given(ANY)
def test_spans_lie_inside_their_lines_and_never_overlap(text: str) -> None:
    lines = text.split("\n")
    found = sorted(spans(parse_page(text)))
    assert all(
        1 <= line <= len(lines) and 0 <= start < end <= len(lines[line - 1])
        for line, start, end in found
    )
    assert all(one.line < other.line or one.end <= other.start for one, other in pairwise(found))


@settings(max_examples=150)
@given(PRINTED)
def test_the_text_of_a_block_is_what_its_spans_hold(text: str) -> None:
    source = SourceText(text)
    record = parse_page(text)
    for block in [
        *record.blocks,
        *(block for article in record.articles for block in article.blocks),
    ]:
        held = "".join(source.of_span(span) for span in block.spans)
        assert "".join(block.text.split()) == "".join(held.split())
        assert block.text


@settings(max_examples=150)
@given(PRINTED)
def test_what_stands_outside_is_in_no_article(text: str) -> None:
    record = parse_page(text)
    assert all(block.kind in OUTSIDE for block in record.blocks)
    assert not any(block.kind in OUTSIDE for article in record.articles for block in article.blocks)


@settings(max_examples=150)
@given(PRINTED)
def test_every_article_holds_text_and_a_confidence_between_nothing_and_one(text: str) -> None:
    for article in parse_page(text).articles:
        assert article.blocks
        assert 0.0 <= article.confidence <= 1.0
        assert all(credit.name for credit in article.authors)


@settings(max_examples=100)
@given(PRINTED)
def test_a_page_is_read_alike_each_time(text: str) -> None:
    assert parse_page(text) == parse_page(text)


@settings(max_examples=100)
@given(PRINTED.map(lambda text: text.replace("\r", "")))
def test_a_return_before_the_end_of_a_line_changes_nothing(text: str) -> None:
    plain, returned = parse_page(text), parse_page(text.replace("\n", "\r\n"))
    assert [(one.title, one.authors, kinds(one)) for one in plain.articles] == [
        (one.title, one.authors, kinds(one)) for one in returned.articles
    ]


def kinds(article: ArticleRecord) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text.replace("\r", "")) for block in article.blocks]


@settings(max_examples=100)
@given(st.lists(PRINTED.filter(lambda text: "\n" not in text), max_size=12))
def test_blank_lines_around_a_page_change_nothing(lines: list[str]) -> None:
    text = "\n".join(lines).replace("\r", "")
    above, around = parse_page(text), parse_page(f"\n\n{text}\n\n")
    assert [article.blocks for article in above.articles] == [
        tuple(
            type(b)(b.kind, b.text, tuple(span._replace(line=span.line - 2) for span in b.spans))
            for b in a.blocks
        )
        for a in around.articles
    ]
