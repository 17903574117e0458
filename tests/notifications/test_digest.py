"""The summary: on its morning, to who was away, about what concerns them (row 49, 2.11)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from accounts.backends import MemberBackend
from competencies.models import AreaFollow
from discussions.actions import accept_answer
from discussions.models import Thread
from notifications.actions import note_here, prefer
from notifications.digest import plan_digests
from notifications.models import Bell, Digest, State
from tests.delivering import deliver_due
from tests.factories import UserFactory, area, make_answer, make_question, make_workshop

WIB = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 30, 7, 5, tzinfo=WIB)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture
def reader(unit):
    """Follows finance, has chosen nothing, and was not here for a while."""
    user = UserFactory(name="Halimah Sari", unit=unit)
    AreaFollow.objects.create(user=user, area=area("T.KEU"), since=MONDAY - 30 * DAY)
    return user


@pytest.fixture
def waiting(reader, employee):
    """A question of the reader's area that nobody answered."""
    return make_question(employee, now=MONDAY - 2 * DAY)


@pytest.fixture
def morning():
    """The worker's round at a moment: plans and sends."""

    def happen(at=MONDAY):
        mail.outbox.clear()
        plan_digests(now=at)
        deliver_due(now=at)
        return {one.to[0]: one for one in mail.outbox}

    return happen


def test_row_49_on_monday_at_seven_it_says_what_waits(reader, waiting, morning):
    letter = morning()[reader.email]

    assert "Bisa Anda bantu?" in letter.body
    assert waiting.title in letter.body
    assert waiting.get_absolute_url() in letter.alternatives[0].content


@pytest.mark.parametrize("after", [timedelta(minutes=-6), DAY, timedelta(hours=13)])
def test_row_49_at_no_other_time(reader, waiting, morning, after):
    assert morning(MONDAY + after) == {}


def test_row_49_nothing_to_say_is_no_mail(reader, morning):
    assert morning() == {}
    assert Digest.objects.get(user=reader).state == State.DROPPED


def test_row_49_whoever_looked_in_gets_none(reader, waiting, morning):
    Bell.objects.get_or_create(user=reader)
    note_here(user=reader, now=MONDAY - DAY)

    assert reader.email not in morning()


def test_row_49_a_look_before_the_last_one_counts_no_more(reader, waiting, morning):
    Bell.objects.get_or_create(user=reader)
    note_here(user=reader, now=MONDAY - WEEK - DAY)

    assert reader.email in morning()


def test_the_round_repeated_sends_nothing_twice(reader, waiting, morning):
    first = morning()
    second = morning(MONDAY + timedelta(minutes=15))

    assert (len(first), len(second)) == (1, 0)


def test_daily_comes_every_morning(reader, waiting, morning):
    prefer(user=reader, channel="digest", cadence="daily")

    assert [reader.email in morning(MONDAY + n * DAY) for n in (1, 2)] == [True, True]


def test_never_is_never(reader, waiting, morning):
    prefer(user=reader, channel="digest", cadence="never")

    assert morning() == {}


def test_switched_off_after_it_was_planned(reader, waiting):
    plan_digests(now=MONDAY)
    prefer(user=reader, channel="digest", cadence="never")

    deliver_due(now=MONDAY)

    assert mail.outbox == []


def test_it_tells_the_unread_the_solved_and_what_is_ahead(
    reader, employee, colleague, leader, morning, tell
):
    solved = make_question(employee, title="Bagaimana menutup buku kas?", now=MONDAY - 3 * DAY)
    answer = make_answer(colleague, solved, now=MONDAY - 2 * DAY)
    accept_answer(actor=employee, answer=answer, kind="asker", now=MONDAY - DAY)
    ahead = make_workshop(leader, now=MONDAY - DAY, areas=[area("T.KEU")])
    reader.notifications.all().delete()
    tell(reader, about=solved, actor=colleague)
    reader.notifications.update(created_at=MONDAY - DAY)

    body = morning()[reader.email].body

    for heading in ("Kabar baru untuk Anda", "Terjawab di bidang Anda", "Lokakarya mendatang"):
        assert heading in body
    assert ahead.title in body


def test_what_the_reader_may_not_see_is_not_in_it(reader, waiting, other_unit, morning):
    Thread.objects.filter(pk=waiting.pk).update(visibility="unit", unit=other_unit)

    assert morning() == {}


def test_it_has_a_way_out(reader, waiting, morning, client, settings):
    letter = morning()[reader.email]

    client.post(
        letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix(settings.FORUM_SITE_URL)
    )

    assert morning(MONDAY + WEEK) == {}


def test_a_page_that_comes_back_within_the_hour_asks_nothing(reader, django_assert_num_queries):
    """A thousand that come back after a restart would wait for each other's writes."""
    Bell.objects.update_or_create(user=reader, defaults={"here_at": MONDAY})
    person = MemberBackend().get_user(reader.pk)

    with django_assert_num_queries(0):
        note_here(user=person, now=MONDAY + timedelta(minutes=59))
    with django_assert_num_queries(1):
        note_here(user=person, now=MONDAY + timedelta(minutes=61))
