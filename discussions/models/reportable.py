"""What people may report besides questions, answers and comments.

Each domain declares its own things here, so that the queue names none of them (decision 0002).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from accounts.models import User
from competencies.models import Area
from competencies.permissions import curated_area_ids
from discussions.models.sealing import writer_of
from discussions.models.sight import moderators_in, moderators_of


class Reportable:
    """One model that may be reported: who moderates it, and what a decision does to it.

    The verbs run inside a transaction that holds the row. What has no areas is moderated by those
    who moderate all of them.
    """

    model: type[Model]
    is_hideable = True  # reports, returning and removing take it out of sight
    has_words = False  # numbers of people in it can be masked

    def standing(self) -> QuerySet:
        """What is there, hidden or not: what was removed waits for nobody."""
        raise NotImplementedError

    def made_by(self, user: User) -> Q:
        raise NotImplementedError

    def maker_of(self, about: Any) -> User | None:
        raise NotImplementedError

    def words_of(self, about: Any) -> str:
        return str(about)

    def areas_of(self, about: Any) -> Sequence[Area]:
        return list(about.areas.all())

    def for_moderator(self, user: User) -> QuerySet:
        areas = curated_area_ids(user)
        rows = self.model._base_manager.all()
        return rows if None in areas else rows.filter(area_items__tag__in=areas)

    def hide(self, about: Any, *, actor: User | None, reason: str, now: datetime) -> None:
        raise NotImplementedError

    def show(self, about: Any, *, actor: User | None, reason: str, now: datetime) -> None:
        raise NotImplementedError

    def remove(self, about: Any, *, actor: User, reason: str, now: datetime) -> None:
        raise NotImplementedError

    def mask(self, about: Any, *, actor: User, reason: str, now: datetime) -> None:
        raise NotImplementedError


reportables: dict[type[Model], Reportable] = {}


def declare(reportable: Reportable) -> Reportable:
    reportables[reportable.model] = reportable
    return reportable


def reportable_of(about: Any) -> Reportable | None:
    """None for a text in a thread."""
    return reportables.get(type(about))


def about_rows(rows: QuerySet) -> Q:
    """Reviews of these rows, each looked up by its key: to list the rows would read them all."""
    kind = ContentType.objects.get_for_model(rows.model)
    return Q(Exists(rows.filter(pk=OuterRef("about_id"))), about_type=kind)


def things_for_moderator(user: User) -> Q:
    """Reviews of things in the areas that this person moderates."""
    found = Q(pk__in=[])
    for one in reportables.values():
        found |= about_rows(one.for_moderator(user))
    return found


def things_made_by(user: User) -> Q:
    found = Q(pk__in=[])
    for one in reportables.values():
        found |= about_rows(one.model._base_manager.filter(one.made_by(user)))
    return found


def maker_of(about: Any, thread: Any) -> User | None:
    """Whoever wrote or made it, behind a seal too: for telling them, never for showing."""
    thing = reportable_of(about)
    if thing:
        return thing.maker_of(about)
    return writer_of(about, thread) if about else None


def deciders_of(review: Any) -> QuerySet:
    """The moderators of its areas, without whoever wrote or made it."""
    thing = reportable_of(review.about)
    people = moderators_in(thing.areas_of(review.about)) if thing else moderators_of(review.thread)
    maker = maker_of(review.about, review.thread)
    return people.exclude(pk=maker.pk) if maker else people
