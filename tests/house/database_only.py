"""A pytest plugin for the second round of the suite: only the tests that use the database."""

import pytest

FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "live_server",
    "admin_user",
    "admin_client",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if not uses_database(item)]
    items[:] = [item for item in items if uses_database(item)]
    config.hook.pytest_deselected(items=left_out)


def uses_database(item: pytest.Item) -> bool:
    asked = set(
        getattr(item, "fixturenames", ())
    )  # those that other fixtures ask for are among them
    return item.get_closest_marker("django_db") is not None or bool(asked & FIXTURES)
