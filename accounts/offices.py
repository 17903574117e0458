"""Whether somebody holds an office at all is read with the person, at each request.

Hardly anybody does; of all others nobody asks what they lead or moderate. Who was not read by
`MemberBackend.get_user` may hold any office, so it is asked (docs/decisions/0030).
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL

KINDS: list[type[models.Model]] = []
OFFICES: dict[str, RawSQL] = {}


def add_office(name: str, model: type[models.Model]) -> None:
    """The model has a row for each office, by `user_id`, also for those to come and those past."""
    held = f"EXISTS (SELECT 1 FROM {model._meta.db_table} WHERE user_id = accounts_user.id)"  # noqa: S608
    KINDS.append(model)
    OFFICES[f"holds_{name}"] = RawSQL(held, (), models.BooleanField())  # noqa: S611


def may_hold(user: models.Model, name: str) -> bool:
    return getattr(user, f"holds_{name}", True)


def offices_of(user_ids: Collection[int]) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of all offices by person: when they change, so may what the person sees."""
    held: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for model in KINDS:
        rows = model._default_manager.filter(user__in=user_ids).order_by("pk")
        for user_id, *row in rows.values_list("user_id", *(f.attname for f in model._meta.fields)):
            held[user_id].append((model._meta.label, *row))
    return held
