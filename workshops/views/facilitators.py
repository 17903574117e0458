from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from foundation.limits import LINKS, SEARCHES, limited, spend
from foundation.text import clean_line
from workshops import actions
from workshops.models import speakers_for
from workshops.views.announcing import find_managed
from workshops.views.workshop import find_workshop

SHORTEST = 2  # signs of a name
FOUND = 10


@limited(LINKS)
def facilitator_list(request, public_id):
    """Finds people by name (`?q=`); `add` and `remove` hold a person's id."""
    workshop = find_managed(request, public_id)
    if "remove" in request.POST:
        return remove(request, workshop)
    if "add" in request.POST:
        return add(request, workshop)
    return draw(request, workshop)


def add(request, workshop):
    person = find_person(request, "add")
    by = {"actor": request.user, "workshop": workshop, "person": person, "now": timezone.now()}
    try:
        actions.add_facilitator(is_meant="meant" in request.POST, **by)
    except actions.FacilitatorIsElsewhere as clash:
        return draw(request, workshop, person=person, clash=clash, status=409)
    messages.success(request, _("%(name)s leads this workshop.") % {"name": person.full_name})
    return redirect("workshops:facilitator_list", workshop.public_id)


def remove(request, workshop):
    actions.remove_facilitator(workshop=workshop, person=find_person(request, "remove"))
    return redirect("workshops:facilitator_list", workshop.public_id)


@require_POST
@limited(LINKS)
def stop_facilitating(request, public_id):
    """Whoever is named says that they do not lead it."""
    workshop = find_workshop(request, public_id)
    actions.remove_facilitator(workshop=workshop, person=request.user)
    messages.success(request, _("You are not named as its facilitator any more."))
    return redirect(workshop)


def find_person(request, name):
    wanted = request.POST[name].replace("\0", "")
    return get_object_or_404(User.objects.active(), public_id=wanted)


def draw(request, workshop, *, status=200, **more):
    text = clean_line(request.GET.get("q", "").replace("\0", ""))[:60]
    if text:
        spend(SEARCHES, str(request.user.pk))
    named = list(workshop.facilitators.select_related("unit").order_by("name"))
    known = [one.pk for one in named]
    found = User.objects.active().filter(name__icontains=text).exclude(pk__in=known)
    found = found.select_related("unit").order_by("name") if len(text) >= SHORTEST else found.none()
    context = {"workshop": workshop, "text": text, "found": list(found[:FOUND]), "named": named}
    context["suggested"] = speakers_for(workshop, timezone.now(), known)
    return render(request, "workshops/facilitator_list.html", context | more, status=status)
