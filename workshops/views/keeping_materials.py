"""What a host does with the materials of a workshop."""

from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.limits import MATERIALS, MOVES, limited
from foundation.shown import marks_of
from workshops import actions
from workshops.actions.materials import facts_of
from workshops.forms import MaterialEditForm, MaterialForm
from workshops.models import Material
from workshops.views.announcing import find_managed

PLACE_DIGITS = 4


@limited(MATERIALS)
def add_material(request, public_id):
    workshop = find_managed(request, public_id)
    form = MaterialForm(request.POST or None, request.FILES or None, workshop=workshop)
    if not form.is_valid():
        return draw(request, form, workshop)
    actions.add_material(
        adder=request.user,
        workshop=workshop,
        material=form.material,
        now=timezone.now(),
        key=form.cleaned_data["key"],
    )
    messages.success(request, _("The material is added."))
    return redirect(workshop)


@limited(MATERIALS)
def edit_material(request, public_id):
    """Other words or a new version."""
    material = managed_material(request, public_id)
    facts = facts_of(material)
    initial = facts | {"version": marks_of(facts)}
    sent = (request.POST or None, request.FILES or None)
    form = MaterialEditForm(*sent, workshop=material.workshop, initial=initial)
    if not form.is_valid():
        return draw(request, form, material.workshop, material)
    said = {"editor": request.user, "material": material, "text": form.material}
    try:
        actions.edit_material(**said, shown=form.cleaned_data["version"], now=timezone.now())
    except actions.ChangedMeanwhile as refusal:
        form.give_back(refusal.names, marks_of(facts_of(managed_material(request, public_id))))
        return draw(request, form, material.workshop, material, status=409)
    messages.success(request, _("The material is changed."))
    return redirect(material)


def draw(request, form, workshop, material=None, status=422):
    context = {"form": form, "workshop": workshop, "material": material}
    status = status if form.errors else 200
    return render(request, "workshops/material_form.html", context, status=status)


def managed_material(request, public_id):
    """Of a workshop that this person manages; else 403, or 404 where it is hidden from them."""
    materials = Material.objects.visible_to(request.user).with_newest()
    material = get_object_or_404(materials, public_id=public_id)
    material.workshop = find_managed(request, material.workshop.public_id)
    return material


def arrange_materials(request, public_id):
    """Their order, and how many people opened each."""
    workshop = find_managed(request, public_id)
    materials = Material.objects.visible_to(request.user).filter(workshop=workshop)
    rows = materials.in_order().with_newest().with_readers().select_related("session")
    context = {"workshop": workshop, "materials": rows}
    return render(request, "workshops/arrange_materials.html", context)


@require_POST
@limited(MOVES)
def move_material(request, public_id):
    """To `place`, counted from 1."""
    material, place = managed_material(request, public_id), request.POST.get("place", "")
    if not place.isdecimal() or len(place) > PLACE_DIGITS:
        return HttpResponseBadRequest()
    actions.move_material(material=material, place=int(place))
    return redirect("workshops:arrange_materials", material.workshop.public_id)
