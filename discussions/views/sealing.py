"""The seal of an asker's name: who asked to open it, who decided, and the one look."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from discussions import actions, permissions
from discussions.forms import UnsealForm
from discussions.models import SealRequest, Thread


def seal_detail(request, public_id):
    """Asks for the opening; the asker reads here who wanted to know, and why."""
    thread = find_sealed(request, public_id)
    roles = permissions.unsealing_roles(request.user, thread)
    if request.method == "POST":
        require(bool(roles), user=request.user, role=roles[0] if roles else "")
    form = UnsealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.user, "role": roles[0], "now": timezone.now()}
        actions.request_unsealing(thread=thread, reason=form.cleaned_data["reason"], **by)
        messages.success(request, _("The other role is told and decides."))
        return redirect("discussions:seal_detail", public_id=public_id)
    return draw_seal(request, thread, form=form if roles else None)


@require_POST
def decide_unsealing(request, public_id):
    """`granted=1` opens it; anything else refuses."""
    asked = find_request(request, public_id)
    roles = permissions.unsealing_roles(request.user, asked.thread)
    role = next((role for role in roles if role != asked.asked_role), "")
    require(bool(role) and asked.asked_by_id != request.user.pk, user=request.user, role=role)
    is_granted = request.POST.get("granted") == "1"
    by = {"actor": request.user, "role": role, "now": timezone.now()}
    actions.decide_unsealing(request=asked, is_granted=is_granted, **by)
    return redirect("discussions:seal_detail", public_id=asked.thread.public_id)


@require_POST
def look_behind_seal(request, public_id):
    """The name stands on this one answer and is kept nowhere."""
    asked = find_request(request, public_id)
    roles = permissions.unsealing_roles(request.user, asked.thread)
    require(bool(roles), user=request.user, role=roles[0] if roles else "")
    person = actions.look_behind_seal(actor=request.user, request=asked, now=timezone.now())
    response = draw_seal(request, asked.thread, person=person)
    response["Cache-Control"] = "no-store"
    return response


def draw_seal(request, thread, *, form=None, person=None):
    asked = thread.seal_requests.select_related("asked_by", "decided_by").prefetch_related("looks")
    context = {"thread": thread, "form": form, "person": person, "requests": asked.order_by("-pk")}
    now, roles = timezone.now(), permissions.unsealing_roles(request.user, thread)
    for one in context["requests"]:
        two = (one.asked_by_id, one.decided_by_id)
        is_fresh = one.is_granted and one.decided_at > now - actions.SEAL_SHOWN
        one.may_look = is_fresh and request.user.pk in two
        one.may_decide = not one.decided_at and request.user.pk != one.asked_by_id
        one.may_decide = one.may_decide and any(role != one.asked_role for role in roles)
    status = 422 if form and form.errors else 200
    return render(request, "discussions/seal_detail.html", context, status=status)


def find_sealed(request, public_id):
    threads = Thread.objects.meant_for(request.user).exclude(sealed_mark="")
    thread = get_object_or_404(threads, public_id=public_id)
    require(permissions.can_see_seal(request.user, thread))
    return thread


def find_request(request, public_id):
    visible = Thread.objects.meant_for(request.user)
    requests = SealRequest.objects.filter(thread__in=visible).select_related("thread")
    return get_object_or_404(requests, public_id=public_id)
