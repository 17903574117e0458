"""What the work calendar says beside a session: never forbidding, with the next working day."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_workshop
from workshops.models import SpecialDay, WorkCalendar, Workshop

URL = "/lokakarya/baru/"
MORNING, NOON, MIDNIGHT = time(9), time(12), time(0)
CHRISTMAS = date(2026, 12, 25)  # a Friday
SATURDAY, SUNDAY, MONDAY = date(2026, 12, 26), date(2026, 12, 27), date(2026, 12, 28)


@pytest.fixture
def special(db):
    """Writes a day into the work calendar."""
    return lambda day, kind, **more: SpecialDay.objects.create(
        date=day, kind=kind, name="Hari itu", **more
    )


@pytest.fixture
def remarks(special):
    """What is said of a session, for people of these units."""

    def say(day, start=MORNING, end=NOON, units=()):
        return WorkCalendar.around([day], units).remarks(day, start, end)

    return say


@pytest.mark.parametrize("kind", ["national", "joint", "regional"])
def test_a_day_off_is_named(remarks, special, kind):
    special(MONDAY, kind)

    assert remarks(MONDAY) == ["Hari itu: bukan hari kerja."]


def test_a_commemoration_and_an_ordinary_day_need_no_remark(remarks, special):
    special(MONDAY, "commemoration")

    assert remarks(MONDAY) == remarks(date(2026, 12, 29)) == []


def test_a_weekend_is_no_working_day_unless_it_replaces_one(remarks, special):
    assert remarks(SATURDAY) == ["Sabtu: bukan hari kerja."]

    special(SATURDAY, "workday")

    assert remarks(SATURDAY) == []


def test_a_day_of_one_unit_is_nothing_to_others(remarks, special, unit, other_unit):
    special(MONDAY, "regional", unit=unit)

    assert remarks(MONDAY, units=[other_unit.pk]) == []
    assert len(remarks(MONDAY, units=[unit.pk])) == 1


@pytest.mark.parametrize(
    ("day", "start", "end", "words"),
    [
        (SUNDAY, MORNING, NOON, "Minggu pagi"),
        (SUNDAY, time(14), time(16), "Minggu: bukan"),
        (CHRISTMAS, time(11), time(13), "salat Jumat"),
        (MONDAY, time(7), MORNING, "07.30"),
        (CHRISTMAS, MORNING, MIDNIGHT, "salat Jumat"),
    ],
)
def test_hours_that_disturb_are_said(remarks, day, start, end, words):
    assert [words in one for one in remarks(day, start, end)] == [True]


@pytest.mark.parametrize(
    ("start", "end", "many"), [(8, 15, 0), (7, 12, 1), (14, 16, 1), (14, 0, 1)]
)
def test_ramadan_has_hours_of_its_own(remarks, special, start, end, many):
    special(MONDAY, "ramadan")

    assert len(remarks(MONDAY, time(start), time(end))) == many


def test_friday_before_and_after_the_break_is_free_of_remarks(remarks):
    assert remarks(CHRISTMAS, MORNING, NOON) == remarks(CHRISTMAS, time(13, 30), time(15)) == []
    assert remarks(CHRISTMAS, time(20), MIDNIGHT) == []


def test_the_next_working_day_passes_holidays_and_weekends(special):
    special(CHRISTMAS, "national")
    special(MONDAY, "joint")

    known = WorkCalendar.around([CHRISTMAS], [])

    assert known.next_working_day(CHRISTMAS) == date(2026, 12, 29)


@pytest.fixture
def christmas(announcement):
    """The leader's form, with its session on the Saturday after Christmas."""
    return announcement | {"sesi-0-day": "2026-12-26"}


def test_the_form_says_it_while_it_is_written(as_user, leader, christmas):
    response = as_user(leader).post(reverse("workshops:check_days"), christmas | {"row": "0"})

    page = response.content.decode()
    assert "Sabtu: bukan hari kerja." in page
    assert "Geser ke hari kerja berikut, Senin, 28 Desember" in page


def test_the_calendar_is_that_of_the_unit_that_holds_it(
    as_user, admin, announcement, special, unit
):
    special(MONDAY, "regional", unit=unit)
    sent = announcement | {"sesi-0-day": MONDAY.isoformat(), "row": "0"}

    url, client = reverse("workshops:check_days"), as_user(admin)
    assert client.post(url, sent | {"unit": unit.pk}).context["row"].remarks
    assert not client.post(url, sent | {"unit": admin.unit_id}).context["row"].remarks


def test_a_workshop_that_is_changed_has_the_calendar_of_its_unit(
    as_user, admin, leader, special, unit, address
):
    special(MONDAY, "regional", unit=unit)
    morning = timezone.make_aware(datetime.combine(MONDAY, MORNING))
    workshop = make_workshop(leader, spans=[(morning, morning + timedelta(hours=2))])

    page = as_user(admin).get(address("edit_workshop", workshop))

    assert page.context["sheet"].rows[0].remarks


@pytest.mark.parametrize("row", ["", "7", "-1", "x", "9" * 30])
def test_asking_for_a_row_that_is_none_breaks_nothing(as_user, leader, christmas, row):
    response = as_user(leader).post(reverse("workshops:check_days"), christmas | {"row": row})

    assert response.status_code in (200, 404)


def test_one_press_moves_a_session_to_the_next_working_day(as_user, leader, christmas):
    response = as_user(leader).post(URL, christmas | {"shift": "0", "title": ""})

    row = response.context["sheet"].rows[0]
    assert (response.status_code, row.form["day"].value()) == (200, "2026-12-28")
    assert (row.form["start"].value(), row.remarks) == ("09:00", [])
    assert response.content.decode().count(" data-focus") == 1  # and no draft is offered
    assert not response.context["form"].errors  # nothing was sent, so nothing is judged
    assert not Workshop.objects.exists()


def test_without_javascript_a_press_says_it_for_all_sessions(as_user, leader, christmas):
    response = as_user(leader).post(URL, christmas | {"check": "1"})

    assert "Sabtu: bukan hari kerja." in response.content.decode()
    assert not Workshop.objects.exists()


def test_announcing_comes_back_once_with_what_was_not_said_and_a_remark_forbids_nothing(
    as_user, leader, christmas
):
    client = as_user(leader)

    page = client.post(URL, christmas)
    html = page.content.decode()
    assert page.status_code == 422
    assert "Sabtu, 26 Desember: Sabtu: bukan hari kerja." in html
    assert "Tetap umumkan" in html
    assert not Workshop.objects.exists()

    shown = re.findall(r'name="remarked" value="([^"]+)"', html)
    assert client.post(URL, christmas | {"remarked": shown}).status_code == 302
    assert Workshop.objects.get().is_published


def test_what_was_said_while_it_was_written_is_not_said_again(as_user, leader, christmas):
    client = as_user(leader)
    said = client.post(reverse("workshops:check_days"), christmas | {"row": "0"})
    [shown] = re.findall(r'name="remarked" value="([^"]+)"', said.content.decode())

    other = client.post(URL, christmas | {"remarked": shown, "sesi-0-day": "2026-12-27"})
    assert (other.status_code, Workshop.objects.exists()) == (422, False)  # Sunday was not said
    assert client.post(URL, christmas | {"remarked": shown}).status_code == 302


def test_a_date_that_is_not_decided_yet_has_no_remarks(as_user, leader, christmas):
    assert as_user(leader).post(URL, christmas | {"undecided": "on"}).status_code == 302


def test_a_draft_says_it_beside_its_button(as_user, leader, christmas):
    page = as_user(leader).post(URL, christmas | {"draft": "1"}, follow=True)

    workshop = Workshop.objects.get()
    assert workshop.is_draft
    assert "Sabtu, 26 Desember: Sabtu: bukan hari kerja." in page.content.decode()


@pytest.mark.parametrize("press", ["shift", "drop"])
@pytest.mark.parametrize("value", ["", "9", "x", "9" * 30])
def test_a_press_on_a_row_that_is_none_changes_nothing(as_user, leader, announcement, press, value):
    response = as_user(leader).post(URL, announcement | {press: value})

    assert response.context["sheet"].rows[0].form["day"].value() == announcement["sesi-0-day"]


def test_a_date_beyond_all_plans_is_no_date(as_user, leader, announcement):
    for day in ("0001-01-01", "9999-12-31"):
        response = as_user(leader).post(URL, announcement | {"sesi-0-day": day})
        assert response.status_code == 422, day


@pytest.mark.parametrize("lacking", ["day", "start", "end"])
def test_a_row_is_added_to_what_is_half_written(leader, as_user, announcement, lacking):
    sent = announcement | {f"sesi-0-{lacking}": "", "more": "1"}

    page = as_user(leader).post("/lokakarya/baru/", sent)

    assert page.status_code == 200
    assert len(page.context["sheet"].rows) == 2
    assert page.context["form"].errors == {}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sesi-0-day": "2090-01-03"}, "Tidak ada catatan untuk tanggal ini."),
        ({"sesi-0-start": "13:00", "sesi-0-end": "12:30"}, "Jam selesai harus setelah jam mulai."),
    ],
)
def test_without_javascript_a_press_answers_also_where_all_is_well(
    leader, as_user, announcement, changes, said
):
    page = as_user(leader).post(URL, announcement | changes | {"check": "1"})

    assert said in page.content.decode()
    assert page.context["form"].errors == {}
