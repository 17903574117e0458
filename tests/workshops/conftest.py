"""Workshops in the states that their tests ask for, and what their forms send."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import UnitLeadership
from competencies.models import LearningForm
from tests.factories import UserFactory, area, make_workshop
from workshops.actions import (
    CallText,
    TopicText,
    open_call,
    propose_topic,
    register,
    take_attendance,
)
from workshops.models import WorkCalendar


@pytest.fixture
def address():
    """The address of a page or verb of a workshop."""
    return lambda name, workshop: reverse(f"workshops:{name}", args=[workshop.public_id])


@pytest.fixture
def co_leader(unit):
    """Leads the host's unit, too, and has nothing else to do with its workshops."""
    user = UserFactory(name="Pemimpin Kedua", unit=unit)
    UnitLeadership.objects.create(user=user, unit=unit, since=timezone.localdate())
    return user


@pytest.fixture
def start(workshop):
    """When the workshop begins."""
    return workshop.sessions.get().starts_at


@pytest.fixture
def draft(leader):
    """Written by the leader, not yet announced."""
    return make_workshop(leader, publish=False, title="Rancangan lokakarya rahasia")


@pytest.fixture
def others_workshop(other_leader):
    """Announced by the leader of the other unit."""
    return make_workshop(other_leader, title="Lokakarya milik unit lain")


@pytest.fixture
def hybrid(leader):
    """One seat in the room, two online."""
    seats = {"total": 3, "room": 1, "online": 2}
    return make_workshop(leader, mode="hybrid", online_url="https://rapat.contoh.id/a", seats=seats)


@pytest.fixture
def full_workshop(leader, colleague, now):
    """Its only seat is the colleague's, and there is no waiting list."""
    workshop = make_workshop(leader, seats={"total": 1}, has_waiting_list=False)
    register(user=colleague, workshop=workshop, now=now)
    return workshop


@pytest.fixture
def registration(workshop, employee, now):
    """The employee's seat at the workshop."""
    return register(user=employee, workshop=workshop, now=now)


@pytest.fixture
def attended(workshop, registration, leader, start):
    """The workshop, over, with the employee marked present."""
    session = workshop.sessions.get()
    take_attendance(host=leader, session=session, present=[registration.pk], now=start)
    return workshop


@pytest.fixture
def announcement(leader):
    """What the leader's form sends: one session on a working day in a week, ten seats."""
    today = timezone.localdate()
    day = WorkCalendar.around([today], []).after(today + timedelta(days=6), 1)
    return {
        "title": "Menyusun laporan kinerja yang terbaca",
        "areas": [area("T.NAS").pk],
        "description": "Praktik menulis bersama selama tiga jam.",
        "form": LearningForm.objects.get(code="KL07").pk,
        "mode": "onsite",
        "place": "Aula Bappeda",
        "seats": "10",
        "unit": leader.unit_id,
        "audience": "areas",
        "sesi-TOTAL_FORMS": "1",
        "sesi-INITIAL_FORMS": "0",
        "sesi-0-day": day.isoformat(),
        "sesi-0-start": "09:00",
        "sesi-0-end": "12:00",
    }


@pytest.fixture
def call(leader, now):
    """The leader calls for topics of an area, for two weeks."""
    text = CallText(
        title="Bahasan lokakarya semester depan",
        body="Tiga usulan yang paling diinginkan menjadi lokakarya.",
        closes_at=now + timedelta(days=14),
        area=area(),
    )
    return open_call(actor=leader, text=text, now=now)


@pytest.fixture
def proposal(call, employee, now):
    """The employee proposed a topic to the call, and would speak on it."""
    text = TopicText("Merawat arsip surat masuk", "Arsip kami tercecer.", [area()], True)
    return propose_topic(proposer=employee, call=call, text=text, now=now)
