"""Facilitators: found by name, warned when they lead something else at that time, and told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.models import Notification
from tests.factories import UserFactory, make_plan, make_workshop
from workshops.actions import (
    FacilitatorIsElsewhere,
    FacilitatorsAreElsewhere,
    Span,
    TooManyFacilitators,
    add_facilitator,
    call_off_workshop,
    close_workshop,
    edit_workshop,
    publish_workshop,
    register,
    remove_facilitator,
)
from workshops.actions.attendance import WorkshopIsCalledOff, WorkshopIsClosed
from workshops.models import Workshop

HOUR = timedelta(hours=1)


def spans_of(workshop):
    return [Span(one.starts_at, one.ends_at, one.no) for one in workshop.sessions.all()]


@pytest.fixture
def add(leader, now):
    """Makes a person a facilitator, as the leader does."""

    def do(workshop, person, **more):
        add_facilitator(actor=leader, workshop=workshop, person=person, now=now, **more)

    return do


@pytest.fixture
def told(employee):
    kind = "workshops.facilitator_added"
    return lambda: Notification.objects.filter(kind=kind, recipient=employee).count()


def test_a_facilitator_stands_on_the_page_and_is_told_once(
    add, workshop, employee, told, as_user, stranger
):
    add(workshop, employee)
    add(workshop, employee)

    assert told() == 1
    page = as_user(stranger).get(workshop.get_absolute_url()).content.decode()
    assert employee.get_absolute_url() in page


def test_row_b13_somebody_who_leads_another_at_that_time_is_warned_of(
    add, workshop, leader, employee
):
    other = make_workshop(leader, title="Lokakarya lain pada jam yang sama")
    add(other, employee)

    with pytest.raises(FacilitatorIsElsewhere) as refusal:
        add(workshop, employee)

    assert refusal.value.other == other
    assert not workshop.facilitators.exists()


def test_row_b13_whoever_says_that_it_is_meant_goes_on(add, workshop, leader, employee):
    add(make_workshop(leader), employee)

    add(workshop, employee, is_meant=True)

    assert workshop.facilitators.get() == employee


def test_row_b13_another_hour_and_a_draft_are_no_clash(add, workshop, leader, employee):
    end = workshop.sessions.get().ends_at
    add(make_workshop(leader, spans=[(end, end + timedelta(hours=1))]), employee)
    add(make_workshop(leader, publish=False), employee)

    add(workshop, employee)

    assert workshop.facilitators.get() == employee


@pytest.fixture
def clash(add, workshop, employee, leader):
    """The employee leads the workshop, and another one two days later, to which it moves."""
    later = workshop.sessions.get().starts_at + timedelta(days=2)
    span = (later, later + timedelta(hours=3))
    add(workshop, employee)
    add(make_workshop(leader, title="Lokakarya lain pada hari itu", spans=[span]), employee)
    return span


def test_row_b13_moving_to_a_time_at_which_its_facilitator_is_elsewhere_is_warned_of(
    clash, workshop, leader, employee, now
):
    said = {"editor": leader, "workshop": workshop, "plan": make_plan(leader, spans=[clash])}

    with pytest.raises(FacilitatorsAreElsewhere) as warning:
        edit_workshop(**said, now=now)

    [(person, other)] = warning.value.clashes
    assert (person, other.title) == (employee, "Lokakarya lain pada hari itu")
    assert workshop.sessions.get().starts_at < clash[0]

    edit_workshop(**said, is_meant=True, now=now)
    assert workshop.sessions.get().starts_at == clash[0]


def test_row_b13_other_words_of_what_clashes_already_are_no_move(
    clash, workshop, leader, employee, now
):
    said = {"editor": leader, "workshop": workshop, "now": now}
    edit_workshop(plan=make_plan(leader, spans=[clash]), is_meant=True, **said)

    edit_workshop(plan=make_plan(leader, spans=[clash], title="Judul yang lain"), **said)

    workshop.refresh_from_db()
    assert workshop.title == "Judul yang lain"


def test_row_b13_the_form_keeps_what_was_typed_and_one_press_goes_on(
    clash, workshop, leader, employee, as_user, announcement, address
):
    start, end = (timezone.localtime(one) for one in clash)
    sent = announcement | {
        "sesi-0-no": "1",
        "sesi-0-day": f"{start:%Y-%m-%d}",
        "sesi-0-start": f"{start:%H:%M}",
        "sesi-0-end": f"{end:%H:%M}",
    }
    client, url = as_user(leader), address("edit_workshop", workshop)

    page = client.post(url, sent)
    html = page.content.decode()
    assert page.status_code == 422
    assert employee.full_name in html
    assert "Lokakarya lain pada hari itu" in html
    assert announcement["title"] in html

    assert client.post(url, sent | {"meant": "1"}).status_code == 302
    assert workshop.sessions.get().starts_at == start


def test_a_facilitator_of_a_draft_is_told_when_it_is_announced(add, draft, employee, told, now):
    add(draft, employee)
    assert told() == 0

    publish_workshop(workshop=draft, now=now)

    assert told() == 1


def test_there_are_never_more_than_twelve(add, workshop, unit):
    for person in UserFactory.create_batch(12, unit=unit):
        add(workshop, person)

    with pytest.raises(TooManyFacilitators):
        add(workshop, UserFactory(unit=unit))


def test_a_facilitator_is_taken_away(add, workshop, employee):
    add(workshop, employee)

    remove_facilitator(workshop=workshop, person=employee)

    assert not workshop.facilitators.exists()


@pytest.fixture
def page(as_user, leader, workshop, address):
    """The leader's page of facilitators: looked at, or sent."""
    client, url = as_user(leader), address("facilitator_list", workshop)

    def call(query="", **sent):
        return client.post(url, sent) if sent else client.get(f"{url}?q={query}")

    return call


def test_people_are_found_by_name(page, employee, colleague):
    found = page("Salim").context["found"]

    assert found == [colleague]
    assert page("S").context["found"] == page("%00").context["found"] == []


def test_the_page_interrupts_and_one_press_goes_on(page, workshop, leader, employee, add):
    other = make_workshop(leader, title="Lokakarya lain pada jam yang sama")
    add(other, employee)

    response = page(add=employee.public_id)

    assert response.status_code == 409
    assert other.title in response.content.decode()
    assert not workshop.facilitators.exists()
    page(add=employee.public_id, meant="1")
    assert workshop.facilitators.get() == employee
    page(remove=employee.public_id)
    assert not workshop.facilitators.exists()


@pytest.mark.parametrize("person", ["", "zzzzz", "\0", "9" * 40])
def test_nobody_is_not_found(page, person):
    assert page(add=person).status_code == 404


def test_row_i1_the_page_of_a_person_lists_what_they_led(
    as_user, stranger, add, workshop, employee
):
    add(workshop, employee)

    page = as_user(stranger).get(employee.get_absolute_url()).content.decode()

    assert workshop.title in page


def test_row_i1_past_workshops_stand_there_however_many_are_ahead(
    as_user, stranger, leader, employee, now
):
    start = now - timedelta(days=30)
    rules = {"now": start - timedelta(days=7), "registration_closes_at": start}
    for title in ("Lokakarya yang selesai", "Lokakarya yang batal"):
        made = make_workshop(leader, title=title, spans=[(start, start + HOUR)], **rules)
        made.facilitators.add(employee)
    call_off_workshop(actor=leader, workshop=made, reason="Batal.", now=start - HOUR)
    finished = Workshop.objects.get(title="Lokakarya yang selesai")
    close_workshop(actor=leader, workshop=finished, now=start + HOUR)
    for _each in range(6):
        make_workshop(leader).facilitators.add(employee)

    context = as_user(stranger).get(employee.get_absolute_url()).context

    assert context["past"] == [finished]
    assert len(context["ahead"]) == 5


@pytest.fixture
def heard(employee):
    """What the employee was told, by kind."""
    rows = Notification.objects.filter(recipient=employee)
    return lambda: {one.kind.removeprefix("workshops.") for one in rows.all()}


def test_a_facilitator_hears_of_another_place_and_of_the_end(
    add, workshop, leader, employee, heard, now
):
    add(workshop, employee)

    plan = make_plan(leader, place="Aula lain", spans=spans_of(workshop))
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)
    assert "workshop_changed" in heard()

    call_off_workshop(actor=leader, workshop=workshop, reason="Narasumber sakit.", now=now)
    assert "workshop_called_off" in heard()


def test_a_facilitator_without_a_seat_joins(add, hybrid, employee, as_user, address, time_machine):
    add(hybrid, employee)
    time_machine.move_to(hybrid.sessions.get().starts_at)
    client, url = as_user(employee), address("join_workshop", hybrid)

    assert url in client.get(hybrid.get_absolute_url()).content.decode()
    assert client.get(url).url == hybrid.online_url


def test_whoever_was_named_can_say_that_they_do_not_lead_it(
    add, workshop, employee, colleague, as_user, address
):
    add(workshop, employee)
    add(workshop, colleague)
    url = address("stop_facilitating", workshop)
    assert url in as_user(employee).get(workshop.get_absolute_url()).content.decode()

    as_user(employee).post(url)

    assert workshop.facilitators.get() == colleague
    assert url not in as_user(employee).get(workshop.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("status", "refusal"), [("done", WorkshopIsClosed), ("cancelled", WorkshopIsCalledOff)]
)
def test_nobody_is_named_for_what_is_over(add, workshop, employee, status, refusal):
    type(workshop).objects.filter(pk=workshop.pk).update(status=status)

    with pytest.raises(refusal):
        add(workshop, employee)


def test_row_b13_somebody_who_holds_another_at_that_time_is_warned_of(add, workshop, other_leader):
    other = make_workshop(other_leader, title="Lokakarya milik sendiri pada jam yang sama")

    with pytest.raises(FacilitatorIsElsewhere) as refusal:
        add(workshop, other_leader)

    assert refusal.value.other == other


def test_row_b13_somebody_with_a_seat_elsewhere_is_warned_of_and_where_is_not_told(
    workshop, leader, employee, page, now
):
    other = make_workshop(leader, title="Lokakarya lain pada jam yang sama")
    register(user=employee, workshop=other, now=now)

    warned = page(add=employee.public_id)

    assert warned.status_code == 409
    assert "ada di lokakarya lain" in warned.content.decode()
    assert other.title not in warned.content.decode()
    page(add=employee.public_id, meant="1")
    assert workshop.facilitators.get() == employee


def test_row_b13_moving_to_a_time_at_which_its_facilitator_has_a_seat_is_warned_of(
    add, workshop, leader, employee, now
):
    later = workshop.sessions.get().starts_at + timedelta(days=2)
    span = (later, later + timedelta(hours=3))
    add(workshop, employee)
    other = make_workshop(leader, spans=[span], registration_closes_at=later)
    register(user=employee, workshop=other, now=now)
    plan = make_plan(leader, spans=[span])

    with pytest.raises(FacilitatorsAreElsewhere) as warning:
        edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    assert warning.value.clashes == [(employee, None)]


def test_row_b13_whoever_leads_the_own_workshop_is_not_elsewhere(add, workshop, leader):
    add(workshop, leader)

    assert workshop.facilitators.get() == leader


def test_row_b13_a_draft_asks_for_all_of_them_at_once(
    add, draft, leader, unit, as_user, same_queries
):
    def more(number):
        for person in UserFactory.create_batch(number, unit=unit):
            add(draft, person)

    same_queries(as_user(leader), draft.get_absolute_url(), more, most=15, more=9)
