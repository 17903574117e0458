"""The workshop page in each of its states, for each reader."""

from datetime import timedelta

import pytest

from competencies.actions import follow_area
from notifications.models import Notification
from tests.factories import area, make_question, make_workshop
from workshops.actions import NewMaterial, Wish, add_material, close_workshop, register
from workshops.models import WorkshopQuestion


@pytest.fixture
def seen(as_user):
    """The HTML of the workshop's page as someone reads it."""
    return lambda user, workshop: " ".join(
        as_user(user).get(workshop.get_absolute_url()).content.decode().split()
    )


@pytest.fixture
def offers(seen, address):
    """Which of the page's verbs the reader is offered."""
    verbs = [
        "register",
        "cancel_registration",
        "join_workshop",
        "edit_workshop",
        "publish_workshop",
    ]

    def offered(user, workshop):
        html = seen(user, workshop)
        return [verb for verb in verbs if f'"{address(verb, workshop)}"' in html]

    return offered


def test_an_open_workshop_offers_a_seat(offers, workshop, employee):
    assert offers(employee, workshop) == ["register"]


def test_a_registered_person_may_cancel(offers, registration, workshop):
    assert offers(registration.user, workshop) == ["cancel_registration"]


def test_a_full_workshop_offers_nothing(offers, full_workshop, employee):
    assert offers(employee, full_workshop) == []


def test_after_the_start_nothing_is_offered(
    offers, workshop, registration, colleague, start, time_machine
):
    time_machine.move_to(start + timedelta(minutes=1))

    assert offers(colleague, workshop) == []
    assert offers(registration.user, workshop) == []


@pytest.mark.parametrize(("days", "is_said"), [(0, False), (1, True), (3, True), (8, False)])
def test_in_a_series_one_reads_whom_to_tell_while_a_session_is_ahead(
    seen, leader, employee, now, time_machine, days, is_said
):
    begins = [now + timedelta(days=1), now + timedelta(days=7)]
    spans = [(start, start + timedelta(hours=2)) for start in begins]
    workshop = make_workshop(leader, spans=spans, registration_closes_at=begins[0])
    register(user=employee, workshop=workshop, now=now)
    time_machine.move_to(now + timedelta(days=days))

    html = seen(employee, workshop)

    words = f"Waktu melepas kursi sudah lewat. Bila berhalangan, beri tahu {leader.full_name}."
    assert (words in html) == is_said


def test_a_finished_workshop_offers_nothing(offers, attended, leader, colleague, start):
    close_workshop(actor=leader, workshop=attended, now=start + timedelta(hours=3))

    assert offers(colleague, attended) == []
    assert offers(leader, attended) == []


def test_the_host_may_change_it(offers, workshop, leader):
    assert offers(leader, workshop) == ["register", "edit_workshop"]


def test_a_draft_can_be_announced_and_changed(offers, draft, leader):
    assert offers(leader, draft) == ["edit_workshop", "publish_workshop"]


def test_a_hybrid_workshop_offers_both_kinds_of_seats(seen, hybrid, employee, colleague, now):
    register(user=colleague, workshop=hybrid, wish=Wish("room"), now=now)

    html = seen(employee, hybrid)

    assert "Di ruangan, sisa 0" in html
    assert 'value="room" checked' not in html
    assert 'value="online" checked' in html


def test_row_b8_whoever_joins_from_elsewhere_reads_the_hours_there(seen, hybrid, employee):
    html = seen(employee, hybrid)

    assert "09.00–12.00 WIB" in html
    assert "10.00–13.00 WITA" in html
    assert "11.00–14.00 WIT<" in html


def test_row_b8_a_workshop_in_a_room_is_here(seen, workshop, employee):
    assert "WITA" not in seen(employee, workshop)


def test_row_b8_only_of_sessions_that_are_ahead(seen, hybrid, employee, start, time_machine):
    time_machine.move_to(start + timedelta(hours=4))

    assert "WITA" not in seen(employee, hybrid)


@pytest.mark.parametrize("role", ["stranger", "employee"])
def test_the_link_itself_stands_on_no_page(role, seen, hybrid, request):
    assert hybrid.online_url not in seen(request.getfixturevalue(role), hybrid)


def test_only_registered_people_and_hosts_are_sent_to_the_link(
    as_user, hybrid, employee, stranger, other_leader, leader, now, address, time_machine
):
    register(user=employee, workshop=hybrid, wish=Wish("online"), now=now)
    time_machine.move_to(hybrid.sessions.get().starts_at)
    url = address("join_workshop", hybrid)

    answers = [as_user(one).get(url) for one in (employee, leader, stranger, other_leader)]

    assert [answer.status_code for answer in answers] == [302, 302, 404, 404]
    assert answers[0].url == hybrid.online_url


def test_opening_the_page_reads_what_was_told_about_it(leader, employee, as_user, now):
    follow_area(user=employee, area=area("T.NAS"), now=now)
    workshop = make_workshop(leader)

    as_user(employee).get(workshop.get_absolute_url())

    assert Notification.objects.get(recipient=employee).read_at is not None


def test_a_description_cannot_bring_a_script(seen, leader, employee):
    workshop = make_workshop(leader, description="<script>alert(1)</script> **tebal**")

    html = seen(employee, workshop)

    assert "<script>alert" not in html
    assert "<strong>tebal</strong>" in html


def test_an_old_title_in_the_address_leads_to_the_new_one(as_user, employee, workshop):
    response = as_user(employee).get(f"/lokakarya/{workshop.public_id.upper()}-judul-lama/")

    assert (response.status_code, response.url) == (301, workshop.get_absolute_url())


def test_the_short_link_leads_to_the_page(as_user, employee, workshop):
    response = as_user(employee).get(f"/l/{workshop.public_id}/")

    assert response.url == workshop.get_absolute_url()


def test_the_page_needs_no_more_queries_for_more_rows(
    as_user, employee, colleague, workshop, leader, now, same_queries
):
    def add(count):
        for number in range(count):
            thread = make_question(colleague)
            WorkshopQuestion.objects.create(workshop=workshop, thread=thread)
            link = NewMaterial(title=f"Bahan {number}", url="https://contoh.id/bahan")
            add_material(adder=leader, workshop=workshop, material=link, now=now)

    same_queries(as_user(employee), workshop.get_absolute_url(), add)
