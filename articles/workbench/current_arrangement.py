"""The arrangement that a page has now: as an editor accepted it, or as the parser read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from articles.models import Article, Page, PageArrangement
from articles.parsing import Kind, Span
from articles.workbench.arrangement import (
    ArrangedArticle,
    Arrangement,
    PlacedBlock,
    read_arrangement,
    repair,
)
from articles.workbench.realignment import realign


@dataclass(frozen=True, slots=True)
class WorkbenchPage:
    """A page on the workbench with its articles in their order, and the arrangement of both."""

    page: Page
    articles: tuple[Article, ...]
    arrangement: Arrangement
    accepted: PageArrangement | None  # what editors saved of this text, if anything

    @property
    def lines(self) -> list[str]:
        return self.page.source_text.split("\n")

    @property
    def seen(self) -> dict[str, Any]:
        """The state of the page that a browser shows, and sends back with its changes."""
        source = self.page.source_text.encode("utf-8", "surrogatepass")
        checksum = sha256(source)
        accepted_version = 0
        if self.accepted:
            accepted_version = self.accepted.version
        article_versions = {str(article.pk): article.version for article in self.articles}
        return {
            "text": checksum.hexdigest(),
            "arrangement": accepted_version,
            "articles": article_versions,
        }


def load_workbench_page(pk: int, *, locked: bool = False) -> WorkbenchPage | None:
    """The page, in six queries; None where it does not exist.

    With `locked` nobody else writes the page or an article of it until the transaction ends.
    """
    pages = Page.objects.order_by()
    articles = Article.objects.order_by("position", "pk")
    if locked:
        pages = pages.select_for_update(of=("self",))
        articles = articles.select_for_update(of=("self",))
    page = pages.select_related("issue__publication").filter(pk=pk).first()
    if page is None:
        return None
    with_parts = articles.select_related("section").prefetch_related(
        "bylines__author", "illustrations"
    )
    page_articles = tuple(with_parts.filter(page=page))
    stored = PageArrangement.objects.filter(page=page).first()
    is_current = stored is not None and stored.is_of(page.source_text)
    return WorkbenchPage(
        page,
        page_articles,
        arrangement_for_page(page, page_articles, stored),
        stored if is_current else None,
    )


def arrangement_for_page(
    page: Page, articles: Iterable[Article], stored: PageArrangement | None
) -> Arrangement:
    """A sound arrangement of the page's text with each of its articles, in their order.

    What editors stored is moved to the present text, as far as that still holds its lines. Lines
    that it does not hold, and articles that are newer, are as the parser read them; lines of a
    deleted article are outside.
    """
    lines = page.source_text.split("\n")
    parsed = _parsed_arrangement(page, articles)
    if stored is None:
        return repair(parsed, lines)
    arranged = read_arrangement(stored.blocks)
    if not stored.is_of(page.source_text):
        arranged = realign(arranged, stored.text.split("\n"), lines)
    blocks_by_key = {article.key: article.blocks for article in arranged.articles}
    current = []
    for article in parsed.articles:
        blocks = blocks_by_key.get(article.key, ())
        current.append(ArrangedArticle(article.key, blocks))
    arrangement = Arrangement(tuple(current), arranged.outside)
    return repair(arrangement, lines, fallback=parsed)


def _parsed_arrangement(page: Page, articles: Iterable[Article]) -> Arrangement:
    arranged = []
    for article in articles:
        key = str(article.pk)
        base_parse = article.base_parse or {}
        blocks = _blocks_from_json(base_parse.get("blocks", ()))
        arranged.append(ArrangedArticle(key, blocks))
    outside = _blocks_from_json(page.outside)
    return Arrangement(
        tuple(arranged),
        outside,
    )


def _blocks_from_json(blocks: Iterable[Mapping[str, Any]]) -> tuple[PlacedBlock, ...]:
    """Blocks as the parser records them."""
    placed = []
    for block in blocks:
        kind = Kind(block["kind"])
        spans = [Span(*span) for span in block["spans"]]
        placed.append(PlacedBlock(kind, tuple(spans)))
    return tuple(placed)
