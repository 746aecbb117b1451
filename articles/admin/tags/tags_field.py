"""The tags of one article in its form: those it has, each to be kept or taken off, and new ones.

What was shown travels with the form. Tags that the tagger finds while the form is open were not
shown, so they are not taken for removed ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.importing.files.naming import clean_name
from articles.models import Article, ArticleTag, Tag, TagDecision
from articles.models.choices import DecisionKind, TagOrigin
from articles.tagging.vocabulary import canonical

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

_SEPARATORS = re.compile(r"[,，、;；\n]")
_LONGEST = Tag._meta.get_field("name").max_length

_FIELDS = {
    "title": _("Title"),
    "kicker": _("Kicker"),
    "subheading": _("Subheadings"),
    "body": _("Text"),
    "column": _("Column"),
}
_FACTORS = {
    "rarity": _("Rare among articles"),
    "trust": _("Kind of word"),
    "spread": _("Spread over the text"),
    "early": _("Early in the text"),
    "learned": _("Chosen by editors before"),
}


class TagChanges(NamedTuple):
    removed: frozenset[int] = frozenset()  # keys of ArticleTag
    kept: frozenset[int] = frozenset()
    added: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is to be done: keeping alone is nothing, for most forms are saved for something else."""
        return bool(self.removed or self.added)


class _Answer(NamedTuple):
    """The form's fields as they were sent."""

    shown: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    new: str = ""


def reasons(tag: ArticleTag) -> str:
    """Why a tag is there, a line for each reason."""
    if tag.origin != TagOrigin.AUTOMATIC:
        return str(tag.get_origin_display())
    # In our order: PostgreSQL keeps none of JSON's.
    where, shares, factors = (tag.evidence.get(key, {}) for key in ("where", "shares", "factors"))
    lines = [_("Score %.2f") % tag.score]
    lines += [
        # Translators: where a tag stands, how often, and what part of its weight that gave.
        _("%(where)s: %(count)d×, %(share)d %% of its weight")
        % {"where": label, "count": where[field], "share": round(100 * shares.get(field, 0))}
        for field, label in _FIELDS.items()
        if field in where
    ]
    # Translators: what a tag's weight was multiplied by.
    lines += [
        _("%(what)s: ×%(factor)g") % {"what": label, "factor": factors[name]}
        for name, label in _FACTORS.items()
        if name in factors
    ]
    return "\n".join(map(str, lines))


class TagsWidget(forms.Widget):
    template_name = "admin/articles/widgets/tags.html"
    tags: tuple[ArticleTag, ...] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        answer = value if isinstance(value, _Answer) else _Answer()
        removed = answer.shown - answer.kept
        context["widget"] |= {
            "tags": [(tag, str(tag.pk) not in removed, reasons(tag)) for tag in self.tags],
            "new": answer.new,
            "suggestions": reverse("admin:autocomplete"),
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> _Answer:
        lists = data.getlist if isinstance(data, QueryDict) else lambda key: data.get(key, [])
        return _Answer(
            frozenset(lists(f"{name}_shown")),
            frozenset(lists(f"{name}_kept")),
            data.get(f"{name}_new", ""),
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_new" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_new"


class TagsField(forms.Field):
    widget = TagsWidget

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: _Answer) -> TagChanges:
        removed = frozenset(int(pk) for pk in value.shown - value.kept if pk.isdecimal())
        names = (" ".join(clean_name(name).split()) for name in _SEPARATORS.split(value.new))
        added = tuple(dict.fromkeys(filter(None, names)))
        for name in added:
            if len(name) > _LONGEST:
                raise ValidationError(
                    _(
                        "The tag “%(start)s…” is too long: a tag has at most %(longest)d characters."
                    ),
                    params={"start": name[:20], "longest": _LONGEST},
                )
        kept = frozenset(int(pk) for pk in value.shown & value.kept if pk.isdecimal())
        return TagChanges(removed, kept, added)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data.shown - data.kept or _SEPARATORS.sub("", data.new).strip())


def apply_changes(
    article: Article, changes: TagChanges, user: AnonymousUser | User, *, accepted: bool = False
) -> None:
    """Take off and add; every other tag keeps its score and its origin. What the editor decided is recorded.

    Who accepts the article has nodded at the tags that were shown.
    """
    if not (changes or accepted):
        return
    own = ArticleTag.objects.filter(content_object=article)
    removed = own.filter(pk__in=changes.removed)
    decisions = dict.fromkeys(removed.values_list("tag__name", flat=True), DecisionKind.REMOVED)
    removed.delete()
    # Who changes one of the tags has looked at the others.
    kept = own.filter(pk__in=changes.kept, origin=TagOrigin.AUTOMATIC).values_list(
        "tag__name", flat=True
    )
    decisions |= dict.fromkeys(kept, DecisionKind.KEPT)
    added = tuple(canonical(changes.added).values())
    article.tags.add(*added, through_defaults={"origin": TagOrigin.EDITOR})
    for name in added:
        # One that the tagger had found is now the editor's too, and outlives the next tagging.
        own.filter(tag__name__iexact=name).update(origin=TagOrigin.EDITOR)
    decisions |= dict.fromkeys(added, DecisionKind.ADDED)
    _record(article, decisions, user)


def _record(
    article: Article, decisions: Mapping[str, DecisionKind], user: AnonymousUser | User
) -> None:
    TagDecision.objects.bulk_create(
        [
            TagDecision(article=article, name=name, kind=kind, by_id=user.pk)
            for name, kind in decisions.items()
        ],
        update_conflicts=True,
        unique_fields=["article", "name"],
        update_fields=["kind", "by", "at"],
    )
