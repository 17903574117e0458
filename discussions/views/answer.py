from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from discussions import actions, permissions
from discussions.forms import AnswerForm, AskBackForm, EditAnswerForm, ModeratorChoiceForm
from discussions.models import Answer, Solution, Thread, is_sealed_asker
from discussions.models.calling import mentioned_in
from discussions.models.thread_page import thread_for
from discussions.notices.base import may_see
from discussions.views.drawing import draw_form
from discussions.views.thread import answers_of, draw_new, page_of, thread_gone
from foundation.limits import MARKS, POSTS, limited


@require_POST
@limited(POSTS, previews=True)
def post_answer(request, public_id):
    # What was typed until the question was removed comes back with the action's refusal.
    thread = thread_for(request.user, public_id, even_removed=True)
    if thread is None:
        raise Http404
    by = {"owner": request.user, "is_nameless": is_sealed_asker(request.user, thread)}
    is_announcement = thread.kind == Thread.Kind.ANNOUNCEMENT
    form_class = AskBackForm if is_announcement else AnswerForm
    form = form_class(request.POST, request.FILES, **by)
    form.caller = request.user
    if thread.deleted_at and not form.is_valid():
        return thread_gone(request, public_id)
    warn_of_outsiders(form, thread)
    if not thread.deleted_at and ("preview" in request.POST or not form.is_valid()):
        context = page_of(request, thread, answer_form=form)
        return draw_form(request, form, "discussions/thread_detail.html", context)
    require(permissions.can_answer(request.user, thread) or not thread.is_open)
    data = form.cleaned_data
    said = {"body": data["body"], "attached": form.stored, "key": data["key"]}
    answer = actions.post_answer(author=request.user, thread=thread, now=timezone.now(), **said)
    messages.success(request, form.thanks)
    return redirect(answer)


def warn_of_outsiders(form, thread):
    """Whoever is mentioned and cannot read it is named before it is sent (row 52)."""
    body = form.cleaned_data.get("body", "") if form.is_valid() else ""
    if thread.is_for_all or not body:
        return
    names = [one.name for one in mentioned_in(body) if not may_see(one, thread)]
    if names:
        sentence = _("%(names)s cannot read this question. Take the mention out.")
        form.add_error("body", sentence % {"names": ", ".join(names)})


def edit_answer(request, public_id):
    answers = Answer.objects.select_related("thread", "author")
    answer = text_or_404(request, answers, public_id)
    # What was typed until the question closed comes back with the action's refusal.
    may = permissions.wrote if request.method == "POST" else permissions.can_edit_post
    require(may(request.user, answer))
    initial = {"body": answer.body, "version": answer.version}
    sent = (request.POST or None, request.FILES or None)
    form = EditAnswerForm(*sent, owner=request.user, post=answer, initial=initial)
    if "preview" in request.POST or not form.is_valid():
        return draw_form(request, form, "discussions/answer_form.html", {"answer": answer})
    data = form.cleaned_data
    actions.edit_answer(
        editor=request.user,
        answer=answer,
        body=data["body"],
        attached=form.stored,
        reason=data["reason"],
        version=data["version"],
        now=timezone.now(),
    )
    return redirect(answer)


@require_POST
@limited(MARKS)
def mark_helpful(request, public_id):
    """`on=0` takes the mark back; sending twice changes nothing."""
    answer = answer_or_404(request, public_id)
    require(permissions.can_mark_helpful(request.user, answer))
    answer.is_helped, answer.is_own = request.POST.get("on") != "0", False
    if answer.is_helped:
        actions.mark_helpful(user=request.user, post=answer, now=timezone.now())
    else:
        actions.unmark_helpful(user=request.user, post=answer)
    if request.htmx:
        return render(request, "discussions/_helpful.html", {"answer": answer})
    return redirect(answer)


def accept_answer(request, public_id):
    """The asker chooses at once; a moderator says why first."""
    answer, now = answer_or_404(request, public_id), timezone.now()
    role = permissions.accepting_role(request.user, answer.thread, now)
    is_moderator = role == Solution.Kind.MODERATOR
    require(bool(role), user=request.user, role="moderator" if is_moderator else "")
    form = ModeratorChoiceForm(request.POST or None)
    if request.method != "POST" or (is_moderator and not form.is_valid()):
        context = {"form": form, "answer": answer, "is_moderator": is_moderator}
        status = 422 if form.errors else 200
        return render(request, "discussions/accept_answer.html", context, status=status)
    reason = form.cleaned_data["reason"] if is_moderator else ""
    is_also = request.POST.get("also") == "1"
    actions.accept_answer(
        actor=request.user, answer=answer, kind=role, reason=reason, is_also=is_also, now=now
    )
    said = _("This is the best solution now. You can take the choice back.")
    messages.success(request, _("This solves the question too.") if is_also else said)
    return redirect(answer)


@require_POST
def unaccept_answer(request, public_id):
    answer = answer_or_404(request, public_id)
    role = permissions.accepting_role(request.user, answer.thread, timezone.now())
    require(bool(role), user=request.user, role="moderator" if role == "moderator" else "")
    actions.unaccept_answer(actor=request.user, answer=answer, role=role, now=timezone.now())
    messages.success(request, _("The question has no best solution now. Choose again any time."))
    return redirect(answer)


def answer_link(request, public_id):
    """/j/4h2xqm: the right page, at the answer; for an open page the answer as it reads now."""
    threads = Thread.objects.meant_for(request.user)
    answers = Answer.objects.filter(thread__in=threads).select_related("thread")
    answer = get_object_or_404(answers, public_id=public_id)
    if answer.thread.deleted_at or not request.htmx:
        return redirect(answer.thread if answer.deleted_at else answer)
    answers = answers_of(request.user, answer.thread, [answer.pk])
    return draw_new(request, answer.thread, answers, gone=None if answers else answer)


def text_or_404(request, posts, public_id):
    """What was typed about a text that was removed meanwhile comes back with a sentence."""
    post = get_object_or_404(posts.meant_for(request.user), public_id=public_id)
    if post.is_gone and request.method == "POST":
        raise actions.PostIsGone
    if post.is_gone:
        raise Http404
    return post


def answer_or_404(request, public_id):
    answers = Answer.objects.visible_to(request.user).select_related("thread", "author")
    return get_object_or_404(answers, public_id=public_id)
