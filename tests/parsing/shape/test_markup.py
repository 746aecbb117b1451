"""Markdown, HTML and entities come off the text; the source keeps them."""

import pytest

from articles.parsing.shape import ShapeCode, shape_page

_MARKDOWN = """# 栖川晚报·城事

> 城南小学食堂换灶台

## 现蒸馒头进了教室 ##

**本报讯**（记者 *温一帆*）开灶一个月，剩菜少了六成，详见[菜单](https://example.org/a_(1))。

- 馒头
- 豆浆

1\\. 保留

| 周一 | 馒头 |
|------|:----:|
| 周二 | 花卷 |

---
![灶台](zao.jpg)

![学生排队领取现蒸的馒头和豆浆](dui.jpg)
"""


def test_markdown_comes_off() -> None:
    page = shape_page(_MARKDOWN)
    printed = [text.strip() for text in page.texts if text.strip()]
    assert printed == [
        "栖川晚报·城事",
        "城南小学食堂换灶台",
        "现蒸馒头进了教室",
        "本报讯（记者 温一帆）开灶一个月，剩菜少了六成，详见[菜单](https://example.org/a_(1))。",
        "馒头",
        "豆浆",
        "1. 保留",
        "周一   馒头",
        "周二   花卷",
        "学生排队领取现蒸的馒头和豆浆",
    ]
    assert [finding.code for finding in page.findings] == [ShapeCode.MARKUP]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("## 浮桥合龙", "浮桥合龙"),
        ("**浮桥**合龙", "浮桥合龙"),
        ("***浮桥***合龙", "浮桥合龙"),
        ("# a\n`浮桥`合龙", "a\n浮桥合龙"),
        ("看[浮桥](http://a.example/1)合龙", "看浮桥合龙"),
        ("# a\n~~旧~~浮桥", "a\n旧浮桥"),
    ],
)
def test_a_mark_of_markdown_comes_off(source: str, read: str) -> None:
    assert "\n".join(shape_page(source).texts) == read


@pytest.mark.parametrize(
    "text",
    [
        "#栖川晚报#话题",
        "- 第一条\n- 第二条",  # dashes alone are print
        "* 注：数据截至昨日",
        "栖川|要闻",
        "a*b*c",
        "［1］注释",
        "温度>30℃且<35℃",
        "《A&B》开演",
        "<栖川日报>创刊",
        "AT&T;公司",
    ],
)
def test_what_print_has_as_well_stays(text: str) -> None:
    page = shape_page(text)
    assert "\n".join(page.texts) == text
    assert page.is_as_printed


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("浮桥&nbsp;合龙", ["浮桥 合龙"]),
        ("浮桥&#12289;渡口&#x3001;码头", ["浮桥、渡口、码头"]),
        ("张&amp;李", ["张&李"]),
        ("浮桥<br/>合龙<BR>通车", ["浮桥", "合龙", "通车"]),
        ('<p class="a">浮桥</p><p>合龙</p>', ["", "浮桥", "", "合龙", ""]),
        ("<b>浮桥</b>合<span style='x'>龙</span>", ["浮桥合龙"]),
        ("<tr><td>周一</td><td>馒头</td></tr>", ["", " 周一  馒头 ", ""]),
        ("浮桥<!-- 广告 -->合龙", ["浮桥合龙"]),
        ("浮&#0;&#xD800;桥", ["浮桥"]),
    ],
)
def test_html_comes_off(source: str, read: list[str]) -> None:
    assert shape_page(source).texts == read


def test_an_entity_is_the_character_at_its_beginning() -> None:
    line = shape_page("张&amp;李").lines[0]
    assert list(line.offsets) == [0, 1, 6]


def test_marks_are_in_no_line_and_text_keeps_its_place() -> None:
    line = shape_page("**浮桥**合龙").lines[0]
    assert list(line.offsets) == [2, 3, 6, 7]
