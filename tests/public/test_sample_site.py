"""Whoever follows every link of the sample paper gets everywhere, and never to an error."""

import html
import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from articles.importing.issues import Identity
from articles.importing.publishing import Publishing
from articles.importing.run import import_issues

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
# What nothing links to.
DOORS = (
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/opensearch.xml",
    "/search/?q=路灯",
)
# The desk is no reader's; styles and scripts are not Django's to serve.
ELSEWHERE = ("/admin/", "/static/")


def _links(text: str, address: str) -> set[str]:
    found = re.findall(r'<(?:a|link|img)\b[^>]*?(?:href|src)="([^"#]+)|<loc>([^<]+)', text)
    joined = {urljoin(SITE + address, html.unescape(one or other)) for one, other in found}
    return {link.removeprefix(SITE) for link in joined if link.startswith(SITE)}


@pytest.mark.slow
def test_no_link_is_broken(client: Client) -> None:
    for result in import_issues(
        [settings.BASE_DIR / "samples"], Identity(), publish=Publishing.ALL
    ):
        assert not result.faults
    waiting, seen, broken = list(DOORS), set(DOORS), {}
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        if response.status_code != 200:
            broken[address] = response.status_code
        new = _links(response.content.decode(), address) - seen
        seen |= new
        waiting += [link for link in new if not urlsplit(link).path.startswith(ELSEWHERE)]
    assert broken == {}
    assert len(seen) > 300
