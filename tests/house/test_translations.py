"""The Chinese catalogue holds every sentence of the program, and the compiled file is made from it."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polib
import pytest

from articles.importing.content_rows import TOO_LONG
from articles.text.problems import SENTENCES
from tests.house.compose import ROOT

pytestmark = pytest.mark.processes

CATALOGUE = Path("articles/locale/zh_Hans/LC_MESSAGES")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[0-9.]*[a-zA-Z%]|\{\w*\}|</?\w+|--[a-z]+")
ENTRIES = polib.pofile(str(ROOT / CATALOGUE / "django.po"))

Key = tuple[str, str]


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[Key]:
    """What GNU gettext finds in the sources as they are now; in a copy, since it writes into the catalogue."""
    if not shutil.which("xgettext"):
        pytest.skip(
            "GNU gettext is not installed: whether the catalogue holds every sentence was not compared"
        )
    copy = tmp_path_factory.mktemp("sources")
    shutil.copy(ROOT / "manage.py", copy)
    for folder in ("articles", "newsroom"):
        shutil.copytree(
            ROOT / folder,
            copy / folder,
            ignore=shutil.ignore_patterns("__pycache__", "*.po", "*.mo"),
        )
    (copy / CATALOGUE).mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", "zh_Hans"],
        cwd=copy, env={**os.environ, "DEMO": "1", "DATA_DIR": str(copy / "data")}, check=True, capture_output=True,
    )  # fmt: skip
    return {key(entry) for entry in polib.pofile(str(copy / CATALOGUE / "django.po"))}


def test_every_sentence_of_the_sources_is_in_the_catalogue(extracted: set[Key]) -> None:
    assert extracted - {key(entry) for entry in ENTRIES} == set()


def test_every_sentence_is_translated_and_checked() -> None:
    assert [
        entry.msgid for entry in ENTRIES if not entry.translated()
    ] == []  # nor is it with a fuzzy mark
    assert ENTRIES.obsolete_entries() == []


def test_what_stands_for_values_options_and_markup_is_kept() -> None:
    for entry in ENTRIES:
        wanted = Counter(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        for text in translations(entry):
            assert Counter(PLACEHOLDER.findall(text)) == wanted, entry.msgid


def test_a_full_stop_stands_in_both_languages_or_in_none() -> None:
    for entry in ENTRIES:
        for text in translations(entry):
            is_sentence = entry.msgid.endswith(".") and not entry.msgid.endswith("...")
            assert text.endswith("。") == is_sentence, entry.msgid


def test_the_compiled_file_is_made_from_the_catalogue() -> None:
    compiled = polib.mofile(str(ROOT / CATALOGUE / "django.mo"))
    assert {key(entry): translations(entry) for entry in compiled} == {
        key(entry): translations(entry) for entry in ENTRIES
    }


def test_every_problem_that_a_page_may_have_has_a_sentence() -> None:
    sources = "\n".join(path.read_text() for path in (ROOT / "articles/parsing").glob("*.py"))
    codes = set(re.findall(r'Problem\("(\w+)"', sources)) | {TOO_LONG}
    assert len(codes) > 5
    assert codes - SENTENCES.keys() == set()


def test_every_sentence_of_the_scripts_is_in_their_catalogue() -> None:
    scripts = "\n".join(
        path.read_text() for path in (ROOT / "articles/static/articles/admin").rglob("*.js")
    )
    said = {
        text
        for pair in re.findall(r'gettext\(\s*"([^"]+)"(?:, "([^"]+)")?', scripts)
        for text in pair
        if text
    }
    entries = polib.pofile(str(ROOT / CATALOGUE / "djangojs.po"))
    known = {
        text
        for entry in entries
        if entry.translated()
        for text in (entry.msgid, entry.msgid_plural)
    }
    assert len(said) > 20
    assert said - known == set()
    compiled = polib.mofile(str(ROOT / CATALOGUE / "djangojs.mo"))
    assert {entry.msgid: translations(entry) for entry in compiled} == {
        entry.msgid: translations(entry) for entry in entries
    }
