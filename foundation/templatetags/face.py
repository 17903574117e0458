"""The face's small parts: icons, people, times, the JP ring, panels and query strings."""

import math
from functools import lru_cache

from django import template
from django.template.defaultfilters import linebreaksbr, urlize
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.kept import filled, kept
from foundation.panels import panels as registered
from foundation.text import MENTION

register = template.Library()
register.simple_tag(kept)
QUERY, ANCHOR = "::query::", "::anchor::"  # of links to other pages of a list
SHOOT = "M0-48L{w}-32.5 0-37-{w}-32.5z"


@lru_cache(maxsize=1)
def sprite():
    return static("img/ikon.svg")


@register.simple_tag
def icon(name, extra=""):
    """A shape of the sprite, hidden from screen readers: a word or label stands beside it."""
    classes = f"i {extra}".strip()
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"/></svg>',
        classes,
        sprite(),
        name,
    )


@register.simple_tag
def avatar(person, size=""):
    """Initials on one of four soft tints."""
    tint = ("", "avatar--b", "avatar--c", "avatar--d")[(person.pk or 0) % 4] if person else ""
    classes = f"avatar {tint} {f'avatar--{size}' if size else ''}".strip()
    initials = person.initials if person else "?"
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, initials)


@register.simple_tag
def ring(standing, size=""):
    """One bamboo shoot for each JP of the target; above it the number counts on."""
    total = max(standing.target, 1)
    width = f"{min(92 / total, 12):.3g}"
    shoots = format_html_join(
        "",
        '<path{} transform="rotate({})" d="{}"/>',
        (
            (
                mark_safe(' class="on"') if k < standing.shoots else "",
                f"{360 * k / total:.4g}",
                SHOOT.format(w=width),
            )
            for k in range(total)
        ),
    )
    words = {"jp": standing.jp, "target": standing.target}
    return format_html(
        '<span class="ring{}"><svg viewBox="-50 -50 100 100" role="img" aria-label="{}">{}</svg>'
        '<span class="ring__num" aria-hidden="true"><b>{}</b><span>{}</span></span></span>',
        f" ring--{size}" if size else "",
        _("%(jp)d of %(target)d JP") % words,
        shoots,
        standing.jp,
        _("of %(target)d") % words,
    )


@register.filter
def faced(field):
    """A form field's control with the class of our own look."""
    if field.use_fieldset or getattr(field.field.widget, "input_type", "") == "checkbox":
        return field
    own = field.field.widget.attrs.get("class", "input")
    return field.as_widget(attrs={"class": own})


@register.filter
def moment(value):
    """`23 Nov, 10.42` as <time>; the page's script makes it relative for a week."""
    local = timezone.localtime(value)
    short = "j M, H.i" if local.year == timezone.localdate().year else "j M Y"
    return format_html(
        '<time datetime="{}" title="{}" data-relative>{}</time>',
        local.isoformat(timespec="seconds"),
        date_format(local, "l, j F Y, H.i") + " WIB",
        date_format(local, short),
    )


@register.filter
def day(value, shape="l, j F Y"):
    """A date, or the local date of a moment."""
    return date_format(timezone.localtime(value) if hasattr(value, "hour") else value, shape)


@register.filter
def clock(value):
    """`09.00`, the hour as it is written here."""
    return date_format(timezone.localtime(value), "H.i")


@register.filter
def lasting(span):
    """`5 hours`; from two days on `3 days`; nothing for nothing."""
    if span is None:
        return None
    hours = round(span.total_seconds() / 3600)
    if hours < 1:
        return _("under an hour")
    if hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


@register.filter
def weight(size):
    """`640 KB`, `1,2 MB`."""
    if not size:
        return ""
    if size < 1024 * 1024:
        return f"{math.ceil(size / 1024)} KB"
    return f"{number_format(size / 1024 / 1024, 1)} MB"


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """The current query string with some values changed; None or empty removes one."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            params.pop(name, None)
        else:
            params[name] = value
    return f"?{params.urlencode()}" if params else "?"


@register.simple_tag(takes_context=True)
def pager(context, page, anchor="", **changes):
    """Links to the pages beside this one and to the ends, with the rest of the query string."""
    if page.pages < 2:
        return ""
    rest = query(context, hal=None, **changes)[1:]
    own = {QUERY: f"{rest}&" if rest else "", ANCHOR: anchor}
    state = {"number": page.number, "pages": page.pages, "near": tuple(page.near)}
    return filled("foundation/_pager.html", own, query=QUERY, anchor=ANCHOR, **state)


@register.simple_tag(takes_context=True)
def key(context, sign):
    """One key does the same, for those who turned shortcuts on (static/js/keys.js)."""
    if getattr(context.get("request"), "shortcuts", "off") == "off":
        return ""
    return format_html('aria-keyshortcuts="{}"', sign)


@register.simple_tag(takes_context=True)
def panels(context, name, noun):
    """What higher apps show here (foundation/panels.py)."""
    request = context["request"]
    drawn = (panel(request, noun) for panel in registered[name])
    return mark_safe(  # noqa: S308  each part is a rendered template
        "".join(render_to_string(part[0], part[1], request) for part in drawn if part)
    )


@register.simple_tag
def notice(row, ending="html"):
    """The words of a notification, from its kind's template."""
    return render_to_string(row.declared.template(ending), {"row": row, "about": row.about})


@register.filter
def remark(text):
    """A comment's plain text with its links, its lines and the people whom it mentions."""
    html = linebreaksbr(urlize(text, autoescape=True))
    return mark_safe(MENTION.sub(r'<a href="/orang/\2/">@\1</a>', html))  # noqa: S308  escaped by urlize
