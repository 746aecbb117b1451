"""Pages as editors arranged them, as annotations that a parser can be measured with (the gold of score_pages)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet

from articles.models import Article, Byline, Page
from articles.parsing import ArticleRecord, Block
from articles.workbench.arranged_record import page_record
from articles.workbench.arrangement import Arrangement
from articles.workbench.current_arrangement import arrangement_for_page


def annotated_pages(pages: QuerySet[Page]) -> Iterator[tuple[Page, dict[str, Any]]]:
    """Those of the pages whose present text an editor arranged, each with its annotation. Three queries in all."""
    bylines = Prefetch("bylines", Byline.objects.select_related("author"))
    articles = Article.objects.order_by("position", "pk").prefetch_related(bylines)
    arranged = pages.filter(arrangement__isnull=False).select_related(
        "arrangement", "issue__publication"
    )
    for page in arranged.prefetch_related(Prefetch("articles", articles)):
        if page.arrangement.is_of(page.source_text):
            rows = list(page.articles.all())
            yield (
                page,
                build_annotation(page, rows, arrangement_for_page(page, rows, page.arrangement)),
            )


def build_annotation(
    page: Page, articles: list[Article], arrangement: Arrangement
) -> dict[str, Any]:
    """One page. Names come from the bylines as editors left them, everything else from what is printed."""
    lines = page.source_text.split("\n")
    record = page_record(arrangement, lines)
    rows = {str(article.pk): article for article in articles}
    return {
        "source": page.source_name,
        "staff": [[credit.role, credit.name] for credit in record.staff],
        "page_blocks": [_block(block, lines) for block in record.blocks],
        "articles": [
            _article(rows[arranged.key], found, lines)
            for arranged, found in zip(arrangement.articles, record.articles, strict=True)
            if found.blocks  # one that was written by hand stands in no source
        ],
    }


def _article(row: Article, found: ArticleRecord, lines: list[str]) -> dict[str, Any]:
    return {
        "title": found.title,
        "alt_titles": [],
        "authors": [[line.author.name, line.role] for line in row.bylines.all()],
        "affiliation": found.affiliation,
        "source": found.source,
        "section": found.section,
        "loose": [],
        "blocks": [_block(block, lines) for block in found.blocks],
    }


def _block(block: Block, lines: list[str]) -> Mapping[str, Any]:
    """With the white space at the ends of its spans left out, as in the other annotations."""
    trimmed = []
    for line, start, end in block.spans:
        text = lines[line - 1][start:end]
        if bare := text.strip():
            first = start + text.index(bare)
            trimmed.append([line, first, first + len(bare)])
    return {"kind": block.kind.value, "spans": trimmed, "text": block.text}
