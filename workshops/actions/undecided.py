"""A workshop whose date is not decided: who wants to come, when they can, and the decision."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import notices
from workshops.actions import pools
from workshops.actions.announcing import publish_workshop
from workshops.actions.booking import begin_booking
from workshops.actions.registering import NotForYourUnit
from workshops.actions.scheduling import Span, set_sessions
from workshops.models import DateOption, Interest, Workshop
from workshops.models.slots import Slot

MOST_OPTIONS = 8


class DateIsDecided(Refusal):
    message = _("The date of this workshop is decided. Look at its page.")


class TooManyOptions(Refusal):
    message = _("A poll has at most eight dates. People answer a short one.")


def show_interest(
    *, user: User, workshop: Workshop, options: Collection[DateOption], now: datetime
) -> Interest:
    """Once per person, keeping the place in the order; `options` are the dates they can.

    A seat is promised, so it is for whoever may register.
    """
    with telling(now=now):
        if not lock_undecided(workshop).is_open_to(user):
            raise NotForYourUnit
        interest, _is_new = Interest.objects.get_or_create(
            workshop=workshop, user=user, defaults={"at": now}
        )
        for option in workshop.options.ahead(now):
            change = option.voters.add if option in options else option.voters.remove
            change(user)
        return interest


def withdraw_interest(*, user: User, workshop: Workshop, now: datetime) -> None:
    with telling(now=now):
        lock_undecided(workshop)
        workshop.interests.filter(user=user).delete()
        for option in workshop.options.all():
            option.voters.remove(user)


def offer_dates(*, actor: User, workshop: Workshop, slots: Collection[Slot], now: datetime) -> None:
    """Adds to its poll; whoever is interested hears that there are dates to choose from."""
    with telling(now=now):
        lock_undecided(workshop)
        known = set(workshop.options.ahead(now).values_list("starts_at", flat=True))
        new = [slot for slot in slots if slot[0] not in known]
        if len(known) + len(new) > MOST_OPTIONS:
            raise TooManyOptions
        for starts_at, ends_at in new:
            DateOption.objects.create(workshop=workshop, starts_at=starts_at, ends_at=ends_at)
        if new:
            notices.dates_offered(workshop, actor)


def decide_date(*, actor: User, workshop: Workshop, option: DateOption, now: datetime) -> Workshop:
    """It is announced with that date, and the interested are booked in the order of coming.

    However many they are; newcomers register when all of them had their turn.
    """
    with telling(now=now):
        workshop = lock_undecided(workshop)
        span = Span(option.starts_at, option.ends_at)
        set_sessions(workshop, [span], now)
        workshop.registration_closes_at = option.starts_at
        workshop.status = Workshop.Status.DRAFT  # as announced as any other from here
        workshop.save(update_fields=["registration_closes_at", "status"])
        publish_workshop(workshop=workshop, now=now)
        begin_booking(workshop, now)
        notices.date_decided(workshop, actor)
        return workshop


def lock_undecided(workshop: Workshop) -> Workshop:
    pools.lock(workshop)
    workshop = Workshop.objects.get(pk=workshop.pk)
    if not workshop.is_undecided:
        raise DateIsDecided
    return workshop
