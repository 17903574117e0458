"""The vocabulary is kept together: members suggest, moderators decide and merge (rows 39–41)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from competencies import actions, permissions
from competencies.models import Area, AreaSuggestion
from hub.forms import MergeAreasForm, SuggestAreaForm
from hub.reindexing import reindex_later

SHOWN = 50  # suggestions of each kind


def suggestion_list(request):
    """The form for every member, what waits for those who decide, and one's own."""
    initial = {"area": Area.objects.active().named(request.GET.get("bidang", "")).first()}
    sent = request.POST if request.method == "POST" else None
    form = SuggestAreaForm(sent, initial=initial)
    if form.is_valid():
        actions.suggest_area(by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. Moderators look at it."))
        return redirect("hub:suggestion_list")
    rows = AreaSuggestion.objects.select_related("area", "by", "decided_by").order_by("-pk")
    waiting = list(rows.filter(decided_at=None)[:SHOWN])
    context = {
        "form": form,
        "waiting": [one for one in waiting if permissions.can_decide_suggestion(request.user, one)],
        "own": rows.filter(by=request.user)[:SHOWN],
    }
    status = 422 if form.errors else 200
    return render(request, "hub/suggestion_list.html", context, status=status)


@require_POST
def decide_suggestion(request, pk):
    """`accepted=1` takes it into the vocabulary."""
    suggestion = get_object_or_404(AreaSuggestion.objects.select_related("area"), pk=pk)
    may = permissions.can_decide_suggestion(request.user, suggestion)
    require(may, user=request.user, role="moderator")
    is_accepted = request.POST.get("accepted") == "1"
    by = {"actor": request.user, "now": timezone.now()}
    actions.decide_suggestion(suggestion=suggestion, is_accepted=is_accepted, **by)
    if is_accepted:
        reindex_later.enqueue()
    return redirect("hub:suggestion_list")


def merge_areas(request, slug):
    area = get_object_or_404(Area.objects.active(), slug=slug)
    require(permissions.can_merge_areas(request.user), user=request.user, role="moderator")
    form = MergeAreasForm(request.POST if request.method == "POST" else None, area=area)
    if not form.is_valid():
        status = 422 if form.errors else 200
        context = {"form": form, "area": area}
        return render(request, "hub/merge_areas_form.html", context, status=status)
    by = {"actor": request.user, "now": timezone.now()}
    into = actions.merge_areas(source=area, into=form.cleaned_data["into"], **by)
    reindex_later.enqueue()
    messages.success(request, _("The two areas are one now. Search follows in a moment."))
    return redirect(into)
