from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.paging import paged
from workshops import actions
from workshops.forms import ReasonForm
from workshops.models import EntryAnswer, Registration, RegistrationEvent, ReminderRule
from workshops.models.need import people_of
from workshops.views.announcing import find_managed

SHOWN = 100  # on one page
UNAWARE, OWING = "belum-melihat", "belum-menjawab"  # in the address


def participant_list(request, public_id):
    """The host's list: who takes part, who no longer does, and how it came about."""
    workshop, chosen = find_managed(request, public_id), request.GET.get("saring", "")
    marked = marked_of(workshop)
    among = Q(pk__in=marked[chosen]) if chosen in marked else Q()
    page = paged(with_history(workshop).filter(among), request, size=SHOWN)
    states = workshop.registrations.filter(among).order_by().values_list("state")
    sizes = dict(states.annotate(people=Count("pk")))
    if not among:
        number(page, sizes)
    context = {
        "workshop": workshop,
        "page": page,
        "chosen": chosen if among else "",
        "unaware": marked[UNAWARE],
        "owing": marked[OWING],
        "sizes": sizes,
        **groups_of(page.rows),
        **held_of(workshop),
        "reminders": [one.words for one in ReminderRule.objects.holding_for(workshop).in_order()],
        "weights": list(workshop.weight_events.select_related("actor").order_by("pk")),
    }
    return render(request, "workshops/participant_list.html", context)


def marked_of(workshop):
    """Whom the page marks, by the word that narrows it to them."""
    people = {
        UNAWARE: workshop.registrations.not_aware(),
        OWING: workshop.registrations.owing_answers(),
    }
    return {word: set(rows.values_list("pk", flat=True)) for word, rows in people.items()}


def number(page, sizes):
    """Those of the whole list who wait stand in it after all those who have a seat."""
    before = sum(sizes.get(state, 0) for state in Registration.SEATED)
    for place, registration in enumerate(page.rows, start=(page.number - 1) * SHOWN + 1 - before):
        registration.place = place


def groups_of(people):
    return {
        "confirmed": [one for one in people if one.is_confirmed],
        "requested": [one for one in people if one.is_requested],
        "offered": [one for one in people if one.is_offered],
        "waiting": [one for one in people if one.is_waiting],
        "ended": [one for one in people if one.state not in one.ACTIVE],
    }


def held_of(workshop):
    """Seats that are taken without a name yet, for which unit and until when."""
    held = list(workshop.held.standing().select_related("unit", "by").order_by("until", "pk"))
    return {"held": held, "held_seats": sum(one.left for one in held)}


def with_history(workshop):
    events = RegistrationEvent.objects.select_related("actor").order_by("pk")
    people = people_of(workshop, timezone.localdate()).select_related("user", "user__unit")
    answers = EntryAnswer.objects.select_related("question").order_by("question__no")
    return people.prefetch_related(Prefetch("events", events), Prefetch("answers", answers))


def remove_participant(request, public_id, person):
    """One person's place; `person` is the id of the registration."""
    workshop = find_managed(request, public_id)
    rows = workshop.registrations.active().select_related("user", "user__unit")
    registration = get_object_or_404(rows, public_id=person)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        context = {"workshop": workshop, "registration": registration, "form": form}
        status = 422 if request.method == "POST" else 200
        return render(request, "workshops/call_off.html", context, status=status)
    actions.remove_participant(
        actor=request.user,
        registration=registration,
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    messages.success(request, _("The registration is cancelled; the person reads your reason."))
    return redirect("workshops:participant_list", public_id)


def call_off_workshop(request, public_id):
    workshop = find_managed(request, public_id)
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        people = workshop.registrations.active().count()
        context = {"workshop": workshop, "form": form, "people": people}
        status = 422 if request.method == "POST" else 200
        return render(request, "workshops/call_off.html", context, status=status)
    reason = form.cleaned_data["reason"]
    actions.call_off_workshop(
        actor=request.user, workshop=workshop, reason=reason, now=timezone.now()
    )
    messages.success(request, _("The workshop is called off; everybody registered hears of it."))
    return redirect(workshop)
