"""Small words tell a piece of a sentence from a headline."""

import pytest

from articles.parsing.labels.prose import reads_like_prose


@pytest.mark.parametrize(
    "headline",
    [
        "末班车晚开七十分钟",
        "小区办“家宴” 烹出幸福味",
        "一户不落,一杆到底",
        "二、没办成的事,要有交代",
        "江滩的灯能不能晚点关",
    ],
)
def test_headlines_do_not_read_like_prose(headline: str) -> None:
    assert reads_like_prose(headline) < 0


@pytest.mark.parametrize(
    "half",
    [
        "去年冬天,他从镇上借来八十床棉被和",
        "随着水位上涨,住在堤下的人家",
        "3月11日,水利站在松岭小学",
    ],
)
def test_halves_of_sentences_read_like_prose(half: str) -> None:
    assert reads_like_prose(half) > 1
