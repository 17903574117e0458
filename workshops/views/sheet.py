from django.shortcuts import render
from django.utils import timezone

from workshops.models import Material
from workshops.views.workshop import find_workshop


def info_sheet(request, public_id):
    """One page to print or to read on weak signal: when, where, for whom, what to read."""
    workshop = find_workshop(request, public_id)
    materials = Material.objects.visible_to(request.user).filter(workshop=workshop, hidden_at=None)
    context = {
        "workshop": workshop,
        "sessions": workshop.sessions.standing().in_order(),
        "facilitators": workshop.facilitators.select_related("unit").order_by("name"),
        "materials": materials.in_order().with_newest(),
        "is_open": workshop.takes_registrations(timezone.now()),
    }
    return render(request, "workshops/info_sheet.html", context)
