"""Row C15: a leader holds seats for the team without names, and names the people later."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from accounts.models import UnitLeadership
from foundation.refusals import Refusal
from tests.factories import UnitFactory, UserFactory, make_plan, make_workshop
from tests.together import together
from workshops.actions import (
    FewerSeatsThanTaken,
    HoldsEnough,
    InterestedComeFirst,
    Wish,
    approve_request,
    call_off_workshop,
    cancel_registration,
    edit_workshop,
    hold_seats,
    mind_seats,
    minding,
    recount,
    register,
    register_others,
    release_seats,
    set_cover,
)
from workshops.actions.holding import DaysAreOver, SeatsAreHeld, TooFewPeople, TooLateToHold
from workshops.actions.pools import WorkshopIsFull
from workshops.models import HeldSeats, Registration, Workshop

WAITS = Wish(waits=True)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def teams(unit, other_unit):
    """A dozen people in either unit."""
    for one in (unit, other_unit):
        UserFactory.create_batch(12, unit=one, nip=None)


@pytest.fixture
def rules(now):
    """Three seats, in three weeks."""
    start = now + 21 * DAY
    spans = [(start, start + timedelta(hours=2))]
    return {"seats": {"total": 3}, "spans": spans, "registration_closes_at": start}


@pytest.fixture
def wanted(other_leader, rules):
    return make_workshop(other_leader, **rules)


@pytest.fixture
def hold(wanted, leader, unit, now):
    def some(seats=2, **more):
        said = {"actor": leader, "workshop": wanted, "unit": unit, "seats": seats, "now": now}
        return hold_seats(**said | more)

    return some


@pytest.fixture
def name(wanted, leader, now):
    def people(*named, at=now, **more):
        said = {"actor": leader, "workshop": wanted, "wish": WAITS} | more
        return [one.registration for one in register_others(people=named, now=at, **said)]

    return people


def taken(workshop):
    assert recount(repair=False) == []
    return workshop.pools.get(kind="total").taken


def test_row_c15_they_are_taken_and_nobody_else_gets_them(hold, wanted, stranger, employee, now):
    hold(2)

    assert taken(wanted) == 2
    states = [
        register(user=one, workshop=wanted, wish=WAITS, now=now).state
        for one in (stranger, employee)
    ]
    assert states == ["confirmed", "waitlisted"]


def test_row_c15_who_is_named_comes_before_those_who_wait(
    hold, name, wanted, stranger, other_leader, employee, now
):
    hold(2)
    register(user=stranger, workshop=wanted, now=now)
    register(user=other_leader, workshop=wanted, wish=WAITS, now=now)

    (registration,) = name(employee)

    assert registration.state == "confirmed"
    assert wanted.registrations.waiting().get().user == other_leader
    assert (HeldSeats.objects.get().left, taken(wanted)) == (1, 3)


def test_row_c15_when_all_are_named_nothing_is_held(hold, name, wanted, employee, colleague):
    hold(2)

    name(employee, colleague)

    assert not HeldSeats.objects.standing().exists()
    assert taken(wanted) == 2


def test_row_c15_at_the_deadline_they_are_free_for_those_who_wait(
    hold, name, wanted, stranger, other_leader, employee, now
):
    hold(2)
    register(user=stranger, workshop=wanted, now=now)
    register(user=other_leader, workshop=wanted, wish=WAITS, now=now)

    until = HeldSeats.objects.get().until
    mind_seats(now=until - timedelta(seconds=1))
    assert wanted.registrations.waiting().exists()
    mind_seats(now=until)

    assert not wanted.registrations.waiting().exists()
    assert taken(wanted) == 2
    (late,) = name(employee, at=until)
    assert (late.state, late.held_from) == ("confirmed", None)


def test_row_c15_at_the_deadline_they_are_free_though_nobody_waits(hold, wanted):
    held = hold(2)

    mind_seats(now=held.until)

    assert taken(wanted) == 0


def test_row_c15_one_workshop_that_cannot_be_minded_does_not_stop_the_others(
    hold, wanted, other_leader, rules, monkeypatch
):
    other = make_workshop(other_leader, **rules | {"title": "Lokakarya yang kedua"})
    held = [hold(2), hold(2, workshop=other)][-1]
    settle_line = minding.settle_line

    def breaks(workshop, now):
        if workshop.pk == wanted.pk:
            raise OperationalError("deadlock detected")
        settle_line(workshop, now)

    monkeypatch.setattr(minding, "settle_line", breaks)
    mind_seats(now=held.until)

    assert (taken(wanted), taken(other)) == (2, 0)


def test_row_c15_released_they_are_the_next_ones_at_once(hold, wanted, stranger, employee, now):
    held = hold(3)
    register(user=stranger, workshop=wanted, wish=WAITS, now=now)

    for _time in range(2):
        release_seats(held=held, now=now)

    assert wanted.registrations.confirmed().get().user == stranger
    assert taken(wanted) == 1


def test_row_c15_held_again_they_run_out_when_the_first_would_have(hold, wanted, now):
    first = hold(2)
    later = first.until - timedelta(minutes=5)
    release_seats(held=first, now=later)

    again = hold(2, now=later)
    assert again.until == first.until
    mind_seats(now=again.until)

    assert taken(wanted) == 0
    with pytest.raises(DaysAreOver):
        hold(2, now=again.until)


def test_row_c15_nor_longer_for_another_unit_or_by_another_leader(hold, wanted, leader, unit, now):
    part, mate = UnitFactory(parent=unit), UserFactory(unit=unit)
    UserFactory.create_batch(3, unit=part)
    UnitLeadership.objects.create(user=mate, unit=unit, since=timezone.localdate(now) - DAY)
    first = hold(1)
    release_seats(held=first, now=now)

    with pytest.raises(DaysAreOver):
        hold(1, unit=part, now=first.until)
    with pytest.raises(DaysAreOver):
        hold(1, actor=mate, now=first.until)
    assert hold(1, actor=mate, unit=part, now=first.until).until > first.until


def test_row_c15_the_page_says_that_people_are_named_now(
    hold, wanted, leader, unit, as_user, address, time_machine
):
    held = hold(1)
    time_machine.move_to(held.until)

    page = as_user(leader).post(address("hold_seats", wanted), {"unit": unit.pk, "seats": "1"})

    assert page.status_code == 409
    assert "waktu untuk menyebut nama sudah habis" in page.content.decode()


@pytest.mark.parametrize("seats", [4, 10])
def test_row_c15_all_of_them_or_none(hold, wanted, seats):
    with pytest.raises(WorkshopIsFull):
        hold(seats)

    assert taken(wanted) == 0
    assert not HeldSeats.objects.exists()


@pytest.fixture
def awaited(wanted, leader, stranger, employee, now):
    """Three sit, and its host waits."""
    for person in (leader, stranger, employee, wanted.host):
        register(user=person, workshop=wanted, wish=WAITS, now=now)
    return wanted.registrations.waiting().get()


def test_row_c15_not_before_the_interested_have_their_seats(hold, wanted, now):
    Workshop.objects.update(booking_since=now)

    with pytest.raises(InterestedComeFirst):
        hold(1)

    assert taken(wanted) == 0


def test_row_c15_not_when_nobody_moves_up_any_more(hold, wanted, now):
    start = wanted.sessions.get().starts_at
    last = wanted.promotion_ends_at(start)

    with pytest.raises(TooLateToHold):
        hold(1, now=last)

    assert hold(1, now=last - timedelta(seconds=1)).until == last


def test_row_c15_not_before_those_who_wait(hold, awaited):
    with pytest.raises(WorkshopIsFull):
        hold(1)


def test_row_c15_those_who_wait_are_seated_first(hold, wanted, awaited):
    wanted.pools.update(capacity=5)

    hold(1)

    awaited.refresh_from_db()
    assert (awaited.state, taken(wanted)) == ("confirmed", 5)


def test_row_c15_who_waits_at_the_limit_of_a_unit_keeps_nobody_else_from_holding(
    hold, other_leader, stranger, rules, now
):
    limited = make_workshop(other_leader, **rules, unit_limit=1)
    for person in (stranger, other_leader):
        register(user=person, workshop=limited, wish=WAITS, now=now)
    assert limited.registrations.waiting().get().hindrance == "unit"

    hold(1, workshop=limited)

    assert taken(limited) == 2


def test_row_c15_one_hold_for_a_unit(hold):
    hold(1)

    with pytest.raises(SeatsAreHeld):
        hold(1)


def test_row_c15_the_limit_of_the_unit_counts_them(other_leader, rules, hold, name, employee, now):
    limited = make_workshop(other_leader, unit_limit=2, **rules)

    with pytest.raises(WorkshopIsFull):
        hold(3, workshop=limited)
    hold(2, workshop=limited)
    full = register(user=employee, workshop=limited, wish=WAITS, now=now)
    assert full.hindrance == "unit"
    cancel_registration(user=employee, workshop=limited, now=now)

    (registration,) = name(employee, workshop=limited)
    assert registration.state == "confirmed"
    assert recount(repair=False) == []


def test_row_c15_a_named_person_who_may_not_have_it_leaves_it_held(
    other_leader, rules, hold, wanted, unit, leader, employee, now
):
    set_cover(actor=leader, unit=unit, percent=1, now=now)
    busy = make_workshop(other_leader, **rules | {"title": "Lokakarya lain pada jam itu"})
    register(user=leader, workshop=busy, now=now)
    hold(2)

    (outcome,) = register_others(
        actor=leader, workshop=wanted, people=[employee], wish=WAITS, now=now
    )

    assert (outcome.registration, outcome.why_not) == (
        None,
        Registration.Hindrance.UNIT_COVER.label,
    )
    assert (HeldSeats.objects.get().left, taken(wanted)) == (2, 2)


def test_row_c15_while_the_host_decides_the_seat_stays_the_persons(
    other_leader, rules, hold, name, employee
):
    asking = make_workshop(other_leader, approval="host", holds_seats=False, **rules)
    hold(2, workshop=asking)

    (registration,) = name(employee, workshop=asking)

    assert (registration.state, registration.holds_seat) == ("requested", True)
    assert taken(asking) == 2


def test_row_c15_in_the_room_or_online(other_leader, rules, hold, name, employee):
    seats = {"total": 3, "room": 1, "online": 2}
    link = "https://rapat.contoh.id/a"
    hybrid = make_workshop(
        other_leader, **rules | {"seats": seats, "mode": "hybrid", "online_url": link}
    )

    hold(2, workshop=hybrid, seat="online")
    (registration,) = name(employee, workshop=hybrid)

    assert registration.seat == "online"
    assert recount(repair=False) == []


def test_row_c15_how_many_are_left_of_each_kind_is_said_and_no_more_are_held(
    other_leader, leader, unit, rules, as_user, address
):
    seats = {"total": 3, "room": 1, "online": 2}
    link = {"mode": "hybrid", "online_url": "https://rapat.contoh.id/a"}
    hybrid = make_workshop(other_leader, **rules | link | {"seats": seats})
    url, client = address("hold_seats", hybrid), as_user(leader)
    page = client.get(url).content.decode()
    assert "Di ruangan, sisa 1" in page
    assert "Daring, sisa 2" in page
    assert "Sisa 3 kursi" in page

    refused = client.post(url, {"unit": unit.pk, "seats": 2, "seat": "room"})

    assert refused.status_code == 409
    assert "Kursi kosong tidak sebanyak itu." in refused.content.decode()
    assert not hybrid.held.exists()
    assert set(hybrid.pools.values_list("taken", flat=True)) == {0}


@pytest.mark.parametrize("change", [{"unit_limit": 2}, {"mode": "hybrid"}])
def test_row_c15_they_stay_counted_when_the_host_changes_the_rules(
    hold, wanted, other_leader, rules, now, change
):
    hold(2)
    if change.get("mode"):
        change |= {"online_url": "https://rapat.contoh.id/a"}
        change |= {"seats": {"total": 5, "room": 3, "online": 2}}
    plan = make_plan(other_leader, **rules | change)

    edit_workshop(editor=other_leader, workshop=wanted, plan=plan, now=now)

    assert taken(wanted) == 2


def test_row_c15_a_limit_below_what_is_held_is_refused(hold, wanted, other_leader, rules, now):
    hold(2)

    with pytest.raises(FewerSeatsThanTaken):
        plan = make_plan(other_leader, unit_limit=1, **rules)
        edit_workshop(editor=other_leader, workshop=wanted, plan=plan, now=now)

    plan = make_plan(other_leader, unit_limit=2, **rules)
    edit_workshop(editor=other_leader, workshop=wanted, plan=plan, now=now)
    assert wanted.pools.get(kind="unit").taken == 2


def test_row_c15_hybrid_no_more_whoever_is_named_has_a_seat_like_all_others(
    hold, name, other_leader, rules, employee, now
):
    seats = {"total": 3, "room": 1, "online": 2}
    link = {"mode": "hybrid", "online_url": "https://rapat.contoh.id/a"}
    hybrid = make_workshop(other_leader, **rules | link | {"seats": seats})
    hold(2, workshop=hybrid, seat="online")

    plan = make_plan(other_leader, **rules)
    edit_workshop(editor=other_leader, workshop=hybrid, plan=plan, now=now)

    (registration,) = name(employee, workshop=hybrid)
    assert (registration.state, registration.seat) == ("confirmed", "total")


def test_row_c15_moved_earlier_nothing_is_held_past_the_last_moment(
    hold, wanted, other_leader, rules, stranger, now
):
    hold(3)
    register(user=stranger, workshop=wanted, wish=WAITS, now=now)
    start = now + DAY
    earlier = {"spans": [(start, start + timedelta(hours=2))], "registration_closes_at": start}
    plan = make_plan(other_leader, **rules | earlier)

    edit_workshop(editor=other_leader, workshop=wanted, plan=plan, now=now)

    assert HeldSeats.objects.get().until == wanted.promotion_ends_at(start)
    mind_seats(now=wanted.promotion_ends_at(start) - timedelta(seconds=1))
    assert HeldSeats.objects.standing().exists()


def test_row_c15_moved_behind_the_last_moment_they_are_free_at_once(
    hold, wanted, other_leader, rules, now
):
    hold(3)
    plan = make_plan(other_leader, **rules | {"registration_closes_at": now})

    edit_workshop(editor=other_leader, workshop=wanted, plan=plan, now=now)

    assert taken(wanted) == 0


def test_row_c15_one_leader_holds_ten_at_most_of_however_many_units(hold, wanted, unit):
    part = UnitFactory(parent=unit)
    UserFactory.create_batch(5, unit=part, nip=None)
    wanted.pools.update(capacity=20)
    hold(6)

    with pytest.raises(HoldsEnough):
        hold(5, unit=part)

    hold(4, unit=part)
    assert taken(wanted) == 10


@pytest.fixture
def small(unit):
    """A unit below the first one, of two people and one whose account is not active."""
    found = UnitFactory(parent=unit)
    UserFactory.create_batch(2, unit=found, nip=None)
    UserFactory(unit=found, nip=None, is_active=False)
    return found


def test_row_c15_no_more_than_the_unit_has_people(hold, small, leader, wanted, as_user, address):
    sent = {"unit": small.pk, "seats": "3"}

    refused = as_user(leader).post(address("hold_seats", wanted), sent)

    assert refused.status_code == 409
    assert "masih dapat mengambil kursi: 2 orang" in refused.content.decode()
    assert taken(wanted) == 0
    hold(2, unit=small)
    assert taken(wanted) == 2


def test_row_c15_who_has_a_place_needs_none_that_is_held(hold, small, wanted, now):
    seated = small.members.active().first()
    register(user=seated, workshop=wanted, now=now)

    with pytest.raises(TooFewPeople):
        hold(2, unit=small)

    hold(1, unit=small)
    assert taken(wanted) == 2


def test_row_c15_seats_held_for_a_part_of_the_unit_count_for_its_people(hold, small, unit, wanted):
    wanted.pools.update(capacity=20)
    hold(2, unit=small)
    unit.members.update(is_active=False)

    with pytest.raises(TooFewPeople):
        hold(1)


def test_row_c15_so_do_those_that_a_unit_above_holds(hold, small, unit, leader, wanted):
    """They come from the same people."""
    wanted.pools.update(capacity=20)
    unit.members.exclude(pk=leader.pk).update(is_active=False)
    people = unit.members.active().count() + small.members.active().count()
    hold(people - 1)

    with pytest.raises(TooFewPeople):
        hold(2, unit=small)
    hold(1, unit=small)


def test_row_c15_who_waits_already_is_named_for_a_held_seat(
    hold, name, wanted, stranger, employee, now
):
    hold(2)
    for person in (stranger, employee):
        register(user=person, workshop=wanted, wish=WAITS, now=now)

    (registration,) = name(employee)

    assert registration.state == "confirmed"
    assert [one.before for one in registration.events.order_by("pk")] == ["", "waitlisted"]
    assert (HeldSeats.objects.get().left, taken(wanted)) == (1, 3)


def test_row_c13_who_waits_approved_and_is_named_is_asked_about_no_more(
    hold, name, other_leader, rules, employee, now
):
    asking = make_workshop(
        other_leader, **rules | {"seats": {"total": 1}}, approval="host", holds_seats=False
    )
    asked = register(user=employee, workshop=asking, now=now)
    hold(1, workshop=asking)
    approve_request(actor=other_leader, registration=asked, now=now)
    asked.refresh_from_db()
    assert (asked.state, asked.is_approved) == ("waitlisted", True)

    (named,) = name(employee, workshop=asking)

    assert named.is_confirmed


def test_row_c15_nobody_else_takes_who_waits_out_of_the_line(hold, name, wanted, stranger, now):
    hold(3)
    register(user=stranger, workshop=wanted, wish=WAITS, now=now)

    assert name(stranger) == [None]
    assert wanted.registrations.get().state == "waitlisted"


def test_row_c15_called_off_nothing_is_held(hold, wanted, other_leader, now):
    hold(2)

    call_off_workshop(actor=other_leader, workshop=wanted, reason="Banjir di jalan.", now=now)

    assert not HeldSeats.objects.standing().exists()
    assert taken(wanted) == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_c15_two_leaders_at_the_same_moment_do_not_hold_more_than_there_is(
    hold, wanted, other_leader, other_unit
):
    found = together(lambda: hold(2), lambda: hold(2, actor=other_leader, unit=other_unit))

    assert sorted(isinstance(one, Refusal) for one in found) == [False, True]
    assert taken(wanted) == 2


def test_on_the_page_pressed_twice_it_is_held_once(wanted, leader, unit, as_user, address):
    client, sent = as_user(leader), {"unit": unit.pk, "seats": "2", "key": "satu"}

    for _time in range(2):
        client.post(address("hold_seats", wanted), sent)

    assert HeldSeats.objects.get().left == 2
    page = client.get(address("hold_seats", wanted)).content.decode()
    assert "2 kursi, ditahan sampai" in page
    assert f"oleh {leader.full_name}" in page
    client.post(f"{address('hold_seats', wanted)}{HeldSeats.objects.get().public_id}/lepas/")
    assert taken(wanted) == 0


def test_another_number_on_the_form_that_was_sent_is_no_silent_success(
    wanted, leader, unit, as_user, address
):
    client, sent = as_user(leader), {"unit": unit.pk, "seats": "2", "key": "satu"}
    client.post(address("hold_seats", wanted), sent)

    assert client.post(address("hold_seats", wanted), sent | {"seats": "1"}).status_code == 409
    assert HeldSeats.objects.get().left == 2


@pytest.mark.parametrize("seats", ["", "0", "11", "-1", "x"])
def test_bad_input_says_what_and_holds_nothing(wanted, leader, unit, as_user, address, seats):
    sent = {"unit": unit.pk, "seats": seats}

    assert as_user(leader).post(address("hold_seats", wanted), sent).status_code == 422
    assert not HeldSeats.objects.exists()


def test_holding_and_releasing_ask_for_the_second_step_of_a_leader(
    hold, wanted, as_user, leader, address, settings
):
    held, client = hold(1), as_user(leader)
    settings.FORUM_MFA_ROLES = ["leader"]
    urls = [
        address("hold_seats", wanted),
        f"{address('hold_seats', wanted)}{held.public_id}/lepas/",
    ]

    pages = [client.post(url, {"unit": held.unit_id, "seats": "1"}) for url in urls]

    assert all(page.url.startswith("/saya/pengaturan/faktor-kedua/") for page in pages)
    assert HeldSeats.objects.standing().exists()


def test_nobody_holds_or_releases_for_another_unit(
    hold, wanted, other_leader, unit, as_user, address
):
    held, client = hold(1), as_user(other_leader)

    sent = {"unit": unit.pk, "seats": "1"}
    assert client.post(address("hold_seats", wanted), sent).status_code == 422
    url = f"{address('hold_seats', wanted)}{held.public_id}/lepas/"
    assert client.post(url).status_code == 404
