"""What stands on a page but belongs to no article is told by its words."""

import re

import pytest

from articles.parsing.labels import furniture
from articles.parsing.labels.furniture import (
    folio_length,
    furniture_score,
    is_section_name,
    turn_head_end,
    turn_tail_start,
)
from articles.parsing.lines.characters import fold

SURELY = 2.5
FURNITURE = [
    "柳渡家私城春季焕新 全场六折起",
    "云汀日报 2026年3月12日 星期四",
    "2026年3月12日 星期四 农历丙午年正月廿四",
    "A05",
    "05版",
    "第3版",
    "云汀日报",
    "新闻热线:0000-2110000",
    "扫描二维码关注掌上云汀客户端",
    "扫码看视频",
    "云汀日报微信公众号",
    "本报地址:云汀市滨江路1号 邮编:000000 广告热线:0000-2110008",
    "国内统一连续出版物号 CN 00-0000 邮发代号 00-00",
    "总第1234期",
    "今日8版",
    "下转A02版",
    "(上接A01版)",
    "(下转第二版)",
    "上接第一版",
    "详见第三版",
    "(下轉第二版)",
    "广告",
    "www.yunting.example",
    "投稿邮箱:yt@example.org",
    "今日多云转晴 12℃~18℃ 偏北风2级",
    "责任编辑邮箱:yt@example.org",
]
PROSE = [
    "三、意见反馈:可将书面意见寄送城西路19号,邮政编码000000,联系电话0000-8800117。",
    "江水上涨两米",
    "记者从市水利局获悉,江水昨夜上涨两米,住在堤下的人家搬到了山上的学校。",
    "他在广告公司干了七年。",
    "小区楼下的二维码没人扫",
    "网友@江边:我家也搬了",
    "老厂房里建起共享试制车间",
    "修鞋摊进了屋檐 老手艺有了门牌",
    "3月9日,42块“补丁”全部铺完。",
    "版面费降了三成",
    "接二连三的好消息",
    "转二手车的人多了",
]
SECTIONS = [
    *(
        "要闻",
        "综合",
        "综合·城区",
        "理论·智库",
        "A03 综合",
        "体育",
        "城事",
        "社会·民生",
        "教育·成长",
        "【综合】",
        "03 要闻",
    ),
    "文化周刊",
]
NO_SECTIONS = [
    "江水上涨两米",
    "陈望",
    "",
    "综合执法队进了小区",
    "阿依古丽·买买提",
    "体育课搬到田埂上",
    "2026年3月12日",
]


@pytest.mark.parametrize("text", FURNITURE)
def test_furniture_is_told_by_its_words(text: str) -> None:
    assert furniture_score(fold(text)) >= SURELY


@pytest.mark.parametrize("text", PROSE)
def test_headlines_and_sentences_are_not_furniture(text: str) -> None:
    assert furniture_score(text) < SURELY


def test_long_text_is_never_furniture() -> None:
    assert furniture_score("扫描二维码关注本报公众号,热线0000-2110000。" * 20) < SURELY


@pytest.mark.parametrize("text", SECTIONS)
def test_names_of_sections_are_known_alone_and_with_a_page_number(text: str) -> None:
    assert is_section_name(text)


@pytest.mark.parametrize("text", NO_SECTIONS)
def test_a_headline_or_a_name_is_no_section(text: str) -> None:
    assert not is_section_name(text)


@pytest.mark.parametrize(
    ("text", "length"), [("A03 综合", 4), ("03 要闻", 3), ("综合", 0), ("3月9日", 0)]
)
def test_a_page_number_before_a_section_is_measured(text: str, length: int) -> None:
    assert folio_length(text) == length


@pytest.mark.parametrize(
    "mark",
    [
        "(下转A02版)",
        "下转A02版",
        "(下转第2版)",
        "▶下转02版",
        "(下转第二版)",
        "下转十二版",
        "详见第三版",
        "(下轉第二版)",
    ],
)
def test_a_mark_that_turns_over_is_cut_off_the_end(mark: str) -> None:
    assert turn_tail_start("江水上涨两米,住在堤下的人" + mark) == 13


@pytest.mark.parametrize(
    "mark",
    [
        "(上接A01版)",
        "上接A01版",
        "(紧接第1版)",
        "◀上接01版",
        "(上接第一版)",
        "上接一版",
        "(緊接第一版)",
    ],
)
def test_a_mark_that_goes_on_is_cut_off_the_head(mark: str) -> None:
    assert turn_head_end(mark + "家搬到了山上。") == len(mark)


@pytest.mark.parametrize(
    "text", ["江水上涨两米。", "他接到电话", "转身走了", "", "接2个人", "上接二连三"]
)
def test_a_sentence_bears_no_such_mark(text: str) -> None:
    assert turn_tail_start(text) is None
    assert turn_head_end(text) == 0


@pytest.mark.parametrize("pattern", [pattern for _, pattern in furniture._SIGNS])
def test_every_word_of_furniture_begins_so_that_it_is_found_fast(pattern: str) -> None:
    """A pattern that may begin with any character is tried at every place of every line."""
    for word in re.split(r"\|(?![^()]*\))", pattern):
        assert re.match(r"\^|[^\\.$\[(](?![?*{])", word), word


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("要闻·时事 B02 2026年8月5日 星期三", [6]),
        ("04版 2026年2月25日 星期三 公告", [19]),
        ("综合 治水三年", []),
        ("要闻 综合", []),
        ("综合", []),
    ],
)
def test_a_line_of_section_and_date_is_cut_between_them(text: str, cuts: list[int]) -> None:
    assert furniture.parts_of_head(text) == cuts


@pytest.mark.parametrize(("name", "is_section"), [("云江风周刊", True), ("云江文艺周刊", False)])
def test_a_new_name_of_a_section_has_five_characters_at_most(name: str, is_section: bool) -> None:
    assert is_section_name(name) is is_section
