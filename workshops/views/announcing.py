from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from competencies.models import Area
from workshops import actions, permissions
from workshops.forms import (
    SessionFormSet,
    WorkshopForm,
    initial_of,
    initial_sessions,
)
from workshops.models import Workshop
from workshops.notices import audience_of_plan, chosen_audience


def announce_workshop(request):
    require_leader(request)
    sessions = bound_sessions(request)
    sessions.earliest = timezone.localdate()
    areas = Area.objects.active().named(request.GET.get("bidang", ""))
    initial = {"unit": request.user.unit_id, "form": None, "areas": [row.pk for row in areas]}
    form = WorkshopForm(request.POST or None, user=request.user, sessions=sessions, initial=initial)
    if "more" in request.POST or not form.is_valid() or not sessions.is_valid():
        return draw(request, form, sessions)
    workshop = actions.announce_workshop(
        host=request.user,
        plan=form.plan,
        publish="draft" not in request.POST,
        now=timezone.now(),
        key=form.cleaned_data["key"],
    )
    if workshop.is_published:
        messages.success(request, _("The workshop is announced."))
    return redirect(workshop)


def edit_workshop(request, public_id):
    workshop = find_managed(request, public_id)
    sessions = bound_sessions(request, initial=initial_sessions(workshop))
    form = WorkshopForm(
        request.POST or None, user=request.user, sessions=sessions, initial=initial_of(workshop)
    )
    if "more" in request.POST or not form.is_valid() or not sessions.is_valid():
        return draw(request, form, sessions, workshop)
    try:
        actions.edit_workshop(
            editor=request.user, workshop=workshop, plan=form.plan, now=timezone.now()
        )
    except actions.FewerSeatsThanTaken as refusal:
        is_of_unit = isinstance(refusal, actions.UnitsHaveMore)
        form.add_error("unit_limit" if is_of_unit else "seats", refusal.message)
        return draw(request, form, sessions, workshop)
    return redirect(workshop)


@require_POST
def publish_workshop(request, public_id):
    workshop = find_managed(request, public_id)
    actions.publish_workshop(workshop=workshop, now=timezone.now())
    messages.success(request, _("The workshop is announced."))
    return redirect(workshop)


@require_POST
def count_audience(request):
    """How many people the choice in the form would tell, before anything is sent."""
    require_leader(request)
    kind, own = request.POST.get("audience"), request.POST.get("unit", "")
    unit_ids = numbers(request.POST.getlist("audience_units") if kind == "units" else [own])
    people = audience_of_plan(
        kind=kind, unit_ids=unit_ids, area_ids=numbers(request.POST.getlist("areas"))
    )
    return render(request, "workshops/_audience_count.html", {"count": people.count()})


def numbers(values):
    return [int(value[:9]) for value in values[:50] if value.isdecimal()]


def require_leader(request):
    role = permissions.acting_role(request.user)
    require(
        permissions.can_announce_workshop(request.user),
        user=request.user,
        role=role,
        message=_("This page is for leaders of a unit. If you lead one, tell the BKPSDM admin."),
    )


def find_managed(request, public_id):
    workshops = Workshop.objects.visible_to(request.user).select_related("audience", "form", "unit")
    workshop = get_object_or_404(workshops, public_id=public_id)
    role = permissions.acting_role(request.user)
    require(permissions.can_manage_workshop(request.user, workshop), user=request.user, role=role)
    return workshop


def bound_sessions(request, initial=None):
    """The rows of sessions; "one more" adds an empty row to what was typed."""
    if request.method != "POST":
        return SessionFormSet(prefix="sesi", initial=initial)
    data = request.POST.copy()
    if "more" in data and data.get("sesi-TOTAL_FORMS", "").isdecimal():
        data["sesi-TOTAL_FORMS"] = str(int(data["sesi-TOTAL_FORMS"][:3]) + 1)
    return SessionFormSet(data, prefix="sesi", initial=initial)


def draw(request, form, sessions, workshop=None):
    context = {"form": form, "sessions": sessions, "workshop": workshop}
    if workshop:
        context["told"] = chosen_audience(workshop).count()
    is_wrong = request.method == "POST" and "more" not in request.POST
    context["is_unjudged"] = "more" in request.POST  # one more row is asked for, nothing is sent
    return render(request, "workshops/workshop_form.html", context, status=422 if is_wrong else 200)
