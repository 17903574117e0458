"""Feeds for calendar programs: one's own and everybody's, stable to the byte (rows E1–E9)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from accounts.actions import suspend_member
from competencies.actions.merging import merge_areas
from foundation.limits import FEEDS
from tests.calendars import read
from tests.factories import area, make_plan, make_workshop
from workshops.actions import (
    add_facilitator,
    call_off_workshop,
    cancel_registration,
    edit_workshop,
    make_calendar_token,
    register,
)
from workshops.actions.registering import Wish
from workshops.models import Registration, Session

HOURS = timedelta(hours=3)


@pytest.fixture
def feed(employee, client, now):
    """The feed of a person as a calendar program gets it; one address for each scope."""
    secrets = {}

    def ask(scope="mine", user=employee, tag=None, **query):
        if (scope, user.pk) not in secrets:
            _token, secrets[scope, user.pk] = make_calendar_token(user=user, scope=scope, now=now)
        headers = {"If-None-Match": tag} if tag else {}
        return client.get(f"/kalender/{secrets[scope, user.pk]}.ics", query, headers=headers)

    return ask


@pytest.fixture
def entries(feed):
    """Title, status and number of each entry."""

    def told(*args, **kwargs):
        found = read(feed(*args, **kwargs).content)
        return [(one.summary, one.status, one.sequence) for one in found]

    return told


def test_row_e2_ones_own_places(entries, workshop, hybrid, full_workshop, employee, now):
    register(user=employee, workshop=workshop, now=now)

    assert entries() == [(workshop.title, "CONFIRMED", 0)]


def test_who_waits_sees_it_as_not_certain(entries, leader, employee, colleague, now):
    full = make_workshop(leader, seats={"total": 1})
    register(user=colleague, workshop=full, now=now)
    register(user=employee, workshop=full, wish=Wish(waits=True), now=now)
    assert entries() == [(full.title, "TENTATIVE", 0)]

    cancel_registration(user=colleague, workshop=full, now=now)

    _title, status, number = entries()[0]
    assert (status, number) == ("TENTATIVE" if offered() else "CONFIRMED", 1)


def offered():
    return Registration.objects.filter(state=Registration.State.OFFERED).exists()


def test_row_e5_a_place_given_up_stays_as_cancelled_for_thirty_days(
    entries, workshop, employee, now
):
    register(user=employee, workshop=workshop, now=now)
    cancel_registration(user=employee, workshop=workshop, now=now)
    assert entries() == [(workshop.title, "CANCELLED", 1)]

    Registration.objects.update(moved_at=now - timedelta(days=31))
    Session.objects.update(modified_at=now - timedelta(days=31))

    assert entries() == []


def test_row_e5_a_workshop_called_off_stays_as_cancelled(entries, workshop, employee, leader, now):
    register(user=employee, workshop=workshop, now=now)
    call_off_workshop(actor=leader, workshop=workshop, reason="Ruang rusak.", now=now)

    assert [status for _title, status, _number in entries()] == ["CANCELLED"]
    assert [status for _title, status, _number in entries("all")] == ["CANCELLED"]


def test_row_a5_who_holds_it_has_it_too(entries, workshop, leader, now):
    assert entries(user=leader) == [(workshop.title, "CONFIRMED", 0)]

    register(user=leader, workshop=workshop, now=now)
    cancel_registration(user=leader, workshop=workshop, now=now)

    assert entries(user=leader) == [(workshop.title, "CONFIRMED", 1)]


def test_whoever_leads_it_has_it_too(entries, workshop, leader, employee, now):
    add_facilitator(actor=leader, workshop=workshop, person=employee, now=now)

    assert entries() == [(workshop.title, "CONFIRMED", 0)]


def test_row_e1_the_feed_of_all_is_narrowed(entries, feed, leader, employee):
    make_workshop(leader, title="Menulis naskah dinas yang terbaca", areas=[area("T.NAS")])
    make_workshop(leader, title="Menyusun anggaran kas triwulan", areas=[area("T.KEU")])

    assert len(entries("all")) == 2
    slug = area("T.KEU").slug
    assert [one[0] for one in entries("all", bidang=slug)] == ["Menyusun anggaran kas triwulan"]
    assert entries("areas") == []
    assert len(entries("unit")) == 2
    assert feed("all", bidang="tidak-ada").status_code == 404


def test_row_41_an_address_with_a_merged_area_leads_on(entries, workshop, moderator, now):
    slug = area("T.NAS").slug
    merge_areas(actor=moderator, source=area("T.NAS"), into=area("T.KEU"), now=now)

    assert [one[0] for one in entries("all", bidang=slug)] == [workshop.title]


def test_what_i_gave_up_is_held_all_the_same(entries, workshop, employee, now):
    """In the feed of all the entry is the workshop's, with the number that the person knows."""
    register(user=employee, workshop=workshop, now=now)
    cancel_registration(user=employee, workshop=workshop, now=now)

    assert entries("all") == [(workshop.title, "CONFIRMED", 1)]


def test_row_e3_feed_and_download_have_the_same_uid_and_number(
    feed, workshop, employee, as_user, address, now
):
    register(user=employee, workshop=workshop, now=now)
    cancel_registration(user=employee, workshop=workshop, now=now)
    register(user=employee, workshop=workshop, now=now)
    download = as_user(employee).get(address("workshop_calendar", workshop)).content

    found = [read(body) for body in (feed().content, feed("all").content, download)]

    assert len({one.place for (one,) in found}) == 1


def test_row_e3_five_edits_and_a_cancel_make_no_second_entry(
    entries, feed, workshop, employee, leader, start, now
):
    register(user=employee, workshop=workshop, now=now)
    seen = read(feed().content)
    for days in range(1, 6):
        later = start + timedelta(days=days)
        plan = make_plan(leader, spans=[(later, later + HOURS)])
        edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)
        seen += read(feed().content)
    cancel_registration(user=employee, workshop=workshop, now=now)
    seen += read(feed().content)

    assert len({one.uid for one in seen}) == 1
    assert [one.sequence for one in seen] == list(range(7))
    assert [one.status for one in seen] == ["CONFIRMED"] * 6 + ["CANCELLED"]


def test_row_e8_unchanged_it_is_the_same_to_the_byte_and_costs_nothing(
    feed, workshop, employee, leader, start, now
):
    register(user=employee, workshop=workshop, now=now)
    first = feed()
    tag = first["ETag"]

    assert feed().content == first.content
    assert not tag.startswith("W/")
    assert (feed(tag=tag).status_code, feed(tag=tag).content) == (304, b"")

    plan = make_plan(leader, spans=[(start + HOURS, start + 2 * HOURS)])
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)
    assert feed(tag=tag).status_code == 200


def test_row_e9_it_says_how_often_to_ask(feed, workshop):
    """Without METHOD: libical refuses PUBLISH without an organiser."""
    calendar = Calendar.from_ical(feed().content)

    assert calendar["refresh-interval"].to_ical() == b"PT1H"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in feed().content
    assert b"X-PUBLISHED-TTL:PT1H\r\n" in feed().content
    assert "method" not in calendar
    assert "lokakarya saya" in str(calendar["x-wr-calname"])
    assert calendar["name"] == calendar["x-wr-calname"]


def test_its_headers(feed):
    answer = feed()

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize("secret", ["x", "None", "ä", "x" * 300, "%00", "%ED%A0%80"])
def test_a_wrong_address_finds_nothing(client, employee, secret):
    assert client.get(f"/kalender/{secret}.ics").status_code == 404


def test_r11_who_is_suspended_or_has_left_has_none(feed, employee, admin, now):
    assert feed().status_code == 200
    until = timezone.now() + timedelta(days=1)
    suspend_member(user=employee, by=admin, until=until, reason="Diperiksa.", now=now)
    assert feed().status_code == 404

    type(employee).objects.update(suspended_until=None, is_active=False)
    assert feed().status_code == 404


def test_r16_the_address_opens_nothing_else(feed, employee, client, now):
    _token, secret = make_calendar_token(user=employee, scope="all", now=now)

    assert client.get("/bidang/keuangan/umpan.xml", {"kunci": secret}).status_code == 404
    assert client.get(f"/berhenti/{secret}/").status_code == 404
    assert client.post(f"/kalender/{secret}.ics").status_code == 405


def test_r14_no_draft_is_in_a_feed(entries, draft, leader, admin):
    assert entries(user=leader) == []
    assert [entries("all", user=person) for person in (leader, admin)] == [[], []]


def test_r34_sixty_an_hour(feed, settings):
    codes = {feed().status_code for _time in range(60)}

    assert (codes, feed().status_code) == ({200}, 429)
    assert FEEDS.rates == ("60/hour",)
    assert feed("all").status_code == 200  # another address has its own


def test_the_last_two_months_and_the_next_year(entries, workshop, employee, now):
    register(user=employee, workshop=workshop, now=now)
    for days, count in ((-61, 0), (-59, 1), (399, 1), (401, 0)):
        start = now + timedelta(days=days)
        Session.objects.update(starts_at=start, ends_at=start + HOURS)
        assert (days, len(entries())) == (days, count)


def test_it_speaks_the_language_of_its_owner(feed, workshop, employee, now):
    register(user=employee, workshop=workshop, now=now)
    assert b"lokakarya saya" in feed().content

    type(employee).objects.update(language="en")

    assert b"my workshops" in feed().content


@pytest.mark.parametrize("scope", ["mine", "all"])
def test_queries_do_not_grow_with_the_entries(
    feed, leader, employee, now, scope, django_assert_num_queries, django_assert_max_num_queries
):
    def add(number):
        workshop = make_workshop(leader, title=f"Lokakarya yang ke-{number} tahun ini")
        wish = Wish(ignores_overlap=True)
        register(user=employee, workshop=workshop, wish=wish, now=now)

    add(1)
    feed(scope)
    with django_assert_max_num_queries(6) as few:
        feed(scope)
    for number in range(2, 6):
        add(number)

    with django_assert_num_queries(len(few)):
        assert len(read(feed(scope).content)) == 5
