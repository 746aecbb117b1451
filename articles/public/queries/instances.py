"""Model instances from rows that were read, without the work that Django does for each instance.

No `__init__` is called and no signal is sent, and an object to which many rows are joined is built
once for all of them. A page of the paper has hundreds of objects that are shown and then dropped,
and nobody saves them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

M = TypeVar("M", bound=Model)


def build_instance(
    model: type[M], columns: dict[str, Any], related: dict[str, Model | None] | None = None
) -> M:
    """The instance with these columns; `related` maps the names of foreign keys to their objects.

    A column that is missing is deferred.
    """
    instance = model.__new__(model)
    instance.__dict__.update(columns)
    state = ModelState()
    state.adding = False
    state.db = "default"
    state.fields_cache = related or {}
    instance._state = state
    return instance


class RowMapper:
    """Maps the columns of a row to an instance of a model, and to the instances it is joined to.

    `class_info` and `select` come from Django's SQL compiler: which model is selected, which of
    the selected columns are its own, and the same for each joined model.
    """

    def __init__(self, class_info: dict[str, Any], select: Sequence[Any]) -> None:
        indexes = class_info["select_fields"]
        self._model: type[Model] = class_info["model"]
        columns = [select[index][0] for index in indexes]
        self._names = [column.target.attname for column in columns]
        self._columns = slice(indexes[0], indexes[-1] + 1)
        primary_key = self._names.index(self._model._meta.pk.attname)
        self._key_index = indexes[primary_key]
        self._joined: dict[str, RowMapper] = {}
        for joined_info in class_info.get("related_klass_infos", ()):
            name = joined_info["field"].name
            self._joined[name] = RowMapper(joined_info, select)

    def map_rows(self, rows: Iterable[Sequence[Any]], annotations: dict[str, int]) -> list[Any]:
        """The instances of these rows; `annotations` maps a name to the index of its column."""
        shared: dict[tuple[RowMapper, Any], Model] = {}
        instances = []
        for row in rows:
            instance = self._build(row, shared)
            for name, index in annotations.items():
                instance.__dict__[name] = row[index]
            instances.append(instance)
        return instances

    def _build(self, row: Sequence[Any], shared: dict[tuple[RowMapper, Any], Model]) -> Model:
        columns = dict(zip(self._names, row[self._columns], strict=True))
        related = {}
        for name, mapper in self._joined.items():
            related[name] = mapper._build_shared(row, shared)
        return build_instance(self._model, columns, related)

    def _build_shared(
        self, row: Sequence[Any], shared: dict[tuple[RowMapper, Any], Model]
    ) -> Model | None:
        """The joined instance; None where the foreign key is empty."""
        primary_key = row[self._key_index]
        if primary_key is None:
            return None
        identity = (self, primary_key)
        instance = shared.get(identity)
        if instance is None:
            instance = self._build(row, shared)
            shared[identity] = instance
        return instance
