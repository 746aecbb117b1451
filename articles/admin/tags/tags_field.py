"""The tags of an article in its form: those it has, each to be kept or taken off, and new ones.

The form sends which tags it showed. Tags that the tagger finds while the form is open were not
shown, so they do not count as removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.site.admin_part import read_key
from articles.importing.files.naming import clean_name
from articles.models import Article, ArticleTag, Tag, TagDecision
from articles.models.choices import DecisionKind, TagOrigin
from articles.tagging.vocabulary import canonical

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

_SEPARATORS = re.compile(r"[,，、;；\n]")
_MAX_LENGTH = Tag._meta.get_field("name").max_length

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
        """Whether tags change. Keeping them is nothing: most saves are for another reason."""
        return bool(self.removed or self.added)


class SentTags(NamedTuple):
    """The fields of the widget as they were sent."""

    listed: frozenset[str] = frozenset()  # keys of the tags that the form showed
    kept: frozenset[str] = frozenset()
    new: str = ""


def reasons(tag: ArticleTag) -> str:
    """Why an article has a tag, a line for each reason."""
    if tag.origin != TagOrigin.AUTOMATIC:
        return str(tag.get_origin_display())
    score = _("Score %.2f") % tag.score
    lines = [score]
    lines += _describe_fields(tag.evidence)
    lines += _describe_factors(tag.evidence)
    return "\n".join(map(str, lines))


def _describe_fields(evidence: Mapping[str, Any]) -> list[str]:
    """In the order of _FIELDS: PostgreSQL keeps none of JSON's."""
    counts = evidence.get("where", {})
    shares = evidence.get("shares", {})
    lines = []
    for field, label in _FIELDS.items():
        if field not in counts:
            continue
        # Translators: where a tag stands, how often, and what part of its weight that gave.
        line = _("%(where)s: %(count)d×, %(share)d %% of its weight")
        share = round(100 * shares.get(field, 0))
        lines.append(line % {"where": label, "count": counts[field], "share": share})
    return lines


def _describe_factors(evidence: Mapping[str, Any]) -> list[str]:
    factors = evidence.get("factors", {})
    lines = []
    for name, label in _FACTORS.items():
        if name not in factors:
            continue
        # Translators: what a tag's weight was multiplied by.
        line = _("%(what)s: ×%(factor)g")
        lines.append(line % {"what": label, "factor": factors[name]})
    return lines


class TagsWidget(forms.Widget):
    template_name = "admin/articles/widgets/tags.html"
    tags: tuple[ArticleTag, ...] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        sent = value if isinstance(value, SentTags) else SentTags()
        unticked = sent.listed - sent.kept
        tags = []
        for tag in self.tags:
            is_ticked = str(tag.pk) not in unticked
            tags.append((tag, is_ticked, reasons(tag)))
        context["widget"] |= {
            "tags": tags,
            "new": sent.new,
            "suggestions": reverse("admin:autocomplete"),
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> SentTags:
        return SentTags(
            _sent_list(data, f"{name}_shown"),
            _sent_list(data, f"{name}_kept"),
            data.get(f"{name}_new", ""),
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_new" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_new"


def _sent_list(data: Any, name: str) -> frozenset[str]:
    if isinstance(data, QueryDict):
        return frozenset(data.getlist(name))
    return frozenset(data.get(name, []))


class TagsField(forms.Field):
    widget = TagsWidget

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: SentTags) -> TagChanges:
        names = _split_names(value.new)
        for name in names:
            if len(name) > _MAX_LENGTH:
                raise _too_long_error(name)
        removed = _read_keys(value.listed - value.kept)
        kept = _read_keys(value.listed & value.kept)
        return TagChanges(removed, kept, names)

    def has_changed(self, initial: Any, data: Any) -> bool:
        if data.listed - data.kept:
            return True
        names = _SEPARATORS.sub("", data.new)
        return bool(names.strip())


def _split_names(text: str) -> tuple[str, ...]:
    """The different names in a text, with single spaces in them."""
    names = []
    for part in _SEPARATORS.split(text):
        name = " ".join(clean_name(part).split())
        if name and name not in names:
            names.append(name)
    return tuple(names)


def _read_keys(keys: Iterable[str]) -> frozenset[int]:
    numbers = map(read_key, keys)
    return frozenset(key for key in numbers if key is not None)


def _too_long_error(name: str) -> ValidationError:
    return ValidationError(
        _("The tag “%(start)s…” is too long: a tag has at most %(longest)d characters."),
        params={"start": name[:20], "longest": _MAX_LENGTH},
    )


def apply_changes(
    article: Article, changes: TagChanges, user: AnonymousUser | User, *, accepted: bool = False
) -> None:
    """Take tags off and add tags, and record what the editor decided.

    Every other tag keeps its score and its origin. Who accepts the article, or changes some of
    its tags, has agreed to the other tags of the form.
    """
    if not (changes or accepted):
        return
    tags = ArticleTag.objects.filter(content_object=article)
    removed = tags.filter(pk__in=changes.removed)
    removed_names = _names(removed)
    removed.delete()
    kept = tags.filter(pk__in=changes.kept, origin=TagOrigin.AUTOMATIC)
    kept_names = _names(kept)
    added_names = list(canonical(changes.added).values())
    article.tags.add(*added_names, through_defaults={"origin": TagOrigin.EDITOR})
    for name in added_names:
        # A tag that the tagger had given too now is the editor's, and stays when it tags again.
        tags.filter(tag__name__iexact=name).update(origin=TagOrigin.EDITOR)
    decisions = dict.fromkeys(removed_names, DecisionKind.REMOVED)
    decisions |= dict.fromkeys(kept_names, DecisionKind.KEPT)
    decisions |= dict.fromkeys(added_names, DecisionKind.ADDED)
    _record_decisions(article, decisions, user)


def _names(tags: QuerySet[ArticleTag]) -> list[str]:
    return list(tags.values_list("tag__name", flat=True))


def _record_decisions(
    article: Article, decisions: Mapping[str, DecisionKind], user: AnonymousUser | User
) -> None:
    rows = []
    for name, kind in decisions.items():
        rows.append(TagDecision(article=article, name=name, kind=kind, by_id=user.pk))
    TagDecision.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["article", "name"],
        update_fields=["kind", "by", "at"],
    )
