from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Unit
from accounts.second_factor import require
from discussions import actions, permissions
from discussions.forms import AnnounceForm
from discussions.models import Thread
from discussions.notices.base import readers_of
from discussions.views.keeping import find_thread
from discussions.views.thread import draw_form
from foundation.paging import paged
from foundation.rows import drawn_rows


def announcement_list(request):
    """What was announced to this person, newest first."""
    threads = Thread.objects.visible_to(request.user).announcements()
    page = paged(threads.newest_first().with_row(), request)
    rows = drawn_rows("discussions/_thread_row.html", page.rows)
    context = {"page": page, "rows": rows, "may_announce": permissions.can_announce(request.user)}
    return render(request, "discussions/announcement_list.html", context)


def announce(request):
    """A leader to the own units, an admin to everyone; the form says how many people that is."""
    user = request.user
    role = permissions.announcing_role(user)
    require(permissions.can_announce(user), user=user, role=role)
    units = list(Unit.objects.filter(pk__in=user.led_unit_ids).order_by("name"))
    units += [None] if user.is_admin else []
    form = AnnounceForm(request.POST or None, units=units, readers=counts_of(units))
    if "preview" in request.POST or not form.is_valid():
        return draw_form(request, form, "discussions/announce_form.html", {})
    key = form.cleaned_data["key"]
    thread = actions.announce(author=user, text=form.text, now=timezone.now(), key=key)
    messages.success(request, _("Announced. People are told now."))
    return redirect(thread)


def counts_of(units):
    """How many people would be told, for each choice."""
    visibility = Thread.Visibility
    meant = [
        Thread(unit=unit, visibility=visibility.UNIT if unit else visibility.REGENCY)
        for unit in units
    ]
    return [readers_of(thread).count() for thread in meant]


@require_POST
def acknowledge(request, public_id):
    """ "Sudah saya baca"."""
    thread = find_thread(request, public_id)
    require(permissions.can_acknowledge(request.user, thread))
    actions.acknowledge(user=request.user, thread=thread, now=timezone.now())
    messages.success(request, _("Thank you for reading."))
    return redirect(thread)


def receipt_list(request, public_id):
    """Who has not read it yet, and who has: to print."""
    thread = find_thread(request, public_id)
    require(permissions.can_see_receipts(request.user, thread))
    people = readers_of(thread).exclude(pk=thread.author_id).select_related("unit")
    read = set(thread.acknowledgements.values_list("user", flat=True))
    listed = list(people.order_by("unit__name", "name"))
    context = {
        "thread": thread,
        "missing": [person for person in listed if person.pk not in read],
        "read": [person for person in listed if person.pk in read],
    }
    return render(request, "discussions/receipt_list.html", context)
