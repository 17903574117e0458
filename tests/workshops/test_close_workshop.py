"""Closing: whoever was present for 80 % of the minutes is credited, once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competencies.models import LearningRecord
from notifications.broadcasting import broadcast_due
from notifications.models import Notification
from tests.factories import UserFactory, make_plan, make_workshop
from workshops import actions
from workshops.actions import (
    OwnHours,
    Wish,
    close_workshop,
    register,
    reopen_workshop,
    take_attendance,
)
from workshops.models import Workshop

HOUR = timedelta(hours=1)


@pytest.fixture
def two_sessions(leader, employee, now):
    """Four hours on one day, one hour on the next; the employee is registered."""
    first = make_plan(leader, now=now).spans[0][0]
    second = first + timedelta(days=1)
    workshop = make_workshop(leader, spans=[(first, first + 4 * HOUR), (second, second + HOUR)])
    register(user=employee, workshop=workshop, now=now)
    return workshop


@pytest.fixture
def close(leader):
    """Marks everybody present at the sessions of these numbers, then closes."""

    def end(workshop, *numbers):
        present = list(workshop.registrations.values_list("pk", flat=True))
        over = workshop.sessions.order_by("-no").first().ends_at
        for session in workshop.sessions.filter(no__in=numbers):
            take_attendance(host=leader, session=session, present=present, now=over)
        return close_workshop(actor=leader, workshop=workshop, now=over)

    return end


def test_eighty_percent_of_the_minutes_are_enough(close, two_sessions, employee):
    close(two_sessions, 1)

    assert two_sessions.registrations.get().attendance == "full"
    assert LearningRecord.objects.get(user=employee).jp == 5


def test_less_than_eighty_percent_brings_nothing(close, two_sessions):
    close(two_sessions, 2)

    assert two_sessions.registrations.get().attendance == "partial"
    assert not LearningRecord.objects.exists()


def test_the_absent_are_no_shows(close, two_sessions):
    close(two_sessions)

    assert two_sessions.registrations.get().attendance == "no_show"
    assert not Notification.objects.filter(kind="workshops.learning_credited").exists()


def test_the_credit_says_what_was_learnt_and_who_verified_it(close, two_sessions, leader):
    close(two_sessions, 1, 2)

    credit, registration = LearningRecord.objects.get(), two_sessions.registrations.get()
    assert (credit.form, credit.areas, credit.verified_by) == ("KL07", "T.NAS", leader)
    assert credit.source == f"registration:{registration.pk}"
    assert credit.held_on == two_sessions.sessions.get(no=2).ends_at.astimezone().date()


def test_closing_twice_credits_and_tells_once(close, attended, employee):
    close(attended)
    close(attended)

    assert LearningRecord.objects.get().user == employee
    told = Notification.objects.get(recipient=employee, kind="workshops.learning_credited")
    assert told.count == 1


@pytest.mark.parametrize("left", [3 * HOUR, timedelta(seconds=1)])
def test_before_the_last_session_is_over_it_cannot_be_closed(workshop, leader, start, left):
    """Hours are credited for the whole of it."""
    with pytest.raises(actions.WorkshopIsNotOver):
        close_workshop(actor=leader, workshop=workshop, now=start + 3 * HOUR - left)


def test_a_draft_cannot_be_closed(draft, leader, now):
    with pytest.raises(actions.WorkshopIsNotOver):
        close_workshop(actor=leader, workshop=draft, now=now + timedelta(days=9))


def test_a_workshop_without_jp_credits_nothing(leader, employee, now):
    workshop = make_workshop(leader, jp=0)
    row = register(user=employee, workshop=workshop, now=now)
    session = workshop.sessions.get()
    take_attendance(host=leader, session=session, present=[row.pk], now=session.starts_at)

    close_workshop(actor=leader, workshop=workshop, now=session.ends_at)

    assert workshop.registrations.get().attendance == "full"
    assert not LearningRecord.objects.exists()


def test_of_many_participants_only_the_credited_are_told(leader, employee, now):
    workshop = make_workshop(leader, seats={"total": 60})
    for person in [employee, *UserFactory.create_batch(51)]:
        register(user=person, workshop=workshop, now=now)
    session = workshop.sessions.get()
    present = workshop.registrations.exclude(user=employee).values_list("pk", flat=True)
    take_attendance(host=leader, session=session, present=present, now=session.starts_at)
    close_workshop(actor=leader, workshop=workshop, now=session.ends_at)

    broadcast_due(now=session.ends_at)

    told = Notification.objects.filter(kind="workshops.learning_credited")
    assert (told.count(), told.filter(recipient=employee).count()) == (51, 0)


def test_closing_and_opening_again_ask_no_more_for_more_people(leader, now):
    def asked(people):
        workshop = make_workshop(leader, title=f"Dengan {people} orang", seats={"total": people})
        for person in UserFactory.create_batch(people):
            register(user=person, workshop=workshop, wish=Wish(ignores_overlap=True), now=now)
        session = workshop.sessions.get()
        present = list(workshop.registrations.values_list("pk", flat=True))
        over = session.ends_at
        take_attendance(host=leader, session=session, present=present, now=over)
        with CaptureQueriesContext(connection) as captured:
            close_workshop(actor=leader, workshop=workshop, now=over)
            reopen_workshop(actor=leader, workshop=workshop, now=over)
        return len(captured)

    asked(2)
    assert asked(3) == asked(30)
    assert LearningRecord.objects.count() == 2 * (2 + 3 + 30)


def test_a_host_closes_from_the_list(attended, leader, as_user, address, time_machine, start):
    time_machine.move_to(start + 3 * HOUR)

    response = as_user(leader).post(address("close_workshop", attended))

    attended.refresh_from_db()
    assert (response.status_code, attended.status) == (302, "done")


@pytest.fixture
def own(workshop, leader, start):
    """The leader took part in the own workshop."""
    row = register(user=leader, workshop=workshop, now=start - HOUR)
    session = workshop.sessions.get()
    take_attendance(host=leader, session=session, present=[row.pk], now=start)
    return workshop


def test_nobody_confirms_the_own_hours(own, leader, admin, start):
    with pytest.raises(OwnHours):
        close_workshop(actor=leader, workshop=own, now=start + 3 * HOUR)
    assert not LearningRecord.objects.exists()

    close_workshop(actor=admin, workshop=own, now=start + 3 * HOUR)

    assert LearningRecord.objects.get(user=leader).verified_by == admin


def test_who_gains_no_hours_closes_it(own, workshop, leader, start):
    Workshop.objects.update(jp=0)
    assert close_workshop(actor=leader, workshop=workshop, now=start + 3 * HOUR).is_done


def test_so_does_who_was_absent(workshop, leader, start):
    register(user=leader, workshop=workshop, now=start - HOUR)

    assert close_workshop(actor=leader, workshop=workshop, now=start + 3 * HOUR).is_done


def test_the_page_says_who_closes_it_instead(
    own, leader, admin, as_user, address, start, time_machine
):
    time_machine.move_to(start + 3 * HOUR)
    url = address("take_attendance", own)

    page = as_user(leader).get(url).content.decode()
    assert "Anda sendiri ikut" in page
    assert "Tutup dan catat" not in page
    assert "Tutup dan catat" in as_user(admin).get(url).content.decode()
    assert as_user(leader).post(address("close_workshop", own)).status_code == 409
