"""A better wording of another person's text: suggested, compared, approved or not (row 14)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from discussions import actions, permissions
from discussions.forms import (
    ApproveSuggestionForm,
    RejectSuggestionForm,
    SuggestEditForm,
    SuggestQuestionEditForm,
)
from discussions.models import EditSuggestion, Post
from discussions.models.history import word_diff
from discussions.views.answer import text_or_404, warn_of_outsiders
from discussions.views.drawing import draw_form
from discussions.views.keeping import require_role
from foundation.limits import POSTS, limited
from foundation.markdown import render_markdown
from foundation.refusals import Refusal
from notifications.actions import heard_upto, read_about

SHOWN = 50  # suggestions of each kind


@limited(POSTS, previews=True)
def suggest_edit(request, public_id):
    """The text as it stands, to be changed; or the own suggestion, to be worded anew."""
    post = text_or_404(request, Post.objects, public_id)
    # What was typed until the question closed comes back with the action's refusal.
    is_sent = request.method == "POST"
    may = permissions.is_anothers if is_sent else permissions.can_suggest_edit
    require(may(request.user, post))
    own = post.suggestions.open().of(request.user).first()
    form = form_for(request, post, own)
    warn_of_outsiders(form, post.thread)
    if "preview" in request.POST or not form.is_valid():
        return draw_suggesting(request, form, post, own)
    data = {"text": form.text, "key": form.cleaned_data["key"], "now": timezone.now()}
    try:
        suggestion = actions.suggest_edit(author=request.user, post=post, **data)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return draw_suggesting(request, form, post, own)
    messages.success(request, _("Thank you. We tell you what is decided."))
    return redirect(suggestion)


def form_for(request, post, own):
    initial = {"body": post.body, "title": post.thread.title, "areas": post.thread.shown_areas}
    if own:
        initial = {"body": own.body, "title": own.title, "reason": own.reason}
        initial["areas"] = own.new_areas or post.thread.shown_areas
    initial |= {"version": post.version, "edition": own.edition if own else 0}
    kind = SuggestQuestionEditForm if post.no == 1 else SuggestEditForm
    form = kind(request.POST or None, post=post, initial=initial)
    if post.no == 1:
        form.fields["areas"].prefer(request.user)
    return form


def draw_suggesting(request, form, post, own):
    """With the difference to the text as it reads now, where that was changed meanwhile."""
    context = {"post": post, "own": own}
    if form.is_behind:
        title = f"{form.cleaned_data.get('title', '')}\n\n" if post.no == 1 else ""
        context["parts"] = word_diff(post.wording, title + form.cleaned_data.get("body", ""))
    elif own and own.is_outdated:
        context["parts"] = own.parts
    return draw_form(request, form, "discussions/suggest_edit.html", context)


def suggestion_list(request):
    """What waits for this person's word, and what they suggested."""
    suggestions = EditSuggestion.objects.with_text()
    context = {
        "waiting": suggestions.waiting().for_reviewer(request.user).oldest_first()[:SHOWN],
        "own": suggestions.visible_to(request.user).of(request.user).newest_first()[:SHOWN],
    }
    return render(request, "discussions/suggestion_list.html", context)


def suggestion_detail(request, public_id):
    suggestion = find_suggestion(request, public_id)
    user, now = request.user, timezone.now()
    read_about(user=user, about=suggestion, upto=heard_upto(user), now=now)
    return draw_suggestion(request, suggestion, ApproveSuggestionForm(**compared(suggestion)))


def draw_suggestion(request, suggestion, form):
    post = suggestion.post
    context = {
        "suggestion": suggestion,
        "result": render_markdown(suggestion.body),
        "post": post,
        "form": form,
        "role": permissions.reviewing_role(request.user, suggestion),
        "is_own": permissions.can_withdraw_suggestion(request.user, suggestion),
        "may_suggest": permissions.can_suggest_edit(request.user, post),
        "may_approve": post.thread.is_open and not (post.hidden_at or post.thread.hidden_at),
        "may_redact": bool(permissions.moderating_role(request.user, post.thread)),
    }
    status = 422 if form.errors else 200
    return render(request, "discussions/suggestion_detail.html", context, status=status)


@require_POST
def approve_suggestion(request, public_id):
    suggestion = find_suggestion(request, public_id)
    require_role(request, permissions.reviewing_role(request.user, suggestion))
    form = ApproveSuggestionForm(request.POST, **compared(suggestion))
    if not form.is_valid():
        return draw_suggestion(request, suggestion, form)
    read = {name: form.cleaned_data[name] for name in ("version", "edition")}
    by = {"actor": request.user, "now": timezone.now()}
    try:
        post = actions.approve_suggestion(suggestion=suggestion, **read, **by)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect(suggestion)
    messages.success(request, _("The text reads so now. Its suggester was thanked."))
    return redirect(post)


def compared(suggestion):
    """What the page of a suggestion lays side by side."""
    read = {"version": suggestion.post.version, "edition": suggestion.edition}
    return {"initial": read, "is_outdated": suggestion.is_outdated}


def reject_suggestion(request, public_id):
    suggestion = find_suggestion(request, public_id)
    require_role(request, permissions.reviewing_role(request.user, suggestion))
    form = RejectSuggestionForm(request.POST or None, is_required=True)
    if not form.is_valid():
        context = {"form": form, "about": suggestion, "thread": suggestion.post.thread}
        context["title"] = _("Leave the text as it is")
        status = 422 if form.errors else 200
        return render(request, "discussions/reason_form.html", context, status=status)
    by = {"actor": request.user, "now": timezone.now()}
    actions.reject_suggestion(suggestion=suggestion, reason=form.cleaned_data["reason"], **by)
    messages.success(request, _("The text stays as it is. The suggester reads your reason."))
    return redirect("discussions:suggestion_list")


@require_POST
def withdraw_suggestion(request, public_id):
    suggestion = find_suggestion(request, public_id)
    require(permissions.can_withdraw_suggestion(request.user, suggestion))
    try:
        actions.withdraw_suggestion(suggestion=suggestion, now=timezone.now())
    except actions.SuggestionIsDecided as refusal:
        messages.error(request, refusal.message)
        return redirect(suggestion)
    messages.success(request, _("Your suggestion is taken back."))
    return redirect(suggestion.post)


def find_suggestion(request, public_id):
    suggestions = EditSuggestion.objects.visible_to(request.user).with_text()
    return get_object_or_404(suggestions.select_related("decided_by"), public_id=public_id)
