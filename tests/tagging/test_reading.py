"""A text as words, with the names taken out of them."""

import pytest

from articles.tagging.annotated_text import BODY, TITLE, TaggableText, annotate, take_out
from articles.tagging.lexicon import Lexicon
from articles.tagging.segmenter import Segmenter
from articles.tagging.word_classes import TAKEN_MARK, WORD, Glossary


@pytest.fixture
def glossary(jieba: Segmenter, known: Lexicon) -> Glossary:
    return Glossary(jieba, known)


def taken(words: list[str], *spans: tuple[int, int]) -> list[str]:
    roles = bytes([9] * len(words))
    found, new_roles = take_out(words, roles, "".join(words), spans)
    assert [role == WORD for role in new_roles] == [word.startswith(TAKEN_MARK) for word in found]
    assert "".join(word.removeprefix(TAKEN_MARK) for word in found) == "".join(words)
    return [word.replace(TAKEN_MARK, "!") for word in found]


def test_a_name_is_one_word_wherever_the_cut_went_through_it() -> None:
    assert taken(["从松", "岚县", "来"], (1, 4)) == ["!从", "!松岚县", "来"]


def test_two_names_are_taken_out_of_one_word() -> None:
    assert taken(["柳湾云汀路灯"], (0, 2), (4, 6)) == ["!柳湾", "!云汀", "!路灯"]


def test_names_side_by_side_and_at_both_ends_are_taken_out() -> None:
    assert taken(["柳", "湾云", "汀"], (0, 2), (2, 4)) == ["!柳湾", "!云汀"]


def test_a_place_found_in_one_sentence_is_a_name_in_every_other(glossary: Glossary) -> None:
    text = TaggableText("从松岚县来", paragraphs=("全长到松岚县为止。", "松岚人说松岚好。"))
    names = annotate(text, glossary).names
    assert names["松岚县"].parts == [0, 1]
    assert names["松岚"].parts == [2, 2]


def test_the_longer_of_two_names_in_one_place_wins(glossary: Glossary) -> None:
    names = annotate(
        TaggableText("《柳湾镇》", paragraphs=("云汀市柳湾镇的路灯", "《湾镇》")), glossary
    ).names
    assert names["柳湾镇"].parts == [0, 1]


def test_every_part_begins_where_its_words_do(glossary: Glossary) -> None:
    reading = annotate(
        TaggableText("路灯", paragraphs=("小巷里\r\n有灯", "", "\n盲道\x00")), glossary
    )
    assert reading.fields == [TITLE, BODY, BODY]
    first_words = [reading.words[start] for start in reading.word_starts[:-1]]
    assert first_words == ["路灯", "小巷", " "]
    assert len(reading.words) == len(reading.roles)


def test_wide_letters_and_digits_are_read_as_plain_ones(glossary: Glossary) -> None:
    assert "5G" in annotate(TaggableText("５Ｇ来了"), glossary).words
