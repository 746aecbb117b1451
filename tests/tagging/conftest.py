import pytest
from django.conf import settings

from articles.tagging import lexicon, segmenter


@pytest.fixture(scope="session")
def jieba() -> segmenter.Segmenter:
    """The real segmenter, loaded once for all tests."""
    return segmenter.load(settings.DATA_DIR / "jieba")


@pytest.fixture(scope="session")
def known() -> lexicon.Lexicon:
    return lexicon.load()
