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
    follows = AreaFollow.objects.filter(user=request.user, area=OuterRef("pk"))
    area = Area.objects.annotate(is_followed=Exists(follows)).filter(slug=slug).first()
    if area is None:
        old = get_object_or_404(AreaSlug.objects.select_related("area"), slug=slug)
        return redirect(old.area, permanent=True)
    user, now = request.user, timezone.now()
    threads = Thread.objects.visible_to(user).questions().in_areas([area])
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


def materials_of(area, user):
    materials = Material.objects.visible_to(user).filter(area_items__tag=area)
    return list(materials.with_newest().select_related("workshop").order_by("-added_at")[:SHOWN])


def experts_of(threads):
    """People whose answers solved something here."""
    solved = threads.exclude(best_answer=None).values("best_answer__author")
    return list(User.objects.active().filter(pk__in=solved).select_related("unit")[:8])


@require_POST
def follow_area(request, slug):
    """`on=0` stops; sending twice changes nothing."""
    is_on = request.POST.get("on") != "0"
    area = get_object_or_404(Area.objects.active() if is_on else Area, slug=slug)
    if is_on:
        actions.follow_area(user=request.user, area=area, now=timezone.now())
    else:
        actions.unfollow_area(user=request.user, area=area)
    return redirect(area)
