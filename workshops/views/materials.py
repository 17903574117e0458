from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from discussions.views.moderation import report_about
from foundation.downloads import download
from workshops import actions
from workshops.forms import MaterialForm
from workshops.models import Material
from workshops.views.announcing import find_managed


def add_material(request, public_id):
    workshop = find_managed(request, public_id)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        context = {"form": form, "workshop": workshop}
        status = 422 if form.errors else 200
        return render(request, "workshops/material_form.html", context, status=status)
    actions.add_material(
        adder=request.user,
        workshop=workshop,
        material=form.material,
        now=timezone.now(),
        key=form.cleaned_data["key"],
    )
    return redirect(workshop)


def material_file(request, public_id):
    """Hands out the newest version after asking permission; never shown as a page of ours."""
    material = get_object_or_404(Material.objects.visible_to(request.user), public_id=public_id)
    version = material.newest
    if version is None:
        raise Http404
    return download(request, version.file, name=version.file_name)


def report_material(request, public_id):
    materials = Material.objects.visible_to(request.user).select_related("workshop", "added_by")
    return report_about(request, get_object_or_404(materials, public_id=public_id))
