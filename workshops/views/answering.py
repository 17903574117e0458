"""Questions that a workshop will answer: linked by leaders, settled one by one afterwards."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from discussions.forms.curating import number_in
from discussions.models import Thread
from discussions.views.pairing import found_by
from foundation.limits import LINKS, SEARCHES, limited, spend
from foundation.text import clean_line
from workshops import actions
from workshops.actions.scheduling import has_begun
from workshops.forms import SettleForm
from workshops.models import Workshop
from workshops.views.announcing import find_managed, require_leader

MOST = 6  # questions that a search offers
LONGEST = 200


def workshop_questions(request, public_id):
    """What it will answer, and a search for more."""
    workshop = find_managed(request, public_id)
    words = clean_line(request.GET.get("cari", "").replace("\0", ""))[:LONGEST]
    links = workshop.questions.sources().in_order()
    visible = links.filter(thread__in=Thread.objects.visible_to(request.user))
    linked = list(visible.select_related("thread", "answer"))
    context = {
        "workshop": workshop,
        "links": linked,
        "words": words,
        "found": found_questions(request, words, linked) if words else [],
        "may_settle": has_begun(workshop, timezone.now()),
        "may_link": not (workshop.is_done or workshop.is_called_off),
    }
    return render(request, "workshops/workshop_questions.html", context)


def found_questions(request, words, linked):
    spend(SEARCHES, str(request.user.pk))
    known = {one.thread_id for one in linked}
    named = Thread.objects.visible_to(request.user).questions().filter(public_id=number_in(words))
    found = {one.pk: one for one in [*named, *found_by(request.user, words)]}
    return [one for pk, one in found.items() if pk not in known][:MOST]


def find_question(request, public_id):
    questions = Thread.objects.visible_to(request.user).questions()
    return get_object_or_404(questions, public_id=public_id)


def sent(request, name):
    """A public id, or what is none."""
    return request.POST.get(name, "").replace("\0", "")[:8]


@limited(LINKS)
def answer_at_workshop(request, public_id):
    """From the question: which of the workshops that this leader holds will answer it."""
    thread = find_question(request, public_id)
    require_leader(request)
    over = [Workshop.Status.DONE, Workshop.Status.CANCELLED]
    held = Workshop.objects.managed_by(request.user).exclude(status__in=over).with_dates()
    ahead = held.filter(Q(last_end=None) | Q(last_end__gte=timezone.now())).order_by("first_start")
    if request.method == "POST":
        workshop = get_object_or_404(held, public_id=sent(request, "workshop"))
        return linked(request, workshop, thread)
    context = {"thread": thread, "workshops": list(ahead[:20])}
    return render(request, "workshops/answer_at_workshop.html", context)


@require_POST
@limited(LINKS)
def link_question(request, public_id):
    """From the workshop: `question` is its number."""
    workshop = find_managed(request, public_id)
    return linked(request, workshop, find_question(request, sent(request, "question")))


def linked(request, workshop, thread):
    actions.link_question(actor=request.user, workshop=workshop, thread=thread, now=timezone.now())
    messages.success(request, _("The workshop will answer this question."))
    return redirect("workshops:workshop_questions", workshop.public_id)


@require_POST
@limited(LINKS)
def unlink_question(request, public_id):
    workshop = find_managed(request, public_id)
    thread = find_question(request, sent(request, "question"))
    actions.unlink_question(workshop=workshop, thread=thread, now=timezone.now())
    return redirect("workshops:workshop_questions", public_id)


@limited(LINKS)
def settle_question(request, public_id, thread):
    """One question; `thread` is its public id."""
    workshop = find_managed(request, public_id)
    question = find_question(request, thread)
    link = get_object_or_404(workshop.questions.sources(), thread=question)
    form = SettleForm(request.POST or None, workshop=workshop)
    if not form.is_valid():
        context = {"form": form, "workshop": workshop, "thread": question, "link": link}
        status = 422 if form.errors else 200
        return render(request, "workshops/settle_question.html", context, status=status)
    settled = actions.settle_question(
        actor=request.user,
        link=link,
        words=form.cleaned_data["body"],
        material=form.cleaned_data["material"],
        now=timezone.now(),
    )
    return redirect(settled.answer or question)
