"""A sentence broken off by the foot of a column is taken up where it goes on, wherever that stands on the page."""

from articles.parsing.page import PageParser
from articles.parsing.stories.continuation_links import find_continuation_links
from tests.parsing.reading import BOOKS, BUS, FLOOD, body, page, read, titles, without_byline

FLOOD_TITLE = "堤下人家夜宿山上小学"
BUS_TITLE = "末班车晚开七十分钟"
BUS_BODY = "".join([without_byline(BUS[0]), *BUS[1:]])


def links(*blocks: str) -> list[tuple[int, int]]:
    parser = PageParser(page(*blocks).split("\n"))
    found_links = find_continuation_links(parser.features, parser.chain.labels)
    return [(link.source, link.target) for link in found_links]


def broken(paragraph: str, before: str) -> tuple[str, str]:
    cut = paragraph.index(before)
    return paragraph[:cut], paragraph[cut:]


def test_the_other_half_is_found_behind_another_article() -> None:
    last = "今天上午,水位退了三十厘米。水利站派人查看堤脚,确认没有渗水后,住在堤下的人家才陆续从山上的松岭小学下来。"
    first, rest = broken(last, "渗水后")
    record = read(FLOOD_TITLE, *FLOOD[:2], first, BUS_TITLE, *BUS, rest)
    assert {article.title: body(article) for article in record.articles} == {
        FLOOD_TITLE: without_byline(FLOOD[0]) + FLOOD[1] + last,
        BUS_TITLE: BUS_BODY,
    }


def test_a_sentence_that_goes_on_right_below_has_no_link() -> None:
    first, rest = broken(FLOOD[2], "渗水后")
    assert links(FLOOD_TITLE, *FLOOD[:2], first, rest, BUS_TITLE, *BUS) == []


def test_of_two_texts_the_one_that_closes_the_quotation_takes_it_up() -> None:
    said = "有人出两千元要买那本县志,裴云生没有卖。他说:“卖了,别人就看不成了,"
    closes = "再旧的书也要有人翻。”"
    pieces = ("不卖的旧书", *BOOKS[:2], said, BUS_TITLE, *BUS, "摊子摆到天黑,他才收。", closes)
    assert links(*pieces) == [(3, 9)]


def test_a_half_whose_other_half_is_lost_stays_alone() -> None:
    first, _ = broken(FLOOD[2], "渗水后")
    record = read(FLOOD_TITLE, *FLOOD[:2], first, BUS_TITLE, *BUS)
    assert titles(record) == [FLOOD_TITLE, BUS_TITLE]
    assert body(record.articles[1]) == BUS_BODY
