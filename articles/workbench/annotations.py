"""Pages as editors arranged them, as annotations that a parser is measured with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django.db.models import Prefetch, QuerySet

from articles.models import Article, Byline, Page
from articles.parsing import ArticleRecord, Block
from articles.parsing.shape.source_text import SourceText
from articles.sweeping import Sweep
from articles.workbench.arranged_record import page_record
from articles.workbench.arrangement import Arrangement
from articles.workbench.current_arrangement import arrangement_for_page


def annotated_pages(pages: QuerySet[Page], sweep: Sweep) -> Iterator[tuple[Page, dict[str, Any]]]:
    """Those of the pages whose present text an editor arranged, each with its annotation.

    It takes three queries in all. A page with a damaged arrangement is left out.
    """
    bylines = Prefetch("bylines", Byline.objects.select_related("author"))
    articles = Article.objects.order_by("position", "pk").prefetch_related(bylines)
    arranged_pages = (
        pages.filter(arrangement__isnull=False)
        .select_related("arrangement", "issue__publication")
        .prefetch_related(Prefetch("articles", articles))
    )
    for page in arranged_pages:
        if not page.arrangement.is_of(page.source_text):
            continue
        annotation = sweep.attempt(f"page {page.pk}", partial(_annotate_page, page))
        if annotation:
            yield page, annotation


def _annotate_page(page: Page) -> dict[str, Any]:
    articles = list(page.articles.all())
    arrangement = arrangement_for_page(page, articles, page.arrangement)
    return build_annotation(page, articles, arrangement)


def build_annotation(
    page: Page, articles: list[Article], arrangement: Arrangement
) -> dict[str, Any]:
    """The annotation of one page.

    Names come from the bylines as editors left them, everything else from the printed text.
    """
    lines = page.source_text.split("\n")
    record = page_record(arrangement, SourceText(page.source_text))
    articles_by_key = {str(article.pk): article for article in articles}
    annotations = []
    for arranged, article_record in zip(arrangement.articles, record.articles, strict=True):
        # An article that was written by hand has no block in the source.
        if not article_record.blocks:
            continue
        article = articles_by_key[arranged.key]
        annotation = _annotate_article(article, article_record, lines)
        annotations.append(annotation)
    staff = [[credit.role, credit.name] for credit in record.staff]
    page_blocks = [_annotate_block(block, lines) for block in record.blocks]
    return {
        "source": page.source_name,
        "staff": staff,
        "page_blocks": page_blocks,
        "articles": annotations,
    }


def _annotate_article(article: Article, record: ArticleRecord, lines: list[str]) -> dict[str, Any]:
    authors = [[byline.author.name, byline.role] for byline in article.bylines.all()]
    return {
        "title": record.title,
        "alt_titles": [],
        "authors": authors,
        "affiliation": record.affiliation,
        "source": record.source,
        "section": record.section,
        "loose": [],
        "blocks": [_annotate_block(block, lines) for block in record.blocks],
    }


def _annotate_block(block: Block, lines: list[str]) -> Mapping[str, Any]:
    """Spans are trimmed of the white space at their ends, as in the other annotations."""
    spans = []
    for line, start, end in block.spans:
        printed_line = lines[line - 1]
        text = printed_line[start:end]
        trimmed = text.strip()
        if trimmed:
            first = start + text.index(trimmed)
            last = first + len(trimmed)
            spans.append([line, first, last])
    return {
        "kind": block.kind.value,
        "spans": spans,
        "text": block.text,
    }
