"""The host calls a workshop off: every place ends, everybody hears why, calendars follow."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from discussions.actions import QuestionText, ask_question
from foundation.refusals import Refusal
from notifications.models import Notification
from tests.factories import UserFactory, area, make_plan, make_workshop
from tests.together import together
from workshops import actions
from workshops.actions import (
    TopicText,
    Wish,
    call_off_workshop,
    close_workshop,
    edit_workshop,
    link_question,
    mind_seats,
    register,
    request_topic,
    take_topic,
    vote_topic,
)

WHY = "Narasumber berhalangan."


@pytest.fixture
def call_off(leader, now):
    return lambda workshop: call_off_workshop(actor=leader, workshop=workshop, reason=WHY, now=now)


def test_every_place_ends_and_everybody_hears(call_off, leader, employee, colleague, now):
    start = now + timedelta(days=21)
    spans = [(start, start + timedelta(hours=2))]
    rules = {"seats": {"total": 1}, "spans": spans, "registration_closes_at": start}
    workshop = make_workshop(leader, **rules)
    for person in (employee, colleague):
        register(user=person, workshop=workshop, wish=Wish(waits=True), now=now)

    call_off(workshop)

    assert set(workshop.registrations.values_list("state", flat=True)) == {"cancelled_host"}
    assert workshop.pools.get().taken == 0
    told = Notification.objects.filter(kind="workshops.workshop_called_off")
    assert {one.recipient for one in told} == {employee, colleague}


def test_whoever_was_removed_before_does_not_hear_of_it(
    call_off, workshop, registration, leader, now
):
    before = now - timedelta(hours=1)
    said = {"actor": leader, "registration": registration, "reason": "Jatah unit lain."}
    actions.remove_participant(**said, now=before)

    call_off(workshop)

    assert not Notification.objects.filter(kind="workshops.workshop_called_off").exists()


def test_its_calendar_entry_stays_as_cancelled_with_a_higher_sequence(call_off, workshop):
    call_off(workshop)

    session = workshop.sessions.get()
    assert (session.status, session.ics_sequence) == ("cancelled", 1)


def test_the_page_says_why_and_leads_on(call_off, workshop, registration, as_user, address):
    call_off(workshop)

    html = as_user(registration.user).get(workshop.get_absolute_url()).content.decode()
    assert WHY in html
    assert f'"{address("register", workshop)}"' not in html
    assert 'href="/lokakarya/"' in html


def test_a_second_host_with_another_reason_reads_that_it_is_called_off(
    call_off, workshop, registration, leader, now
):
    call_off(workshop)
    again = {"actor": leader, "workshop": workshop, "reason": "Aula dipakai."}

    with pytest.raises(actions.WorkshopIsCalledOff):
        call_off_workshop(**again, now=now)

    workshop.refresh_from_db()
    assert workshop.called_off_why == WHY


@pytest.mark.parametrize("page", ["info_sheet", "take_attendance"])
def test_whatever_is_printed_or_opened_says_so(call_off, workshop, leader, as_user, address, page):
    call_off(workshop)

    html = as_user(leader).get(address(page, workshop)).content.decode()

    assert "Lokakarya ini dibatalkan." in html
    assert WHY in html
    assert "setelah sesi terakhirnya selesai" not in html


def test_whoever_hands_it_on_says_so(call_off, workshop, employee, as_user):
    call_off(workshop)

    said = as_user(employee).get(workshop.get_absolute_url()).context["share_text"]

    assert WHY in unquote(said)


def test_row_70_an_identity_number_in_the_reason_is_masked(workshop, leader, as_user, address):
    reason = {"reason": "Karena 198503122010032001 sakit."}
    as_user(leader).post(address("call_off_workshop", workshop), reason)

    workshop.refresh_from_db()
    assert workshop.called_off_why == "Karena ••••••••••••••••01 sakit."


def test_the_form_asks_why(workshop, leader, as_user, address):
    client, url = as_user(leader), address("call_off_workshop", workshop)

    assert client.post(url, {"reason": "x"}).status_code == 422
    assert client.post(url, {"reason": WHY}).status_code == 302
    workshop.refresh_from_db()
    assert (workshop.status, workshop.called_off_why) == ("cancelled", WHY)


def test_twice_tells_once(call_off, workshop, registration):
    for _time in (1, 2):
        call_off(workshop)

    told = Notification.objects.filter(kind="workshops.workshop_called_off")
    assert [one.count for one in told] == [1]
    assert registration.events.count() == 2


@pytest.fixture
def hoped_for(workshop, question, leader, colleague, stranger, now):
    """Its workshop will answer the employee's question, on a topic that two others want."""
    link_question(actor=leader, workshop=workshop, thread=question, now=now)
    topic = request_topic(asker=colleague, text=TopicText("Merawat arsip", "", [area()]), now=now)
    vote_topic(user=stranger, topic=topic, now=now)
    take_topic(actor=leader, topic=topic, workshop=workshop, now=now)
    return workshop


def test_row_d10_who_asked_or_wanted_its_topic_hears_of_it_once(
    call_off, hoped_for, employee, colleague, stranger, now
):
    register(user=stranger, workshop=hoped_for, now=now)

    for _time in (1, 2):
        call_off(hoped_for)

    told = Notification.objects.filter(kind__endswith="called_off")
    assert sorted((one.recipient_id, one.kind[10:], one.count) for one in told) == sorted(
        [
            (employee.pk, "hope_called_off", 1),
            (colleague.pk, "hope_called_off", 1),
            (stranger.pk, "workshop_called_off", 1),
        ]
    )


def test_row_d10_who_asked_under_a_sealed_name_hears_and_is_not_named(
    call_off, workshop, leader, employee, now
):
    text = QuestionText("Siapa yang menandatangani SPPD?", "Pimpinan diam.", [area()], True)
    sealed = ask_question(author=employee, text=text, now=now)
    link_question(actor=leader, workshop=workshop, thread=sealed, now=now)

    call_off(workshop)

    told = Notification.objects.get(kind="workshops.hope_called_off")
    assert (told.recipient, told.actor) == (employee, leader)


def test_row_d10_kabar_says_which_and_its_page_says_why(call_off, hoped_for, employee, as_user):
    call_off(hoped_for)

    client = as_user(employee)
    assert hoped_for.title in client.get("/kabar/").content.decode()
    assert WHY in client.get(hoped_for.get_absolute_url()).content.decode()
    assert Notification.objects.get(kind="workshops.hope_called_off", recipient=employee).read_at


def test_row_d10_who_was_interested_and_could_not_come_then_hears_of_it(
    call_off, workshop, colleague, now
):
    workshop.interests.create(user=colleague, at=now)

    call_off(workshop)

    assert Notification.objects.get(kind="workshops.hope_called_off").recipient == colleague


def test_afterwards_nobody_registers_moves_up_or_edits(call_off, workshop, leader, employee, now):
    call_off(workshop)

    with pytest.raises(actions.RegistrationIsClosed):
        register(user=employee, workshop=workshop, now=now)
    with pytest.raises(actions.WorkshopIsCalledOff):
        edit_workshop(editor=leader, workshop=workshop, plan=make_plan(leader), now=now)
    mind_seats(now=now)
    assert workshop.pools.get().taken == 0


def test_a_draft_and_a_finished_workshop_are_not_called_off(
    call_off, draft, attended, leader, start
):
    close_workshop(actor=leader, workshop=attended, now=start + timedelta(hours=3))

    with pytest.raises(actions.NotAnnounced):
        call_off(draft)
    with pytest.raises(actions.WorkshopIsClosed):
        call_off(attended)


@pytest.fixture
def held_yesterday(attended, now):
    """The employee was marked present; nobody has closed it."""
    ended = now - timedelta(days=1)
    attended.sessions.update(starts_at=ended - timedelta(hours=3), ends_at=ended)
    return attended


def test_row_d10_what_was_held_cannot_be_called_off(
    held_yesterday, registration, leader, as_user, address, now
):
    answer = as_user(leader).post(address("call_off_workshop", held_yesterday), {"reason": WHY})

    assert answer.status_code == 409
    assert "yang sudah berlangsung tetap tercatat" in answer.content.decode()
    assert not Notification.objects.filter(kind__endswith="called_off").exists()
    close_workshop(actor=leader, workshop=held_yesterday, now=now)
    assert registration.user.learning_records.get().jp == held_yesterday.jp


def test_row_d10_calling_off_is_offered_until_it_begins(workshop, leader, as_user, address, now):
    def is_offered():
        html = as_user(leader).get(workshop.get_absolute_url()).content.decode()
        assert address("edit_workshop", workshop) in html
        return address("call_off_workshop", workshop) in html

    assert is_offered()
    workshop.sessions.update(starts_at=now - timedelta(minutes=1))
    assert not is_offered()


def test_row_d10_once_the_first_session_has_begun_the_others_are_not_swept_along(
    call_off, held_yesterday, registration, now
):
    later = now + timedelta(days=1)
    held_yesterday.sessions.create(
        no=2, starts_at=later, ends_at=later + timedelta(hours=2), ics_uid="dua", modified_at=now
    )

    with pytest.raises(actions.WorkshopHasBegun):
        call_off(held_yesterday)

    assert set(held_yesterday.sessions.values_list("status", flat=True)) == {"planned"}
    registration.refresh_from_db()
    assert registration.is_confirmed


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_called_off_while_people_register_nobody_is_left_registered(call_off, workshop, unit, now):
    people = UserFactory.create_batch(8, unit=unit)

    answers = together(
        *(lambda one=one: register(user=one, workshop=workshop, now=now) for one in people[:4]),
        lambda: call_off(workshop),
        *(lambda one=one: register(user=one, workshop=workshop, now=now) for one in people[4:]),
    )

    assert not [
        one for one in answers if isinstance(one, Exception) and not isinstance(one, Refusal)
    ]
    assert not workshop.registrations.active().exists()
    assert workshop.pools.get().taken == 0
