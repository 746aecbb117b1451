"""How a text and a question become terms."""

import pytest

from articles.search.terms import MAX_WORD, Phrase, parse_query, split_terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云汀市", "云汀 汀市 市"),
        ("市", "市"),
        ("路灯,小巷", "路灯 灯 小巷 巷"),
        ("C919首飞", "c919 首飞 飞"),
        ("ＡＩ　模型", "ai 模型 型"),
        ("3.5%", "3 5"),
        ("第5届", "第 5 届"),
        ("人工智能(AI)", "人工 工智 智能 能 ai"),
        ("𠮷野家", "𠮷野 野家 家"),
        ("snake_case", "snake case"),
        ("、。 \x00", ""),
    ],
)
def test_chinese_is_cut_into_pairs_and_other_words_stay_whole(text: str, expected: str) -> None:
    assert " ".join(split_terms(text)) == expected


def test_a_word_without_an_end_is_cut_to_a_length_both_databases_keep() -> None:
    assert split_terms("x" * 5000) == ["x" * MAX_WORD]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("云汀市", [Phrase(("云汀", "汀市"), open_end=False)]),
        ("市", [Phrase(("市",), open_end=True)]),
        ("路灯 小巷", [Phrase(("路灯",), open_end=False), Phrase(("小巷",), open_end=False)]),
        ("“路灯”", [Phrase(("路灯",), open_end=False)]),
        ("第5届", [Phrase(("第", "5", "届"), open_end=True)]),
        ("模型AI", [Phrase(("模型", "型", "ai"), open_end=False)]),
        ("路灯 路灯", [Phrase(("路灯",), open_end=False)]),
        ("!?", []),
    ],
)
def test_a_question_asks_for_its_terms_in_a_row(query: str, expected: list[Phrase]) -> None:
    assert parse_query(query) == expected
