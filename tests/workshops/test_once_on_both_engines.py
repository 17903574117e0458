"""What may stand once stands once, also where a part of its key is empty."""

import pytest
from django.db import IntegrityError, transaction

from workshops.models import Reminder, SeatPool


def again(model, **row):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**row)


def test_a_workshop_has_one_pool_of_all_seats(workshop):
    again(SeatPool, workshop=workshop, kind=SeatPool.Kind.TOTAL, capacity=5)


def test_a_unit_has_one_pool_in_a_workshop(workshop, unit):
    row = {"workshop": workshop, "kind": SeatPool.Kind.UNIT, "unit": unit, "capacity": 5}
    SeatPool.objects.create(**row)

    again(SeatPool, **row)


def test_latecomers_are_reminded_once_of_a_session_at_its_time(workshop):
    session = workshop.sessions.first()
    Reminder.objects.create(session=session, starts_at=session.starts_at)

    again(Reminder, session=session, starts_at=session.starts_at)
