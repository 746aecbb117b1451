"""What a statement writes is read from it, or not at all."""

from typing import Any

import pytest

from articles.public.cache.write_statements import (
    COMPUTED,
    Deletion,
    Insertion,
    Update,
    read_statement,
    written_tables,
)


def test_an_update_has_its_columns_and_the_parameters_of_its_condition() -> None:
    sql = (
        'UPDATE "t" SET "a" = %s, "b" = CASE WHEN ("t"."x" IN (%s, %s)) THEN NULL ELSE "c" END,'
        ' "d" = (SELECT U0."x" FROM "u" U0 WHERE U0."y" = %s), "e" = NULL WHERE "t"."id" IN (%s)'
    )
    assert read_statement(sql, [1, 2, 3, 4, 5]) == Update(
        "t", {"a": 1, "b": COMPUTED, "d": COMPUTED, "e": COMPUTED}, ' "t"."id" IN (%s)', (5,)
    )


def test_an_update_of_all_rows() -> None:
    assert read_statement('UPDATE "t" SET "a" = %s', ("x",)) == Update("t", {"a": "x"}, "1 = 1", ())


def test_words_in_names_and_texts_are_no_syntax() -> None:
    sql = """UPDATE "t" SET "a" = REPLACE("t"."a", ' WHERE %%(', %s) WHERE "t"."WHERE" = %s"""
    assert read_statement(sql, (1, 2)) == Update("t", {"a": COMPUTED}, ' "t"."WHERE" = %s', (2,))


def test_a_deletion() -> None:
    sql = 'DELETE FROM "t" WHERE "t"."id" IN (%s, %s)'
    assert read_statement(sql, (1, 2)) == Deletion("t", '"t"."id" IN (%s, %s)', (1, 2))


@pytest.mark.parametrize("ending", ["", ' RETURNING "t"."id"', " ON CONFLICT DO NOTHING"])
@pytest.mark.parametrize("beginning", ["INSERT INTO", "INSERT OR IGNORE INTO"])
def test_an_insertion_has_the_values_by_columns(beginning: str, ending: str) -> None:
    sql = f'{beginning} "t" ("a", "b") VALUES (%s, %s), (%s, %s){ending}'
    assert read_statement(sql, (1, 2, 3, 4)) == Insertion("t", {"a": [1, 3], "b": [2, 4]})


def test_an_insertion_of_arrays() -> None:
    sql = (
        'INSERT INTO "t" ("a", "b") SELECT * FROM UNNEST((%s)::integer[], (%s)::varchar(9)[])'
        ' RETURNING "t"."id"'
    )
    params = ([1, 2], ["x", "y"])
    assert read_statement(sql, params) == Insertion("t", {"a": [1, 2], "b": ["x", "y"]})


@pytest.mark.parametrize(
    ("sql", "params"),
    [
        ("update t set a = 1", ()),
        ('/* by hand */ UPDATE "t" SET "a" = %s', (1,)),
        ('UPDATE "t" SET "a" = %s; DELETE FROM "u"', (1,)),
        ('UPDATE "t" AS "x" SET "a" = %s', (1,)),
        ('UPDATE "t" SET ("a", "b") = (%s, %s)', (1, 2)),
        ('DELETE FROM "t"', ()),
        ('INSERT INTO "t" ("a") SELECT "b" FROM "u"', ()),
        ('INSERT INTO "t" ("a", "b") VALUES (%s, DEFAULT)', (1,)),
        ('INSERT INTO "t" ("a", "b") VALUES (%s, %s), (%s, NOW())', (1, 2, 3)),
        ('INSERT INTO "t" ("a") VALUES (%s) ON CONFLICT("a") DO UPDATE SET "a" = %s', (1, 2)),
        ('TRUNCATE "t"', ()),
    ],
)
def test_any_other_form_is_not_read(sql: str, params: tuple[Any, ...]) -> None:
    assert read_statement(sql, params) is None


def test_all_tables_that_are_written_are_found() -> None:
    assert written_tables('WITH x AS (DELETE FROM "T" RETURNING 1) INSERT INTO public.u') == [
        "t",
        "u",
    ]
