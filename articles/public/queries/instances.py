"""Model objects from rows that were read, without the ceremony that Django holds for each of them.

No `__init__`, no signals, and what many rows are joined to is made once for all of them: a page of the paper has
hundreds of objects, which are shown and then forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

M = TypeVar("M", bound=Model)


def made(
    model: type[M], columns: dict[str, Any], related: dict[str, Model | None] | None = None
) -> M:
    """The object with these columns; `related` has what its foreign keys lead to. A column that is missing is
    deferred.
    """
    thing = model.__new__(model)
    thing.__dict__.update(columns)
    thing._state = state = ModelState()
    state.adding = False
    state.db = "default"
    state.fields_cache = related or {}
    return thing


class Form:
    """Which columns of a row make an object of which model, and what else in the row it is joined to.

    `info` and `select` are what Django's own compiler knows of it.
    """

    def __init__(self, info: dict[str, Any], select: Sequence[Any]) -> None:
        columns = info["select_fields"]
        self._model: type[Model] = info["model"]
        self._names = [select[column][0].target.attname for column in columns]
        self._columns = slice(columns[0], columns[-1] + 1)
        self._key = columns[self._names.index(self._model._meta.pk.attname)]
        self._related = {
            one["field"].name: Form(one, select) for one in info.get("related_klass_infos", ())
        }

    def objects(self, rows: Iterable[Sequence[Any]], annotated: dict[str, int]) -> list[Any]:
        """The objects of these rows, with the columns that were annotated."""
        shared: dict[tuple[Form, Any], Model] = {}
        found = []
        for row in rows:
            one = self._made(row, shared)
            for name, column in annotated.items():
                one.__dict__[name] = row[column]
            found.append(one)
        return found

    def _made(self, row: Sequence[Any], shared: dict[tuple[Form, Any], Model]) -> Model:
        columns = dict(zip(self._names, row[self._columns], strict=True))
        return made(
            self._model,
            columns,
            {name: form._joined(row, shared) for name, form in self._related.items()},
        )

    def _joined(self, row: Sequence[Any], shared: dict[tuple[Form, Any], Model]) -> Model | None:
        if row[self._key] is None:
            return None
        place = self, row[self._key]
        if place not in shared:
            shared[place] = self._made(row, shared)
        return shared[place]
