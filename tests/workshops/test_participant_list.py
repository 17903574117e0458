"""The host's list of people, each with its history: who, when, from what to what."""

from datetime import timedelta

import pytest

from tests.factories import UserFactory, make_plan, make_workshop, seat_people
from workshops.actions import (
    Wish,
    acknowledge_change,
    cancel_registration,
    close_workshop,
    edit_workshop,
    hold_seats,
    list_participant,
    register,
    waiting,
)


def test_row_j6_each_step_stands_there_with_who_and_when(
    workshop, registration, leader, as_user, address, now
):
    cancel_registration(user=registration.user, workshop=workshop, now=now + timedelta(hours=1))

    page = as_user(leader).get(address("participant_list", workshop))

    (row,) = page.context["ended"]
    steps = [(one.words, one.actor, one.at) for one in row.events.all()]
    assert [str(words) for words, _actor, _at in steps] == ["Terdaftar", "Dibatalkan"]
    assert {actor for _words, actor, _at in steps} == {registration.user}
    html = page.content.decode()
    assert "Dibatalkan" in html
    assert f"oleh {registration.user.full_name}" in " ".join(html.split())


def test_row_j6_the_page_needs_no_more_queries_for_more_people(
    workshop, leader, as_user, address, now, same_queries
):
    workshop.pools.update(capacity=100)

    def add(count):
        for person in UserFactory.create_batch(count):
            register(user=person, workshop=workshop, now=now)

    same_queries(as_user(leader), address("participant_list", workshop), add)


def test_a_hundred_stand_on_a_page_and_the_line_counts_on(
    workshop, leader, employee, colleague, as_user, address, now
):
    seat_people(workshop, 99)
    workshop.pools.update(capacity=99)
    for person in (employee, colleague):
        register(user=person, workshop=workshop, wish=Wish(waits=True), now=now)
    url = address("participant_list", workshop)

    first, second = (as_user(leader).get(url, {"hal": page}) for page in (1, 2))

    assert [len(page.context["confirmed"]) for page in (first, second)] == [99, 0]
    assert [one.place for one in first.context["waiting"]] == [1]
    assert [(one.user, one.place) for one in second.context["waiting"]] == [(colleague, 2)]
    assert "Belum ada yang terdaftar" not in second.content.decode()


def test_idea_10_narrowed_nobody_has_a_number_that_would_be_another(
    workshop, leader, employee, colleague, stranger, as_user, address, now
):
    workshop.pools.update(capacity=1)
    for person in (employee, colleague, stranger):
        register(user=person, workshop=workshop, wish=Wish(waits=True), now=now)
    change = {"no": 2, "at": now, "by": leader, "before": {}, "after": {}}
    workshop.changes.create(**change)
    workshop.registrations.exclude(user=stranger).update(seen_change=2)

    page = as_user(leader).get(address("participant_list", workshop), {"saring": "belum-melihat"})

    assert [one.user for one in page.context["waiting"]] == [stranger]
    assert page.context["confirmed"] == []
    html = page.content.decode()
    assert "Belum ada yang terdaftar" not in html
    assert "Nomor" not in html


@pytest.mark.parametrize("word", ["", "x", "belum", "%00"])
def test_a_word_that_narrows_nothing_shows_everybody(
    word, workshop, registration, leader, as_user, address
):
    page = as_user(leader).get(f"{address('participant_list', workshop)}?saring={word}")

    assert page.context["confirmed"] == [registration]


@pytest.fixture
def others_place(others_workshop, employee, now):
    return register(user=employee, workshop=others_workshop, now=now)


def test_the_host_cancels_a_place_with_a_reason_and_the_next_has_it(
    leader, employee, colleague, as_user, address, now
):
    start = now + timedelta(days=21)
    spans = [(start, start + timedelta(hours=2))]
    rules = {"seats": {"total": 1}, "spans": spans, "registration_closes_at": start}
    workshop = make_workshop(leader, **rules)
    place = register(user=employee, workshop=workshop, now=now)
    waiting = register(user=colleague, workshop=workshop, wish=Wish(waits=True), now=now)
    url = f"{address('participant_list', workshop)}{place.public_id}/"

    refused = as_user(leader).post(url, {"reason": " "})
    as_user(leader).post(url, {"reason": "Kursi ini untuk unit lain."})

    assert refused.status_code == 422
    place.refresh_from_db()
    waiting.refresh_from_db()
    assert (place.state, waiting.state) == ("cancelled_host", "confirmed")
    step = place.events.last()
    assert (step.actor, step.reason) == (leader, "Kursi ini untuk unit lain.")
    kinds = employee.notifications.order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["workshops.seat_confirmed", "workshops.registration_cancelled"]
    html = as_user(employee).get(workshop.get_absolute_url()).content.decode()
    assert "Kursi ini untuk unit lain." in html


def test_a_place_in_another_units_workshop_is_not_the_hosts(
    leader, workshop, others_place, as_user, address
):
    path = f"{others_place.public_id}/"
    urls = [address("participant_list", one) + path for one in (workshop, others_place.workshop)]

    answers = [as_user(leader).post(url, {"reason": "Iseng saja."}).status_code for url in urls]

    assert answers == [404, 403]
    others_place.refresh_from_db()
    assert others_place.state == "confirmed"


def test_after_the_closing_nobody_is_removed(attended, leader, start, as_user, address):
    close_workshop(actor=leader, workshop=attended, now=start + timedelta(hours=3))
    place = attended.registrations.get()

    url = f"{address('participant_list', attended)}{place.public_id}/"
    response = as_user(leader).post(url, {"reason": "Terlambat."})

    assert response.status_code == 409
    assert attended.registrations.confirmed().count() == 1


# --- what other participants see


@pytest.fixture
def seen(as_user, workshop):
    return lambda user: as_user(user).get(workshop.get_absolute_url()).content.decode()


def test_row_c25_only_who_agreed_is_shown_to_those_with_a_seat(
    workshop, employee, colleague, stranger, now, seen
):
    register(user=employee, workshop=workshop, now=now)
    assert employee.name not in seen(colleague)
    register(user=colleague, workshop=workshop, wish=Wish(is_listed=True), now=now)

    assert colleague.name in seen(employee)
    assert employee.name not in seen(colleague).partition("<main")[2]
    assert colleague.name not in seen(stranger)


def test_row_c25_consent_is_given_when_registering_and_taken_back_later(
    workshop, employee, as_user, address
):
    client = as_user(employee)
    client.post(address("register", workshop), {"listed": "1"})
    place = workshop.registrations.get()
    assert place.is_listed

    client.post(address("list_participant", workshop))
    place.refresh_from_db()
    assert not place.is_listed

    client.post(address("list_participant", workshop), {"listed": "1"})
    place.refresh_from_db()
    assert place.is_listed


def test_row_c25_registering_anew_asks_anew(workshop, employee, now):
    register(user=employee, workshop=workshop, wish=Wish(is_listed=True), now=now)
    cancel_registration(user=employee, workshop=workshop, now=now)

    assert not register(user=employee, workshop=workshop, now=now).is_listed


def test_row_c25_what_somebody_says_while_the_line_moves_up_stays_so(
    leader, employee, colleague, now, monkeypatch
):
    """The list was read before; the press needs no lock."""
    start = now + timedelta(days=21)
    rules = {"spans": [(start, start + timedelta(hours=2))], "registration_closes_at": start}
    full = make_workshop(leader, seats={"total": 1}, **rules)
    register(user=colleague, workshop=full, now=now)
    wish = Wish(waits=True, is_listed=True)
    waits = register(user=employee, workshop=full, wish=wish, now=now)
    by = {"editor": leader, "workshop": full, "now": now}
    edit_workshop(**by, plan=make_plan(leader, seats={"total": 1}, place="Aula", **rules))
    plain = waiting.own_hindrance

    def press_meanwhile(*said):
        list_participant(user=employee, workshop=full, is_listed=False)
        acknowledge_change(user=employee, workshop=full, upto=full.version)
        return plain(*said)

    monkeypatch.setattr(waiting, "own_hindrance", press_meanwhile)
    cancel_registration(user=colleague, workshop=full, now=now)

    waits.refresh_from_db()
    assert (waits.state, waits.is_listed) == ("confirmed", False)
    assert waits.seen_change == full.version


@pytest.fixture
def hybrid(leader, employee, colleague, now):
    """One has a seat in the room, one online."""
    start = now + timedelta(days=21)
    workshop = make_workshop(
        leader,
        spans=[(start, start + timedelta(hours=2))],
        registration_closes_at=start,
        mode="hybrid",
        online_url="https://rapat.contoh.id/a",
        seats={"total": 9, "room": 4, "online": 5},
    )
    for person, seat in ((employee, "room"), (colleague, "online")):
        register(user=person, workshop=workshop, wish=Wish(seat), now=now)
    return workshop


def test_row_b10_the_host_sees_who_sits_in_the_room_and_who_is_online(
    hybrid, workshop, registration, leader, as_user, address
):
    for page in ("participant_list", "take_attendance"):
        html = as_user(leader).get(address(page, hybrid)).content.decode()
        assert (html.count("Di ruangan"), html.count("Daring")) == (1, 1), page
        plain = as_user(leader).get(address(page, workshop)).content.decode()
        assert "Di ruangan" not in plain


def test_row_c15_seats_held_without_names_stand_there_with_unit_and_deadline(
    hybrid, leader, unit, as_user, address, now
):
    UserFactory.create_batch(3, unit=unit)
    hold_seats(actor=leader, workshop=hybrid, unit=unit, seats=2, seat="room", now=now)

    html = as_user(leader).get(address("participant_list", hybrid)).content.decode()

    section = " ".join(html.split('id="ditahan"')[1].split("</section>")[0].split())
    assert "Ditahan untuk unit, namanya belum ada" in section
    assert f"<b>{unit}</b> (Di ruangan): 2 kursi, ditahan sampai" in section
