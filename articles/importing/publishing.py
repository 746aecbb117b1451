"""Which of its new articles an import publishes, and what it says of those that wait."""

from collections.abc import Sequence
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from articles.text.problems import is_hard


class Publishing(StrEnum):
    NOTHING = "nothing"
    SOUND = "sound"  # all but articles with a hard problem: `articles.text.problems.HARD`
    ALL = "all"


def is_published(article: Article, publishing: Publishing) -> bool:
    """Whether a new article goes to the readers with its import."""
    if publishing is Publishing.SOUND:
        return not any(is_hard(problem["code"]) for problem in article.problems)
    return publishing is Publishing.ALL


def held_back(articles: Sequence[Article], publishing: Publishing) -> str:
    """The sentence that names the new articles of a page that wait at the desk, or nothing."""
    if publishing is not Publishing.SOUND:
        return ""
    titles = [article.headline for article in articles if not is_published(article, publishing)]
    if not titles:
        return ""
    return ngettext(
        "One article is not published, because a part of it is missing, damaged or doubtful; "
        "it waits at the desk: %(titles)s",
        "%(count)d articles are not published, because a part of each is missing, damaged or "
        "doubtful; they wait at the desk: %(titles)s",
        len(titles),
    ) % {"count": len(titles), "titles": _("; ").join(titles)}
