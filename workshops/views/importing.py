from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from competencies.models import LearningForm
from foundation.limits import WORKSHOPS, limited
from workshops import actions
from workshops.forms import ImportForm
from workshops.forms.importing import NAMES_OF_HEADS, template_of
from workshops.views.announcing import require_leader


@limited(WORKSHOPS)
def import_workshops(request):
    """First what would become of each row; drafts are made when it is confirmed."""
    require_leader(request)
    now = timezone.now()
    sent = (request.POST or None, request.FILES or None)
    form = ImportForm(*sent, user=request.user, today=timezone.localdate(now))
    is_done, outcomes = False, []
    if form.is_valid():
        is_done = "confirm" in request.POST
        act = actions.import_workshops if is_done else actions.try_importing
        outcomes = act(host=request.user, plans=form.plans, now=now)
    context = {
        "form": form,
        "outcomes": outcomes,
        "new": sum(one.is_new for one in outcomes),
        "wrong": [entry for entry in form.entries if entry.problems],
        "is_done": is_done,
        "heads": NAMES_OF_HEADS,
        "forms": LearningForm.objects.order_by("pk"),
    }
    status = 422 if form.errors else 200
    return render(request, "workshops/import_workshops.html", context, status=status)


def import_template(request):
    """A table to begin with, as Excel opens it here."""
    require_leader(request)
    text = template_of(request.user, timezone.localdate())
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="lokakarya.csv"'
    return response
