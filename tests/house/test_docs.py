"""What the documents point to exists, every page has its place on the site, and the pictures are small."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.compose import ROOT

DOCS = ROOT / "docs"
DOCUMENTS = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
SITE: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text())
PLACES = ["Tutorial", "Guides", "Reference", "Explanation"]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
CODE_PATH = re.compile(r"`((?:articles|docs|newsroom|samples|tests|tools|torture)/[\w./-]*)`")


def pages_of(entry: Any) -> Iterator[str]:
    """The files that a part of the site's navigation names."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, list):
        for part in entry:
            yield from pages_of(part)
    else:
        for part in entry.values():
            yield from pages_of(part)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_path_leads_somewhere(document: Path) -> None:
    text = document.read_text()
    links = [document.parent / target for target in LINK.findall(text)]
    paths = [ROOT / target for target in CODE_PATH.findall(text)]
    assert [str(path) for path in links + paths if not path.exists()] == []


def test_every_page_stands_on_the_site_once() -> None:
    pages = [path for path in DOCS.rglob("*.md") if not path.stem.endswith(".zh")]
    assert sorted(pages_of(SITE["nav"])) == sorted(str(path.relative_to(DOCS)) for path in pages)


def test_a_page_lies_in_the_folder_of_its_part() -> None:
    home, *parts = SITE["nav"]
    assert home == {"Home": "index.md"}
    assert [name for part in parts for name in part] == PLACES
    for part in parts:
        for name, entries in part.items():
            assert {page.split("/")[0] for page in pages_of(entries)} == {name.lower()}


def test_every_translated_page_has_its_original() -> None:
    translations = list(DOCS.rglob("*.zh.md"))
    assert translations
    originals = [path.with_name(path.name.replace(".zh.md", ".md")) for path in translations]
    assert all(path.exists() for path in originals)


def test_the_site_loads_nothing_from_elsewhere() -> None:
    assert SITE["theme"]["font"] is False
    assert not {"extra_javascript", "extra_css"} & SITE.keys()


@pytest.mark.parametrize(
    "target",
    [
        "run",
        "test",
        "test-fast",
        "format",
        "samples",
        "pictures",
        "docs",
        "lock",
        "torture",
        "sbom",
        "audit",
    ],
)
def test_make_has_every_target_that_the_documents_name(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_the_changelog_dates_the_present_release_below_what_is_to_come() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert re.fullmatch(rf"\[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d", headings[1])


def test_the_pictures_are_small() -> None:
    pictures = list((DOCS / "pictures").glob("*"))
    assert pictures
    assert [picture.name for picture in pictures if picture.stat().st_size > 300_000] == []
