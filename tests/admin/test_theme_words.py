"""The theme brings no translations: every word it shows is in Django's catalogue or in our list."""

import re
from pathlib import Path

import pytest
import unfold
from django.utils import translation
from django.utils.translation import gettext

from articles.admin.site.theme_words import WORDS

ROOT = Path(unfold.__file__).parent
SHOWN = [
    *(ROOT / "templates").rglob("*.html"),
    *(ROOT / "contrib/filters/templates").rglob("*.html"),
]
WORD = re.compile(r"""\{%\s*trans(?:late)?\s+(["'])(.*?)\1""")
UNUSED = {"Add row", "Not enough data."}  # crispy forms, sliders


def words() -> set[str]:
    return {match[2] for path in SHOWN for match in WORD.finditer(path.read_text())} - UNUSED


def test_there_are_words() -> None:
    assert len(words()) > 50


@pytest.mark.parametrize("word", sorted(words()))
def test_word_can_be_translated(word: str) -> None:
    with translation.override("zh-hans"):
        assert word in WORDS or gettext(word) != word
