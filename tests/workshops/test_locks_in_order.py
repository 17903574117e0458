"""Two verbs that need the same rows take them in one order, so neither is thrown out."""

import time
from threading import Event

import pytest
from django.db import connection

from accounts.actions import let_member_leave
from accounts.models import User
from competencies.actions import merging
from tests.factories import area, make_plan, make_workshop
from tests.together import NEEDS_POSTGRESQL, together
from workshops.actions import assigning, draft_letter, edit_workshop, register
from workshops.models import AssignmentLetter

WITHIN = 10  # seconds in which the other one has come so far
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _waits_in_circles():
    if connection.vendor == "sqlite":
        pytest.skip(NEEDS_POSTGRESQL)


@pytest.fixture
def held(monkeypatch):
    """Is set once this function is reached, which then lets the other one go ahead."""
    reached = Event()

    def pause(module, name):
        plain = getattr(module, name)

        def slowly(*said):
            reached.set()
            time.sleep(1)
            return plain(*said)

        monkeypatch.setattr(module, name, slowly)
        return reached

    return pause


def test_a_workshop_changes_while_whoever_drafted_its_letter_leaves(
    leader, unit, employee, now, held
):
    workshop = make_workshop(leader)
    register(user=employee, workshop=workshop, now=now)
    draft_letter(actor=leader, workshop=workshop, unit=unit, now=now)
    plan = make_plan(leader, now=now, title="Judul yang lain sama sekali")
    letters_are_locked = held(assigning, "is_past")

    def leave():
        letters_are_locked.wait(WITHIN)
        return let_member_leave(user=leader, is_anonymous=True, now=now)

    answers = together(
        lambda: edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now), leave
    )

    assert answers == [workshop, leader]
    assert User.objects.get(pk=leader.pk).name == assigning.LEFT
    assert AssignmentLetter.objects.count() == 2


def test_the_areas_of_a_workshop_change_while_one_is_merged(leader, moderator, now, held):
    workshop = make_workshop(leader, areas=[area("T.NAS")])
    plan = make_plan(leader, now=now, areas=[area("T.NAS"), area("T.KES")])
    areas_are_locked = held(merging, "relations")
    pair = {"source": area("T.NAS"), "into": area("T.KEU")}

    def edit():
        areas_are_locked.wait(WITHIN)
        return edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    answers = together(lambda: merging.merge_areas(actor=moderator, **pair, now=now), edit)

    assert answers == [pair["into"], workshop]
