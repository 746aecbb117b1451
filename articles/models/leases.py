"""Rows that are a queue of jobs, with a lease and a count of attempts.

A row is worked on by whoever takes its lease. A worker that dies leaves a lease that runs out, and
somebody else takes the row then. The count of attempts finds rows on which every worker dies.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

RowT = TypeVar("RowT", bound=models.Model)


class LeaseQuerySet(models.QuerySet[RowT]):
    """Questions and updates of rows with a lease; subclasses name the columns."""

    lease_column: ClassVar[str] = "lease"
    attempts_column: ClassVar[str] = "attempts"

    def unleased(self) -> Self:
        """Rows that nobody works on: they have no lease, or it has run out."""
        no_lease = {self.lease_column: None}
        run_out = {f"{self.lease_column}__lte": timezone.now()}
        return self.filter(Q(**no_lease) | Q(**run_out))

    def with_attempts_below(self, limit: int) -> Self:
        condition = {f"{self.attempts_column}__lt": limit}
        return self.filter(**condition)

    def with_attempts_from(self, limit: int) -> Self:
        condition = {f"{self.attempts_column}__gte": limit}
        return self.filter(**condition)

    def begin_attempt(self, duration: timedelta, **columns: Any) -> int:
        """Take the lease and count an attempt, with other columns; how many rows were taken."""
        columns[self.attempts_column] = F(self.attempts_column) + 1
        return self.extend_lease(duration, **columns)

    def extend_lease(self, duration: timedelta, **columns: Any) -> int:
        """Hold the lease for so long from now, and write other columns; how many rows it holds."""
        columns[self.lease_column] = timezone.now() + duration
        return self.update(**columns)

    def release(self) -> int:
        """Give the lease back; the next sweep may take the rows. How many rows they were."""
        return self.update(**{self.lease_column: None})
