from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import lacks_factor, require
from foundation.limits import SEATS, limited
from workshops import actions, permissions
from workshops.forms import AnswersForm, RegistrationForm
from workshops.views.card import card_of
from workshops.views.workshop import find_workshop


@require_POST
@limited(SEATS)
def register(request, public_id):
    workshop = find_workshop(request, public_id)
    form = RegistrationForm(request.POST)
    require(not workshop.is_draft and form.is_valid())
    answers = AnswersForm(
        request.POST if "answers" in request.POST else None, questions=asked_at(workshop)
    )
    if answers.fields and not answers.is_valid():
        return ask_first(request, workshop, form, answers)
    wish = replace(form.wish, answers=answers.said if answers.is_bound else None)
    said = {"user": request.user, "workshop": workshop, "key": form.cleaned_data["key"]}
    try:
        registration = actions.register(**said, wish=wish, now=timezone.now())
    except actions.AlreadyRegistered as refusal:
        return look_again(request, workshop, refusal)
    except actions.WorkshopIsFull as refusal:
        return offer_line(request, workshop, (form, answers), refusal)
    except actions.TimesOverlap as clash:
        return warn_of_overlap(request, workshop, (form, answers), clash)
    messages.success(request, place_in_words(registration), extra_tags="ask-push")
    return redirect(workshop)


def look_again(request, workshop, refusal):
    """The page was older than the place that the person has."""
    messages.error(request, refusal.message)
    return redirect(workshop)


def asked_at(workshop):
    standing = workshop.entry_questions.standing().in_order()
    return list(standing.select_related("only_after"))


def ask_first(request, workshop, form, answers):
    """The host's questions; what was chosen on the page before is carried along."""
    context = {
        "workshop": workshop,
        "wish": form.wish,
        "answers": answers,
        "form": RegistrationForm(initial={"version": form.wish.seen}),
    }
    status = 422 if answers.is_bound else 200
    return render(request, "workshops/answer_questions.html", context, status=status)


def place_in_words(registration):
    if registration.is_waiting:
        return _("You are in the waiting list. You hear from us when a seat is free.")
    if registration.is_requested:
        return _("Your request is on its way; you hear from us when it is decided.")
    if registration.is_offered:
        return _("A seat is offered to you already: confirm it.")
    return _("You are registered. See you there.")


def offer_line(request, workshop, sent, refusal):
    """No seat: the waiting list is one press away."""
    form, answers = sent
    standing = list(workshop.sessions.standing().in_order())
    context = {
        "workshop": workshop,
        "message": refusal.message,
        "wish": form.wish,
        "said": answers.carried,
        **card_of(workshop, request.user, standing, timezone.now()),
        "form": RegistrationForm(initial={"version": form.wish.seen}),
        "other_kind": workshop.room_left == 0 or workshop.online_left == 0,
    }
    return render(request, "workshops/workshop_full.html", context, status=409)


def warn_of_overlap(request, workshop, sent, clash):
    """An interruption, not a block (ux 2.6)."""
    form, answers = sent
    context = {
        "workshop": workshop,
        "message": clash.message,
        "other": clash.other,
        "said": answers.carried,
        "wish": form.wish,
        "form": RegistrationForm(initial={"version": form.wish.seen}),
    }
    return render(request, "workshops/workshop_overlap.html", context, status=409)


@require_POST
def list_participant(request, public_id):
    workshop, is_listed = find_workshop(request, public_id), "listed" in request.POST
    actions.list_participant(user=request.user, workshop=workshop, is_listed=is_listed)
    return redirect(workshop)


@require_POST
def acknowledge_change(request, public_id):
    """`upto` is the newest change that the page showed."""
    workshop = find_workshop(request, public_id)
    upto = request.POST.get("upto", "")
    upto = int(upto[:9]) if upto.isdecimal() else 0
    actions.acknowledge_change(user=request.user, workshop=workshop, upto=upto)
    return redirect(workshop)


@require_POST
def accept_offer(request, public_id):
    workshop = find_workshop(request, public_id)
    registration = actions.accept_offer(user=request.user, workshop=workshop, now=timezone.now())
    messages.success(request, place_in_words(registration))
    return redirect(workshop)


@require_POST
@limited(SEATS)
def cancel_registration(request, public_id):
    workshop = find_workshop(request, public_id)
    shown, user = request.POST.get("shown", ""), request.user
    try:
        left = actions.cancel_registration(
            user=user, workshop=workshop, shown=shown, now=timezone.now()
        )
    except (actions.PlaceIsOther, actions.NotRegistered) as refusal:
        return look_again(request, workshop, refusal)
    messages.success(request, left_words(left))
    return redirect(workshop)


def left_words(registration):
    """Who only waited, or asked, had no seat that others could take."""
    last = registration.events.order_by("pk").last()
    if last.before == registration.State.WAITLISTED:
        return _("You left the waiting list.")
    if last.before == registration.State.REQUESTED:
        return _("Your request is taken back.")
    return _("Your registration is cancelled; the seat is free for others.")


def join_workshop(request, public_id):
    """Our own redirect to the link, for those who come and hosts (workshops.md 2.7)."""
    workshop, user = find_workshop(request, public_id), request.user
    is_in = permissions.can_join_workshop(user, workshop)
    manages = permissions.can_manage_workshop(user, workshop)
    if not workshop.online_url or not (is_in or manages):
        raise Http404
    role = permissions.acting_role(user)
    if manages and not (is_in and lacks_factor(user, role)):
        require(manages, user=user, role=role)
        return redirect(workshop.online_url)
    return redirect(actions.link_to_join(workshop=workshop, now=timezone.now()))
