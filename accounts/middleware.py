"""Rules about people that hold on every page."""

from urllib.parse import urlencode, urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.adapter import UNSENT
from accounts.second_factor import SecondFactorMissing
from foundation.refusals import page_before

FOR_AN_HOUR = {
    "max_age": 60 * 60,
    "httponly": True,
    "samesite": "Lax",
    "secure": settings.SESSION_COOKIE_SECURE,
}


class SuspendedMembersLeave:
    """Ends the session of someone who was suspended or deactivated meanwhile."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # The backend finds no such person any more, so the session has an owner and no user.
        if not request.user.is_authenticated and SESSION_KEY in request.session:
            logout(request)
            messages.warning(request, _("This account is suspended for now."))
            return redirect("account_login")
        return self.get_response(request)


class SignInFirst(LoginRequiredMiddleware):
    """Whoever presses a button after the session ran out comes back to the page that holds it.

    The button's own address only takes a form. Once signed in, they read that it was not sent.
    """

    def handle_no_permission(self, request, view_func):
        page = page_before(request) if request.method == "POST" else ""
        if not page:
            return super().handle_no_permission(request, view_func)
        mode = request.headers.get("Sec-Fetch-Mode", "navigate")
        response = redirect_to_login(page)
        if mode == "navigate" or "HX-Request" in request.headers:  # else a draft saves itself
            # No session: whoever is signed out would write a row with each press.
            response.set_cookie(UNSENT, page, **FOR_AN_HOUR)
        return response


class SignInOnItsOwnPage:
    """A part of a page never becomes the sign-in page: the whole page goes there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_part = request.headers.get("HX-Request") == "true"
        if is_part and response.get("Location", "").startswith(reverse("account_login")):
            back = urlsplit(request.headers.get("HX-Current-URL", "/")).path
            leave = HttpResponse(status=204)
            leave["HX-Redirect"] = f"{reverse('account_login')}?{urlencode({'next': back})}"
            leave.cookies = response.cookies
            return leave
        return response


class SecondFactorFirst:
    """Sends people with a role to the set-up of their second factor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith("/admin/") and request.user.is_authenticated:
            needs = "admin" in settings.FORUM_MFA_ROLES and request.user.is_staff
            if needs and not is_mfa_enabled(request.user):
                return self.to_set_up(request)
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, SecondFactorMissing):
            return self.to_set_up(request)
        return None

    def to_set_up(self, request):
        messages.info(request, _("Your role needs a second factor. Set it up once, here."))
        back = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{reverse('mfa_activate_totp')}?{urlencode({'next': back})}")
