"""Rows as plain values, for the own data."""

from typing import Any


def rows(found: Any, *fields: str) -> list[dict[str, Any]]:
    return list(found.order_by("pk").values(*fields))
