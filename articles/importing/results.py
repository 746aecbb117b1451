"""What an import did, for the table, the JSON and the ledger."""

from dataclasses import dataclass
from typing import Any

from articles.importing.issues import Identity
from articles.models.choices import ImportOutcome


@dataclass(frozen=True, slots=True)
class ArticleResult:
    outcome: ImportOutcome
    headline: str
    note: str = ""
    pk: int | None = None
    is_conflict: bool = False  # an editor has to decide it

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.pk,
            "outcome": self.outcome.value,
            "headline": self.headline,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class PageResult:
    """`number` is empty where the page failed before it got one."""

    outcome: ImportOutcome
    number: str
    source: str
    encoding: str = ""
    notes: tuple[str, ...] = ()
    articles: tuple[ArticleResult, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "source": self.source,
            "encoding": self.encoding,
            "outcome": self.outcome.value,
            "notes": list(self.notes),
            "articles": [article.to_json() for article in self.articles],
        }


@dataclass(frozen=True, slots=True)
class IssueResult:
    """`faults` is empty exactly when the whole issue was stored.

    `retag` holds the keys of the articles whose text is new.
    """

    outcome: ImportOutcome
    identity: Identity
    issue_pk: int | None = None
    pages: tuple[PageResult, ...] = ()
    faults: tuple[str, ...] = ()
    retag: tuple[int, ...] = ()
    run_pk: int | None = None  # of its row in the ledger

    def to_json(self) -> dict[str, Any]:
        return {
            **self.identity.to_json(),
            "outcome": self.outcome.value,
            "faults": list(self.faults),
            "pages": [page.to_json() for page in self.pages],
        }
