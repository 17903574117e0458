"""Cancelling: the seat is free again, once, and only before the start."""

import pytest

from notifications.models import Notification
from workshops import actions
from workshops.actions import Wish, cancel_registration, register
from workshops.models import SeatPool


def test_a_cancelled_seat_is_free_for_others(full_workshop, colleague, employee, now):
    cancel_registration(user=colleague, workshop=full_workshop, now=now)

    register(user=employee, workshop=full_workshop, now=now)

    assert [row.user for row in full_workshop.registrations.active()] == [employee]


def test_cancelling_twice_frees_one_seat(workshop, registration, colleague, now):
    register(user=colleague, workshop=workshop, now=now)
    cancel_registration(user=registration.user, workshop=workshop, now=now)

    with pytest.raises(actions.NotRegistered):
        cancel_registration(user=registration.user, workshop=workshop, now=now)

    assert workshop.pools.get().taken == 1


def test_a_stranger_has_nothing_to_cancel(workshop, registration, stranger, as_user, address):
    page = as_user(stranger).post(address("cancel_registration", workshop), follow=True)

    assert "Anda tidak terdaftar" in page.content.decode()
    assert workshop.pools.get().taken == 1


def test_after_the_start_it_is_too_late(workshop, registration, start):
    with pytest.raises(actions.TooLateToCancel):
        cancel_registration(user=registration.user, workshop=workshop, now=start)

    assert workshop.pools.get().taken == 1


def test_a_hybrid_seat_is_freed_in_both_pools(hybrid, employee, now):
    register(user=employee, workshop=hybrid, wish=Wish("room"), now=now)

    cancel_registration(user=employee, workshop=hybrid, now=now)

    assert set(SeatPool.objects.values_list("taken", flat=True)) == {0}


def test_complaint_737_the_host_hears_of_who_comes_no_more(
    workshop, leader, employee, colleague, now, as_user
):
    """mod_booking: nobody told the organiser. Several are one line, which the page reads."""
    for person in (employee, colleague):
        register(user=person, workshop=workshop, now=now)
        cancel_registration(user=person, workshop=workshop, now=now)

    told = Notification.objects.filter(kind="workshops.participant_left")
    assert list(told.values_list("recipient", "about_id", "count")) == [(leader.pk, workshop.pk, 2)]
    assert "2 kursi di lokakarya Anda dilepas" in as_user(leader).get("/kabar/").content.decode()
    as_user(leader).get(workshop.get_absolute_url())
    assert not told.unread().exists()


def test_complaint_737_who_only_waited_is_no_news(full_workshop, workshop, leader, employee, now):
    """Nor is the host's own seat."""
    full_workshop.has_waiting_list = True
    full_workshop.save()
    register(user=employee, workshop=full_workshop, wish=Wish(waits=True), now=now)
    cancel_registration(user=employee, workshop=full_workshop, now=now)
    register(user=leader, workshop=workshop, now=now)
    cancel_registration(user=leader, workshop=workshop, now=now)

    assert not Notification.objects.filter(kind="workshops.participant_left").exists()


@pytest.fixture
def waiting(workshop, colleague, employee, now):
    """The colleague sits, the employee waits for the seat."""
    workshop.pools.update(capacity=1)
    register(user=colleague, workshop=workshop, now=now)
    return register(user=employee, workshop=workshop, wish=Wish(waits=True), now=now)


def test_who_leaves_the_line_keeps_a_seat_got_meanwhile(
    waiting, workshop, employee, colleague, as_user, address, now
):
    client = as_user(employee)
    page = client.get(workshop.get_absolute_url()).content.decode()
    assert '<input type="hidden" name="shown" value="waitlisted">' in page
    cancel_registration(user=colleague, workshop=workshop, now=now)

    sent = {"shown": "waitlisted"}
    page = client.post(address("cancel_registration", workshop), sent, follow=True)

    waiting.refresh_from_db()
    assert waiting.state in ("offered", "confirmed")
    assert "tidak ada yang dilepas" in page.content.decode()


@pytest.mark.parametrize("shown", ["requested", "offered"])
def test_what_an_older_page_gives_back_became_a_seat_meanwhile(
    registration, workshop, as_user, address, shown
):
    """The leader approved, or the offer was accepted in another tab."""
    client = as_user(registration.user)

    page = client.post(address("cancel_registration", workshop), {"shown": shown}, follow=True)

    registration.refresh_from_db()
    assert registration.is_confirmed
    assert "tidak ada yang dilepas" in page.content.decode()


def test_who_only_waited_had_no_seat_for_others(waiting, workshop, employee, as_user, address):
    sent = {"shown": "waitlisted"}
    page = as_user(employee).post(address("cancel_registration", workshop), sent, follow=True)

    assert "Anda keluar dari daftar tunggu." in page.content.decode()
    assert "orang lain" not in page.content.decode()
