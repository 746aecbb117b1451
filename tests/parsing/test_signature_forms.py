"""Who did what, in the forms that papers print it: each line is read alone and on a page.

In the tables names stand as NAME/ROLE, with the source behind `@`. The people and the city are
invented.
"""

import pytest

from articles.parsing import parse_page
from articles.parsing.credits.bylines import read_byline
from articles.parsing.credits.closings import read_tail
from articles.parsing.credits.credit_line import CreditLine
from articles.parsing.credits.openings import read_opening
from articles.parsing.credits.pen_names import read_unmarked_name
from articles.parsing.lines.characters import fold
from tests.parsing.reading import BOOKS, BUS, credited, page

# Lines between a headline and its text.
BYLINES = [
    # Posts, and papers that no list holds.
    ("本报驻澜江记者 许宏远", "许宏远/驻澜江记者 @本报"),
    ("本报赴澜江特派记者 许宏远", "许宏远/特派记者 @本报"),
    ("云江通讯社驻北港记者 许宏远", "许宏远/驻北港记者 @云江通讯社"),
    ("云汀周末记者 许宏远云汀周末实习生 庄以宁发自 澜江", "许宏远/记者 庄以宁/实习生 @云汀周末"),
    ("本报记者 许宏远 云汀广播电台记者 陆永江", "许宏远/记者 陆永江/记者 @本报"),
    ("本报记者许宏远云汀广播电台记者陆永江", "许宏远/记者 陆永江/记者 @本报"),
    ("摄影/撰文 云汀周末记者 伏羽", "伏羽/记者"),
    # Where the report comes from is nobody's name.
    ("本报记者 许宏远 发自北港", "许宏远/记者 @本报"),
    ("本报记者 许宏远 综合", "许宏远/记者 @本报"),
    ("本报记者 许宏远 综合报道", "许宏远/记者 @本报"),
    ("本报讯记者 许宏远", "许宏远/记者 @本报"),
    ("主笔 许宏远", "许宏远/主笔"),
    ("本报综合", "@本报"),
    ("综合报道", ""),
    ("本報記者許宏遠╱鹿溪", "許宏遠/記者 @本報"),
    # Comments of the house.
    ("本报评论员", "@本报"),
    ("本報評論員", "@本報"),
    ("云汀日报评论员", "@云汀日报"),
    ("本报特约评论员", "@本报"),
    # What the writer is, and where.
    ("水利局局长 许宏远", "许宏远/水利局局长"),
    ("水利局局长许宏远", "许宏远/水利局局长"),
    ("云汀大学教授 许宏远", "许宏远/云汀大学教授"),
    ("云汀市河西区 林知远", "林知远"),
    ("东坪县麻地梁 邬金环", "邬金环"),
    ("丁家湾 柯晓岚", "柯晓岚"),
    ("河西小学 教师 阳春晓", "阳春晓/教师"),
    ("市一院心内科 主任医师 简志远", "简志远/主任医师"),
    ("设计学院记者站 姜 禾 晁 敏", "姜禾/设计学院记者站 晁敏/设计学院记者站"),
    ("化学学院 学生记者 段 毅", "段毅/学生记者"),
    ("董小瓷(编辑)", "董小瓷/编辑"),
    # Work, which may stand before the name or behind it.
    ("林晓帆/文 赵立新/图", "林晓帆/文 赵立新/图"),
    ("文/林晓帆 图/赵立新", "林晓帆/文 赵立新/图"),
    ("林晓帆 文 赵立新 图", "林晓帆/文 赵立新/图"),
    ("文/学生记者 贺 箴 图/学生记者 岑小舟", "贺箴/文/学生记者 岑小舟/图/学生记者"),
    ("赵立新 译", "赵立新/译"),
    ("作者:赵立新", "赵立新/作者"),
    ("特约撰稿人 赵立新", "赵立新/特约撰稿人"),
    ("(法国)让·莫罗 著 林知远 译", "让·莫罗/著 林知远/译"),
    # Countries, dots, characters of names alone, names without a surname that a list holds.
    ("(美)约翰·史密斯", "约翰·史密斯"),
    ("[爱沙尼亚]玛蕾特·库斯克", "玛蕾特·库斯克"),
    ("买买提・吐尔逊", "买买提·吐尔逊"),
    ("买买提•吐尔逊", "买买提·吐尔逊"),
    ("买买提‧吐尔逊", "买买提·吐尔逊"),
    ("买买提．吐尔逊", "买买提·吐尔逊"),
    ("本报记者 王䶮 田㛃 通讯员 𠮷小满 林〇", "王䶮/记者 田㛃/记者 𠮷小满/通讯员 林〇/通讯员 @本报"),
    ("本报记者傲腾", "傲腾/记者 @本报"),
    ("本报记者索朗卓玛", "索朗卓玛/记者 @本报"),
    ("本报记者 苗 行 远", "苗行远/记者 @本报"),
    ("□林知远", "林知远"),
    ("■ 林知远 陈望", "林知远 陈望"),
    # Traditional characters.
    ("記者 藺向晚 攝影報道", "藺向晚/記者"),
    ("本報記者 鄔海平 通訊員 譚小滿", "鄔海平/記者 譚小滿/通訊員 @本報"),
]  # fmt: skip

# At the head of a first paragraph.
OPENINGS = [
    ("【本报讯】", "@本报"),
    ("【本报讯】(记者 陈望)", "陈望/记者 @本报"),
    ("【本報記者林婉儀嵐港報道】", "林婉儀/記者 @本報"),
    ("【本報記者林婉儀、陳大文嵐港報道】", "林婉儀/記者 陳大文/記者 @本報"),
    ("【本報駐珊瑚城記者藺向晚專電】", "藺向晚/駐珊瑚城記者 @本報"),
    ("本报北港电记者陈望报道:", "陈望/记者 @本报"),
    ("本报北港1月12日讯云江通讯社记者徐殿龙、本报记者陈望报道:", "徐殿龙/记者 陈望/记者 @本报"),
    ("本报讯 记者陈望、通讯员罗织报道:", "陈望/记者 罗织/通讯员 @本报"),
    ("本报记者陈望北港报道 ", "陈望/记者 @本报"),
    ("本报记者 陈望 北港报道:", "陈望/记者 @本报"),
    ("云江通讯社北港一月五日电", "@云江通讯社"),
    ("本报讯(记者 林晓帆/文 赵立新/图)", "林晓帆/记者 赵立新/图 @本报"),
    ("本报讯(记者 陈望 发自北港 通讯员 李芸)", "陈望/记者 李芸/通讯员 @本报"),
    ("本报讯(记者相里平 通讯员檀舟)", "相里平/记者 檀舟/通讯员 @本报"),
    ("本报讯(记者傲腾 老K2009 通讯员李芸)", "傲腾/记者 李芸/通讯员 @本报"),
]  # fmt: skip

# Behind the last full stop: kind, names or the house.
TAILS = [
    ("本报记者 陈望 通讯员 李芸", "byline", "陈望/记者 李芸/通讯员 @本报"),
    ("(李芸参与采写)", "byline", "李芸/参与采写"),
    ("(陈望、李芸参与采写)", "byline", "陈望/参与采写 李芸/参与采写"),
    ("(柳渡区 宗秋月)", "byline", "宗秋月"),
    ("(芦湾 阿 苇)", "byline", "阿苇"),
    ("(石埠 老 方)", "byline", "老方"),
    ("(河西县林知远)", "byline", "林知远"),
    ("(云汀市公安局李芸)", "byline", "李芸"),
    ("(东坪县油坊沟 林知远)", "byline", "林知远"),
    ("(化学学院 学生记者 段毅)", "byline", "段毅/学生记者"),
    ("(解答专家:云汀市畜牧站高级兽医师 苟文渊)", "byline", "苟文渊/解答专家"),
    ("(教务处办公室)", "source", "教务处办公室"),
    ("文字、图片、视频/云汀影像工作室", "source", "云汀影像工作室"),
]  # fmt: skip

# The same on a line alone, where a page is arranged by hand.
ALONE = [printed for printed, kind, _ in TAILS[3:7] if kind == "byline"]

# Words that stand where names do, or begin like them.
NOBODY = """
    初见 求助 代表 许多 来信 记者手记 本报记者手记 讀者來函 诗歌 求购 讣告 考生必读
    沙原:头茬韭菜一斤卖到三元 城市MV 请首都记者健身
"""

TITLE = "雨棚下的菜摊不打伞"


def names_of(reading: CreditLine | None) -> str:
    if reading is None:
        return ""
    names = [f"{credit.name}/{credit.role}".rstrip("/") for credit in reading.credits]
    return " ".join([*names, *([f"@{reading.source}"] if reading.source else [])])


@pytest.mark.parametrize(("printed", "names"), BYLINES)
def test_a_line_says_who_did_what(printed: str, names: str) -> None:
    reading = read_byline(fold(printed))
    assert reading is not None
    assert names_of(reading) == names


@pytest.mark.parametrize(("printed", "names"), BYLINES)
def test_below_its_headline_it_signs_the_article(printed: str, names: str) -> None:
    record = parse_page(page("末班车延到十点四十", *BUS, TITLE, printed, *BOOKS))
    (article,) = [article for article in record.articles if article.title == TITLE]
    people = [name for name in names.split() if not name.startswith("@")]
    assert credited(article) == people


@pytest.mark.parametrize(("printed", "names"), OPENINGS)
def test_an_opening_is_read_up_to_the_text(printed: str, names: str) -> None:
    text = fold(printed) + "昨天,江水上涨两米。"
    reading = read_opening(text)
    assert reading is not None
    assert names_of(reading) == names
    assert text[reading.end :] == "昨天,江水上涨两米。"


@pytest.mark.parametrize(("printed", "kind", "expected"), TAILS)
def test_what_closes_a_text_is_told_from_it(printed: str, kind: str, expected: str) -> None:
    text = "江水上涨两米。" + printed
    tail = read_tail(text)
    assert tail is not None
    assert (tail.kind, text[tail.start :]) == (kind, printed)
    reading = CreditLine(tail.credits, tail.value)
    assert names_of(reading).removeprefix("@") == expected


@pytest.mark.parametrize("printed", ALONE)
def test_a_bracket_says_the_same_on_a_line_alone(printed: str) -> None:
    tail = read_tail("江水上涨两米。" + printed)
    reading = read_byline(printed)
    assert tail is not None
    assert reading is not None
    assert reading.credits == tail.credits


@pytest.mark.parametrize("text", NOBODY.split())
def test_a_word_of_the_language_is_nobody(text: str) -> None:
    assert names_of(read_byline(text)) == ""
    if len(text) <= 4:
        assert names_of(read_unmarked_name(text)) == ""


def test_a_word_that_cannot_be_read_costs_no_other_name() -> None:
    reading = read_opening("本报讯(记者 陈望 ＸＸＸ 通讯员 李芸)昨天,江水上涨两米。")
    assert names_of(reading) == "陈望/记者 李芸/通讯员 @本报"


def test_pictures_without_a_text_are_signed_by_who_took_them() -> None:
    caption = "松岚县的茶农伍秋菊把杀青后的茶叶摊在竹匾里散热。"
    record = parse_page(page("末班车延到十点四十", *BUS, "第一锅春茶出锅", caption + "金毅 摄"))
    assert credited(record.articles[-1]) == ["金毅/摄"]


def test_a_picture_beside_a_text_does_not_sign_it() -> None:
    caption = "旧书摊的摊主在整理旧书。金毅 摄"
    record = parse_page(page("旧书摊", "本报记者 李芸", *BOOKS, caption))
    assert credited(record.articles[0]) == ["李芸/记者"]
