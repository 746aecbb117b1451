"""The column that names are sorted by."""

from __future__ import annotations

from typing import Any

from django.db import models

from articles.text.pinyin_order import sort_key


class SortKeyField(models.CharField):  # type: ignore[type-arg]  # generic in the stubs only
    """The key by which a row's name is sorted; `text.pinyin_order` computes it on every save.

    The model says in `is_person` whether its name begins with a surname.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_length=100, default="", editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Migrations see a plain column, so that they import no code of this app."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: Any, add: bool) -> str:  # noqa: ARG002
        key = sort_key(model_instance.name, is_person=model_instance.is_person)
        setattr(model_instance, self.attname, key)
        return key
