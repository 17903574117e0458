from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foundation.limits import MARKS, SEATS, limited
from workshops import actions
from workshops.forms import AnswersForm, QuestionForm
from workshops.models import EntryQuestion
from workshops.models.entry_question import brought_along
from workshops.views.announcing import find_managed
from workshops.views.workshop import find_workshop


@limited(MARKS)
def add_entry_question(request, public_id):
    """The questions at registering, and a form for another one."""
    workshop = find_managed(request, public_id)
    standing = list(questions_of(workshop))
    for one in standing:
        one.ends_along = brought_along(one, standing)
    form = QuestionForm(request.POST or None, questions=standing)
    if form.is_valid():
        try:
            actions.add_entry_question(
                actor=request.user, workshop=workshop, question=form.question, now=timezone.now()
            )
            return redirect("workshops:add_entry_question", public_id)
        except (actions.TooManyQuestions, actions.AskedAlready) as refusal:
            form.add_error(None, refusal.message)
    status = 422 if request.method == "POST" else 200
    context = {"workshop": workshop, "questions": standing, "form": form}
    context["is_full"] = len(standing) >= EntryQuestion.MOST
    return render(request, "workshops/add_entry_question.html", context, status=status)


def questions_of(workshop):
    return workshop.entry_questions.standing().in_order().select_related("only_after")


@require_POST
@limited(MARKS)
def end_entry_question(request, public_id, no):
    workshop = find_managed(request, public_id)
    question = get_object_or_404(workshop.entry_questions.standing(), no=no)
    ended = actions.end_entry_question(question=question, now=timezone.now())
    words = ngettext(
        "%(count)d question is asked no more; the answers stay.",
        "%(count)d questions are asked no more; the answers stay.",
        ended,
    )
    messages.success(request, words % {"count": ended})
    return redirect("workshops:add_entry_question", public_id)


@limited(SEATS)
def answer_host(request, public_id):
    """For whoever has a place: what the host asks, with what was said already."""
    workshop = find_workshop(request, public_id)
    mine = get_object_or_404(workshop.registrations.active(), user=request.user)
    said = dict(mine.answers.values_list("question__no", "text"))
    form = AnswersForm(
        request.POST or None,
        questions=list(questions_of(workshop)),
        initial={f"jawab-{no}": text for no, text in said.items()},
    )
    if not form.is_valid():
        context = {"workshop": workshop, "answers": form}
        status = 422 if request.method == "POST" else 200
        return render(request, "workshops/answer_host.html", context, status=status)
    actions.answer_host(user=request.user, workshop=workshop, answers=form.said, now=timezone.now())
    messages.success(request, _("The host reads your answers."))
    return redirect(workshop)
