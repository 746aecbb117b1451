"""Whatever an address of the paper or of its API says, the answer is no fault of the server."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from articles.public.urls import urlpatterns
from tests.nasty_values import LONG, NASTY
from tests.public.every_page import furnished
from tests.public.test_every_address import _samples

pytestmark = pytest.mark.django_db

API = "/api/v1/"
API_PARAMETERS = {
    "issues": ("limit", "publication", "since", "until", "before"),
    "pages": ("limit", "issue", "number", "before"),
    "articles": (
        *("limit", "publication", "since", "until", "issue", "section"),
        *("column", "author", "tag", "q", "before"),
    ),
    "authors": ("limit", "name", "before"),
    "tags": ("limit", "name", "type", "before"),
}
PARAMETERS = ("q", "page", "before", "after", "p", "unknown")
IN_QUERIES = [NASTY[kind] for kind in ("nul", "half a character, and no UTF-8", "negative")]


@pytest.fixture(autouse=True)
def _paper(client: Client) -> None:
    furnished()
    client.raise_request_exception = False


def check(client: Client, address: str) -> int:
    response = client.get(address)
    status: int = response.status_code
    assert status < 500, f"{address[:200]} answers {status}"
    # A picture that is not there is no page to be read.
    if status >= 400 and not address.startswith("/media/"):
        assert response.content, f"{address[:200]} says nothing"
        if address.startswith(API):
            assert response.json()["detail"], address[:200]
    return status


@pytest.mark.parametrize("name", API_PARAMETERS)
def test_lists_of_the_api_take_any_parameter(name: str, client: Client) -> None:
    for parameter in API_PARAMETERS[name]:
        for value in (*NASTY.values(), LONG):
            check(client, f"{API}{name}?{parameter}={value}")
    for value in NASTY.values():
        check(client, f"{API}{name}?{value}=1")


def test_no_address_of_the_api_takes_a_character_that_no_text_has(client: Client) -> None:
    for name, parameters in API_PARAMETERS.items():
        for parameter in parameters:
            assert check(client, f"{API}{name}?{parameter}=%00") in (400, 404)
        assert check(client, f"{API}{name}/%00") in (400, 404)
        assert check(client, f"{API}{name}/1%00") in (400, 404)
    assert check(client, f"{API}%00") in (400, 404)


@pytest.mark.parametrize("name", API_PARAMETERS)
def test_rows_of_the_api_take_any_key(name: str, client: Client) -> None:
    for value in NASTY.values():
        check(client, f"{API}{name}/{value}")


def addresses() -> Iterator[str]:
    """One of each route, then with a nasty value in the place of each part."""
    samples = _samples()
    for pattern in urlpatterns:
        names = list(pattern.pattern.converters)
        arguments = {name: samples[name][0] for name in names}
        address = reverse(f"public:{pattern.name}", kwargs=arguments)
        for parameter in PARAMETERS:
            for value in IN_QUERIES:
                yield f"{address}?{parameter}={value}"
        parts = address.strip("/").split("/")
        for place in range(len(parts)):
            for value in NASTY.values():
                yield "/" + "/".join([*parts[:place], value, *parts[place + 1 :]]) + "/"


@pytest.mark.slow
def test_no_public_address_fails(client: Client) -> None:
    for address in addresses():
        if not address.startswith(API):
            check(client, address)
