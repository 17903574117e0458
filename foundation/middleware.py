"""What every request passes: policy headers, and the reader's language, theme and text size."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils import translation

LATER = "later"  # of X-Outbox: sent while another page was open
POLICY = {
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class PolicyHeaders:
    """Headers on every answer; pages of signed-in people are theirs alone (settled.md 11)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in POLICY.items():
            response.setdefault(name, value)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-cache"
        return response


class GzipPages(GZipMiddleware):
    """Pages only: files are packed already, and a download then says how long it is."""

    def process_response(self, request, response):
        if "Content-Disposition" in response:
            return response
        return super().process_response(request, response)


class FormsAreUtf8:
    """Whatever charset a form claims: others bring signs that no page and no database can hold."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "charset" in request.content_params:
            request.encoding = "utf-8"
        return self.get_response(request)


class OutboxAnswers:
    """What the outbox sent (static/js/outbox.js) hears where it is now; a redirect would hide it.

    A redirect to the sign-in is no such answer: it was not published.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "X-Outbox" not in request.headers or response.status_code != HTTPStatus.FOUND:
            return response
        if response.url.startswith(reverse(settings.LOGIN_URL)):
            return JsonResponse({}, status=HTTPStatus.UNAUTHORIZED)
        if request.headers["X-Outbox"] == LATER:
            list(messages.get_messages(request))  # the outbox has said it on the page that is open
        return JsonResponse({"to": response.url})


class ReadersChoices:
    """Language by profile, then cookie, then Indonesian; never by the browser (settled.md 15)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        cookies = request.COOKIES
        language = self.language(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        request.theme = choice(cookies.get(settings.THEME_COOKIE), settings.THEMES)
        request.text_size = choice(
            cookies.get(settings.TEXT_COOKIE), settings.TEXT_SIZES, default="normal"
        )
        request.shortcuts = choice(cookies.get(settings.KEYS_COOKIE), settings.SHORTCUTS)
        response = self.get_response(request)
        response.setdefault("Content-Language", language)
        return response

    def language(self, request):
        kept = request.COOKIES.get(settings.LANGUAGE_COOKIE)
        if request.user.is_authenticated and request.user.language:
            kept = request.user.language
        return choice(
            request.GET.get("bahasa"), settings.LANGUAGES, default=choice(kept, settings.LANGUAGES)
        )


def choice(value, choices, default=None):
    """The value when it is one of the choices, else the default or the first."""
    keys = [key for key, _label in choices]
    return value if value in keys else default or keys[0]
