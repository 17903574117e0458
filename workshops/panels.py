"""What workshops show on pages of lower apps."""

from datetime import timedelta

from django.utils.translation import gettext as _

from competencies.models import Area
from discussions.models.thread_page import add_flag
from foundation.fetching import values_of
from foundation.panels import fills
from foundation.templatetags.face import clock, day
from notifications.digest import Item, Part, in_digest
from workshops.models import Material, Workshop, WorkshopQuestion
from workshops.permissions import can_announce_workshop

LINKS = "workshops_workshopquestion WHERE unlinked_at IS NULL AND thread_id ="
OF_QUESTION = f"SELECT workshop_id FROM {LINKS} %s"  # noqa: S608  no value in it
add_flag("workshops", f"{LINKS} thread.id")
AHEAD = timedelta(days=14)  # of a summary


@fills("question_aside")
def workshops_of_question(request, thread):
    """The workshop a question was asked at, or came to."""
    if not thread.has_workshops:  # almost every question
        return None
    ids = [pk for (pk,) in values_of(OF_QUESTION, [thread.pk])]
    workshops = Workshop.objects.visible_to(request.user).filter(pk__in=ids)
    rows = list(workshops.with_dates().with_seats().order_by("first_start")[:3])
    return ("workshops/_workshop_panel.html", {"workshops": rows}) if rows else None


@fills("under_opening")
def materials_afterwards(request, thread):
    """Of the workshop that those who were there talk about: what the reader may open now."""
    if thread.kind != thread.Kind.SHARING or not thread.has_workshops:
        return None
    links = WorkshopQuestion.objects.linked().filter(thread=thread, role="after")
    shown = Material.objects.visible_to(request.user).filter(workshop__in=links.values("workshop"))
    rows = list(shown.in_order().with_newest().select_related("session"))
    return ("workshops/_materials_afterwards.html", {"materials": rows}) if rows else None


@fills("question_menu")
def answer_at_a_workshop(request, thread):
    """For leaders: a workshop of theirs will answer it."""
    is_question = thread.kind == thread.Kind.QUESTION and thread.is_open
    if not is_question or not can_announce_workshop(request.user):
        return None
    return "workshops/_question_menu.html", {"thread": thread}


@in_digest(40)
def workshops_ahead(reader, since, now):
    """Announced ones of the reader's areas that start in the next two weeks."""
    mine = Workshop.objects.visible_to(reader).published().with_dates()
    ahead = mine.in_areas(Area.objects.followed_by(reader)).filter(
        first_start__gt=now, first_start__lte=now + AHEAD
    )
    items = [
        Item(
            one.title,
            one.get_absolute_url(),
            f"{day(one.first_start)}, {clock(one.first_start)} WIB",
        )
        for one in ahead.order_by("first_start")[:3]
    ]
    return Part(_("Workshops ahead"), items)
