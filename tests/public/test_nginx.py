"""docs/guides/nginx.conf, run by nginx itself before the program."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from articles.editorial import previews
from newsroom.response_headers import FILE_POLICY
from tests.factories import make_article, make_published
from tests.house.compose import ROOT
from tests.pictured import add_picture, leave_pictures_to_the_program, png

pytestmark = [
    pytest.mark.processes,
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
]
_MAIN = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/newsroom.conf;
}}
"""


@pytest.fixture
def nginx() -> str:
    # Debian has it where only root looks.
    path = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if path:
        return path
    reason = "no nginx on the PATH; apt-get install nginx-light"
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def configuration(port: int, server: str, folder: Path) -> str:
    """The documented file with the places of this machine."""
    text = (ROOT / "docs/guides/nginx.conf").read_text()
    places = {
        r"listen 443 ssl;": f"listen 127.0.0.1:{port};",
        r"ssl_certificate\w* .*;": "",
        r"proxy_pass .*;": f"proxy_pass {server};",
        r"alias .*;": f"alias {folder}/media/;",
        r"access_log \S+": f"access_log {folder}/access.log",
    }
    for pattern, place in places.items():
        text, count = re.subn(pattern, place, text)
        assert count, pattern
    return text


@pytest.fixture
def proxy(
    nginx: str,
    live_server: LiveServer,
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[int]:
    """The port of nginx."""
    leave_pictures_to_the_program(monkeypatch)
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ACCEL = "/stored-pictures/"
    settings.ALLOWED_HOSTS = ["*"]
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""  # else it may not read our folder
    main = tmp_path / "nginx.conf"
    main.write_text(_MAIN.format(folder=tmp_path, user=user))
    newsroom = configuration(port, live_server.url, tmp_path)
    (tmp_path / "newsroom.conf").write_text(newsroom)
    process = subprocess.Popen([nginx, "-c", str(main), "-p", str(tmp_path)])
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for(port: int) -> None:
    for _attempt in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx does not start")


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=fields)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def test_nginx_sends_a_public_picture_with_all_its_headers(proxy: int) -> None:
    url = add_picture(make_published()).url
    response, content = ask(proxy, url)
    assert (response.status, content) == (200, png())
    assert response.headers["Content-Type"] == "image/png"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Disposition"] == "inline"
    assert response.headers["Content-Security-Policy"] == FILE_POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert "X-Accel-Redirect" not in response.headers

    part, some = ask(proxy, url, Range="bytes=2-5")
    assert (part.status, some) == (206, png()[2:6])
    head, nothing = ask(proxy, url, "HEAD")
    assert (head.status, nothing) == (200, b"")
    assert int(head.headers["Content-Length"]) == len(png())
    again, _content = ask(proxy, url, If_None_Match=response.headers["ETag"])
    assert again.status == 304


def test_nginx_sends_nothing_that_the_program_does_not_allow(proxy: int) -> None:
    row = add_picture(make_article())
    for path in (row.url, f"/stored-pictures/{row.picture.name}"):
        response, content = ask(proxy, path)
        assert response.status == 404
        assert png() not in content


def test_the_log_of_nginx_names_no_key(proxy: int, tmp_path: Path) -> None:
    article = make_article()
    row = add_picture(article)
    token = previews.token_of(article)
    link = reverse("public:preview", args=[token])
    page, html = ask(proxy, link, Referer=f"https://news.example.org{link}")
    assert page.status == 200
    match = re.search(r"/media/[^ \"]+", html.decode())
    assert match
    picture, content = ask(proxy, match[0])
    assert (picture.status, content) == (200, png())
    assert picture.headers["Cache-Control"] == "private, no-store"
    assert picture.headers["X-Robots-Tag"] == "noindex"
    lines = (tmp_path / "access.log").read_text()
    assert '"GET /preview/***/ HTTP/1.1" 200' in lines
    assert f'"GET {row.url}?key=*** HTTP/1.1" 200' in lines
    assert '"https://news.example.org/preview/***/"' in lines
    assert token not in lines
    assert match[0].split("=")[1] not in lines
