"""What else is said about answers: that one is being written, that it worked, that it is final."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from discussions import actions, permissions
from discussions.forms import AnswerForm
from discussions.models import Post, Revision
from discussions.models.evidence import NONE, confirmations_of, evidence_of
from discussions.models.thread_page import thread_for
from discussions.views.answer import answer_or_404
from discussions.views.keeping import find_thread, require_role, with_reason
from discussions.views.thread import page_of
from foundation.limits import MARKS, limited
from foundation.markdown import MAX_BODY
from foundation.paging import paged


@require_POST
def take_question(request, public_id):
    """The button in the answer form; `on=0` lets it go. What was typed stays in the form."""
    thread = thread_for(request.user, public_id)
    if thread is None:
        raise Http404
    require(permissions.can_take_question(request.user, thread))
    if request.POST.get("on") == "0":
        actions.release_question(user=request.user, thread=thread)
        thread.taken_by = thread.taken_until = None
    else:
        taken = actions.take_question(user=request.user, thread=thread, now=timezone.now())
        thread.taken_by, thread.taken_until = request.user, taken.taken_until
    if request.htmx:
        context = {"thread": thread, "taker": thread.taken_by, "may_take": True}
        return render(request, "discussions/_take.html", context)
    body = request.POST.get("body", "")[:MAX_BODY]
    form = AnswerForm(initial={"body": body, "key": request.POST.get("key", "")[:40]})
    context = page_of(request, thread, answer_form=form)
    return render(request, "discussions/thread_detail.html", context)


@require_POST
@limited(MARKS)
def confirm_worked(request, public_id):
    """ "Berhasil di unit saya"; `on=0` takes it back."""
    answer, now = answer_or_404(request, public_id), timezone.now()
    require(permissions.can_confirm(request.user, answer))
    if request.POST.get("on") == "0":
        post = actions.unconfirm_worked(user=request.user, post=answer)
    else:
        post = actions.confirm_worked(user=request.user, post=answer, now=now)
    if not request.htmx:
        return redirect(answer)
    post.evidence = evidence_of([post], request.user, now).get(post.pk, NONE)
    post.is_own = False
    return render(request, "discussions/_worked.html", {"answer": post, "is_pressed": True})


def confirmation_list(request, public_id):
    """Who said that the answer worked, in which unit and when (row 28)."""
    answer = answer_or_404(request, public_id)
    context = {"answer": answer, "page": paged(confirmations_of(answer), request)}
    return render(request, "discussions/confirmation_list.html", context)


def lock_solution(request, public_id):
    thread = find_thread(request, public_id)
    role = permissions.moderating_role(request.user, thread) if thread.is_solved else ""

    def then(reason):
        actions.lock_solution(actor=request.user, thread=thread, reason=reason, now=timezone.now())
        messages.success(request, _("The best solution is locked. The asker cannot change it now."))
        return redirect(thread)

    return with_reason(
        request,
        role=role,
        title=_("Lock the best solution"),
        about=thread,
        then=then,
    )


@require_POST
def unlock_solution(request, public_id):
    thread = find_thread(request, public_id)
    require_role(request, permissions.moderating_role(request.user, thread))
    return redirect(actions.unlock_solution(actor=request.user, thread=thread, now=timezone.now()))


@require_POST
def restore_revision(request, public_id, no):
    """An earlier wording, named by its text and its number there."""
    posts = Post.objects.visible_to(request.user).filter(hidden_at=None, deleted_at=None)
    wanted = Revision.objects.filter(post__in=posts).select_related("post__thread")
    revision = get_object_or_404(wanted, post__public_id=public_id, no=no)
    role = permissions.restoring_role(request.user, revision.post)
    require(bool(role), user=request.user, role=role)
    post = actions.restore_revision(actor=request.user, revision=revision, now=timezone.now())
    messages.success(request, _("The earlier wording stands again."))
    return redirect(post)
