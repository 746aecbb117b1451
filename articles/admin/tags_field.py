"""The tags of one article in its form: those it has, each to be kept or taken off, and new ones.

What was shown travels with the form. Tags that the tagger finds while the form is open were not
shown, so they are not taken for removed ones.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.choices import TagOrigin
from articles.importing.naming import clean_name
from articles.models import Article, ArticleTag, Tag

_SEPARATORS = re.compile(r"[,，、;；\n]")
_LONGEST = Tag._meta.get_field("name").max_length


class TagChanges(NamedTuple):
    removed: frozenset[int] = frozenset()  # keys of ArticleTag
    added: tuple[str, ...] = ()


class _Answer(NamedTuple):
    """The form's fields as they were sent."""

    shown: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    new: str = ""


class TagsWidget(forms.Widget):
    template_name = "admin/articles/widgets/tags.html"
    tags: tuple[ArticleTag, ...] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        answer = value if isinstance(value, _Answer) else _Answer()
        removed = answer.shown - answer.kept
        context["widget"] |= {
            "tags": [(tag, str(tag.pk) not in removed) for tag in self.tags],
            "new": answer.new,
            "suggestions": reverse("admin:autocomplete"),
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> _Answer:
        lists = data.getlist if isinstance(data, QueryDict) else lambda key: data.get(key, [])
        return _Answer(frozenset(lists(f"{name}_shown")), frozenset(lists(f"{name}_kept")), data.get(f"{name}_new", ""))

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
                    _("The tag “%(start)s…” is too long: a tag has at most %(longest)d characters."),
                    params={"start": name[:20], "longest": _LONGEST},
                )
        return TagChanges(removed, added)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data.shown - data.kept or _SEPARATORS.sub("", data.new).strip())


def apply_changes(article: Article, changes: TagChanges) -> None:
    """Take off and add; every other tag keeps its score and its origin."""
    own = ArticleTag.objects.filter(content_object=article)
    own.filter(pk__in=changes.removed).delete()
    article.tags.add(*changes.added, through_defaults={"origin": TagOrigin.EDITOR})
    for name in changes.added:
        # One that the tagger had found is now the editor's too, and outlives the next tagging.
        own.filter(tag__name__iexact=name).update(origin=TagOrigin.EDITOR)
