"""Kabar: the list, reading it, and what was missed without a socket."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from foundation.paging import paged
from notifications import actions
from notifications.forms import PreferencesForm, PushForm
from notifications.kinds import kinds, seen_by
from notifications.leaving import Leaving, leaving_by
from notifications.models import Channel, MailStanding, Notification
from notifications.push import DEVICE_COOKIE
from notifications.replay import missed
from notifications.topics import is_key

FILTERS = {
    "": _("All"),
    "belum": _("Unread"),
    "sebutan": _("To me"),
    "jawaban": _("Answers"),
    "lokakarya": _("Workshops"),
}
PICKED = {
    "sebutan": lambda kind: kind.is_personal,
    "jawaban": lambda kind: kind.group == "answers",
    "lokakarya": lambda kind: kind.group == "workshops",
}
MOST_TOPICS = 10
KEPT_A_YEAR = {
    "max_age": settings.SESSION_COOKIE_AGE * 12,
    "httponly": True,
    "samesite": "Lax",
    "secure": settings.FORUM_HTTPS,
}
STOPPED = _("Done. No such mail comes any more.")
MUTED = _("Done. You hear nothing of it any more.")


def news_list(request):
    chosen = request.GET.get("saring", "")
    news = Notification.objects.of(request.user).newest_first().select_related("actor")
    if chosen == "belum":
        news = news.unread()
    elif chosen in PICKED:
        news = news.filter(kind__in=[one.key for one in kinds.values() if PICKED[chosen](one)])
    page = paged(news, request, size=30)
    context = {"groups": by_age(seen_by(request.user, page.rows)), "page": page}
    actions.see_kabar(user=request.user, upto=actions.heard_upto(request.user))
    return render(
        request, "notifications/news_list.html", context | {"chosen": chosen, "filters": FILTERS}
    )


def by_age(news):
    """Today, yesterday, older, by the moment each row shows; empty groups are left out."""
    today = timezone.localdate()
    groups = {_("Today"): [], _("Yesterday"): [], _("Older"): []}
    names = list(groups)
    for row in sorted(news, key=lambda one: one.created_at, reverse=True):  # told later: broadcasts
        age = (today - timezone.localtime(row.created_at).date()) // timedelta(days=1)
        groups[names[min(max(age, 0), 2)]].append(row)
    return [(name, rows) for name, rows in groups.items() if rows]


@require_POST
def read_all(request):
    actions.read_all(user=request.user, now=timezone.now())
    return redirect("notifications:news_list")


def preferences(request):
    """Kind by channel, the summary, quiet hours, and push on this device."""
    form = PreferencesForm(request.POST or None, user=request.user)
    if not form.is_valid():
        paused = MailStanding.objects.paused().filter(user=request.user).exists()
        context = {"form": form, "is_paused": paused}
        status = 422 if form.errors else 200
        return render(request, "notifications/preferences.html", context, status=status)
    data, user = form.cleaned_data, request.user
    actions.choose_channels(user=user, wanted=form.wanted)
    actions.prefer(user=user, channel=Channel.DIGEST, cadence=data["digest"])
    actions.choose_quiet_hours(
        user=user, from_hour=data["quiet_from"], until_hour=data["quiet_until"]
    )
    messages.success(request, _("Saved."))
    return redirect("notifications:preferences")


def lessen_news(request, seq):
    """Less like this piece of news: mute the thing, keep the phone still, or show the kind no more.

    Its number has moved on when the same happened again meanwhile; the whole choice is next then.
    """
    row = Notification.objects.of(request.user).filter(seq=seq).first()
    shown = seen_by(request.user, [row] if row else [])
    if not shown:
        return redirect("notifications:preferences")
    leaving = Leaving(request.user, row.declared, row.about)
    if request.method != "POST":
        context = {"row": row, "leaving": leaving}
        return render(request, "notifications/lessen_news.html", context)
    acts = {"mute": leaving.mute, "still": leaving.keep_still, "hide": leaving.hide}
    acts.get(request.POST.get("what", ""), leaving.keep_still)()
    messages.success(request, _("Done. You can choose anew at any time."))
    return redirect("notifications:news_list")


@require_POST
def trust_address(request):
    actions.trust_address(user=request.user)
    messages.success(request, _("We write to your address again."))
    return redirect("notifications:preferences")


@require_POST
def subscribe_push(request):
    """From the page's script, which also asks whether this reader's browser is `known`.

    422 where the browser's push service is not one that we call. A cookie names the browser, so
    that whoever signs out of a shared phone, or in, silences it (accounts/receivers.py).
    """
    form = PushForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    data, user = form.cleaned_data, request.user
    if data["off"]:
        actions.unsubscribe_push(user=user, endpoint=data["endpoint"])
        return JsonResponse({"is_on": False})
    if data["known"]:
        subscription = actions.known_push(user=user, endpoint=data["endpoint"])
    else:
        said = {"keys": form.keys, "shows_text": data["shows_text"], "now": timezone.now()}
        subscription = actions.subscribe_push(user=user, endpoint=data["endpoint"], **said)
    response = JsonResponse({"is_on": bool(subscription)})
    if subscription:
        response.set_cookie(DEVICE_COOKIE, subscription.device, **KEPT_A_YEAR)
    return response


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


@login_not_required
@csrf_exempt
def unsubscribe(request, token):
    """A mail program posts here without a cookie (RFC 8058); a person gets a page to choose on."""
    leaving = leaving_by(token)
    if leaving is None:
        raise Http404
    done = ""
    if request.method == "POST":
        what = request.POST.get("what", "kind")
        acts = {"kind": leaving.stop, "all": leaving.stop_all, "mute": leaving.mute}
        acts.get(what, leaving.stop)()
        done = MUTED if what == "mute" else STOPPED
    context = {"leaving": leaving, "done": done, "address": masked(leaving.user.email)}
    return render(request, "notifications/unsubscribe.html", context)


def masked(address):
    """Enough for its owner to know it: whoever holds the link learns no address."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}•••@{host}"
