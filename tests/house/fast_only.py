"""A pytest plugin for `make test-fast`: only tests that start no process and need no server and no browser.

A test that starts a process is marked `processes`; under this plugin starting one is an error that says so.
"""

import subprocess
from collections.abc import Generator
from typing import NoReturn
from unittest.mock import patch

import pytest
from hypothesis import settings as hypothesis_settings

SLOW = ("processes", "services", "browser", "slow")


def pytest_configure() -> None:
    """Try fewer examples of every property than the whole suite does."""
    hypothesis_settings.register_profile("fast", deadline=None, max_examples=15)
    hypothesis_settings.load_profile("fast")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if is_slow(item)]
    items[:] = [item for item in items if not is_slow(item)]
    config.hook.pytest_deselected(items=left_out)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    with patch.object(subprocess.Popen, "__init__", refuse_process):
        return (yield)


def is_slow(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) is not None for name in SLOW)


def refuse_process(*_arguments: object, **_options: object) -> NoReturn:
    raise AssertionError("a test that starts a process is marked with pytest.mark.processes")
