"""Articles that wait for their tags, asked for again and again, while somebody kills the workers."""

from __future__ import annotations

import hashlib
import json
from random import Random

import django

django.setup()

from django.db.models import Count  # noqa: E402  (needs Django set up, like all below)
from django.utils import timezone  # noqa: E402

from articles import tasks  # noqa: E402
from articles.models import Article, ArticleTag, Tag  # noqa: E402
from articles.models.choices import TaggingState  # noqa: E402
from articles.parsing import parse_page  # noqa: E402
from articles.tagging import article_tagging  # noqa: E402
from articles.text.hant_hans import simplified  # noqa: E402
from tests.factories import make_page  # noqa: E402
from torture.harness.page_mutations import sample_pages  # noqa: E402
from torture.inside.dialogue import answer_questions  # noqa: E402


def make_articles(count: int) -> None:
    """That many articles of the sample pages, none of them tagged."""
    page = make_page()
    texts = []
    for text in sample_pages():
        for article in parse_page(text).articles:
            paragraphs = [block.text for block in article.blocks if block.kind == "paragraph"]
            if article.title and paragraphs:
                texts.append((article.title[:100], "\n\n".join(paragraphs)))
    rows = []
    for position in range(count):
        title, body = texts[position % len(texts)]
        rows.append(Article(page=page, position=position, title=title, body=body))
    Article.objects.bulk_create(rows)


def tag_in_peace() -> dict[str, str]:
    """The tags that each article gets where nothing is disturbed; they are taken away again."""
    article_tagging.tag(_pks())
    expected = tags()
    ArticleTag.objects.all().delete()
    Tag.objects.all().delete()
    article_tagging.request_tagging(_pks())
    return expected


def ask_again(seed: str, share: float) -> int:
    """Have a part of the articles tagged anew, through the broker; returns how many."""
    dice = Random(seed)
    pks = [pk for pk in _pks() if dice.random() < share]
    article_tagging.request_tagging(pks)
    tasks.wake_tagging(pks)
    return len(pks)


def sweep() -> None:
    """What the beat does every minute, as if all leases were over."""
    Article.objects.pending_tagging().update(tagging_lease=timezone.now())
    tasks.sweep_pending()


def states() -> dict[str, int]:
    """How many articles are in each state."""
    rows = Article.objects.order_by().values_list("tagging_state").annotate(Count("pk"))
    counts = dict.fromkeys(TaggingState.values, 0)
    counts.update(rows)
    return counts


def tags() -> dict[str, str]:
    """A digest of the tags of each article, with scores and evidence, by its position.

    Which article comes first decides whether a tag is written in traditional characters.
    """
    links = ArticleTag.objects.order_by("content_object", "tag__name")
    rows = links.values_list("content_object__position", "tag__name", "score", "evidence")
    digests: dict[str, list[str]] = {}
    for position, name, score, evidence in rows:
        text = json.dumps([simplified(name), round(score, 9), evidence], sort_keys=True)
        digests.setdefault(str(position), []).append(text)
    return {
        position: hashlib.sha256("".join(sorted(texts)).encode()).hexdigest()
        for position, texts in digests.items()
    }


def _pks() -> list[int]:
    return list(Article.objects.order_by("pk").values_list("pk", flat=True))


if __name__ == "__main__":
    answer_questions(
        {
            "make_articles": make_articles,
            "tag_in_peace": tag_in_peace,
            "ask_again": ask_again,
            "sweep": sweep,
            "states": states,
            "tags": tags,
        }
    )
