from django.shortcuts import render
from django.utils import timezone

from workshops import permissions
from workshops.models.session import take_several_rooms
from workshops.views.workshop import find_workshop


def info_sheet(request, public_id):
    """One page to print or to read on weak signal: when, where, for whom, what to read."""
    workshop = find_workshop(request, public_id)
    materials = permissions.materials_for(request.user).filter(workshop=workshop, hidden_at=None)
    sessions = list(workshop.sessions.standing().in_order())
    context = {
        "workshop": workshop,
        "sessions": sessions,
        "names_rooms": take_several_rooms(sessions),
        "facilitators": workshop.facilitators.select_related("unit").order_by("name"),
        "materials": materials.in_order().with_newest(),
        "is_open": workshop.takes_registrations(timezone.now()),
    }
    return render(request, "workshops/info_sheet.html", context)
