"""Units form a tree: who leads what, and whose boards include whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Unit, UnitLeadership, User
from accounts.models.leading import Leaders
from accounts.permissions import can_lead_unit
from tests.factories import UnitFactory, UserFactory


@pytest.fixture
def below(unit):
    return UnitFactory(parent=unit)


def again(user):
    return User.objects.get(pk=user.pk)


def test_a_leader_leads_the_unit_and_all_below(leader, unit, below, other_unit):
    lowest = UnitFactory(parent=below)

    assert leader.led_unit_ids == {unit.pk, below.pk, lowest.pk}
    assert can_lead_unit(leader, lowest)
    assert not can_lead_unit(leader, other_unit)


def test_leading_a_part_is_not_leading_the_whole(unit, below):
    head = UserFactory(unit=below)
    UnitLeadership.objects.create(user=head, unit=below, since=timezone.localdate())

    assert not can_lead_unit(head, unit)


@pytest.mark.parametrize(
    ("since", "until", "leads"), [(-9, -1, False), (-9, 0, True), (1, 9, False)]
)
def test_leading_begins_and_ends(unit, employee, since, until, leads):
    today = timezone.localdate()
    UnitLeadership.objects.create(
        user=employee,
        unit=unit,
        since=today + timedelta(days=since),
        until=today + timedelta(days=until),
    )

    assert again(employee).is_leader == leads


def test_the_boards_of_the_units_above_include_a_member(unit, below):
    member = UserFactory(unit=below)

    assert member.unit_ids_above == {unit.pk, below.pk}


def test_a_ring_of_units_ends(unit, below, employee):
    unit.parent = below
    unit.save()

    assert again(employee).unit_ids_above == {unit.pk, below.pk}


def test_nobody_leads_in_a_ring_of_units(unit, below, now):
    unit.parent = below
    unit.save()

    assert Leaders([unit.pk], now).nearest(unit.pk) == []


def test_the_nearest_who_leads_and_is_somebody_else(unit, below, leader, employee, now):
    since = timezone.localdate(now)
    for start in (since, since - timedelta(days=9)):  # appointed anew before the first term ended
        UnitLeadership.objects.create(user=employee, unit=below, since=start)
    leaders = Leaders([below.pk], now)

    found = [leaders.nearest(below.pk), leaders.nearest(below.pk, but=[employee.pk])]

    assert found == [[employee], [leader]]
    assert (leaders.of(below.pk), leaders.of(unit.pk)) == ({employee, leader}, {leader})


def test_an_admin_may_lead_every_unit_and_a_person_without_unit_none(admin, employee, unit):
    assert can_lead_unit(admin, unit)
    assert not can_lead_unit(employee, None)


def test_titles_and_initials_are_written_as_on_paper():
    person = User(name="Rahma Yuni Desky", title_before="Ir.", title_after="S.E., M.Si.")

    assert person.full_name == "Ir. Rahma Yuni Desky, S.E., M.Si."
    assert (person.initials, User(name="Rahma").initials, User(name="").initials) == ("RD", "R", "")


@pytest.mark.parametrize(
    ("since", "until"), [(-9, None), (0, None), (1, None), (-9, -1), (-9, 0), (1, 9), (0, 0)]
)
def test_the_tree_agrees_with_the_leaderships_of_today(employee, leader, below, since, until):
    """The SQL of every page says what `UnitLeadership.current` says."""
    today = timezone.localdate()
    employee.leaderships.create(
        unit=below,
        since=today + timedelta(days=since),
        until=None if until is None else today + timedelta(days=until),
    )

    for person in (employee, leader):
        led = {unit for unit, _parent, is_led in again(person).unit_tree if is_led}
        assert led == set(person.leaderships.current(today).values_list("unit", flat=True))


def test_the_tree_has_every_unit_with_its_parent(employee, below):
    tree = {unit: parent for unit, parent, _is_led in employee.unit_tree}

    assert tree == dict(Unit.objects.values_list("pk", "parent_id"))
