"""The lists of words hold each word in simplified and in traditional characters."""

from articles.parsing.person_names import is_name
from articles.parsing.traditional_forms import in_both_forms, words_in_both_forms
from articles.parsing.word_lists import BOX_TITLES, ROLES, SECTIONS, SURNAMES


def test_a_word_is_followed_by_its_traditional_form() -> None:
    assert in_both_forms(["记者", "文", "评论员"]) == ("记者", "記者", "文", "评论员", "評論員")
    assert words_in_both_forms("摄 图片") == ("摄", "攝", "图片", "圖片")


def test_a_word_that_is_the_same_in_both_stands_once() -> None:
    assert in_both_forms("文作文") == ("文", "作")


def test_roles_surnames_and_headings_are_known_in_both() -> None:
    assert {"评论员", "評論員", "实习生", "實習生"} <= set(ROLES)
    assert {"蔺", "藺", "顾", "顧"} <= SURNAMES
    assert {"編者按"} <= BOX_TITLES
    assert {"兩岸", "讀者來信"} <= SECTIONS


def test_a_traditional_word_is_no_name_either() -> None:
    assert is_name("顧念祖")
    assert not is_name("農業")
    assert not is_name("許多")
