"""Row D3: the host chooses by which rules people are reminded; the usual ones are the default."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from tests.factories import make_plan, make_workshop
from workshops.actions import edit_workshop, register, send_reminders
from workshops.models import ReminderRule, Workshop

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
START = NOON.replace(hour=9) + timedelta(days=10)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)
WEEK, END = 7 * DAY, 3 * HOUR  # the session ends three hours after its start


@pytest.fixture
def now():
    return NOON


@pytest.fixture
def rule():
    """By its anchor and how long before or after."""
    return lambda anchor, span: ReminderRule.objects.get(
        anchor=anchor, minutes=span.total_seconds() // 60
    )


@pytest.fixture
def held(leader, employee):
    """A workshop in ten days with these rules, where the employee has a seat."""

    def make(rules):
        workshop = make_workshop(leader, **plan_of(rules))
        register(user=employee, workshop=workshop, now=NOON)
        return workshop

    return make


@pytest.fixture
def choose(leader):
    def edit(workshop, rules, at):
        plan = make_plan(leader, **plan_of(rules))
        return edit_workshop(editor=leader, workshop=workshop, plan=plan, now=at)

    return edit


def plan_of(rules):
    spans = [(START, START + END)]
    closes = {"registration_closes_at": START + END}
    return {"now": NOON, "spans": spans, "reminder_rules": rules} | closes


def told(*moments):
    return [send_reminders(now=moment) for moment in moments]


def test_without_a_choice_the_usual_rules_hold(held):
    held(None)

    assert told(START - WEEK, START - DAY, START - HOUR, START + END + 2 * HOUR) == [0, 1, 1, 1]


def test_chosen_rules_hold_instead(held, rule):
    held([rule("start", WEEK), rule("start", HOUR)])

    assert told(START - WEEK, START - DAY, START - HOUR, START + END + 2 * HOUR) == [1, 0, 1, 0]


def test_nothing_chosen_reminds_nobody(held):
    held([])

    moments = (START - WEEK, START - DAY, START - HOUR, START - MINUTE, START + END + 2 * HOUR)
    assert told(*moments) == [0] * 5


def test_the_choice_of_one_workshop_is_not_anothers(held, leader, colleague, rule):
    held([rule("start", WEEK)])
    usual = make_workshop(leader, title="Lokakarya dengan pengingat biasa", **plan_of(None))
    register(user=colleague, workshop=usual, now=NOON)

    assert told(START - WEEK, START - DAY) == [1, 1]


def test_a_changed_choice_is_worked_out_anew(held, choose, rule):
    workshop = held([rule("start", WEEK)])
    choose(workshop, [rule("start", HOUR)], at=NOON)

    assert told(START - WEEK, START - HOUR) == [0, 1]


def test_chosen_again_it_tells_nobody_twice(held, choose, rule):
    workshop, a_day = held([rule("start", DAY)]), rule("start", DAY)
    assert told(START - DAY) == [1]
    choose(workshop, [], at=START - DAY + MINUTE)
    choose(workshop, [a_day], at=START - DAY + 2 * MINUTE)
    choose(workshop, None, at=START - DAY + 3 * MINUTE)

    assert told(START - DAY + 4 * MINUTE) == [0]


def test_chosen_after_it_was_due_it_comes_too_late(held, choose, rule):
    workshop = held([rule("start", HOUR)])
    choose(workshop, [rule("start", WEEK)], at=START - 3 * DAY)

    assert told(START - 3 * DAY + MINUTE) == [0]


def test_who_comes_after_the_last_rule_hears_a_day_ahead_at_most(held, leader, colleague, rule):
    workshop = held([rule("start", WEEK)])
    assert told(START - WEEK) == [1]
    register(user=colleague, workshop=workshop, now=START - 3 * DAY)

    assert told(START - 2 * DAY, START - DAY, START - HOUR) == [0, 1, 0]


def test_a_rule_that_an_admin_ended_holds_nowhere(held, rule):
    held([rule("start", WEEK)])
    ReminderRule.objects.update(is_active=False)

    assert told(START - WEEK, START - MINUTE) == [0, 0]


@pytest.fixture
def sent(as_user, leader, announcement, time_machine):
    """What the form of announcing makes of a choice."""

    def post(**fields):
        answer = as_user(leader).post(reverse("workshops:announce_workshop"), announcement | fields)
        assert answer.status_code == 302, answer.context["form"].errors
        return Workshop.objects.latest("pk")

    return post


def test_the_form_keeps_the_usual_ones_when_nothing_is_said(sent, rule):
    for fields in ({}, {"reminders": "usual", "reminder_rules": [rule("start", WEEK).pk]}):
        workshop = sent(**fields)

        assert (workshop.reminders_chosen_at, list(workshop.reminder_rules.all())) == (None, [])


def test_the_form_takes_the_choice_and_shows_it_again(sent, rule, as_user, leader):
    a_week = rule("start", WEEK)
    workshop = sent(reminders="own", reminder_rules=[a_week.pk])

    assert list(workshop.reminder_rules.all()) == [a_week]
    url = reverse("workshops:edit_workshop", args=[workshop.public_id])
    form = as_user(leader).get(url).context["form"]
    assert (form["reminders"].value(), form["reminder_rules"].value()) == ("own", [a_week.pk])


def test_the_form_says_the_rules_in_words(as_user, leader):
    page = as_user(leader).get(reverse("workshops:announce_workshop")).content.decode()

    for words in (
        "Seperti biasa: 1 hari sebelum setiap sesi, 1 jam sebelum setiap sesi, ",
        "2 jam setelah sesi terakhir",
        "7 hari sebelum setiap sesi",
    ):
        assert words in page


@pytest.mark.parametrize("forged", ["x", "0", "9" * 40])
def test_a_rule_that_is_none_is_told(as_user, leader, announcement, forged):
    fields = {"reminders": "own", "reminder_rules": [forged]}

    answer = as_user(leader).post(reverse("workshops:announce_workshop"), announcement | fields)

    assert answer.status_code == 422
    assert "reminder_rules" in answer.context["form"].errors


def test_row_d3_the_host_reads_which_reminders_hold(rule, leader, as_user, address):
    day = rule("start", DAY)
    workshops = [make_workshop(leader, **plan_of(rules)) for rules in (None, [day], [])]
    pages = [
        as_user(leader).get(address("participant_list", one)).content.decode() for one in workshops
    ]

    assert [f"Peserta diingatkan: {day.words}." in page for page in pages] == [False, True, False]
    assert "Peserta diingatkan: " in pages[0]
    assert "Tidak ada yang diingatkan." in pages[2]
