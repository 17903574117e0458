"""What every page's frame shows: the bell, the current tab, the reader's choices."""

from django.conf import settings
from django.utils.translation import get_language

from notifications.models import Bell
from notifications.replay import unseen_count

TABS = {
    "tanya": "questions",
    "t": "questions",
    "j": "questions",
    "k": "questions",
    "moderasi": "questions",
    "peraturan": "questions",
    "panduan": "questions",
    "pekan-ini": "questions",
    "pengumuman": "questions",
    "lokakarya": "workshops",
    "l": "workshops",
    "materi": "workshops",
    "berkas": "workshops",
    "kabar": "news",
    "saya": "me",
    "unit": "me",
    "bidang": "areas",
    "": "home",
}


def page_frame(request):
    """No query for people with nothing unseen: the bell came with the user."""
    frame = {
        "site_name": settings.FORUM_SITE_NAME,
        "site_url": settings.FORUM_SITE_URL,
        "is_demo": settings.FORUM_DEMO,
        "css_parts": css_parts() if settings.DEBUG else [],
        "tab": TABS.get(request.path.split("/")[1], ""),
        "html_lang": get_language(),
        "other_language": "en" if getattr(request, "LANGUAGE_CODE", "id") == "id" else "id",
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return frame
    bell = bell_of(user)
    has_unseen = bell.last_seq != bell.seen_seq
    return frame | {
        "kabar_cursor": bell.last_seq,
        "unseen": unseen_count(user) if has_unseen else 0,
    }


def css_parts():
    """While developing, the parts one by one, so that a change is seen at once."""
    return [f"css/{part.name}" for part in sorted((settings.BASE_DIR / "static/css").glob("*.css"))]


def bell_of(user):
    try:
        return user.bell
    except Bell.DoesNotExist:
        return Bell(user=user)
