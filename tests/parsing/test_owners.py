"""Which headline owns which text."""

import pytest

from tests.parsing.reading import BUS, FLOOD, body, read, texts, titles, without_byline

FLOOD_TITLE = "堤下人家夜宿山上小学"
BUS_TITLE = "204路公交末班车晚开七十分钟"
BOOKS_TITLE = "不卖的旧书"
FLOOD_BODY = "".join([without_byline(FLOOD[0]), *FLOOD[1:]])
BUS_BODY = "".join([without_byline(BUS[0]), *BUS[1:]])


def test_each_headline_owns_the_text_below_it() -> None:
    record = read(FLOOD_TITLE, *FLOOD, BUS_TITLE, *BUS)
    assert titles(record) == [FLOOD_TITLE, BUS_TITLE]
    assert [body(article) for article in record.articles] == [FLOOD_BODY, BUS_BODY]


def test_a_headline_at_the_foot_owns_the_text_above_it() -> None:
    record = read(*FLOOD, FLOOD_TITLE)
    assert titles(record) == [FLOOD_TITLE]
    assert body(record.articles[0]) == FLOOD_BODY


def test_of_two_headlines_in_a_row_each_owns_the_text_that_answers_it() -> None:
    record = read(*FLOOD, FLOOD_TITLE, BUS_TITLE, *BUS)
    owned = {article.title: body(article) for article in record.articles}
    assert owned == {FLOOD_TITLE: FLOOD_BODY, BUS_TITLE: BUS_BODY}


def test_text_without_a_headline_is_an_article_of_its_own() -> None:
    record = read(FLOOD_TITLE, *FLOOD, *BUS)
    assert sorted(titles(record)) == sorted([FLOOD_TITLE, ""])
    assert {body(article) for article in record.articles} == {FLOOD_BODY, BUS_BODY}
    orphan = next(article for article in record.articles if not article.title)
    assert "untitled" in [problem.code for problem in orphan.problems]


def test_briefs_without_bylines_stay_apart() -> None:
    briefs = [
        (
            "地铁口添了母婴室",
            "昨日起,云汀轨道交通1号线望潮、船坞两站站厅启用母婴室,配有尿布台和温奶器。使用时按门旁按钮,值班员远程开门。",
        ),
        (
            "桥上限速改了",
            "云江二桥主桥自3月18日零时起限速由每小时60公里调为50公里,原因是伸缩缝更换,预计持续40天。首周以提醒为主。",
        ),
        (
            "旧手机换盆花",
            "周六上午,竹篙巷社区广场举行旧手机换绿植活动,1部手机换长寿花一盆,备花600盆,换完为止。旧手机当场粉碎芯片。",
        ),
    ]
    record = read(*(block for brief in briefs for block in brief))
    assert [(article.title, body(article)) for article in record.articles] == briefs


def test_a_caption_between_two_articles_goes_to_the_one_it_tells_of() -> None:
    record = read(
        FLOOD_TITLE, *FLOOD, "图为204路公交车的末班车驶出船坞站。金毅 摄", BUS_TITLE, *BUS
    )
    owners = [article.title for article in record.articles if texts(article, "caption")]
    assert owners == [BUS_TITLE]


def test_an_advertisement_in_the_middle_belongs_to_nobody() -> None:
    record = read(FLOOD_TITLE, FLOOD[0], "遗失声明:康友德遗失驾驶证,声明作废。", *FLOOD[1:])
    assert titles(record) == [FLOOD_TITLE]
    assert body(record.articles[0]) == FLOOD_BODY


@pytest.mark.xfail(reason="it stays with the article it is printed below")
def test_a_column_that_went_astray_comes_back_to_its_article() -> None:
    cut = FLOOD[1].index("点烧到半夜")
    record = read(FLOOD_TITLE, FLOOD[0], FLOOD[1][:cut], BUS_TITLE, *BUS, FLOOD[1][cut:], FLOOD[2])
    owned = {article.title: body(article) for article in record.articles}
    assert owned == {FLOOD_TITLE: FLOOD_BODY, BUS_TITLE: BUS_BODY}


def test_articles_are_sure_on_a_plain_page_and_less_sure_without_a_headline() -> None:
    plain = read(FLOOD_TITLE, *FLOOD, BUS_TITLE, *BUS)
    torn = read(*FLOOD, BUS_TITLE, *BUS)
    assert min(article.confidence for article in plain.articles) > min(
        article.confidence for article in torn.articles
    )
