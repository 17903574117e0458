from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from competencies.models import Area
from competencies.permissions import is_moderator
from discussions import actions, permissions
from discussions.forms import AnswerForm, AskForm, EditQuestionForm
from discussions.models import Thread
from discussions.models.reading import (
    ANSWER_ORDERS,
    ORDERS,
    STATUSES,
    Filter,
    by_age,
    listed_threads,
    posts_for,
    unread_ids,
    with_reader,
)
from discussions.views.drawing import draw_form
from discussions.views.similar import unseen_similar
from foundation.markdown import MAX_BODY, render_markdown
from foundation.paging import paged
from foundation.rows import drawn_rows
from foundation.sharing import share_text

GUIDED = 3  # questions
OLD = timedelta(days=180)  # without a word: what is said now helps others more than the asker


def thread_list(request):
    chosen = Filter.from_query(request.GET)
    page = paged(listed_threads(request.user, chosen), request)
    rows = drawn_rows(
        "discussions/_thread_row.html", page.rows, unread=unread_ids(request.user, page.rows)
    )
    context = {"chosen": chosen, "page": page, "rows": rows, "statuses": STATUSES, "orders": ORDERS}
    context["moderates"] = is_moderator(request.user)
    return render(request, "discussions/thread_list.html", context)


def thread_detail(request, public_id, slug=""):
    threads = with_reader(Thread.objects.visible_to(request.user), request.user)
    thread = threads.filter(public_id=public_id).first()
    if thread is None:
        return thread_gone(request, public_id)
    if slug != thread.slug:
        return redirect(thread, permanent=True)
    context = page_of(request, thread)
    came_from = request.GET.get("dari", "")
    if came_from.isalnum():
        context["merged"] = thread.merged.filter(public_id=came_from[:8]).first()
    context["first_unread"] = first_unread(thread, context["posts"])
    if thread.my_last_read < thread.highest_no or thread.has_news:
        actions.read_thread(
            user=request.user, thread=thread, has_news=thread.has_news, now=timezone.now()
        )
    return render(request, "discussions/thread_detail.html", context)


def may_acknowledge(user, thread):
    may = permissions.can_acknowledge(user, thread)
    return may and not thread.acknowledgements.standing().filter(user=user).exists()


def first_unread(thread, posts):
    """The anchor of the oldest answer that a returning reader has not seen."""
    unread = [post for post in posts if thread.my_last_read and post.no > thread.my_last_read]
    return min(unread, key=lambda post: post.no).anchor if unread else ""


def thread_gone(request, public_id):
    """A removed question says so, and why, to those who could read it before (RFC 9110, 410)."""
    gone = Thread.objects.deleted_for(request.user).select_related("merged_into")
    thread = get_object_or_404(gone, public_id=public_id)
    if thread.merged_into:
        visible = Thread.objects.visible_to(request.user)
        get_object_or_404(visible, pk=thread.merged_into_id)
        return redirect(f"{thread.merged_into.get_absolute_url()}?dari={thread.public_id}")
    may_restore = bool(permissions.moderating_role(request.user, thread))
    may_read = may_restore or permissions.is_asker(request.user, thread)
    context = {
        "thread": thread,
        "may_restore": may_restore,
        "opening": thread.posts.select_related("author__unit").get(no=1) if may_read else None,
    }
    return render(request, "discussions/thread_gone.html", context, status=410)


def page_of(request, thread, *, answer_form=None):
    """Everything the question page shows; also when a form on it comes back with errors."""
    user, now = request.user, timezone.now()
    role = permissions.accepting_role(user, thread, now)
    moderates = bool(permissions.moderating_role(user, thread))
    opening, *answers = posts_for(thread, user, role=role, moderates=moderates)
    ordering = ordering_of(request, answers)
    answers = by_age(answers, ordering["order"])
    return {
        "thread": thread,
        "opening": opening,
        "posts": answers,
        "answers": drawn_rows("discussions/_answer.html", answers),
        **ordering,
        "own_answer": next((post for post in answers if post.is_own), None),
        "moderates": moderates,
        **state_of(thread, now),
        "answer_form": answer_form or AnswerForm(),
        "share_text": share_text(request, thread.title, f"/t/{thread.public_id}/"),
        **permissions.powers(user, opening),
        "may_acknowledge": may_acknowledge(user, thread),
        "must_acknowledge": permissions.can_acknowledge(user, thread),
    }


def ask_question(request):
    require(permissions.can_ask(request.user))
    area = Area.objects.active().named(request.GET.get("bidang", ""))
    initial = {"areas": [row.pk for row in area], "title": request.GET.get("judul", "")[:150]}
    form = AskForm(request.POST or None, request.FILES or None, user=request.user, initial=initial)
    if "preview" in request.POST or not form.is_valid():
        context = {"is_new_here": is_new_here(request.user)}
        return draw_form(request, form, "discussions/question_form.html", context)
    if near := unseen_similar(request, form):
        context = {"similar": near, "asks_first": True, "asked": form.cleaned_data["title"]}
        return draw_form(request, form, "discussions/question_form.html", context)
    return redirect(publish(request, form))


def ordering_of(request, answers):
    """How this reader wants the answers, and what there is to choose from."""
    order = request.GET.get("urut", "")
    orders = ANSWER_ORDERS if len(answers) > 1 else {}
    return {"order": order if order in ANSWER_ORDERS else "", "orders": orders}


def state_of(thread, now):
    is_old = thread.is_solved or thread.last_activity_at < now - OLD
    return {"taker": thread.taker(now), "is_old": is_old}


def is_new_here(user):
    """Whoever has asked less than three questions gets some guidance (row 75)."""
    return Thread.objects.asked_by(user).questions().count() < GUIDED


def publish(request, form):
    """The question, with its answer where the asker wrote down a known way."""
    data = form.cleaned_data
    by = {"author": request.user, "text": form.text, "now": timezone.now(), "key": data["key"]}
    if data["own_answer"]:
        messages.success(request, _("Thank you. Colleagues find this way from now on."))
        return actions.document_fix(answer=data["own_answer"], **by)
    messages.success(request, _("Your question is published. We tell you when there is an answer."))
    return actions.ask_question(**by)


def edit_question(request, public_id):
    thread = get_object_or_404(Thread.objects.visible_to(request.user), public_id=public_id)
    if thread.kind == Thread.Kind.ANNOUNCEMENT:
        return redirect("discussions:edit_announcement", public_id=public_id)
    opening = thread.posts.get(no=1)
    # What was typed until the question closed comes back with the action's refusal.
    may = permissions.wrote if request.method == "POST" else permissions.can_edit_post
    require(may(request.user, opening))
    initial = {
        "title": thread.title,
        "body": opening.body,
        "areas": [area.pk for area in thread.shown_areas],
        "version": opening.version,
    }
    sent = (request.POST or None, request.FILES or None)
    form = EditQuestionForm(*sent, user=request.user, post=opening, initial=initial)
    if "preview" in request.POST or not form.is_valid():
        return draw_form(request, form, "discussions/question_form.html", {"thread": thread})
    version = form.cleaned_data["version"]
    thread = actions.edit_question(
        editor=request.user, thread=thread, text=form.text, version=version, now=timezone.now()
    )
    return redirect(thread)


@require_POST
def preview_markdown(request):
    html = render_markdown(request.POST.get("body", "")[:MAX_BODY])
    return render(request, "discussions/_preview.html", {"preview": html})


def new_answers(request, public_id):
    """Answers after `?sejak=`, for the live button; the whole page where it is opened as one."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), public_id=public_id)
    since = request.GET.get("sejak", "")
    if not request.htmx or not since.isdecimal():
        return redirect(thread)
    drawn = drawn_answers(request.user, thread, after=max(int(since[:9]), 1))
    response = render(
        request, "discussions/_new_answers.html", {"answers": drawn, "thread": thread}
    )
    response["Vary"] = "HX-Request"
    return response


def drawn_answers(user, thread, **numbers):
    """Answers of the thread as this reader sees them, in the order in which they came."""
    role = permissions.accepting_role(user, thread, timezone.now())
    moderates = bool(permissions.moderating_role(user, thread))
    answers = posts_for(thread, user, role=role, moderates=moderates, **numbers)
    return drawn_rows("discussions/_answer.html", sorted(answers, key=lambda post: post.no))


def thread_link(request, public_id):
    """/t/7k3mq, short enough to be read aloud."""
    thread = get_object_or_404(Thread.objects.meant_for(request.user), public_id=public_id)
    if thread.deleted_at:  # its title is told to nobody
        return redirect("discussions:thread_detail", public_id=public_id)
    return redirect(thread)
