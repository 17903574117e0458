from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from accounts.second_factor import require
from discussions import actions, permissions
from discussions.models.calling import members_of, people_near
from discussions.models.sight import readers_of
from discussions.views.keeping import find_thread
from foundation.counting import people_words
from foundation.text import clean_line

SHORTEST = 2  # signs of a name
UNITS = 3  # offered for a mention


def people_list(request, public_id):
    """Whom a text may mention, for what was typed after "@": those who may read the question."""
    thread = find_thread(request, public_id)
    people = [
        {"to": one.get_absolute_url(), "name": one.name, "line": line_of(one)}
        for one in found_people(request, thread)
    ]
    return JsonResponse({"people": people + found_units(request)})


def found_units(request):
    """Units that this person leads may be called as a whole (row 54)."""
    text = typed(request)
    led = Unit.objects.filter(pk__in=request.user.led_unit_ids, name__icontains=text)
    return [
        {
            "to": f"/unit/{unit.slug}/orang/",
            "name": unit.name,
            "line": people_words(members_of(unit).count()),
        }
        for unit in (led.in_order()[:UNITS] if len(text) >= SHORTEST else [])
    ]


def invite_person(request, public_id):
    """Finds by name (`?q=`), and invites with `person` or `unit`."""
    thread = find_thread(request, public_id)
    require(permissions.can_answer(request.user, thread))
    if request.method == "POST":
        return invite(request, thread)
    text = typed(request)
    units = Unit.objects.filter(name__icontains=text)[:5] if len(text) >= SHORTEST else []
    context = {
        "thread": thread,
        "text": text,
        "people": [(one, line_of(one)) for one in found_people(request, thread)],
        "units": units if thread.is_for_all else [],
        "invited": thread.invitations.select_related("user__unit").order_by("pk"),
    }
    return render(request, "discussions/invite.html", context)


def invite(request, thread):
    by = {"actor": request.user, "thread": thread, "now": timezone.now()}
    if "unit" in request.POST:
        unit = get_object_or_404(Unit, slug=request.POST["unit"].replace("\0", ""))
        actions.invite_unit(unit=unit, **by)
    else:
        wanted = request.POST.get("person", "").replace("\0", "")
        person = get_object_or_404(User.objects.active(), public_id=wanted)
        actions.invite_person(person=person, **by)
    messages.success(request, _("Invited. They are told now."))
    return redirect("discussions:invite_person", public_id=thread.public_id)


def typed(request):
    return clean_line(request.GET.get("q", "").replace("\0", ""))[:60]


def found_people(request, thread):
    text = typed(request)
    if len(text) < SHORTEST:
        return []
    return people_near(thread, readers_of(thread).exclude(pk=request.user.pk), text)


def line_of(person):
    return ", ".join(part for part in (person.position, str(person.unit or "")) if part)
