"""Rows beside rows that hardly ever exist are asked for only where they do."""

from django.db import models


def fetch_other_side(rows: list, name: str) -> None:
    """The other sides of a one-to-one: one query for those whose `has_<name>` is true, or none.

    Of the others it is known from now on that there is none, as after `select_related`.
    """
    models.prefetch_related_objects([row for row in rows if getattr(row, f"has_{name}")], name)
    for row in rows:
        if not getattr(row, f"has_{name}"):
            row._meta.get_field(name).set_cached_value(row, None)
