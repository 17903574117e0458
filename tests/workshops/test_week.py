"""The week as a table: sessions in lanes, as wide as their days; filters stay in the address."""

import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.factories import area, make_plan, make_workshop
from workshops.actions import edit_workshop, register

URL = "/lokakarya/?tampil=pekan"


@pytest.fixture
def monday():
    """Of a week in about a month."""
    day = timezone.localdate() + timedelta(days=30)
    return day - timedelta(days=day.weekday())


@pytest.fixture
def held(leader, monday):
    """A workshop from that hour of a day of the week, for some days."""

    def make(title, day, days=1, hour=9, **more):
        start = timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0)
        start += monday + timedelta(days=day) - start.date()
        return make_workshop(
            leader, title=title, spans=[(start, start + timedelta(days=days - 1, hours=2))], **more
        )

    return make


@pytest.fixture
def week(as_user, employee, monday):
    """What the employee's page of the week says, with more in the address."""
    return lambda more="": as_user(employee).get(f"{URL}&pekan={monday}{more}")


def lanes(response):
    """Each lane as pairs of a title and on how many days it stands; None is an empty day."""
    return [
        [(one.session and one.session.workshop.title, len(one.days)) for one in lane]
        for lane in response.context["lanes"]
    ]


def test_row_a1_a_week_is_seven_days_from_monday(week, monday):
    context = week().context

    assert [cell.date for cell in context["week"]] == [
        monday + timedelta(days=step) for step in range(7)
    ]
    assert (context["earlier"], context["later"]) == (
        monday - timedelta(days=7),
        monday + timedelta(days=7),
    )


def test_row_a1_what_lasts_several_days_reaches_over_them(week, held, monday):
    held("Bimtek selama tiga hari", day=1, days=3)

    response = week()

    assert lanes(response) == [
        [(None, 1), ("Bimtek selama tiga hari", 3), (None, 1), (None, 1), (None, 1)]
    ]
    html = response.content.decode()
    days = " ".join(f"k-{monday + timedelta(days=step)}" for step in (1, 2, 3))
    assert re.search(rf'headers="{days} "\s+colspan="3"', html)
    assert all(f'id="{day}"' in html for day in days.split())


def test_row_a1_what_began_before_begins_on_monday_and_what_goes_on_ends_on_sunday(week, held):
    held("Dimulai pekan yang lalu", day=-2, days=4)
    held("Berlanjut ke pekan depan", day=5, days=4)

    assert lanes(week()) == [
        [
            ("Dimulai pekan yang lalu", 2),
            *[(None, 1)] * 3,
            ("Berlanjut ke pekan depan", 2),
        ]
    ]


def test_row_a1_what_is_on_the_same_day_stands_below_by_its_hour(week, held):
    held("Lokakarya pada siang hari", day=2, hour=13)
    held("Lokakarya pada pagi hari", day=2, hour=8)
    held("Lokakarya keesokan harinya", day=3)

    assert [[title for title, _days in lane if title] for lane in lanes(week())] == [
        ["Lokakarya pada pagi hari", "Lokakarya keesokan harinya"],
        ["Lokakarya pada siang hari"],
    ]


def test_row_a1_until_midnight_of_sunday_is_not_in_the_next_week(week, held):
    held("Malam sebelum pekan ini", day=-1, hour=22)

    assert lanes(week()) == []


def test_row_a1_each_says_its_hours_and_seats(week, held):
    held("Menata arsip kantor desa", day=2, seats={"total": 7})

    html = " ".join(week().content.decode().split())

    cell = html[html.index("cal__lanes") : html.index("</tbody>")]
    assert "09.00–11.00" in cell
    assert "Sisa 7 kursi" in cell


@pytest.mark.parametrize("view", ["pekan", "bulan"])
def test_complaint_1290_each_entry_of_a_calendar_says_its_day(
    as_user, employee, held, monday, view
):
    """gather: by Tab one heard the title and the hour of an event, and not its day."""
    held("Menata arsip kantor desa", day=2)
    day = monday + timedelta(days=2)

    address = f"/lokakarya/?tampil={view}&{view}={day if view == 'pekan' else f'{day:%Y-%m}'}"
    html = as_user(employee).get(address).content.decode()

    (link,) = re.findall(r'<a class="cal__ev .*?</a>', html, re.DOTALL)
    assert date_format(day, "l, j F") in link


def test_row_a1_a_called_off_session_is_marked(week, held, leader, now):
    workshop = held("Menata arsip kantor desa", day=2)
    start, end = workshop.sessions.values_list("starts_at", "ends_at").get()
    spans = [(start + timedelta(days=1), end + timedelta(days=1))]
    plan = make_plan(leader, title=workshop.title, spans=[*spans])
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)
    workshop.sessions.create(
        no=2, starts_at=start, ends_at=end, status="cancelled", ics_uid="dua", modified_at=now
    )

    html = week().content.decode()

    assert "Dibatalkan" in html[html.index("cal__lanes") : html.index("</tbody>")]


@pytest.mark.parametrize(
    "text", ["2026-13-01", "0001-01-01", "9999-12-31", "kemarin", "", "%00", "2026-11"]
)
def test_row_a1_a_week_that_is_none_is_this_week(as_user, employee, text):
    first = as_user(employee).get(f"{URL}&pekan={text}").context["first"]

    today = timezone.localdate()
    assert first == today - timedelta(days=today.weekday())


def test_row_a1_any_day_opens_its_week(as_user, employee, monday):
    day = monday + timedelta(days=4)

    assert as_user(employee).get(f"{URL}&pekan={day}").context["first"] == monday


def test_row_a1_filters_narrow_the_week(week, held, employee, now):
    mine = held("Lokakarya yang saya ikuti", day=1, areas=[area("T.KES")])
    held("Lokakarya yang lain", day=1)
    register(user=employee, workshop=mine, now=now)

    for more in ("&saring=terdaftar", "&bidang=kesehatan", "&q=ikuti"):
        assert [title for lane in lanes(week(more)) for title, _days in lane if title] == [
            "Lokakarya yang saya ikuti"
        ], more


@pytest.fixture
def links(as_user, employee):
    """The addresses to which the words of a page lead."""

    def of(url):
        html = as_user(employee).get(url).content.decode()
        found = re.findall(r'<a[^>]*?href="(\?[^"]*)"[^>]*>([^<]*)', html, re.DOTALL)
        return {
            words.strip(): parse_qs(urlsplit(link.replace("&amp;", "&")).query)
            for link, words in found
            if words.strip()
        }

    return of


def test_row_a3_agenda_week_and_month_lead_to_each_other_with_the_filters(links, monday):
    kept = {"saring": ["daring"], "q": ["gizi"]}

    agenda = links("/lokakarya/?saring=daring&q=gizi")
    week = links(f"{URL}&saring=daring&q=gizi&pekan={monday}")
    month = links("/lokakarya/?tampil=bulan&saring=daring&q=gizi&bulan=2027-03")

    assert agenda["Pekan"] == kept | {"tampil": ["pekan"]}
    assert agenda["Bulan"] == kept | {"tampil": ["bulan"]}
    assert week["Agenda"] == month["Agenda"] == kept
    assert week["Bulan"] == kept | {"tampil": ["bulan"], "bulan": [f"{monday:%Y-%m}"]}
    assert month["Pekan"] == kept | {"tampil": ["pekan"], "pekan": ["2027-03-01"]}
    assert week["Hari ini"] == kept | {"tampil": ["pekan"]}


def test_row_a3_searching_in_a_week_stays_there(week, monday):
    html = week().content.decode()

    assert '<input type="hidden" name="tampil" value="pekan">' in html
    assert f'<input type="hidden" name="pekan" value="{monday}">' in html


def test_row_a1_the_week_needs_no_more_queries_for_more_workshops(
    as_user, employee, held, same_queries, monday
):
    def add(count):
        for number in range(count):
            held("Lokakarya dengan banyak teman", day=number % 7, days=1 + number % 2)

    same_queries(as_user(employee), f"{URL}&pekan={monday}", add)


def test_a_week_without_a_workshop_says_where_to_go(as_user, employee):
    html = as_user(employee).get(f"{URL}&pekan={date(2028, 1, 5)}").content.decode()

    assert 'class="card empty"' in html
