"""What an editor's save does beside the columns of the form."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from articles import tasks
from articles.editorial import editing
from articles.editorial.editing import EditOutcome
from articles.models import Article
from articles.models.choices import Act

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def current_version(article: Article) -> int | None:
    """The version in the table, locked until the transaction ends; None where the row is gone."""
    rows = Article.objects.order_by().select_for_update().filter(pk=article.pk)
    return rows.values_list("version", flat=True).first()


def record_edit(
    article: Article,
    changed: Collection[str],
    user: User,
    correction: str = "",
    act: Act = Act.EDIT,
) -> bool:
    """Make an edit known once everything of it is stored. Whether an approved text is in review again."""
    noted = editing.note(article, changed, user, act, correction=correction)
    wake(article, noted)
    return noted.reopened


def wake(article: Article, noted: EditOutcome) -> None:
    """Have the tags of a changed text found anew."""
    if noted.retag:
        transaction.on_commit(partial(tasks.wake_tagging, [article.pk]))
