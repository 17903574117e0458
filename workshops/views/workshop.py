from collections import Counter

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.second_factor import require
from discussions.forms import QuestionForm
from discussions.models import Thread
from discussions.views.drawing import draw_form
from foundation.limits import POSTS, limited
from foundation.rows import drawn_rows
from foundation.sharing import share_text
from notifications.actions import heard_upto, read_about
from workshops import actions, permissions
from workshops.actions.facilitating import clashes_of
from workshops.calendar import local_span
from workshops.models import Reminder, Workshop, WorkshopQuestion, remarks_on
from workshops.models.session import take_several_rooms
from workshops.notices import chosen_audience
from workshops.views.card import card_of, interest_of

SHARED = 3  # sessions of a message
SHOWN = 40  # threads on a workshop's page


def find_workshop(request, public_id):
    workshops = Workshop.objects.visible_to(request.user).with_seats().with_areas()
    workshops = workshops.with_reader(request.user)
    people = ("unit", "host", "form", "audience")
    workshop = get_object_or_404(workshops.select_related(*people), public_id=public_id)
    if workshop.is_draft and workshop.host_id != request.user.pk:  # by a role alone
        require(True, user=request.user, role=permissions.acting_role(request.user))
    return workshop


def workshop_detail(request, public_id, slug=""):
    workshop, now = find_workshop(request, public_id), timezone.now()
    if slug != workshop.slug:
        return redirect(workshop, permanent=True)
    context = page_of(request, workshop, now)
    if workshop.has_news:
        parts = [
            Reminder.objects.of_workshop(workshop),
            workshop.questions.all(),
            workshop.topics.all(),
        ]
        upto = heard_upto(request.user)
        read_about(user=request.user, about=workshop, parts=parts, now=now, upto=upto)
    return render(request, "workshops/workshop_detail.html", context)


def page_of(request, workshop, now):
    """Everything the workshop page shows."""
    user = request.user
    found = list(workshop.sessions.in_order())
    standing = [one for one in found if one.status == one.Status.PLANNED]
    sessions = standing if workshop.is_undecided else standing or found
    card = card_of(workshop, user, standing, now) if sessions else interest_of(workshop, user, now)
    return {
        "workshop": workshop,
        "sessions": sessions,
        "may_manage": permissions.can_manage_workshop(user, workshop),
        "lacks_link": lacks_link(workshop, standing, now),
        **materials_of(user, workshop),
        **threads_of(workshop, user),
        **card,
        "share_text": shared(request, workshop, standing),
        **(before_announcing(workshop, user, standing) if workshop.is_draft else {}),
    }


def before_announcing(workshop, user, standing):
    """What its host reads beside the button."""
    return {
        "told": chosen_audience(workshop).count(),
        "clashes": clashes_of(workshop),
        "remarks": remarks_on(standing, user.units_above(workshop.unit_id)),
    }


def lacks_link(workshop, standing, now):
    """Nobody can join online as it stands, and there is time to give the link."""
    if workshop.mode == workshop.Mode.ONSITE or workshop.online_url:
        return False
    return workshop.is_undecided or any(now < one.ends_at for one in standing)


def threads_of(workshop, user):
    """`questions` asked at it, `sources` that it answers, and the `after` thread, as rows."""
    links = WorkshopQuestion.objects.filter(workshop=workshop, thread=OuterRef("pk"))
    linked = workshop.questions.linked()
    threads = Thread.objects.visible_to(user).filter(workshop_questions__in=linked)
    threads = threads.annotate(role=links.values("role")[:1]).newest_first().with_row()
    found = {"asked": [], "source": [], "after": []}
    for thread in threads[:SHOWN]:
        found[thread.role].append(thread)
    row = "discussions/_thread_row.html"
    drawn = iter(drawn_rows(row, [one for rows in found.values() for one in rows]))
    asked, sources, after = ([next(drawn) for _one in rows] for rows in found.values())
    return {"questions": asked, "sources": sources, "after": after}


def materials_of(user, workshop):
    """What the reader may open; and how many more there are for others, by access."""
    seen = Exists(permissions.materials_for(user).filter(pk=OuterRef("pk")))
    rows = workshop.materials.standing().in_order().with_newest().annotate(is_seen=seen)
    rows = list(rows.select_related("session"))
    shown = [one for one in rows if one.is_seen]
    kept = [one for one in rows if not one.is_seen and one.is_live]
    return {
        "materials": shown,
        "size_of_all": sum(one.size or 0 for one in shown),
        "kept_back": Counter(one.access for one in kept),
    }


def shared(request, workshop, standing):
    """With when and where; the first of many sessions, and how many more there are."""
    if workshop.is_called_off:
        said = " ".join([_("This workshop was called off."), workshop.called_off_why])
        return share_text(request, workshop.title, f"/l/{workshop.public_id}/", said)
    names_rooms = take_several_rooms(standing)
    rooms = [one.room if names_rooms else "" for one in standing]
    spans = [local_span(workshop, one) for one in standing]
    lines = [", ".join(filter(None, pair)) for pair in zip(spans, rooms, strict=True)]
    if len(lines) > SHARED:
        lines[SHARED:] = [more_sessions(len(lines) - SHARED)]
    if workshop.place and not names_rooms:
        lines[-1:] = [", ".join([*lines[-1:], workshop.place])]
    return share_text(request, workshop.title, f"/l/{workshop.public_id}/", "\n".join(lines))


def more_sessions(more):
    return ngettext("and %(more)d more session", "and %(more)d more sessions", more) % {
        "more": more
    }


def workshop_link(request, public_id):
    """/l/9d4pz, short enough to be read aloud."""
    return redirect(find_workshop(request, public_id))


@limited(POSTS, previews=True)
def ask_at_workshop(request, public_id):
    """The question form, with the workshop's areas chosen already."""
    workshop = find_workshop(request, public_id)
    initial = {"areas": [area.pk for area in workshop.shown_areas][:3]}
    sent = (request.POST or None, request.FILES or None)
    form = QuestionForm(*sent, user=request.user, initial=initial)
    if "preview" in request.POST or not form.is_valid():
        context = {"workshop": workshop}
        return draw_form(request, form, "discussions/question_form.html", context)
    thread = actions.ask_at_workshop(
        author=request.user,
        workshop=workshop,
        text=form.text,
        now=timezone.now(),
        key=form.cleaned_data["key"],
    )
    return redirect(thread)
