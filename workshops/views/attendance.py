from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.limits import WORKSHOPS, limited
from workshops import actions, permissions
from workshops.models import Scan
from workshops.views.announcing import find_managed


def take_attendance(request, public_id):
    """The host's list: who came to which session; one form per session."""
    workshop = find_managed(request, public_id)
    sessions = list(workshop.sessions.standing().in_order())
    if request.method == "POST":
        session = get_object_or_404(workshop.sessions.standing(), no=number(request.POST.get("no")))
        ticks = {"present": numbers(request.POST.getlist("present")), "shown": shown_in(request)}
        count = actions.take_attendance(
            host=request.user, session=session, **ticks, now=timezone.now()
        )
        messages.success(request, _("%(count)d people are marked present.") % {"count": count})
        return redirect("workshops:take_attendance", public_id)
    context = {"workshop": workshop, "now": timezone.now(), **presence_of(workshop, sessions)}
    if permissions.credits_own_hours(request.user, workshop):
        context["own_hours"] = actions.OwnHours.message
    return render(request, "workshops/attendance.html", context)


def shown_in(request):
    """Who was marked when the list was drawn: one field, as a form has at most so many."""
    sent = request.POST.get("shown")
    return None if sent is None else numbers(sent.split(","))


def presence_of(workshop, sessions):
    """Per session its people, each with whether they are marked; and the sums."""
    registrations = workshop.registrations.confirmed().select_related("user", "user__unit")
    people = list(registrations.in_name_order())
    rows = Scan.objects.standing().filter(session__in=sessions)
    marked = set(rows.values_list("session_id", "registration_id"))
    lists = [(one, listed(one, people, marked)) for one in sessions]
    for session, rows in lists:
        session.marked = ",".join(str(row.pk) for row, is_present in rows if is_present)
    return {
        "lists": lists,
        "present": len({row for _session, row in marked} & {row.pk for row in people}),
        "registered": len(people),
        "may_close": bool(sessions) and sessions[-1].ends_at <= timezone.now(),
    }


def listed(session, people, marked):
    """As `who_could_attend`, of rows that are read already."""
    rows = [(row, (session.pk, row.pk) in marked) for row in people]
    return [(row, is_in) for row, is_in in rows if is_in or row.joined_at < session.ends_at]


def numbers(texts):
    return [number(text) for text in texts]


def number(text):
    return int(text[:12]) if text and text.isdecimal() else 0


@require_POST
@limited(WORKSHOPS)
def close_workshop(request, public_id):
    workshop = find_managed(request, public_id)
    actions.close_workshop(actor=request.user, workshop=workshop, now=timezone.now())
    messages.success(request, _("The workshop is closed and the learning hours are credited."))
    return redirect("workshops:take_attendance", public_id)


@require_POST
@limited(WORKSHOPS)
def reopen_workshop(request, public_id):
    workshop = find_managed(request, public_id)
    actions.reopen_workshop(actor=request.user, workshop=workshop, now=timezone.now())
    messages.info(request, _("The workshop is open again; the learning hours were taken back."))
    return redirect("workshops:take_attendance", public_id)
