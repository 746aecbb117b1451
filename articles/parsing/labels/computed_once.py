"""A property that is computed when it is first asked for.

`functools.cached_property` of Python 3.11 takes a lock for every value, which costs a parse some
4 %. A parse runs in one thread, so that no lock is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class computed_once(Generic[Value]):  # noqa: N801  it is used as `property` is
    """Keeps the value in the instance, where Python finds it before it asks this class again."""

    def __init__(self, compute: Callable[[Any], Value]) -> None:
        self._compute = compute
        self._name = compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, instance: Any, owner: type[Any] | None = None) -> Value:
        value = self._compute(instance)
        instance.__dict__[self._name] = value
        return value
