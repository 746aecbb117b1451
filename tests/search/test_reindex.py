"""`manage.py reindex`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, SearchEntry
from articles.search import full_text
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_every_article_is_found_again_whatever_the_index_held() -> None:
    articles = [make_article(title=f"路灯{number}") for number in range(5)]
    full_text.index(articles[:1])
    SearchEntry.objects.update(title="乱 码", body="")
    out = StringIO()
    call_command("reindex", "--batch", "2", stdout=out)
    assert "5" in out.getvalue()
    assert set(full_text.find("路灯", Article.objects.all())) == set(articles)


def test_an_empty_paper_is_no_error() -> None:
    call_command("reindex", stdout=StringIO())


def test_a_batch_of_nothing_is_wrong_usage() -> None:
    with pytest.raises(CommandError) as fault:
        call_command("reindex", "--batch", "0")
    assert fault.value.returncode == 2
