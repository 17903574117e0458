"""Pages for whoever runs the server: how the sending fares, and the same for Prometheus."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from accounts.second_factor import require
from notifications import figures
from notifications.outbox import try_again


def engine_room(request):
    """What waits, what failed, how many pages are open; parked work is tried again by a press."""
    require(request.user.is_admin, user=request.user, role="admin")
    now = timezone.now()
    if request.method == "POST":
        count = sum(try_again(rows, now=now) for rows in figures.works().values())
        messages.success(request, _("%(count)d are tried again.") % {"count": count})
        return redirect("hub:engine_room")
    context = {
        "queues": figures.queues(now),
        "failures": [(figures.LABELS[name], *rest) for name, *rest in figures.failures()],
        "servers": figures.servers(now),
    }
    return render(request, "hub/engine_room.html", context)


@login_not_required
def metrics(request):
    """For Prometheus, with `Authorization: Bearer FORUM_METRICS_TOKEN`; without a token, none."""
    token = settings.FORUM_METRICS_TOKEN
    said = request.headers.get("Authorization", "")
    if not token or not constant_time_compare(said, f"Bearer {token}"):
        raise Http404
    text = figures.exposition(timezone.now())
    response = HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response
