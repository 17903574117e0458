"""The work calendar: what the library says, and what an admin wrote about a date."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from workshops.actions import renew_special_days
from workshops.models import SpecialDay

NOW = datetime(2026, 11, 27, tzinfo=timezone.get_fixed_timezone(420))
CHRISTMAS = date(2026, 12, 25)


@pytest.fixture
def calendar(db):
    """This year and the next, as the library knows them."""
    renew_special_days(now=NOW)
    return SpecialDay.objects.all()


def kinds_of(days, day):
    return list(days.filter(date=day).values_list("kind", flat=True))


def test_holidays_joint_leave_and_ramadan_of_two_years_are_known(calendar):
    assert set(calendar.values_list("date__year", flat=True)) == {2026, 2027}
    assert kinds_of(calendar, CHRISTMAS) == ["national"]
    assert kinds_of(calendar, date(2026, 12, 24)) == ["joint"]
    assert kinds_of(calendar, date(2027, 3, 1)) == ["ramadan"]
    assert calendar.filter(kind="joint", date__year=2026).count() == 8


def test_renewing_again_changes_nothing(calendar):
    before = list(calendar.order_by("pk").values())

    renew_special_days(now=NOW)

    assert list(SpecialDay.objects.order_by("pk").values()) == before


def test_what_the_library_moved_goes_and_what_it_says_comes(calendar):
    row = calendar.get(date=CHRISTMAS)
    calendar.filter(pk=row.pk).update(date=date(2026, 12, 23))

    renew_special_days(now=NOW)

    assert not calendar.filter(date=date(2026, 12, 23)).exists()
    assert kinds_of(calendar, CHRISTMAS) == ["national"]


@pytest.fixture
def changed_by(as_user, admin):
    """Saves the admin's page of a day with some fields changed."""

    def save(row, **changes):
        fields = {"date": row.date, "kind": row.kind, "name": row.name, "source": row.source}
        url = reverse("admin:workshops_specialday_change", args=[row.pk])
        return as_user(admin).post(url, fields | changes)

    return save


def test_a_date_that_an_admin_wrote_about_stays_so(calendar, changed_by):
    changed_by(calendar.get(date=CHRISTMAS), kind="commemoration", name="Natal, kantor buka")

    renew_special_days(now=NOW)

    rows = calendar.filter(date=CHRISTMAS).values_list("kind", "name")
    assert list(rows) == [("commemoration", "Natal, kantor buka")]


def test_a_day_of_the_library_is_not_deleted(calendar, as_user, admin):
    url = reverse("admin:workshops_specialday_delete", args=[calendar.get(date=CHRISTMAS).pk])

    assert as_user(admin).post(url, {"post": "yes"}).status_code == 403


def test_a_day_that_an_admin_added_is_deleted(db, as_user, admin):
    day = {"date": "2026-12-19", "kind": "workday", "name": "Pengganti 18 Desember"}
    as_user(admin).post(reverse("admin:workshops_specialday_add"), day)
    row = SpecialDay.objects.get()
    assert row.locked_at

    url = reverse("admin:workshops_specialday_delete", args=[row.pk])
    as_user(admin).post(url, {"post": "yes"})

    assert not SpecialDay.objects.exists()
