"""Registering: one seat per person, refused with a sentence when there is none."""

from datetime import timedelta

import pytest

from tests.factories import make_plan
from workshops import actions
from workshops.actions import Wish, cancel_registration, edit_workshop, register
from workshops.models import Registration, RegistrationEvent, SeatPool


def test_a_registered_person_holds_one_seat(workshop, employee, now):
    registration = register(user=employee, workshop=workshop, now=now)

    assert (registration.state, registration.seat) == ("confirmed", "total")
    assert workshop.pools.get().taken == 1
    event = RegistrationEvent.objects.get()
    assert (event.before, event.after, event.actor) == ("", "confirmed", employee)


def test_row_c1_a_full_workshop_refuses_with_its_sentence(
    full_workshop, employee, as_user, address
):
    response = as_user(employee).post(address("register", full_workshop))

    assert response.status_code == 409
    assert response.context["message"] == actions.WorkshopIsFull.message
    assert full_workshop.pools.get().taken == 1


def test_whoever_holds_the_last_seat_hears_that_they_are_registered(full_workshop, colleague, now):
    with pytest.raises(actions.AlreadyRegistered):
        register(user=colleague, workshop=full_workshop, now=now)


def test_a_closed_window_refuses_and_gives_the_seat_back(workshop, employee, start):
    with pytest.raises(actions.RegistrationIsClosed):
        register(user=employee, workshop=workshop, now=start)

    assert workshop.pools.get().taken == 0


def test_a_window_that_has_not_opened_refuses(workshop, employee, now):
    workshop.registration_opens_at = now + timedelta(hours=1)
    workshop.save()

    with pytest.raises(actions.RegistrationIsNotOpen):
        register(user=employee, workshop=workshop, now=now)


def test_a_draft_takes_no_registration(draft, leader, as_user, address):
    response = as_user(leader).post(address("register", draft))

    assert (response.status_code, Registration.objects.count()) == (403, 0)


def test_registering_twice_is_refused_and_costs_no_seat(workshop, registration, now):
    with pytest.raises(actions.AlreadyRegistered):
        register(user=registration.user, workshop=workshop, now=now)

    assert workshop.pools.get().taken == 1


def test_sending_the_form_twice_registers_once(workshop, employee, as_user, address):
    client, url = as_user(employee), address("register", workshop)

    answers = [client.post(url, {"key": "satu-kali"}).status_code for _time in (1, 2)]

    assert answers == [302, 302]
    assert workshop.pools.get().taken == 1


def test_registering_again_opens_the_same_row_with_a_new_place(workshop, registration, now):
    later = now + timedelta(minutes=1)
    cancel_registration(user=registration.user, workshop=workshop, now=now)

    again = register(user=registration.user, workshop=workshop, now=later)

    assert (again.pk, again.joined_at, again.state) == (registration.pk, later, "confirmed")
    steps = again.events.order_by("pk").values_list("before", "after")
    assert list(steps) == [
        ("", "confirmed"),
        ("confirmed", "cancelled_self"),
        ("cancelled_self", "confirmed"),
    ]


def test_row_b10_a_hybrid_seat_counts_in_its_pool_and_in_the_total(hybrid, employee, now):
    register(user=employee, workshop=hybrid, wish=Wish("online"), now=now)

    taken = dict(SeatPool.objects.values_list("kind", "taken"))
    assert taken == {"total": 1, "room": 0, "online": 1}


def test_row_b10_a_full_room_refuses_while_seats_online_are_left(hybrid, employee, colleague, now):
    register(user=employee, workshop=hybrid, wish=Wish("room"), now=now)

    with pytest.raises(actions.WorkshopIsFull):
        register(user=colleague, workshop=hybrid, wish=Wish("room"), now=now)

    assert hybrid.pools.get(kind="total").taken == 1


@pytest.mark.parametrize("seat", ["total", "unit", "kursi"])
def test_a_hybrid_seat_of_no_kind_is_refused(hybrid, employee, as_user, address, seat):
    as_user(employee).post(address("register", hybrid), {"seat": seat})

    assert not Registration.objects.exists()
    assert hybrid.pools.get(kind="total").taken == 0


def test_open_pages_hear_how_many_seats_are_taken(
    workshop, employee, now, django_capture_on_commit_callbacks, heard
):
    with django_capture_on_commit_callbacks(execute=True):
        register(user=employee, workshop=workshop, now=now)

    facts = {"workshop": workshop.public_id, "taken": 1, "capacity": 10, "line": 0, "fill": "free"}
    seats = [one for one in heard() if one.get("event") == "seats-changed"]
    assert {one["topic"] for one in seats} == {f"workshop:{workshop.public_id}", "seats:all"}
    assert all(one["facts"] == facts for one in seats)


def test_lists_hear_nothing_of_a_draft(
    draft, leader, now, django_capture_on_commit_callbacks, heard
):
    with django_capture_on_commit_callbacks(execute=True):
        plan = make_plan(leader, seats={"total": 7})
        edit_workshop(editor=leader, workshop=draft, plan=plan, now=now)

    assert {one["topic"] for one in heard() if "topic" in one} == {f"workshop:{draft.public_id}"}


def test_the_log_of_registrations_cannot_be_changed(registration):
    with pytest.raises(Exception, match="append-only"):
        registration.events.update(after="cancelled_self")


def test_the_same_form_after_cancelling_takes_a_seat_again(workshop, employee, now):
    register(user=employee, workshop=workshop, now=now, key="satu-kali")
    cancel_registration(user=employee, workshop=workshop, now=now)

    again = register(user=employee, workshop=workshop, now=now, key="satu-kali")

    assert again.state == "confirmed"
    assert workshop.pools.get().taken == 1


def test_the_form_of_another_workshop_is_no_seat_here(workshop, hybrid, employee, now):
    register(user=employee, workshop=hybrid, now=now, key="satu-kali")

    wish = Wish(ignores_overlap=True)
    here = register(user=employee, workshop=workshop, wish=wish, now=now, key="satu-kali")

    assert here.workshop == workshop


def test_row_b10_a_full_room_is_said_and_online_is_one_press_away(
    hybrid, employee, colleague, as_user, address, now
):
    register(user=colleague, workshop=hybrid, wish=Wish("room"), now=now)

    page = as_user(employee).post(address("register", hybrid), {"seat": "room"})

    html = page.content.decode()
    assert page.status_code == 409
    assert "Semua kursi tatap muka terisi." in html
    assert "Daring, sisa 2" in html
    as_user(employee).post(address("register", hybrid), {"seat": "online"})
    assert hybrid.registrations.get(user=employee).seat == "online"


def test_row_b10_with_the_units_seats_taken_the_line_is_one_press_away(
    hybrid, employee, colleague, as_user, address, now
):
    """Another kind of seat would help nobody of the unit."""
    hybrid.pools.filter(kind="room").update(capacity=2)
    hybrid.pools.filter(kind="total").update(capacity=4)
    hybrid.unit_limit = 1
    hybrid.save()
    register(user=colleague, workshop=hybrid, wish=Wish("room"), now=now)

    page = as_user(employee).post(address("register", hybrid), {"seat": "room"})

    assert page.status_code == 409
    assert 'name="waits" value="1"' in page.content.decode()
    assert "Daftar sekarang" not in page.content.decode()


@pytest.mark.parametrize("wish", ["room", "online", ""])
def test_a_wish_from_before_the_host_changed_the_mode_takes_one_seat(workshop, employee, now, wish):
    registration = register(user=employee, workshop=workshop, wish=Wish(wish), now=now)
    cancel_registration(user=employee, workshop=workshop, now=now)

    assert registration.seat == "total"
    assert workshop.pools.get().taken == 0


def test_no_wish_in_a_hybrid_workshop_is_the_room(hybrid, employee, now):
    assert register(user=employee, workshop=hybrid, now=now).seat == "room"
