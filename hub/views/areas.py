from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from competencies import actions
from competencies.models import Area, AreaExpert, AreaSlug
from competencies.models.tagging import fetch_areas
from competencies.permissions import can_merge_areas
from discussions.models import Thread
from discussions.models.listening import Listening
from discussions.permissions import curates
from foundation.rows import drawn_rows
from hub.area_page import area_for
from workshops.models import Material, Workshop

ROW = "discussions/_thread_row.html"
SHOWN = 5
EXPERTS = 8
LATELY = 30  # solved questions among whose solvers the experts are


def area_list(request):
    areas = list(Area.objects.active().in_order())
    followed = set(Area.objects.followed_by(request.user).values_list("pk", flat=True))
    families = [
        (label, [area for area in areas if area.family == value])
        for value, label in Area.Family.choices
    ]
    context = {"families": families, "followed": followed, "known": areas_with_experts()}
    return render(request, "hub/area_list.html", context)


def areas_with_experts(units=None):
    """Where somebody is named, or has solved a question that everyone may read (row 43).

    Of all people, or of those of some units.
    """
    solving = Thread.objects.with_readable_solution().filter(
        visibility="regency", hidden_at=None, deleted_at=None, best_answer__author__is_active=True
    )
    named = AreaExpert.objects.filter(user__is_active=True)
    if units is not None:
        solving = solving.filter(best_answer__author__unit__in=units)
        named = named.filter(user__unit__in=units)
    earned = solving.values_list("area_items__tag", flat=True).distinct()
    return {*earned, *named.values_list("area", flat=True)}


def area_detail(request, slug):
    user = request.user
    area = area_for(user, slug)
    if area is None:
        old = get_object_or_404(AreaSlug, slug=slug)
        return redirect(old.area, permanent=True)
    family = list(Area.objects.within(area))
    threads = Thread.objects.visible_to(user).questions().in_areas(family).with_people()
    unanswered = list(threads.unanswered().not_asked_by(user).newest_first()[:SHOWN])
    solved = list(solved_with_solvers(threads)[:LATELY])
    fetch_areas([*unanswered, *solved[:SHOWN]])
    context = {
        "area": area,
        "unanswered": drawn_rows(ROW, unanswered),
        "solved": drawn_rows(ROW, solved[:SHOWN]),
        "experts": experts_of(area, solved),
        "workshops": workshops_of(area, user),
        "materials": materials_of(area, user),
        "listening": Listening("question-asked", frozenset(one.slug for one in family)),
        "shelf": shelf_of(area, user),
    }
    powers = {"may_shelve": curates(user, area), "may_merge": can_merge_areas(user)}
    return render(request, "hub/area_detail.html", context | powers)


def shelf_of(area, user):
    """ "Mulai di sini": what this reader may see of it, in the order of its curators."""
    if not area.has_shelf:
        return []
    seen = Q(thread=None) | Q(thread__in=Thread.objects.visible_to(user))
    return list(area.shelf.standing().filter(seen).select_related("thread", "guide"))


def workshops_of(area, user):
    if not area.has_workshops:
        return []
    workshops = Workshop.objects.published().in_areas([area]).upcoming(timezone.now())
    return list(workshops.with_seats().with_my_seat(user)[:SHOWN])


def materials_of(area, user):
    if not area.has_materials:
        return []
    materials = Material.objects.visible_to(user).filter(area_items__tag=area)
    shown = materials.with_newest().select_related("workshop", "session").newest_first()
    return list(shown[:SHOWN])


def solved_with_solvers(threads):
    solved = threads.with_readable_solution().busiest_first()
    return solved.select_related("author__unit", "best_answer__author__unit")


def experts_of(area, solved):
    """Whom the admin named, then people whose answers solved something lately, each once."""
    named = area.experts.select_related("user__unit").order_by("pk") if area.has_experts else []
    people = [one.user for one in named]
    people += [one.best_answer.author for one in solved if one.best_answer.author]
    return list(dict.fromkeys(one for one in people if one.is_active))[:EXPERTS]


@require_POST
def follow_area(request, slug):
    """`on=0` stops, `on=mute` silences it; sending twice changes nothing."""
    wanted = request.POST.get("on", "1")
    area = get_object_or_404(Area if wanted == "0" else Area.objects.active(), slug=slug)
    if wanted == "0":
        actions.unfollow_area(user=request.user, area=area, now=timezone.now())
    else:
        change = actions.mute_area if wanted == "mute" else actions.follow_area
        change(user=request.user, area=area, now=timezone.now())
    return redirect(area)
