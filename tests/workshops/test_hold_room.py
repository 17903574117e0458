"""Rooms: one workshop at a time, however many press at once, and no more people than fit."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from accounts.models import UnitLeadership
from notifications.kinds import seen_by
from notifications.models import Notification
from tests.factories import UserFactory, make_plan, make_workshop
from tests.together import together, unguarded
from workshops.actions import (
    RoomIsTaken,
    Span,
    call_off_workshop,
    edit_workshop,
    publish_workshop,
    register,
    rooms,
)
from workshops.calendar import dates_of
from workshops.models import Room, Workshop

URL = "/lokakarya/baru/"
HOURS = timedelta(hours=3)


@pytest.fixture
def hall(unit):
    """Forty seats."""
    return Room.objects.create(name="Aula Besar", unit=unit, seats=40, address="Jl. Cut Nyak Dhien")


@pytest.fixture
def held(leader, hall):
    """Announced for tomorrow in the hall."""
    return make_workshop(leader, room=hall, title="Lokakarya yang pertama di aula")


def test_row_b12_two_workshops_never_share_a_room(held, other_leader, hall):
    with pytest.raises(RoomIsTaken) as refusal:
        make_workshop(other_leader, room=hall)

    assert held.title in str(refusal.value.message)
    assert Workshop.objects.count() == 1


def test_row_b12_one_after_the_other_is_no_clash(held, other_leader, hall):
    end = held.sessions.get().ends_at

    later = make_workshop(other_leader, room=hall, spans=[(end, end + HOURS)])

    assert later.room == hall


def test_row_b12_a_draft_holds_no_room_and_asks_when_it_is_announced(held, other_leader, hall, now):
    draft = make_workshop(other_leader, room=hall, publish=False)

    with pytest.raises(RoomIsTaken):
        publish_workshop(workshop=draft, now=now)

    draft.refresh_from_db()
    assert draft.is_draft


def test_row_b12_moving_into_a_taken_time_is_refused(held, other_leader, hall, now):
    start, end = held.sessions.values_list("starts_at", "ends_at").get()
    later = make_workshop(other_leader, room=hall, spans=[(end, end + HOURS)])
    plan = make_plan(other_leader, room=hall, spans=[(start + HOURS / 2, end + HOURS)])

    with pytest.raises(RoomIsTaken):
        edit_workshop(editor=other_leader, workshop=later, plan=plan, now=now)

    assert later.sessions.get().starts_at == end


def test_a_workshop_called_off_gives_its_room_back(held, leader, other_leader, hall, now):
    call_off_workshop(actor=leader, workshop=held, reason="Narasumber sakit", now=now)

    assert make_workshop(other_leader, room=hall).is_published


@pytest.fixture
def announce(as_user, leader, announcement, hall):
    """Sends the leader's form with the hall chosen."""
    client = as_user(leader)
    sent = announcement | {"room": hall.pk, "place": ""}
    return lambda **changes: client.post(URL, sent | changes)


def test_a_chosen_room_is_the_place(announce):
    announce(place="Tempat lama")

    workshop = Workshop.objects.get()
    assert workshop.place == "Aula Besar, Jl. Cut Nyak Dhien" == workshop.sessions.get().room


def test_row_b12_the_form_says_who_has_the_room(announce, other_leader, hall, announcement):
    announce()

    response = announce(title="Lokakarya lain pada waktu yang sama")

    assert (response.status_code, Workshop.objects.count()) == (422, 1)
    (sentence,) = response.context["form"].errors["room"]
    assert announcement["title"] in sentence


def test_more_seats_than_the_room_has_are_refused(announce):
    response = announce(seats="41")

    assert set(response.context["form"].errors) == {"seats"}
    assert "40 kursi" in response.content.decode()
    assert announce(seats="40").status_code == 302


def test_an_online_workshop_takes_no_room(announce):
    announce(mode="online", online_url="https://rapat.contoh.id/a", seats="500")

    assert Workshop.objects.get().room is None


def test_a_room_that_is_taken_when_a_draft_is_announced_says_so(
    as_user, other_leader, held, hall, address
):
    draft = make_workshop(other_leader, room=hall, publish=False)

    page = as_user(other_leader).post(address("publish_workshop", draft), follow=True)

    assert page.redirect_chain == [(address("edit_workshop", draft), 302)]
    assert held.title in page.content.decode()


@pytest.fixture
def lab(unit):
    """Twenty seats."""
    return Room.objects.create(name="Laboratorium Komputer", unit=unit, seats=20)


@pytest.fixture
def two_rooms(leader, hall, lab, held):
    """On the two days after the one in the hall: in the hall, then in the laboratory."""
    start = held.sessions.get().starts_at + timedelta(days=1)
    next_day = start + timedelta(days=1)
    spans = [Span(start, start + HOURS, 1), Span(next_day, next_day + HOURS, 2, lab)]
    return make_workshop(leader, room=hall, place=hall.place, spans=spans, title="Dua ruang")


def spans_of(workshop):
    found = workshop.sessions.order_by("no").select_related("own_room")
    return [Span(one.starts_at, one.ends_at, one.no, one.own_room) for one in found]


def test_row_b12_each_session_names_its_own_room(two_rooms, as_user, stranger, address):
    assert [one.room for one in two_rooms.sessions.order_by("no")] == [
        "Aula Besar, Jl. Cut Nyak Dhien",
        "Laboratorium Komputer",
    ]
    for url in (two_rooms.get_absolute_url(), address("info_sheet", two_rooms)):
        html = as_user(stranger).get(url).content.decode()
        sessions = html.split('<h2 id="tentang')[0]
        assert sessions.count("Aula Besar") > 1
        assert "Laboratorium Komputer" in sessions


def test_row_b12_so_does_the_mail_of_who_registers(two_rooms, stranger, now):
    register(user=stranger, workshop=two_rooms, now=now)
    [news] = seen_by(stranger, Notification.objects.filter(kind="workshops.seat_confirmed"))

    with override("id"):
        first, second = dates_of(news)

    assert first.endswith(", Aula Besar, Jl. Cut Nyak Dhien")
    assert second.endswith(", Laboratorium Komputer")


def test_row_b12_a_room_of_a_session_is_taken_as_that_of_a_workshop(
    two_rooms, other_leader, hall, lab
):
    first, second = spans_of(two_rooms)

    with pytest.raises(RoomIsTaken) as refusal:
        make_workshop(other_leader, room=lab, spans=[second._replace(no=1, room=None)])
    assert "Laboratorium Komputer" in str(refusal.value.message)
    with pytest.raises(RoomIsTaken):
        make_workshop(other_leader, spans=[first._replace(room=hall)])

    other = make_workshop(other_leader, room=hall, spans=[second._replace(no=1, room=None)])
    assert other.is_published


def test_row_b12_another_room_of_a_session_reaches_participants(
    two_rooms, leader, hall, lab, employee, as_user, now
):
    register(user=employee, workshop=two_rooms, now=now)
    first, second = spans_of(two_rooms)
    spans = [first._replace(room=lab), second._replace(room=None)]
    plan = make_plan(leader, room=hall, place=hall.place, spans=spans, title=two_rooms.title)

    edit_workshop(editor=leader, workshop=two_rooms, plan=plan, now=now)

    assert Notification.objects.filter(kind="workshops.workshop_changed").count() == 1
    assert {one.ics_sequence for one in two_rooms.sessions.all()} == {1}
    with override("id"):
        assert two_rooms.changes.get().lines == [
            "Tempat sesi 1: sama dengan lokakarya → Laboratorium Komputer",
            "Tempat sesi 2: Laboratorium Komputer → sama dengan lokakarya",
        ]


def test_row_b12_the_form_gives_a_session_its_room(announce, announcement, hall, lab):
    second = {
        "sesi-TOTAL_FORMS": "2",
        "sesi-1-day": announcement["sesi-0-day"],
        "sesi-1-start": "13:30",
        "sesi-1-end": "15:00",
        "sesi-1-room": str(lab.pk),
    }

    assert set(announce(**second, seats="30").context["form"].errors) == {"seats"}
    assert announce(**second | {"sesi-1-room": "x"}).status_code == 422
    assert announce(**second).status_code == 302

    rooms = Workshop.objects.get().sessions.order_by("no").values_list("own_room", flat=True)
    assert list(rooms) == [None, lab.pk]


def test_row_b12_the_form_shows_it_again(two_rooms, leader, lab, as_user, address):
    html = as_user(leader).get(address("edit_workshop", two_rooms)).content.decode()

    assert f'<option value="{lab.pk}" selected>' in html


def test_what_each_room_has_ahead_knows_the_rooms_of_sessions(two_rooms, leader, lab, as_user):
    page = as_user(leader).get("/lokakarya/?tampil=ruang")

    groups = {one.heading.split(",")[0]: len(one.sessions) for one in page.context["groups"]}
    assert groups == {"Aula Besar": 2, "Laboratorium Komputer": 1}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestTogether:
    @pytest.fixture
    def leaders(self, unit, now):
        """Two who want the same room at the same moment."""
        people = UserFactory.create_batch(2, unit=unit)
        for person in people:
            UnitLeadership.objects.create(user=person, unit=unit, since=now.date())
        return people

    def wanting(self, leaders, hall):
        return [lambda who=who: make_workshop(who, room=hall) for who in leaders]

    def test_row_b12_of_two_at_once_one_has_the_room(self, leaders, hall):
        answers = together(*self.wanting(leaders, hall))

        assert sorted(type(one).__name__ for one in answers) == ["RoomIsTaken", "Workshop"]
        assert Workshop.objects.count() == 1

    def test_row_b12_of_two_sessions_at_once_one_has_the_room(self, leaders, hall):
        start = timezone.now() + timedelta(days=3)
        span = Span(start, start + HOURS, 1, hall)

        answers = together(
            *(lambda who=who: make_workshop(who, spans=[span]) for who in leaders),
        )

        assert sorted(type(one).__name__ for one in answers) == ["RoomIsTaken", "Workshop"]

    def test_control_looking_without_the_lock_gives_it_to_both(self, leaders, hall, monkeypatch):
        monkeypatch.setattr(rooms, "lock_rooms", lambda pks: Room.objects.in_bulk(pks))
        monkeypatch.setattr(rooms, "holder_of", unguarded(rooms.holder_of))

        together(*self.wanting(leaders, hall))

        assert Workshop.objects.count() == 2
