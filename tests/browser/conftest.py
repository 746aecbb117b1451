"""Chromium for the tests marked `browser`: Debian's, found on the PATH."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ARGUMENTS
from tests.pictured import leave_pictures_to_the_program

OpenPage = Callable[..., Page]


@pytest.fixture(autouse=True)
def _pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    leave_pictures_to_the_program(monkeypatch)


@pytest.fixture
def chromium() -> str:
    """The path of Chromium; without one the test is skipped, or fails where REQUIRE_SERVICES=1."""
    found = shutil.which("chromium")
    if found:
        return found
    reason = "no chromium on the PATH; apt-get install chromium fonts-noto-cjk"
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def open_page(chromium: str) -> Iterator[OpenPage]:
    """`open_page(**options)` gives a page of a new browser; the options are those of Playwright's context.

    From its first call to the end of the test Django's tables are out of reach (Playwright runs an
    event loop in this thread): make the rows before.
    """
    with ExitStack() as stack:

        def open_one(**options: Any) -> Page:
            playwright = stack.enter_context(sync_playwright())
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            stack.callback(browser.close)
            return browser.new_context(**options).new_page()

        yield open_one
