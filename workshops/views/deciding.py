from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.second_factor import require
from notifications.actions import heard_upto, read_about
from workshops import actions, permissions
from workshops.forms import DecisionForm
from workshops.models import Registration
from workshops.models.deciding import requests_for


def request_list(request):
    """Who asks to take part, for those who approve it: the first to run out first."""
    requests = requests_for(request.user).select_related("user", "user__unit", "workshop")
    rows = list(requests.order_by("answer_by", "pk")[:100])
    if rows:  # by a role alone
        require(True, user=request.user, role=permissions.acting_role(request.user))
    return render(request, "workshops/request_list.html", {"requests": rows})


def decide_request(request, public_id):
    registration = find_request(request, public_id)
    user, now = request.user, timezone.now()
    form = DecisionForm(request.POST or None)
    if not form.is_valid():
        read_about(user=user, about=registration, now=now, upto=heard_upto(user))
        context = {"registration": registration, "form": form}
        status = 422 if request.method == "POST" else 200
        return render(request, "workshops/decide_request.html", context, status=status)
    if form.approves:
        actions.approve_request(actor=user, registration=registration, now=now)
        messages.success(request, _("The request is approved."))
    else:
        reason = form.cleaned_data["reason"]
        actions.decline_request(actor=user, registration=registration, reason=reason, now=now)
        messages.success(request, _("The request is declined; the person reads your reason."))
    return redirect("workshops:request_list")


def find_request(request, public_id):
    """Those who may not decide learn nothing of it, the person among them."""
    rows = Registration.objects.select_related("user", "user__unit", "workshop", "workshop__unit")
    registration = get_object_or_404(rows, public_id=public_id)
    role = permissions.acting_role(request.user)
    require(
        permissions.can_decide_request(request.user, registration), user=request.user, role=role
    )
    return registration
