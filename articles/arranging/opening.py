"""The arrangement that a page has now: as an editor accepted it, or as it was parsed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.arranging.arrangement import Arranged, Arrangement, Placed, mended, read_arrangement
from articles.models import Article, Page, PageArrangement, text_sha256
from articles.parsing import Kind, Span


@dataclass(frozen=True, slots=True)
class Opened:
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
            "text": text_sha256(self.page.source_text),
            "arrangement": self.accepted.version if self.accepted else 0,
            "articles": {str(article.pk): article.version for article in self.articles},
        }


def open_page(pk: int, *, locked: bool = False) -> Opened | None:
    """None where there is no such page. With `locked` nobody else writes the page or an article of it until
    the transaction ends. Six queries."""
    pages, articles = Page.objects.order_by(), Article.objects.order_by("position", "pk")
    if locked:
        pages, articles = pages.select_for_update(of=("self",)), articles.select_for_update(of=("self",))
    page = pages.select_related("issue__publication").filter(pk=pk).first()
    if page is None:
        return None
    rows = articles.filter(page=page).select_related("section").prefetch_related("bylines__author", "illustrations")
    found = tuple(rows)
    accepted = PageArrangement.objects.filter(page=page, text_sha256=text_sha256(page.source_text)).first()
    return Opened(page, found, arrangement_of(page, found, accepted), accepted)


def arrangement_of(page: Page, articles: Iterable[Article], accepted: PageArrangement | None) -> Arrangement:
    """A sound arrangement of the page's text, in which each of its articles stands, in their order.

    An article that came after the editors' arrangement has what it was parsed from, as far as nobody
    else has it; what stood in one that is gone stands outside.
    """
    blocks: dict[str, tuple[Placed, ...]] = {}
    if accepted:
        arranged = read_arrangement(accepted.blocks)
        blocks, outside = {article.key: article.blocks for article in arranged.articles}, arranged.outside
    else:
        outside = _placed(page.outside)
    stories = tuple(Arranged(str(one.pk), blocks.get(str(one.pk), _parsed_blocks(one))) for one in articles)
    if accepted:  # what the editors placed comes before what came later
        stories = tuple(sorted(stories, key=lambda story: story.key not in blocks))
    sound = mended(Arrangement(stories, outside), page.source_text.split("\n"))
    order = {str(one.pk): place for place, one in enumerate(articles)}
    return Arrangement(tuple(sorted(sound.articles, key=lambda story: order[story.key])), sound.outside)


def _parsed_blocks(article: Article) -> tuple[Placed, ...]:
    return _placed((article.base_parse or {}).get("blocks", ()))


def _placed(blocks: Iterable[Mapping[str, Any]]) -> tuple[Placed, ...]:
    """Blocks as the parser records them."""
    return tuple(Placed(Kind(block["kind"]), tuple(Span(*span) for span in block["spans"])) for block in blocks)
