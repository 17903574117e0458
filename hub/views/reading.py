"""Pages to read, and how the reader wants to read them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.actions import choose_language
from foundation.middleware import choice

YEAR = 365 * 24 * 3600


@login_not_required
def help_page(request):
    return render(request, "hub/help.html")


@login_not_required
def about_privacy(request):
    return render(request, "hub/privacy.html")


@login_not_required
def about_accessibility(request):
    return render(request, "hub/accessibility.html")


@login_not_required
def display_settings(request):
    context = {
        "themes": settings.THEMES,
        "text_sizes": settings.TEXT_SIZES,
        "languages": settings.LANGUAGES,
        "next": request.GET.get("next", "/"),
    }
    return render(request, "hub/display_settings.html", context)


@login_not_required
@require_POST
def change_display(request):
    """Theme, text size and language are cookies; a member's language is kept in the profile."""
    response = redirect(own_page(request, request.POST.get("next", "/")))
    choices = {
        settings.THEME_COOKIE: settings.THEMES,
        settings.TEXT_COOKIE: settings.TEXT_SIZES,
        settings.LANGUAGE_COOKIE: settings.LANGUAGES,
    }
    for name, allowed in choices.items():
        if name in request.POST:
            value = choice(request.POST[name], allowed)
            response.set_cookie(
                name, value, max_age=YEAR, samesite="Lax", secure=settings.FORUM_HTTPS
            )
            if name == settings.LANGUAGE_COOKIE and request.user.is_authenticated:
                choose_language(user=request.user, language=value)
    return response


def own_page(request, url):
    """Only our own pages; anything else leads home (R29)."""
    is_own = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()})
    return url if is_own and url.startswith("/") else "/"


def settings_list(request):
    return render(request, "hub/settings_list.html")
