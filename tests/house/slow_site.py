"""The site behind a gunicorn of the tests, with an address whose answer takes its time, and one
that says which server answers.
"""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from newsroom.wsgi import application as site


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/who/":
        return _answer(str(os.getppid()), start_response)
    if path == "/slow/":
        time.sleep(1.5)
        return _answer("done", start_response)
    return site(environ, start_response)


def _answer(text: str, start_response: Callable[..., Any]) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(text)))])
    return [text.encode()]
