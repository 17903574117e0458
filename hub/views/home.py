from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.models import Area
from competencies.models.standing import standing_of
from competencies.models.tagging import fetch_areas
from discussions.models import Thread
from foundation.rows import drawn_rows
from hub.waiting import SHOWN, waiting_for
from workshops.models import Workshop

ALL_WAITING = 60
HELP, SOLVED, WORKSHOPS = 3, 2, 2


@login_not_required
def home(request):
    """Beranda for members, the opening page for everybody else."""
    if not request.user.is_authenticated:
        return render(request, "hub/opening.html")
    user, now = request.user, timezone.now()
    areas = list(Area.objects.active().followed_by(user).in_order())
    shown = ALL_WAITING if "semua" in request.GET else SHOWN
    waiting = waiting_for(user, now, shown)
    context = {
        "greeting": greeting(timezone.localtime(now).hour),
        "today": timezone.localdate(),
        "waiting": waiting[:shown],
        "more_waiting": len(waiting) > shown,
        "standing": standing_of(user, timezone.localdate().year),
        "workshops": nearest_workshops(user, now),
        "areas": areas,
    } | threads_near(user, areas)
    return render(request, "hub/home.html", context)


def greeting(hour):
    if hour < 11:
        return _("Good morning")
    if hour < 15:
        return _("Good day")
    return _("Good afternoon") if hour < 18 else _("Good evening")


def nearest_workshops(user, now):
    """One's own first, then the soonest."""
    workshops = Workshop.objects.published().upcoming(now).with_seats().with_my_seat(user)
    rows = list(workshops[:12])
    return sorted(rows, key=lambda one: (one.my_seat is None, one.first_start))[:WORKSHOPS]


def threads_near(user, areas):
    """Questions to help with, and the newly solved with the first lines of the solution."""
    threads = Thread.objects.visible_to(user).questions().with_people()
    near = threads.in_areas(areas) if areas else threads
    can_help = list(near.unanswered().not_asked_by(user).newest_first()[:HELP])
    solved = list(
        near.with_readable_solution().busiest_first().select_related("best_answer")[:SOLVED]
    )
    fetch_areas([*can_help, *solved])
    row = "discussions/_thread_row.html"
    excerpts = [thread.best_answer.excerpt for thread in solved]
    return {
        "can_help": drawn_rows(row, can_help),
        "solved": list(zip(drawn_rows(row, solved), excerpts, strict=True)),
    }
