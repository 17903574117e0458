"""The waiting list ordered by need (idea 7): one rule, read by all, fixed before the opening."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from competencies.actions.learning import Credit
from tests.factories import UnitFactory, UserFactory, learn, make_plan, make_workshop
from workshops.actions import (
    WeightsAreFixed,
    Wish,
    cancel_registration,
    edit_workshop,
    mind_seats,
    register,
)
from workshops.models import HeldSeats, Registration, WeightEvent
from workshops.models.need import line_of, number_of, with_need

WAITS = Wish(waits=True)


@pytest.fixture
def start(now):
    return now + timedelta(days=21)


@pytest.fixture
def rules(start):
    """One seat, in three weeks; half of the points for the unit, half for JP."""
    return {
        "seats": {"total": 1},
        "spans": [(start, start + timedelta(hours=2))],
        "registration_closes_at": start,
        "unit_points": 50,
    }


@pytest.fixture
def wanted(leader, rules):
    return make_workshop(leader, **rules)


@pytest.fixture
def come(now):
    """People come one after the other."""
    return lambda workshop, *people: [
        register(user=one, workshop=workshop, wish=WAITS, now=now) for one in people
    ]


@pytest.fixture
def learnt(now, leader):
    """So many JP of this year."""

    def credit(person, jp, days_ago=0):
        said = Credit(
            jp=jp,
            form="KL07",
            title="Pelatihan",
            held_on=timezone.localdate(now) - timedelta(days=days_ago),
            areas="",
            source=f"person:{person.pk}",
        )
        learn(person, said, by=leader, now=now)

    return credit


@pytest.fixture
def line(now):
    """Those who wait, in the order in which they move up."""
    return lambda workshop: [one.user for one in line_of(workshop, timezone.localdate(now))]


def number(registration, now):
    registration.refresh_from_db()
    return number_of(registration, timezone.localdate(now))


def page(client, workshop):
    return " ".join(client.get(workshop.get_absolute_url()).content.decode().split())


# --- the order


def test_idea_7_people_of_a_unit_that_has_nobody_come_first(
    wanted, come, line, employee, colleague, stranger
):
    come(wanted, employee, colleague, stranger)  # the stranger is of another unit

    assert line(wanted) == [stranger, colleague]


def test_idea_7_fewer_learning_hours_come_first(wanted, come, line, learnt, unit, employee):
    first, second = UserFactory.create_batch(2, unit=unit)
    learnt(first, 5)
    come(wanted, employee, first, second)

    assert line(wanted) == [second, first]


def test_idea_7_the_number_in_the_line_is_the_one_by_need(
    wanted, come, learnt, unit, employee, now
):
    first, second = UserFactory.create_batch(2, unit=unit)
    learnt(first, 5)
    _seated, waits, newer = come(wanted, employee, first, second)

    assert [number(one, now) for one in (waits, newer)] == [2, 1]


def test_idea_7_learning_hours_of_an_earlier_year_do_not_count(
    wanted, come, line, learnt, unit, employee
):
    first, second = UserFactory.create_batch(2, unit=unit)
    learnt(first, 9, days_ago=400)
    come(wanted, employee, first, second)

    assert line(wanted) == [first, second]


def test_idea_7_with_equal_points_who_came_first_is_first(wanted, come, line, unit, employee):
    first, second = UserFactory.create_batch(2, unit=unit)
    come(wanted, employee, second, first)

    assert line(wanted) == [second, first]


def test_idea_7_more_than_twenty_jp_are_no_debt(wanted, come, line, learnt, unit, employee):
    first, second = UserFactory.create_batch(2, unit=unit)
    learnt(first, 60)
    learnt(second, 20)
    come(wanted, employee, first, second)

    assert line(wanted) == [first, second]


def test_idea_7_switched_off_the_order_is_that_of_coming(
    leader, rules, come, line, employee, colleague, stranger
):
    plain = make_workshop(leader, **rules | {"unit_points": None})
    come(plain, employee, colleague, stranger)

    assert line(plain) == [colleague, stranger]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    weight=st.integers(0, 100),
    waiting=st.lists(
        st.tuples(st.sampled_from([0, 1, 2, None]), st.integers(0, 30)), min_size=2, max_size=7
    ),
    seated=st.lists(st.sampled_from([0, 1, 2, None]), max_size=5),
)
def test_idea_7_the_same_weights_and_inputs_are_the_same_order(
    wanted, learnt, weight, waiting, seated, now, line
):
    """Against the rule as the page says it, in plain Python; and asked twice."""
    with transaction.atomic():
        units = UnitFactory.create_batch(3)
        wanted.unit_points = weight
        chosen = [*seated, *(no for no, _jp in waiting)]
        unit_of = [None if no is None else units[no] for no in chosen]
        people = [UserFactory(unit=unit, nip=None) for unit in unit_of]
        for no, person in enumerate(people, start=1):
            sits = no <= len(seated)
            Registration.objects.create(
                workshop=wanted, user=person, joined_at=now, line_no=no, holds_seat=sits,
                state="confirmed" if sits else "waitlisted",
            )  # fmt: skip
        those_who_wait = people[len(seated) :]
        for person, (_unit, jp) in zip(those_who_wait, waiting, strict=True):
            learnt(person, jp)

        def points(no):
            unit, jp = waiting[no]
            staff = unit_of.count(None if unit is None else units[unit])
            free = 0 if unit is None else weight * (staff - seated.count(unit)) // staff
            return free + (100 - weight) * max(20 - jp, 0) // 20

        expected = sorted(range(len(waiting)), key=lambda no: (-points(no), no))
        assert line(wanted) == [those_who_wait[no] for no in expected] == line(wanted)
        transaction.set_rollback(True)


# --- moving up


@pytest.fixture
def pair(leader, rules, come, employee, colleague, stranger, unit):
    """Two of the unit sit; a third of it waits, and after that the stranger of another."""
    workshop = make_workshop(leader, **rules | {"seats": {"total": 2}})
    third = UserFactory(unit=unit)
    come(workshop, employee, colleague, third, stranger)
    return workshop


def test_idea_7_the_seat_given_up_goes_by_need_and_the_log_says_why(
    pair, employee, stranger, leader, as_user, address, now
):
    cancel_registration(user=employee, workshop=pair, now=now)

    moved = pair.registrations.get(user=stranger)
    assert moved.state == "confirmed"
    why = "Menurut kebutuhan, mendahului 1 orang yang datang lebih dulu."
    assert moved.events.latest("pk").why == why
    assert why in as_user(leader).get(address("participant_list", pair)).content.decode()


def test_idea_7_the_log_keeps_the_points_and_no_page_shows_them(
    pair, employee, stranger, leader, as_user, address, now
):
    cancel_registration(user=employee, workshop=pair, now=now)

    step = pair.registrations.get(user=stranger).events.latest("pk")
    kind, points, passed, most_passed = step.reason.split(":")
    assert (kind, points, passed) == ("need", "100", "1")
    assert int(most_passed) < 100
    html = as_user(leader).get(address("participant_list", pair)).content.decode()
    assert step.reason not in html  # who knows the points knows the JP


def test_idea_7_in_the_order_of_coming_the_log_needs_no_reason(
    pair, employee, stranger, come, unit, now
):
    first = pair.registrations.waiting().in_line().first()
    cancel_registration(user=stranger, workshop=pair, now=now)

    cancel_registration(user=employee, workshop=pair, now=now)

    assert pair.registrations.get(pk=first.pk).events.latest("pk").reason == ""


def test_idea_7_the_sweep_follows_it_too(pair, stranger, now):
    pair.pools.update(capacity=3)  # what a crash would leave

    mind_seats(now=now)

    assert pair.registrations.get(user=stranger).state == "confirmed"


def test_idea_7_each_seat_changes_who_is_next(
    leader, rules, come, employee, other_unit, other_leader, start, now
):
    """Of two of one unit and one of the other, not both of one come first."""
    both = UserFactory.create_batch(2, unit=UnitFactory())
    workshop = make_workshop(leader, **rules)
    last = UserFactory(unit=other_unit)
    come(workshop, employee, *both, last)

    plan = make_plan(leader, **rules | {"seats": {"total": 3}})
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    assert {one.user for one in workshop.registrations.confirmed()} == {employee, both[0], last}


def test_idea_7_who_comes_later_with_more_points_stands_before(
    pair, come, as_user, stranger, unit, learnt
):
    later = UserFactory(unit=UnitFactory())
    learnt(stranger, 4)
    come(pair, later)

    assert "nomor 1 dari 3" in page(as_user(later), pair)
    assert "nomor 2 dari 3" in page(as_user(stranger), pair)


def test_idea_7_with_equal_need_newcomers_never_jump(pair, come, line, stranger):
    later = UserFactory(unit=UnitFactory())
    come(pair, later)

    assert line(pair)[:2] == [stranger, later]


# --- what people read


def test_idea_7_everybody_reads_the_rule_on_the_page(leader, rules, as_user, stranger):
    workshop = make_workshop(leader, **rules | {"unit_points": 60})

    html = page(as_user(stranger), workshop)

    assert "Siapa yang naik lebih dulu" in html
    assert "Paling banyak 60 poin" in html or "Paling banyak 60 untuk unit" in html
    assert "Paling banyak 40 untuk jam pelajaran" in html
    assert "orang yang ikut belakangan dengan poin lebih banyak berada di depan" in html


def test_idea_7_what_counts_nothing_is_not_named(leader, rules, as_user, stranger):
    workshop = make_workshop(leader, **rules | {"unit_points": 100})

    html = page(as_user(stranger), workshop)

    assert "untuk jam pelajaran" not in html


def test_idea_7_without_it_the_page_says_nothing_of_points(leader, rules, as_user, stranger):
    workshop = make_workshop(leader, **rules | {"unit_points": None})

    assert "Siapa yang naik lebih dulu" not in page(as_user(stranger), workshop)


def test_idea_7_before_joining_the_page_says_which_place_and_points_it_would_be(
    pair, as_user, learnt
):
    newcomer = UserFactory(unit=UnitFactory())
    learnt(newcomer, 8)

    html = page(as_user(newcomer), pair)

    assert "Anda nomor 2 bila ikut" in html  # after the stranger, before the third of the unit
    assert "Anda punya 80 poin: 50 untuk unit Anda dan 30 untuk jam pelajaran." in html


def test_idea_7_nobody_reads_the_points_of_others(pair, as_user, colleague, stranger, learnt):
    learnt(stranger, 7)

    html = page(as_user(colleague), pair)

    assert "Anda punya" not in html
    assert stranger.full_name not in html


def test_idea_7_the_hosts_list_is_in_that_order(pair, leader, as_user, address, stranger):
    waiting = as_user(leader).get(address("participant_list", pair)).context["waiting"]

    assert waiting[0].user == stranger
    assert [one.place for one in waiting] == [1, 2]


def test_idea_7_the_pages_need_no_more_queries_for_more_who_wait(
    wanted, come, as_user, leader, address, same_queries, employee
):
    come(wanted, employee)
    reader = UserFactory()
    come(wanted, reader)

    def add(count):
        come(wanted, *UserFactory.create_batch(count))

    same_queries(as_user(reader), wanted.get_absolute_url(), add)
    same_queries(as_user(leader), address("participant_list", wanted), add)


# --- chosen when announcing, fixed from the opening on


def test_idea_7_the_host_switches_it_on_in_the_form(as_user, leader, announcement):
    as_user(leader).post("/lokakarya/baru/", announcement | {"by_need": "on", "unit_points": "70"})

    workshop = leader.hosted.get()
    assert workshop.unit_points == 70
    assert [(one.before, one.after, one.actor) for one in workshop.weight_events.all()] == [
        (None, 70, leader)
    ]


def test_idea_7_left_empty_both_weigh_the_same(as_user, leader, announcement):
    as_user(leader).post("/lokakarya/baru/", announcement | {"by_need": "on"})

    assert leader.hosted.get().unit_points == 50


def test_idea_7_points_without_the_switch_change_nothing(as_user, leader, announcement):
    as_user(leader).post("/lokakarya/baru/", announcement | {"unit_points": "70"})

    workshop = leader.hosted.get()
    assert workshop.unit_points is None
    assert not WeightEvent.objects.exists()


@pytest.mark.parametrize("points", ["101", "-1", "banyak"])
def test_idea_7_other_points_get_a_sentence(as_user, leader, announcement, points):
    sent = announcement | {"by_need": "on", "unit_points": points}

    response = as_user(leader).post("/lokakarya/baru/", sent)

    assert response.status_code == 422
    assert response.context["form"].errors["unit_points"]
    assert not leader.hosted.exists()


def test_idea_7_before_the_opening_they_can_be_changed(leader, rules, now):
    opens = now + timedelta(days=1)
    later = rules | {"registration_opens_at": opens}
    workshop = make_workshop(leader, **later)

    plan = make_plan(leader, **later | {"unit_points": 20})
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    assert [one.after for one in workshop.weight_events.order_by("pk")] == [50, 20]


@pytest.mark.parametrize("points", [20, None])
def test_idea_7_after_the_opening_it_is_refused_and_logged(leader, rules, wanted, points, now):
    plan = make_plan(leader, **rules | {"unit_points": points, "title": "Judul yang lain lagi"})

    with pytest.raises(WeightsAreFixed):
        edit_workshop(editor=leader, workshop=wanted, plan=plan, now=now)

    wanted.refresh_from_db()
    assert (wanted.unit_points, wanted.title) == (50, "Menulis telaahan staf yang ringkas")
    refused = wanted.weight_events.get(is_refused=True)
    assert (refused.before, refused.after, refused.actor) == (50, points, leader)


def test_idea_7_closing_it_again_does_not_open_them(leader, rules, wanted, come, employee, now):
    come(wanted, employee)
    opens = now + timedelta(days=1)
    shut = rules | {"registration_opens_at": opens}
    edit_workshop(editor=leader, workshop=wanted, plan=make_plan(leader, **shut), now=now)

    with pytest.raises(WeightsAreFixed):
        plan = make_plan(leader, **shut | {"unit_points": 20})
        edit_workshop(editor=leader, workshop=wanted, plan=plan, now=now)


def test_idea_7_the_form_says_it_and_the_host_reads_the_log(as_user, leader, announcement, address):
    client = as_user(leader)
    client.post("/lokakarya/baru/", announcement | {"by_need": "on"})
    workshop = leader.hosted.get()
    sent = announcement | {"sesi-INITIAL_FORMS": "0", "sesi-0-no": "1", "by_need": "on"}

    response = client.post(address("edit_workshop", workshop), sent | {"unit_points": "90"})

    assert response.status_code == 422
    assert "urutan daftar tunggu tidak dapat diubah" in str(response.context["form"].errors)
    assert 'value="90"' in response.content.decode()
    html = client.get(address("participant_list", workshop)).content.decode()
    assert "Ditolak: pendaftaran sudah dibuka." in html


def test_idea_7_a_new_one_like_it_is_ordered_alike(as_user, leader, wanted):
    initial = as_user(leader).get(f"/lokakarya/baru/?dari={wanted.public_id}").context["form"]

    assert (initial["by_need"].value(), initial["unit_points"].value()) == (True, 50)


def test_idea_7_the_log_takes_no_change(wanted):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        WeightEvent.objects.update(after=10)


def test_idea_7_seats_held_for_a_unit_count_as_taken_by_it(wanted, unit, leader, start, now):
    """Else a leader would raise the own people by holding seats without naming anybody."""
    person, _colleague = UserFactory(unit=unit), UserFactory(unit=unit)
    staff = User.objects.active().filter(unit=unit).count()
    people = User.objects.filter(pk=person.pk)

    def points():
        return with_need(people, wanted, timezone.localdate(now)).get().unit_need

    before = points()

    HeldSeats.objects.create(
        workshop=wanted, unit=unit, by=leader, seat="total", left=1, made_at=now, until=start
    )

    assert (before, points()) == (50, 50 * (staff - 1) // staff)
