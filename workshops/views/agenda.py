from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone

from competencies.models import Area
from foundation.limits import SEARCHES, spend
from foundation.text import clean_line
from workshops import permissions
from workshops.models.agenda import (
    AHEAD,
    FILTERS,
    IN_ROOMS,
    LED,
    MOST,
    MOST_TO_PLAN,
    by_day,
    by_facilitator,
    by_room,
    first_of,
    listed_sessions,
    month_from,
    month_table,
    shift_month,
    span_of_month,
    without_date,
)
from workshops.models.week import WEEK, lanes_of, monday_of, week_days, week_from

GROUPED = {"ruang": (by_room, IN_ROOMS), "narasumber": (by_facilitator, LED)}  # to plan with


def workshop_list(request):
    """The agenda, a week, a month, or what rooms and facilitators have ahead: all by links."""
    asked, view = asked_of(request), request.GET.get("tampil", "")
    if asked["text"]:
        spend(SEARCHES, str(request.user.pk))
    may_announce = permissions.can_announce_workshop(request.user)
    if view == "bulan":
        shown = month_of(request, asked)
    elif view == "pekan":
        shown = week_of(request, asked)
    elif view in GROUPED and may_announce:
        shown = planning(request, asked, view)
    else:
        shown = agenda_of(request, asked)
    context = {**shown, **asked, "filters": FILTERS, "may_announce": may_announce}
    return render(request, "workshops/workshop_list.html", context)


def asked_of(request):
    """The filters of the address, so that a filtered page can be shared."""
    return {
        "chosen": request.GET.get("saring", ""),
        "area": Area.objects.named(request.GET.get("bidang", "")).first(),
        "text": clean_line(request.GET.get("q", "").replace("\0", ""))[:60],
    }


def planning(request, asked, view):
    grouped, among = GROUPED[view]
    listed = first_of(ahead(request, asked, among=among), MOST_TO_PLAN)
    return {"view": view, "groups": grouped(listed.sessions), "until": listed.until}


def agenda_of(request, asked):
    listed = first_of(ahead(request, asked), MOST)
    return {
        "days": by_day(listed.sessions, *span_ahead()),
        "undecided": list(without_date(request.user, **asked)),
        "until": listed.until,
    }


def month_of(request, asked):
    today = timezone.localdate()
    first = month_from(request.GET.get("bulan", ""), today)
    sessions = listed_sessions(request.user, span_of_month(first), **asked)
    listed = first_of(sessions, MOST_TO_PLAN)
    return {
        "view": "bulan",
        "first": first,
        "day": None if first == today.replace(day=1) else first,
        "earlier": shift_month(first, -1),
        "later": shift_month(first, 1),
        "weeks": month_table(first, listed.sessions, today),
        "days": by_day(listed.sessions, first, shift_month(first, 1)),
        "until": listed.until,
    }


def week_of(request, asked):
    """`day` is what the other views begin with, unless that is today."""
    today = timezone.localdate()
    first = week_from(request.GET.get("pekan", ""), today)
    span = (first, first + WEEK)
    listed = first_of(listed_sessions(request.user, span, **asked), MOST_TO_PLAN)
    return {
        "view": "pekan",
        "first": first,
        "last": first + WEEK - timedelta(days=1),
        "day": None if first == monday_of(today) else first,
        "earlier": first - WEEK,
        "later": first + WEEK,
        "week": week_days(first, listed.sessions, today),
        "lanes": lanes_of(first, listed.sessions),
        "days": by_day(listed.sessions, *span),
        "until": listed.until,
    }


def ahead(request, asked, **more):
    return listed_sessions(request.user, span_ahead(), **asked, **more)


def span_ahead():
    today = timezone.localdate()
    return today, today + timedelta(days=AHEAD)
