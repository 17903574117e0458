"""The agenda and the month: what is coming, filtered, in few queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from competencies.actions import follow_area
from tests.factories import area, make_plan, make_workshop
from workshops.actions import edit_workshop, register

URL = "/lokakarya/"


@pytest.fixture
def titles(as_user, employee):
    """The titles that the employee's agenda lists, in order."""
    client = as_user(employee)

    def listed(query=""):
        days = client.get(f"{URL}?{query}").context["days"]
        return [session.workshop.title for sessions in days.values() for session in sessions]

    return listed


@pytest.fixture
def span():
    """Two hours on a day from now."""

    def make(days):
        start = timezone.localtime() + timedelta(days=days)
        return [(start, start + timedelta(hours=2))]

    return make


def test_the_agenda_lists_what_comes_in_order(titles, leader, span):
    make_workshop(leader, title="Lokakarya bulan depan", spans=span(30))
    make_workshop(leader, title="Lokakarya minggu depan", spans=span(7))
    make_workshop(leader, title="Lokakarya bulan lalu", spans=span(-30))

    assert titles() == ["Lokakarya minggu depan", "Lokakarya bulan depan"]


def test_the_filters_narrow_the_agenda(titles, leader, other_leader, employee, now):
    mine = make_workshop(leader, title="Lokakarya unit saya", areas=[area("T.KES")])
    make_workshop(
        other_leader, title="Lokakarya daring", mode="online", online_url="https://a.contoh.id"
    )
    follow_area(user=employee, area=area("T.KES"), now=now)
    register(user=employee, workshop=mine, now=now)

    for query in ("saring=bidang", "saring=unit", "saring=terdaftar", "bidang=kesehatan"):
        assert titles(query) == ["Lokakarya unit saya"], query
    assert titles("saring=daring") == ["Lokakarya daring"]


@pytest.mark.parametrize(
    "query", ["saring=x", "bidang=x", "bulan=x", "tampil=x", "hal=x", "bidang=%00"]
)
def test_an_unknown_filter_shows_everything(titles, workshop, query):
    assert titles(query) == [workshop.title]


def test_an_empty_agenda_says_where_to_go(as_user, employee):
    response = as_user(employee).get(URL)

    assert 'class="card empty"' in response.content.decode()


def test_a_month_is_a_table_of_weeks_from_monday(as_user, employee, leader, span):
    later = make_workshop(leader, title="Lokakarya nanti", spans=span(45))
    start = timezone.localtime(later.sessions.get().starts_at)

    context = as_user(employee).get(f"{URL}?tampil=bulan&bulan={start:%Y-%m}").context

    assert {len(week) for week in context["weeks"]} == {7}
    assert {week[0].date.weekday() for week in context["weeks"]} == {0}
    cells = [cell.date for week in context["weeks"] for cell in week if cell.entries]
    assert cells == [start.date()]


@pytest.mark.parametrize("month", ["2026-13", "0001-01", "9999-12", "kemarin", ""])
def test_a_month_that_is_none_is_this_month(as_user, employee, month):
    context = as_user(employee).get(f"{URL}?tampil=bulan&bulan={month}").context

    assert context["first"] == timezone.localdate().replace(day=1)


def test_a_called_off_session_is_marked(as_user, employee, leader, now):
    first = make_plan(leader, now=now).spans[0]
    second = tuple(moment + timedelta(days=1) for moment in first)
    workshop = make_workshop(leader, spans=[first, second])
    edit_workshop(editor=leader, workshop=workshop, plan=make_plan(leader, spans=[first]), now=now)

    sessions = as_user(employee).get(URL).context["days"].values()

    assert [one.status for day in sessions for one in day] == ["planned", "cancelled"]


@pytest.mark.parametrize("url", [URL, f"{URL}?tampil=bulan", f"{URL}?saring=bidang"])
def test_the_agenda_needs_no_more_queries_for_more_workshops(
    url, as_user, employee, leader, same_queries, now
):
    follow_area(user=employee, area=area("T.NAS"), now=now)

    def add(count):
        for _each in range(count):
            make_workshop(leader, spans=[(now, now + timedelta(hours=1))])

    same_queries(as_user(employee), url, add)
