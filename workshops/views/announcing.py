from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from competencies.models import Area
from foundation.limits import WORKSHOPS, limited, spend
from workshops import actions, permissions
from workshops.actions.meanwhile import marks_shown
from workshops.forms import (
    SessionSheet,
    WorkshopForm,
    initial_like,
    initial_of,
    initial_sessions,
)
from workshops.models import Workshop
from workshops.notices import audience_of_plan, chosen_audience
from workshops.views.topics import chosen_topic, take_topic

OLDER = 8  # workshops that a new one may be like
FIELD_OF = {
    actions.FewerSeatsThanTaken: "seats",
    actions.UnitsHaveMore: "unit_limit",
    actions.WeightsAreFixed: "unit_points",
    actions.CutOffIsFixed: "promotion_ends_hours",
    actions.RoomIsTaken: "room",
    actions.DateIsOther: None,
    actions.DateIsPast: None,
    actions.SessionHasBegun: None,
    actions.HoursAreFixed: "jp",
}
LOOK_AGAIN = (
    actions.IsAnnouncedAlready,
    actions.ChangedMeanwhile,
    actions.FacilitatorsAreElsewhere,
)
UNFINISHED = (
    actions.DateIsPast,
    actions.RegistrationWouldBeOver,
    actions.PlaceIsMissing,
    actions.RoomIsTaken,
)


def announce_workshop(request):
    require_leader(request)
    sheet = sheet_of(request, earliest=timezone.localdate())
    form = form_of(request, sheet, first_words(request))
    if sheet.press or not is_whole(form, sheet):
        return draw(request, form, sheet)
    if unread := unread_rows(request, form, sheet):
        return draw(request, form, sheet, unread=unread)
    spend(WORKSHOPS, str(request.user.pk))
    try:
        workshop = announce(request, form)
    except LOOK_AGAIN as refusal:
        return give_back(request, form, sheet, refusal)
    except (actions.RoomIsTaken, actions.DateIsPast) as refusal:
        form.add_error(FIELD_OF[type(refusal)], refusal.message)
        return draw(request, form, sheet)
    if topic := chosen_topic(request):
        take_topic(request, topic, workshop)
    if not workshop.is_draft:
        messages.success(request, _("The workshop is announced."))
    return redirect(workshop)


def announce(request, form):
    return actions.announce_workshop(
        host=request.user,
        plan=form.plan,
        publish="draft" not in request.POST,
        now=timezone.now(),
        key=form.cleaned_data["key"],
    )


def is_whole(form, sheet):
    """Without a date the rows of sessions count for nothing."""
    return form.is_valid() and (form.is_undecided or sheet.formset.is_valid())


def unread_rows(request, form, sheet):
    """What the calendar says of them is read once before everybody is told; a draft shows it."""
    return [] if form.is_undecided or "draft" in request.POST else sheet.unread


def first_words(request):
    """What a new form begins with: an older workshop, a topic that is wanted, or an area."""
    if "dari" in request.GET:
        return initial_like(find_managed(request, request.GET["dari"].replace("\0", "")))
    if topic := chosen_topic(request):
        said = {"title": topic.title, "description": topic.body, "areas": topic.areas.all()}
        return {"unit": request.user.unit_id, "form": None, **said}
    areas = Area.objects.active().named(request.GET.get("bidang", ""))
    return {"unit": request.user.unit_id, "form": None, "areas": [row.pk for row in areas]}


def edit_workshop(request, public_id):
    workshop = find_managed(request, public_id)
    sheet = sheet_of(request, workshop, initial=initial_sessions(workshop))
    shown = {"version": marks_shown(workshop)}
    form = form_of(request, sheet, initial_of(workshop) | shown, workshop=workshop)
    if sheet.press or not is_whole(form, sheet):
        return draw(request, form, sheet, workshop)
    spend(WORKSHOPS, str(request.user.pk))
    said = {"editor": request.user, "workshop": workshop, "plan": form.plan}
    said |= {"shown": form.cleaned_data["version"], "is_meant": "meant" in request.POST}
    try:
        actions.edit_workshop(**said, now=timezone.now())
    except LOOK_AGAIN as refusal:
        return give_back(request, form, sheet, refusal)
    except tuple(FIELD_OF) as refusal:
        form.add_error(FIELD_OF[type(refusal)], refusal.message)
        return draw(request, form, sheet, workshop)
    messages.success(request, _("The changes are saved."))
    return redirect(workshop)


def give_back(request, form, sheet, refusal):
    """With what was typed; of a draft as a change of what stands there. The next press is meant."""
    if isinstance(refusal, actions.IsAnnouncedAlready):
        form.renew_key()
        return draw(request, form, sheet, announced=refusal, status=409)
    workshop = find_managed(request, refusal.noun.public_id)
    if isinstance(refusal, actions.ChangedMeanwhile):
        form.give_back(refusal.names, marks_shown(workshop))
        return draw(request, form, sheet, workshop, status=409)
    form.carry(marks_shown(workshop))
    return draw(request, form, sheet, workshop, clashes=refusal.clashes)


@require_POST
@limited(WORKSHOPS)
def publish_workshop(request, public_id):
    workshop = find_managed(request, public_id)
    try:
        actions.publish_workshop(workshop=workshop, now=timezone.now())
    except UNFINISHED as refusal:
        messages.error(request, refusal.message)
        return redirect("workshops:edit_workshop", public_id)
    messages.success(request, _("The workshop is announced."))
    return redirect(workshop)


@require_POST
def discard_draft(request, public_id):
    workshop = find_managed(request, public_id)
    actions.discard_draft(workshop=workshop, now=timezone.now())
    messages.success(request, _("The draft is gone."))
    return redirect("workshops:workshop_list")


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


@require_POST
def check_days(request):
    """What the work calendar says of one row of the form, while it is written."""
    require_leader(request)
    sheet = sheet_of(request)
    sheet.forgive()
    rows = sheet.rows
    no = next(iter(numbers([request.POST.get("row", "")])), 0)
    if no >= len(rows):
        raise Http404
    return render(request, "workshops/_day_remarks.html", {"row": rows[no], "no": no})


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


def sheet_of(request, workshop=None, **more):
    """The work calendar is that of the unit that holds it."""
    sent = request.POST if request.method == "POST" else None
    holder = workshop.unit_id if workshop else request.user.unit_id
    chosen = [*numbers([request.POST.get("unit", "")]), holder]
    return SessionSheet(sent, unit_ids=request.user.units_above(chosen[0]), **more)


def form_of(request, sheet, initial, **more):
    sent = request.POST or None
    return WorkshopForm(sent, user=request.user, sessions=sheet.formset, initial=initial, **more)


def draw(request, form, sheet, workshop=None, *, status=422, **more):
    """A button that changed the rows of sessions sends nothing, so nothing is judged yet."""
    if sheet.press:
        form.errors.clear()  # judged once, while what the sessions lack is known
    if sheet.press or (form.is_bound and form.is_undecided):
        sheet.forgive()
    context = {"form": form, "sheet": sheet, "workshop": workshop, **more}
    if workshop:
        context["told"] = chosen_audience(workshop).count()
    else:
        context["older"] = list(Workshop.objects.managed_by(request.user).order_by("-pk")[:OLDER])
    is_wrong = request.method == "POST" and not sheet.press
    status = status if is_wrong else 200
    return render(request, "workshops/workshop_form.html", context, status=status)
