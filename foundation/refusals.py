"""How the product says no: with a sentence, and without losing what was typed."""

import logging
import math
from urllib.parse import urlsplit

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

logger = logging.getLogger("sepakat")
NEVER_SHOWN = (
    *("csrfmiddlewaretoken", "key", "password", "oldpassword", "password1", "password2"),
    *("login", "code"),  # a NIP, a one-time code
)
NOT_TYPED = (  # boxes, buttons and what pages carry along
    *("version", "areas", "on", "no", "present", "next", "seat", "audience", "unit", "form"),
    *("of", "decision", "kind", "useful", "to", "days", "shown", "waits", "listed", "overlap"),
    *("answers", "can", "slot", "decide", "withdraw", "upto", "people", "confirm", "meant", "add"),
    *("accepted", "also", "approve", "asked", "attached", "check", "do", "draft", "drop", "force"),
    *("granted", "guide", "more", "preview", "privacy", "remove", "repeat", "seen", "shift"),
    "sure",
)
LOCK_SIGNS = (
    "locked",
    "lock timeout",
    "statement timeout",
    "deadlock",
)
# PostgreSQL's and its driver's words for a database that is down, going down, or silent. A wrong
# statement is an OperationalError too (of SQLite), and that is a fault of ours.
AWAY_SIGNS = (
    *("couldn't get a connection", "the connection is lost", "is closed", "already closed"),
    *("server closed the connection", "connection refused", "connection failed", "connection to"),
    *("terminating connection", "the database system is", "too many clients", "reserved for"),
    *("does not answer", "could not receive", "could not send", "timeout expired", "ssl syscall"),
    *("unable to open database file", "disk i/o error", "is full", "no space left"),
)


class Refusal(Exception):
    """A verb cannot be done now, because of state; `message` is a whole translated sentence."""

    message = _("This cannot be done now.")
    status = 409

    def __init__(self, message=None):
        if message:
            self.message = message
        super().__init__(str(self.message))


class TooFast(Refusal):
    """Somebody does it more often than others can bear; `wait` is in seconds (RFC 6585)."""

    status = 429

    def __init__(self, message=None, *, wait: int):
        self.wait = wait
        super().__init__(message or please_wait(wait))


def please_wait(seconds: int) -> str:
    """In whole minutes, as one waits."""
    minutes = max(math.ceil(seconds / 60), 1)
    words = ngettext("Please wait %(count)d minute.", "Please wait %(count)d minutes.", minutes)
    return words % {"count": minutes}


class RefusalMiddleware:
    """Answers a refusal that no form caught, and a database that is too busy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET":
            allowed, response = response["Allow"], render(request, "405.html", status=405)
            response["Allow"] = allowed
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, Refusal):
            response = refused(request, exception.message, status=exception.status)
            if isinstance(exception, TooFast):
                response["Retry-After"] = str(exception.wait)
            return response
        if isinstance(exception, OperationalError) and is_busy(exception):
            logger.warning("busy database at %s", request.resolver_match.view_name)
            response = refused(
                request,
                _("Many people are using this at once. Please try again in a few seconds."),
                status=503,
            )
            response["Retry-After"] = "3"
            return response
        return None


def is_busy(error: OperationalError) -> bool:
    return any(sign in str(error).lower() for sign in LOCK_SIGNS)


def is_away(error: BaseException | None) -> bool:
    """The database cannot be reached now; waiting helps, and nobody typed anything wrong."""
    words = str(error).lower()
    return isinstance(error, OperationalError | InterfaceError) and any(
        sign in words for sign in AWAY_SIGNS
    )


def refused(request: HttpRequest, message, *, status: int) -> HttpResponse:
    """The sentence as a page, a fragment or JSON, with the posted text to copy."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"message": str(message)}, status=status)
    context = {"message": message, "typed": typed(request), "back": page_before(request)}
    fragment = "foundation/_refusal.html" if request.headers.get("HX-Request") else "409.html"
    return render(request, fragment, context, status=status)


def page_before(request: HttpRequest) -> str:
    """The page on which the form stood; empty when another site, or nothing, is named."""
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referer, {request.get_host()})
    return urlsplit(referer).path if is_ours else ""


def typed(request: HttpRequest) -> list[str]:
    """The posted texts, never passwords or files."""
    if request.method != "POST":
        return []
    return [
        str(value)
        for name, value in request.POST.items()
        if name not in NEVER_SHOWN + NOT_TYPED and str(value).strip()
    ]
