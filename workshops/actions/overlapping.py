"""At another workshop at the same time: the person is warned once."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from workshops.models import Registration, Workshop

# Written out: each registration asks it behind the seats' lock, where time counts (bench/seats.py).
# It says what SessionQuerySet.where_are says of one person.
MEANWHILE = """
SELECT other.workshop_id
FROM workshops_session mine
JOIN workshops_session other ON other.starts_at < mine.ends_at AND other.ends_at > mine.starts_at
    AND other.workshop_id <> mine.workshop_id AND other.status = 'planned'
JOIN workshops_workshop held ON held.id = other.workshop_id AND held.status = 'published'
WHERE mine.workshop_id = %s AND mine.status = 'planned' AND other.workshop_id IN (
    SELECT workshop_id FROM workshops_registration WHERE user_id = %s AND holds_seat
    UNION ALL
    SELECT workshop_id FROM workshops_workshop_facilitators WHERE user_id = %s
)
ORDER BY other.starts_at, other.id
LIMIT 1
"""


class TimesOverlap(Refusal):
    """`other` is the workshop that the person leads, or has a seat in, at that time."""

    message = _("At that time you are at another workshop.")

    def __init__(self, other: Workshop):
        super().__init__()
        self.other = other


def warn_of_overlap(registration: Registration) -> None:
    """Once; whoever says that it is meant so goes on."""
    if registration.ignores_overlap:
        return
    if clash := meanwhile(registration):
        raise TimesOverlap(Workshop.objects.get(pk=clash))


def meanwhile(registration: Registration) -> int | None:
    """The workshop at which the person is at that time."""
    user = registration.user_id
    with connection.cursor() as cursor:
        cursor.execute(MEANWHILE, [registration.workshop_id, user, user])
        found = cursor.fetchone()
    return found and found[0]
