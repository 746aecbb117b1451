"""The steps of an editor's save, beside the rows of the form's own sets.

`ArticleAdmin.save_related` calls them and says in which order.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import tasks
from articles.editorial import editing, history
from articles.editorial.editing import EditOutcome
from articles.models import Article
from articles.models.article_content import TAGGED_COLUMNS
from articles.models.choices import Act

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from articles.admin.article.article_form import ArticleForm

CHANGED_MEANWHILE = _(
    "This article was changed since you opened the page. Nothing was saved: "
    "look at what is there now, and decide anew."
)
REOPENED = _("The approved text was changed: it is in review again.")
_COLUMNS = frozenset(field.name for field in Article._meta.concrete_fields)


def current_version(article: Article) -> int | None:
    """The version in the table, or None where the row is gone.

    The row stays locked until the transaction ends.
    """
    rows = Article.objects.order_by().filter(pk=article.pk)
    rows = rows.select_for_update()
    versions = rows.values_list("version", flat=True)
    return versions.first()


def is_stale(article: Article, seen: str) -> bool:
    """Whether somebody has saved since a page was opened that showed the version `seen`.

    The row stays locked until the transaction ends.
    """
    return bool(seen) and seen != str(current_version(article))


def create_article(article: Article, user: User) -> None:
    article.created_by = user
    article.save()


def update_article(article: Article, form: ArticleForm) -> None:
    """Keep the former version, and write only the columns that the editor changed.

    The other columns are other people's, and the tagger's.
    """
    history.keep([article])
    columns = _COLUMNS.intersection(form.changed_data)
    if columns:
        article.save(update_fields=columns)


def changed_names(form: ArticleForm, formsets: Iterable[Any], *, is_new: bool) -> set[str]:
    """The names of the fields and of the sets of rows that a save changes."""
    names = set(form.changed_data)
    for formset in formsets:
        if formset.has_changed():
            names.add(formset.prefix)
    if is_new:
        names |= TAGGED_COLUMNS
    # Its button reads it; alone it changes nothing.
    names.discard("schedule_for")
    return names


def settle_problems(article: Article, selected: Iterable[str], *, is_accepted: bool) -> None:
    """Close the kinds of problems that the editor ticked; who accepts the article accepts all."""
    codes = {problem["code"] for problem in article.problems}
    if not is_accepted:
        codes.intersection_update(selected)
    editing.settle(article, codes)


def record_edit(
    article: Article, changed: set[str], user: User, *, correction: str, is_new: bool
) -> EditOutcome:
    """Make an edit known once everything of it is stored, and have its tags found anew."""
    act = Act.WRITE if is_new else Act.EDIT
    outcome = editing.note(
        article,
        changed,
        user,
        act,
        correction=correction,
    )
    wake_tagger(article, outcome)
    return outcome


def wake_tagger(article: Article, outcome: EditOutcome) -> None:
    """After the commit, have the tags of a changed text found anew."""
    if not outcome.retag:
        return
    wake = partial(tasks.wake_tagging, [article.pk])
    transaction.on_commit(wake)
