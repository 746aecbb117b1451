"""What each printed block of a page is."""

import pytest

from articles.parsing.page import PageParser
from tests.parsing.reading import (
    BOOKS,
    BUS,
    FLOOD,
    credited,
    outside,
    page,
    read,
    shape,
    texts,
    titles,
    without_byline,
)

FLOOD_TITLE = "堤下人家夜宿山上小学"


def test_a_report_is_title_byline_and_paragraphs() -> None:
    record = read(FLOOD_TITLE, *FLOOD)
    (article,) = record.articles
    assert shape(article) == ["title", "byline", "paragraph", "paragraph", "paragraph"]
    assert article.title == FLOOD_TITLE
    assert texts(article, "paragraph") == [without_byline(FLOOD[0]), *FLOOD[1:]]
    assert (article.source, credited(article)) == ("云汀日报", ["陈望/全媒体记者"])


def test_a_byline_on_a_line_of_its_own_belongs_to_the_head() -> None:
    (article,) = read("旧书摊", "本报记者 裴 望", *BOOKS).articles
    assert shape(article)[:3] == ["title", "byline", "paragraph"]
    assert (article.source, credited(article)) == ("本报", ["裴望/记者"])


def test_a_title_in_two_printed_lines_is_one_title() -> None:
    (article,) = read(f"堤下人家\n夜宿山上小学\n\n{FLOOD[0]}", *FLOOD[1:]).articles
    assert article.title == "堤下人家 夜宿山上小学"


def test_a_line_with_a_dash_below_the_title_is_its_subtitle() -> None:
    (article,) = read(FLOOD_TITLE, "——松岭村的一夜", *FLOOD).articles
    assert texts(article, "subtitle") == ["——松岭村的一夜"]
    assert article.title == FLOOD_TITLE


def test_a_place_above_the_title_is_a_kicker() -> None:
    (article,) = read("松岚县松岭村", FLOOD_TITLE, *FLOOD).articles
    assert texts(article, "kicker") == ["松岚县松岭村"]
    assert article.title == FLOOD_TITLE


@pytest.mark.parametrize(
    "mark",
    ["一线见闻③", "新区企业上新了②", "图片新闻", "记者手记"],
)
def test_a_series_mark_above_the_title_is_a_column(mark: str) -> None:
    (article,) = read("综合", mark, FLOOD_TITLE, *FLOOD).articles
    assert texts(article, "column") == [mark]
    assert article.title == FLOOD_TITLE


def test_numbered_lines_between_paragraphs_are_subheadings() -> None:
    (article,) = read(
        "旧书摊的三堆书",
        "本报记者 裴望",
        "一、卖的",
        BOOKS[0],
        "二、借的",
        BOOKS[1],
        "三、看的",
        BOOKS[2],
    ).articles
    assert texts(article, "subheading") == ["一、卖的", "二、借的", "三、看的"]
    assert texts(article, "paragraph") == list(BOOKS)


def test_a_caption_and_its_credit_are_two_blocks_of_the_article() -> None:
    (article,) = read(FLOOD_TITLE, FLOOD[0], "图为松岭小学的灶台。金毅 摄", *FLOOD[1:]).articles
    assert texts(article, "caption") == ["图为松岭小学的灶台。"]
    assert texts(article, "credit") == ["金毅 摄"]
    assert "金毅" not in str(credited(article))
    assert len(texts(article, "paragraph")) == 3


def test_section_staff_and_furniture_stand_outside_the_articles() -> None:
    record = read(
        "云汀日报 2026年3月12日 星期四",
        "综合·城区",
        "责任编辑:骆青 校对:白露",
        FLOOD_TITLE,
        *FLOOD,
        "新闻热线:0000-2110000",
    )
    assert outside(record) == [
        ("furniture", "云汀日报 2026年3月12日 星期四"),
        ("section", "综合·城区"),
        ("staff", "责任编辑:骆青 校对:白露"),
        ("furniture", "新闻热线:0000-2110000"),
    ]
    assert record.section == "综合·城区"
    assert [(credit.name, credit.role) for credit in record.staff] == [
        ("骆青", "责任编辑"),
        ("白露", "校对"),
    ]
    assert titles(record) == [FLOOD_TITLE]


def test_an_article_is_told_its_section() -> None:
    record = read("综合", FLOOD_TITLE, *FLOOD, "理论", "末班车晚开七十分钟", *BUS)
    assert [article.section for article in record.articles] == ["综合", "理论"]


def test_a_turning_mark_is_furniture_and_not_text() -> None:
    record = read(FLOOD_TITLE, FLOOD[0], FLOOD[1] + "(下转A02版)")
    assert outside(record) == [("furniture", "(下转A02版)")]
    assert texts(record.articles[0], "paragraph")[-1] == FLOOD[1]


@pytest.mark.parametrize(
    ("closing", "kind", "field", "value"),
    [
        ("(作者单位:云汀学院商学院)", "affiliation", "affiliation", "云汀学院商学院"),
        ("(作者系青槐县柳湾镇干部)", "affiliation", "affiliation", "青槐县柳湾镇干部"),
        ("来源:云汀史志", "source", "source", "云汀史志"),
    ],
)
@pytest.mark.parametrize("joint", ["", "\n\n"])
def test_what_closes_an_article_is_data_too(
    closing: str, kind: str, field: str, value: str, joint: str
) -> None:
    if kind == "source" and not joint:
        pytest.skip("a source stands on its own line")
    (article,) = read("旧书摊", "裴望", BOOKS[0], BOOKS[1], BOOKS[2] + joint + closing).articles
    assert texts(article, kind) == [closing]
    assert getattr(article, field) == value


@pytest.mark.parametrize("joint", ["", "\n\n"])
def test_names_in_brackets_at_the_end_sign_the_article(joint: str) -> None:
    (article,) = read(
        "旧书摊摆了十一年", *BOOKS[:2], BOOKS[2] + joint + "(记者 李芸 通讯员 罗织)"
    ).articles
    assert credited(article) == ["李芸/记者", "罗织/通讯员"]
    assert texts(article, "byline") == ["(记者 李芸 通讯员 罗织)"]
    assert texts(article, "paragraph")[-1] == BOOKS[2]


def test_items_that_begin_with_the_same_mark_are_a_list_and_no_captions() -> None:
    items = [
        "▲松岚县人民医院近日与五个乡镇卫生院联网阅片,乡镇拍片、县里出报告。",
        "▲3月11日,柳湾镇举办插秧比赛,二十八支队伍下田。",
    ]
    record = read(FLOOD_TITLE, *FLOOD, "简讯", *items)
    assert titles(record) == [FLOOD_TITLE, "简讯"]
    assert texts(record.articles[1], "paragraph") == items


def test_marked_lines_above_the_credit_of_the_pictures_are_captions() -> None:
    (article,) = read(
        FLOOD_TITLE, *FLOOD, "▲校长房来顺在灶台边。", "▲水利站的人查看堤脚。", "本组图片由陈望 摄"
    ).articles
    assert texts(article, "caption") == ["▲校长房来顺在灶台边。", "▲水利站的人查看堤脚。"]
    assert texts(article, "credit") == ["本组图片由陈望 摄"]


def test_the_name_of_a_section_amid_the_page_right_above_text_is_a_headline() -> None:
    record = read("综合", FLOOD_TITLE, *FLOOD, "声音", *BOOKS)
    assert titles(record) == [FLOOD_TITLE, "声音"]
    assert outside(record) == [("section", "综合")]


def test_the_lines_of_a_poem_are_its_text() -> None:
    poem = "草先知道\n然后是赶早路的人\n裤脚湿了一截\n像谁轻轻拽了他一下"
    (poem_read, _) = read("白露", "□ 侯笛", poem, FLOOD_TITLE, *FLOOD).articles
    assert poem_read.title == "白露"
    assert texts(poem_read, "paragraph") == poem.split("\n")


def test_the_rows_of_a_timetable_are_its_text() -> None:
    rows = ["周一上午 竺可(骨伤科) 市中医院门诊三楼", "周二全天 邵阳(儿科) 市一医院门诊二楼"]
    record = read(FLOOD_TITLE, *FLOOD, "本周名医门诊", "\n".join(rows))
    assert titles(record) == [FLOOD_TITLE, "本周名医门诊"]
    assert texts(record.articles[1], "paragraph") == rows


def test_a_label_above_the_title_says_whose_word_it_is() -> None:
    (article,) = read("水利部门:", FLOOD_TITLE, *FLOOD).articles
    assert (texts(article, "kicker"), article.title) == (["水利部门:"], FLOOD_TITLE)


def test_a_kicker_that_stops_at_a_comma_goes_on_in_the_line_below() -> None:
    (article,) = read("江水涨了两米之后,\n堤下四十二户人家去了哪里", FLOOD_TITLE, *FLOOD).articles
    assert texts(article, "kicker") == ["江水涨了两米之后,堤下四十二户人家去了哪里"]
    assert article.title == FLOOD_TITLE


def test_a_short_headline_whose_words_the_text_takes_up_is_no_name() -> None:
    text = "老屋要拆,父亲什么都舍得,只舍不得那口咸菜缸。咸菜缸是曾祖父从窑上背回来的。"
    record = read(
        FLOOD_TITLE,
        *FLOOD,
        "咸菜缸",
        text,
        "父亲站在缸边,一勺一勺地舀,脸上有一种少见的神气。(井然)",
    )
    assert titles(record) == [FLOOD_TITLE, "咸菜缸"]


def test_what_an_agency_issued_is_the_credit_of_a_picture() -> None:
    (article,) = read(FLOOD_TITLE, *FLOOD, "校长房来顺在灶台边。新华社发(穆云川 摄)").articles
    assert (texts(article, "caption"), texts(article, "credit")) == (
        ["校长房来顺在灶台边。"],
        ["新华社发(穆云川 摄)"],
    )


def test_the_note_of_the_reporter_right_above_its_text_is_part_of_the_report() -> None:
    (article,) = read(
        FLOOD_TITLE, *FLOOD, "记者手记", "下山的时候,房来顺把课桌一张一张搬回原处,桌腿上还沾着泥。"
    ).articles
    assert (article.title, texts(article, "subheading")) == (FLOOD_TITLE, ["记者手记"])


def test_names_of_counties_above_their_news_are_subheadings() -> None:
    record = read(
        "春耕一线", "本报记者 陈望", "松岚县", BOOKS[0], "青槐县", BOOKS[1], "柳渡区", BOOKS[2]
    )
    assert texts(record.articles[0], "subheading") == ["松岚县", "青槐县", "柳渡区"]


def test_sayings_with_their_speakers_are_a_paragraph_each() -> None:
    sayings = ["“井要常打水才活。”——青槐县一位老农", "“孩子不是瓶子。”——一位小学校长在家长会上说"]
    record = read(FLOOD_TITLE, *FLOOD, "声音", *sayings)
    assert texts(record.articles[1], "paragraph") == sayings


def test_the_entries_of_a_box_are_its_text() -> None:
    entries = ["园区企业:11家", "竹林面积:42万亩", "农户均增收:6400元", "收购价:17元/根→31元/根"]
    record = read(FLOOD_TITLE, *FLOOD, "数读", *entries)
    assert [text for article in record.articles for text in texts(article, "paragraph")][
        -4:
    ] == entries


def test_an_office_below_its_notice_is_its_source_and_no_author() -> None:
    notice = "因南塘路供水主管改造,定于7月5日22时停水,请提前储水。"
    record = read("停水通知", notice, "云汀市自来水总公司", FLOOD_TITLE, *FLOOD)
    notice_record = record.articles[0]
    assert texts(notice_record, "source") == ["云汀市自来水总公司"]
    assert notice_record.source == "云汀市自来水总公司"
    assert notice_record.authors == ()


def test_a_sentence_right_above_a_credit_that_stands_alone_is_the_caption() -> None:
    (article,) = read(
        FLOOD_TITLE, *FLOOD, "3月11日,校长房来顺在灶台边分饭。\n云汀日报通讯员 金 毅 摄"
    ).articles
    assert texts(article, "caption") == ["3月11日,校长房来顺在灶台边分饭。"]
    assert texts(article, "credit") == ["云汀日报通讯员 金 毅 摄"]


def test_section_date_and_page_number_on_one_line_are_told_apart() -> None:
    record = read("要闻·时事 B02 2026年3月12日 星期四", FLOOD_TITLE, *FLOOD)
    assert outside(record) == [("section", "要闻·时事"), ("furniture", "B02 2026年3月12日 星期四")]


def test_a_pen_name_between_headline_and_text_signs_the_comment() -> None:
    comment, report = read("短评", "把灯留到最后一班", "平仄", *BOOKS, FLOOD_TITLE, *FLOOD).articles
    assert (comment.title, credited(comment)) == ("把灯留到最后一班", ["平仄"])
    assert report.title == FLOOD_TITLE


def test_a_bracket_with_the_reporter_on_a_line_of_its_own_closes_the_text_above() -> None:
    record = read("旧书摊摆了十一年", *BOOKS, "(云汀日报全媒体记者/陈望)", FLOOD_TITLE, *FLOOD)
    assert credited(record.articles[0]) == ["陈望/全媒体记者"]
    assert titles(record) == ["旧书摊摆了十一年", FLOOD_TITLE]


def test_short_lines_built_alike_speak_for_subheadings() -> None:
    parser = PageParser(
        page(
            FLOOD_TITLE,
            FLOOD[0],
            "一碗饭,端上山来",
            FLOOD[1],
            "一盏灯,亮到天明",
            FLOOD[2],
            "谁也没有睡",
        ).split("\n")
    )
    alike = ["parallel" in clues for clues in parser.chain.clues]
    assert alike == [False, False, True, False, True, False, False]
