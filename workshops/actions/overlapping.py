"""A seat elsewhere at the same time: the person is warned once."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from workshops.models import Registration, Workshop

# Written out: each registration asks it behind the seats' lock, where time counts (bench/seats.py).
SEAT_MEANWHILE = """
SELECT other.workshop_id
FROM workshops_session mine
JOIN workshops_session other ON other.starts_at < mine.ends_at AND other.ends_at > mine.starts_at
    AND other.workshop_id <> mine.workshop_id AND other.status = 'planned'
JOIN workshops_registration seat ON seat.workshop_id = other.workshop_id AND seat.holds_seat
    AND seat.user_id = %s
WHERE mine.workshop_id = %s AND mine.status = 'planned'
ORDER BY other.starts_at, other.id
LIMIT 1
"""


class TimesOverlap(Refusal):
    """`other` is the workshop in which the person has a seat at that time."""

    message = _("At that time you have a seat in another workshop.")

    def __init__(self, other: Workshop):
        super().__init__()
        self.other = other


def warn_of_overlap(registration: Registration) -> None:
    """Once; whoever says that it is meant so goes on."""
    if registration.ignores_overlap:
        return
    if clash := seat_meanwhile(registration):
        raise TimesOverlap(Workshop.objects.get(pk=clash))


def seat_meanwhile(registration: Registration) -> int | None:
    """The workshop in which the person has a seat at that time."""
    with connection.cursor() as cursor:
        cursor.execute(SEAT_MEANWHILE, [registration.user_id, registration.workshop_id])
        found = cursor.fetchone()
    return found and found[0]
