"""Presence: exactly the ticked people, from the start of a session until the closing."""

import re
from datetime import timedelta

import pytest

from tests.factories import UserFactory, make_plan, make_workshop
from workshops import actions
from workshops.actions import (
    Wish,
    cancel_registration,
    close_workshop,
    edit_workshop,
    register,
    remove_participant,
    take_attendance,
)
from workshops.models import Scan


@pytest.fixture
def tick(workshop, leader, start):
    """The host saves the list of the only session with these people ticked."""
    session = workshop.sessions.get()

    def save(*registrations, now=start):
        ids = [one.pk for one in registrations]
        return take_attendance(host=leader, session=session, present=ids, now=now)

    return save


def test_a_tick_is_a_mark_by_the_host(tick, registration, leader):
    assert tick(registration) == 1

    scan = Scan.objects.get()
    assert (scan.registration, scan.by, scan.kind) == (registration, leader, "manual")


def test_saving_the_same_list_twice_marks_once(tick, registration):
    tick(registration)
    tick(registration)

    assert Scan.objects.count() == 1


def test_a_tick_taken_back_keeps_its_row(tick, registration, leader, start):
    tick(registration)
    tick()

    scan = Scan.objects.get()
    assert (scan.undone_at, scan.undone_by) == (start, leader)


def test_whoever_cancelled_cannot_be_present(tick, workshop, registration, now):
    cancel_registration(user=registration.user, workshop=workshop, now=now)

    assert tick(registration) == 0


def test_a_registration_of_another_workshop_is_ignored(tick, others_workshop, employee, now):
    foreign = register(user=employee, workshop=others_workshop, now=now)

    assert (tick(foreign), Scan.objects.count()) == (0, 0)


def test_before_the_start_nobody_is_present(tick, registration, now):
    with pytest.raises(actions.WorkshopHasNotStarted):
        tick(registration, now=now)


def test_at_a_session_that_was_put_off_meanwhile_nobody_is_present(
    workshop, registration, leader, tick, start, now
):
    """The list of presence was open in another tab."""
    during, later = start + timedelta(minutes=5), start + timedelta(days=7)
    spans = [(later, later + timedelta(hours=3))]
    plan = make_plan(leader, now=now, spans=spans, registration_closes_at=later)
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=during)

    with pytest.raises(actions.WorkshopHasNotStarted):
        tick(registration, now=during)


def test_after_the_closing_the_list_stands(tick, attended, leader, start):
    close_workshop(actor=leader, workshop=attended, now=start + timedelta(hours=3))

    with pytest.raises(actions.WorkshopIsClosed):
        tick()


def test_the_list_shows_who_is_marked(attended, leader, as_user, address):
    response = as_user(leader).get(address("take_attendance", attended))

    (_session, people), *_more = response.context["lists"]
    assert [(row.user.name, is_present) for row, is_present in people] == [("Rahma Yuni", True)]


@pytest.mark.parametrize("no", ["", "x", "99", "9" * 30])
def test_a_session_that_is_not_there_is_not_found(workshop, leader, as_user, address, no):
    response = as_user(leader).post(address("take_attendance", workshop), {f"shown-{no}": ""})

    assert response.status_code == 404


def test_a_list_of_five_hundred_people_can_be_sent(
    workshop, leader, as_user, address, time_machine, start
):
    time_machine.move_to(start)
    client = as_user(leader)

    response = client.post(
        address("take_attendance", workshop), {"shown-1": "", "present-1": [*range(1, 501)]}
    )

    assert response.status_code == 302


def test_a_forged_list_of_marks_longer_than_any_statement_is_an_ordinary_one(
    attended, leader, as_user, address, time_machine, start
):
    time_machine.move_to(start)
    marked = ",".join(str(no) for no in range(300_000))

    response = as_user(leader).post(address("take_attendance", attended), {"shown-1": marked})

    assert response.status_code == 302
    assert not Scan.objects.standing().exists()


def test_the_list_needs_no_more_queries_for_more_people(
    leader, as_user, address, now, same_queries
):
    workshop = make_workshop(leader, seats={"total": 40})

    def add(count):
        for person in UserFactory.create_batch(count):
            register(user=person, workshop=workshop, now=now)

    same_queries(as_user(leader), address("take_attendance", workshop), add)


def test_an_older_tab_marks_nobody_whom_a_second_host_unmarked(
    attended, registration, colleague, leader, as_user, address, now, start, time_machine
):
    time_machine.move_to(start)
    late = register(user=colleague, workshop=attended, now=now)
    client, url = as_user(leader), address("take_attendance", attended)
    (older, _people), *_more = client.get(url).context["lists"]
    take_attendance(host=leader, session=older, present=[], now=older.starts_at)
    ticked = {"present-1": [registration.pk, late.pk], "shown-1": older.marked}

    answer = client.post(url, ticked)

    assert answer.status_code == 302
    assert list(Scan.objects.standing().values_list("registration", flat=True)) == [late.pk]


def test_an_older_tab_unmarks_nobody_whom_a_second_host_marked(
    workshop, registration, leader, start
):
    session = workshop.sessions.get()
    take_attendance(host=leader, session=session, present=[registration.pk], now=start)

    count = take_attendance(host=leader, session=session, present=[], shown=[], now=start)

    assert (count, Scan.objects.standing().count()) == (1, 1)


def test_a_tick_taken_back_on_the_page_is_taken_back(workshop, registration, leader, start):
    session, marked = workshop.sessions.get(), [registration.pk]
    take_attendance(host=leader, session=session, present=marked, now=start)

    assert take_attendance(host=leader, session=session, present=[], shown=marked, now=start) == 0


@pytest.mark.parametrize(("late", "marked"), [(-timedelta(minutes=1), 1), (timedelta(0), 0)])
def test_whoever_registered_after_a_session_was_not_there(
    registration, workshop, leader, as_user, address, late, marked, start
):
    """Walking in during it is coming late; coming after it is not coming."""
    session = workshop.sessions.get()
    workshop.registrations.update(joined_at=session.ends_at + late)

    said = {"host": leader, "session": session, "now": session.ends_at}
    assert take_attendance(present=[registration.pk], **said) == marked

    page = as_user(leader).get(address("take_attendance", workshop)).content.decode()
    assert ('name="present-1"' in page) == bool(marked)


def test_a_mark_of_who_came_back_later_can_be_taken_back(
    attended, workshop, leader, as_user, address
):
    """Removed by mistake and let in again, after the session."""
    session = workshop.sessions.get()
    workshop.registrations.update(joined_at=session.ends_at + timedelta(hours=1))
    page = as_user(leader).get(address("take_attendance", workshop)).content.decode()
    assert 'name="present-1"' in page

    take_attendance(host=leader, session=session, present=[], now=session.ends_at)

    assert not session.scans.standing().exists()


def test_who_only_waited_during_a_session_was_not_there(leader, employee, colleague, now):
    """A seat that is given back on the second day is taken by who waited; the first is over."""
    days = [now + timedelta(days=day) for day in (3, 4)]
    spans = [(day, day + timedelta(hours=3)) for day in days]
    workshop = make_workshop(
        leader, spans=spans, seats={"total": 1}, registration_closes_at=days[-1]
    )
    register(user=colleague, workshop=workshop, now=now)
    register(user=employee, workshop=workshop, wish=Wish(waits=True), now=now)
    first, second = workshop.sessions.in_order()
    evening = first.ends_at + timedelta(hours=1)
    place = workshop.registrations.get(user=colleague)
    remove_participant(actor=leader, registration=place, reason="Tidak datang.", now=evening)

    came = register(user=employee, workshop=workshop, now=evening)

    assert came.is_confirmed
    said = {"host": leader, "present": [came.pk], "now": second.ends_at}
    assert [take_attendance(session=one, **said) for one in (first, second)] == [0, 1]


def test_row_f5_one_press_saves_the_ticks_of_every_session(
    leader, employee, colleague, as_user, address, now, time_machine
):
    days = [now + timedelta(days=day) for day in (3, 4, 5)]
    workshop = make_workshop(leader, spans=[(day, day + timedelta(hours=3)) for day in days])
    places = [register(user=one, workshop=workshop, now=now) for one in (employee, colleague)]
    time_machine.move_to(days[1])
    client, url = as_user(leader), address("take_attendance", workshop)
    html = client.get(url).content.decode()
    assert re.findall(r'name="shown-(\d)"', html) == ["1", "2"]

    ticked = {"present-1": [one.pk for one in places], "present-2": [places[1].pk]}
    client.post(url, ticked | {"shown-1": "", "shown-2": "", "present-3": [places[0].pk]})

    marks = Scan.objects.standing().values_list("session__no", "registration")
    assert set(marks) == {(1, places[0].pk), (1, places[1].pk), (2, places[1].pk)}
