"""Who moderates: a row for an area, or one for all of them; no row, no powers."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from competencies.models import AreaCuratorship
from competencies.permissions import can_moderate_areas, is_moderator, roles_of
from tests.factories import area


def test_a_row_without_an_area_means_everywhere(moderator):
    assert can_moderate_areas(moderator, [area("T.KEU")])
    assert can_moderate_areas(moderator, [])


def test_a_row_of_one_area_means_that_area(employee, now):
    AreaCuratorship.objects.create(user=employee, area=area("T.KEU"), since=now)

    assert is_moderator(employee)
    assert can_moderate_areas(employee, [area("T.NAS"), area("T.KEU")])
    assert not can_moderate_areas(employee, [area("T.NAS")])


def test_without_a_row_nobody_moderates(employee, leader, admin):
    assert not any(is_moderator(user) for user in (employee, leader, admin))


@pytest.mark.parametrize(
    ("role", "roles"),
    [
        ("employee", {"employee"}),
        ("leader", {"employee", "leader"}),
        ("moderator", {"employee", "moderator"}),
        ("admin", {"employee", "admin"}),
    ],
)
def test_roles_are_told_by_what_people_hold(role, roles, request):
    user = User.objects.get(pk=request.getfixturevalue(role).pk)

    assert roles_of(user) == roles


def test_everywhere_is_kept_once(moderator, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaCuratorship.objects.create(user=moderator, area=None, since=now)
