"""The second round of the suite, on PostgreSQL, takes the tests that use the database and no others."""

import pytest

from tests.house.database_only import uses_database


@pytest.fixture
def reader(db: None) -> str:
    return "reads"


def test_a_test_without_a_database_is_left_out(request: pytest.FixtureRequest) -> None:
    assert not uses_database(request.node)


@pytest.mark.django_db
def test_a_test_marked_for_the_database_is_taken(request: pytest.FixtureRequest) -> None:
    assert uses_database(request.node)


@pytest.mark.usefixtures("reader")
def test_a_test_whose_fixture_uses_the_database_is_taken(request: pytest.FixtureRequest) -> None:
    assert uses_database(request.node)
