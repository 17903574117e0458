from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from discussions import actions, permissions
from discussions.forms import ReasonForm
from discussions.models import Answer, Post, Thread, is_by
from discussions.models.history import history_of, word_diff
from discussions.models.wordings import count_wordings, wording_at, wordings_page
from discussions.views.answer import answer_or_404
from foundation.paging import page_number


def close_question(request, public_id):
    thread = find_thread(request, public_id)
    role = permissions.closing_role(request.user, thread)

    def then(reason):
        actions.close_question(actor=request.user, thread=thread, reason=reason, now=timezone.now())
        messages.success(request, _("Closed. It can still be read and found."))
        return redirect(thread)

    title = _("Close the question")
    return with_reason(request, role=role, title=title, about=thread, then=then)


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
    thread = get_object_or_404(Thread.objects.meant_for(request.user), public_id=public_id)
    if thread.merged_into:
        return redirect("discussions:thread_history", public_id=thread.merged_into.public_id)
    may_restore = bool(permissions.moderating_role(request.user, thread))
    if thread.deleted_at and not (may_restore or permissions.is_asker(request.user, thread)):
        raise Http404
    entries = history_of(thread, is_whole=may_restore or not thread.deleted_at)
    context = {
        "thread": thread,
        "entries": [with_owner(entry, request.user) for entry in entries],
        "opened": request.GET.get("lihat", ""),  # one comparison per page: they cost time
        "may_restore": may_restore,
    }
    return render(request, "discussions/thread_history.html", context)


def compare_wordings(request, public_id):
    """Any two wordings of a text, `?dari=` and `?ke=`; the last two to begin with (row 78)."""
    readable = Post.objects.visible_to(request.user).filter(hidden_at=None)
    post = get_object_or_404(readable.select_related("thread", "author"), public_id=public_id)
    count = count_wordings(post)
    before = wording_at(post, number_of(request.GET.get("dari"), count - 1, count), count)
    after = wording_at(post, number_of(request.GET.get("ke"), count, count), count)
    page = wordings_page(post, page_number(request), count)
    # What is compared stays a choice on the other pages too.
    choices = {one.no: one for one in [*page.rows, before, after]}
    context = {
        "post": post,
        "page": page,
        "choices": sorted(choices.values(), key=lambda one: -one.no),
        "before": before,
        "after": after,
        "parts": word_diff(before.text, after.text),
    }
    return render(request, "discussions/compare_wordings.html", context)


def number_of(asked, otherwise, count):
    """Which of `count` wordings, `otherwise` where there is none of that number."""
    is_number = (asked or "").isdecimal() and len(asked) < 7
    return int(asked) if is_number and 1 <= int(asked) <= count else max(otherwise, 1)


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
