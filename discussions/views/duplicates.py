from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from discussions import actions, permissions
from discussions.forms import DifferenceForm, MergeForm, SameQuestionForm
from discussions.models import Thread
from discussions.views.keeping import find_thread, require_role
from discussions.views.pairing import draw_pair
from foundation.refusals import Refusal


def propose_duplicate(request, public_id):
    """Anyone names the question that was asked before; the asker is asked."""
    thread = find_thread(request, public_id)
    require(permissions.can_propose_duplicate(request.user, thread))
    form = SameQuestionForm(request.POST or None, **named(request))
    template = "discussions/duplicate_form.html"
    if not form.is_valid():
        return draw_pair(request, form, thread, template=template)
    of = form.cleaned_data["thread"]
    try:
        actions.propose_duplicate(actor=request.user, thread=thread, of=of, now=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return draw_pair(request, form, thread, template=template)
    messages.success(request, _("Thank you. The asker says whether that answers the question."))
    return redirect(thread)


@require_POST
def confirm_duplicate(request, public_id):
    thread = find_thread(request, public_id)
    require_role(request, permissions.answering_duplicate_role(request.user, thread))
    of = actions.confirm_duplicate(actor=request.user, thread=thread, now=timezone.now())
    messages.success(request, _("Your question is closed. Its answers are here; you follow them."))
    return redirect(of)


def refuse_duplicate(request, public_id):
    thread = find_thread(request, public_id)
    require_role(request, permissions.answering_duplicate_role(request.user, thread))
    form = DifferenceForm(request.POST or None)
    if not form.is_valid():
        return draw(request, "discussions/difference_form.html", form, thread)
    actions.refuse_duplicate(
        actor=request.user, thread=thread, now=timezone.now(), **form.cleaned_data
    )
    messages.success(request, _("The question stays open. Everyone reads how it differs."))
    return redirect(thread)


def merge_questions(request, public_id):
    """A moderator of both joins this question to another one."""
    thread = find_thread(request, public_id)
    require_role(request, permissions.moderating_role(request.user, thread))
    form = MergeForm(request.POST or None, **named(request))
    if not form.is_valid():
        return draw_merge(request, form, thread)
    into, reason = form.cleaned_data["thread"], form.cleaned_data["reason"]
    may = permissions.can_merge(request.user, thread, into)
    require(may, user=request.user, role="moderator")
    try:
        into = actions.merge_questions(
            actor=request.user, source=thread, into=into, reason=reason, now=timezone.now()
        )
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return draw_merge(request, form, thread)
    messages.success(request, _("The two questions are one now."))
    return redirect(into)


def draw_merge(request, form, thread):
    template = "discussions/merge_form.html"
    fits = partial(permissions.can_merge, request.user, thread)
    return draw_pair(request, form, thread, template=template, fits=fits)


def named(request):
    """The question that was chosen before, by a link of this page or of the queue."""
    return {
        "initial": {"of": request.GET.get("ke", ""), "reason": request.GET.get("reason", "")},
        "threads": Thread.objects.visible_to(request.user).questions(),
    }


def draw(request, template, form, thread):
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, "thread": thread}, status=status)
