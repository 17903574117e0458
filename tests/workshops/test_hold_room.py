"""Rooms: one workshop at a time, however many press at once, and no more people than fit."""

from datetime import timedelta

import pytest

from accounts.models import UnitLeadership
from tests.factories import UserFactory, make_plan, make_workshop
from tests.together import together, unguarded
from workshops.actions import (
    RoomIsTaken,
    call_off_workshop,
    edit_workshop,
    publish_workshop,
    rooms,
)
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

    response = as_user(other_leader).post(address("publish_workshop", draft))

    assert response.status_code == 409
    assert held.title in response.content.decode()


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

    def test_control_looking_without_the_lock_gives_it_to_both(self, leaders, hall, monkeypatch):
        monkeypatch.setattr(rooms, "lock_room", lambda pk: Room.objects.get(pk=pk))
        monkeypatch.setattr(rooms, "holder_of", unguarded(rooms.holder_of))

        together(*self.wanting(leaders, hall))

        assert Workshop.objects.count() == 2
