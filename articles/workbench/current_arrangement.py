"""The arrangement that a page has now: as an editor accepted it, or as it was parsed."""

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
    accepted: PageArrangement | None  # the editors' own, where there is one of this text

    @property
    def lines(self) -> list[str]:
        return self.page.source_text.split("\n")

    @property
    def seen(self) -> dict[str, Any]:
        """What a browser sends back, to say which state of the page it shows."""
        return {
            "text": sha256(self.page.source_text.encode("utf-8", "surrogatepass")).hexdigest(),
            "arrangement": self.accepted.version if self.accepted else 0,
            "articles": {str(article.pk): article.version for article in self.articles},
        }


def load_workbench_page(pk: int, *, locked: bool = False) -> WorkbenchPage | None:
    """None where there is no such page. With `locked` nobody else writes the page or an article of it until
    the transaction ends. Six queries."""
    pages, articles = Page.objects.order_by(), Article.objects.order_by("position", "pk")
    if locked:
        pages, articles = (
            pages.select_for_update(of=("self",)),
            articles.select_for_update(of=("self",)),
        )
    page = pages.select_related("issue__publication").filter(pk=pk).first()
    if page is None:
        return None
    rows = (
        articles.filter(page=page)
        .select_related("section")
        .prefetch_related("bylines__author", "illustrations")
    )
    found = tuple(rows)
    stored = PageArrangement.objects.filter(page=page).first()
    accepted = stored if stored and stored.is_of(page.source_text) else None
    return WorkbenchPage(page, found, arrangement_for_page(page, found, stored), accepted)


def arrangement_for_page(
    page: Page, articles: Iterable[Article], stored: PageArrangement | None
) -> Arrangement:
    """A sound arrangement of the page's text, in which each of its articles stands, in their order.

    The editors' own, where there is one; of an older text, as far as that stands in the present one. What it
    does not place, and articles that came after it, are as they were parsed; what stood in an article that is
    gone stands outside.
    """
    lines = page.source_text.split("\n")
    parsed = Arrangement(
        tuple(ArrangedArticle(str(one.pk), _parsed_blocks(one)) for one in articles),
        _placed(page.outside),
    )
    if stored is None:
        return repair(parsed, lines)
    arranged = read_arrangement(stored.blocks)
    if not stored.is_of(page.source_text):
        arranged = realign(arranged, stored.text.split("\n"), lines)
    blocks = {article.key: article.blocks for article in arranged.articles}
    kept = tuple(ArrangedArticle(story.key, blocks.get(story.key, ())) for story in parsed.articles)
    return repair(Arrangement(kept, arranged.outside), lines, fallback=parsed)


def _parsed_blocks(article: Article) -> tuple[PlacedBlock, ...]:
    return _placed((article.base_parse or {}).get("blocks", ()))


def _placed(blocks: Iterable[Mapping[str, Any]]) -> tuple[PlacedBlock, ...]:
    """Blocks as the parser records them."""
    return tuple(
        PlacedBlock(Kind(block["kind"]), tuple(Span(*span) for span in block["spans"]))
        for block in blocks
    )
