"""Calls for topics: opened, proposed to, and each proposal decided."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.second_factor import require
from foundation.limits import TOPICS, WORKSHOPS, limited
from foundation.paging import paged
from foundation.refusals import Refusal
from notifications.actions import heard_upto, read_about
from workshops import actions, permissions
from workshops.forms import CallForm, ProposalDecisionForm, ProposalForm
from workshops.models import TopicCall, TopicRequest
from workshops.views.roles import by_right_or_role


@limited(WORKSHOPS)
def open_call(request):
    user = request.user
    require(permissions.can_open_call(user), user=user, role=permissions.acting_role(user))
    form = CallForm(request.POST or None, user=user, today=timezone.localdate())
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "workshops/call_form.html", {"form": form}, status=status)
    key = form.cleaned_data["key"]
    call = actions.open_call(actor=user, text=form.text, now=timezone.now(), key=key)
    messages.success(request, _("The call is open; those whom it concerns hear of it."))
    return redirect(call)


def find_call(request, public_id):
    calls = TopicCall.objects.visible_to(request.user).select_related("area", "unit", "by")
    return by_right_or_role(request, get_object_or_404(calls, public_id=public_id))


def call_detail(request, public_id):
    """What is called for, until when, and what was proposed."""
    call, user, now = find_call(request, public_id), request.user, timezone.now()
    topics = TopicRequest.objects.visible_to(user).filter(call=call).with_own_vote(user)
    context = {
        "call": call,
        "page": paged(topics.with_areas().most_wanted_first(), request),
        "is_open": call.is_open(now),
        "may_review": permissions.can_review_call(user, call),
    }
    read_about(user=user, about=call, now=now, upto=heard_upto(user))
    return render(request, "workshops/call_detail.html", context)


@limited(TOPICS)
def propose_topic(request, public_id):
    call, now = find_call(request, public_id), timezone.now()
    initial = {"areas": [call.area_id] if call.area_id else []}
    form = ProposalForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid():
        said = {"proposer": request.user, "call": call, "text": form.text}
        try:
            topic = actions.propose_topic(**said, now=now, key=form.cleaned_data["key"])
            return redirect(topic)
        except actions.CallIsClosed as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "call": call, "is_open": call.is_open(now)}
    status = 422 if form.errors else 200
    return render(request, "workshops/topic_form.html", context, status=status)


@limited(WORKSHOPS)
def decide_proposal(request, public_id):
    """By whoever `can_review_call`."""
    user = request.user
    proposals = TopicRequest.objects.visible_to(user).exclude(call=None).with_areas()
    topic = get_object_or_404(
        proposals.select_related("call", "asked_by__unit"), public_id=public_id
    )
    may = permissions.can_review_call(user, topic.call)
    require(may, user=user, role=permissions.acting_role(user))
    others = TopicRequest.objects.visible_to(user).open().exclude(pk=topic.pk).most_wanted_first()
    form = ProposalDecisionForm(request.POST or None, others=others)
    if form.is_valid():
        try:
            return decide(request, topic, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    context = {"topic": topic, "form": form}
    status = 422 if form.errors else 200
    return render(request, "workshops/decide_proposal.html", context, status=status)


def decide(request, topic, said):
    by = {"actor": request.user, "topic": topic, "now": timezone.now()}
    if said["decision"] == "declined":
        actions.decline_proposal(reason=said["reason"], **by)
    elif said["decision"] == "merged":
        actions.merge_proposal(into=said["into"], **by)
    elif draft := actions.accept_proposal(**by):
        messages.success(request, _("It is a draft now: fill in what is missing."))
        return redirect("workshops:edit_workshop", draft.public_id)
    messages.success(request, _("Decided; whoever proposed it hears of it."))
    return redirect(topic.call)
