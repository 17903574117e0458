"""Rows beside rows that hardly ever exist are asked for only where they do, and plain values."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def values_of(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows of a statement that is written out, as the engine gives them (docs/decisions/0030).

    Keys, numbers and texts only: SQLite gives moments as text and truth as 0 and 1.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def fetch_other_side(rows: list, name: str) -> None:
    """The other sides of a one-to-one: one query for those whose `has_<name>` is true, or none.

    Of the others it is known from now on that there is none, as after `select_related`.
    """
    models.prefetch_related_objects([row for row in rows if getattr(row, f"has_{name}")], name)
    for row in rows:
        if not getattr(row, f"has_{name}"):
            row._meta.get_field(name).set_cached_value(row, None)
