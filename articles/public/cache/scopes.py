"""What a page shows, in names: a change renews names, and a page is void once one of its own is.

A page shows one paper or several, and it shows tags or none. So a draft that is published voids the
pages of its paper and those that span papers, and a tag on a published article voids no front page.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

# Renewed by what may be seen anywhere, such as the name of a paper. Every page shows it.
EVERYTHING = "all"

_SITE = "*"  # no prefix of a paper has this character
_TEXT = "text"
_TAGS = "tags"


class Shows(Enum):
    """What a kind of page shows."""

    PAPER = "one paper"
    PAPER_AND_TAGS = "one paper, its tags and related articles"
    SITE = "all papers"
    SITE_AND_TAGS = "all papers and their tags"


def scopes_of_page(shows: Shows, prefix: str) -> list[str]:
    """The names of a page of the paper with this prefix."""
    spans_papers = shows in (Shows.SITE, Shows.SITE_AND_TAGS)
    paper = _SITE if spans_papers else prefix
    scopes = [EVERYTHING, _name(_TEXT, paper)]
    if shows in (Shows.PAPER_AND_TAGS, Shows.SITE_AND_TAGS):
        scopes.append(_name(_TAGS, paper))
    return scopes


def scopes_of_text(prefixes: Iterable[str]) -> set[str]:
    """The names that a changed text in these papers renews; none without a paper."""
    return _renewed(_TEXT, prefixes)


def scopes_of_tags(prefixes: Iterable[str]) -> set[str]:
    """The names that changed tags or related articles in these papers renew."""
    return _renewed(_TAGS, prefixes)


def scopes_of_site() -> set[str]:
    """The names of all pages that span papers."""
    return {_name(_TEXT, _SITE), _name(_TAGS, _SITE)}


def is_reader_made(scope: str) -> bool:
    """Whether the name has the prefix of an address, which readers can invent."""
    return scope != EVERYTHING and scope not in scopes_of_site()


def _renewed(kind: str, prefixes: Iterable[str]) -> set[str]:
    names = {_name(kind, prefix) for prefix in prefixes}
    if names:
        names.add(_name(kind, _SITE))
    return names


def _name(kind: str, paper: str) -> str:
    return f"{kind}:{paper}"
