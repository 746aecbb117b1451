"""What closes an article or names its picture: brackets at the end, sources, photographers, and who made the page."""

import pytest

from articles.parsing.credits.closings import read_source, read_tail
from articles.parsing.credits.picture_credits import photo_credit_start, photographers
from articles.parsing.credits.staff_credits import is_staff, read_staff
from articles.parsing.lines.characters import fold

TEXT = "江水上涨两米。"

# The bracket at the end: kind, what it says, names.
TAILS = [
    ("(作者单位:云汀学院商学院)", "affiliation", "云汀学院商学院", ""),
    ("(作者单位:松岚县委党校、云汀学院经济管理学院)", "affiliation", "松岚县委党校、云汀学院经济管理学院", ""),
    ("(作者系青槐县柳湾镇四级主任科员)", "affiliation", "青槐县柳湾镇四级主任科员", ""),
    ("(作者系“顺昌18”轮轮机长)", "affiliation", "“顺昌18”轮轮机长", ""),
    ("(作者为云汀学院教授)", "affiliation", "云汀学院教授", ""),
    ("(本文作者系云汀学院教授)", "affiliation", "云汀学院教授", ""),
    ("(作者分别系云汀学院副教授、柳渡区档案馆馆员)", "affiliation", "云汀学院副教授、柳渡区档案馆馆员", ""),
    ("(来源:云汀史志)", "source", "云汀史志", ""),
    ("(据云江通讯社)", "source", "云江通讯社", ""),
    ("(据云江通讯社报道)", "source", "云江通讯社", ""),
    ("(转自云江通讯社)", "source", "云江通讯社", ""),
    ("(陈望)", "byline", "", "陈望"),
    ("(陈 望)", "byline", "", "陈望"),
    ("(陈望 李芸)", "byline", "", "陈望 李芸"),
    ("(林 溪)", "byline", "", "林溪"),
    ("(记者 杭一鸣)", "byline", "", "杭一鸣/记者"),
    ("(记者林书瑜)", "byline", "", "林书瑜/记者"),
    ("(记者 庞小满 通讯员 乔木兰)", "byline", "", "庞小满/记者 乔木兰/通讯员"),
    ("(本报记者 郗明 通讯员 杭一鸣)", "byline", "本报", "郗明/记者 杭一鸣/通讯员"),
    ("(全媒体记者/柯敏)", "byline", "", "柯敏/全媒体记者"),
    ("(毕晓岚 整理)", "byline", "", "毕晓岚/整理"),
    ("(罗小虎 文/图)", "byline", "", "罗小虎/文/图"),
    ("(记者曾子昂、实习记者方以晴报道)", "byline", "", "曾子昂/记者 方以晴/实习记者"),
    ("(汀南区 阮小珂)", "byline", "", "阮小珂"),
    ("(欧阳澜)", "byline", "", "欧阳澜"),
]  # fmt: skip
NO_TAILS = [
    "(见图)",
    "(完)",
    "(2026年3月12日)",
    "(一)",
    "(约合两米)",
    "(下)",
    "()",
    "(全文完)",
    "(单位:米)",
    "(江水)",
]

SOURCES = [
    ("来源:云汀市疾控中心", "云汀市疾控中心"),
    ("来源:云汀史志", "云汀史志"),
    ("(来源:云汀史志)", "云汀史志"),
    ("稿源:云江通讯社", "云江通讯社"),
    ("转自:云江通讯社", "云江通讯社"),
    ("來源:雲汀史志", "雲汀史志"),
    ("水的来源", ""),
    ("来源", ""),
    ("江水来源:山里", ""),
]

# Captions and where the credit begins.
CAPTIONS = [
    ("“云鸥”号驶过云江二桥。", "毕晓岚 摄"),
    ("“云鸥”号驶过云江二桥。", "本报记者 金毅 摄"),
    ("“云鸥”号驶过云江二桥。", "全媒体记者 金毅 摄"),
    ("“云鸥”号驶过云江二桥。", "通讯员 丁一帆 摄"),
    ("“云鸥”号驶过云江二桥。", "(本报记者 金毅 摄)"),
    ("“云鸥”号驶过云江二桥。", "金毅摄"),
    ("“云鸥”号驶过云江二桥。", "受访者供图"),
    ("“云鸥”号驶过云江二桥。", "受访企业供图"),
    ("“云鸥”号驶过云江二桥。", "市非遗保护中心供图"),
    ("“云鸥”号驶过云江二桥。", "(均由受访者提供)"),
    ("“云鸥”号驶过云江二桥。", "资料图片"),
    ("“云鸥”号驶过云江二桥。", "摄影/金毅"),
    ("“云鸥”号驶过云江二桥。", "云江通讯社发"),
    ("“云鸥”号驶过云江二桥。", "云江通讯社发(金毅摄)"),
    ("“云鸥”号驶过云江二桥。", "金毅摄(云汀日报发)"),
    ("“云鸥”号驶过云江二桥。", "金 毅 摄(云汀图片社发)"),
    ("“云鸥”号驶过云江二桥。", "(图:金毅摄)"),
    ("“云鸥”号驶过云江二桥。", "(照片:金毅摄)"),
    ("“云鸥”号驶过云江二桥。", "(圖:寧川同鄉會提供)"),
    ("“云鸥”号驶过云江二桥。", "(记者陳大文攝)"),
    ("“云鸥”号驶过云江二桥。", "(云汀周末记者 金毅/图)"),
    ("“云鸥”号驶过云江二桥。", "(受访者供图/图)"),
    ("“云鸥”号驶过云江二桥。", "(传真照片)"),
    ("“云鸥”号驶过云江二桥。", "(網上圖片)"),
    ("“云鸥”号驶过云江二桥。", "图片来源:云江图片社"),
    ("", "金 毅 摄"),
    ("", "石 上 作"),
    ("", "图片由受访者提供"),
    ("", "金毅 摄"),
    ("", "受访企业供图"),
]
NO_CREDITS = [
    "“云鸥”号驶过云江二桥。",
    "他在学校里学的是摄影。",
    "这是一幅新地图",
    "昨天,他拿来一张图。",
    "江水上涨",
    "文/金毅 图/柯敏",
    "文 金毅 图 柯敏",
    "摄影/撰文 云汀周末记者 金毅",
    "昨天向报社发了一封信",
]

STAFF = [
    ("责任编辑:骆一鸣 美术编辑:梅朵 校对:郭小禾", "骆一鸣/责任编辑 梅朵/美术编辑 郭小禾/校对"),
    (
        "责任编辑:王 舟 李星河 美术编辑:南宫瑜 校对:石 磊",
        "王舟/责任编辑 李星河/责任编辑 南宫瑜/美术编辑 石磊/校对",
    ),
    ("责编/施月 美编/柯敏 校对/郗明", "施月/责编 柯敏/美编 郗明/校对"),
    ("责编 邵文川 版式 柯敏 校对 童立冬", "邵文川/责编 柯敏/版式 童立冬/校对"),
    ("责编:施月 版式:柯敏", "施月/责编 柯敏/版式"),
    (
        "值班编委:封之航 责任编辑:贺小川 美术编辑:丁苇",
        "封之航/值班编委 贺小川/责任编辑 丁苇/美术编辑",
    ),
    ("编辑:闻笛 校对:白露", "闻笛/编辑 白露/校对"),
    ("责任编辑:欧阳青", "欧阳青/责任编辑"),
    ("本版责编:施月", "施月/本版责编"),
    ("执行主编:施月 视觉设计:柯敏", "施月/执行主编 柯敏/视觉设计"),
    ("责任编辑:施月|美术编辑:柯敏", "施月/责任编辑 柯敏/美术编辑"),
    ("责任编辑|施月 版式设计|柯敏", "施月/责任编辑 柯敏/版式设计"),
    ("策划统筹:封之航 责任编辑:汤雨农 版式:卫冬", "封之航/策划统筹 汤雨农/责任编辑 卫冬/版式"),
]
NO_STAFF = [
    "本报记者 陈望",
    "编辑同志:我是一家印刷厂的工人",
    "设计一座桥",
    "校对工作昨天完成。",
    "江水上涨",
]


def full_width(text: str) -> str:
    return text.translate(str.maketrans("()/: ", "（）／：　"))


@pytest.mark.parametrize(("printed", "kind", "value", "names"), TAILS)
def test_the_bracket_at_the_end_is_told_from_the_text(
    printed: str, kind: str, value: str, names: str
) -> None:
    for text in (TEXT + printed, fold(TEXT + full_width(printed)), printed):
        tail = read_tail(text)
        assert tail is not None
        assert (tail.start, tail.kind, tail.value) == (len(text) - len(printed), kind, value)
        assert [f"{one.name}/{one.role}".rstrip("/") for one in tail.credits] == names.split()


@pytest.mark.parametrize("printed", NO_TAILS)
def test_a_remark_in_brackets_closes_nothing(printed: str) -> None:
    assert read_tail(TEXT + printed) is None


def test_names_in_brackets_inside_a_sentence_close_nothing() -> None:
    assert read_tail("船上坐着两个老人(陈望 李芸)") is None


@pytest.mark.parametrize(("printed", "house"), SOURCES)
def test_a_line_of_source_names_the_house(printed: str, house: str) -> None:
    assert read_source(printed) == house


@pytest.mark.parametrize(("caption", "credit"), CAPTIONS)
@pytest.mark.parametrize("gap", ["", " "])
def test_the_credit_of_a_picture_begins_behind_its_caption(
    caption: str, credit: str, gap: str
) -> None:
    before = caption + gap if caption else ""
    assert photo_credit_start(before + credit) == len(before)


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("金毅 摄", "金毅/摄"),
        ("云江通讯社发(金毅摄)", "金毅/摄"),
        ("金 毅 摄(云汀图片社发)", "金毅/摄"),
        ("(云汀周末记者 金毅/图)", "金毅/记者"),
        ("受访者供图", ""),
        ("云江通讯社发", ""),
    ],
)
def test_the_credit_of_a_picture_names_who_took_it(credit: str, names: str) -> None:
    people = [f"{one.name}/{one.role}" for one in photographers(credit)]
    assert people == names.split()


@pytest.mark.parametrize("text", NO_CREDITS)
def test_a_sentence_about_pictures_is_no_credit(text: str) -> None:
    assert photo_credit_start(text) is None


@pytest.mark.parametrize(("printed", "names"), STAFF)
def test_who_made_the_page_is_read(printed: str, names: str) -> None:
    for text in (printed, fold(full_width(printed))):
        assert is_staff(text)
        assert [f"{one.name}/{one.role}" for one in read_staff(text)] == names.split()


@pytest.mark.parametrize("text", NO_STAFF)
def test_what_names_no_maker_of_the_page_is_no_staff_line(text: str) -> None:
    assert not is_staff(text)
