"""Names are told by their surnames and by the middle dot."""

import pytest

from articles.parsing.person_names import is_name, join_spaced, split_names, surname_length

NAMES = """
    陈望 李云舟 欧阳澜 欧阳慧敏 诸葛秀英 尉迟小满 南宫瑜 阿依古丽·买买提 卢卡斯·莫雷诺 古丽娜尔·托合提 約翰·史密斯
    陳大文 彭建文 郁文 白露 方敏 高山 安宁
"""
WORDS = """
    江水 文化 高校 安全 关注 马路 于是 通讯 石油 龙头 陈 望舒上涨 abc 陈a 综合·城区 云汀日报 陈望和李芸
"""


@pytest.mark.parametrize("text", NAMES.split())
def test_a_surname_and_one_or_two_characters_are_a_name(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", [*WORDS.split(), ""])
def test_a_word_that_begins_with_a_surname_is_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "length"), [("陈望", 1), ("欧阳澜", 2), ("司马", 2), ("水", 1), ("岭上", 0), ("", 0)]
)
def test_surnames_have_one_character_or_two(text: str, length: int) -> None:
    assert surname_length(text) == length


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("林溪陈望何清", ["林溪", "陈望", "何清"]),
        ("卢一帆贺知远", ["卢一帆", "贺知远"]),
        ("陈望李云舟", ["陈望", "李云舟"]),
        ("陈望", ["陈望"]),
        ("欧阳澜司马文博", ["欧阳澜", "司马文博"]),
        ("江水上涨两米", None),
        ("", None),
    ],
)
def test_names_run_together_are_told_apart(text: str, names: list[str] | None) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("陈 望", "陈望"),
        ("陈 望 李云舟", "陈望 李云舟"),
        ("陈 望 李 芸", "陈望 李芸"),
        ("欧阳 明", "欧阳明"),
        ("司马 文博", "司马文博"),
        ("李云舟 陈 望 王一", "李云舟 陈望 王一"),
        ("陈望 李芸", "陈望 李芸"),
        ("陈 望 舒", "陈望舒"),
        ("", ""),
    ],
)
def test_a_name_printed_with_a_space_is_closed_up(printed: str, names: str) -> None:
    assert join_spaced(printed.split()) == names.split()
