from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from competencies import actions
from competencies.models import Area, AreaFollow, AreaSlug
from competencies.models.tagging import fetch_areas
from discussions.models import Thread
from discussions.permissions import curates
from foundation.rows import drawn_rows
from workshops.models import Material, Workshop

SHOWN = 5
LATELY = 30  # solved questions among whose solvers the experts are


def area_list(request):
    areas = list(Area.objects.active().in_order())
    followed = set(Area.objects.followed_by(request.user).values_list("pk", flat=True))
    families = [
        (label, [area for area in areas if area.family == value])
        for value, label in Area.Family.choices
    ]
    return render(request, "hub/area_list.html", {"families": families, "followed": followed})


def area_detail(request, slug):
    user, now = request.user, timezone.now()
    area = with_level(Area.objects.filter(slug=slug), user).first()
    if area is None:
        old = get_object_or_404(AreaSlug.objects.select_related("area"), slug=slug)
        return redirect(old.area, permanent=True)
    threads = Thread.objects.visible_to(user).questions().in_areas(Area.objects.within(area))
    unanswered = list(threads.unanswered().newest_first().with_people()[:SHOWN])
    solved = list(solved_with_solvers(threads)[:LATELY])
    fetch_areas([*unanswered, *solved[:SHOWN]])
    row = "discussions/_thread_row.html"
    workshops = Workshop.objects.published().in_areas([area]).upcoming(now)
    context = {
        "area": area,
        "unanswered": drawn_rows(row, unanswered),
        "solved": drawn_rows(row, solved[:SHOWN]),
        "workshops": list(workshops.with_seats().with_my_seat(user)[:SHOWN]),
        "materials": materials_of(area, user),
        "experts": experts_of(solved),
        "shelf": shelf_of(area, user),
        "may_shelve": curates(user, area),
    }
    return render(request, "hub/area_detail.html", context)


def with_level(areas, user):
    """Whether the person follows or mutes each."""
    follows = AreaFollow.objects.filter(user=user, area=OuterRef("pk"))
    return areas.annotate(
        is_followed=Exists(follows.filter(level=AreaFollow.Level.WATCHING)),
        is_muted=Exists(follows.filter(level=AreaFollow.Level.MUTED)),
    )


def shelf_of(area, user):
    """ "Mulai di sini": what this reader may see of it, in the order in which it was put there."""
    seen = Q(thread=None) | Q(thread__in=Thread.objects.visible_to(user))
    return list(area.shelf.standing().filter(seen).select_related("thread", "guide"))


def materials_of(area, user):
    materials = Material.objects.visible_to(user).filter(area_items__tag=area)
    return list(materials.with_newest().select_related("workshop").order_by("-added_at")[:SHOWN])


def solved_with_solvers(threads):
    solved = threads.with_readable_solution().busiest_first().with_people()
    return solved.select_related("author__unit", "best_answer__author__unit")


def experts_of(solved):
    """People whose answers solved something here lately, each once."""
    people = [one.best_answer.author for one in solved if one.best_answer.author]
    return list(dict.fromkeys(one for one in people if one and one.is_active))[:8]


@require_POST
def follow_area(request, slug):
    """`on=0` stops, `on=mute` silences it; sending twice changes nothing."""
    wanted = request.POST.get("on", "1")
    area = get_object_or_404(Area if wanted == "0" else Area.objects.active(), slug=slug)
    if wanted == "0":
        actions.unfollow_area(user=request.user, area=area)
    else:
        change = actions.mute_area if wanted == "mute" else actions.follow_area
        change(user=request.user, area=area, now=timezone.now())
    return redirect(area)
