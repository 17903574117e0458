"""An admin lets a whole unit follow an area (row 51); what people chose for themselves stays."""

import pytest

from competencies.actions import (
    choose_areas,
    follow_area,
    merge_areas,
    mute_area,
    subscribe_unit,
    unfollow_area,
    unsubscribe_unit,
)
from competencies.models import Area, UnitFollow, watchers_of
from hub.area_page import area_for
from tests.factories import UnitFactory, UserFactory, area, make_question


@pytest.fixture
def office(colleague):
    """The colleague's unit, with a puskesmas below it."""
    return colleague.unit


@pytest.fixture
def below(office):
    return UserFactory(unit=UnitFactory(parent=office))


@pytest.fixture
def subscribed(office, admin, now):
    return subscribe_unit(actor=admin, unit=office, area=area(), now=now)


def watches(user):
    fresh = type(user).objects.get(pk=user.pk)  # the tree of units is read once per request
    is_listed = area() in Area.objects.followed_by(fresh)
    assert is_listed == watchers_of([area().pk]).filter(pk=user.pk).exists()
    assert is_listed == area_for(fresh, area().slug).is_followed
    return is_listed


@pytest.mark.usefixtures("subscribed")
def test_row_51_everybody_of_the_unit_and_below_it_follows(colleague, below, stranger):
    assert [watches(one) for one in (colleague, below, stranger)] == [True, True, False]


@pytest.mark.usefixtures("subscribed")
def test_row_51_a_question_is_told_to_them(colleague, below, stranger, employee):
    make_question(employee)

    told = [bool(one.notifications.count()) for one in (colleague, below, stranger)]
    assert told == [True, True, False]


@pytest.mark.usefixtures("subscribed")
def test_row_51_who_moves_there_hears_of_it_and_who_leaves_does_not(colleague, stranger, office):
    colleague.unit, stranger.unit = UnitFactory(), office
    colleague.save()
    stranger.save()

    assert [watches(one) for one in (colleague, stranger)] == [False, True]


@pytest.mark.usefixtures("subscribed")
def test_row_51_ones_own_choice_stays(colleague, below, now):
    unfollow_area(user=colleague, area=area(), now=now)
    mute_area(user=below, area=area(), now=now)
    assert [watches(one) for one in (colleague, below)] == [False, False]

    follow_area(user=colleague, area=area(), now=now)

    assert watches(colleague)


@pytest.mark.usefixtures("subscribed")
def test_row_51_choosing_other_areas_is_a_choice_too(colleague, now):
    choose_areas(user=colleague, areas=[area("T.KES")], now=now)

    assert not watches(colleague)


def test_row_51_another_area_of_the_same_question_is_not_refused(subscribed, colleague, now):
    """Not following one area says nothing about the other, which the unit follows."""
    follow_area(user=colleague, area=area("T.KES"), now=now)
    unfollow_area(user=colleague, area=area("T.KES"), now=now)

    both = [area("T.KES").pk, subscribed.area_id]
    assert watchers_of(both).filter(pk=colleague.pk).exists()


def test_row_51_taken_back_it_leaves_those_who_chose_it(subscribed, office, colleague, below, now):
    follow_area(user=below, area=area(), now=now)

    unsubscribe_unit(unit=office, area=area())

    assert [watches(one) for one in (colleague, below)] == [False, True]


def test_row_51_twice_is_once_and_a_merge_keeps_it(subscribed, office, admin, now):
    subscribe_unit(actor=admin, unit=office, area=area(), now=now)
    merge_areas(actor=admin, source=area(), into=area("T.KES"), now=now)

    assert UnitFollow.objects.get().area == area("T.KES")


def test_the_number_of_people_is_shown_first(admin, colleague, below, as_user):
    url = f"/bidang/{area().slug}/unit/"
    client, unit = as_user(admin), colleague.unit
    count = type(below).objects.filter(unit__in=[unit, below.unit], is_active=True).count()

    asked = client.post(url, {"unit": unit.pk})

    assert f"{count} orang di {unit}" in asked.content.decode()
    assert not UnitFollow.objects.exists()
    assert client.post(url, {"unit": unit.pk, "sure": unit.pk}).status_code == 302
    assert UnitFollow.objects.get().unit == unit
    assert str(unit) in client.get(url).content.decode()
    client.post(f"{url}lepas/", {"unit": unit.slug})
    assert not UnitFollow.objects.exists()


def test_another_unit_chosen_meanwhile_is_asked_anew(admin, colleague, as_user):
    other = UnitFactory()

    asked = as_user(admin).post(
        f"/bidang/{area().slug}/unit/", {"unit": other.pk, "sure": colleague.unit.pk}
    )

    assert str(other) in asked.content.decode()
    assert not UnitFollow.objects.exists()


@pytest.mark.parametrize("unit", ["", "999999", "x"])
def test_no_unit_is_a_sentence_at_the_field(admin, as_user, unit):
    response = as_user(admin).post(f"/bidang/{area().slug}/unit/", {"unit": unit})

    assert response.status_code == 422
    assert "Pilih satu unit." in response.content.decode()


@pytest.mark.parametrize("role", ["employee", "leader", "moderator"])
def test_only_an_admin_does_it(role, request, as_user, colleague):
    person = request.getfixturevalue(role)

    response = as_user(person).post(
        f"/bidang/{area().slug}/unit/",
        {"unit": colleague.unit.pk, "sure": colleague.unit.pk},
    )

    assert response.status_code == 403
    assert not UnitFollow.objects.exists()
