"""Cutting with parts of speech."""

from articles.tagging.segmenter import Segmenter


def test_words_come_with_their_part_of_speech_and_unknown_ones_without(jieba: Segmenter) -> None:
    assert [tuple(word) for word in jieba.cut("云汀市教育局。")] == [("云汀市", ""), ("教育局", "n"), ("。", "")]


def test_nothing_of_the_text_is_lost(jieba: Segmenter) -> None:
    text = "云汀市 柳湾镇,AI大模型\n3.5%的𠮷野“家”!"
    assert "".join(word.text for word in jieba.cut(text)) == text


def test_a_common_word_is_less_rare_than_a_special_one(jieba: Segmenter) -> None:
    assert (jieba.idf("中国") or 0) < jieba.usual_idf < (jieba.idf("落羽杉") or 99)
    assert jieba.idf("云汀市") is None
