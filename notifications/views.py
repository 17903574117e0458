"""Kabar: the list, reading it, and what was missed without a socket."""

from datetime import timedelta

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from foundation.paging import paged
from notifications import actions
from notifications.kinds import kinds, seen_by
from notifications.models import Notification
from notifications.replay import missed
from notifications.topics import is_key

FILTERS = {
    "": _("All"),
    "belum": _("Unread"),
    "jawaban": _("Answers"),
    "lokakarya": _("Workshops"),
}
GROUPS = {"jawaban": "answers", "lokakarya": "workshops"}
MOST_TOPICS = 10


def news_list(request):
    chosen = request.GET.get("saring", "")
    news = Notification.objects.of(request.user).newest_first().select_related("actor")
    if chosen == "belum":
        news = news.unread()
    elif chosen in GROUPS:
        keys = [key for key, kind in kinds.items() if kind.group == GROUPS[chosen]]
        news = news.filter(kind__in=keys)
    page = paged(news, request, size=30)
    context = {"groups": by_age(seen_by(request.user, page.rows)), "page": page}
    actions.see_kabar(user=request.user, upto=actions.heard_upto(request.user))
    return render(
        request, "notifications/news_list.html", context | {"chosen": chosen, "filters": FILTERS}
    )


def by_age(news):
    """Today, yesterday, older; empty groups are left out."""
    today = timezone.localdate()
    groups = {_("Today"): [], _("Yesterday"): [], _("Older"): []}
    names = list(groups)
    for row in news:
        age = (today - timezone.localtime(row.created_at).date()) // timedelta(days=1)
        groups[names[min(max(age, 0), 2)]].append(row)
    return [(name, rows) for name, rows in groups.items() if rows]


@require_POST
def read_all(request):
    actions.read_all(user=request.user, now=timezone.now())
    return redirect("notifications:news_list")


def missed_events(request):
    """`?t=thread:7k3mq.12&t=kabar.88`: the socket's objects, for those without a socket."""
    events = []
    for text in request.GET.getlist("t")[:MOST_TOPICS]:
        key, _dot, after = text.rpartition(".")
        if is_key(key) and after.isdecimal() and len(after) < 19:
            events += missed(request.user, key, int(after))
    response = JsonResponse({"events": events})
    response["Cache-Control"] = "private, no-store"
    return response
