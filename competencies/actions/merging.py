"""Two areas become one: what carried the one carries the other, followers too (row 41)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.actions.indexing import index_area
from competencies.models import Area, AreaSlug
from foundation.refusals import Refusal


class Move(Protocol):
    def __call__(self, *, actor: User, source: Area, into: Area, now: datetime) -> None: ...


moves: dict[type[Model], Move] = {}


class SameArea(Refusal):
    message = _("Choose another area to merge it into.")


class AreaLiesBelow(Refusal):
    message = _("One of the two lies below the other. Move it first.")


def merge_areas(*, actor: User, source: Area, into: Area, now: datetime) -> Area:
    """`source` is used no more, its old address leads on. Who followed both follows once.

    What is append-only (learning records) keeps the code it was written with.
    """
    if source == into:
        raise SameArea
    with transaction.atomic():
        locked = Area.objects.select_for_update().order_by("pk").in_bulk([source.pk, into.pk])
        source, into = locked[source.pk], locked[into.pk]
        if into in Area.objects.within(source) or source in Area.objects.within(into):
            raise AreaLiesBelow
        for relation in relations():
            if own := moves.get(relation.related_model):
                own(actor=actor, source=source, into=into, now=now)
            else:
                move(relation, source, into)
        old = source.slug
        source.slug, source.is_active, source.updated_at = f"{old[:80]}-{source.pk}", False, now
        source.save(update_fields=["slug", "is_active", "updated_at"])
        AreaSlug.objects.create(area=into, slug=old)
        into.keywords = f"{into.keywords}, {source.name}".strip(", ")[:300]
        into.updated_at = now
        into.save(update_fields=["keywords", "updated_at"])
        index_area(source, now=now)
        index_area(into, now=now)
        return into


def moved_by(model: type[Model]) -> Callable[[Move], Move]:
    """Registers how rows of this model go over, where the second of two may not just leave."""

    def register(own: Move) -> Move:
        moves[model] = own
        return own

    return register


def relations() -> list[Any]:
    """Also those to which an area knows no way back: `related_name="+"`.

    The tags' own rows hold the many-to-many ones.
    """
    return [one for one in Area._meta.get_fields(include_hidden=True) if one.one_to_many]


def move(relation: Any, source: Area, into: Area) -> None:
    """Rows that name `source` name `into`; where that row is there already, the second leaves.

    "Muted" and "not following" are choices too: of two rows of one person the kept area's stands.
    """
    field, rows = relation.field.name, relation.related_model._base_manager
    for pk in rows.filter(**{field: source}).values_list("pk", flat=True):
        row = rows.filter(pk=pk)
        try:
            with transaction.atomic():
                row.update(**{field: into})
        except IntegrityError:
            row.delete()
