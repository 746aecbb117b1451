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
from articles.models.former_address import FormerAddress
from articles.models.ledger import Chore, ImportRun, SearchEntry
from articles.models.page_arrangement import ArticleRedirect, PageArrangement
from articles.models.paper import SITE_WORDS, Issue, Page, Publication, Section, refuse_site_words
from articles.models.relations import RelatedArticle, Repeat, TextKey
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
    "Chore",
    "Conflict",
    "Correction",
    "FormerAddress",
    "Illustration",
    "ImportRun",
    "Issue",
    "Page",
    "PageArrangement",
    "PictureField",
    "Presence",
    "Publication",
    "RelatedArticle",
    "Repeat",
    "SearchEntry",
    "Section",
    "Tag",
    "TagAlias",
    "TagDecision",
    "TagRedirect",
    "TagWeights",
    "TextKey",
    "Upload",
    "refuse_site_words",
]
