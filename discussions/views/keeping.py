from dataclasses import replace

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from discussions import actions, permissions
from discussions.forms import ReasonForm
from discussions.models import Answer, Thread, is_by
from discussions.models.history import history_of
from discussions.views.answer import answer_or_404


def close_question(request, public_id):
    thread = find_thread(request, public_id)
    role = permissions.closing_role(request.user, thread)
    return with_reason(
        request,
        role=role,
        title=_("Close the question"),
        about=thread,
        then=lambda reason: redirect(
            actions.close_question(
                actor=request.user, thread=thread, reason=reason, now=timezone.now()
            )
        ),
    )


@require_POST
def reopen_question(request, public_id):
    thread = find_thread(request, public_id)
    require_role(request, permissions.reopening_role(request.user, thread))
    actions.reopen_question(actor=request.user, thread=thread, now=timezone.now())
    messages.success(request, _("The question is open again."))
    return redirect(thread)


@require_POST
def set_slow(request, public_id):
    """`on=0` lets it go on as usual."""
    thread = find_thread(request, public_id)
    require_role(request, permissions.moderating_role(request.user, thread))
    is_slow = request.POST.get("on") != "0"
    actions.set_slow(actor=request.user, thread=thread, is_slow=is_slow, now=timezone.now())
    return redirect(thread)


def delete_question(request, public_id):
    thread = find_thread(request, public_id)
    role = permissions.deleting_role(request.user, thread)

    def then(reason):
        actions.delete_question(
            actor=request.user, thread=thread, role=role, reason=reason, now=timezone.now()
        )
        messages.success(request, _("The question was removed."))
        return redirect("discussions:thread_list")

    return with_reason(request, role=role, title=_("Remove the question"), about=thread, then=then)


@require_POST
def restore_question(request, public_id):
    thread = get_object_or_404(Thread.objects.deleted_for(request.user), public_id=public_id)
    require_role(request, permissions.moderating_role(request.user, thread))
    return redirect(actions.restore_question(actor=request.user, thread=thread, now=timezone.now()))


def delete_answer(request, public_id):
    answer = answer_or_404(request, public_id)
    role = permissions.deleting_answer_role(request.user, answer)

    def then(reason):
        actions.delete_answer(
            actor=request.user, answer=answer, role=role, reason=reason, now=timezone.now()
        )
        messages.success(request, _("The answer was removed."))
        return redirect(answer.thread)

    return with_reason(request, role=role, title=_("Remove the answer"), about=answer, then=then)


@require_POST
def restore_answer(request, public_id):
    answers = Answer.objects.deleted_in(Thread.objects.visible_to(request.user))
    answer = get_object_or_404(answers.select_related("thread"), public_id=public_id)
    require_role(request, permissions.moderating_role(request.user, answer.thread))
    return redirect(actions.restore_answer(actor=request.user, answer=answer, now=timezone.now()))


def thread_history(request, public_id):
    """Who wrote, changed, chose, closed or removed what, when and why."""
    thread = find_thread(request, public_id)
    may_restore = bool(permissions.moderating_role(request.user, thread))
    context = {
        "thread": thread,
        "entries": [with_owner(entry, request.user) for entry in history_of(thread)],
        "opened": request.GET.get("lihat", ""),  # one comparison per page: they cost time
        "may_restore": may_restore,
    }
    return render(request, "discussions/thread_history.html", context)


def with_owner(entry, user):
    """Tells the page which texts are the reader's own."""
    return replace(entry, is_own=entry.post is not None and is_by(user, entry.post))


def with_reason(request, *, role, title, about, then):
    """Asks for the reason first; moderators must give one, authors need not."""
    require_role(request, role)
    is_sent = request.method == "POST"
    form = ReasonForm(request.POST if is_sent else None, is_required=role == "moderator")
    if not form.is_valid():
        thread = getattr(about, "thread", about)
        context = {"form": form, "title": title, "about": about, "thread": thread}
        status = 422 if form.errors else 200
        return render(request, "discussions/reason_form.html", context, status=status)
    return then(form.cleaned_data["reason"])


def require_role(request, role):
    require(bool(role), user=request.user, role=role)


def find_thread(request, public_id):
    return get_object_or_404(Thread.objects.visible_to(request.user), public_id=public_id)
