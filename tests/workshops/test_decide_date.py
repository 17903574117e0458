"""The poll for a date (row I4, idea 15): sensible dates, the best one first, then the seats."""

from datetime import datetime, timedelta
from unittest.mock import Mock

import pytest
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from notifications.kinds import seen_by
from notifications.mail import words_of
from notifications.models import Notification
from tests.factories import UserFactory, area, make_workshop
from tests.together import together
from workshops.actions import (
    DateIsDecided,
    DateIsPast,
    InterestedComeFirst,
    RoomIsTaken,
    TooManyOptions,
    TopicText,
    Wish,
    add_facilitator,
    book_interested,
    booking,
    call_off_workshop,
    cancel_registration,
    decide_date,
    link_question,
    offer_dates,
    register,
    request_topic,
    show_interest,
    take_topic,
)
from workshops.actions.undecided import MOST_OPTIONS
from workshops.models import DateOption, Registration, RegistrationEvent, Room, SpecialDay
from workshops.models.slots import sensible_slots, with_free_people

MONDAY = datetime(2027, 1, 11, 1, 30, tzinfo=timezone.get_fixed_timezone(0))  # 08.30 WIB
HOURS = timedelta(hours=3)


@pytest.fixture
def hall(unit):
    return Room.objects.create(name="Aula", unit=unit, seats=40)


@pytest.fixture
def undecided(leader, hall):
    """Announced by the leader without a date, for the hall; two seats."""
    return make_workshop(
        leader, spans=[], registration_closes_at=None, room=hall, seats={"total": 2}
    )


@pytest.fixture
def slots(undecided):
    """What is offered on the Friday before."""
    friday = timezone.localtime(MONDAY).date() - timedelta(days=3)
    return lambda: [start for start, _end in sensible_slots(undecided, friday, [])]


@pytest.fixture
def options(undecided, leader, now):
    """Two dates of the poll: a Monday and the Tuesday after it."""
    days = [
        (MONDAY, MONDAY + HOURS),
        (MONDAY + timedelta(days=1), MONDAY + timedelta(days=1, hours=3)),
    ]
    offer_dates(actor=leader, workshop=undecided, slots=days, now=now)
    return list(undecided.options.order_by("starts_at"))


@pytest.fixture
def want(undecided, now):
    """A person is interested, and can on these dates."""
    return lambda user, *can: show_interest(user=user, workshop=undecided, options=can, now=now)


def test_idea_15_working_days_in_working_hours_are_offered(slots):
    local = [timezone.localtime(start) for start in slots()]

    assert MONDAY in slots()
    assert {one.weekday() for one in local} == {0, 1, 2, 3, 4}
    assert {(one.hour, one.minute) for one in local} == {(8, 30), (13, 30)}


def test_idea_15_a_holiday_is_never_offered(slots):
    SpecialDay.objects.create(date=timezone.localdate(MONDAY), kind="joint", name="Cuti bersama")

    assert timezone.localdate(MONDAY) not in {timezone.localdate(one) for one in slots()}


def test_idea_15_a_taken_room_is_never_offered(slots, other_leader, hall):
    make_workshop(other_leader, room=hall, spans=[(MONDAY, MONDAY + HOURS)])

    assert MONDAY not in slots()
    assert MONDAY + timedelta(hours=5) in slots()


def test_idea_15_a_time_at_which_a_facilitator_is_elsewhere_is_never_offered(
    slots, undecided, leader, other_leader, colleague, now
):
    other = make_workshop(other_leader, spans=[(MONDAY, MONDAY + HOURS)])
    for workshop in (undecided, other):
        add_facilitator(actor=leader, workshop=workshop, person=colleague, is_meant=True, now=now)

    assert MONDAY not in slots()


def test_idea_15_a_time_at_which_a_facilitator_or_the_host_has_a_seat_is_never_offered(
    slots, undecided, leader, other_leader, colleague, now
):
    later = MONDAY + timedelta(days=1)
    add_facilitator(actor=leader, workshop=undecided, person=colleague, now=now)
    for person, start in ((colleague, MONDAY), (leader, later)):
        other = make_workshop(other_leader, spans=[(start, start + HOURS)])
        register(user=person, workshop=other, now=now)

    assert MONDAY not in slots()
    assert later not in slots()


def test_idea_15_who_leads_another_workshop_then_is_not_free(
    undecided, options, want, employee, other_leader, now
):
    other = make_workshop(other_leader, spans=[(MONDAY, MONDAY + HOURS)])
    add_facilitator(actor=other_leader, workshop=other, person=employee, now=now)
    want(employee)

    free = {one.starts_at: one.free for one in with_free_people(undecided, now)}

    assert free == {MONDAY: 0, MONDAY + timedelta(days=1): 1}


def test_idea_15_the_best_date_is_when_most_of_the_interested_can(
    undecided, options, want, employee, colleague, stranger, other_leader, now
):
    monday, tuesday = options
    busy = make_workshop(other_leader, spans=[(MONDAY, MONDAY + HOURS)])
    register(user=stranger, workshop=busy, now=now)
    want(employee, monday)
    want(colleague, tuesday)
    want(stranger)  # said nothing, and has a seat elsewhere on Monday

    best = with_free_people(undecided, now)

    assert [(one.pk, one.free, one.votes) for one in best] == [
        (tuesday.pk, 3, 1),
        (monday.pk, 2, 1),
    ]


def test_who_chose_another_date_is_no_less_free_and_is_counted_as_who_cannot_come(
    undecided,
    options,
    want,
    employee,
    colleague,
    stranger,
    other_leader,
    leader,
    as_user,
    address,
    now,
):
    monday, tuesday = options
    busy = make_workshop(other_leader, spans=[(monday.starts_at, monday.ends_at)])
    want(employee, tuesday)
    want(colleague, monday, tuesday)
    want(stranger)
    register(user=colleague, workshop=busy, now=now)  # since the answer

    html = as_user(leader).get(address("date_poll", undecided)).content.decode()

    said = " ".join(html.split())
    assert "Bisa: 2; tidak bisa: 0; belum memilih tanggal: 1." in said
    assert "Tanpa lokakarya lain pada jam itu: 3 dari 3 peminat." in said
    assert "Bisa: 0; tidak bisa: 2; belum memilih tanggal: 1." in said
    assert "Tanpa lokakarya lain pada jam itu: 2 dari 3 peminat." in said


def test_the_host_reads_before_how_many_who_answered_did_not_choose_the_date(
    undecided, options, want, employee, colleague, stranger, leader, as_user, address
):
    _monday, tuesday = options
    for person in (employee, colleague):
        want(person, tuesday)
    want(stranger)

    html = as_user(leader).get(address("date_poll", undecided)).content.decode()

    first, second = html.split("<details>")[1:3]  # the best one first
    assert "tidak memilih tanggal ini" not in first
    assert "2 orang yang menjawab tidak memilih tanggal ini" in second


def test_who_had_chosen_another_date_gets_the_seat_and_reads_so(
    undecided, options, want, leader, employee, colleague, stranger, now
):
    monday, tuesday = options
    want(employee, tuesday)
    want(colleague, monday)
    want(stranger)

    decide_date(actor=leader, workshop=undecided, option=monday, now=now)

    assert undecided.registrations.get(user=employee).is_confirmed
    told = Notification.objects.filter(kind__startswith="workshops.date_decided")
    assert dict(told.values_list("recipient", "kind")) == {
        employee.pk: "workshops.date_decided_otherwise",
        colleague.pk: "workshops.date_decided",
        stranger.pk: "workshops.date_decided",
    }
    [news] = seen_by(employee, told.filter(recipient=employee))
    with override("id"):
        words = words_of(news)
    assert "bukan yang Anda pilih" in words
    assert "lepaskan tempat Anda" in words


@pytest.fixture
def decided_words(undecided, options, leader, now):
    """What a person reads of the date, decided for the Monday."""

    def read(person):
        decide_date(actor=leader, workshop=undecided, option=options[0], now=now)
        news = Notification.objects.of(person).filter(kind__startswith="workshops.date_decided")
        with override("id"):
            return [words_of(row) for row in seen_by(person, news)]

    return read


@pytest.mark.parametrize("chosen", [0, 1])
def test_whom_a_seat_elsewhere_kept_from_one_reads_why_and_what_to_do(
    decided_words, options, want, employee, other_leader, now, chosen
):
    monday = options[0]
    busy = make_workshop(other_leader, spans=[(monday.starts_at, monday.ends_at)])
    register(user=employee, workshop=busy, now=now)
    want(employee, options[chosen])

    (words,) = decided_words(employee)

    assert "Pada jam itu Anda ada di lokakarya lain, jadi tidak ada kursi" in words
    assert "lepaskan" not in words


def test_who_gave_the_seat_up_since_is_not_asked_to(
    decided_words, undecided, options, want, employee, now
):
    want(employee, options[1])
    decided_words(employee)
    cancel_registration(user=employee, workshop=undecided, now=now)

    news = Notification.objects.of(employee).filter(kind="workshops.date_decided_otherwise")
    with override("id"):
        (words,) = [words_of(row) for row in seen_by(employee, news)]

    assert words.endswith("bukan yang Anda pilih.")


def test_once_the_date_is_set_the_poll_leads_to_the_workshop(
    undecided, options, leader, as_user, address, now
):
    decide_date(actor=leader, workshop=undecided, option=options[0], now=now)
    client, url = as_user(leader), address("date_poll", undecided)

    for page in (client.get(url, follow=True), client.post(url, {"decide": "1"}, follow=True)):
        assert page.redirect_chain[0][0] == undecided.get_absolute_url()
        assert "Tanggal lokakarya ini sudah ditentukan." in page.content.decode()


def test_what_was_called_off_without_a_date_has_no_poll_and_no_date(
    undecided, options, leader, as_user, address, now
):
    call_off_workshop(actor=leader, workshop=undecided, reason="Narasumber sakit.", now=now)

    page = as_user(leader).get(address("date_poll", undecided), follow=True)

    assert page.redirect_chain[0][0] == undecided.get_absolute_url()
    assert "sudah ditentukan" not in page.content.decode()


def test_the_interested_hear_of_the_poll_and_of_its_dates_once(
    undecided, want, leader, employee, now
):
    want(employee)
    day = [(MONDAY, MONDAY + HOURS)]

    for _press in range(2):
        offer_dates(actor=leader, workshop=undecided, slots=day, now=now)

    assert undecided.options.count() == 1
    assert Notification.objects.get(kind="workshops.dates_offered").count == 1


def test_a_poll_has_at_most_eight_dates(undecided, leader, now):
    days = [
        (MONDAY + timedelta(days=step), MONDAY + timedelta(days=step, hours=1)) for step in range(9)
    ]

    with pytest.raises(TooManyOptions):
        offer_dates(actor=leader, workshop=undecided, slots=days, now=now)


def test_row_b6_the_interested_get_the_seats_in_the_order_of_coming(
    undecided, options, want, leader, employee, colleague, stranger, now
):
    for person in (stranger, employee, colleague):
        want(person)

    decide_date(actor=leader, workshop=undecided, option=options[0], now=now)

    undecided.refresh_from_db()
    assert (undecided.status, undecided.registration_closes_at) == ("published", MONDAY)
    assert undecided.sessions.get().starts_at == MONDAY
    states = dict(Registration.objects.values_list("user", "state"))
    assert states == {
        stranger.pk: "confirmed",
        employee.pk: "confirmed",
        colleague.pk: "waitlisted",
    }
    told = Notification.objects.filter(kind="workshops.date_decided")
    assert told.count() == 3


def test_row_b6_who_has_a_seat_elsewhere_then_is_told_and_chooses(
    undecided, options, want, leader, employee, colleague, other_leader, now
):
    busy = make_workshop(other_leader, spans=[(MONDAY, MONDAY + HOURS)])
    register(user=employee, workshop=busy, now=now)
    want(employee)
    want(colleague)

    decide_date(actor=leader, workshop=undecided, option=options[0], now=now)

    assert undecided.registrations.get().user == colleague
    assert Notification.objects.filter(kind="workshops.date_decided", recipient=employee).exists()


def test_row_b6_where_it_is_hybrid_the_seats_online_are_given_before_anybody_waits(
    leader, employee, colleague, now
):
    seats = {"total": 3, "room": 1, "online": 2}
    link = {"online_url": "https://rapat.contoh.id/a", "mode": "hybrid"}
    hybrid = make_workshop(leader, spans=[], registration_closes_at=None, seats=seats, **link)
    offer_dates(actor=leader, workshop=hybrid, slots=[(MONDAY, MONDAY + HOURS)], now=now)
    for person in (employee, colleague):
        show_interest(user=person, workshop=hybrid, options=[], now=now)

    decide_date(actor=leader, workshop=hybrid, option=hybrid.options.get(), now=now)

    places = hybrid.registrations.order_by("pk").values_list("state", "seat")
    assert list(places) == [("confirmed", "room"), ("confirmed", "online")]


def test_row_b6_one_who_cannot_be_booked_stops_nobody(
    undecided, options, want, leader, employee, colleague, now, monkeypatch
):
    def breaks(*, user, **said):
        if user == employee:
            raise ValueError("a row that nobody foresaw")
        return register(user=user, **said)

    monkeypatch.setattr(booking, "register", breaks)
    for person in (employee, colleague):
        want(person)

    decide_date(actor=leader, workshop=undecided, option=options[0], now=now)

    undecided.refresh_from_db()
    assert undecided.registrations.get().user == colleague
    assert undecided.booking_since is None


def test_row_b6_while_the_database_is_busy_nobody_loses_a_turn(
    undecided, options, want, leader, employee, now, monkeypatch
):
    want(employee)
    written = booking.register
    monkeypatch.setattr(booking, "register", Mock(side_effect=OperationalError("busy")))
    with pytest.raises(OperationalError):
        decide_date(actor=leader, workshop=undecided, option=options[0], now=now)

    monkeypatch.setattr(booking, "register", written)
    decide_date(actor=leader, workshop=undecided, option=options[0], now=now)

    assert undecided.registrations.get().user == employee


@pytest.fixture
def crowd(undecided, unit, now):
    """Thirty people who are interested, so that they are booked in two slices."""
    people = UserFactory.create_batch(30, unit=unit)
    for person in people:
        undecided.interests.create(user=person, at=now)
    return people


def test_row_b6_many_are_booked_by_the_worker_and_nobody_comes_before_them(
    crowd, undecided, options, leader, stranger, now
):
    decide_date(actor=leader, workshop=undecided, option=options[0], now=now)

    assert undecided.registrations.count() == 20
    with pytest.raises(InterestedComeFirst):
        register(user=stranger, workshop=undecided, wish=Wish(waits=True), now=now)

    for _twice in (1, 2):
        book_interested(now=now)

    line = undecided.registrations.order_by("pk").values_list("user", flat=True)
    assert list(line) == [person.pk for person in crowd]
    assert undecided.pools.get(kind="total").taken == 2
    assert register(user=stranger, workshop=undecided, wish=Wish(waits=True), now=now).line_no == 29


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_b6_two_workers_at_once_book_each_person_once(crowd, undecided, options, leader, now):
    decide_date(actor=leader, workshop=undecided, option=options[0], now=now)

    answers = together(*[lambda: book_interested(now=now)] * 3)

    assert not [one for one in answers if isinstance(one, Exception)]
    assert undecided.registrations.count() == 30
    assert RegistrationEvent.objects.filter(registration__workshop=undecided).count() == 30
    assert undecided.pools.get(kind="total").taken == 2


def test_row_b6_called_off_meanwhile_nobody_else_is_booked(crowd, undecided, options, leader, now):
    decide_date(actor=leader, workshop=undecided, option=options[0], now=now)
    call_off_workshop(actor=leader, workshop=undecided, reason="Narasumber sakit.", now=now)

    book_interested(now=now)

    assert undecided.registrations.count() == 20
    assert not undecided.registrations.active().exists()


def test_row_b6_the_page_says_who_comes_first(
    crowd, undecided, options, leader, stranger, as_user, address, now
):
    page = as_user(leader).post(
        address("date_poll", undecided), {"decide": options[0].pk}, follow=True
    )
    assert "dalam beberapa menit" in page.content.decode()

    client = as_user(stranger)
    html = client.get(undecided.get_absolute_url()).content.decode()
    assert "mendapat kursi lebih dahulu" in html
    assert f'"{address("register", undecided)}"' not in html
    assert client.post(address("register", undecided), {"key": "a"}).status_code == 409


def test_row_b6_a_deactivated_account_is_neither_counted_nor_booked(
    undecided, options, want, leader, employee, colleague, now
):
    for person in (employee, colleague):
        want(person, options[0])
    User.objects.filter(pk=employee.pk).update(is_active=False)

    assert with_free_people(undecided, now)[0].free == 1
    decide_date(actor=leader, workshop=undecided, option=options[0], now=now)

    assert undecided.registrations.get().user == colleague


def test_row_b6_what_was_told_without_a_date_is_not_told_again(
    undecided, options, leader, employee, colleague, question, now
):
    said = {"actor": leader, "workshop": undecided, "now": now}
    add_facilitator(person=colleague, **said)
    link_question(thread=question, **said)
    topic = request_topic(asker=employee, text=TopicText("Merawat arsip", "", [area()]), now=now)
    take_topic(topic=topic, **said)
    kinds = ["facilitator_added", "question_linked", "topic_held"]
    told = Notification.objects.filter(kind__in=[f"workshops.{kind}" for kind in kinds])
    before = sorted(told.values_list("kind", "count"))
    assert len(before) == len(kinds)

    decide_date(actor=leader, workshop=undecided, option=options[0], now=now)

    assert sorted(told.values_list("kind", "count")) == before


def test_a_room_taken_meanwhile_decides_nothing(
    undecided, options, want, leader, employee, other_leader, hall, now
):
    want(employee)
    make_workshop(other_leader, room=hall, spans=[(MONDAY, MONDAY + HOURS)])

    with pytest.raises(RoomIsTaken):
        decide_date(actor=leader, workshop=undecided, option=options[0], now=now)

    undecided.refresh_from_db()
    assert (undecided.status, undecided.sessions.count()) == ("undecided", 0)
    assert not undecided.registrations.exists()


def test_row_b13_a_date_that_was_taken_since_it_was_offered_says_so(
    undecided, options, leader, other_leader, hall, as_user, address
):
    words = "Sementara itu terpakai: ruang, penyelenggara, atau narasumber"
    url = address("date_poll", undecided)
    assert words not in as_user(leader).get(url).content.decode()

    make_workshop(other_leader, room=hall, spans=[(MONDAY, MONDAY + HOURS)])

    assert as_user(leader).get(url).content.decode().count(words) == 1


def test_idea_15_whose_account_was_closed_is_not_counted_on_the_hosts_page(
    undecided, want, employee, colleague, leader, as_user, address
):
    want(employee)
    want(colleague)
    type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)

    assert as_user(leader).get(address("date_poll", undecided)).context["people"] == 1


def test_a_date_that_is_over_is_not_set(undecided, options, leader):
    with pytest.raises(DateIsPast):
        decide_date(actor=leader, workshop=undecided, option=options[0], now=MONDAY)


@pytest.fixture
def all_over(undecided, now):
    """Eight dates of its poll, and all of them have passed."""
    begins = [now - timedelta(days=days) for days in range(1, MOST_OPTIONS + 1)]
    return DateOption.objects.bulk_create(
        DateOption(workshop=undecided, starts_at=start, ends_at=start + HOURS) for start in begins
    )


def test_row_i4_dates_that_have_passed_make_room_for_others(
    as_user, leader, undecided, all_over, address
):
    client, url = as_user(leader), address("date_poll", undecided)
    page = client.get(url)
    slot = page.context["slots"][0]
    assert (page.context["options"], page.context["more"]) == ([], MOST_OPTIONS)

    client.post(url, {"slot": [slot[0].isoformat()]})

    page = client.get(url)
    assert [one.starts_at for one in page.context["options"]] == [slot[0]]
    assert page.context["more"] == MOST_OPTIONS - 1


def test_row_i4_who_chose_only_dates_that_have_passed_has_chosen_none(
    undecided, options, all_over, want, employee, leader, now
):
    all_over[0].voters.add(employee)
    want(employee)

    counted = with_free_people(undecided, now)[0]
    decide_date(actor=leader, workshop=undecided, option=counted, now=now)

    assert (counted.silent, counted.unchosen) == (1, 0)
    told = Notification.objects.filter(recipient=employee, kind__startswith="workshops.date_")
    assert [one.kind for one in told] == ["workshops.date_decided"]


def test_the_hosts_page_offers_asks_and_decides(
    as_user, leader, employee, undecided, want, address
):
    client, url = as_user(leader), address("date_poll", undecided)
    want(employee)
    slot = client.get(url).context["slots"][0]

    client.post(url, {"slot": [slot[0].isoformat(), "2026-12-25T09:00:00+07:00", "x"]})
    option = undecided.options.get()
    assert option.starts_at == slot[0]
    assert client.post(url, {"decide": "x"}).status_code == 404
    client.post(url, {"decide": option.pk})

    assert undecided.registrations.get().user == employee


def test_without_a_ticked_date_nothing_is_offered_and_it_is_said(
    as_user, leader, undecided, address
):
    page = as_user(leader).post(address("date_poll", undecided), {})

    assert page.status_code == 422
    assert "Pilih paling sedikit satu tanggal" in page.content.decode()
    assert not undecided.options.exists()


def test_row_b6_the_host_reads_how_many_have_a_seat_and_how_many_wait(
    as_user, leader, employee, colleague, stranger, undecided, options, want, address
):
    for person in (employee, colleague, stranger):
        want(person)

    page = as_user(leader).post(
        address("date_poll", undecided), {"decide": options[0].pk}, follow=True
    )

    words = "Tanggal sudah ditentukan. Peminat yang mendapat kursi: 2; yang menunggu: 1."
    assert words in page.content.decode()


def test_row_i4_too_many_dates_come_back_ticked_and_the_most_is_said_before(
    as_user, leader, undecided, address
):
    client, url = as_user(leader), address("date_poll", undecided)
    first = client.get(url)
    assert "paling banyak delapan tanggal; masih bisa ditambah 8" in first.content.decode()
    slots = [start.isoformat() for start, _end in first.context["slots"]]

    page = client.post(url, {"slot": slots[:9]})

    html = page.content.decode()
    assert (page.status_code, html.count("checked")) == (409, 9)
    assert "Jajak tanggal paling banyak berisi delapan tanggal." in html
    assert not undecided.options.exists()
    client.post(url, {"slot": slots[:8]})
    html = client.get(url).content.decode()
    assert "Jajak ini sudah berisi delapan tanggal." in html
    assert 'name="slot"' not in html


def test_idea_15_a_free_day_of_the_workshops_unit_is_not_offered_by_who_leads_above_it(
    as_user, admin, undecided, address
):
    """Also where whoever opens the poll works elsewhere."""
    client, url = as_user(admin), address("date_poll", undecided)
    day = timezone.localtime(client.get(url).context["slots"][0][0]).date()
    SpecialDay.objects.create(date=day, kind="regional", name="Hari unit", unit=undecided.unit)

    offered = {timezone.localtime(one[0]).date() for one in client.get(url).context["slots"]}

    assert day not in offered


def test_a_date_of_another_poll_is_not_found(as_user, leader, undecided, options, address):
    other = make_workshop(leader, spans=[], registration_closes_at=None)

    response = as_user(leader).post(address("date_poll", other), {"decide": options[0].pk})

    assert response.status_code == 404


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_decide_at_once_set_one_date(undecided, options, want, leader, employee, now):
    want(employee)

    answers = together(
        *[
            lambda one=one: decide_date(actor=leader, workshop=undecided, option=one, now=now)
            for one in options
        ]
    )

    assert sum(isinstance(one, DateIsDecided) for one in answers) == 1
    assert (undecided.sessions.count(), undecided.registrations.count()) == (1, 1)
