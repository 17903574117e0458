"""Drafts of assignment letters: for whoever leads those who go, for the host, for oneself."""

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Unit
from accounts.second_factor import require
from foundation.limits import FEEDS, MARKS, limited, spend
from workshops import actions, papers, permissions
from workshops.models import AssignmentLetter, Workshop


def letter_list(request, public_id):
    """The units whose letters this reader may have, each with its versions."""
    workshop, user = find_sending(request, public_id), request.user
    rows, sends = rows_of(workshop, user), permissions.can_register_others(user)
    if not rows and not sends:
        raise Http404
    if sends:
        require(sends, user=user, role=permissions.acting_role(user))
    context = {"workshop": workshop, "rows": rows, "may_draft": is_ahead_or_kept(workshop)}
    return render(request, "workshops/letter_list.html", context)


def is_ahead_or_kept(workshop):
    end = workshop.last_end
    return end is not None and end >= timezone.now() - AssignmentLetter.KEPT


def rows_of(workshop, user):
    """Units of which somebody is registered, or was when a letter was drafted."""
    sent = workshop.registrations.sent().order_by().values_list("user__unit")
    people = dict(sent.annotate(count=Count("pk")))
    letters = list(workshop.letters.kept().newest_first().select_related("by"))
    named = {*people, *(one.unit_id for one in letters)} - {None}
    units = Unit.objects.in_order().filter(pk__in=named)
    return [
        {
            "unit": unit,
            "people": people.get(unit.pk, 0),
            "is_own": (is_own := not permissions.can_draft_letter(user, workshop, unit)),
            "letters": [
                one for one in letters if one.unit_id == unit.pk and (one.names(user) or not is_own)
            ],
        }
        for unit in units
        if is_reader(user, workshop, unit)
    ]


def find_sending(request, public_id):
    """`is_mine`: the reader takes part."""
    workshops = Workshop.objects.visible_to(request.user).with_dates().select_related("unit")
    workshop = get_object_or_404(workshops, public_id=public_id)
    mine = workshop.registrations.confirmed().filter(user=request.user)
    workshop.is_mine = mine.exists()
    return workshop


def is_reader(user, workshop, unit):
    is_own = workshop.is_mine and unit.pk == user.unit_id
    return is_own or permissions.can_draft_letter(user, workshop, unit)


def find_unit(request, workshop, slug):
    """A unit whose letter the reader may have, and of whom alone it then speaks."""
    unit, user = get_object_or_404(Unit, slug=slug), request.user
    if not is_reader(user, workshop, unit):
        raise Http404
    if not permissions.can_draft_letter(user, workshop, unit):
        return unit, user.public_id
    require(allowed=True, user=user, role=permissions.acting_role(user))
    return unit, ""


@require_POST
@limited(MARKS)
def draft_letter(request, public_id, unit):
    workshop = find_sending(request, public_id)
    unit, _only = find_unit(request, workshop, unit)
    letter = actions.draft_letter(
        actor=request.user, workshop=workshop, unit=unit, now=timezone.now()
    )
    return redirect("workshops:letter_file", public_id, unit.slug, letter.no)


@require_safe
def letter_file(request, public_id, unit, no):
    workshop = find_sending(request, public_id)
    unit, only = find_unit(request, workshop, unit)
    letter = get_object_or_404(workshop.letters.kept().filter(unit=unit), no=no)
    if only and not letter.names(request.user):
        raise Http404
    spend(FEEDS, f"letter {request.user.pk}")
    sheet = papers.assignment_letter(letter, only=only)
    etag = f'"{sheet.digest}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(sheet.drawn(), content_type="application/pdf")
        name = f"surat-tugas-{workshop.slug}-v{letter.no}.pdf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
