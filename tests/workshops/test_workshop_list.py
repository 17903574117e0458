"""The agenda and the month: what is coming, filtered, in few queries."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from competencies.actions import follow_area
from competencies.actions.merging import merge_areas
from tests.conftest import queries_of
from tests.factories import area, make_plan, make_workshop
from workshops.actions import (
    Span,
    Wish,
    add_facilitator,
    cancel_registration,
    edit_workshop,
    register,
)
from workshops.models import Room, Session, Workshop
from workshops.models.agenda import listed_sessions, shift_month

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
    """Two hours of the morning on a day from today: late at night they would be of two days."""

    def make(days):
        start = timezone.localtime().replace(hour=9) + timedelta(days=days)
        return [(start, start + timedelta(hours=2))]

    return make


def test_the_agenda_lists_what_comes_in_order(titles, leader, span):
    make_workshop(leader, title="Lokakarya bulan depan", spans=span(30))
    make_workshop(leader, title="Lokakarya minggu depan", spans=span(7))
    make_workshop(leader, title="Lokakarya bulan lalu", spans=span(-30))

    assert titles() == ["Lokakarya minggu depan", "Lokakarya bulan depan"]


def test_row_a4_filters_in_the_address_narrow_the_agenda(
    titles, leader, other_leader, employee, now
):
    mine = make_workshop(leader, title="Lokakarya unit saya", areas=[area("T.KES")])
    make_workshop(
        other_leader, title="Lokakarya daring", mode="online", online_url="https://a.contoh.id"
    )
    follow_area(user=employee, area=area("T.KES"), now=now)
    register(user=employee, workshop=mine, now=now)

    for query in ("saring=bidang", "saring=unit", "saring=terdaftar", "bidang=kesehatan"):
        assert titles(query) == ["Lokakarya unit saya"], query
    assert titles("saring=daring") == ["Lokakarya daring"]


@pytest.fixture
def of_mine(leader, colleague, employee, span, now):
    """By title: where the employee has a seat, waits, facilitates; one left, one without a part."""
    titles = ("Terdaftar", "Menunggu", "Narasumber", "Ditinggalkan", "Milik rekan")
    made = {
        title: make_workshop(leader, title=title, spans=span(day), seats={"total": 1})
        for day, title in enumerate(titles, start=3)
    }
    register(user=colleague, workshop=made["Menunggu"], now=now)
    register(user=employee, workshop=made["Menunggu"], wish=Wish(waits=True), now=now)
    for title in ("Terdaftar", "Ditinggalkan"):
        register(user=employee, workshop=made[title], now=now)
    cancel_registration(user=employee, workshop=made["Ditinggalkan"], now=now)
    add_facilitator(actor=leader, workshop=made["Narasumber"], person=employee, now=now)
    return made


def test_row_a5_only_mine_is_what_i_registered_for_wait_for_or_facilitate(titles, of_mine):
    assert titles("saring=terdaftar") == ["Terdaftar", "Menunggu", "Narasumber"]


def test_row_a5_only_mine_is_what_i_host(as_user, of_mine, leader, colleague):
    of_mine["Milik rekan"].host = colleague
    of_mine["Milik rekan"].save()

    days = as_user(colleague).get(f"{URL}?saring=terdaftar").context["days"]

    rows = [session for sessions in days.values() for session in sessions]
    assert [one.workshop.title for one in rows] == ["Menunggu", "Milik rekan"]


@pytest.mark.parametrize("view", ["", "pekan"])
def test_row_a5_a_row_says_what_part_one_has(as_user, employee, leader, colleague, workshop, view):
    workshop.facilitators.add(colleague)
    start = timezone.localdate(workshop.sessions.get().starts_at)

    says = {
        person: as_user(person).get(f"{URL}?tampil={view}&pekan={start}").content.decode()
        for person in (leader, colleague, employee)
    }

    assert "Anda penyelenggara" in says[leader]
    assert "Anda narasumber" in says[colleague]
    assert not re.search("Anda (penyelenggara|narasumber)", says[employee])


@pytest.mark.parametrize(
    "query", ["saring=x", "bidang=x", "bulan=x", "tampil=x", "hal=x", "bidang=%00"]
)
def test_an_unknown_filter_shows_everything(titles, workshop, query):
    assert titles(query) == [workshop.title]


def test_row_41_a_shared_filter_with_a_merged_area_leads_on(
    titles, workshop, leader, moderator, now
):
    make_workshop(leader, title="Menyusun anggaran kas triwulan", areas=[area("T.KES")])
    slug = area("T.NAS").slug
    merge_areas(actor=moderator, source=area("T.NAS"), into=area("T.KEU"), now=now)

    assert titles(f"bidang={slug}") == [workshop.title]


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
    first = make_plan(leader, now=now).spans[0][:2]
    second = tuple(moment + timedelta(days=1) for moment in first)
    workshop = make_workshop(leader, spans=[first, second])
    edit_workshop(editor=leader, workshop=workshop, plan=make_plan(leader, spans=[first]), now=now)

    sessions = as_user(employee).get(URL).context["days"].values()

    assert [one.status for day in sessions for one in day] == ["planned", "cancelled"]


def test_row_a6_a_called_off_session_is_struck_out_in_the_month(as_user, employee, leader, span):
    workshop = make_workshop(leader, title="Yang dibatalkan", spans=[*span(30), *span(31)])
    dropped = workshop.sessions.get(no=2)
    spans = [Span(one.starts_at, one.ends_at, one.no) for one in workshop.sessions.filter(no=1)]
    plan = make_plan(leader, title=workshop.title, spans=spans)
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=timezone.now())

    month = f"{timezone.localtime(dropped.starts_at):%Y-%m}"
    page = as_user(employee).get(f"{URL}?tampil=bulan&bulan={month}").content.decode()

    assert page.count("Dibatalkan: </span><s>Yang dibatalkan</s>") == 1


@pytest.mark.parametrize("url", [URL, f"{URL}?tampil=bulan", f"{URL}?saring=bidang"])
def test_the_agenda_needs_no_more_queries_for_more_workshops(
    url, as_user, employee, leader, same_queries, now
):
    follow_area(user=employee, area=area("T.NAS"), now=now)

    def add(count):
        for _each in range(count):
            make_workshop(leader, spans=[(now, now + timedelta(hours=1))])

    same_queries(as_user(employee), url, add)


BARE = re.compile(r"\d\d\.\d\d(?! WIB|(?:–| sampai )\d\d\.\d\d WIB)")


@pytest.mark.parametrize("view", ["agenda", "pekan", "bulan", "ruang", "narasumber"])
def test_row_b9_every_time_that_is_listed_and_so_printed_names_its_zone(
    as_user, leader, planned, view
):
    day = timezone.localtime(Session.objects.first().starts_at)
    url = f"{URL}?tampil={view}&pekan={day:%Y-%m-%d}&bulan={day:%Y-%m}"

    html = as_user(leader).get(url).content.decode()

    assert times_without_zone(html) == []


@pytest.mark.parametrize("name", ["workshop_detail", "info_sheet"])
def test_row_b9_so_does_every_time_of_its_own_pages(as_user, employee, workshop, address, name):
    html = as_user(employee).get(address(name, workshop), follow=True).content.decode()

    assert times_without_zone(html) == []


def test_row_b9_and_every_time_in_the_list_of_an_area(as_user, employee, workshop):
    html = as_user(employee).get(workshop.areas.get().get_absolute_url()).content.decode()

    assert times_without_zone(html) == []


def times_without_zone(html):
    words = " ".join(strip_tags(html.partition("<main")[2].partition("</main>")[0]).split())
    assert "WIB" in words
    return BARE.findall(words)


def test_row_a1_a_session_of_several_days_stands_on_each_of_them(as_user, employee, leader):
    start = (timezone.localtime() + timedelta(days=45)).replace(day=10, hour=9, minute=0)
    make_workshop(leader, spans=[(start, start + timedelta(days=2, hours=3))])

    context = as_user(employee).get(f"{URL}?tampil=bulan&bulan={start:%Y-%m}").context

    cells = [cell.date.day for week in context["weeks"] for cell in week if cell.entries]
    assert cells == [10, 11, 12] == [day.day for day in context["days"]]


def test_a_session_until_midnight_stands_on_one_day(as_user, employee, leader):
    start = (timezone.localtime() + timedelta(days=3)).replace(hour=21, minute=0, second=0)
    start = start.replace(microsecond=0)
    make_workshop(leader, spans=[(start, start + timedelta(hours=3))])

    assert list(as_user(employee).get(URL).context["days"]) == [start.date()]


def test_a_session_until_midnight_is_not_ahead_on_the_next_day(leader):
    start = make_plan(leader).spans[0][0].replace(hour=21)
    make_workshop(leader, spans=[(start, start + timedelta(hours=3))])
    day, step = start.date(), timedelta(days=1)

    def found(first):
        return listed_sessions(leader, (first, first + step), chosen="").count()

    assert [found(day), found(day + step)] == [1, 0]


def test_row_a8_words_of_title_description_host_and_facilitator_find_it(
    titles, leader, colleague, now
):
    found = make_workshop(leader, title="Lokakarya gizi balita", description="Grafik penimbangan.")
    make_workshop(leader, title="Lokakarya arsip kantor", description="Menata berkas lama.")
    add_facilitator(actor=leader, workshop=found, person=colleague, now=now)

    for text in ("gizi", "PENIMBANGAN", "salim", "balita+desky"):
        assert titles(f"q={text}") == [found.title], text
    assert len(titles("q=murniati")) == len(titles("q=")) == 2
    assert titles("q=arsip+balita") == titles("q=%25") == []


@pytest.mark.parametrize("text", ["%00", "%27", "x" * 500, "+".join("abcdefghij")])
def test_any_text_is_searched(as_user, employee, workshop, text):
    assert as_user(employee).get(f"{URL}?q={text}").status_code == 200


@pytest.fixture
def planned(leader, unit, colleague, now):
    """A workshop of the leader's in a room, with a facilitator; a second room stays empty."""
    hall = Room.objects.create(name="Aula", unit=unit, seats=40)
    Room.objects.create(name="Ruang Rapat", unit=unit, seats=12)
    workshop = make_workshop(leader, room=hall)
    add_facilitator(actor=leader, workshop=workshop, person=colleague, now=now)
    return workshop


def groups_of(response):
    return [
        (group.heading, [one.workshop.title for one in group.sessions])
        for group in response.context.get("groups", [])
    ]


def test_hosts_see_what_each_room_and_each_facilitator_has_ahead(
    as_user, leader, planned, colleague
):
    client = as_user(leader)

    rooms, people = (client.get(f"{URL}?tampil={view}") for view in ("ruang", "narasumber"))

    assert groups_of(rooms) == [("Aula, 40 kursi", [planned.title]), ("Ruang Rapat, 12 kursi", [])]
    assert groups_of(people) == [(colleague.full_name, [planned.title])]


def test_what_has_no_room_takes_no_rooms_place(as_user, leader, planned, monkeypatch, now):
    monkeypatch.setattr("workshops.views.agenda.MOST_TO_PLAN", 1)
    spans = [(now + timedelta(minutes=30), now + timedelta(hours=1))]  # before the planned one
    make_workshop(leader, title="Lokakarya tanpa ruang", spans=spans)

    for view in ("ruang", "narasumber"):
        groups = as_user(leader).get(f"{URL}?tampil={view}").context["groups"]
        assert [len(group.sessions) for group in groups if group.sessions] == [1], view


def test_others_see_the_agenda_there(as_user, employee, planned):
    response = as_user(employee).get(f"{URL}?tampil=ruang")

    assert groups_of(response) == []
    assert "tampil=narasumber" not in response.content.decode()


@pytest.mark.parametrize("view", ["ruang", "narasumber"])
def test_rooms_and_facilitators_need_no_more_queries_for_more(
    view, as_user, leader, unit, colleague, same_queries, now
):
    def add(count):
        for _each in range(count):
            room = Room.objects.create(name=f"R{Room.objects.count()}", unit=unit, seats=40)
            workshop = make_workshop(leader, room=room, spans=[(now, now + timedelta(hours=1))])
            workshop.facilitators.add(colleague)

    same_queries(as_user(leader), f"{URL}?tampil={view}", add)


@pytest.fixture
def month_ahead(leader):
    """So many sessions of four workshops, spread over the next month."""
    first = shift_month(timezone.localdate().replace(day=1), 1)
    nine = timezone.make_aware(datetime.combine(first, time(9)))

    def make(sessions):
        workshops = [make_workshop(leader, title=f"Lokakarya {no}") for no in range(4)]
        Session.objects.all().delete()
        starts = [nine + timedelta(days=no % 28) for no in range(sessions)]
        Session.objects.bulk_create(
            Session(
                workshop=workshops[no % 4],
                no=no // 4 + 1,
                starts_at=start,
                ends_at=start + timedelta(hours=2),
                ics_uid=f"uji-{no}",
                modified_at=start,
            )
            for no, start in enumerate(starts)
        )
        return f"{URL}?tampil=bulan&bulan={first:%Y-%m}"

    return make


def test_a_month_of_four_hundred_sessions_is_whole_and_needs_no_more_queries(
    as_user, employee, month_ahead
):
    client, url = as_user(employee), month_ahead(4)
    client.get(url)
    few = queries_of(client, url)
    Workshop.objects.all().delete()

    month_ahead(400)
    page = client.get(url)

    assert sum(len(entries) for entries in page.context["days"].values()) == 400
    assert page.context["until"] is None
    assert len(queries_of(client, url)) == len(few)


@pytest.mark.parametrize(
    ("view", "most"), [("", "MOST"), ("&tampil=bulan", "MOST_TO_PLAN"), ("&tampil=ruang", "")]
)
def test_what_is_not_listed_is_said(as_user, leader, month_ahead, monkeypatch, view, most):
    url = month_ahead(40)
    if most:
        monkeypatch.setattr(f"workshops.views.agenda.{most}", 3)

    page = as_user(leader).get(url.replace("tampil=bulan", "") + view).content.decode()

    assert ("Tidak semuanya termuat" in page) == bool(most)
