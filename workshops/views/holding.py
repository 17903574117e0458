from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Unit
from accounts.second_factor import require
from foundation.limits import SEATS, limited
from foundation.refusals import Refusal
from workshops import actions, permissions
from workshops.forms import HoldForm
from workshops.models import HeldSeats
from workshops.views.workshop import find_workshop


def find_holdable(request, public_id):
    """For whoever leads people who could come."""
    workshop, user = find_workshop(request, public_id), request.user
    may = permissions.can_register_others(user) and not workshop.is_draft
    require(may, user=user, role=permissions.acting_role(user))
    return workshop


@limited(SEATS)
def hold_seats(request, public_id):
    """Seats without names for one's team, and those that are held already."""
    workshop, user, now = find_holdable(request, public_id), request.user, timezone.now()
    units = Unit.objects.led_by(user)
    form = HoldForm(
        request.POST or None, units=units, workshop=workshop, initial={"unit": user.unit_id}
    )
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            actions.hold_seats(actor=user, workshop=workshop, **form.cleaned_data, now=now)
            messages.success(request, _("The seats are held. Name the people in time."))
            return redirect("workshops:hold_seats", public_id)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
            status = 409
    held = HeldSeats.objects.standing().filter(workshop=workshop, unit__in=units)
    context = {
        "workshop": workshop,
        "form": form,
        "held": list(held.select_related("unit", "by")[:50]),
    }
    return render(request, "workshops/hold_seats.html", context, status=status)


@require_POST
def release_seats(request, public_id, held):
    workshop = find_holdable(request, public_id)
    mine = HeldSeats.objects.filter(workshop=workshop, unit__in=Unit.objects.led_by(request.user))
    found = get_object_or_404(mine.select_related("workshop"), public_id=held)
    actions.release_seats(held=found, now=timezone.now())
    messages.success(request, _("The seats are free for others."))
    return redirect("workshops:hold_seats", public_id)
