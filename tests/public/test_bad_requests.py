"""Whatever stands in an address or a query string, the answer is never a server error."""

import pytest
from django.test import Client

from tests.factories import make_published, make_section

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/2024-13-45/",
        "/2023-02-29/",
        "/0000-00-00/",
        "/２０２４-10-15/",
        "/2026-03-12-没有这一版/",
        "/2026-03-12/%00/",
        "/2026-03-12/Z99/",
        "/2026-03-12/A01/99999999999999999999999-x/",
        "/2026-03-12/A01/999999999999999999-x/",
        "/archive/0000/",
        "/archive/9999/",
        "/archive/1066/",
        "/section/没有/",
        "/section/%00/",
        "/section/%FF%FE/",
        "/tag/没有/",
        "/column/没有/",
        "/column/%00/",
        "/column/没有/feed/",
        "/on/02-30/",
        "/corrections/?before=%00",
        "/corrections/?before=x",
        "/corrections/?before=99999999999999999999",
        "/corrections/?before=1",
        "/on/99-99/",
        "/on/02-28/",
        "/author/0-x/",
        "/author/999999999999999999-x/",
        "/没有这份报/",
        "/没有这份报/archive/",
        "/没有这份报/feed/",
        "/sitemap-secrets.xml",
        "/sitemap-articles.xml?p=9999999",
        "/sitemap-articles.xml?p=%00",
        "/search/?q=%E8%B7%AF%E7%81%AF&page=9999999",
        "/search/?q=%E8%B7%AF%E7%81%AF&page=-1",
        "/search/?page=%00",
        "/section/城区/?before=%00",
        "/section/城区/?before=1",
        "/section/城区/?before=x_y",
        "/section/城区/?before=9999999999999999_999999999999999999999",
        "/section/城区/?before=-9999999999999999_1",
        "/section/城区/?after=9999999999999999_1",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    make_published(section=make_section(name="城区"))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["%00", "%00%E8%B7%AF", "%FF", '"', "(", "*", "' OR 1", "a" * 5000, "%E8%B7%AF AND", "^-:"],
)
def test_search_takes_any_question(client: Client, query: str) -> None:
    make_published()
    response = client.get(f"/search/?q={query}")
    assert response.status_code == 200
    assert b"\x00" not in response.content


@pytest.mark.parametrize(
    "address",
    ["/", "/2026-03-12/", "/2026-03-12/A01/", "/archive/", "/feed/", "/sitemap.xml", "/robots.txt"],
)
def test_an_unknown_parameter_changes_nothing(client: Client, address: str) -> None:
    make_published()
    assert client.get(address + "?page=9999999&before=%00&q=%FF").status_code == 200
