"""The client's address is what trusted proxies say, and nobody else."""

import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from articles.access.client_address import ClientAddressMiddleware

PROXY = "172.18.0.1"


def address(peer: str, forwarded: str) -> str:
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    seen: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    ClientAddressMiddleware(view)(request)
    assert "HTTP_X_FORWARDED_FOR" not in seen[0].META
    return str(seen[0].META["REMOTE_ADDR"])


def test_by_default_nobody_is_believed(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert address("198.51.100.77", "203.0.113.5") == "198.51.100.77"
    assert "add it to TRUSTED_PROXIES" in caplog.text


@pytest.mark.parametrize("trusted", [[PROXY], ["172.16.0.0/12"], ["::1", "172.18.0.1/32"]])
def test_a_trusted_proxy_is_believed(trusted: list[str], settings: Settings) -> None:
    settings.TRUSTED_PROXIES = trusted
    assert address(PROXY, "203.0.113.5") == "203.0.113.5"


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("1.1.1.1, 203.0.113.5", "203.0.113.5"),  # what the client itself sent stands before
        ("203.0.113.5, 172.18.0.9", "203.0.113.5"),  # two proxies of ours
        ("nonsense, 203.0.113.5", "203.0.113.5"),
        ("nonsense", PROXY),
        ("", PROXY),
        ("203.0.113.5:4711", "203.0.113.5"),
        ("[2001:db8::5]:4711", "2001:db8::5"),
        ("2001:db8::5", "2001:db8::5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("172.18.0.7", "172.18.0.7"),  # the proxies' own network
    ],
)
def test_only_what_a_proxy_appended_counts(forwarded: str, client: str, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["172.18.0.0/16"]
    assert address(PROXY, forwarded) == client


def test_a_socket_is_trusted_where_it_is_named(settings: Settings) -> None:
    assert address("", "203.0.113.5") == ""
    settings.TRUSTED_PROXIES = ["unix"]
    assert address("", "203.0.113.5") == "203.0.113.5"


def test_a_setting_that_is_no_network_is_refused(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["proxy.local"]
    with pytest.raises(ImproperlyConfigured, match=r"proxy\.local"):
        ClientAddressMiddleware(lambda _request: HttpResponse())
