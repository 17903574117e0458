"""An admin lets whole units follow an area (row 51)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Unit, User
from accounts.second_factor import require
from competencies import actions
from competencies.models import Area
from foundation.counting import people_words
from hub.forms import SubscribeUnitForm


def subscribe_unit(request, slug):
    """Asks first: it says how many people it is, and is done when they are confirmed."""
    area = area_for_admin(request, slug)
    form = SubscribeUnitForm(request.POST if request.method == "POST" else None, area=area)
    context = {"form": form, "area": area, "units": units_following(area)}
    if not form.is_valid():
        return render(request, "hub/unit_follows.html", context, status=422 if form.errors else 200)
    unit = form.cleaned_data["unit"]
    if request.POST.get("sure") != str(unit.pk):
        context |= {"unit": unit, "count": people_of(request.user, unit)}
        return render(request, "hub/unit_follows.html", context)
    actions.subscribe_unit(actor=request.user, unit=unit, area=area, now=timezone.now())
    sentence = _("%(unit)s follows %(area)s now.") % {"unit": unit, "area": area}
    messages.success(request, sentence)
    return redirect("hub:subscribe_unit", area.slug)


@require_POST
def unsubscribe_unit(request, slug):
    area = area_for_admin(request, slug)
    unit = get_object_or_404(units_following(area), slug=request.POST.get("unit", ""))
    actions.unsubscribe_unit(unit=unit, area=area)
    sentence = _("%(unit)s no longer follows %(area)s.") % {"unit": unit, "area": area}
    messages.success(request, sentence)
    return redirect("hub:subscribe_unit", area.slug)


def area_for_admin(request, slug):
    require(request.user.is_admin, user=request.user, role="admin")
    return get_object_or_404(Area.objects.active(), slug=slug)


def units_following(area):
    return Unit.objects.filter(area_follows__area=area).order_by("name")


def people_of(user, unit):
    return people_words(User.objects.active().filter(unit__in=user.units_within(unit)).count())
