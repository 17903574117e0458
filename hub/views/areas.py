from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.models import User
from competencies import actions
from competencies.models import Area, AreaFollow, AreaSlug
from competencies.models.tagging import fetch_areas
from discussions.models import Thread
from foundation.rows import drawn_rows
from workshops.models import Material, Workshop

SHOWN = 5


def area_list(request):
    areas = list(Area.objects.active().in_order())
    followed = set(Area.objects.followed_by(request.user).values_list("pk", flat=True))
    families = [
        (label, [area for area in areas if area.family == value])
        for value, label in Area.Family.choices
    ]
    return render(request, "hub/area_list.html", {"families": families, "followed": followed})


def area_detail(request, slug):
    area = with_level(Area.objects.filter(slug=slug), request.user).first()
    if area is None:
        old = get_object_or_404(AreaSlug.objects.select_related("area"), slug=slug)
        return redirect(old.area, permanent=True)
    user, now = request.user, timezone.now()
    threads = Thread.objects.visible_to(user).questions().in_areas(Area.objects.within(area))
    unanswered = list(threads.unanswered().newest_first().with_people()[:SHOWN])
    solved = list(threads.solved().busiest_first().with_people()[:SHOWN])
    fetch_areas([*unanswered, *solved])
    row = "discussions/_thread_row.html"
    workshops = Workshop.objects.published().in_areas([area]).upcoming(now)
    context = {
        "area": area,
        "is_followed": area.is_followed,
        "unanswered": drawn_rows(row, unanswered),
        "solved": drawn_rows(row, solved),
        "workshops": list(workshops.with_seats().with_my_seat(user)[:SHOWN]),
        "materials": materials_of(area, user),
        "experts": experts_of(threads),
    }
    return render(request, "hub/area_detail.html", context)


def with_level(areas, user):
    """Whether the person follows or mutes each."""
    follows = AreaFollow.objects.filter(user=user, area=OuterRef("pk"))
    return areas.annotate(
        is_followed=Exists(follows.filter(level=AreaFollow.Level.WATCHING)),
        is_muted=Exists(follows.filter(level=AreaFollow.Level.MUTED)),
    )


def materials_of(area, user):
    materials = Material.objects.visible_to(user).filter(area_items__tag=area)
    return list(materials.with_newest().select_related("workshop").order_by("-added_at")[:SHOWN])


def experts_of(threads):
    """People whose answers solved something here."""
    solved = threads.exclude(best_answer=None).values("best_answer__author")
    return list(User.objects.active().filter(pk__in=solved).select_related("unit")[:8])


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
