"""A task that runs at once is given what a broker would have carried, and refuses what it would refuse."""

from types import SimpleNamespace

import pytest
from celery import shared_task
from kombu.exceptions import EncodeError

from articles.models import Article
from articles.tasks import tag_article, tag_articles
from tests.factories import make_article

pytestmark = pytest.mark.django_db

given = SimpleNamespace(argument=None)


@shared_task
def remember(argument: object) -> None:
    given.argument = argument


def test_an_argument_arrives_as_json_leaves_it() -> None:
    remember.delay((1, 2))
    assert given.argument == [1, 2]


def test_a_model_instance_is_refused() -> None:
    with pytest.raises(EncodeError):
        tag_article.delay(make_article())


def test_a_queryset_is_refused() -> None:
    with pytest.raises(EncodeError):
        tag_articles.delay(Article.objects.values_list("pk", flat=True))


def test_a_wrong_number_of_arguments_is_refused() -> None:
    with pytest.raises(TypeError):
        tag_article.delay(1, 2)
