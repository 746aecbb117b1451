"""Texts are cut where a reader would draw breath, and matches are set apart."""

import pytest

from articles.public.output_text import cut, excerpt, plain


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("短文。", 20, "短文。"),
        ("第一句说完了。第二句还没有说完", 12, "第一句说完了。"),
        ("“第一句说完了。”第二句还没有说完", 14, "“第一句说完了。”"),
        ("从本周一起,每晚安排两名医生当班", 9, "从本周一起……"),
        ("比分停在2:1,主队欢呼起来", 8, "比分停在2:1……"),
        ("比分定格在2:1的主队欢呼起来", 9, "比分定格在2:1的……"),
        ("接诊67人,其中急性牙髓炎31人", 4, "接诊……"),
        ("安装了一百二十三盏新的路灯", 8, "安装了一百二十三……"),
        ("他们来自Springfield", 9, "他们来自……"),
    ],
)
def test_a_text_is_cut_after_a_sentence_or_a_pause_and_never_in_a_number(
    text: str, room: int, shown: str
) -> None:
    assert cut(text, room) == shown


def test_a_match_is_shown_with_what_stands_around_it() -> None:
    fragments = excerpt(
        "开头的话说了很久很久。小巷装上了路灯。路灯亮了。" + "后来的话" * 60, ["路灯"]
    )
    assert fragments[0].text == "……"
    assert fragments[1].text == "小巷装上了"
    assert [fragment.text for fragment in fragments if fragment.is_match] == ["路灯", "路灯"]
    assert fragments[-1].text.endswith("……")


def test_matches_are_found_in_either_case_and_words_are_no_patterns() -> None:
    assert excerpt("看App上的消息", ["aPP"])[1] == ("App", True)
    assert excerpt("一二三", [".", "(", "*"]) == []
    assert excerpt("一二三", []) == []


def test_an_excerpt_loses_no_character() -> None:
    text = "小巷装上了路灯，路灯亮了。"
    assert "".join(fragment.text for fragment in excerpt(text, ["路灯", "亮"])) == text


def test_what_xml_cannot_hold_is_left_out_and_nothing_else() -> None:
    assert plain("路\x00灯\x0b亮\x1f了\ufffe\uffff") == "路灯亮了"
    assert plain("路\t灯\n𠮷〇\u200b") == "路\t灯\n𠮷〇\u200b"
