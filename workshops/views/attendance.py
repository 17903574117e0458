from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.limits import WORKSHOPS, limited
from workshops import actions, permissions
from workshops.models import Scan
from workshops.views.announcing import find_managed


def take_attendance(request, public_id):
    """The host's lists: who came to which session; one form saves them all."""
    workshop = find_managed(request, public_id)
    sessions = list(workshop.sessions.standing().in_order())
    if request.method == "POST":
        return save_presence(request, workshop, sessions)
    context = {"workshop": workshop, **presence_of(workshop, sessions)}
    if permissions.credits_own_hours(request.user, workshop):
        context["own_hours"] = actions.OwnHours.message
    return render(request, "workshops/attendance.html", context)


def save_presence(request, workshop, sessions):
    """Of the sessions that had begun when the page was drawn: `shown` is who was marked then.

    That is one field each, as a form has at most so many.
    """
    sent = [one for one in sessions if f"shown-{one.no}" in request.POST]
    if not sent:
        raise Http404
    for session in sent:
        present = numbers(request.POST.getlist(f"present-{session.no}"))
        shown = numbers(request.POST[f"shown-{session.no}"].split(","))
        ticks = {"present": present, "shown": shown, "now": timezone.now()}
        actions.take_attendance(host=request.user, session=session, **ticks)
    count = presence_of(workshop, sessions)["present"]
    messages.success(request, _("%(count)d people are marked present.") % {"count": count})
    return redirect("workshops:take_attendance", workshop.public_id)


def presence_of(workshop, sessions):
    """Per session its people, each with whether they are marked; and the sums."""
    now = timezone.now()
    registrations = workshop.registrations.confirmed().select_related("user", "user__unit")
    people = list(registrations.in_name_order())
    rows = Scan.objects.standing().filter(session__in=sessions)
    marked = set(rows.values_list("session_id", "registration_id"))
    lists = [(one, listed(one, people, marked)) for one in sessions]
    for session, rows in lists:
        session.takes_marks = session.starts_at <= now and not workshop.is_done
        session.marked = ",".join(str(row.pk) for row, is_present in rows if is_present)
    return {
        "now": now,
        "lists": lists,
        "present": len({row for _session, row in marked} & {row.pk for row in people}),
        "registered": len(people),
        "may_close": bool(sessions) and sessions[-1].ends_at <= now,
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
