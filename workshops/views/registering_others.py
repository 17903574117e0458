from django.shortcuts import render
from django.utils import timezone

from accounts.models import Unit, User
from accounts.second_factor import require
from foundation.limits import SEATS, limited
from workshops import actions, permissions
from workshops.forms import OthersForm
from workshops.views.workshop import find_workshop


@limited(SEATS)
def register_others(request, public_id):
    """First what would become of each; nothing changes until it is confirmed."""
    workshop, user = find_workshop(request, public_id), request.user
    role = permissions.acting_role(user)
    require(permissions.can_register_others(user) and not workshop.is_draft, user=user, role=role)
    sent = (request.POST or None, request.FILES or None)
    whom = {"members": User.objects.led_by(user), "unit": shown_unit(request)}
    form = OthersForm(*sent, workshop=workshop, **whom)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return draw(request, workshop, form, status=status)
    said = {"workshop": workshop, "people": form.found.values(), "wish": form.wish}
    if "confirm" in request.POST:
        key = form.cleaned_data["key"]
        outcomes = actions.register_others(actor=user, **said, now=timezone.now(), key=key)
    else:
        outcomes = actions.try_registering(actor=user, **said, now=timezone.now())
    return draw(request, workshop, form, outcomes=outcomes)


def shown_unit(request):
    """Whose people can be ticked: of the unit for which seats are held, or of one's own."""
    slug = request.GET.get("unit", "").replace("\0", "")
    return Unit.objects.led_by(request.user).filter(slug=slug).first() or request.user.unit


def draw(request, workshop, form, status=200, outcomes=()):
    context = {
        "workshop": workshop,
        "form": form,
        "outcomes": outcomes,
        "fit": [one.person for one in outcomes if one.registration],
        "is_done": "confirm" in request.POST and status == 200,
    }
    return render(request, "workshops/register_others.html", context, status=status)
