"""Idea 11: a leader asks a question of the week; its answers open all at once."""

from datetime import timedelta

import pytest

from accounts.models import User
from discussions.actions import WeekIsTaken, weekly
from discussions.models import Thread, WeekQuestion
from notifications.models import Notification
from tests.factories import UnitFactory, area, make_week
from tests.together import together, unguarded

PAGE = "/pekan-ini/"


@pytest.fixture
def week_form(unit):
    def fill(**changes):
        fields = {
            "title": "Apa yang Anda lakukan bila antrean memanjang?",
            "body": "Ceritakan satu cara dari unit Anda.",
            "areas": [area("T.KES").pk],
            "to": unit.slug,
            "days": 7,
        }
        return fields | changes

    return fill


def test_idea_11_the_unit_is_told_and_nobody_else(leader, employee, stranger, now):
    thread = make_week(leader, now=now)

    told = Notification.objects.filter(kind="discussions.week_asked")
    assert [row.recipient for row in told] == [employee]
    assert thread.visibility == "unit"
    assert thread.week.opens_at == now + timedelta(days=7)


def test_by_the_page(as_user, leader, unit, week_form):
    response = as_user(leader).post(PAGE, week_form(days=3))

    thread = Thread.objects.get()
    assert (response.status_code, response.url) == (302, thread.get_absolute_url())
    assert (thread.unit, thread.author) == (unit, leader)


def test_fourteen_days_at_most_and_nothing_typed_is_lost(as_user, leader, week_form):
    for days in ("15", "0", "", "x"):
        response = as_user(leader).post(PAGE, week_form(days=days))
        assert response.status_code == 422
        assert "Ceritakan satu cara" in response.content.decode()
    assert not WeekQuestion.objects.exists()


def test_not_to_a_unit_that_one_does_not_lead(as_user, leader, moderator, other_unit, week_form):
    assert as_user(leader).post(PAGE, week_form(to=other_unit.slug)).status_code == 422
    assert as_user(leader).post(PAGE, week_form(to="semua")).status_code == 422
    assert as_user(moderator).post(PAGE, week_form(to="semua")).status_code == 302


def test_one_at_a_time_for_the_same_people(leader, moderator, now):
    make_week(leader, now=now)

    with pytest.raises(WeekIsTaken):
        make_week(leader, now=now + timedelta(hours=2))
    make_week(moderator, unit=None, now=now)


def test_what_runs_already_is_said_before_one_writes(leader, other_leader, as_user, now):
    week = make_week(leader, now=now)

    page = as_user(leader).get(PAGE).content.decode()

    assert week.get_absolute_url() in page
    assert f"sedang berjalan di {leader.unit}" in page
    assert "sedang berjalan" not in as_user(other_leader).get(PAGE).content.decode()


@pytest.fixture
def below(unit):
    return UnitFactory(name="Pustu Lawe Kinga", slug="uji-pustu", parent=unit)


@pytest.mark.parametrize("is_above_first", [True, False])
def test_one_at_a_time_for_units_above_and_below(
    leader, other_unit, unit, below, now, is_above_first
):
    first, second = (unit, below) if is_above_first else (below, unit)
    make_week(leader, unit=first, now=now)

    with pytest.raises(WeekIsTaken):
        make_week(leader, unit=second, now=now + timedelta(hours=2))
    make_week(leader, unit=other_unit, now=now + timedelta(hours=4))


def ask_at_once(leader, moderator, unit, below):
    """Of a unit, and of one below it."""

    def press(person, asked):
        return lambda: make_week(User.objects.get(pk=person.pk), unit=asked)

    return together(press(leader, unit), press(moderator, below))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_at_once_leave_one(leader, moderator, unit, below):
    outcomes = ask_at_once(leader, moderator, unit, below)

    assert sorted(isinstance(one, WeekIsTaken) for one in outcomes) == [False, True]
    assert WeekQuestion.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_lock_both_would_ask(leader, moderator, unit, below, monkeypatch):
    """The control: nobody waits, and both look before either has asked."""
    look = unguarded(lambda *asked: WeekQuestion.objects.filter(pk__in=list(beside(*asked))))
    beside = weekly.running_beside
    monkeypatch.setattr(weekly, "lock_units", lambda: None)
    monkeypatch.setattr(weekly, "running_beside", look)

    outcomes = ask_at_once(leader, moderator, unit, below)

    assert [isinstance(one, Thread) for one in outcomes] == [True, True]
