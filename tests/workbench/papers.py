"""A page of two articles as the importer stores one, and small changes of its arrangement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from articles.importing.content_rows import content_of
from articles.models import Article, Author, Byline, Illustration, Page
from articles.parsing import ArticleRecord, Block, Credit, Kind, Span
from articles.workbench.arrangement import ArrangedArticle, Arrangement, PlacedBlock
from articles.workbench.current_arrangement import WorkbenchPage, load_workbench_page
from articles.workbench.save_plan import Proposal
from tests.factories import make_article, make_page

# Mark and text of each line; an article begins with its headline.
MARKS = {
    "#": Kind.TITLE,
    "@": Kind.BYLINE,
    "!": Kind.CAPTION,
    "=": Kind.FURNITURE,
}
NIGHT, BRIDGE, AD = "夜市搬新址", "柳湾大桥合龙", "订报热线 1234"
LINES = [
    f"#{NIGHT}",
    "@记者 陈望",
    "夜市搬到了河边。",
    "摊主说,人更多了。",
    f"#{BRIDGE}",
    "@通讯员 李芸",
    "大桥只剩最后一段钢梁。",
    "!河边的夜市。",
    f"={AD}",
]
# Places of lines in their article.
TITLE, BYLINE, FIRST, SECOND = range(4)
CAPTION = 3  # of the bridge


def make_paper(**fields: Any) -> tuple[Page, Article, Article]:
    """The page with its night market and its bridge; `fields` are those of both articles."""
    texts = [line.lstrip("".join(MARKS)) for line in LINES]
    page = make_page(source_text="\n".join(texts))
    blocks = [
        Block(MARKS.get(line[0], Kind.PARAGRAPH), text, (Span(number, 0, len(text)),))
        for number, (line, text) in enumerate(zip(LINES, texts, strict=True), start=1)
    ]
    page.outside = [blocks[8].to_json()]
    page.save()
    night = store(page, 1, record(blocks[:4], Credit("陈望", "记者")), **fields)
    bridge = store(page, 2, record(blocks[4:8], Credit("李芸", "通讯员")), **fields)
    return page, night, bridge


def record(blocks: list[Block], *authors: Credit) -> ArticleRecord:
    return ArticleRecord(tuple(blocks), blocks[0].text, authors)


def store(page: Page, position: int, found: ArticleRecord, **fields: Any) -> Article:
    content, _too_long = content_of(found, page.title)
    article = make_article(
        page=page, position=position, base_parse=found.to_json(), **content.fields, **fields
    )
    for order, one in enumerate(content.bylines):
        author = Author.objects.get_or_create(name=one.name, affiliation=one.affiliation)[0]
        Byline.objects.create(article=article, author=author, role=one.role, order=order)
    for order, picture in enumerate(content.pictures):
        Illustration.objects.create(
            article=article, caption=picture.caption, credit=picture.credit, order=order
        )
    return article


def opened(page: Page) -> WorkbenchPage:
    found = load_workbench_page(page.pk)
    assert found is not None
    return found


def propose(
    state: WorkbenchPage,
    articles: dict[str, list[PlacedBlock]],
    outside: list[PlacedBlock] | None = None,
    **rest: Any,
) -> Proposal:
    arranged = tuple(ArrangedArticle(key, tuple(blocks)) for key, blocks in articles.items())
    return Proposal(
        Arrangement(arranged, state.arrangement.outside if outside is None else tuple(outside)),
        state.seen,
        **rest,
    )


def blocks_of(state: WorkbenchPage, article: Article) -> list[PlacedBlock]:
    return next(
        list(one.blocks) for one in state.arrangement.articles if one.key == str(article.pk)
    )


def as_kind(block: PlacedBlock, kind: Kind) -> PlacedBlock:
    return replace(block, kind=kind)
