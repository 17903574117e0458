from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Unit
from accounts.second_factor import require
from discussions import actions, permissions
from discussions.forms import AnnounceForm, EditAnnouncementForm
from discussions.models import Thread
from discussions.models.listening import Listening
from discussions.models.sight import told_by
from discussions.views.drawing import draw_form
from discussions.views.keeping import find_thread
from discussions.views.thread import thread_to_edit
from foundation.counting import people_words
from foundation.paging import paged
from foundation.rows import drawn_rows


def announcement_list(request):
    """What was announced to this person, newest first."""
    threads = Thread.objects.visible_to(request.user).announcements()
    page = paged(threads.newest_first().with_row(), request)
    rows = drawn_rows("discussions/_thread_row.html", page.rows)
    context = {"page": page, "rows": rows, "may_announce": permissions.can_announce(request.user)}
    context["listening"] = Listening("announced" if page.number == 1 else "")
    return render(request, "discussions/announcement_list.html", context)


def announce(request):
    """A leader to the own units, an admin to everyone; the form says how many people that is."""
    user = request.user
    role = permissions.announcing_role(user)
    require(permissions.can_announce(user), user=user, role=role)
    units = list(Unit.objects.filter(pk__in=user.led_unit_ids).order_by("name"))
    units += [None] if user.is_admin else []
    sent = (request.POST or None, request.FILES or None)
    form = AnnounceForm(*sent, owner=user, units=units, readers=counts_of(units, user))
    if "preview" in request.POST or not form.is_valid():
        return draw_form(request, form, "discussions/announce_form.html", {})
    key = form.cleaned_data["key"]
    thread = actions.announce(author=user, text=form.text, now=timezone.now(), key=key)
    people = people_words(told_by(thread).count())
    messages.success(request, _("Announced. %(people)s are told now.") % {"people": people})
    return redirect(thread)


def edit_announcement(request, public_id):
    """Other words; those who read the old ones may be asked to read again."""
    thread = thread_to_edit(request, public_id)
    opening = thread.posts.get(no=1)
    require(thread.kind == Thread.Kind.ANNOUNCEMENT)
    require(permissions.can_edit_post(request.user, opening))
    initial = {"title": thread.title, "body": opening.body, "version": opening.version}
    sent = (request.POST or None, request.FILES or None)
    form = EditAnnouncementForm(*sent, owner=request.user, post=opening, initial=initial)
    if "preview" in request.POST or not form.is_valid():
        return draw_form(request, form, "discussions/announce_form.html", {"thread": thread})
    by = {"editor": request.user, "version": form.cleaned_data["version"], "now": timezone.now()}
    return redirect(actions.edit_announcement(thread=thread, text=form.text, **by))


@require_POST
def remind_readers(request, public_id):
    thread = find_thread(request, public_id)
    may = permissions.can_see_receipts(request.user, thread)
    require(may, user=request.user, role=permissions.announcing_role(request.user))
    actions.remind_readers(actor=request.user, thread=thread, now=timezone.now())
    messages.success(request, _("Those who have not read it are told once more."))
    return redirect("discussions:receipt_list", public_id=public_id)


def counts_of(units, user):
    """How many people would be told, for each choice: everybody but the sender."""
    visibility = Thread.Visibility
    meant = [
        Thread(author=user, unit=unit, visibility=visibility.UNIT if unit else visibility.REGENCY)
        for unit in units
    ]
    return [told_by(thread).count() for thread in meant]


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
    people = told_by(thread).select_related("unit")
    read = set(thread.acknowledgements.standing().values_list("user", flat=True))
    listed = list(people.order_by("unit__name", "name"))
    context = {
        "thread": thread,
        "missing": [person for person in listed if person.pk not in read],
        "read": [person for person in listed if person.pk in read],
        "people": people_words(len(listed)),
    }
    return render(request, "discussions/receipt_list.html", context)
