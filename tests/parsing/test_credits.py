"""The grammar of printed credits: who did what, in every form that papers print it.

In the tables names stand as NAME/ROLE; each form is also tried in full-width characters.
"""

import time
from collections.abc import Callable

import pytest

from articles.parsing.credits.bylines import read_byline
from articles.parsing.credits.closings import read_source, read_tail
from articles.parsing.credits.credit_line import CreditLine
from articles.parsing.credits.openings import read_opening
from articles.parsing.credits.signature_forms import read_signature
from articles.parsing.lines.characters import fold
from articles.parsing.record import Credit

# What stands at the head of a first paragraph: printed, source, names.
OPENINGS = [
    ("云汀日报(全媒体记者/陈望)", "云汀日报", "陈望/全媒体记者"),
    ("云汀日报(全媒体记者/陈望 通讯员/罗织)", "云汀日报", "陈望/全媒体记者 罗织/通讯员"),
    ("云汀日报(全媒体记者/陈望 通讯员/罗织 吴小棠)", "云汀日报", "陈望/全媒体记者 罗织/通讯员 吴小棠/通讯员"),
    ("云汀日报(全媒体记者/陈望 李芸 通讯员/罗织)", "云汀日报", "陈望/全媒体记者 李芸/全媒体记者 罗织/通讯员"),
    ("云汀日报(全媒体记者/陈 望 通讯员/罗 织 吴小棠)", "云汀日报", "陈望/全媒体记者 罗织/通讯员 吴小棠/通讯员"),
    ("云汀日报(首席记者/陈望 见习记者/罗织)", "云汀日报", "陈望/首席记者 罗织/见习记者"),
    ("云汀日报(融媒体记者/陈望)", "云汀日报", "陈望/融媒体记者"),
    ("云汀日报(通讯员/陈望 罗织 全媒体记者/吴小棠)", "云汀日报", "陈望/通讯员 罗织/通讯员 吴小棠/全媒体记者"),
    ("云汀日报讯(记者 许听涛 通讯员 李兰亭)", "云汀日报", "许听涛/记者 李兰亭/通讯员"),
    ("云汀晚报讯(记者 许听涛)", "云汀晚报", "许听涛/记者"),
    ("本报讯(记者 陈望)", "本报", "陈望/记者"),
    ("本报讯(记者陈望)", "本报", "陈望/记者"),
    ("本报讯(记者 陈 望 通讯员 罗 织)", "本报", "陈望/记者 罗织/通讯员"),
    ("本报讯(记者陈望 通讯员罗织)", "本报", "陈望/记者 罗织/通讯员"),
    ("本报讯(记者陈望通讯员罗织)", "本报", "陈望/记者 罗织/通讯员"),
    ("本报讯(记者 陈望、李芸)", "本报", "陈望/记者 李芸/记者"),
    ("本报讯(记者 陈望 李芸 王一舟)", "本报", "陈望/记者 李芸/记者 王一舟/记者"),
    ("本报讯(全媒体记者 何 静 通讯员 林 茂)", "本报", "何静/全媒体记者 林茂/通讯员"),
    ("本报讯(实习生 汤圆圆)", "本报", "汤圆圆/实习生"),
    ("本报讯(通讯员 丁川 李云舟)", "本报", "丁川/通讯员 李云舟/通讯员"),
    ("本报讯(特约通讯员 巫建平)", "本报", "巫建平/特约通讯员"),
    ("本报讯 (记者 陈望) ", "本报", "陈望/记者"),
    ("本报讯 记者 陈望 报道 ", "本报", "陈望/记者"),
    ("本报讯 ", "本报", ""),
    ("本报云汀讯(记者 宁思齐)", "本报", "宁思齐/记者"),
    ("本报松岚电(特约通讯员 巫建平)", "本报", "巫建平/特约通讯员"),
    ("本报云汀3月12日讯(记者 陈望)", "本报", "陈望/记者"),
    ("本台讯(记者 陈望)", "本台", "陈望/记者"),
    ("新华社云汀3月12日电(记者 卢一帆、贺知远)", "新华社", "卢一帆/记者 贺知远/记者"),
    ("新华社云汀10月19日电 (记者卢一帆、贺知远)", "新华社", "卢一帆/记者 贺知远/记者"),
    ("新华社云汀10月19日电(记者卢一帆 贺知远)", "新华社", "卢一帆/记者 贺知远/记者"),
    ("新华社云汀3月12日电 ", "新华社", ""),
    ("云江通讯社云汀3月11日电(记者 欧阳澈)", "云江通讯社", "欧阳澈/记者"),
    ("据云江通讯社电 ", "云江通讯社", ""),
    ("据新华社电 ", "新华社", ""),
    ("(记者 陈望)", "", "陈望/记者"),
    ("(全媒体记者/陈望 通讯员/罗织)", "", "陈望/全媒体记者 罗织/通讯员"),
    ("【記者林書瑜/望潮報導】", "", "林書瑜/記者"),
    ("本报讯(记者 欧阳慧 通讯员 司马文博)", "本报", "欧阳慧/记者 司马文博/通讯员"),
    ("本报讯(记者 乐 遥 通讯员 萨 仁)", "本报", "乐遥/记者 萨仁/通讯员"),
    ("据新华社专电 ", "新华社", ""),
    ("本报讯(记者 阿依古丽·买买提)", "本报", "阿依古丽·买买提/记者"),
]  # fmt: skip

# What stands on a line of its own.
BYLINES = [
    ("◎沈石溪渡", "", "沈石溪渡"),
    ("□侯 笛", "", "侯笛"),
    ("本报记者 陈望", "本报", "陈望/记者"),
    ("云汀日报记者 铁 林", "云汀日报", "铁林/记者"),
    ("文/程 野渡", "", "程野渡/文"),
    ("竹篙巷居民 费 平", "", "费平"),
    ("育才小学五(3)班 俞果果", "", "俞果果"),
    ("云汀市第九中学 宗 白", "", "宗白"),
    ("指导老师:桑榆", "", "桑榆/指导老师"),
    ("本报记者 陈 望", "本报", "陈望/记者"),
    ("本报记者 陈望 李芸", "本报", "陈望/记者 李芸/记者"),
    ("本报记者 陈望 通讯员 丁一帆", "本报", "陈望/记者 丁一帆/通讯员"),
    ("本报记者 陈望 李芸 通讯员 丁一帆 罗织", "本报", "陈望/记者 李芸/记者 丁一帆/通讯员 罗织/通讯员"),
    ("本报记者林溪陈望何清", "本报", "林溪/记者 陈望/记者 何清/记者"),
    ("本报全媒体记者 陈望", "本报", "陈望/全媒体记者"),
    ("本报首席记者 陈望", "本报", "陈望/首席记者"),
    ("本报记者 童立冬 实习生 汤圆圆", "本报", "童立冬/记者 汤圆圆/实习生"),
    ("本报记者 沈 岸 文/图", "本报", "沈岸/记者"),
    ("本报记者 欧阳澜 特约撰稿 阿依古丽·买买提", "本报", "欧阳澜/记者 阿依古丽·买买提/特约撰稿"),
    ("本报评论员 叶青山", "本报", "叶青山/评论员"),
    ("□本报记者 陈望", "本报", "陈望/记者"),
    ("□ 陈望", "", "陈望"),
    ("■ 陈望 李芸", "", "陈望 李芸"),
    ("◎江玉蝉(退休教师)", "", "江玉蝉"),
    ("新华社记者 康宁", "新华社", "康宁/记者"),
    ("云汀日报全媒体记者/司马靖", "云汀日报", "司马靖/全媒体记者"),
    ("云汀日报全媒体记者/吴海生 司马云", "云汀日报", "吴海生/全媒体记者 司马云/全媒体记者"),
    ("云汀日报全媒体记者/贺岚 通讯员/丁香", "云汀日报", "贺岚/全媒体记者 丁香/通讯员"),
    ("云汀日报(全媒体记者/贺岚)", "云汀日报", "贺岚/全媒体记者"),
    ("全媒体记者 程以秋 实习生 郭桐远", "", "程以秋/全媒体记者 郭桐远/实习生"),
    ("记者 陈望 通讯员 罗织", "", "陈望/记者 罗织/通讯员"),
    ("记者 陈望 报道", "", "陈望/记者"),
    ("通讯员 覃桂花 郗明", "", "覃桂花/通讯员 郗明/通讯员"),
    ("特约记者 陈望", "", "陈望/特约记者"),
    ("文/图 邵文川", "", "邵文川/文/图"),
    ("图/文 邵文川", "", "邵文川/图/文"),
    ("文/沈织云", "", "沈织云/文"),
    ("文/沈织云 图/陈望", "", "沈织云/文 陈望/图"),
    ("文|沈织云", "", "沈织云/文"),
    ("整理/毕晓岚", "", "毕晓岚/整理"),
    ("整理 毕晓岚", "", "毕晓岚/整理"),
    ("采写/陈望 李芸", "", "陈望/采写 李芸/采写"),
    ("执笔:陈望", "", "陈望/执笔"),
    ("撰文/陈望 摄影/李芸", "", "陈望/撰文 李芸/摄影"),
    ("口述/甘长生 整理/毕晓岚", "", "甘长生/口述 毕晓岚/整理"),
    ("策划/陈望 统筹/李芸", "", "陈望/策划 李芸/统筹"),
    ("读者 章怀瑾", "", "章怀瑾/读者"),
    ("(记者 陈望 通讯员 罗织)", "", "陈望/记者 罗织/通讯员"),
    ("陈望", "", "陈望"),
    ("陈 望", "", "陈望"),
    ("陈望 李芸", "", "陈望 李芸"),
    ("褚明川 戴 岳", "", "褚明川 戴岳"),
    ("方 晓 司马彤", "", "方晓 司马彤"),
    ("郁 文", "", "郁文"),
    ("庄 蓼", "", "庄蓼"),
    ("欧阳 明", "", "欧阳明"),
    ("诸葛秀英", "", "诸葛秀英"),
    ("阿依古丽·买买提", "", "阿依古丽·买买提"),
    ("卢卡斯·莫雷诺", "", "卢卡斯·莫雷诺"),
    ("雁洲区商务局党委", "", "雁洲区商务局党委"),
    ("云汀市工业和信息化局", "", "云汀市工业和信息化局"),
    ("云汀市委党校课题组", "", "云汀市委党校课题组"),
]  # fmt: skip

# Lines with names and roles in them that credit nobody.
NO_BYLINES = [
    "◎相关链接",
    "■贺岁的灯笼",
    "记者手记",
    "记者从市水利局获悉",
    "文明实践",
    "图片新闻",
    "关注高考",
    "安全生产",
    "于是他走了。",
    "陈望说:",
    "整理旧物",
    "通讯员座谈会昨天召开",
    "马路市场搬进了大棚",
    "高校毕业生就业服务周",
    "来源:云汀市疾控中心",
    "(作者单位:云汀学院商学院)",
    "“陈望”",
    "一、近处",
    "2026年3月12日",
    "",
    " ",
    "(",
    "()",
]

# Sources on a line of their own: printed, the house.
SOURCES = [
    ("来源:云汀史志", "云汀史志"),
    ("(市价格监测中心提供)", "市价格监测中心"),
    ("(陈望供稿)", ""),
    ("江水由上游提供", ""),
]

# Heads of paragraphs that are no opening.
NO_OPENINGS = [
    "昨天,江水上涨两米。",
    "(见图)昨天,江水上涨两米。",
    "本报热线昨天响个不停。",
    "记者昨天从市水利局获悉,江水上涨两米。",
    "据统计,江水上涨两米。",
    "据了解,江水上涨两米。",
    "新华书店昨天开门。",
    "电话那头,他说江水上涨两米。",
    "(一)江水上涨两米。",
    "他的电视台里(第三频道)播的是江水。",
    "",
]


def named(printed: str) -> tuple[Credit, ...]:
    found = []
    for one in printed.split():
        name, _, role = one.partition("/")
        found.append(Credit(name, role))
    return tuple(found)


def full_width(text: str) -> str:
    return text.translate(str.maketrans("()/: |", "（）／：　︱"))


def said(reading: CreditLine | None) -> tuple[tuple[Credit, ...], str] | None:
    return (reading.credits, reading.source) if reading else None


@pytest.mark.parametrize(
    ("printed", "source", "names"), OPENINGS, ids=lambda value: str(value)[:30]
)
@pytest.mark.parametrize("form", [str, full_width])
def test_an_opening_says_who_wrote_it_and_ends_where_the_text_begins(
    form: Callable[[str], str], printed: str, source: str, names: str
) -> None:
    reading = read_opening(fold(form(printed)) + "昨天,江水上涨两米。")
    assert said(reading) == (named(names), source)
    assert reading is not None
    assert reading.end == len(printed)


@pytest.mark.parametrize("text", NO_OPENINGS)
def test_a_sentence_is_no_opening(text: str) -> None:
    assert read_opening(text) is None


@pytest.mark.parametrize(
    ("printed", "source", "names"),
    BYLINES,
    ids=lambda value: str(value)[:30],
)
@pytest.mark.parametrize("form", [str, full_width])
def test_a_byline_says_who_did_what(
    form: Callable[[str], str], printed: str, source: str, names: str
) -> None:
    assert said(read_byline(fold(form(printed)))) == (named(names), source)


@pytest.mark.parametrize("text", NO_BYLINES)
def test_a_line_without_names_in_it_is_no_byline(text: str) -> None:
    assert read_byline(text) is None


@pytest.mark.parametrize(("printed", "house"), SOURCES)
def test_a_line_of_its_own_names_the_source(printed: str, house: str) -> None:
    assert read_source(fold(printed)) == house


def test_marks_behind_a_wire_line_are_read_at_once() -> None:
    """Sixty of them once had more ways to be parted than a parser has time."""
    text = "本报讯" + "、" * 60 + "今日,北渠开闸放水。"
    started = time.process_time()
    reading = read_opening(text)
    assert time.process_time() - started < 0.1
    assert reading == CreditLine((), "本报", len("本报讯"))


@pytest.mark.parametrize("text", ["江水上涨两米。(  )", "江水上涨两米。(··)", "(□)", "【】"])
def test_brackets_around_nothing_name_nobody(text: str) -> None:
    assert read_tail(text) is None
    assert read_byline(text) is None
    assert read_signature(text) is None
