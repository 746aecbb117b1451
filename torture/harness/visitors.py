"""People at their browsers: readers who ask for pages, editors who open a form and send it back."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.parse
import urllib.request
from types import SimpleNamespace
from typing import Any

from tests.admin.browser import fill
from torture.harness.web_servers import Answer

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Editor:
    """Somebody who is signed in at the desk."""

    def __init__(self, port: int, cookie: str) -> None:
        self._host = f"http://127.0.0.1:{port}"
        self._cookie = cookie
        self._opener = urllib.request.build_opener(_StayHere)

    def open(self, address: str) -> Answer:
        return self._ask(urllib.request.Request(f"{self._host}{address}"))

    def save(self, address: str, opened: Answer, **changes: Any) -> Answer:
        """Send the article's form back as it was opened, with these changes."""
        form = fill(SimpleNamespace(content=opened.body), "article_form", **changes)
        data = urllib.parse.urlencode(form, doseq=True).encode()
        request = urllib.request.Request(f"{self._host}{address}", data)
        token = _TOKEN.search(opened.body.decode())
        if token:
            # The cookie may hold the same masked token that stands in the form.
            request.add_header("Cookie", f"csrftoken={token[1]}")
        return self._ask(request)

    def _ask(self, request: urllib.request.Request) -> Answer:
        cookies = [self._cookie, request.get_header("Cookie") or ""]
        request.add_header("Cookie", "; ".join(filter(None, cookies)))
        started = time.monotonic()
        try:
            with self._opener.open(request, timeout=60) as response:
                body = response.read()
                return Answer(response.status, time.monotonic() - started, body)
        except urllib.error.HTTPError as refusal:
            return Answer(refusal.code, time.monotonic() - started)
        except OSError:
            return Answer(0, time.monotonic() - started)


class _StayHere(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer: after a save it says that it was stored."""

    def redirect_request(self, *_arguments: Any) -> None:
        return None
