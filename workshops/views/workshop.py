from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from competencies.models import Area
from discussions.forms import QuestionForm
from discussions.models import Thread
from discussions.views.drawing import draw_form
from foundation.rows import drawn_rows
from foundation.sharing import share_text
from notifications.actions import heard_upto, read_about
from workshops import actions, permissions
from workshops.calendar import calendar_of
from workshops.forms import RegistrationForm
from workshops.models import Workshop
from workshops.models.agenda import (
    AHEAD,
    FILTERS,
    by_day,
    listed_sessions,
    month_from,
    month_table,
    shift_month,
    span_of_month,
)
from workshops.notices import chosen_audience


def workshop_list(request):
    today = timezone.localdate()
    chosen = request.GET.get("saring", "")
    is_month = request.GET.get("tampil") == "bulan"
    area = Area.objects.filter(slug=slugify(request.GET.get("bidang", ""))).first()
    first = month_from(request.GET.get("bulan", ""), today)
    start, end = span_of_month(first) if is_month else (today, today + timedelta(days=AHEAD))
    sessions = listed_sessions(request.user, chosen=chosen, start=start, end=end, area=area)
    shown = [one for one in sessions if not is_month or local_month(one) == first]
    context = {
        "is_month": is_month,
        "first": first,
        "earlier": shift_month(first, -1),
        "later": shift_month(first, 1),
        "weeks": month_table(first, sessions, today) if is_month else [],
        "days": by_day(shown),
        "chosen": chosen,
        "filters": FILTERS,
        "area": area,
        "may_announce": permissions.can_announce_workshop(request.user),
    }
    return render(request, "workshops/workshop_list.html", context)


def local_month(session):
    return timezone.localtime(session.starts_at).date().replace(day=1)


def find_workshop(request, public_id):
    workshops = Workshop.objects.visible_to(request.user).with_seats().with_areas()
    workshops = workshops.with_reader(request.user)
    people = ("unit", "host", "form", "audience")
    return get_object_or_404(workshops.select_related(*people), public_id=public_id)


def workshop_detail(request, public_id, slug=""):
    workshop, now = find_workshop(request, public_id), timezone.now()
    if slug != workshop.slug:
        return redirect(workshop, permanent=True)
    context = page_of(request, workshop, now)
    if workshop.has_news:
        read_about(user=request.user, about=workshop, now=now, upto=heard_upto(request.user))
    return render(request, "workshops/workshop_detail.html", context)


def page_of(request, workshop, now):
    """Everything the workshop page shows."""
    user = request.user
    sessions = list(workshop.sessions.in_order())
    standing = [one for one in sessions if one.status == one.Status.PLANNED]
    threads = Thread.objects.visible_to(user).filter(workshop_questions__workshop=workshop)
    return {
        "workshop": workshop,
        "sessions": standing,
        "may_register": permissions.can_register(user, workshop, now),
        "may_manage": permissions.can_manage_workshop(user, workshop),
        "materials": list(workshop.materials.in_order().with_newest()),
        "questions": drawn_rows(
            "discussions/_thread_row.html", threads.newest_first().with_row()[:20]
        ),
        "form": RegistrationForm(),
        "share_text": share_text(request, workshop.title, f"/l/{workshop.public_id}/"),
        "has_begun": bool(standing) and standing[0].starts_at <= now,
        "told": chosen_audience(workshop).count() if workshop.is_draft else 0,
    }


def workshop_link(request, public_id):
    """/l/9d4pz, short enough to be read aloud."""
    return redirect(find_workshop(request, public_id))


@require_POST
def register(request, public_id):
    workshop = find_workshop(request, public_id)
    form = RegistrationForm(request.POST)
    require(not workshop.is_draft and form.is_valid())
    data = form.cleaned_data
    actions.register(
        user=request.user,
        workshop=workshop,
        seat=data["seat"],
        now=timezone.now(),
        key=data["key"],
    )
    messages.success(request, _("You are registered. See you there."))
    return redirect(workshop)


@require_POST
def cancel_registration(request, public_id):
    workshop = find_workshop(request, public_id)
    actions.cancel_registration(user=request.user, workshop=workshop, now=timezone.now())
    messages.success(request, _("Your registration is cancelled; the seat is free for others."))
    return redirect(workshop)


def join_workshop(request, public_id):
    """Our own redirect to the link, for registered people and hosts only (workshops.md 2.7)."""
    workshop = find_workshop(request, public_id)
    is_in = workshop.registrations.confirmed().filter(user=request.user).exists()
    if not workshop.online_url or not (
        is_in or permissions.can_manage_workshop(request.user, workshop)
    ):
        raise Http404
    return redirect(workshop.online_url)


def workshop_calendar(request, public_id):
    workshop = find_workshop(request, public_id)
    url = settings.FORUM_SITE_URL + workshop.get_absolute_url()
    body = calendar_of(workshop, list(workshop.sessions.in_order()), url=url)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lokakarya-{public_id}.ics"'
    return response


def ask_at_workshop(request, public_id):
    """The question form, with the workshop's areas chosen already."""
    workshop = find_workshop(request, public_id)
    initial = {"areas": [area.pk for area in workshop.shown_areas][:3]}
    sent = (request.POST or None, request.FILES or None)
    form = QuestionForm(*sent, user=request.user, initial=initial)
    if "preview" in request.POST or not form.is_valid():
        context = {"workshop": workshop}
        return draw_form(request, form, "discussions/question_form.html", context)
    thread = actions.ask_at_workshop(
        author=request.user,
        workshop=workshop,
        text=form.text,
        now=timezone.now(),
        key=form.cleaned_data["key"],
    )
    return redirect(thread)
