"""Whoever reads a log can open no preview with what it says."""

import io
import logging
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from gunicorn.config import Config

from articles.editorial import previews
from newsroom.access_log import AccessLogger
from newsroom.log_redaction import WithoutKeys, without_keys
from tests.factories import make_article
from tests.house.compose import DOCKERFILE

TOKEN = "WzEsMCwxN10:1vabc:x-y_Z"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"GET /preview/{TOKEN}/ HTTP/1.1", "GET /preview/***/ HTTP/1.1"),
        (f"GET /preview/{TOKEN} HTTP/1.1", "GET /preview/*** HTTP/1.1"),
        (f"Gone: /preview/{TOKEN}/", "Gone: /preview/***/"),
        ("/preview/WzEs%3A1v/?a=1", "/preview/***/?a=1"),
        (f"https://a.example/preview/{TOKEN}/", "https://a.example/preview/***/"),
        (f"/media/pictures/a.png?key={TOKEN}&b=1", "/media/pictures/a.png?key=***&b=1"),
        (f"/media/a.png?b=1&key={TOKEN} HTTP/1.1", "/media/a.png?b=1&key=*** HTTP/1.1"),
        ("GET /admin/articles/article/3/preview/ HTTP/1.1",) * 2,
        ("GET /2026-03-12/A01/17-preview/ HTTP/1.1",) * 2,
        ("GET /search/?q=monkey%3D HTTP/1.1",) * 2,
    ],
)
def test_the_part_that_opens_is_taken_out(line: str, expected: str) -> None:
    assert without_keys(line) == expected


def access_line(uri: str, referrer: str) -> str:
    """The line that gunicorn writes about a request, with its own format."""
    config = Config()
    config.set("accesslog", "-")
    logger = AccessLogger(config)
    stream = io.StringIO()
    logger.access_log.handlers = [logging.StreamHandler(stream)]
    response = SimpleNamespace(status="200 OK", sent=10, headers=[])
    request = SimpleNamespace(headers=[("REFERER", referrer)])
    path, _, query = uri.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": uri,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": referrer,
    }
    elapsed = SimpleNamespace(seconds=0, microseconds=1)
    logger.access(response, request, environ, elapsed)
    return stream.getvalue()


@pytest.mark.parametrize("uri", [f"/preview/{TOKEN}/", f"/media/a.png?key={TOKEN}", "/"])
def test_gunicorn_writes_no_key(uri: str) -> None:
    line = access_line(uri, f"https://news.example.org/preview/{TOKEN}/")
    assert "GET /" in line
    assert TOKEN not in line


def test_the_image_starts_gunicorn_with_this_logger() -> None:
    assert '"--logger-class", "newsroom.access_log.AccessLogger"' in DOCKERFILE


def test_what_gunicorn_says_of_a_fault_names_no_key(capsys: pytest.CaptureFixture[str]) -> None:
    logger = AccessLogger(Config())
    logger.error("Error handling request %s", f"/preview/{TOKEN}/")
    text = capsys.readouterr().err
    assert "/preview/***/" in text
    assert TOKEN not in text


@pytest.mark.django_db
def test_django_writes_no_key(client: Client) -> None:
    article = make_article()
    token = previews.token_of(article)
    article.delete()
    handler = make_handler("console")
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        assert client.get(reverse("public:preview", args=[token])).status_code == 410
    finally:
        logger.removeHandler(handler)
    text = handler.stream.getvalue()
    assert "Gone: /preview/***/" in text
    assert token not in text


LOGGING: Any = settings.LOGGING


def make_handler(name: str) -> Any:
    """A handler with the filters that the settings give the handler of this name."""
    names = LOGGING["handlers"][name]["filters"]
    assert names == ["without_keys"]
    assert LOGGING["filters"]["without_keys"]["()"] == (
        f"{WithoutKeys.__module__}.{WithoutKeys.__name__}"
    )
    handler = logging.StreamHandler(io.StringIO())
    handler.addFilter(WithoutKeys())
    return handler


def test_every_handler_of_our_log_takes_keys_out() -> None:
    for name in LOGGING["handlers"]:
        make_handler(name)
    assert LOGGING["loggers"]["django.server"]["handlers"] == ["requests"]
