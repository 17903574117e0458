"""Atom feeds of areas (RFC 4287, row 93), for readers that carry a person's own key."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.models import User
from accounts.permissions import is_suspended
from competencies.models import Area
from competencies.models.tagging import fetch_areas
from discussions.models import Thread

SHOWN = 30


@login_not_required
def area_feed(request, slug):
    """What the holder of `?kunci=` may read of the area, newest first; names of nobody."""
    user = holder_of(request.GET.get("kunci", ""))
    area = get_object_or_404(Area.objects.active(), slug=slug)
    threads = Thread.objects.visible_to(user).questions().in_areas(Area.objects.within(area))
    newest = list(threads.newest_first()[:SHOWN])
    fetch_areas(newest)
    feed = atom_of(area, newest, user.language or "id")
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def atom_of(area, threads, language):
    feed = Atom1Feed(
        title=f"{settings.FORUM_SITE_NAME}: {area}",
        link=f"{settings.FORUM_SITE_URL}{area.get_absolute_url()}",
        description="",
        language=language,
        feed_url=None,
    )
    for thread in threads:
        feed.add_item(
            title=thread.title,
            link=f"{settings.FORUM_SITE_URL}/t/{thread.public_id}/",
            description="",
            unique_id=f"{settings.FORUM_SITE_URL}/t/{thread.public_id}/",
            pubdate=thread.created_at,
            updateddate=thread.last_activity_at,
            categories=[str(one) for one in thread.shown_areas],
        )
    return feed


def holder_of(token):
    """Nobody learns whether a key, an account or the permission is missing."""
    token = token if token.isascii() and "\0" not in token else ""
    user = User.objects.active().filter(feed_token=token or "-").first()
    if user is None or is_suspended(user, timezone.now()):
        raise Http404
    return user


def feed_list(request):
    """The addresses of one's areas; a new key makes the old addresses dead."""
    areas = Area.objects.active().followed_by(request.user).in_order()
    context = {"areas": areas, "site": settings.FORUM_SITE_URL}
    return render(request, "hub/feed_list.html", context)


@require_POST
def renew_feed(request):
    """`on=0` ends all feeds."""
    if request.POST.get("on") == "0":
        actions.drop_feed_token(user=request.user)
    else:
        actions.renew_feed_token(user=request.user)
    return redirect("hub:feed_list")
