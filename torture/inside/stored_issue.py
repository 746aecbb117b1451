"""What is stored of the only issue, as values that can be compared: no keys and no times."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from articles.exchange.issue_description import describe
from articles.models import Article, Conflict, Issue, Page, Publication, SearchEntry

# When something happened, and how often it was tried, differs from run to run.
_CHANCE = {"created_at", "updated_at", "accepted_at", "at", "tagging_attempts"}
_TAGS = {"tags", "tagging_state", "tagging_error"}


def stored_issue() -> dict[str, str]:
    """Digests of the issue without its tags and with them; both empty where nothing is stored."""
    issue = Issue.objects.first()
    if issue is None:
        leftovers = _leftovers()
        return {"content": leftovers, "all": leftovers}
    shape = describe(issue).issue.model_dump(mode="json")
    shape["others"] = _counts()
    return {
        "content": _digest(_without(shape, _CHANCE | _TAGS)),
        "all": _digest(_without(shape, _CHANCE)),
    }


def _leftovers() -> str:
    """Empty, or the names of the tables that hold something although there is no issue."""
    models = (Publication, Page, Article, SearchEntry, Conflict)
    return " ".join(model.__name__ for model in models if model._default_manager.exists())


def _counts() -> dict[str, int]:
    """Rows that no archive of an issue holds."""
    return {
        "issues": Issue.objects.count(),
        "search entries": SearchEntry.objects.count(),
        "conflicts": Conflict.objects.count(),
    }


def _without(value: Any, names: set[str]) -> Any:
    """The same JSON without the members of these names, at any depth."""
    if isinstance(value, dict):
        return {key: _without(item, names) for key, item in value.items() if key not in names}
    if isinstance(value, list):
        return [_without(item, names) for item in value]
    return value


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
