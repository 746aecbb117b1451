"""The newspaper's tables: fields, constraints, names and addresses; no side effects."""

from articles.models.article import (
    Article,
    Author,
    AuthorAlias,
    Byline,
    Correction,
    Illustration,
    PictureField,
)
from articles.models.conflict_presence import Conflict, Presence
from articles.models.ledger import ImportRun, JobStatus, SearchEntry
from articles.models.old_address import OldAddress
from articles.models.page_arrangement import ArticleRedirect, PageArrangement
from articles.models.paper import SITE_WORDS, Issue, Page, Publication, Section
from articles.models.relations import DuplicateArticle, RelatedArticle, TextKey
from articles.models.tags import ArticleTag, Tag, TagAlias, TagDecision, TagRedirect, TagWeights
from articles.models.upload import Upload

__all__ = [
    "SITE_WORDS",
    "Article",
    "ArticleRedirect",
    "ArticleTag",
    "Author",
    "AuthorAlias",
    "Byline",
    "Conflict",
    "Correction",
    "DuplicateArticle",
    "Illustration",
    "ImportRun",
    "Issue",
    "JobStatus",
    "OldAddress",
    "Page",
    "PageArrangement",
    "PictureField",
    "Presence",
    "Publication",
    "RelatedArticle",
    "SearchEntry",
    "Section",
    "Tag",
    "TagAlias",
    "TagDecision",
    "TagRedirect",
    "TagWeights",
    "TextKey",
    "Upload",
]
