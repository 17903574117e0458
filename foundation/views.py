"""Pages that know no domain: health, and every way to say that something went wrong."""

import secrets
import sys
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache

from foundation.refusals import is_away, is_busy, refused, typed


@login_not_required
@never_cache
def health(request):
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@cache_control(no_cache=True)
def service_worker(request):
    """At the top, so that it stands for every page; its own name never changes."""
    script = Path(finders.find("js/sw.js")).read_bytes()
    return HttpResponse(script, content_type="text/javascript")


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    message = str(exception) if exception and str(exception) else ""
    return render(request, "403.html", {"message": message, "typed": typed(request)}, status=403)


def not_found(request, exception=None):
    is_ours = request.resolver_match is not None  # else nobody has read what came with it
    return render(request, "404.html", {"typed": typed(request) if is_ours else []}, status=404)


def server_error(request):
    """Works with the database down: no query, no context processor.

    A database that is away, or too busy before a view began, is a 503 to try again.
    """
    error = sys.exception()
    is_gone = is_away(error)
    if is_gone or (isinstance(error, OperationalError) and is_busy(error)):
        page = loader.get_template("503.html").render({"is_away": is_gone})
        response = HttpResponse(page, status=503)
        response["Retry-After"] = "3"
        return response
    code = secrets.token_hex(2).upper()
    page = loader.get_template("500.html").render({"code": code, "_": _})
    return HttpResponse(page, status=500)


def csrf_failure(request, reason=""):
    """The page was open for too long, or came from elsewhere; what was typed stays in reach."""
    return refused(
        request,
        _("This page was open for a long time. Go back, reload it, and send again."),
        status=403,
    )
