"""Atom feeds of areas and questions (RFC 4287, row 93), for readers that carry a person's key."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import conditional_page, require_POST

from accounts import actions
from accounts.models import User
from accounts.permissions import is_suspended
from competencies.models import Area
from competencies.models.tagging import fetch_areas
from discussions.models import Thread
from foundation.limits import FEEDS, spend

SHOWN = 30


@login_not_required
@conditional_page
def area_feed(request, slug):
    """What the holder of `?kunci=` may read of the area, newest first; names of nobody."""
    user = holder_of(request.GET.get("kunci", ""))
    area = get_object_or_404(Area.objects.active(), slug=slug)
    threads = Thread.objects.visible_to(user).questions().in_areas(Area.objects.within(area))
    newest = list(threads.newest_first()[:SHOWN])
    fetch_areas(newest)
    feed = empty_feed(area, user)
    for thread in newest:
        feed.add_item(
            title=thread.title,
            link=f"{settings.FORUM_SITE_URL}/t/{thread.public_id}/",
            description="",
            unique_id=f"{settings.FORUM_SITE_URL}/t/{thread.public_id}/",
            pubdate=thread.created_at,
            updateddate=thread.last_activity_at,
            categories=[str(one) for one in thread.shown_areas],
        )
    return as_response(feed)


@login_not_required
@conditional_page
def thread_feed(request, public_id):
    """The question and its newest answers, as far as the holder of `?kunci=` may read them."""
    user = holder_of(request.GET.get("kunci", ""))
    readable = Thread.objects.visible_to(user).questions()
    thread = get_object_or_404(readable, public_id=public_id)
    posts = thread.posts.standing().filter(hidden_at=None).order_by("-no")
    feed = empty_feed(thread, user)
    for post in posts[:SHOWN]:
        post.thread = thread
        address = f"/t/{thread.public_id}/" if post.no == 1 else f"/j/{post.public_id}/"
        feed.add_item(
            title=thread.title if post.no == 1 else post.excerpt,
            link=f"{settings.FORUM_SITE_URL}{address}",
            description="",
            unique_id=f"{settings.FORUM_SITE_URL}{address}",
            pubdate=post.created_at,
            updateddate=post.edited_at or post.created_at,
        )
    return as_response(feed)


def empty_feed(about, user):
    return Atom1Feed(
        title=f"{settings.FORUM_SITE_NAME}: {about}",
        link=f"{settings.FORUM_SITE_URL}{about.get_absolute_url()}",
        description="",
        language=user.language or "id",
        feed_url=None,
    )


def as_response(feed):
    """A reader may keep it, and asks whether it has changed (ETag, RFC 9110 8.8.3)."""
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    return response


def holder_of(token):
    """Nobody learns whether a key, an account or the permission is missing."""
    token = token if token.isascii() and "\0" not in token else ""
    user = User.objects.active().filter(feed_token=token or "-").first()
    if user is None or is_suspended(user, timezone.now()):
        raise Http404
    spend(FEEDS, token)
    return user


def feed_list(request):
    """Addresses of one's areas and followed questions; a new key makes the old ones dead."""
    areas = Area.objects.active().followed_by(request.user).in_order()
    followed = Thread.objects.visible_to(request.user).questions().followed_by(request.user)
    threads = followed.busiest_first()[:SHOWN]
    context = {"areas": areas, "threads": threads, "site": settings.FORUM_SITE_URL}
    return render(request, "hub/feed_list.html", context)


@require_POST
def renew_feed(request):
    """`on=0` ends all feeds."""
    if request.POST.get("on") == "0":
        actions.drop_feed_token(user=request.user)
    else:
        actions.renew_feed_token(user=request.user)
    return redirect("hub:feed_list")
