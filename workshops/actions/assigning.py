"""Drafts of assignment letters (surat tugas): versions that follow date, place and people."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.actions.membership import LEFT
from accounts.models import Unit, User
from accounts.models.leading import Leaders
from foundation.refusals import Refusal
from workshops.actions import pools
from workshops.models import AssignmentLetter, Registration, SeatPool, Workshop

logger = logging.getLogger(__name__)
NOBODY = {"name": "", "position": ""}  # signs: the line stays blank


class NobodyToAssign(Refusal):
    message = _("Nobody of this unit is registered.")


class NothingToAssignTo(Refusal):
    message = _("This workshop has no date to which somebody could be sent.")


class LetterIsForgotten(Refusal):
    message = _("So long after a workshop no letter is drafted any more.")


def draft_letter(*, actor: User, workshop: Workshop, unit: Unit, now: datetime) -> AssignmentLetter:
    """The version that holds; the next one where anything that it says has changed since."""
    with transaction.atomic():
        pools.lock(workshop)
        workshop = Workshop.objects.get(pk=workshop.pk)
        facts = facts_for(workshop, unit, now)
        if not facts["sessions"] or workshop.is_draft:
            raise NothingToAssignTo
        if is_past(facts, now):
            raise LetterIsForgotten
        letter = next_version(workshop, unit, facts, by=actor, now=now)
    if letter is None:  # outside: what named somebody has ended all the same
        raise NobodyToAssign
    return letter


def renew_letters(workshop: Workshop, *, by: User | None = None, now: datetime) -> None:
    """Behind the lock: the next version of each that says what is so no more, or its end.

    By nobody in particular, whoever drafted it stands in the next one.
    """
    workshop = Workshop.objects.select_related("unit", "form").get(pk=workshop.pk)
    for letter in workshop.letters.standing().select_related("unit", "by"):
        facts = facts_for(workshop, letter.unit, now)
        if is_outdated(letter.facts, facts):
            next_version(workshop, letter.unit, facts, by=by or letter.by, now=now)


def is_outdated(said: dict[str, Any], facts: dict[str, Any]) -> bool:
    """Who comes besides takes nothing from it, and is in the next one that is asked for."""
    others, before, after = facts.keys() - {"people"}, on_paper(said), on_paper(facts)
    changed = any(before.get(name) != after[name] for name in others)
    return changed or bool(named(said) - named(facts))


def on_paper(facts: dict[str, Any]) -> dict[str, Any]:
    """The signer's id is on none, and in no row of the version before."""
    signer = facts.get("signer", NOBODY)
    return facts | {"signer": {name: signer[name] for name in NOBODY}}


def mind_letters(*, now: datetime) -> None:
    """Whose account was closed, or who moves to another unit, is not sent any more, either.

    Nor does whoever leads a unit no more sign for it. Who was forgotten while a version was drafted
    is so in it, too.
    """
    forget_people(User.objects.filter(name=LEFT, nip=None, is_active=False))
    ahead = AssignmentLetter.objects.standing().filter(ends_at__gt=now)
    for workshop in Workshop.objects.filter(pk__in=ahead.values("workshop")).order_by("pk"):
        try:
            with transaction.atomic():
                pools.lock(workshop)
                renew_letters(workshop, now=now)
        except Exception:  # one workshop must not stop the others
            logger.exception("The letters of workshop %s were not minded", workshop.pk)


def named(facts: dict[str, Any]) -> set[str]:
    return {one["id"] for one in facts.get("people", ())}


def end_letters(workshop: Workshop, now: datetime) -> None:
    """When the workshop is called off: nobody is sent to it."""
    workshop.letters.standing().update(superseded_at=now)


def next_version(
    workshop: Workshop, unit: Unit, facts: dict[str, Any], *, by: User, now: datetime
) -> AssignmentLetter | None:
    """None where nobody is sent anywhere: the last one ends, and that is all."""
    letters = workshop.letters.filter(unit=unit)
    standing = letters.standing().first()
    if standing and on_paper(standing.facts) == on_paper(facts):
        return standing
    letters.standing().update(superseded_at=now)
    if not (facts["people"] and facts["sessions"]) or is_past(facts, now):
        return None
    return AssignmentLetter.objects.create(
        workshop=workshop,
        unit=unit,
        no=(letters.aggregate(newest=Max("no"))["newest"] or 0) + 1,
        facts=facts,
        by=by,
        at=now,
        ends_at=end_of(facts),
    )


def is_past(facts: dict[str, Any], now: datetime) -> bool:
    """So long after the workshop that what a letter says is forgotten."""
    return end_of(facts) < now - AssignmentLetter.KEPT


def end_of(facts: dict[str, Any]) -> datetime:
    return max(datetime.fromisoformat(end) for _start, end, _place in facts["sessions"])


def facts_for(workshop: Workshop, unit: Unit, now: datetime) -> dict[str, Any]:
    """What the letter says, as JSON keeps it."""
    sessions = workshop.sessions.standing().in_order()
    people = confirmed_people(workshop, unit)
    with override("id"):
        form = str(workshop.form)
    return {
        "title": workshop.title,
        "form": form,
        "holder": workshop.unit.name,
        "unit": unit.name,
        "mode": workshop.mode,
        "jp": workshop.jp,
        "zone": workshop.timezone,
        "sessions": [
            [one.starts_at.isoformat(), one.ends_at.isoformat(), one.room or workshop.place]
            for one in sessions
        ],
        "people": [
            {
                "id": one.public_id,
                "name": one.full_name,
                "nip": one.nip or "",
                "position": one.position,
                "employment": one.employment,
            }
            for one in people
        ],
        "signer": signer_of(unit, {one.pk for one in people}, now),
    }


def confirmed_people(workshop: Workshop, unit: Unit) -> list[User]:
    sent = workshop.registrations.sent().filter(user__unit=unit)
    return list(User.objects.filter(pk__in=sent.values("user")).order_by("name", "pk"))


def signer_of(unit: Unit, sent: set[int], now: datetime) -> dict[str, str]:
    """Whoever leads the unit; the leader above where it is the leader who is sent."""
    for leader in Leaders([unit.pk], now).nearest(unit.pk, but=sent):
        name, position = leader.full_name, leader.position
        return {"id": leader.public_id, "name": name, "position": position}
    return NOBODY


def forget_letters(*, now: datetime) -> int:
    """What they say goes some months after the workshop; that they were drafted stays."""
    past = AssignmentLetter.objects.kept().filter(ends_at__lt=now - AssignmentLetter.KEPT)
    return past.update(facts={})


def lock_letters_of(person: User) -> None:
    """Every verb on letters locks the workshop, then letters, then names people in new rows.

    So whoever is forgotten is locked after those workshops: nobody waits in a circle.
    """
    said = said_of(User.objects.filter(pk=person.pk), person.name) | Q(by=person)
    letters = AssignmentLetter.objects.kept().filter(said)
    totals = SeatPool.objects.filter(kind=SeatPool.Kind.TOTAL)
    named = totals.filter(workshop__in=letters.values("workshop")).order_by("workshop")
    list(named.select_for_update())


@transaction.atomic
def forget_people(people: QuerySet[User], *, name: str = "") -> None:
    """Their name, NIP and position leave every version; that somebody was sent stays.

    Rows of the version before know who signs by the `name` alone, with titles or without.
    """
    ids = set(people.values_list("public_id", flat=True))
    letters = AssignmentLetter.objects.kept().filter(said_of(people, name)).order_by("pk")
    for letter in letters.select_for_update():
        facts = without(letter.facts, ids, name)
        if facts != letter.facts:
            letter.facts = facts
            letter.save(update_fields=["facts"])


def said_of(people: QuerySet[User], name: str) -> Q:
    """Letters of workshops where they are registered, and those that they may have signed."""
    sent = Registration.objects.filter(user__in=people)
    said = Q(workshop__in=sent.values("workshop"))
    said |= Q(facts__signer__id__in=list(people.values_list("public_id", flat=True)))
    return said | Q(facts__signer__name__icontains=name) if name else said


def without(facts: dict[str, Any], ids: set[str], name: str) -> dict[str, Any]:
    nameless = {"name": LEFT, "nip": "", "position": ""}
    people = [one | nameless if one["id"] in ids else one for one in facts["people"]]
    signer = facts["signer"]
    is_theirs = signer["id"] in ids if "id" in signer else is_called(signer, name)
    return facts | {"people": people, "signer": NOBODY if is_theirs else signer}


def is_called(signer: dict[str, str], name: str) -> bool:
    """Whatever titles stand before and after it."""
    plain = signer["name"].partition(",")[0]
    return bool(name) and (plain == name or plain.endswith(f" {name}"))
