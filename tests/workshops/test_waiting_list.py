"""The waiting list: in the order of coming, by itself, and never to the one who declined."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import let_member_leave
from notifications.models import Notification
from tests.factories import UserFactory, make_plan, make_workshop
from workshops import actions
from workshops.actions import (
    Wish,
    accept_offer,
    cancel_registration,
    draft_letter,
    edit_workshop,
    mind_seats,
    recount,
    register,
    take_attendance,
)
from workshops.models import Registration

WAITS = Wish(waits=True)


@pytest.fixture
def far(leader, now):
    """One seat, in three weeks: whoever moves up has the seat at once."""
    start = now + timedelta(days=21)
    return held_at(leader, start)


@pytest.fixture
def near(leader, now):
    """One seat, tomorrow at the same hour: a seat is offered for some hours."""
    return held_at(leader, now + timedelta(days=1))


def held_at(leader, start, **changes):
    spans = [(start, start + timedelta(hours=2))]
    plan = {"seats": {"total": 1}, "registration_closes_at": start} | changes
    return make_workshop(leader, spans=spans, **plan)


@pytest.fixture
def come(now):
    """People come one after the other: the first sits, the others wait."""

    def register_all(workshop, *people, at=now, wish=WAITS):
        return [register(user=one, workshop=workshop, wish=wish, now=at) for one in people]

    return register_all


@pytest.fixture
def states(db):
    """Who stands where, by state."""
    return lambda workshop: {one.user: one.state for one in workshop.registrations.all()}


@pytest.fixture
def told():
    return lambda kind: [
        one.recipient for one in Notification.objects.filter(kind=f"workshops.{kind}")
    ]


def page(client, workshop):
    return " ".join(client.get(workshop.get_absolute_url()).content.decode().split())


# --- joining and leaving


def test_row_c5_who_finds_no_seat_waits_with_a_place(far, come, employee, colleague, stranger):
    _seated, second, third = come(far, employee, colleague, stranger)

    assert [second.state, third.state] == ["waitlisted", "waitlisted"]
    assert second.line_no < third.line_no
    assert far.pools.get().taken == 1


def test_row_c5_the_page_says_which_place_why_and_how_to_leave(
    far, come, employee, colleague, stranger, as_user, address
):
    come(far, employee, colleague, stranger)

    html = page(as_user(stranger), far)

    assert "nomor 2 dari 2" in html
    assert "Semua kursi terisi." in html
    assert f'"{address("cancel_registration", far)}"' in html
    assert f'"{address("register", far)}"' not in html


def test_leaving_the_line_is_a_second_step_that_says_what_is_lost(
    far, come, employee, colleague, as_user, address
):
    """One tap on a phone lost a place that nobody gives back."""
    come(far, employee, colleague)

    html = page(as_user(colleague), far)

    folded = html.split("Keluar dari daftar tunggu</summary>")[1].split("</details>")[0]
    assert f'"{address("cancel_registration", far)}"' in folded
    assert "Yang masuk lagi ada di urutan terakhir." in folded
    assert html.count(f'"{address("cancel_registration", far)}"') == 1


def test_by_need_nobody_reads_that_they_would_be_last(far, come, employee, colleague, as_user):
    far.unit_points = 50
    far.save()
    come(far, employee, colleague)

    html = page(as_user(colleague), far)

    assert "di urutan terakhir" not in html
    assert "sesudah mereka yang poinnya sama" in html


def test_row_c5_before_joining_the_page_says_which_place_it_would_be(
    far, come, employee, colleague, stranger, as_user
):
    come(far, employee, colleague)

    assert "Anda nomor 2 bila ikut" in page(as_user(stranger), far)


def test_row_c5_leaving_the_list_moves_the_others_up_by_one(
    far, come, employee, colleague, stranger, as_user, now
):
    come(far, employee, colleague, stranger)

    cancel_registration(user=colleague, workshop=far, now=now)

    assert "nomor 1 dari 1" in page(as_user(stranger), far)


def test_row_c5_whoever_pressed_when_the_last_seat_went_joins_with_one_press(
    far, come, colleague, employee, as_user, address
):
    come(far, colleague)
    client, url = as_user(employee), address("register", far)
    response = client.post(url)
    assert "Anda nomor 1 bila ikut" in " ".join(response.content.decode().split())

    client.post(url, {"waits": "1", "key": "menunggu"})

    assert Registration.objects.get(user=employee).state == "waitlisted"


def test_row_c5_waiting_twice_is_one_place(far, come, employee, colleague, now):
    come(far, employee, colleague)

    with pytest.raises(actions.AlreadyRegistered):
        register(user=colleague, workshop=far, wish=WAITS, now=now)


def test_row_c5_from_two_tabs_who_waits_reads_that_it_is_no_seat(
    far, come, employee, colleague, as_user, address
):
    come(far, employee, colleague)
    client = as_user(colleague)

    page = client.post(address("register", far), {"waits": "1"}, follow=True).content.decode()
    assert "Anda sudah ada di daftar tunggu" in page
    assert "sudah terdaftar" not in page

    pages = [
        client.post(address("cancel_registration", far), {"shown": "waitlisted"}, follow=True)
        for _tab in range(2)
    ]
    assert [one.status_code for one in pages] == [200, 200]
    assert "waitlisted" not in pages[1].content.decode()


def test_row_c5_the_same_form_twice_is_one_place(far, come, colleague, employee, as_user, address):
    come(far, colleague)
    client, url = as_user(employee), address("register", far)

    answers = [client.post(url, {"waits": "1", "key": "k"}).status_code for _time in (1, 2)]

    assert answers == [302, 302]
    assert far.registrations.waiting().count() == 1


def test_row_c5_without_a_waiting_list_full_is_full(
    leader, come, employee, colleague, now, as_user
):
    workshop = held_at(leader, now + timedelta(days=21), has_waiting_list=False)
    come(workshop, employee)

    with pytest.raises(actions.WorkshopIsFull):
        come(workshop, colleague)
    assert "daftar tunggu" not in page(as_user(colleague), workshop).lower()


def test_row_c5_waiting_for_the_room_while_seats_online_are_left(
    leader, employee, colleague, now, as_user
):
    seats = {"total": 3, "room": 1, "online": 2}
    hybrid = held_at(leader, now + timedelta(days=21), mode="hybrid", seats=seats)
    register(user=employee, workshop=hybrid, wish=Wish("room"), now=now)

    waiting = register(user=colleague, workshop=hybrid, wish=Wish("room", waits=True), now=now)

    assert (waiting.state, waiting.hindrance) == ("waitlisted", "room")
    assert hybrid.pools.get(kind="total").taken == 1
    assert "Semua kursi tatap muka terisi." in page(as_user(colleague), hybrid)


# --- moving up


def test_row_c6_a_seat_given_up_is_the_next_persons_in_the_same_moment(
    far, come, employee, colleague, stranger, states, told, now
):
    come(far, employee, colleague, stranger)

    cancel_registration(user=employee, workshop=far, now=now)

    assert states(far)[colleague] == "confirmed"
    assert states(far)[stranger] == "waitlisted"
    assert told("seat_given") == [colleague]
    assert far.pools.get().taken == 1


def test_row_c6_more_seats_move_as_many_up(
    far, come, employee, colleague, stranger, leader, states, now
):
    come(far, employee, colleague, stranger)
    plan = make_plan(
        leader, seats={"total": 3}, spans=list(far.sessions.values_list("starts_at", "ends_at"))
    )

    edit_workshop(editor=leader, workshop=far, plan=plan, now=now)

    assert set(states(far).values()) == {"confirmed"}


def test_row_c6_the_sweep_mends_what_a_crash_left(far, come, employee, colleague, states, now):
    come(far, employee, colleague)
    far.pools.update(capacity=2)

    mind_seats(now=now)

    assert states(far)[colleague] == "confirmed"


def test_row_c6_the_sweep_of_nothing_writes_nothing(far, come, employee, colleague, now):
    come(far, employee, colleague)
    before = list(Registration.objects.values())

    mind_seats(now=now)

    assert list(Registration.objects.values()) == before


def test_what_is_over_is_minded_no_more(
    far, come, employee, colleague, states, now, django_assert_max_num_queries
):
    """However long its host does not close it."""
    come(far, employee, colleague)
    with django_assert_max_num_queries(4):
        mind_seats(now=now + timedelta(days=400))

    assert states(far) == {employee: "confirmed", colleague: "waitlisted"}


def test_row_c6_whoever_is_busy_then_is_skipped_with_the_reason_and_keeps_the_place(
    far, come, employee, colleague, stranger, leader, states, now, as_user
):
    come(far, employee, colleague, stranger)
    start, _end = far.sessions.values_list("starts_at", "ends_at").get()
    register(user=colleague, workshop=held_at(leader, start), now=now)

    cancel_registration(user=employee, workshop=far, now=now)

    assert states(far)[stranger] == "confirmed"
    skipped = far.registrations.get(user=colleague)
    assert (skipped.state, skipped.hindrance) == ("waitlisted", "overlap")
    assert skipped.events.last().reason == "overlap"
    assert "Pada waktu itu Anda mengikuti lokakarya lain." in page(as_user(colleague), far)


def test_row_c6_an_account_that_is_closed_is_skipped(
    far, come, employee, colleague, stranger, states, now
):
    come(far, employee, colleague, stranger)
    type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)

    cancel_registration(user=employee, workshop=far, now=now)

    assert states(far)[stranger] == "confirmed"
    assert states(far)[colleague] == "waitlisted"


# --- newcomers


def test_row_c8_a_newcomer_does_not_take_the_seat_that_others_wait_for(
    far, come, employee, colleague, stranger, states, now
):
    come(far, employee, colleague)
    far.pools.update(capacity=2)  # free for a moment, before the sweep

    with pytest.raises(actions.WorkshopIsFull):
        register(user=stranger, workshop=far, now=now)
    register(user=stranger, workshop=far, wish=WAITS, now=now)

    assert states(far)[colleague] == "confirmed"
    assert states(far)[stranger] == "waitlisted"


def test_row_c8_a_clock_moved_back_an_hour_lets_nobody_pass(
    far, come, employee, colleague, stranger, states, now
):
    come(far, employee, colleague)
    come(far, stranger, at=now - timedelta(hours=1))

    cancel_registration(user=employee, workshop=far, now=now - timedelta(hours=1))

    assert states(far)[colleague] == "confirmed"
    assert states(far)[stranger] == "waitlisted"


def test_row_c8_coming_again_is_the_end_of_the_line(far, come, employee, colleague, stranger, now):
    come(far, employee, colleague, stranger)
    cancel_registration(user=colleague, workshop=far, now=now)

    come(far, colleague)

    line = far.registrations.waiting().in_line()
    assert [one.user for one in line] == [stranger, colleague]


# --- offers


@pytest.fixture
def offered(near, come, employee, colleague, stranger, now):
    """The employee gave up the seat; it is offered to the colleague, the stranger waits."""
    come(near, employee, colleague, stranger)
    cancel_registration(user=employee, workshop=near, now=now)
    return near.registrations.get(user=colleague)


def test_row_c7_shortly_before_the_start_a_seat_is_offered_and_held(
    offered, near, told, as_user, address
):
    assert (offered.state, offered.holds_seat) == ("offered", True)
    assert near.pools.get().taken == 1
    assert told("seat_offered") == [offered.user]
    html = page(as_user(offered.user), near)
    assert f'"{address("accept_offer", near)}"' in html
    assert "Konfirmasi kursi" in html
    assert 'name="shown" value="offered"' in html


def test_row_c7_the_form_sent_again_says_to_confirm_the_seat_offered_meanwhile(
    near, come, employee, colleague, as_user, address, now
):
    come(near, employee)
    client, url = as_user(colleague), address("register", near)
    client.post(url, {"waits": "1", "key": "menunggu"})
    cancel_registration(user=employee, workshop=near, now=now)

    html = client.post(url, {"waits": "1", "key": "menunggu"}, follow=True).content.decode()

    assert "Sudah ada kursi yang ditawarkan kepada Anda: konfirmasikan." in html
    assert "Anda terdaftar" not in html


def test_row_c7_home_asks_to_confirm(offered, near, stranger, as_user):
    homes = [as_user(one).get("/").context["waiting"] for one in (offered.user, stranger)]

    assert [[line.url for line in waiting] for waiting in homes] == [
        [near.get_absolute_url()],
        [],
    ]


def test_row_c7_an_offer_lasts_a_day_but_never_past_the_cut_off(offered, near, now):
    start = near.sessions.get().starts_at

    assert offered.answer_by == start - timedelta(hours=12) < now + timedelta(hours=24)


def test_row_c7_moved_earlier_an_offer_ends_with_the_new_cut_off(
    offered, near, stranger, leader, now, states
):
    start = now + timedelta(hours=20)
    spans = [(start, start + timedelta(hours=2))]
    rules = {"seats": {"total": 1}, "registration_closes_at": start, "promotion_ends_hours": 12}
    plan = make_plan(leader, spans=spans, **rules)

    edit_workshop(editor=leader, workshop=near, plan=plan, now=now)

    offered.refresh_from_db()
    assert offered.answer_by == start - timedelta(hours=12)


def test_row_c7_accepted_it_is_certain_however_often_one_presses(
    offered, near, as_user, address, states
):
    client = as_user(offered.user)

    answers = [client.post(address("accept_offer", near)).status_code for _time in (1, 2)]

    assert answers == [302, 302]
    assert states(near)[offered.user] == "confirmed"
    assert offered.events.count() == 3


def test_row_c7_declined_it_goes_to_the_next_and_never_back(
    offered, near, stranger, states, told, now
):
    cancel_registration(user=offered.user, workshop=near, now=now)

    assert states(near)[stranger] == "offered"
    cancel_registration(user=stranger, workshop=near, now=now)
    mind_seats(now=now)
    assert states(near)[offered.user] == "cancelled_self"
    assert near.pools.get().taken == 0
    assert told("seat_offered") == [offered.user, stranger]


def test_row_c7_run_out_it_goes_to_the_next_and_the_person_hears(
    offered, near, stranger, states, told
):
    mind_seats(now=offered.answer_by - timedelta(seconds=1))
    assert states(near)[offered.user] == "offered"
    near.promotion_ends_hours = 1
    near.save()

    mind_seats(now=offered.answer_by)

    assert states(near)[offered.user] == "expired"
    assert states(near)[stranger] == "offered"
    assert told("seat_lost") == [offered.user]


def test_row_c7_run_out_and_nobody_waits_it_went_to_nobody(
    offered, near, stranger, as_user, address, now
):
    cancel_registration(user=stranger, workshop=near, now=now)
    mind_seats(now=offered.answer_by)
    client = as_user(offered.user)

    html = client.get("/kabar/").content.decode()

    assert "jadi tidak lagi disimpan untuk Anda" in html
    assert "berikutnya" not in html
    assert f'"{address("register", near)}"' in page(client, near)


def test_row_c7_too_late_is_too_late_also_before_the_sweep(offered, near):
    with pytest.raises(actions.OfferIsOver):
        accept_offer(user=offered.user, workshop=near, now=offered.answer_by)


def test_row_c7_and_is_said_as_clearly_after_it(offered, near):
    mind_seats(now=offered.answer_by)

    with pytest.raises(actions.OfferIsOver):
        accept_offer(user=offered.user, workshop=near, now=offered.answer_by)


def test_row_c7_accepted_and_cancelled_the_seat_is_the_next_persons(
    offered, near, stranger, states, now
):
    accept_offer(user=offered.user, workshop=near, now=now)
    cancel_registration(user=offered.user, workshop=near, now=now)

    assert states(near)[stranger] == "offered"


@pytest.mark.parametrize("role", ["stranger", "leader"])
def test_row_c7_nothing_offered_is_nothing_accepted(offered, near, role, request, now):
    with pytest.raises(actions.NothingOffered):
        accept_offer(user=request.getfixturevalue(role), workshop=near, now=now)


# --- the cut-off


@pytest.fixture
def late(near):
    """Eleven hours before the start."""
    return near.sessions.get().starts_at - timedelta(hours=11)


def test_row_c10_so_late_nobody_moves_up(near, come, employee, colleague, states, late):
    come(near, employee, colleague)

    cancel_registration(user=employee, workshop=near, now=late)

    assert states(near)[colleague] == "waitlisted"
    assert near.registrations.get(user=colleague).hindrance == "closed"


def test_row_c10_the_free_seat_is_for_who_waits_not_for_newcomers(
    near, come, employee, colleague, stranger, states, late, as_user, address, time_machine
):
    come(near, employee, colleague)
    cancel_registration(user=employee, workshop=near, now=late)
    time_machine.move_to(late)

    refused = as_user(stranger).post(address("register", near), {"waits": "1"})
    assert f'"{address("register", near)}"' in page(as_user(colleague), near)
    as_user(colleague).post(address("register", near))

    assert refused.status_code == 409
    assert states(near) == {employee: "cancelled_self", colleague: "confirmed"}


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (2, ["nomor 1 dari 1", "pendaftaran sudah ditutup"]),
        (25, ["nomor 1 dari 1", "Lokakarya sudah dimulai"]),
        (27, ["Lokakarya sudah selesai"]),
    ],
)
def test_row_c10_no_seat_is_promised_that_nobody_can_take(
    leader, come, employee, colleague, as_user, now, time_machine, hours, words
):
    closes = {"registration_closes_at": now + timedelta(hours=1), "promotion_ends_hours": 23}
    workshop = held_at(leader, now + timedelta(days=1), **closes)
    come(workshop, employee, colleague)
    time_machine.move_to(now + timedelta(hours=hours))
    mind_seats(now=now + timedelta(hours=hours))

    html = page(as_user(colleague), workshop)

    told = ["nomor 1 dari 1", "pendaftaran sudah ditutup", "Lokakarya sudah dimulai"]
    told += ["Lokakarya sudah selesai", "boleh mengambilnya", "segera dimulai"]
    assert [one for one in told if one in html] == words


def test_row_c10_so_late_nobody_joins_the_list(near, come, employee, colleague, late):
    come(near, employee)

    with pytest.raises(actions.WaitingListIsClosed):
        come(near, colleague, at=late)


@pytest.fixture
def hybrid_near(leader, now, employee, colleague):
    """Tomorrow; the seat in the room is taken, the colleague waits for it, two online are free."""
    seats = {"total": 3, "room": 1, "online": 2}
    workshop = held_at(leader, now + timedelta(days=1), mode="hybrid", seats=seats)
    for person in (employee, colleague):
        register(user=person, workshop=workshop, wish=Wish("room", waits=True), now=now)
    return workshop


@pytest.mark.parametrize("hours", [0, 13])
def test_row_c10_who_waits_for_the_room_keeps_nobody_from_a_seat_online(
    hybrid_near, stranger, colleague, hours, now, as_user, time_machine, address
):
    time_machine.move_to(now + timedelta(hours=hours))
    client = as_user(stranger)
    html = page(client, hybrid_near)
    assert "Daftar sekarang" in html

    client.post(address("register", hybrid_near), {"seat": "online"})

    assert hybrid_near.registrations.get(user=stranger).state == "confirmed"
    assert hybrid_near.registrations.get(user=colleague).state == "waitlisted"


@pytest.mark.parametrize(
    ("seat", "place"), [("online", ("confirmed", "online")), ("room", ("waitlisted", "room"))]
)
def test_row_c10_so_late_who_waits_for_the_room_takes_a_free_seat_online(
    hybrid_near, colleague, seat, place, now, as_user, time_machine, address
):
    time_machine.move_to(now + timedelta(hours=13))

    as_user(colleague).post(address("register", hybrid_near), {"seat": seat})

    mine = hybrid_near.registrations.get(user=colleague)
    assert (mine.state, mine.seat) == place
    taken = dict(hybrid_near.pools.values_list("kind", "taken"))
    assert taken["online"] == (seat == "online")


def test_row_c10_a_suspended_account_in_the_list_closes_nothing(
    near, come, employee, colleague, stranger, late, as_user, time_machine
):
    come(near, employee, colleague)
    cancel_registration(user=employee, workshop=near, now=late)
    time_machine.move_to(late)
    assert "Kursi yang kosong untuk yang menunggu" in page(as_user(stranger), near)
    type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)

    assert "Daftar sekarang" in page(as_user(stranger), near)
    (seated,) = come(near, stranger, at=late, wish=Wish())

    assert seated.state == "confirmed"


def test_row_c10_put_off_the_list_moves_again(
    near, come, employee, colleague, leader, states, late
):
    come(near, employee, colleague)
    cancel_registration(user=employee, workshop=near, now=late)
    start = late + timedelta(days=20)
    spans = [(start, start + timedelta(hours=2))]
    plan = make_plan(leader, spans=spans, seats={"total": 1}, registration_closes_at=start)

    edit_workshop(editor=leader, workshop=near, plan=plan, now=late)

    assert states(near)[colleague] == "confirmed"


# --- accounts that are closed


@pytest.fixture
def leaves(now):
    """An admin closes the account; some minutes later the seats are minded."""

    def leave(person, at=now, is_anonymous=False):
        let_member_leave(user=person, is_anonymous=is_anonymous, now=at)
        mind_seats(now=at)

    return leave


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_the_seat_of_whoever_has_left_is_the_next_persons(
    far, come, employee, colleague, stranger, leader, states, told, leaves, is_anonymous
):
    come(far, employee, colleague, stranger)

    leaves(employee, is_anonymous=is_anonymous)

    assert states(far) == {
        employee: "cancelled_self",
        colleague: "confirmed",
        stranger: "waitlisted",
    }
    assert (told("seat_given"), told("participant_left")) == ([colleague], [leader])
    assert told("seat_returned") == []
    assert recount(repair=False) == []


def test_the_log_says_that_the_account_was_why_and_nobody_did_it(far, come, employee, leaves):
    (seated,) = come(far, employee)

    leaves(employee)

    last = seated.events.last()
    assert (last.actor, last.why) == (None, "Akun tidak aktif.")


def test_shortly_before_the_start_that_seat_is_offered(
    near, come, employee, colleague, states, told, leaves
):
    come(near, employee, colleague)

    leaves(employee)

    assert states(near)[colleague] == "offered"
    assert told("seat_offered") == [colleague]


def test_so_late_that_nobody_moves_up_that_seat_is_free_for_who_presses_first(
    near, come, employee, colleague, states, late, leaves
):
    come(near, employee, colleague)

    leaves(employee, at=late)

    assert states(near) == {employee: "cancelled_self", colleague: "waitlisted"}
    assert near.pools.get().taken == 0


def test_whoever_has_left_waits_no_more_and_holds_no_offer(
    offered, near, stranger, states, told, leaves
):
    leaves(offered.user)
    assert states(near)[stranger] == "offered"

    leaves(stranger)

    assert set(states(near).values()) == {"cancelled_self"}
    assert near.pools.get().taken == 0


@pytest.mark.parametrize("holds_seats", [True, False])
def test_nor_does_their_request_keep_a_seat(
    leader, come, employee, colleague, states, now, leaves, holds_seats
):
    rules = {"approval": "host", "holds_seats": holds_seats}
    workshop = held_at(leader, now + timedelta(days=21), **rules)
    come(workshop, employee)

    leaves(employee)

    assert states(workshop) == {employee: "cancelled_self"}
    assert recount(repair=False) == []
    come(workshop, colleague)
    assert states(workshop)[colleague] == "requested"


def test_of_a_hybrid_workshop_and_of_a_unit_each_count_is_given_back(leader, employee, now, leaves):
    seats = {"total": 3, "room": 1, "online": 2}
    start = now + timedelta(days=21)
    hybrid = held_at(leader, start, mode="hybrid", seats=seats, unit_limit=1)
    register(user=employee, workshop=hybrid, wish=Wish("room"), now=now)

    leaves(employee)

    assert set(hybrid.pools.values_list("taken", flat=True)) == {0}
    assert recount(repair=False) == []


def test_whoever_is_only_suspended_keeps_the_seat(far, come, employee, colleague, states, now):
    come(far, employee, colleague)
    type(employee).objects.filter(pk=employee.pk).update(suspended_until=now + timedelta(days=9))

    mind_seats(now=now)

    assert states(far) == {employee: "confirmed", colleague: "waitlisted"}


@pytest.fixture
def series(leader, now):
    """Two seats; tomorrow, and a week later again."""
    start = now + timedelta(days=1)
    spans = [(at, at + timedelta(hours=2)) for at in (start, start + timedelta(days=7))]
    return make_workshop(
        leader, spans=spans, seats={"total": 2}, registration_closes_at=spans[1][0]
    )


def test_who_was_at_a_session_that_has_begun_stays_with_it(
    series, come, employee, colleague, leader, states, leaves
):
    """Also before the host has marked who came."""
    seated, _unmarked = come(series, employee, colleague)
    first = series.sessions.in_order().first()
    take_attendance(host=leader, session=first, present=[seated.pk], now=first.starts_at)

    for person in (employee, colleague):
        leaves(person, at=first.ends_at)

    assert set(states(series).values()) == {"confirmed"}
    assert seated.scans.standing().count() == 1
    assert set(series.registrations.who_could_attend(first).values_list("user", flat=True)) == {
        employee.pk,
        colleague.pk,
    }


def test_who_came_only_for_a_later_session_gives_that_seat_back(
    series, come, employee, colleague, states, leaves
):
    come(series, employee)
    first = series.sessions.in_order().first()
    come(series, colleague, at=first.ends_at)

    leaves(colleague, at=first.ends_at + timedelta(hours=1))

    assert states(series) == {employee: "confirmed", colleague: "cancelled_self"}


def test_once_it_is_over_the_list_of_who_came_stays(near, come, employee, states, leaves):
    come(near, employee)

    leaves(employee, at=near.starts_at() + timedelta(days=1))

    assert states(near) == {employee: "confirmed"}


def test_their_letter_ends_and_who_moves_up_is_in_the_next_one(
    far, come, employee, colleague, leader, unit, now, leaves
):
    come(far, employee, colleague)
    draft_letter(actor=leader, workshop=far, unit=unit, now=now)

    leaves(employee)

    (person,) = far.letters.standing().get().people
    assert person["name"] == colleague.full_name


def test_minding_asks_no_more_with_more_who_came_and_left(leader, now):
    """Those who stay where they were are not looked at again, each round."""

    def asked(workshops):
        for person in UserFactory.create_batch(workshops, is_active=False):
            begun = held_at(leader, now + timedelta(days=1))
            register(user=person, workshop=begun, now=now)
        with CaptureQueriesContext(connection) as queries:
            mind_seats(now=now + timedelta(days=1, hours=1))
        return len(queries)

    assert asked(1) == asked(5)


# --- what users of other systems complain about (workshops.md, part 3)


def test_complaint_809_who_would_wait_has_the_seat_that_became_free(
    far, come, employee, colleague, as_user, address, now
):
    """mod_booking: to the waiting list though seats exist; Rock #2510: page 1 is never re-read."""
    come(far, employee)
    assert 'name="waits"' in page(as_user(colleague), far)
    cancel_registration(user=employee, workshop=far, now=now)

    as_user(colleague).post(address("register", far), {"waits": "1"})

    assert far.registrations.get(user=colleague).state == "confirmed"


@pytest.mark.parametrize(
    ("minutes", "state"), [(-60, "offered"), (0, "waitlisted"), (15, "waitlisted")]
)
def test_complaint_1031_nobody_is_called_up_to_what_has_begun(
    near, come, employee, colleague, states, minutes, state
):
    """pretix: a seat was offered a quarter of an hour after the start."""
    come(near, employee, colleague)
    type(near).objects.filter(pk=near.pk).update(promotion_ends_hours=0)
    near.pools.update(capacity=2)

    mind_seats(now=near.starts_at() + timedelta(minutes=minutes))

    assert states(near)[colleague] == state


def test_complaint_1163_whoever_accepted_and_cancelled_holds_no_seat_and_gets_none_back(
    offered, near, stranger, states, told, now
):
    """pretix: the used voucher was valid again, and blocked the seat until it ran out."""
    accept_offer(user=offered.user, workshop=near, now=now)
    cancel_registration(user=offered.user, workshop=near, now=now)
    cancel_registration(user=stranger, workshop=near, now=now)

    mind_seats(now=now)

    assert states(near)[offered.user] == "cancelled_self"
    assert near.pools.get().taken == 0
    assert told("seat_offered") == [offered.user, stranger]


def test_complaint_1899_closed_registration_does_not_stop_the_line(
    leader, come, employee, colleague, states, told, now
):
    """pretix: while the shop was closed nobody was called up, and nobody was told so."""
    closes = now + timedelta(hours=1)
    workshop = held_at(leader, now + timedelta(days=21), registration_closes_at=closes)
    come(workshop, employee, colleague)

    cancel_registration(user=employee, workshop=workshop, now=closes + timedelta(hours=1))

    assert states(workshop)[colleague] == "confirmed"
    assert told("seat_given") == [colleague]


def test_complaint_2119_each_seat_goes_to_the_first_who_waits_for_it(
    leader, employee, colleague, stranger, states, now
):
    """pretix: the last of the line was called, since the first had another kind of ticket."""
    seats = {"total": 2, "room": 1, "online": 1}
    hybrid = held_at(leader, now + timedelta(days=21), mode="hybrid", seats=seats)
    last = UserFactory()
    for person, seat in (
        (employee, "room"),
        (colleague, "online"),
        (stranger, "room"),
        (last, "room"),
    ):
        register(user=person, workshop=hybrid, wish=Wish(seat, waits=True), now=now)

    cancel_registration(user=colleague, workshop=hybrid, now=now)
    assert [states(hybrid)[one] for one in (stranger, last)] == ["waitlisted", "waitlisted"]
    cancel_registration(user=employee, workshop=hybrid, now=now)

    assert [states(hybrid)[one] for one in (stranger, last)] == ["confirmed", "waitlisted"]


def test_complaint_5188_a_full_workshop_is_listed_and_offers_its_line(
    far, come, employee, colleague, as_user
):
    """pretix: what was sold out was hidden, and the waiting list with it."""
    come(far, employee)

    assert far.title in as_user(colleague).get("/lokakarya/").content.decode()
    assert "Masuk daftar tunggu" in page(as_user(colleague), far)


def test_the_page_needs_no_more_queries_the_longer_the_list(
    far, come, employee, as_user, same_queries
):
    come(far, employee)

    same_queries(
        as_user(employee), far.get_absolute_url(), lambda n: come(far, *UserFactory.create_batch(n))
    )
