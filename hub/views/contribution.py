"""Saya, Kontribusi: whom one helped, and the awards that one may show."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from competencies.models.tagging import fetch_areas
from discussions import actions
from discussions.models import Answer, Award, Guide, Thread
from discussions.models.helping import people_helped
from foundation.rows import drawn_rows
from notifications.actions import read_about

SHOWN = 5


def contribution(request):
    """People helped, not points; what stands here is the person's own to see (ux 2.10)."""
    user = request.user
    threads = Thread.objects.visible_to(user).with_people()
    solved = list(threads.filter(best_answer__author=user).busiest_first()[:SHOWN])
    asked = list(threads.asked_by(user).questions().newest_first()[:SHOWN])
    fetch_areas([*solved, *asked])
    answers = Answer.objects.visible_to(user).filter(author=user).select_related("thread")
    context = {
        "helped": people_helped(user),
        "awards": awards_of(user),
        "solved": drawn_rows("discussions/_thread_row.html", solved),
        "asked": drawn_rows("discussions/_thread_row.html", asked),
        "answers": list(answers.order_by("-created_at", "-pk")[:SHOWN]),
        "guides": list(Guide.objects.live().filter(owner=user).newest_first()[:SHOWN]),
    }
    return render(request, "hub/contribution.html", context)


def awards_of(user):
    """Newest first; opening the page reads what was told about them."""
    awards = list(Award.objects.of(user).with_news().newest_first())
    for award in awards:
        if award.has_news:
            read_about(user=user, about=award, now=timezone.now())
    return awards


@require_POST
def show_award(request, public_id):
    """On the page that colleagues see; `on=0` takes it off again."""
    award = get_object_or_404(Award.objects.of(request.user), public_id=public_id)
    is_shown = request.POST.get("on") != "0"
    actions.show_award(award=award, is_shown=is_shown, now=timezone.now())
    return redirect(award)
