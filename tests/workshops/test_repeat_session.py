"""Dates made by a rule (row B3): rows to look at and change before anything is saved."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from workshops.models import SpecialDay, Workshop

URL = "/lokakarya/baru/"


def next_monday():
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())


FIRST = next_monday()


def after(days):
    return FIRST + timedelta(days=days)


@pytest.fixture
def repeat(as_user, leader, announcement):
    """Presses "make these sessions" beside a first session on a Monday; the sheet."""
    client = as_user(leader)
    sent = announcement | {"sesi-0-day": FIRST.isoformat(), "repeat": "1"}

    def press(rule, **changes):
        rule = {f"ulang-{name}": value for name, value in rule.items()}
        response = client.post(URL, sent | rule | changes)
        assert response.status_code == 200
        return response.context["sheet"]

    return press


def days_of(sheet):
    return [date.fromisoformat(row.form["day"].value()) for row in sheet.rows]


def test_row_b3_every_week_six_times(repeat):
    sheet = repeat({"every": "weekly", "times": "6"})

    assert days_of(sheet) == [after(7 * step) for step in range(6)]
    assert {row.form["start"].value() for row in sheet.rows} == {"09:00"}
    assert not Workshop.objects.exists()


def test_row_b3_sessions_until_midnight_are_made_too(repeat):
    sheet = repeat({"every": "weekly", "times": "2"}, **{"sesi-0-end": "00:00"})

    assert [row.form["end"].value() for row in sheet.rows] == ["00:00"] * 2
    assert not any(row.remarks for row in sheet.rows)
    assert sheet.formset.is_valid()
    assert {end - start for start, end, *_room in sheet.formset.spans} == {timedelta(hours=15)}


def test_row_b3_a_date_left_out_does_not_count(repeat):
    skipped = f"{after(7):%d-%m-%Y}, {after(21):%d/%m/%Y}"

    sheet = repeat({"every": "weekly", "times": "3", "skips": skipped})

    assert days_of(sheet) == [FIRST, after(14), after(28)]


def test_row_b3_holidays_are_left_out_when_wanted(repeat):
    SpecialDay.objects.create(date=after(7), kind="joint", name="Cuti bersama")
    rule = {"every": "weekly", "times": "2"}

    assert days_of(repeat(rule | {"skips_holidays": "on"})) == [FIRST, after(14)]
    assert days_of(repeat(rule)) == [FIRST, after(7)]


def test_row_b3_until_a_day_on_chosen_weekdays(repeat):
    sheet = repeat({"every": "weekly", "weekdays": ["0", "2"], "until": after(9).isoformat()})

    assert days_of(sheet) == [FIRST, after(2), after(7), after(9)]


def test_row_b3_every_day_leaves_the_weekend_out(repeat):
    assert days_of(repeat({"every": "daily", "times": "6"}))[-1] == after(7)


def test_row_b3_every_two_weeks(repeat):
    assert days_of(repeat({"every": "fortnightly", "times": "2"})) == [FIRST, after(14)]


def test_pressing_twice_makes_each_day_once(repeat):
    rule = {"every": "weekly", "times": "2"}
    second = {"sesi-1-day": after(7).isoformat(), "sesi-1-start": "09:00", "sesi-1-end": "12:00"}

    sheet = repeat(rule, **{"sesi-TOTAL_FORMS": "2"}, **second)

    assert days_of(sheet) == [FIRST, after(7)]


def test_never_more_sessions_than_a_workshop_may_have(repeat):
    assert len(repeat({"every": "daily", "until": "2099-12-31"}).rows) == 20


@pytest.mark.parametrize(
    "rule",
    [{}, {"times": "1"}, {"until": "kemarin"}, {"times": "3", "skips": "31-02-2026"},
     {"times": "3", "every": "x"}, {"times": "3", "weekdays": ["9"]}, {"times": "9" * 30}],
    ids=["no end", "once", "no date", "no day", "no rule", "no weekday", "too often"],
)  # fmt: skip
def test_an_impossible_rule_says_so_and_keeps_what_was_typed(repeat, rule):
    sheet = repeat(rule)

    assert (len(sheet.rows), bool(sheet.repeating.errors)) == (1, True)
    assert sheet.repeating["skips"].value() == rule.get("skips")


def test_a_rule_needs_a_first_session(repeat):
    sheet = repeat({"times": "3"}, **{"sesi-0-day": ""})

    assert sheet.repeating.non_field_errors()


def test_another_button_keeps_the_rule_that_was_typed(as_user, leader, announcement):
    rule = {"ulang-times": "4", "ulang-weekdays": ["1", "3"]}

    sheet = as_user(leader).post(URL, announcement | rule | {"more": "1"}).context["sheet"]

    assert (sheet.repeating["times"].value(), sheet.repeating["weekdays"].value()) == (
        "4",
        ["1", "3"],
    )
    assert not sheet.repeating.errors


def test_a_row_is_taken_away_and_the_others_stay(as_user, leader, announcement):
    second = {"sesi-1-day": after(7).isoformat(), "sesi-1-start": "13:00", "sesi-1-end": "15:00"}
    sent = announcement | {"sesi-TOTAL_FORMS": "2", "drop": "0"} | second

    sheet = as_user(leader).post(URL, sent).context["sheet"]

    assert [row.form["start"].value() for row in sheet.rows] == ["13:00"]


@pytest.mark.parametrize(
    ("sent", "row"),
    [({"more": "1"}, 1), ({"repeat": "1", "ulang-times": "3"}, 1), ({"check": "0"}, 0),
     ({"shift": "0"}, 0), ({"drop": "0"}, 0), ({"repeat": "1"}, None)],
)  # fmt: skip
def test_the_page_goes_on_at_the_row_that_a_button_changed(
    as_user, leader, announcement, sent, row
):
    assert as_user(leader).post(URL, announcement | sent).context["sheet"].focus == row
