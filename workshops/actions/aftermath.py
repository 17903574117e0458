"""A thread of those who were there, opened when a workshop is closed (idea 5).

Its words stay, so they do not follow the language of whoever closed.
"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from discussions.actions import SharingText, open_sharing, subscribe_members
from foundation.markdown import link_to
from workshops.models import Registration, Workshop, WorkshopQuestion

LONGEST = 150  # signs of a title


def open_afterwards(workshop: Workshop, *, actor: User, now: datetime) -> None:
    """Behind the workshop's lock: one thread, however often it is closed."""
    kinds, role = Registration.Attendance, WorkshopQuestion.Role.AFTER
    link = workshop.questions.filter(role=role).select_related("thread").first()
    if link is None:
        text = SharingText(title_of(workshop), body_of(workshop), list(workshop.areas.all()))
        thread = open_sharing(author=actor, text=text, now=now)
        link = WorkshopQuestion.objects.create(workshop=workshop, thread=thread, role=role)
    came = workshop.registrations.confirmed()
    came = came.filter(attendance__in=[kinds.FULL, kinds.PARTIAL])
    members = list(came.values_list("user", flat=True))
    subscribe_members(thread=link.thread, user_ids=members, now=now)


@override("id")
def title_of(workshop: Workshop) -> str:
    return (_("After the workshop: %(title)s") % {"title": workshop.title})[:LONGEST]


@override("id")
def body_of(workshop: Workshop) -> str:
    """No materials: slides come after the day, so its page draws them anew (panels.py)."""
    words = _("What did you try since %(workshop)s? What worked, and what is still open?")
    return words % {"workshop": link_to(workshop.title, workshop.get_absolute_url())}
