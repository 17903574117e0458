"""A workshop whose date is not decided (row B6): who wants to come, and when they can."""

from datetime import timedelta

import pytest

from notifications.models import Notification
from tests.factories import UserFactory, make_plan, make_workshop
from workshops.actions import (
    DateIsDecided,
    call_off_workshop,
    edit_workshop,
    publish_workshop,
    show_interest,
    withdraw_interest,
)
from workshops.models import DateOption, Workshop

URL = "/lokakarya/baru/"


@pytest.fixture
def undecided(leader, employee):
    """Announced by the leader to the own unit, without a date."""
    return make_workshop(leader, spans=[], registration_closes_at=None, audience="own_unit")


@pytest.fixture
def option(undecided, now):
    """A date of its poll."""
    start = now + timedelta(days=10)
    return DateOption.objects.create(
        workshop=undecided, starts_at=start, ends_at=start + timedelta(hours=3)
    )


def test_row_b6_a_leader_announces_without_a_date(as_user, leader, announcement):
    empty = {"undecided": "on", "sesi-0-day": "", "sesi-0-start": "", "sesi-0-end": ""}

    response = as_user(leader).post(URL, announcement | empty)

    workshop = Workshop.objects.get()
    assert response.url == workshop.get_absolute_url()
    assert (workshop.status, workshop.jp, workshop.sessions.count()) == ("undecided", 5, 0)


def test_what_is_wrong_elsewhere_is_said_without_asking_for_a_session(
    as_user, leader, announcement
):
    sent = announcement | {"undecided": "on", "sesi-0-day": "", "title": ""}

    response = as_user(leader).post(URL, sent)

    assert set(response.context["form"].errors) == {"title"}
    assert response.context["sheet"].formset.total_error_count() == 0


def test_row_b6_its_audience_is_asked(employee, stranger, undecided):
    told = Notification.objects.filter(kind="workshops.interest_asked")

    assert list(told.values_list("recipient", flat=True)) == [employee.pk]


def test_row_b6_interest_is_shown_once_and_taken_back(as_user, employee, undecided, address):
    client, url = as_user(employee), address("show_interest", undecided)

    for _press in range(2):
        client.post(url)
    assert undecided.interests.get().user == employee
    assert "Anda berminat" in client.get(undecided.get_absolute_url()).content.decode()

    client.post(url, {"withdraw": "1"})
    assert not undecided.interests.exists()


def test_row_b6_the_page_promises_no_more_than_the_place_in_the_order(
    as_user, leader, employee, colleague, stranger, address, now
):
    one_seat = make_workshop(leader, spans=[], registration_closes_at=None, seats={"total": 1})
    gone = UserFactory(is_active=False)
    for person in (gone, employee):
        one_seat.interests.create(user=person, at=now)

    said = as_user(colleague).post(address("show_interest", one_seat), follow=True)

    html = " ".join(said.content.decode().split())
    assert "1 kursi; Anda nomor 2." in html
    assert "2 orang berminat." in html
    assert "Anda mendapat kursi" not in html
    newcomer = " ".join(as_user(stranger).get(one_seat.get_absolute_url()).content.decode().split())
    assert "1 kursi." in newcomer
    assert ("Anda nomor" in newcomer, "mendapat kursi" in newcomer) == (False, False)


def test_row_i4_the_dates_one_can_are_kept_and_changed(
    as_user, employee, undecided, option, address
):
    client, url = as_user(employee), address("show_interest", undecided)

    client.post(url, {"can": [option.pk, "99", "x", "\0"]})
    assert option.voters.get() == employee
    client.post(url)

    assert not option.voters.exists()
    assert undecided.interests.count() == 1


def test_whoever_is_not_interested_any_more_has_no_vote(undecided, option, employee, now):
    show_interest(user=employee, workshop=undecided, options=[option], now=now)

    withdraw_interest(user=employee, workshop=undecided, now=now)

    assert not option.voters.exists()


def test_there_is_no_interest_in_what_has_a_date(workshop, employee, now):
    with pytest.raises(DateIsDecided):
        show_interest(user=employee, workshop=workshop, options=[], now=now)


@pytest.fixture
def closed(leader):
    """Without a date, for the people of the leader's unit alone."""
    return make_workshop(leader, spans=[], registration_closes_at=None, entry="own_unit")


def test_who_may_not_register_is_promised_no_seat(
    as_user, stranger, employee, leader, closed, address
):
    client, url = as_user(stranger), address("show_interest", closed)

    refused = client.post(url)

    assert (refused.status_code, closed.interests.count()) == (409, 0)
    html = client.get(closed.get_absolute_url()).content.decode()
    assert f"Tanyakan kepada {leader.full_name}" in html
    assert f'action="{url}"' not in html
    assert f'action="{url}"' in as_user(employee).get(closed.get_absolute_url()).content.decode()
    as_user(employee).post(url)
    assert closed.interests.get().user == employee


def test_shut_out_afterwards_one_may_still_say_no(as_user, stranger, leader, closed, address, now):
    type(closed).objects.update(entry=Workshop.Entry.EVERYBODY)
    show_interest(user=stranger, workshop=closed, options=[], now=now)
    type(closed).objects.update(entry=Workshop.Entry.OWN_UNIT)
    client = as_user(stranger)

    html = client.get(closed.get_absolute_url()).content.decode()
    assert (' name="withdraw"' in html, "Anda berminat" in html) == (True, False)
    assert "Anda nomor" not in html
    client.post(address("show_interest", closed), {"withdraw": "1"})
    assert not closed.interests.exists()


def test_a_draft_without_a_date_shows_itself_to_nobody_else(as_user, leader, employee, address):
    draft = make_workshop(leader, publish=False, spans=[], registration_closes_at=None)

    assert as_user(leader).get(draft.get_absolute_url()).status_code == 200
    assert as_user(employee).post(address("show_interest", draft)).status_code == 404


def test_it_is_changed_like_any_other_and_keeps_waiting_for_its_date(
    as_user, leader, undecided, announcement, address
):
    url = address("edit_workshop", undecided)
    assert as_user(leader).get(url).status_code == 200

    as_user(leader).post(url, announcement | {"title": "Judul yang lebih jelas"})

    undecided.refresh_from_db()
    assert (undecided.title, undecided.status) == ("Judul yang lebih jelas", "undecided")


def test_row_b6_a_draft_that_had_a_session_asks_for_interest_and_tells_when_called_off(
    as_user, leader, employee, now, address
):
    draft = make_workshop(leader, publish=False)
    without = make_plan(leader, spans=[], registration_closes_at=None)
    edit_workshop(editor=leader, workshop=draft, plan=without, now=now)
    publish_workshop(workshop=draft, now=now)

    client, url = as_user(employee), address("show_interest", draft)
    assert f'action="{url}"' in client.get(draft.get_absolute_url()).content.decode()
    client.post(url)
    call_off_workshop(actor=leader, workshop=draft, reason="Narasumber pindah", now=now)

    told = Notification.objects.filter(kind="workshops.workshop_called_off")
    assert told.get().recipient == employee


def test_publishing_twice_asks_once(undecided, employee, now):
    publish_workshop(workshop=undecided, now=now)

    assert Notification.objects.get(kind="workshops.interest_asked").count == 1


def test_called_off_it_tells_the_interested(undecided, leader, employee, now):
    show_interest(user=employee, workshop=undecided, options=[], now=now)

    call_off_workshop(actor=leader, workshop=undecided, reason="Narasumber pindah", now=now)

    assert Notification.objects.filter(
        kind="workshops.workshop_called_off", recipient=employee
    ).exists()


def test_the_agenda_lists_it_below(as_user, employee, undecided):
    response = as_user(employee).get("/lokakarya/")

    assert response.context["undecided"] == [undecided]
    assert as_user(employee).get("/lokakarya/?q=tidakada").context["undecided"] == []


def test_row_b6_nobody_is_asked_about_a_date_that_has_passed(
    as_user, employee, undecided, option, address, now
):
    start = now - timedelta(days=1)
    over = DateOption.objects.create(workshop=undecided, starts_at=start, ends_at=now)
    client = as_user(employee)

    client.post(address("show_interest", undecided), {"can": [over.pk, option.pk]})

    page = client.get(undecided.get_absolute_url())
    assert page.context["options"] == [option]
    assert (list(option.voters.all()), list(over.voters.all())) == ([employee], [])


def test_the_page_stays_within_twelve_queries(
    as_user, employee, undecided, option, now, django_assert_max_num_queries
):
    show_interest(user=employee, workshop=undecided, options=[option], now=now)
    client = as_user(employee)
    client.get(undecided.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(undecided.get_absolute_url())


def test_no_page_of_a_workshop_breaks_for_want_of_a_date(as_user, leader, undecided):
    client, pages = as_user(leader), f"/lokakarya/{undecided.public_id}/"
    manage = "peserta/ hadir/ materi/ narasumber/ pesan/ pertanyaan/ ekspor/ batalkan/ tanggal/"
    paths = [f"kelola/{name}" for name in manage.split()] + ["tanya/", "kalender.ics"]

    codes = {path: client.get(f"{pages}{path}").status_code for path in paths}

    assert set(codes.values()) == {200}, codes
