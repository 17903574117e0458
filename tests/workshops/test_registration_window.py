"""When one may register and give a seat up: the server's clock decides, to the second."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import make_workshop
from workshops import actions
from workshops.actions import cancel_registration, register
from workshops.actions.meanwhile import marks_shown
from workshops.models import Workshop

SECOND = timedelta(seconds=1)


@pytest.fixture
def timed(leader, start_of_tomorrow):
    """Registration opens at 6 and closes at 8; seats are given up until 7; it starts at 9."""
    return make_workshop(
        leader,
        registration_opens_at=start_of_tomorrow - timedelta(hours=3),
        registration_closes_at=start_of_tomorrow - timedelta(hours=1),
        cancel_until=start_of_tomorrow - timedelta(hours=2),
    )


@pytest.fixture
def start_of_tomorrow(now):
    nine = {"hour": 9, "minute": 0, "second": 0, "microsecond": 0}
    return timezone.localtime(now + timedelta(days=1)).replace(**nine)


@pytest.mark.parametrize(
    ("moment", "offset", "answer"),
    [
        ("registration_opens_at", -SECOND, actions.RegistrationIsNotOpen),
        ("registration_opens_at", 0 * SECOND, None),
        ("registration_closes_at", -SECOND, None),
        ("registration_closes_at", 0 * SECOND, actions.RegistrationIsClosed),
        ("registration_closes_at", SECOND, actions.RegistrationIsClosed),
    ],
)
def test_row_c16_registering_around_the_window(
    timed, employee, as_user, address, time_machine, moment, offset, answer
):
    time_machine.move_to(getattr(timed, moment) + offset, tick=False)

    response = as_user(employee).post(address("register", timed))

    if answer:
        assert (response.status_code, response.context["message"]) == (409, answer.message)
    else:
        assert response.status_code == 302
    assert timed.pools.get().taken == timed.registrations.active().count() == (not answer)


def test_row_c16_before_it_opens_the_page_says_when(timed, employee, as_user):
    html = as_user(employee).get(timed.get_absolute_url()).content.decode()

    assert "06.00 WIB" in html
    assert "/daftar/" not in html


@pytest.mark.parametrize(("offset", "is_late"), [(-SECOND, False), (0 * SECOND, True)])
def test_row_c17_giving_up_around_the_deadline(timed, employee, offset, is_late):
    now = timed.cancel_until + offset
    register(user=employee, workshop=timed, now=now - SECOND)

    if is_late:
        with pytest.raises(actions.TooLateToCancel):
            cancel_registration(user=employee, workshop=timed, now=now)
    else:
        cancel_registration(user=employee, workshop=timed, now=now)

    assert timed.pools.get().taken == is_late


def test_row_c17_a_deadline_that_moved_since_the_page_was_read_counts(timed, employee):
    now = timed.registration_opens_at
    register(user=employee, workshop=timed, now=now)
    Workshop.objects.update(cancel_until=now)

    with pytest.raises(actions.TooLateToCancel):
        cancel_registration(user=employee, workshop=timed, now=now)


def test_row_c17_the_page_names_the_deadline_and_afterwards_whom_to_tell(
    timed, employee, as_user, time_machine
):
    register(user=employee, workshop=timed, now=timed.registration_opens_at)
    pages = []
    for now in (timed.cancel_until - SECOND, timed.cancel_until):
        time_machine.move_to(now, tick=False)
        pages.append(as_user(employee).get(timed.get_absolute_url()).content.decode())

    assert "07.00 WIB" in pages[0]
    assert "/batal/" in pages[0]
    assert "/batal/" not in pages[1]
    assert f"beri tahu {timed.host.full_name}" in pages[1]


def rules(day, **moments):
    """The form's fields: `opens="06:00"` and so on, on that day."""
    fields = {f"{name}_on": day.isoformat() for name in moments}
    return fields | {f"{name}_at": text for name, text in moments.items()}


@pytest.fixture
def sent(as_user, leader, announcement):
    day = date.fromisoformat(announcement["sesi-0-day"])

    def send(day=day, **moments):
        return as_user(leader).post("/lokakarya/baru/", announcement | rules(day, **moments))

    return send


def test_row_c16_the_form_keeps_the_three_moments(sent, as_user, leader, address):
    sent(opens="06:00", closes="08:00", cancel="07:00")

    workshop = Workshop.objects.get()
    names = ("registration_opens_at", "registration_closes_at", "cancel_until")
    hours = [timezone.localtime(getattr(workshop, name)).hour for name in names]
    assert hours == [6, 8, 7]
    form = as_user(leader).get(address("edit_workshop", workshop)).context["form"]
    assert form["cancel_at"].value().hour == 7


def test_row_c16_what_is_left_empty_is_open_until_the_first_session(sent):
    sent()

    workshop = Workshop.objects.get()
    assert (workshop.registration_opens_at, workshop.cancel_until) == (None, None)
    assert workshop.registration_closes_at == workshop.sessions.get().starts_at


@pytest.mark.parametrize(
    ("moments", "field"),
    [
        ({"opens": "08:00", "closes": "08:00"}, "opens_on"),
        ({"opens": "09:30"}, "opens_on"),
        ({"closes": "12:30"}, "closes_on"),
        ({"cancel": "09:30"}, "cancel_on"),
        ({"opens": "25:00"}, "opens_at"),
    ],
)
def test_row_c16_moments_that_cannot_be_are_refused(sent, moments, field):
    response = sent(**moments)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert not Workshop.objects.exists()


@pytest.mark.parametrize("name", ["opens", "closes", "cancel"])
def test_row_c16_a_time_without_its_day_is_not_dropped(as_user, leader, announcement, name):
    response = as_user(leader).post("/lokakarya/baru/", announcement | {f"{name}_at": "08:00"})

    said = {f"{name}_on": ["Pilih juga tanggalnya, atau kosongkan jamnya."]}
    assert (response.status_code, response.context["form"].errors) == (422, said)
    assert not Workshop.objects.exists()


@pytest.mark.parametrize("name", ["closes", "cancel"])
def test_row_c16_nobody_is_told_of_a_registration_that_is_over(sent, name):
    yesterday = timezone.localdate() - timedelta(days=1)

    response = sent(**{name: "08:00"}, day=yesterday)

    said = {f"{name}_on": ["Waktu ini sudah lewat. Pilih waktu yang akan datang."]}
    assert (response.status_code, response.context["form"].errors) == (422, said)
    assert not Workshop.objects.exists()


def test_row_c16_what_has_closed_stays_closed_while_something_else_is_changed(
    sent, as_user, leader, announcement, address, time_machine
):
    sent(closes="07:00", cancel="08:00")
    workshop = Workshop.objects.get()
    day = timezone.localtime(workshop.registration_closes_at)
    shown = announcement | rules(day.date(), closes="07:00", cancel="08:00")
    shown["sesi-0-no"] = "1"
    time_machine.move_to(workshop.cancel_until + SECOND)

    def change(**fields):
        fields["version"] = marks_shown(Workshop.objects.get())
        return as_user(leader).post(address("edit_workshop", workshop), shown | fields)

    assert change(title="Judul yang lebih tepat").status_code == 302
    assert set(change(closes_at="06:00").context["form"].errors) == {"closes_on"}


@pytest.mark.parametrize("seats", ["0", "-1", "5001", "1.5", "sepuluh", "9" * 30, ""])
def test_row_c1_a_capacity_that_cannot_be_is_refused(as_user, leader, announcement, seats):
    response = as_user(leader).post("/lokakarya/baru/", announcement | {"seats": seats})

    assert set(response.context["form"].errors) == {"seats"}
    assert not Workshop.objects.exists()
