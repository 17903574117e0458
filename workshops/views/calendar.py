from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_POST, require_safe

from accounts.permissions import is_suspended
from competencies.models import Area
from foundation.limits import FEEDS, MARKS, limited, spend
from workshops import actions
from workshops.calendar import calendar_of, feed_of
from workshops.forms import CalendarTokenForm
from workshops.models import CalendarToken
from workshops.views.workshop import find_workshop


def workshop_calendar(request, public_id):
    """The same entries as in the feeds and mails of this reader, to be kept once."""
    workshop = find_workshop(request, public_id)
    sessions = list(workshop.sessions.in_order())
    for session in sessions:
        session.workshop = workshop
    mine = workshop.registrations.filter(user=request.user).order_by("pk").last()
    response = as_response(calendar_of(sessions, mine))
    response["Content-Disposition"] = f'attachment; filename="lokakarya-{public_id}.ics"'
    return response


@login_not_required
@require_safe
@conditional_page
def calendar_feed(request, secret):
    """What the holder of the address may see; `?bidang=` narrows it to an area."""
    token = find_token(secret)
    area = None
    if "bidang" in request.GET:
        area = Area.objects.active().named(request.GET["bidang"]).first()
        if area is None:
            raise Http404
    with translation.override(token.user.language or settings.LANGUAGE_CODE):
        response = as_response(feed_of(token, now=timezone.now(), area=area))
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def find_token(secret):
    """Nobody learns whether a key, an account or the permission is missing."""
    tokens = CalendarToken.objects.standing().with_secret(secret).select_related("user")
    token = tokens.filter(user__is_active=True).first()
    if token is None or is_suspended(token.user, timezone.now()):
        raise Http404
    spend(FEEDS, f"calendar {token.pk}")
    return token


def as_response(body):
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


def calendar_token_list(request):
    """One's addresses, and a form for another one."""
    return draw(request, CalendarTokenForm())


@require_POST
@limited(MARKS)
def make_calendar_token(request):
    """Shows the address this once: only its hash is kept."""
    form, now = CalendarTokenForm(request.POST), timezone.now()
    if not form.is_valid():
        return draw(request, form, status=422)
    scope = form.cleaned_data["scope"]
    try:
        token, secret = actions.make_calendar_token(user=request.user, scope=scope, now=now)
    except actions.TooManyAddresses as refusal:
        form.add_error(None, refusal.message)
        return draw(request, form, status=409)
    address = settings.FORUM_SITE_URL + reverse("workshops:calendar_feed", args=[secret])
    webcal = f"webcal://{address.partition('://')[2]}"  # what phones open in their calendar
    return draw(request, CalendarTokenForm(), made=token, address=address, webcal=webcal)


def draw(request, form, *, status=200, **made):
    tokens = CalendarToken.objects.of(request.user).standing().order_by("-pk")
    context = {"form": form, "tokens": tokens, **made}
    response = render(request, "workshops/calendar_token_list.html", context, status=status)
    if made:
        response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def end_calendar_token(request, public_id):
    tokens = CalendarToken.objects.of(request.user).standing()
    token = get_object_or_404(tokens, public_id=public_id)
    actions.end_calendar_token(token=token, now=timezone.now())
    messages.success(request, _("This address gives nothing any more."))
    return redirect("workshops:calendar_token_list")
