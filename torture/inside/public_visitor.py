"""Imports and publishes pages, and asks for every public address as a reader does."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django

django.setup()

from django.test import Client  # noqa: E402  (needs Django set up, like all below)

from articles.importing.issues import Identity  # noqa: E402
from articles.importing.publishing import Publishing  # noqa: E402
from articles.importing.results import IssueResult  # noqa: E402
from articles.importing.run import import_issues  # noqa: E402
from articles.models import Issue, Page  # noqa: E402
from tests.importing.papers import lay_out  # noqa: E402
from torture.harness.page_mutations import mutated_page  # noqa: E402
from torture.inside.dialogue import answer_questions  # noqa: E402
from torture.inside.public_addresses import public_addresses  # noqa: E402

MIXED = "lines of several columns are mixed"
# Neither HTML nor XML nor a feed reader takes these.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def publish_and_visit(seeds: list[str], issue: int) -> dict[str, Any]:
    """Import the pages of these seeds as one issue, and visit all that is public of it."""
    texts = {f"A{number:02d}": mutated_page(seed) for number, seed in enumerate(seeds, start=1)}
    day = f"{2001 + issue // 28}-03-{issue % 28 + 1:02d}"
    result = _publish(texts, day)
    if result.faults:
        # The parser refuses a page whose columns cannot be told apart, and says so.
        for number in _refused_pages(result):
            del texts[number]
        result = _publish(texts, day)
    if result.faults:
        return {"faults": list(result.faults), "lost": 0, "server_errors": 0, "answers": 0}
    stored = Issue.objects.get(date=day)
    report = _visit(public_addresses(stored))
    report["lost"] = _lost_texts(stored, texts)
    return report


def _publish(texts: dict[str, str], day: str) -> IssueResult:
    with TemporaryDirectory() as name:
        folder = lay_out(Path(name), day=day, **texts)
        (result,) = import_issues([folder], Identity(), publish=Publishing.ALL)
        return result


def _refused_pages(result: IssueResult) -> set[str]:
    """The numbers of the pages that a fault of the issue names."""
    numbers = {Path(page.source).stem for page in result.pages}
    faults = "\n".join(result.faults)
    return {number for number in numbers if f"{number}.txt" in faults and MIXED in faults}


def _lost_texts(issue: Issue, texts: dict[str, str]) -> int:
    """How many pages are not stored as they were printed."""
    stored = dict(Page.objects.filter(issue=issue).values_list("number", "source_text"))
    lost = 0
    for number, text in texts.items():
        plain = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        lost += stored.get(number) != plain
    return lost


def _visit(addresses: Iterator[str]) -> dict[str, Any]:
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    report: dict[str, Any] = {"faults": [], "server_errors": 0, "answers": 0}
    for address in addresses:
        response = client.get(address)
        report["answers"] += 1
        report["server_errors"] += response.status_code >= 500
        fault = _fault_of(response)
        if fault:
            report["faults"].append(f"{address}: {fault}")
    return report


def _fault_of(response: Any) -> str:
    """What is wrong with an answer, or nothing."""
    if response.status_code != 200:
        return f"status {response.status_code}"
    text = response.content.decode()
    unwanted = _FORBIDDEN.search(text)
    if unwanted:
        return f"holds the character U+{ord(unwanted[0]):04X}"
    kind = response.headers["Content-Type"]
    try:
        if "json" in kind:
            json.loads(text)
        elif "xml" in kind:
            ElementTree.fromstring(text)
    except (json.JSONDecodeError, ElementTree.ParseError) as fault:
        return f"is not well-formed: {fault}"
    return ""


if __name__ == "__main__":
    answer_questions({"publish_and_visit": publish_and_visit})
