"""Each sees what changed, old → new, and says so; the host sees who has not (D9; idea 10)."""

import re
from datetime import timedelta

import pytest

from notifications.models import Notification
from tests.factories import UserFactory, make_plan, make_workshop
from workshops.actions import (
    Wish,
    acknowledge_change,
    cancel_registration,
    edit_workshop,
    register,
)
from workshops.models import Registration, WorkshopChange

HOURS = timedelta(hours=3)
TAP = "Sudah saya lihat"


@pytest.fixture
def edit(workshop, leader, now):
    """Changes the usual plan; the session keeps its time unless it is named."""

    def change(**changes):
        plan = make_plan(leader, now=now, **changes)
        return edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    return change


@pytest.fixture
def unaware(workshop):
    return lambda: {one.user for one in workshop.registrations.not_aware()}


@pytest.fixture
def card(workshop, as_user):
    """The workshop's page for a person."""
    return lambda user: as_user(user).get(workshop.get_absolute_url()).content.decode()


def lines():
    return [line for change in WorkshopChange.objects.in_order() for line in change.lines]


def test_row_d9_everybody_registered_or_waiting_is_told(leader, employee, colleague, now):
    full = make_workshop(leader, seats={"total": 1})
    register(user=employee, workshop=full, now=now)
    register(user=colleague, workshop=full, wish=Wish(waits=True), now=now)
    plan = make_plan(leader, place="Aula Setdakab", seats={"total": 1})
    edit_workshop(editor=leader, workshop=full, plan=plan, now=now)

    told = Notification.objects.filter(kind="workshops.workshop_changed")
    assert {one.recipient for one in told} == {employee, colleague}
    assert {one.user for one in full.registrations.not_aware()} == {employee, colleague}


def test_row_d9_the_page_says_old_and_new(edit, workshop, registration, start, card, settings):
    edit(place="Aula Setdakab", spans=[(start + HOURS, start + 2 * HOURS)])

    page = card(registration.user)

    assert "Tempat: Aula Bappeda → Aula Setdakab" in page
    assert "09.00–12.00 WIB → " in page
    assert "12.00–15.00 WIB" in page
    assert TAP in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"place": "Aula Setdakab"}, ["Tempat: Aula Bappeda → Aula Setdakab"]),
        (
            {"mode": "online", "place": "", "online_url": "https://rapat.contoh.id/a"},
            ["Tempat: Aula Bappeda → –", "Cara: Tatap muka → Daring", "Tautan bergabung berganti."],
        ),
        ({"description": "Uraian yang lebih jelas tentang isinya."}, []),
        ({"title": "Menulis telaahan staf yang lebih ringkas"}, []),
    ],
)
def test_what_asks_for_a_receipt(edit, registration, unaware, changes, words):
    edit(**changes)

    assert lines() == words
    assert len(unaware()) == (1 if words else 0)


def test_a_further_session_and_one_called_off(edit, workshop, start):
    second = (start + timedelta(days=1), start + timedelta(days=1) + HOURS)
    edit(spans=[(start, start + HOURS), second])
    edit(spans=[(start, start + HOURS)])

    further, gone = lines()
    assert (further[:14], gone[:10]) == ("Sesi tambahan:", "Dibatalkan")


def test_the_link_itself_is_written_nowhere(hybrid, leader, now):
    plan = make_plan(
        leader,
        mode="hybrid",
        online_url="https://rapat.contoh.id/rahasia",
        seats={"total": 3, "room": 1, "online": 2},
    )
    edit_workshop(editor=leader, workshop=hybrid, plan=plan, now=now)

    change = WorkshopChange.objects.get()
    assert "rahasia" not in str((change.before, change.after))
    assert change.lines == ["Tautan bergabung berganti."]


def test_idea_10_of_thirty_twenty_eight_tap_and_two_are_listed(leader, now, as_user, address, unit):
    workshop = make_workshop(leader, seats={"total": 30})
    people = UserFactory.create_batch(30, unit=unit, nip=None)
    for person in people:
        register(user=person, workshop=workshop, now=now)
    plan = make_plan(leader, place="Aula Setdakab", seats={"total": 30})
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)
    assert workshop.registrations.not_aware().count() == 30

    for person in people[2:]:
        acknowledge_change(user=person, workshop=workshop, upto=workshop.version)

    page = as_user(leader).get(address("participant_list", workshop)).content.decode()
    assert page.count("Belum melihat perubahan") == 2
    assert "2 orang belum melihat" in page
    assert {one.user for one in workshop.registrations.not_aware()} == set(people[:2])


def test_idea_10_of_a_hundred_and_fifty_the_two_are_found_by_one_press(
    leader, now, as_user, address, unit
):
    workshop = make_workshop(leader, seats={"total": 150})
    people = UserFactory.create_batch(150, unit=unit, nip=None)
    for number, person in enumerate(people):
        person.name = f"Orang {number:03}"
        person.save()
        register(user=person, workshop=workshop, now=now)
    plan = make_plan(leader, place="Aula Setdakab", seats={"total": 150})
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)
    workshop.registrations.exclude(user__in=people[-2:]).update(seen_change=workshop.version + 1)
    host, url = as_user(leader), address("participant_list", workshop)

    (link,) = re.findall(r'href="(\?saring=[^"]*)">\s+2 orang belum melihat', html_of(host, url))
    page = host.get(url + link)

    assert [one.user for one in page.context["confirmed"]] == people[-2:]
    html = page.content.decode()
    assert html.count("Belum melihat perubahan</span>") == 2
    (write,) = re.findall(r'href="(\S+kepada=unaware)"', html)
    form = html_of(host, write)
    assert "Belum melihat perubahan terakhir: 2 orang" in form
    assert re.search(r'value="unaware"[^>]*checked', form)


def html_of(client, url):
    return client.get(url).content.decode()


def test_one_tap_ends_it(edit, workshop, registration, as_user, card, address, unaware):
    edit(place="Aula Setdakab")
    newest = WorkshopChange.objects.get().no

    as_user(registration.user).post(address("acknowledge_change", workshop), {"upto": newest})

    assert unaware() == set()
    assert TAP not in card(registration.user)


def test_what_changed_after_the_page_was_drawn_stays_open(
    edit, workshop, registration, unaware, card
):
    edit(place="Aula Setdakab")
    first = WorkshopChange.objects.get().no
    edit(place="Aula BKPSDM")

    acknowledge_change(user=registration.user, workshop=workshop, upto=first)

    assert unaware() == {registration.user}
    page = card(registration.user)
    assert "Aula Setdakab → Aula BKPSDM" in page
    assert "Aula Bappeda → Aula Setdakab" not in page


def test_a_tap_in_an_older_tab_takes_nothing_back(edit, workshop, registration, unaware):
    edit(place="Aula Setdakab")
    edit(place="Aula BKPSDM")
    first, second = WorkshopChange.objects.in_order().values_list("no", flat=True)

    for seen in (second, first):
        acknowledge_change(user=registration.user, workshop=workshop, upto=seen)

    assert unaware() == set()


@pytest.mark.parametrize("upto", ["", "x", "-1", "9" * 40, "²"])
def test_a_number_of_nothing_is_no_error(edit, workshop, registration, as_user, address, upto):
    answer = as_user(registration.user).post(
        address("acknowledge_change", workshop), {"upto": upto}
    )

    assert answer.status_code == 302
    assert Registration.objects.get().seen_change <= workshop.version


def test_a_far_number_takes_nothing_in_advance(edit, workshop, registration, unaware):
    edit(place="Aula Setdakab")
    acknowledge_change(user=registration.user, workshop=workshop, upto=10**8)
    edit(place="Aula BKPSDM")

    assert unaware() == {registration.user}


def test_who_comes_later_has_nothing_to_see(edit, workshop, employee, unaware, card, now):
    edit(place="Aula Setdakab")
    register(user=employee, workshop=workshop, now=now)

    assert unaware() == set()
    assert TAP not in card(employee)


def test_who_comes_back_has_seen_what_holds_now(edit, workshop, registration, unaware, now):
    cancel_registration(user=registration.user, workshop=workshop, now=now)
    edit(place="Aula Setdakab")
    assert unaware() == set()

    register(user=registration.user, workshop=workshop, now=now)

    assert unaware() == set()


def test_a_host_who_takes_part_has_seen_it(edit, workshop, leader, unaware, now):
    register(user=leader, workshop=workshop, now=now)

    edit(place="Aula Setdakab")

    assert unaware() == set()


def test_a_draft_notes_nothing(draft, leader, now):
    plan = make_plan(leader, place="Aula Setdakab", title=draft.title)
    edit_workshop(editor=leader, workshop=draft, plan=plan, now=now)

    assert not WorkshopChange.objects.exists()


def test_nobody_else_sees_what_changed(edit, registration, colleague, card):
    edit(place="Aula Setdakab")

    assert TAP not in card(colleague)


def test_the_page_costs_the_same_with_more_changes(
    edit, workshop, registration, as_user, django_assert_num_queries, django_assert_max_num_queries
):
    client, url = as_user(registration.user), workshop.get_absolute_url()
    edit(place="Aula Setdakab")
    client.get(url)  # the news is read now
    with django_assert_max_num_queries(12) as counted:
        client.get(url)
        few = len(counted)
    for number in range(3):
        edit(place=f"Ruang {number}")
    client.get(url)

    with django_assert_num_queries(few):
        client.get(url)
