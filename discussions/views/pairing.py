"""Two questions beside each other: the other one is found by words, an address or a number."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from competencies.models.tagging import fetch_areas
from discussions import permissions
from discussions.forms.curating import number_in
from discussions.models import Thread
from discussions.models.joining import joining_of
from discussions.views.similar import similar_to
from foundation.limits import SEARCHES, spend
from foundation.text import clean_line
from search.finding import find

MOST = 6  # candidates: more are found by better words
LONGEST = 300  # signs that are looked for


def draw_pair(request, form, thread, *, template, fits=None):
    """Both questions and what will happen; before that the search for the other one."""
    if "cari" in request.GET:
        spend(SEARCHES, str(request.user.pk))
    words = clean_line((request.GET.get("cari") or form.asked_for).replace("\0", ""))[:LONGEST]
    other = form.other
    context = {"form": form, "thread": thread, "words": words}
    if other and fits and not fits(other):
        other, context["unfit"] = None, _("You moderate the areas of only one of the two.")
    if other:
        fetch_areas([thread, other])
        pair = [with_opening(thread), with_opening(other)]
        context |= {"other": other, "pair": pair, "will": joining_of(*pair, request.user)}
    else:
        context["found"] = candidates(request.user, thread, words, fits)
    context["reason"] = request.POST.get("reason") or request.GET.get("reason", "")
    return render(request, template, context, status=422 if form.errors else 200)


def with_opening(thread):
    thread.opening = thread.posts.get(no=1)
    return thread


def candidates(user, thread, words, fits):
    """What the words name; without any, what resembles this question."""
    said = thread.shown_duplicate
    never = {thread.pk, said.of_id if said and said.state == "refused" else 0}
    named = Thread.objects.visible_to(user).questions().filter(public_id=number_in(words))
    found = [*named, *(found_by(user, words) if words else similar_to(user, thread.title))]
    one_each = list({one.pk: one for one in found if one.pk not in never}.values())[:MOST]
    fitting = [one for one in one_each if not fits or fits(one)]
    fetch_areas(fitting)
    return fitting


def found_by(user, words):
    """The search's first questions, in its order."""
    audiences = sorted({"regency"} | permissions.audiences(user))
    entries = find(text=words, audiences=audiences, kinds=["discussions.thread"]).entries
    ids = [entry.object_id for entry in entries]
    by_pk = Thread.objects.visible_to(user).questions().in_bulk(ids)
    return [by_pk[pk] for pk in ids if pk in by_pk]
