"""The query parameters of the lists. An unknown one is refused, because it is most likely
misspelt.
"""

import re
from datetime import date
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Schema
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from articles.models.choices import TagType

MAX_LIMIT = 100

_PAPER = Field(
    None,
    max_length=100,
    description=gettext_noop(
        "Prefix of the paper; empty for the main one. All papers if left out."
    ),
)


def _require_iso_day(text: str) -> str:
    """Without this a mere number would be read as seconds since 1970."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise PydanticCustomError(
            "day", "{sentence}", {"sentence": _("A day is written like 2026-03-12")}
        )
    return text


_Day = Annotated[date, BeforeValidator(_require_iso_day)]


_LIMIT = Field(20, ge=1, le=MAX_LIMIT, description=gettext_noop("How many at once."))
_ISSUE = Field(None, ge=1, lt=10**18, description=gettext_noop("The “id” of an issue."))
_BEFORE = Field(None, max_length=40, description=gettext_noop("Where to go on: what “next” says."))


class _ListFilter(Schema):
    limit: int = _LIMIT


class IssueFilter(_ListFilter):
    publication: str | None = _PAPER
    since: _Day | None = Field(None, description=gettext_noop("First day."))
    until: _Day | None = Field(None, description=gettext_noop("Last day."))
    before: str | None = _BEFORE


class PageFilter(_ListFilter):
    issue: int | None = _ISSUE
    number: str | None = Field(
        None, max_length=10, description=gettext_noop("As it is printed: A03.")
    )
    before: str | None = _BEFORE


class ArticleFilter(_ListFilter):
    publication: str | None = _PAPER
    since: _Day | None = Field(None, description=gettext_noop("First day of the printed paper."))
    until: _Day | None = Field(None, description=gettext_noop("Last day of the printed paper."))
    issue: int | None = _ISSUE
    section: str | None = Field(
        None, max_length=100, description=gettext_noop("Slug of a section.")
    )
    column: str | None = Field(
        None, max_length=200, description=gettext_noop("A column’s name without number.")
    )
    author: int | None = Field(
        None, ge=1, lt=10**18, description=gettext_noop("The “id” of an author.")
    )
    tag: str | None = Field(None, max_length=100, description=gettext_noop("Slug of a tag."))
    q: str | None = Field(
        None, max_length=200, description=gettext_noop("Words that must all occur.")
    )
    before: str | None = _BEFORE


class AuthorFilter(_ListFilter):
    name: str | None = Field(None, max_length=100, description=gettext_noop("The whole name."))
    before: str | None = _BEFORE


class TagFilter(_ListFilter):
    name: str | None = Field(None, max_length=100, description=gettext_noop("The whole name."))
    type: TagType | None = Field(None, description=gettext_noop("What it is the name of."))
    before: str | None = _BEFORE
