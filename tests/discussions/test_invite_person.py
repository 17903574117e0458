"""Row 5: a named person or a unit is asked to answer, and hears so by a notice of its own."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from accounts.models import UnitLeadership
from discussions.actions import CannotRead, InvitedEnough, invite_person, invite_unit
from discussions.models import Invitation, Thread
from foundation.sealing import mark_of
from notifications.models import Notification
from tests.factories import UserFactory


def told():
    return [row.recipient for row in Notification.objects.filter(kind="discussions.invited")]


def test_row_5_a_person_is_invited_once(question, employee, stranger, now):
    for _twice in range(2):
        invite_person(actor=employee, thread=question, person=stranger, now=now)
    assert told() == [stranger]
    assert Notification.objects.get(recipient=stranger, kind="discussions.invited").count == 1


def test_row_5_a_unit_is_called_by_its_leaders(question, employee, other_leader, other_unit, now):
    invite_unit(actor=employee, thread=question, unit=other_unit, now=now)
    assert told() == [other_leader]


def test_whoever_leads_since_today_is_called_also_just_after_midnight(
    question, employee, other_unit, stranger
):
    """The day is that of Kutacane, where it begins seven hours before UTC's."""
    night = datetime(2026, 11, 26, 18, tzinfo=UTC)  # 01.00 WIB on the 27th
    UnitLeadership.objects.create(user=stranger, unit=other_unit, since=date(2026, 11, 27))

    with time_machine.travel(night, tick=False):
        invite_unit(actor=employee, thread=question, unit=other_unit, now=night)

    assert told() == [stranger]


def test_a_unit_without_a_leader(question, employee, other_unit, now):
    with pytest.raises(CannotRead):
        invite_unit(actor=employee, thread=question, unit=other_unit, now=now)


def test_who_cannot_read_it_is_not_invited(unit_question, employee, stranger, now):
    with pytest.raises(CannotRead):
        invite_person(actor=employee, thread=unit_question, person=stranger, now=now)
    assert told() == []


def test_five_at_most(question, employee, now):
    for _n in range(5):
        invite_person(actor=employee, thread=question, person=UserFactory(), now=now)
    with pytest.raises(InvitedEnough):
        invite_person(actor=employee, thread=question, person=UserFactory(), now=now)


def test_by_the_page(question, employee, stranger, as_user):
    client, page = as_user(employee), f"/tanya/{question.public_id}/undang/"
    assert stranger.name in client.get(page, {"q": "wahyuni"}).content.decode()
    assert client.post(page, {"person": stranger.public_id}).status_code == 302
    assert Invitation.objects.get().by == employee
    assert client.post(page, {"person": "tidak"}).status_code == 404


def test_who_asks_sealed_stays_unknown(employee, stranger, question, now):
    Thread.objects.filter(pk=question.pk).update(author=None, sealed_mark=mark_of(employee.pk))
    invitation = invite_person(
        actor=employee, thread=Thread.objects.get(), person=stranger, now=now
    )
    assert invitation.by is None
    assert Notification.objects.get(kind="discussions.invited").actor is None
