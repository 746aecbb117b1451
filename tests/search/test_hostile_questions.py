"""Nothing a stranger types is an error."""

import pytest

from articles.models import Article
from articles.search import full_text
from tests.factories import make_published

pytestmark = pytest.mark.django_db

QUESTIONS = [
    "", " ", "　", "\x00", "%00", '"', "'", '"*():&|!<->', "路灯*", "路灯:*", "路灯 & !路灯", "路灯 | 小巷",
    "title:路灯", "NEAR(路灯 小巷)", "路灯 AND", "OR", "NOT 路灯", "路灯 <-> 小巷", "\\", "%", "_", "{}", "{0}",
    "'; DROP TABLE articles_article; --", "^路灯", "-路灯", "+", "\ud800", "\u202e路灯", "\ufeff路灯",
    "x" * 10_000, "路" * 10_000, "路 " * 10_000, "路灯\x00小巷", "1e5 0x1f 2026-03-12 a.b.example x@y",
    "ß İ ŉ", "ﷺ", "½", "e\u0301", "١٢٣", "สวัสดี", "한국어", "🎉", "𠮷 𰻝",
]  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_hostile_question_is_answered(question: str) -> None:
    full_text.index([make_published()])
    hits = full_text.find(question, Article.objects.published())
    assert hits.count() == len(list(hits[:5])) <= 1


def test_marks_around_a_word_do_no_harm() -> None:
    article = make_published(title="小巷装上新路灯")
    full_text.index([article])
    for question in ('"路灯"', "路灯*", "(路灯)", "\u202e路灯", "路灯\x00", "-路灯"):
        assert full_text.find(question, Article.objects.published()).get() == article


@pytest.mark.parametrize(
    "text", [question for question in QUESTIONS if "\x00" not in question and question != "\ud800"]
)
def test_a_text_of_any_characters_is_indexed_and_found_by_its_words(text: str) -> None:
    article = make_published(title="奇怪的来信", body=f"开头 {text} 结尾")
    full_text.index([article])
    assert full_text.find("结尾", Article.objects.published()).get() == article
