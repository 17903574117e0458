"""The people of a workshop as a table, for whoever manages it; who asked for it is kept."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from foundation.downloads import download
from foundation.limits import MARKS, limited
from workshops import actions
from workshops.actions.exporting import GROUPS
from workshops.forms import ExportForm
from workshops.views.announcing import find_managed

SHOWN = 20  # rows of the log


@limited(MARKS)
def export_people(request, public_id):
    workshop = find_managed(request, public_id)
    form = ExportForm(request.POST or None)
    if not form.is_valid():
        context = {"workshop": workshop, "form": form, "log": log_of(workshop, request.user)}
        status = 422 if request.method == "POST" else 200
        return render(request, "workshops/export_people.html", context, status=status)
    actions.export_people(
        actor=request.user, workshop=workshop, now=timezone.now(), **form.cleaned_data
    )
    return redirect("workshops:export_people", public_id)


def log_of(workshop, user):
    """Newest first; what one asked for oneself can be fetched while it stands."""
    rows = list(workshop.packages.of_people().select_related("asked_by").order_by("-pk")[:SHOWN])
    for row in rows:
        row.is_own = row.asked_by_id == user.pk and row.ended_at is None
        row.group = GROUPS[row.contents["group"]][0]
    return rows


def exported_people(request, public_id, package):
    """Only what one asked for oneself: it holds personal data."""
    workshop = find_managed(request, public_id)
    ready = workshop.packages.of_people().standing().exclude(ready_at=None)
    found = get_object_or_404(ready, asked_by=request.user, public_id=package)
    return download(request, found.file, name=f"{workshop.slug}-peserta.{found.kind}")
