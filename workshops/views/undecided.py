from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from foundation.limits import SEATS, limited
from workshops import actions
from workshops.actions.undecided import MOST_OPTIONS
from workshops.models.slots import sensible_slots, with_free_people
from workshops.views.announcing import find_managed
from workshops.views.workshop import find_workshop


@require_POST
@limited(SEATS)
def show_interest(request, public_id):
    """Interested, with the dates one can; or not any more."""
    workshop, now = find_workshop(request, public_id), timezone.now()
    require(not workshop.is_draft)
    if "withdraw" in request.POST:
        actions.withdraw_interest(user=request.user, workshop=workshop, now=now)
        messages.success(request, _("You are not on the list of interested people any more."))
        return redirect(workshop)
    options = [one for one in workshop.options.all() if str(one.pk) in request.POST.getlist("can")]
    actions.show_interest(user=request.user, workshop=workshop, options=options, now=now)
    messages.success(
        request, _("Noted. The seats are given in the order of coming, once the date is set.")
    )
    return redirect(workshop)


def date_poll(request, public_id):
    """The host's page: dates to offer, how many can come to each, and the decision."""
    workshop, now = find_managed(request, public_id), timezone.now()
    if not workshop.is_undecided:
        return leave_poll(request, workshop)
    units = request.user.units_above(workshop.unit_id)  # their own free days count, too
    slots = sensible_slots(workshop, timezone.localdate(now), units)
    if "decide" in request.POST:
        return decide(request, workshop, now)
    if request.method == "POST":
        return offer(request, workshop, slots, now)
    return draw(request, workshop, slots)


def leave_poll(request, workshop):
    """What is a draft or was called off without a date says so on its own page."""
    if workshop.sessions.exists():
        messages.info(request, _("The date of this workshop is decided."))
    return redirect(workshop)


def offer(request, workshop, slots, now):
    ticked = request.POST.getlist("slot")
    chosen = [slot for slot in slots if slot[0].isoformat() in ticked]
    if not chosen:
        error = _("Choose at least one date to offer.")
        return draw(request, workshop, slots, error=error, status=422)
    try:
        actions.offer_dates(actor=request.user, workshop=workshop, slots=chosen, now=now)
    except actions.TooManyOptions as refusal:
        more = {"ticked": ticked, "error": refusal.message, "status": refusal.status}
        return draw(request, workshop, slots, **more)
    messages.success(request, _("The poll is open; interested people hear of it."))
    return redirect("workshops:date_poll", workshop.public_id)


def draw(request, workshop, slots, *, ticked=(), error="", status=200):
    options = with_free_people(workshop, timezone.now())
    offered = {one.starts_at for one in options}
    context = {
        "workshop": workshop,
        "options": options,
        "slots": [slot for slot in slots if slot[0] not in offered],
        "ticked": ticked,
        "error": error,
        "more": max(MOST_OPTIONS - len(options), 0),
        "people": workshop.interests.filter(user__is_active=True).count(),
    }
    return render(request, "workshops/date_poll.html", context, status=status)


def decide(request, workshop, now):
    chosen = request.POST["decide"]
    options = workshop.options.filter(pk=int(chosen[:9]) if chosen.isdecimal() else 0)
    option = get_object_or_404(options)
    decided = actions.decide_date(actor=request.user, workshop=workshop, option=option, now=now)
    messages.success(request, outcome(decided))
    return redirect(workshop)


def outcome(decided):
    if decided.booking_since:
        return _("The date is set; within minutes the seats are given in the order of coming.")
    words = _("The date is set. Interested people with a seat: %(seated)d; waiting: %(waiting)d.")
    active = decided.registrations.active()
    seated = active.seated().count()
    return words % {"seated": seated, "waiting": active.count() - seated}
