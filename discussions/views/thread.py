import re
from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from competencies.models import Area
from competencies.models.tagging import fetch_areas
from competencies.permissions import is_moderator
from discussions import actions, permissions
from discussions.forms import AskForm, EditQuestionForm
from discussions.models import Thread, wrote_sealed
from discussions.models.answer_pages import AnswerOrder, Wanted, answer_page
from discussions.models.listening import listening_of
from discussions.models.reading import (
    ORDERS,
    STATUSES,
    Filter,
    listed_threads,
    unread_ids,
)
from discussions.models.suggestion import waiting_in
from discussions.models.thread import ANSWERS_A_PAGE
from discussions.models.thread_page import posts_for, thread_for, with_people
from discussions.views.drawing import draw_form
from discussions.views.reader_parts import parts_of
from discussions.views.similar import opened_before, remember_opened, unseen_similar
from discussions.views.told_part import told_of
from discussions.views.week_part import week_of
from foundation.limits import POSTS, limited
from foundation.markdown import MAX_BODY, render_markdown
from foundation.paging import page_number, paged
from foundation.refusals import typed
from foundation.rows import drawn_rows
from foundation.sharing import first_sentence, share_text

ANCHOR = re.compile(r"[jk]-[0-9a-z]{6}")
GUIDED = 3  # questions
OLD = timedelta(days=180)  # without a word: what is said now helps others more than the asker


def thread_list(request):
    chosen = Filter.from_query(request.GET)
    page = paged(listed_threads(request.user, chosen), request)
    fetch_areas(page.rows)
    rows = drawn_rows(
        "discussions/_thread_row.html", page.rows, unread=unread_ids(request.user, page.rows)
    )
    context = {"chosen": chosen, "page": page, "rows": rows, "statuses": STATUSES, "orders": ORDERS}
    context["moderates"] = is_moderator(request.user)
    context["listening"] = listening_of(request.user, chosen, page.number)
    return render(request, "discussions/thread_list.html", context)


def thread_detail(request, public_id, slug=""):
    thread = thread_for(request.user, public_id)
    if thread is None:
        return thread_gone(request, public_id)
    if slug != thread.slug:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{thread.get_absolute_url()}{query}", permanent=True)
    if request.GET.get("sebelum") == "bertanya":
        remember_opened(request, thread)
    context = page_of(request, thread)
    page = context["page"]
    came_from = request.GET.get("dari", "")
    if came_from.isalnum():
        context["merged"] = thread.merged.filter(public_id=came_from[:8]).first()
    if thread.has_news or page.has_unread:
        actions.read_thread(
            user=request.user,
            thread=thread,
            has_news=thread.has_news,
            now=timezone.now(),
            shown=None if page.is_whole else page.shown,
        )
    return render(request, "discussions/thread_detail.html", context)


def may_acknowledge(user, thread):
    may = permissions.can_acknowledge(user, thread)
    return may and not thread.acknowledgements.standing().filter(user=user).exists()


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
        "typed": typed(request),
    }
    return render(request, "discussions/thread_gone.html", context, status=410)


def page_of(request, thread, *, answer_form=None):
    """Everything the question page shows; also when a form on it comes back with errors."""
    user, now = request.user, timezone.now()
    role = permissions.accepting_role(user, thread, now)
    moderates = bool(permissions.moderating_role(user, thread))
    page = answer_page(thread, user, wanted_of(request), role=role, moderates=moderates)
    context = {
        "thread": thread,
        "opening": page.opening,
        "page": page,
        **words_of(page),
        "own_answer": page.of(user),
        "moderates": moderates,
        "writes_named": thread.has_merged and wrote_sealed(user, thread),
        **state_of(thread, user, now),
        "share_text": shared(request, thread, page),
        **permissions.powers(user, page.opening),
        **told_of(user, thread),
        "may_acknowledge": may_acknowledge(user, thread),
        "opened_before": opened_by_asker(user, thread) if moderates else [],
        "suggestion": waiting_in(thread, user) if thread.has_suggestions else None,
    }
    return context | parts_of(request, context, answer_form)


def words_of(page):
    said, *answers = drawn_posts([page.opening, *page.rows])
    return {"said": said, "answers": answers}


def drawn_posts(posts):
    return drawn_rows("discussions/_post.html", posts, complete=with_people)


def shared(request, thread, page):
    """With the first sentence of the solution, where everyone in the regency may read it."""
    best = next((one for one in page.rows if one.pk == thread.best_answer_id), None)
    sentence = first_sentence(best.excerpt) if best and thread.is_for_all else ""
    return share_text(request, thread.title, f"/t/{thread.public_id}/", sentence)


def opened_by_asker(user, thread):
    return Thread.objects.visible_to(user).filter(pk__in=thread.opened_before.values("opened"))


@limited(POSTS, previews=True)
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


def wanted_of(request):
    """Which answers the query string asks for."""
    order = request.GET.get("urut", "")
    return Wanted(
        order=order if order in AnswerOrder.values else "",
        number=page_number(request),
        anchor=asked if ANCHOR.fullmatch(asked := request.GET.get("ke", "")) else "",
        is_all=request.GET.get("hal") == "semua",
    )


def state_of(thread, user, now):
    is_old = thread.is_solved or thread.last_activity_at < now - OLD
    return {"taker": thread.taker(now), "is_old": is_old, **week_of(user, thread)}


def is_new_here(user):
    """Whoever has asked less than three questions gets some guidance (row 75)."""
    return Thread.objects.asked_by(user).questions().count() < GUIDED


def publish(request, form):
    """The question, with its answer where the asker wrote down a known way."""
    thread = ask_or_document(request, form)
    actions.note_opened(asked=thread, opened=opened_before(request), now=timezone.now())
    return thread


def ask_or_document(request, form):
    data = form.cleaned_data
    by = {"author": request.user, "text": form.text, "now": timezone.now(), "key": data["key"]}
    if data["own_answer"]:
        messages.success(request, _("Thank you. Colleagues find this way from now on."))
        return actions.document_fix(answer=data["own_answer"], **by)
    said = _("Your question is published. We tell you when there is an answer.")
    messages.success(request, said, extra_tags="ask-push-answer")
    return actions.ask_question(**by)


def edit_question(request, public_id):
    thread = thread_to_edit(request, public_id)
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


def thread_to_edit(request, public_id):
    """What was typed into a text that was removed meanwhile comes back with a sentence."""
    threads = Thread.objects.meant_for(request.user)
    thread = get_object_or_404(threads, public_id=public_id)
    if thread.deleted_at and request.method == "POST":
        raise actions.PostIsGone
    if thread.deleted_at:
        raise Http404
    return thread


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
    newer = thread.posts.standing().filter(no__gt=max(int(since[:9]), 1)).order_by("no")
    ids = list(newer.values_list("pk", flat=True)[: ANSWERS_A_PAGE + 1])
    found = answers_of(request.user, thread, ids)
    shown, more = found[:ANSWERS_A_PAGE], found[ANSWERS_A_PAGE:]
    if shown:
        numbers = [post.no for post in shown]
        actions.read_thread(
            user=request.user, thread=thread, has_news=True, now=timezone.now(), shown=numbers
        )
    return draw_new(request, thread, shown, more=more[0] if more else None)


def answers_of(user, thread, ids):
    """These answers of the thread as this reader sees them, in the order in which they came."""
    role = permissions.accepting_role(user, thread, timezone.now())
    moderates = bool(permissions.moderating_role(user, thread))
    return posts_for(thread, user, ids, role=role, moderates=moderates)


def draw_new(request, thread, answers, **context):
    """The fragment that an open page puts below its answers, or in the place of one."""
    context |= {"answers": drawn_posts(answers), "thread": thread}
    response = render(request, "discussions/_new_answers.html", context)
    response["Vary"] = "HX-Request"
    return response


def thread_link(request, public_id):
    """/t/7k3mq, short enough to be read aloud."""
    thread = get_object_or_404(Thread.objects.meant_for(request.user), public_id=public_id)
    if thread.deleted_at:  # its title is told to nobody
        return redirect("discussions:thread_detail", public_id=public_id)
    return redirect(thread)
