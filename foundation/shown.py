"""What a form showed when it was opened, so that an older one takes nothing back unseen."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model, QuerySet

LENGTH = 6  # signs of a mark


def marks_of(facts: Mapping[str, Any]) -> str:
    """A short mark for each fact, in their order; it goes through the form."""
    return ".".join(mark_of(value) for value in facts.values())


def changed_since(marks: str, facts: Mapping[str, Any], sent: Mapping[str, Any]) -> list[str]:
    """Which facts are others than those shown, and would be replaced by what is sent.

    A form that carries no marks showed nothing.
    """
    if not marks:
        return []
    shown = dict(zip(facts, marks.split("."), strict=False))
    return [
        name
        for name, value in facts.items()
        if shown.get(name) != mark_of(value) and mark_of(sent[name]) != mark_of(value)
    ]


def mark_of(value: Any) -> str:
    return fingerprint(value)[:LENGTH]


def fingerprint(value: Any) -> str:
    """The same for the same words, however they were read."""
    return hashlib.sha256(repr(plain(value)).encode()).hexdigest()


def plain(value: Any) -> Any:
    """The same for a row and its key, and for one moment in two zones."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, list | tuple | QuerySet):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return [(name, plain(one)) for name, one in value.items()]
    if is_dataclass(value):
        return [plain(getattr(value, field.name)) for field in fields(value)]
    return str(value) if isinstance(value, str) else value
