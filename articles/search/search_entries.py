"""What the index stores of an article: its texts, cut into terms that spaces separate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import chain

from articles.models import Article, Byline, Illustration, SearchEntry
from articles.search.terms import split_terms

# A tsvector keeps positions up to 16,383. Terms beyond that could not be found as a phrase.
MAX_TERMS = 16_000


def build_entries(articles: Sequence[Article]) -> list[SearchEntry]:
    """The entries of these saved articles, not yet stored. Two queries for all of them."""
    primary_keys = [article.pk for article in articles]
    other_texts = _bylines_and_captions(primary_keys)
    entries: list[SearchEntry] = []
    for article in articles:
        texts = other_texts[article.pk]
        entry = _build_entry(article, texts)
        entries.append(entry)
    return entries


def _build_entry(article: Article, other_texts: Sequence[str]) -> SearchEntry:
    headlines = (
        article.kicker,
        article.title,
        article.subtitle,
    )
    paragraphs = [part.text for part in article.parts()]
    body_texts = [
        article.column,
        *paragraphs,
        *other_texts,
    ]
    title_terms = split_terms("\n".join(headlines))
    body_terms = split_terms("\n".join(body_texts))
    room = MAX_TERMS - len(title_terms)
    return SearchEntry(
        article=article,
        title=" ".join(title_terms),
        body=" ".join(body_terms[:room]),
    )


def _bylines_and_captions(article_pks: Collection[int]) -> dict[int, list[str]]:
    """The names and the captions of each article, in printed order, by its primary key."""
    bylines = Byline.objects.filter(article__in=article_pks)
    bylines = bylines.order_by("article_id", "order")
    names = bylines.values_list("article_id", "author__name")
    pictures = Illustration.objects.filter(article__in=article_pks)
    pictures = pictures.order_by("article_id", "order")
    captions = pictures.values_list("article_id", "caption")
    texts: dict[int, list[str]] = defaultdict(list)
    for pk, text in chain(names, captions):
        texts[pk].append(text)
    return texts
