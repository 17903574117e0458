import time

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from discussions import actions, permissions
from discussions.models import Thread, is_by
from foundation.text import clean_line
from search.similar import STRONG, similar

OPENED = "opened_before_asking"
MOST_OPENED = 10
OFFERED = "offered_before_asking"
MOST_OFFERED = 50
FROM = 12  # signs of a title that say enough (settled.md 34)


def similar_questions(request):
    """The questions that resemble `?title=`, for the form; the form itself where it is opened."""
    if not request.htmx:
        return redirect("discussions:ask_question")
    title = clean_line(request.GET.get("title", "").replace("\0", ""))[:150]
    context = {"similar": offered(request, similar_to(request.user, title)), "asked": title}
    response = render(request, "discussions/_similar.html", context)
    response["Vary"] = "HX-Request"
    return response


def related_questions(request, public_id):
    """What resembles this question: below it when it is scrolled to, or a page of its own."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), public_id=public_id)
    near = [one for one in similar_to(request.user, thread.title) if one.pk != thread.pk]
    context = {"thread": thread, "related": near}
    template = "_related" if request.htmx else "related_questions"
    response = render(request, f"discussions/{template}.html", context)
    response["Vary"] = "HX-Request"
    return response


@require_POST
def find_answer(request, public_id):
    """ "Sudah terjawab, terima kasih": what was being typed need not be sent."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), public_id=public_id)
    asked = clean_line(request.POST.get("asked", "").replace("\0", ""))[:150]
    actions.find_answer(user=request.user, thread=thread, asked=asked, now=timezone.now())
    messages.success(request, _("Good to hear. Your draft was put away."))
    return redirect(thread)


def offered(request, threads):
    """The same threads; the session keeps that the form itself led there."""
    before = request.session.get(OFFERED, [])
    if new := [one.public_id for one in threads if one.public_id not in before]:
        request.session[OFFERED] = [*before, *new][-MOST_OFFERED:]
    return threads


def remember_opened(request, thread):
    """From the list of what resembles the title: kept with the session until it is asked.

    An address that somebody sent says nothing: one per person would mark who opened it.
    """
    if thread.public_id not in request.session.get(OFFERED, []):
        return
    opened = [one for one in request.session.get(OPENED, []) if one[0] != thread.public_id]
    request.session[OPENED] = [*opened, (thread.public_id, time.time())][-MOST_OPENED:]


def opened_before(request):
    """Public ids of what was opened within the hour; asking again begins anew."""
    since = time.time() - 3600
    return [public_id for public_id, at in request.session.pop(OPENED, []) if at > since]


def similar_to(user, title):
    """Questions that this person may see, likest first, each with its `likeness`."""
    if len(title) < FROM:
        return []
    entries = similar(
        text=title,
        kind="discussions.thread",
        audiences=sorted({"regency"} | permissions.audiences(user)),
    )
    by_pk = (
        Thread.objects.visible_to(user)
        .questions()
        .with_people()
        .in_bulk([entry.object_id for entry in entries])
    )
    found = []
    for entry in entries:
        if thread := by_pk.get(entry.object_id):
            thread.likeness = entry.likeness
            found.append(thread)
    return found


def unseen_similar(request, form):
    """What a person without JavaScript has not seen yet: only what most likely asks the same.

    Not their own: a form that is sent twice finds what it made the first time.
    """
    if "seen" in request.POST:
        return []
    near = similar_to(request.user, form.cleaned_data["title"])
    strong = [one for one in near if one.likeness >= STRONG and not is_by(request.user, one)]
    return offered(request, strong)
