"""The board of a unit: how its questions fare, and what a leader can do about it (row 87)."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import Unit, User
from accounts.second_factor import require
from competencies.models.standing import standing_in
from competencies.models.tagging import fetch_areas
from discussions import actions
from discussions.models import board
from discussions.models.helping import helped_by
from foundation.rows import drawn_rows
from hub.views.areas import areas_with_experts
from workshops.models import Workshop

ROW = "discussions/_thread_row.html"
SHOWN, HELPERS = 10, 50
SPANS = {
    "30": gettext_lazy("30 days"),
    "90": gettext_lazy("90 days"),
    "365": gettext_lazy("One year"),
}
USUAL = "90"


def unit_list(request):
    """The units that this person leads, with those below; whoever leads one goes to its board."""
    units = led_units(request)
    if len(units) == 1:
        return redirect("hub:unit_board", slug=units[0].slug)
    tree = {unit.pk: unit.parent_id for unit in units}
    tops = [unit for unit in units if unit.parent_id not in tree]
    return render(request, "hub/unit_list.html", {"tops": [with_below(one, units) for one in tops]})


def with_below(unit, units):
    below = [one for one in units if one.parent_id == unit.pk]
    return {"unit": unit, "below": [with_below(one, units) for one in below]}


def led_units(request):
    user = request.user
    require_leader(user)
    units = Unit.objects.in_order()
    units = units if user.is_admin else units.filter(pk__in=user.led_unit_ids)
    return list(units.annotate(people=Count("members", filter=Q(members__is_active=True))))


def require_leader(user):
    role = "admin" if user.is_admin else "leader"
    require(user.is_admin or user.is_leader, user=user, role=role)


def unit_board(request, slug):
    unit, units = find_unit(request, slug)
    now, chosen = timezone.now(), chosen_span(request)
    span = timedelta(days=int(chosen))
    people = User.objects.active().filter(unit__in=units)
    figures, before = board.figures_of(board.asked_in(units, request.user), now, span)
    context = {
        "unit": unit,
        "below": len(units) - 1,
        "leads_more": request.user.is_admin or len(request.user.led_unit_ids) > 1,
        "spans": SPANS,
        "chosen": chosen,
        "figures": figures,
        "before": before,
        "standing": standing_in(people, timezone.localdate(now).year),
        "trainings": trainings_of(people, request.user, now),
        **questions_of(units, request.user, now, span),
    }
    return render(request, "hub/unit_board.html", context)


def find_unit(request, slug):
    """A unit that this person leads, with all below it; others are not found (ux J19)."""
    user = request.user
    led = Unit.objects.all() if user.is_admin else Unit.objects.filter(pk__in=user.led_unit_ids)
    unit = get_object_or_404(led, slug=slug)
    require_leader(user)
    return unit, user.units_within(unit)


def chosen_span(request):
    asked = request.GET.get("masa", "")
    return asked if asked in SPANS else USUAL


def questions_of(units, user, now, span):
    """What waits, what is asked about, who helps, and whom one may thank."""
    questions = board.asked_in(units, user)
    waiting = list(board.long_unanswered(questions, now).with_people()[: SHOWN + 1])
    unsolved = list(board.long_unsolved(questions, now).with_people()[: SHOWN + 1])
    fetch_areas([*waiting, *unsolved])
    since = now - span
    unthanked = board.thankable(questions, user).exclude(thanks__by=user)
    return {
        "waiting": list(zip(waiting, drawn_rows(ROW, waiting), strict=True))[:SHOWN],
        "has_more_waiting": len(waiting) > SHOWN,
        "unsolved": drawn_rows(ROW, unsolved)[:SHOWN],
        "has_more_unsolved": len(unsolved) > SHOWN,
        "areas": board.areas_asked(questions, since, SHOWN),
        "known": areas_with_experts(units),
        "helpers": helpers_of(units, user, since),
        "answers": list(unthanked.filter(created_at__gt=since)[:SHOWN]),
    }


def helpers_of(units, user, since):
    people = list(board.helpers_in(units, user, since)[:HELPERS])
    helped = helped_by([person.pk for person in people])
    return [(person, helped[person.pk]) for person in people if helped[person.pk]]


def trainings_of(people, user, now):
    """Workshops ahead for which somebody of the unit is registered."""
    mine = Q(registrations__state="confirmed", registrations__user__in=people)
    ahead = Workshop.objects.visible_to(user).published().upcoming(now)
    found = ahead.annotate(coming=Count("registrations", filter=mine, distinct=True))
    return list(found.filter(coming__gt=0)[:SHOWN])


@require_POST
def thank_answer(request, slug, public_id):
    """For an answer to somebody of the unit."""
    _unit, units = find_unit(request, slug)
    answers = board.thankable(board.asked_in(units, request.user), request.user)
    answer = get_object_or_404(answers, public_id=public_id)
    actions.thank_answer(actor=request.user, answer=answer, now=timezone.now())
    messages.success(request, _("Thank you. %(name)s is told.") % {"name": answer.author.name})
    return redirect("hub:unit_board", slug=slug)
