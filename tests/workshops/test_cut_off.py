"""After the promotion cut-off: each who waits keeps one seat, the others are for whoever comes."""

from datetime import timedelta

import pytest

from tests.factories import UserFactory, make_plan, make_workshop
from workshops.actions import (
    CutOffIsFixed,
    OthersWait,
    Wish,
    cancel_registration,
    edit_workshop,
    mind_seats,
    register,
    register_others,
    set_cover,
)

WAITS = Wish(waits=True)


@pytest.fixture
def start(now):
    """In three weeks."""
    return now + timedelta(days=21)


@pytest.fixture
def late(start):
    """Eleven hours before it."""
    return start - timedelta(hours=11)


@pytest.fixture
def held(leader, start):
    def at(**rules):
        spans = [(start, start + timedelta(hours=2))]
        plan = {"spans": spans, "registration_closes_at": start, "seats": {"total": 4}}
        return make_workshop(leader, **plan | rules)

    return at


@pytest.fixture
def empties(now, late):
    """So many sit, `idle` waits, and then so many of the others leave too late to move up."""

    def fill(workshop, idle, seats=4, leave=3, seat=""):
        people = UserFactory.create_batch(seats, nip=None)
        for person in [*people, *idle]:
            register(user=person, workshop=workshop, wish=Wish(seat, waits=True), now=now)
        for person in people[:leave]:
            cancel_registration(user=person, workshop=workshop, now=late)
        return workshop

    return fill


@pytest.fixture
def come(late):
    return lambda person, workshop, wish=WAITS: register(
        user=person, workshop=workshop, wish=wish, now=late
    )


def suspend(person, until):
    type(person).objects.filter(pk=person.pk).update(suspended_until=until)


def text(page):
    return " ".join(page.content.decode().split())


def test_row_c10_one_who_waits_keeps_one_seat_and_not_all(
    held, empties, come, employee, stranger, colleague, unit, as_user, late, time_machine
):
    workshop = empties(held(), [employee])
    time_machine.move_to(late)
    assert "Daftar sekarang" in text(as_user(stranger).get(workshop.get_absolute_url()))

    assert [come(one, workshop).state for one in (stranger, colleague)] == ["confirmed"] * 2

    page = text(as_user(UserFactory()).get(workshop.get_absolute_url()))
    assert "Kursi yang kosong untuk yang menunggu" in page
    with pytest.raises(OthersWait):
        come(UserFactory(unit=unit), workshop, Wish())
    assert come(employee, workshop).state == "confirmed"


def test_row_c10_so_many_as_wait_are_kept(held, empties, come, employee, colleague, stranger):
    workshop = empties(held(), [employee, colleague], leave=2)

    with pytest.raises(OthersWait):
        come(stranger, workshop, Wish())

    assert [come(one, workshop).state for one in (colleague, employee)] == ["confirmed"] * 2


def test_row_c10_a_leader_registers_others_for_what_nobody_keeps(
    held, empties, stranger, leader, unit, late
):
    workshop = empties(held(), [stranger], leave=2)
    people = UserFactory.create_batch(2, unit=unit)

    outcomes = register_others(
        actor=leader, workshop=workshop, people=people, wish=Wish(), now=late
    )

    assert [bool(one.registration) for one in outcomes] == [True, False]
    assert str(outcomes[1].why_not) == "Ada yang menunggu kursi di sini; mereka didahulukan."


def test_row_c10_the_refusal_offers_no_list_that_is_closed(
    held, empties, employee, stranger, as_user, address, late, time_machine
):
    workshop = empties(held(), [employee], leave=1)
    time_machine.move_to(late)

    refused = as_user(stranger).post(address("register", workshop))

    assert refused.status_code == 409
    assert "mereka didahulukan" in text(refused)
    assert "daftar tunggu" not in text(refused).lower()


def test_row_c10_no_more_are_kept_than_people_of_the_unit_could_take(
    held, empties, come, unit, stranger
):
    workshop = empties(held(unit_limit=1), UserFactory.create_batch(2, unit=unit), leave=2)

    with pytest.raises(OthersWait):
        come(UserFactory(unit=unit), workshop, Wish())
    assert come(stranger, workshop).state == "confirmed"


def test_row_c10_nor_than_the_cover_of_the_unit_lets_go(
    held, empties, come, now, unit, leader, stranger
):
    workshop = empties(held(), UserFactory.create_batch(3, unit=unit), leave=2)
    set_cover(actor=leader, unit=unit, percent=1, now=now)

    with pytest.raises(OthersWait):
        come(UserFactory(unit=unit), workshop, Wish())
    assert come(stranger, workshop).state == "confirmed"


def test_row_c10_in_the_room_and_online_each(held, empties, come, employee, stranger, colleague):
    seats = {"total": 5, "room": 3, "online": 2}
    hybrid = held(mode="hybrid", online_url="https://rapat.contoh.id/a", seats=seats)
    empties(hybrid, [employee], seats=3, leave=1, seat="room")

    with pytest.raises(OthersWait):
        come(stranger, hybrid, Wish("room"))
    assert come(colleague, hybrid, Wish("online")).state == "confirmed"


def test_row_c10_who_is_suspended_keeps_no_seat(
    held, empties, come, employee, stranger, start, as_user, late, time_machine
):
    workshop = empties(held(), [employee], leave=1)
    suspend(employee, until=start + timedelta(days=9))
    time_machine.move_to(late)

    assert "Daftar sekarang" in text(as_user(stranger).get(workshop.get_absolute_url()))
    assert come(stranger, workshop, Wish()).state == "confirmed"


def test_row_c6_who_is_suspended_is_skipped_until_that_ends(held, empties, employee, stranger, now):
    workshop = empties(held(seats={"total": 1}), [employee, stranger], seats=1, leave=0)
    suspend(employee, until=now + timedelta(days=1))
    rows = workshop.registrations
    cancel_registration(user=rows.confirmed().get().user, workshop=workshop, now=now)
    assert rows.confirmed().get().user == stranger
    assert rows.get(user=employee).events.last().reason == "account"

    cancel_registration(user=stranger, workshop=workshop, now=now)
    assert not rows.confirmed().exists()
    mind_seats(now=now + timedelta(days=1))

    assert rows.confirmed().get().user == employee


def test_row_c10_the_page_asks_no_more_with_more_who_wait(
    held, empties, stranger, unit, as_user, late, time_machine, now, same_queries
):
    workshop = empties(held(), UserFactory.create_batch(1, unit=unit), leave=3)

    def wait(people):
        """While all seats are taken."""
        workshop.pools.update(taken=4)
        for person in UserFactory.create_batch(people, unit=unit):
            register(user=person, workshop=workshop, wish=WAITS, now=now)
        workshop.pools.update(taken=1)

    time_machine.move_to(late)
    same_queries(as_user(stranger), workshop.get_absolute_url(), wait, most=14)


def test_row_c8_the_cut_off_stays_while_somebody_waits(
    held, employee, stranger, leader, start, now
):
    workshop = held(seats={"total": 1})
    rules = {"spans": [(start, start + timedelta(hours=2))], "registration_closes_at": start}
    plan = make_plan(leader, seats={"total": 1}, promotion_ends_hours=336, **rules)
    said = {"editor": leader, "workshop": workshop, "plan": plan, "now": now}
    register(user=employee, workshop=workshop, now=now)
    register(user=stranger, workshop=workshop, wish=WAITS, now=now)

    with pytest.raises(CutOffIsFixed):
        edit_workshop(**said)

    cancel_registration(user=stranger, workshop=workshop, now=now)
    edit_workshop(**said)
    workshop.refresh_from_db()
    assert workshop.promotion_ends_hours == 336


def test_row_c8_the_form_says_so_at_its_field(
    as_user, leader, announcement, address, employee, stranger, now
):
    client, limits = as_user(leader), {"has_waiting_list": "on", "seats": "1"}
    client.post("/lokakarya/baru/", announcement | limits)
    workshop = leader.hosted.get()
    for person in (employee, stranger):
        register(user=person, workshop=workshop, wish=WAITS, now=now)
    sent = announcement | limits | {"sesi-INITIAL_FORMS": "0", "sesi-0-no": "1"}

    response = client.post(
        address("edit_workshop", workshop), sent | {"promotion_ends_hours": "48"}
    )

    assert response.status_code == 422
    errors = response.context["form"].errors["promotion_ends_hours"]
    assert errors == [
        "Ada yang menunggu kursi, jadi ini tidak dapat diubah selama mereka menunggu."
    ]
    assert 'value="48"' in response.content.decode()
