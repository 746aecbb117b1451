"""A field of which two texts are shown side by side."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise

from articles.editorial import diff
from articles.editorial.diff import DiffGroup, DiffRow


class FieldDifference(NamedTuple):
    """A field in which two versions differ, paragraph by paragraph.

    `name` and `stored` are those of a form's field. They are empty where two versions are compared,
    and where the field cannot be filled in by a script.
    """

    label: str | Promise
    rows: list[DiffRow]
    name: str = ""
    stored: str = ""

    @property
    def stretches(self) -> list[DiffGroup]:
        differs = [row.differs for row in self.rows]
        return diff.stretches(self.rows, differs)
