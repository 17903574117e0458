"""The library of materials, and each of them as its readers find it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.second_factor import require
from competencies.models import Area
from discussions.views.moderation import report_about
from foundation.downloads import download
from foundation.limits import SEARCHES, spend
from foundation.paging import paged
from foundation.text import clean_line
from search.finding import find_ids
from workshops import actions, permissions
from workshops.models import Material
from workshops.views.roles import by_right_or_role

LONGEST = 100  # signs of a search
MOST_FOUND = 200


def material_list(request):
    """Everything this reader may open, newest first; `?q=` finds, `?bidang=` narrows."""
    user = request.user
    text = clean_line(request.GET.get("q", "").replace("\0", ""))[:LONGEST]
    area = Area.objects.named(request.GET.get("bidang", "")).first()
    materials = permissions.materials_for(user).with_newest().with_areas()
    materials = materials.select_related("workshop", "session")
    if area:
        materials = materials.in_areas(Area.objects.within(area))
    found = materials.in_the_order_of(found_ids(user, text)) if text else materials.newest_first()
    tagged = Area.objects.filter(materialarea_items__isnull=False).distinct().in_order()
    context = {"page": paged(found, request), "text": text, "area": area, "areas": tagged}
    return render(request, "workshops/material_list.html", context)


def found_ids(user, text):
    spend(SEARCHES, str(user.pk))
    seen = {"regency"} | permissions.audiences(user)
    return find_ids(text=text, kind="workshops.material", audiences=seen, most=MOST_FOUND)


def find_material(request, public_id):
    materials = Material.objects.visible_to(request.user).with_newest().with_areas()
    people = ("workshop__unit", "workshop__host", "session", "added_by")
    material = get_object_or_404(materials.select_related(*people), public_id=public_id)
    return by_right_or_role(request, material)


def material_detail(request, public_id):
    """What it is before anything is downloaded; `?v=` of an old link says that there is a newer."""
    material = find_material(request, public_id)
    versions = list(material.versions.newest_first().with_readers().select_related("by"))
    manages = permissions.can_manage_workshop(request.user, material.workshop)
    asked = request.GET.get("v", "")
    context = {
        "material": material,
        "versions": versions,
        "newest": versions[0],
        "asked": next((one for one in versions[1:] if str(one.no) == asked), None),
        "may_manage": manages,
    }
    if not manages:
        actions.note_opened(user=request.user, versions=versions[:1], now=timezone.now())
    return render(request, "workshops/material_detail.html", context)


def material_file(request, public_id):
    """Hands out the newest version after asking permission; never shown as a page of ours."""
    material = find_material(request, public_id)
    version = material.newest
    if not permissions.can_manage_workshop(request.user, material.workshop):
        now = timezone.now()
        actions.note_opened(user=request.user, versions=[version], downloaded=True, now=now)
    return handed_out(request, version)


def material_version(request, public_id, no):
    """An earlier version is for whoever manages the workshop; others are led to the newest."""
    material = find_material(request, public_id)
    version = get_object_or_404(material.versions, no=no)
    if permissions.can_manage_workshop(request.user, material.workshop):
        require(True, user=request.user, role=permissions.acting_role(request.user))
        return handed_out(request, version)
    return redirect(f"{material.get_absolute_url()}?v={no}")


def handed_out(request, version):
    if version.url:
        return redirect(version.url)
    return download(request, version.file, name=version.file_name)


def report_material(request, public_id):
    return report_about(request, find_material(request, public_id))
