"""An index of a large table is made, and removed, by one migration on both databases."""

from typing import Any

import pytest
from django.db import NotSupportedError, connection, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.test.utils import CaptureQueriesContext

from newsroom.migration_operations import AddIndexConcurrently, RemoveIndexConcurrently

INDEX = models.Index(fields=["title"], name="leaflet_title_idx")
ADDITION = AddIndexConcurrently("leaflet", INDEX)
REMOVAL = RemoveIndexConcurrently("leaflet", INDEX.name)


def leaflets() -> ProjectState:
    state = ProjectState()
    columns: list[tuple[str, models.Field[Any, Any]]] = [
        ("id", models.BigAutoField(primary_key=True)),
        ("title", models.CharField(max_length=20)),
    ]
    state.add_model(ModelState("leaflets", "Leaflet", columns, options={"indexes": []}))
    return state


@pytest.fixture
def table(transactional_db: None) -> Any:
    """The model of a table that stands in the database for one test."""
    model = leaflets().apps.get_model("leaflets", "Leaflet")
    with connection.schema_editor() as editor:
        editor.create_model(model)
    yield model
    with connection.schema_editor() as editor:
        editor.delete_model(model)


def apply(operation: Operation, before: ProjectState, *, back: bool = False) -> ProjectState:
    """Runs one operation outside a transaction; the state after it."""
    after = before.clone()
    operation.state_forwards("leaflets", after)
    with connection.schema_editor(atomic=False) as editor:
        if back:
            operation.database_backwards("leaflets", editor, after, before)
        else:
            operation.database_forwards("leaflets", editor, before, after)
    return after


def indexes(table: type[models.Model]) -> set[str]:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, table._meta.db_table)
    return {name for name, constraint in constraints.items() if constraint["index"]}


def test_an_index_is_added_and_taken_back(table: type[models.Model]) -> None:
    apply(ADDITION, leaflets())
    assert INDEX.name in indexes(table)
    apply(ADDITION, leaflets(), back=True)
    assert INDEX.name not in indexes(table)


def test_an_index_is_removed_and_put_back(table: type[models.Model]) -> None:
    state = apply(ADDITION, leaflets())
    apply(REMOVAL, state)
    assert INDEX.name not in indexes(table)
    apply(REMOVAL, state, back=True)
    assert INDEX.name in indexes(table)


def test_postgresql_goes_on_writing_meanwhile(table: type[models.Model]) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        apply(REMOVAL, apply(ADDITION, leaflets()))
    statements = [query["sql"] for query in queries if "INDEX" in query["sql"]]
    expected = connection.vendor == "postgresql"
    assert len(statements) == 2
    assert all(("CONCURRENTLY" in statement) == expected for statement in statements)


def test_in_a_transaction_postgresql_refuses_and_says_what_to_do(table: type[models.Model]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite makes every index in a transaction")
    state = leaflets()
    after = state.clone()
    ADDITION.state_forwards("leaflets", after)
    with (
        pytest.raises(NotSupportedError, match="atomic = False"),
        connection.schema_editor() as editor,
    ):
        ADDITION.database_forwards("leaflets", editor, state, after)
