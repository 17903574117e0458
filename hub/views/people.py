from django.contrib.contenttypes.models import ContentType
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.models import Unit, User
from competencies.models import Area, LearningRecord
from competencies.models.standing import jp_by_area, standing_of
from competencies.permissions import roles_of
from discussions.models import Award, Thread
from discussions.models.helping import contribution_of, people_helped
from foundation.models import Saved
from foundation.paging import paged
from foundation.rows import drawn_rows
from hub.views.drafts import workshop_drafts
from workshops.models import Workshop

SHOWN = 5
SAVED = 100


def learning(request):
    """Saya: the year's JP, their list, and what one gave to others."""
    user, year = request.user, timezone.localdate().year
    records = list(LearningRecord.objects.of_year(user, year).newest_first())
    drafts = list(workshop_drafts(user)[: SHOWN + 1])
    context = {
        "standing": standing_of(user, year),
        "records": records,
        "by_area": jp_by_area(records),
        "contribution": contribution_of(user),
        "roles": roles_of(user),
        "drafts": drafts[:SHOWN],
        "more_drafts": len(drafts) > SHOWN,
    }
    return render(request, "hub/learning.html", context)


def saved_list(request):
    """What this person keeps to read again; what may no longer be seen is left out."""
    kind = ContentType.objects.get_for_model(Thread)
    saved = Saved.objects.filter(user=request.user, about_type=kind).order_by("-at")
    ids = list(saved.values_list("about_id", flat=True)[:SAVED])
    threads = Thread.objects.visible_to(request.user).with_row().in_bulk(ids)
    rows = drawn_rows("discussions/_thread_row.html", [threads[pk] for pk in ids if pk in threads])
    return render(request, "hub/saved_list.html", {"rows": rows})


def person_detail(request, public_id):
    """What colleagues see: people helped, areas, solutions, workshops given. JP are private."""
    person = get_object_or_404(User.objects.active().select_related("unit"), public_id=public_id)
    threads = Thread.objects.visible_to(request.user).filter(best_answer__author=person)
    given = Workshop.objects.visible_to(request.user).given_by(person).with_seats()
    given, now = given.exclude(status=Workshop.Status.DRAFT), timezone.now()
    context = {
        "person": person,
        "helped": people_helped(person),
        "awards": list(Award.objects.shown_by(person).newest_first()),
        "areas": list(Area.objects.active().chosen_by(person).in_order()),
        "solved": drawn_rows(
            "discussions/_thread_row.html", threads.busiest_first().with_row()[:SHOWN]
        ),
        "ahead": list(given.upcoming(now)[:SHOWN]),
        "past": list(given.past(now)[:SHOWN]),
    }
    return render(request, "hub/person_detail.html", context)


def unit_people(request, slug):
    """Who works in a unit: where a text that calls it leads to (row 54)."""
    unit = get_object_or_404(Unit, slug=slug)
    page = paged(User.objects.active().filter(unit=unit).order_by("name", "pk"), request)
    return render(request, "hub/unit_people.html", {"unit": unit, "page": page})
