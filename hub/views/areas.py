from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from competencies import actions
from competencies.models import Area, AreaExpert, AreaFollow, AreaSlug
from competencies.models.tagging import fetch_areas
from competencies.permissions import can_merge_areas
from discussions.models import ShelfItem, Thread
from discussions.models.listening import Listening, slugs
from discussions.permissions import curates
from foundation.rows import drawn_rows
from workshops.models import Material, Workshop

ROW = "discussions/_thread_row.html"
SHOWN = 5
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
    area = with_level(Area.objects.filter(slug=slug), user).first()
    if area is None:
        old = get_object_or_404(AreaSlug.objects.select_related("area"), slug=slug)
        return redirect(old.area, permanent=True)
    threads = Thread.objects.visible_to(user).questions().in_areas(Area.objects.within(area))
    unanswered = list(threads.unanswered().not_asked_by(user).newest_first().with_people()[:SHOWN])
    solved = list(solved_with_solvers(threads)[:LATELY])
    fetch_areas([*unanswered, *solved[:SHOWN]])
    context = {
        "area": area,
        "unanswered": drawn_rows(ROW, unanswered),
        "solved": drawn_rows(ROW, solved[:SHOWN]),
        "workshops": workshops_of(area, user),
        "materials": materials_of(area, user),
        "experts": experts_of(area, solved),
        "listening": Listening("question-asked", slugs(Area.objects.within(area))),
        "shelf": shelf_of(area, user),
        "may_shelve": curates(user, area),
        "may_merge": can_merge_areas(user),
    }
    return render(request, "hub/area_detail.html", context)


def with_level(areas, user):
    """Whether the person follows or mutes each, and what need not be asked for."""
    follows = AreaFollow.objects.filter(user=user, area=OuterRef("pk"))
    return areas.annotate(
        is_followed=Exists(Area.objects.followed_by(user).filter(pk=OuterRef("pk"))),
        is_muted=Exists(follows.filter(level=AreaFollow.Level.MUTED)),
        has_shelf=Exists(ShelfItem.objects.filter(area=OuterRef("pk"))),
        has_experts=Exists(AreaExpert.objects.filter(area=OuterRef("pk"))),
    )


def shelf_of(area, user):
    """ "Mulai di sini": what this reader may see of it, in the order of its curators."""
    if not area.has_shelf:
        return []
    seen = Q(thread=None) | Q(thread__in=Thread.objects.visible_to(user))
    return list(area.shelf.standing().filter(seen).select_related("thread", "guide"))


def workshops_of(area, user):
    workshops = Workshop.objects.published().in_areas([area]).upcoming(timezone.now())
    return list(workshops.with_seats().with_my_seat(user)[:SHOWN])


def materials_of(area, user):
    materials = Material.objects.visible_to(user).filter(area_items__tag=area)
    return list(materials.with_newest().select_related("workshop").order_by("-added_at")[:SHOWN])


def solved_with_solvers(threads):
    solved = threads.with_readable_solution().busiest_first().with_people()
    return solved.select_related("author__unit", "best_answer__author__unit")


def experts_of(area, solved):
    """Whom the admin named, then people whose answers solved something lately, each once."""
    named = AreaExpert.objects.filter(area=area).select_related("user__unit").order_by("pk")
    people = [one.user for one in named] if area.has_experts else []
    people += [one.best_answer.author for one in solved if one.best_answer.author]
    return list(dict.fromkeys(one for one in people if one.is_active))[:8]


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
