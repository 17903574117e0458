"""Row C22: a leader registers people of the own units, each by all rules (and J8, for people)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from notifications.models import Notification
from tests.factories import UnitFactory, UserFactory, make_workshop
from tests.together import together
from workshops.actions import (
    Wish,
    cancel_registration,
    register,
    register_others,
    try_registering,
)
from workshops.models import Registration

WAITS = Wish(waits=True)


@pytest.fixture
def wanted(other_leader, now):
    """One seat, in three weeks, of another unit."""
    start = now + timedelta(days=21)
    spans = [(start, start + timedelta(hours=2))]
    rules = {"seats": {"total": 1}, "spans": spans, "registration_closes_at": start}
    return make_workshop(other_leader, **rules)


@pytest.fixture
def send(wanted, leader, as_user, address):
    def press(workshop=wanted, user=leader, **data):
        sent = {"waits": "1", "key": "satu"} | data
        return as_user(user).post(address("register_others", workshop), sent)

    return press


def states(*people):
    rows = dict(Registration.objects.values_list("user", "state"))
    return [rows.get(person.pk, "") for person in people]


def csv(*lines, encoding="utf-8"):
    return SimpleUploadedFile("peserta.csv", "\r\n".join(lines).encode(encoding))


def test_row_c22_the_first_has_the_seat_the_others_wait(wanted, leader, employee, colleague, now):
    outcomes = register_others(
        actor=leader, workshop=wanted, people=[employee, colleague], wish=WAITS, now=now
    )

    assert [one.registration.state for one in outcomes] == ["confirmed", "waitlisted"]
    assert {event.actor for one in outcomes for event in one.registration.events.all()} == {leader}


def test_row_c22_trying_is_limited_as_doing_is(send, employee):
    tried = [send(people=[employee.public_id]).status_code for _ in range(21)]

    assert tried[-2:] == [200, 429]


def test_row_c22_they_hear_who_did_it(send, leader, employee, wanted):
    send(people=[employee.public_id], confirm="1")

    told = Notification.objects.of(employee).get()
    assert (told.kind, told.actor) == ("workshops.registered_by_leader", leader)
    assert told.read_at is None


def test_row_c22_after_the_time_to_give_a_seat_up_nobody_is_told_to_say_no(
    send, employee, wanted, now, as_user
):
    wanted.cancel_until = now - timedelta(minutes=1)
    wanted.save()
    send(people=[employee.public_id], confirm="1")

    html = as_user(employee).get("/kabar/").content.decode()

    assert "apa yang perlu dilakukan bila tidak bisa hadir" in html
    assert "menolak" not in html


def test_row_c22_first_it_is_only_tried_out(send, employee, colleague):
    page = send(people=[employee.public_id, colleague.public_id])

    assert states(employee, colleague) == ["", ""]
    assert not Notification.objects.exists()
    found = [one.registration.state for one in page.context["outcomes"]]
    assert found == ["confirmed", "waitlisted"]
    assert "belum ada yang dilakukan" in page.content.decode()


def test_row_c22_confirmed_it_is_done_and_twice_it_is_done_once(send, employee, colleague):
    sent = {"people": [employee.public_id, colleague.public_id], "confirm": "1"}

    pages = [send(**sent) for _time in range(2)]

    assert states(employee, colleague) == ["confirmed", "waitlisted"]
    said = [[one.registration.pk for one in page.context["outcomes"]] for page in pages]
    assert said[0] == said[1]
    assert Notification.objects.of(employee).get().count == 1


def test_row_c22_who_left_meanwhile_is_not_registered_again_by_the_same_form(
    send, employee, wanted, now
):
    sent = {"people": [employee.public_id], "confirm": "1"}
    send(**sent)
    cancel_registration(user=employee, workshop=wanted, now=now)

    page = send(**sent)

    assert states(employee) == ["cancelled_self"]
    assert "Dibatalkan" in page.content.decode()
    send(**sent | {"key": "dua"})
    assert states(employee) == ["confirmed"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_c22_two_presses_at_the_same_moment_are_one(wanted, leader, employee, colleague, now):
    said = {"actor": leader, "workshop": wanted, "people": [employee, colleague], "wish": WAITS}

    both = together(*[lambda: register_others(**said, now=now, key="satu")] * 2)

    ids = [[one.registration.pk for one in outcomes] for outcomes in both]
    assert ids[0] == ids[1]
    assert wanted.pools.get().taken == 1


def test_row_c22_each_rule_holds_for_each_person(
    wanted, leader, employee, colleague, unit, now, send
):
    same_time = make_workshop(
        leader,
        title="Pada jam yang sama",
        spans=[(one.starts_at, one.ends_at) for one in wanted.sessions.all()],
        registration_closes_at=wanted.registration_closes_at,
    )
    register(user=employee, workshop=same_time, now=now)
    register(user=colleague, workshop=wanted, now=now)

    page = send(people=[employee.public_id, colleague.public_id], confirm="1")

    said = [str(one.why_not) for one in page.context["outcomes"]]
    assert sorted(said) == ["Ada di lokakarya lain pada jam itu.", "Sudah terdaftar."]


def test_row_c22_not_for_people_of_that_unit(other_leader, leader, employee, now):
    closed = make_workshop(other_leader, entry="own_unit")

    (one,) = try_registering(actor=leader, workshop=closed, people=[employee], wish=WAITS, now=now)

    assert "bukan untuk orang dari unit itu" in str(one.why_not)


def test_row_c22_without_a_waiting_list_who_finds_no_seat_is_not_registered(
    send, employee, colleague
):
    send(people=[employee.public_id, colleague.public_id], confirm="1", waits="")

    assert states(employee, colleague) == ["confirmed", ""]


def test_row_c22_the_leaders_own_approval_is_given_with_it(other_leader, leader, employee, now):
    asks = make_workshop(other_leader, approval="leader")

    (one,) = register_others(actor=leader, workshop=asks, people=[employee], wish=WAITS, now=now)

    assert one.registration.state == "confirmed"


def test_row_c22_another_approval_is_still_asked_for(other_leader, leader, employee, now):
    asks = make_workshop(other_leader, approval="host")

    (one,) = register_others(actor=leader, workshop=asks, people=[employee], wish=WAITS, now=now)

    assert one.registration.state == "requested"
    assert Notification.objects.of(other_leader).filter(kind="workshops.approval_asked").exists()


def test_the_tree_of_units_is_not_read_for_each_person(send, unit, wanted):
    people = UserFactory.create_batch(5, unit=unit, nip=None)

    with CaptureQueriesContext(connection) as few:
        send(people=[people[0].public_id])
    with CaptureQueriesContext(connection) as many:
        send(people=[one.public_id for one in people])

    asked = [sum("accounts_unit" in one["sql"] for one in found) for found in (few, many)]
    assert asked[1] == asked[0]


def test_people_of_other_units_are_nobodys_to_register(send, stranger):
    page = send(people=[stranger.public_id], confirm="1")

    assert (page.status_code, states(stranger)) == (422, [""])


def test_row_j8_a_csv_file_with_what_is_wrong_in_which_line(send, employee, colleague, stranger):
    User.objects.filter(pk=colleague.pk).update(nip="198501012010031999")
    file = csv(
        "nama;nip;surel",
        f"Rahma;;{employee.email}",
        "Salim;19850101 201003 1 999;",
        f"Wahyuni;;{stranger.email}",
        f"Rahma lagi;;{employee.email}",
        "",
    )

    page = send(file=file)

    assert [one.person for one in page.context["outcomes"]] == [employee, colleague]
    assert [line.no for line in page.context["form"].unknown] == [4, 5]
    assert states(employee, colleague) == ["", ""]
    assert f'value="{colleague.public_id}"' in page.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"lines": "bukan siapa-siapa"},
        {"file": SimpleUploadedFile("peserta.csv", b"")},
        {"file": SimpleUploadedFile("peserta.csv", b"PK\x03\x04\x00\x00")},
        {"people": ["zzzzz"]},
        {"lines": "\n".join(f"orang{n}@contoh.id" for n in range(101))},
    ],
)
def test_bad_input_says_what_and_registers_nobody(send, sent):
    page = send(**sent, confirm="1")

    assert page.status_code == 422
    assert not Registration.objects.exists()


def test_a_line_of_many_addresses_is_looked_up_in_part(send, employee):
    lines = ";".join([*(f"orang{n}@contoh.id" for n in range(300)), employee.email])

    page = send(lines=lines)

    assert [line.no for line in page.context["form"].unknown] == [1]


def test_what_was_written_stays(send, employee):
    page = send(lines=f"{employee.email}\ntidak.ada@contoh.id").content.decode()

    assert "tidak.ada@contoh.id" in page
    assert "Baris 2:" in page


def test_the_people_of_the_unit_are_ticked_in_the_houses_own_boxes(
    wanted, leader, employee, as_user, address
):
    page = as_user(leader).get(address("register_others", wanted)).content.decode()

    box = page[: page.index(f'value="{employee.public_id}"')].rpartition("<label")[2]
    assert 'class="choice"' in box


def test_an_employee_registers_nobody(send, employee, colleague):
    assert send(user=employee, people=[colleague.public_id], confirm="1").status_code == 403
    assert states(colleague) == [""]


def test_as_many_queries_for_a_large_unit(wanted, leader, unit, as_user, address, same_queries):
    def add(count):
        UserFactory.create_batch(count, unit=unit, nip=None)

    same_queries(as_user(leader), address("register_others", wanted), add)


def test_registered_from_an_old_page_the_change_is_not_seen(wanted, employee, as_user, address):
    """The page said another day: it still has to be acknowledged."""
    old = as_user(employee).get(wanted.get_absolute_url()).context["form"].initial["version"]
    type(wanted).objects.filter(pk=wanted.pk).update(version=old + 1)

    as_user(employee).post(address("register", wanted), {"version": old})

    assert wanted.registrations.get().seen_change == old


@pytest.mark.parametrize("version", ["", "99"])
def test_a_forged_version_is_no_receipt_for_later_changes(
    wanted, employee, as_user, address, version
):
    as_user(employee).post(address("register", wanted), {"version": version})

    assert wanted.registrations.get().seen_change <= wanted.version


@pytest.mark.parametrize("version", ["-5", "x"])
def test_what_is_no_version_registers_nobody(wanted, employee, as_user, address, version):
    """Only a forged form says so: the field is hidden."""
    page = as_user(employee).post(address("register", wanted), {"version": version})

    assert page.status_code == 403
    assert not wanted.registrations.exists()


def test_row_c22_at_a_hybrid_workshop_they_come_online(hybrid, send, employee, leader, as_user):
    """Not into the line for the room beside seats that are free online."""
    hybrid.pools.filter(kind="room").update(taken=1, capacity=1)
    named = {"people": [employee.public_id], "seat": "online"}

    tried = send(hybrid, **named).content.decode()
    assert "Daring" in tried.split('id="hasil"')[1].split("</section>")[0]
    assert '<input type="hidden" name="seat" value="online">' in tried
    send(hybrid, **named, confirm="1")

    row = hybrid.registrations.get(user=employee)
    assert (row.state, row.seat) == ("confirmed", "online")


def test_row_c22_elsewhere_there_is_nothing_to_choose(wanted, leader, as_user, address):
    assert (
        'name="seat"'
        not in as_user(leader).get(address("register_others", wanted)).content.decode()
    )


def test_row_c15_who_names_people_for_held_seats_finds_those_of_that_unit(
    wanted, leader, unit, as_user, address
):
    small = UnitFactory(name="Puskesmas pembantu", parent=unit)
    person = UserFactory(unit=small, name="Sari Wulandari")
    url = address("register_others", wanted)
    assert person.public_id not in as_user(leader).get(url).content.decode()

    html = as_user(leader).get(f"{url}?unit={small.slug}").content.decode()
    assert person.public_id in html
    assert f"Pegawai {small}" in html


@pytest.mark.parametrize("slug", ["uji-tetangga", "tidak-ada", "\x00"])
def test_row_c15_a_unit_that_one_does_not_lead_shows_the_own(
    wanted, leader, employee, other_unit, as_user, address, slug
):
    page = as_user(leader).get(address("register_others", wanted), {"unit": slug})

    assert employee.public_id in page.content.decode()
