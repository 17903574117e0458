"""Taking hours back: a negative row, once; the first row stays."""

import pytest

from competencies.actions import reverse_learning
from competencies.models import LearningRecord
from competencies.models.standing import standing_of
from tests.competencies.conftest import credit
from tests.factories import learn

SOURCE = "registration:1"


@pytest.fixture
def credited(employee, leader, now):
    return learn(employee, credit(), by=leader, now=now)


def test_the_reversal_mirrors_the_credit(credited, moderator, now):
    reverse_learning(sources=[SOURCE], verified_by=moderator, now=now)

    reversal = LearningRecord.objects.latest("pk")
    assert (reversal.jp, reversal.reverses, reversal.verified_by) == (-5, credited, moderator)
    assert LearningRecord.objects.total_jp() == 0


def test_the_credit_itself_is_left_as_it_was(credited, leader, now):
    reverse_learning(sources=[SOURCE], verified_by=leader, now=now)

    credited.refresh_from_db()
    assert credited.jp == 5
    assert list(LearningRecord.objects.standing()) == []


def test_a_second_reversal_finds_nothing(credited, leader, now):
    reverse_learning(sources=[SOURCE], verified_by=leader, now=now)

    reverse_learning(sources=[SOURCE], verified_by=leader, now=now)

    assert LearningRecord.objects.count() == 2


def test_an_unknown_source_has_nothing_to_take_back(leader, now):
    reverse_learning(sources=["registration:404"], verified_by=leader, now=now)

    assert not LearningRecord.objects.exists()


def test_a_ring_is_never_negative(credited, employee, leader, now):
    reverse_learning(sources=[SOURCE], verified_by=leader, now=now)

    assert standing_of(employee, 2026).shoots == 0
