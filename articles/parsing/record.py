"""What a parse yields: frozen records of blocks, articles and problems.

Every block carries its spans in the source; together the spans of a page hold every non-space
character of it exactly once. `PageRecord.to_json` writes the interchange format that annotated
pages and the scoring script use.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


class Kind(StrEnum):
    """What a block is on the printed page."""

    # outside any article
    SECTION = "section"  # 版名
    STAFF = "staff"  # 责任编辑
    FURNITURE = "furniture"  # masthead, hotline, page number, 广告
    # inside an article
    COLUMN = "column"  # 专栏, series mark
    KICKER = "kicker"  # 引题
    TITLE = "title"  # 主题
    SUBTITLE = "subtitle"  # 副题
    BYLINE = "byline"  # 署名
    SUBHEADING = "subheading"  # 小标题
    PARAGRAPH = "paragraph"
    CAPTION = "caption"  # 图片说明
    CREDIT = "credit"  # … 摄
    AFFILIATION = "affiliation"  # (作者单位:…)
    SOURCE = "source"  # 来源:…


OUTSIDE = frozenset({Kind.SECTION, Kind.STAFF, Kind.FURNITURE})


class Span(NamedTuple):
    """A half-open range of characters of one source line; lines count from 1."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the page of one kind. A paragraph broken over columns has several spans."""

    kind: Kind
    text: str
    spans: tuple[Span, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "text": self.text,
            "spans": [list(span) for span in self.spans],
        }


@dataclass(frozen=True, slots=True)
class Credit:
    """A name with what it did; `role` is empty where the page prints none."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an editor should look at: a stable code, and where."""

    code: str
    spans: tuple[Span, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"code": self.code, "spans": [list(span) for span in self.spans]}


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """One article in reading order; `confidence` runs from 0 to 1."""

    blocks: tuple[Block, ...]
    title: str = ""
    authors: tuple[Credit, ...] = ()
    affiliation: str = ""
    source: str = ""
    section: str = ""
    confidence: float = 1.0
    problems: tuple[Problem, ...] = ()

    def texts(self, *kinds: Kind) -> list[str]:
        """The texts of its blocks of these kinds, in reading order."""
        return [block.text for block in self.blocks if block.kind in kinds]

    def to_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "authors": [{"name": credit.name, "role": credit.role} for credit in self.authors],
            "affiliation": self.affiliation,
            "source": self.source,
            "section": self.section,
            "blocks": [block.to_json() for block in self.blocks],
        }


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A parsed page: its articles in reading order, and what stands outside any article."""

    articles: tuple[ArticleRecord, ...]
    blocks: tuple[Block, ...] = ()
    section: str = ""
    staff: tuple[Credit, ...] = ()
    problems: tuple[Problem, ...] = ()

    def to_json(self, source: str) -> dict[str, Any]:
        return {
            "source": source,
            "blocks": [block.to_json() for block in self.blocks],
            "articles": [article.to_json() for article in self.articles],
        }
