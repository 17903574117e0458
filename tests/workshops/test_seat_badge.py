"""Row A6: each entry of the agenda, the week and the month says how many seats are left."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.conftest import queries_of
from tests.factories import UserFactory, make_workshop
from workshops.actions import Wish, register
from workshops.models.seats import fill_of

VIEWS = ["", "pekan", "bulan"]
BADGE = re.compile(r'<span class="pill[^>]*data-seats.*?</span>', re.DOTALL)


@pytest.fixture
def soon():
    """Hours of the morning of a day of the next month, one after the other."""
    day = (timezone.localtime().replace(day=1) + timedelta(days=40)).replace(day=12)

    def hour(no):
        start = day.replace(hour=7 + no, minute=0, second=0, microsecond=0)
        return [(start, start + timedelta(hours=1))]

    return hour


@pytest.fixture
def filled(leader, unit, soon, now):
    """A workshop of twenty seats with so many people who asked for one."""

    def make(people):
        workshop = make_workshop(leader, spans=soon(1), seats={"total": 20})
        for person in UserFactory.create_batch(people, unit=unit):
            register(user=person, workshop=workshop, wish=Wish(waits=True), now=now)
        return workshop

    return make


@pytest.fixture
def table(as_user, employee, soon):
    """The entries of the view in which those hours are, without the list below a calendar."""

    def drawn(view):
        (start, _end), *_rest = soon(1)
        address = f"/lokakarya/?tampil={view}&bulan={start:%Y-%m}&pekan={start:%Y-%m-%d}"
        html = as_user(employee).get(address).content.decode()
        return html[html.index("<table") : html.index("</table>")] if view else html

    return drawn


def words_of(html):
    return " ".join(re.sub("<[^>]*>", " ", html).split())


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    ("people", "says"),
    [
        (5, "Sisa 15 kursi"),
        (19, "Hampir penuh, sisa 1 kursi"),
        (20, "Penuh"),
        (24, "Penuh, daftar tunggu 4"),
    ],
)
def test_row_a6_an_entry_says_free_nearly_full_full_and_how_many_wait(
    filled, table, view, people, says
):
    filled(people)

    assert [words_of(badge) for badge in BADGE.findall(table(view))] == [says]


@pytest.mark.parametrize(
    ("taken", "capacity", "line", "fill"),
    [
        (0, 1, 0, "free"),
        (1, 2, 0, "near"),
        (26, 30, 0, "free"),
        (27, 30, 0, "near"),
        (29, 30, 3, "near"),
        (30, 30, 0, "full"),
        (30, 30, 3, "line"),
        (0, 0, 0, "full"),
    ],
)
def test_row_a6_nearly_full_is_when_a_tenth_is_left_of_what_somebody_took(
    taken, capacity, line, fill
):
    assert fill_of(taken, capacity, line) == fill


def test_row_a6_an_open_list_hears_how_full_it_is_and_has_words_for_each(
    filled, table, unit, now, django_capture_on_commit_callbacks, heard
):
    workshop = filled(19)
    badge = BADGE.search(table("")).group()

    with django_capture_on_commit_callbacks(execute=True):
        for person in UserFactory.create_batch(3, unit=unit):
            register(user=person, workshop=workshop, wish=Wish(waits=True), now=now)

    facts = [one["facts"] for one in heard() if one.get("topic") == "seats:all"]
    assert [(one["fill"], one["line"]) for one in facts] == [("full", 0), ("line", 1), ("line", 2)]
    for fill in ("near", "full", "line"):
        assert f" data-{fill}=" in " ".join(badge.split())


def test_row_a1_a_full_day_of_the_month_says_how_many_more_and_leads_to_its_list(
    leader, soon, table
):
    for no in range(5):
        make_workshop(leader, title=f"Lokakarya ke-{no}", spans=soon(no))

    html = table("bulan")

    assert re.findall(r"Lokakarya ke-\d", html) == [f"Lokakarya ke-{no}" for no in range(3)]
    (more,) = re.findall(r'<a class="cal__ev cal__ev--more".*?</a>', html, re.DOTALL)
    assert re.search(r'href="#h-\d{4}-\d\d-12"', more)
    assert words_of(more).endswith(": 2 lagi")


def test_row_a1_a_day_of_three_hides_none(leader, soon, table):
    for no in range(3):
        make_workshop(leader, title=f"Lokakarya ke-{no}", spans=soon(no))

    assert "cal__ev--more" not in table("bulan")


def test_what_says_who_waits_needs_no_more_queries(as_user, employee, filled, now):
    client = as_user(employee)
    filled(5)
    client.get("/lokakarya/")
    few = queries_of(client, "/lokakarya/")
    filled(22)

    assert len(queries_of(client, "/lokakarya/")) == len(few)
