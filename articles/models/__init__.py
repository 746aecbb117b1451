"""The newspaper's tables: fields, constraints, names and addresses.

Saving a row writes no other row, with one exception: an issue or a page that goes to another paper
takes its articles into sections of that paper, because no article may stand in another's section.

`paper`              papers, issues, pages, sections
`article`            articles, authors, bylines, illustrations, corrections
`article_content`    what an article consists of: the one list of its columns
`article_version`    the table of older versions
`tags`               the vocabulary, tags on articles, decisions of editors, learned weights
`relations`          related articles and repeated texts
`conflict_presence`  conflicts with a corrected file; who has an article open
`page_arrangement`   pages as editors arranged them; where joined articles went
`old_address`        where things stood before they were moved
`upload`             page files that wait to be imported
`guesses`            refused guesses of passwords, and the cache in which they are counted
`ledger`             imports, the search index, the state of scheduled jobs
`leases`             rows that are a queue of jobs, with a lease and a count of attempts
`migration_history`  databases that were made before release 0.1.0
`querysets`          queries used in more than one place; `published` is the gate to the public
`database_faults`    faults of the database by their kind, with what to do
`ensure_rows`        rows that are looked up by their names, or created
`addresses`          public addresses, cached
`choices`            the closed lists that rows are stored with
`sort_key_field`     the column that names are sorted by
`capped_counts`      how often values stand in a column, counted no farther than matters
`planner_statistics` what SQLite knows of its tables when it plans a query
"""

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
from articles.models.guesses import CacheEntry, RefusedGuess
from articles.models.ledger import AuthorMerge, ImportRun, JobStatus, SearchEntry
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
    "AuthorMerge",
    "Byline",
    "CacheEntry",
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
    "RefusedGuess",
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
