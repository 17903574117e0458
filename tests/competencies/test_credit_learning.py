"""Learning hours: credited once per source, for the year in which it was held."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from competencies.actions import reverse_learning
from competencies.models import LearningRecord
from competencies.models.standing import jp_by_area, standing_of
from tests.competencies.conftest import credit
from tests.factories import UserFactory, learn


@pytest.fixture
def credited(employee, leader, now):
    """Five hours of the employee."""
    return learn(employee, credit(), by=leader, now=now)


def test_the_record_says_what_who_and_when(credited, employee, leader, now):
    assert (credited.user, credited.jp, credited.year, credited.source_version) == (
        employee, 5, 2026, 1,
    )  # fmt: skip
    assert (credited.verified_by, credited.at, credited.reverses) == (leader, now, None)


def test_a_source_counts_once(credited, employee, leader, now):
    again = learn(employee, credit(jp=50), by=leader, now=now)

    assert again == credited
    assert LearningRecord.objects.get().jp == 5


def test_after_a_reversal_it_counts_anew_with_a_higher_version(credited, employee, leader, now):
    reverse_learning(sources=[credited.source], verified_by=leader, now=now)
    again = learn(employee, credit(jp=8), by=leader, now=now)

    assert (again.source_version, again.jp) == (2, 8)
    assert LearningRecord.objects.of_year(employee, 2026).total_jp() == 8


def test_another_source_counts_too(credited, employee, leader, now):
    learn(employee, credit(source="registration:2"), by=leader, now=now)

    assert standing_of(employee, 2026).jp == 10


def test_hours_count_for_the_year_in_which_they_were_held(credited, employee, leader, now):
    held = credit(source="registration:2", held_on=date(2025, 12, 31))
    learn(employee, held, by=leader, now=now)

    assert (standing_of(employee, 2025).jp, standing_of(employee, 2026).jp) == (5, 5)


def test_a_long_title_is_cut(employee, leader, now):
    record = learn(employee, credit(title="x" * 500), by=leader, now=now)

    assert len(record.title) == 200


def test_the_database_keeps_one_row_per_source_and_version(credited, employee, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        LearningRecord.objects.create(
            user=employee, year=2026, jp=1, form="KL07", title="x", held_on=now.date(),
            source=credited.source, source_version=1, at=now,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("employment", "target", "is_cap"), [("PNS", 20, False), ("PPPK", 24, True)]
)
def test_the_target_is_a_floor_for_pns_and_a_cap_for_pppk(unit, employment, target, is_cap):
    standing = standing_of(UserFactory(unit=unit, employment=employment), 2026)

    assert (standing.target, standing.is_cap) == (target, is_cap)
    assert (standing.missing, standing.shoots) == (target, 0)


def test_a_year_without_a_target_has_the_usual_one(employee):
    assert standing_of(employee, 1999).target == 20


def test_above_the_target_the_ring_is_full_and_nothing_is_missing(employee, leader, now):
    learn(employee, credit(jp=33), by=leader, now=now)
    standing = standing_of(employee, 2026)

    assert (standing.jp, standing.shoots, standing.missing) == (33, 20, 0)


def test_a_record_counts_for_its_first_area(employee, leader, now):
    for source, jp, areas in [("a:1", 5, "T.NAS,T.KEU"), ("a:2", 3, "T.KEU"), ("a:3", 1, "")]:
        learn(employee, credit(source=source, jp=jp, areas=areas), by=leader, now=now)

    spread = jp_by_area(list(LearningRecord.objects.of_year(employee, 2026)))

    assert [(area.code, jp) for area, jp in spread] == [("T.NAS", 5), ("T.KEU", 3)]


def test_my_page_shows_my_hours_and_nobody_elses(credited, employee, colleague, as_user):
    assert as_user(employee).get("/saya/").context["records"] == [credited]
    assert as_user(colleague).get("/saya/").context["records"] == []
