from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit
from workshops import actions
from workshops.forms import CoverForm
from workshops.models import UnitCover
from workshops.views.announcing import require_leader


def set_cover(request):
    """The leader's rule, and those that hold already."""
    require_leader(request)
    units = Unit.objects.led_by(request.user)
    form = CoverForm(request.POST or None, units=units, initial={"unit": request.user.unit_id})
    if form.is_valid():
        actions.set_cover(actor=request.user, **form.cleaned_data, now=timezone.now())
        holds = form.cleaned_data["percent"] is not None
        words = _("The rule holds from now on.") if holds else _("The rule is taken away.")
        messages.success(request, words)
        return redirect("workshops:set_cover")
    rules = UnitCover.objects.filter(unit__in=units).select_related("unit", "set_by")
    context = {"form": form, "rules": list(rules.order_by("unit__name")[:100])}
    status = 422 if request.method == "POST" else 200
    return render(request, "workshops/cover_form.html", context, status=status)
