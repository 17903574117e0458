"""Pages to read, and how the reader wants to read them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from accounts.actions import choose_language
from foundation.middleware import choice

DAY = 24 * 3600
YEAR = 365 * DAY


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
@cache_control(max_age=DAY, public=True)
def manifest(request):
    """What a phone needs to know of the site as an app (W3C, Web Application Manifest)."""
    icon = {"src": static("img/tanda.svg"), "sizes": "any", "type": "image/svg+xml"}
    described = {
        "name": settings.FORUM_SITE_NAME,
        "short_name": settings.FORUM_SITE_NAME,
        "lang": "id",
        "start_url": "/",
        "display": "standalone",
        "background_color": "#FAF7F1",
        "theme_color": "#14201B",
        "icons": [icon],
    }
    return JsonResponse(described, content_type="application/manifest+json")


@login_not_required
def display_settings(request):
    context = {
        "themes": settings.THEMES,
        "text_sizes": settings.TEXT_SIZES,
        "languages": settings.LANGUAGES,
        "shortcuts": settings.SHORTCUTS,
        "next": request.GET.get("next", "/"),
    }
    return render(request, "hub/display_settings.html", context)


@login_not_required
@require_POST
def change_display(request):
    """Cookies, because they suit a device; a member's language is kept in the profile too."""
    response = redirect(own_page(request, request.POST.get("next", "/")))
    choices = {
        settings.THEME_COOKIE: settings.THEMES,
        settings.TEXT_COOKIE: settings.TEXT_SIZES,
        settings.LANGUAGE_COOKIE: settings.LANGUAGES,
        settings.KEYS_COOKIE: settings.SHORTCUTS,
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
