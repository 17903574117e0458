"""Row B11: the link to join is there for registered people, near a session, by our redirect."""

from datetime import timedelta

import pytest

from workshops.actions import Wish, register

MINUTES = timedelta(minutes=1)


@pytest.fixture
def seat(hybrid, employee, now):
    """The employee takes part online."""
    return register(user=employee, workshop=hybrid, wish=Wish("online"), now=now)


@pytest.fixture
def session(hybrid):
    return hybrid.sessions.get()


@pytest.fixture
def visit(as_user, address, hybrid, time_machine):
    """What the redirect answers, and whether the page offers it, at a moment."""

    def go(user, moment):
        time_machine.move_to(moment, tick=False)
        client, url = as_user(user), address("join_workshop", hybrid)
        offered = f'"{url}"' in client.get(hybrid.get_absolute_url()).content.decode()
        return client.get(url), offered

    return go


@pytest.mark.parametrize(
    ("before", "is_open"),
    [(31 * MINUTES, False), (30 * MINUTES, True), (0 * MINUTES, True), (-179 * MINUTES, True)],
)
def test_row_b11_it_opens_half_an_hour_before(visit, seat, session, hybrid, before, is_open):
    answer, offered = visit(seat.user, session.starts_at - before)

    assert (answer.status_code, offered) == ((302, True) if is_open else (409, False))
    if is_open:
        assert answer.url == hybrid.online_url


def test_row_b11_too_early_the_page_says_when(visit, seat, session):
    answer, _offered = visit(seat.user, session.starts_at - timedelta(hours=2))

    assert "08.30 WIB" in answer.content.decode()
    assert "rapat.contoh.id" not in answer.content.decode()


def test_row_b11_afterwards_it_leads_nowhere(visit, seat, session):
    answer, offered = visit(seat.user, session.ends_at)

    assert (answer.status_code, offered) == (409, False)


def test_row_b11_the_host_may_open_it_to_prepare(visit, leader, session, hybrid):
    answer, _offered = visit(leader, session.starts_at - timedelta(hours=5))

    assert answer.url == hybrid.online_url


def test_row_b11_nobody_else_learns_of_it(visit, seat, stranger, session):
    answer, offered = visit(stranger, session.starts_at)

    assert (answer.status_code, offered) == (404, False)


NOT_YET = "Penyelenggara belum memberi tautan untuk bergabung."


@pytest.fixture
def linkless(hybrid):
    hybrid.online_url = ""
    hybrid.save()
    return hybrid


@pytest.fixture
def reads(as_user, linkless):
    return lambda user: as_user(user).get(linkless.get_absolute_url()).content.decode()


def test_without_a_link_whoever_comes_online_reads_that_it_is_not_there_yet(reads, seat):
    card, facts = reads(seat.user).split('<dl class="facts">')

    assert NOT_YET in card
    assert NOT_YET in facts


def test_without_a_link_no_fact_speaks_of_one(reads, linkless, employee):
    linkless.mode = "online"
    linkless.save()

    html = reads(employee)

    assert "Tautan terlihat oleh yang terdaftar." not in html
    assert NOT_YET in html


def test_whose_seat_is_in_the_room_waits_for_no_link(reads, linkless, employee, now):
    register(user=employee, workshop=linkless, wish=Wish("room"), now=now)

    assert NOT_YET not in reads(employee).split('<dl class="facts">')[0]


def test_the_host_of_one_without_a_link_finds_the_way_to_give_it(
    reads, linkless, leader, employee, address
):
    words, way = "Belum ada tautan", f'"{address("edit_workshop", linkless)}#id_online_url"'

    host, other = reads(leader), reads(employee)

    assert [words in host, way in host] == [True, True]
    assert [words in other, way in other] == [False, False]


def test_once_it_is_over_no_link_is_missed(reads, leader, seat, session, time_machine):
    time_machine.move_to(session.ends_at, tick=False)

    assert "Belum ada tautan" not in reads(leader)
    assert NOT_YET not in reads(seat.user)
