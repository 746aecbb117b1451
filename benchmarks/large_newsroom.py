"""A newsroom of many years, written in bulk: rows of the sizes that imported ones have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from articles.models import (
    Article,
    ArticleTag,
    Author,
    Byline,
    ImportRun,
    Issue,
    Page,
    Publication,
    Section,
    Tag,
)
from articles.models.choices import ImportOutcome, Status, TaggingState, TagOrigin

PAGES_OF_ISSUE = 16
ARTICLES_OF_PAGE = 4
TAGS_OF_ARTICLE = 3
_BATCH = 2_000
_CHARACTERS = (
    "城区夜市搬到河边居民出门亮堂多了小巷装上新路灯桂街道办事处春耕备播粮油生产山塘水库清淤加固"
)
_PROBLEMS = (
    "untitled",
    "missing_beginning",
    "missing_end",
    "doubtful_owner",
    "no_byline",
    "repeated_text",
)
_STATUSES = (*[Status.PUBLISHED] * 90, *[Status.DRAFT] * 4, *[Status.IN_REVIEW] * 3, Status.APPROVED, Status.SCHEDULED,
             Status.WITHDRAWN)  # fmt: skip


def fill(articles: int, seed: int = 1) -> None:
    """That many articles of one paper, with pages, issues, authors, tags and imports in proportion."""
    random = Random(seed)  # noqa: S311  (the same rows every time)
    pages = articles // ARTICLES_OF_PAGE
    paper = Publication.objects.create(name="云汀日报")
    sections = Section.objects.bulk_create(
        Section(publication=paper, name=f"版块{number}", slug=f"版块{number}")
        for number in range(20)
    )
    first = date(2026, 3, 12) - timedelta(days=pages // PAGES_OF_ISSUE)
    issues = Issue.objects.bulk_create(
        Issue(publication=paper, date=first + timedelta(days=number), number=number)
        for number in range(-(-pages // PAGES_OF_ISSUE))
    )
    _store(Page, (_page(issues, number, random) for number in range(pages)))
    _store(
        Author,
        (Author(name=_words(random, 3), affiliation=f"通讯站{number}") for number in range(pages)),
    )
    _store(
        Tag,
        (Tag(name=f"{_words(random, 3)}{number}", slug=f"tag-{number}") for number in range(pages)),
    )
    _store(ImportRun, (_run(issues, number) for number in range(pages)))
    keys: dict[type[Model], list[int]] = {
        model: list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        for model in (Page, Author, Tag)
    }
    _store(Article, (_article(keys[Page], sections, number, random) for number in range(articles)))
    stored = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    _store(Byline, (Byline(article_id=pk, author_id=random.choice(keys[Author])) for pk in stored))
    _store(ArticleTag, _tags(stored, keys[Tag], random))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _page(issues: list[Issue], number: int, random: Random) -> Page:
    return Page(
        issue=issues[number // PAGES_OF_ISSUE],
        number=f"A{number % PAGES_OF_ISSUE + 1:02}",
        title="要闻",
        source_name=f"{number}.txt",
        source_text=_words(random, 2_000),
        source_sha256="0" * 64,
        encoding="utf-8",
        parser_version="1",
        problems=[{"code": "unplaced", "spans": [[0, 0, 10]]}] if number % 5 == 0 else [],
    )


def _article(pages: list[int], sections: list[Section], number: int, random: Random) -> Article:
    body = "\n\n".join(_words(random, 100) for _ in range(4))
    status = random.choice(_STATUSES)
    return Article(
        page_id=pages[number // ARTICLES_OF_PAGE],
        position=number % ARTICLES_OF_PAGE,
        section=sections[number % len(sections)],
        title=_words(random, 14),
        body=body,
        status=status,
        publish_at=timezone.now() if status in {Status.PUBLISHED, Status.SCHEDULED} else None,
        base_parse={
            "title": "",
            "blocks": [{"kind": "paragraph", "text": body, "spans": [[0, 0, 400]]}],
        },
        confidence=random.random(),
        problems=[{"code": random.choice(_PROBLEMS), "spans": [[0, 0, 10]]}]
        if number % 5 == 0
        else [],
        tagging_state=TaggingState.DONE,
    )


def _run(issues: list[Issue], number: int) -> ImportRun:
    page = {
        "name": f"{number}.txt",
        "outcome": "created",
        "articles": [{"name": "小巷", "outcome": "created"}] * 4,
    }
    return ImportRun(
        issue=issues[number % len(issues)],
        started_at=timezone.now() - timedelta(minutes=number),
        outcome=ImportOutcome.CREATED,
        sources=[f"{number}.txt"],
        results=[page],
    )


def _tags(articles: list[int], tags: list[int], random: Random) -> Iterator[ArticleTag]:
    for article in articles:
        for tag in random.sample(tags, min(TAGS_OF_ARTICLE, len(tags))):
            yield ArticleTag(
                content_object_id=article, tag_id=tag, score=0.5, origin=TagOrigin.AUTOMATIC
            )


def _words(random: Random, length: int) -> str:
    return "".join(random.choices(_CHARACTERS, k=length))


def _store(model: type[Model], rows: Iterator[Any]) -> None:
    while batch := list(islice(rows, _BATCH)):
        model._default_manager.bulk_create(batch)
