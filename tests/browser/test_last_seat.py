"""The last seat and two people (journey J8), and the seat that becomes free again (journey J9)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import make_workshop
from workshops.actions import mind_seats

pytestmark = pytest.mark.scale
both = pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])


@pytest.fixture
def last_seat(leader):
    """One seat, at this hour tomorrow: who moves up has some hours to confirm."""
    start = timezone.now() + timedelta(days=1)
    spans = [(start, start + timedelta(hours=2))]
    return make_workshop(leader, seats={"total": 1}, spans=spans, registration_closes_at=start)


@pytest.fixture
def two_phones(open_as, employee, colleague, last_seat):
    """Both read that a seat is left."""

    def open_pages(js):
        pages = [
            open_as(person, last_seat.get_absolute_url(), js=js) for person in (employee, colleague)
        ]
        for page in pages:
            expect(button(page, "Daftar sekarang")).to_be_visible()
        return pages

    return open_pages


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def states(workshop):
    return dict(workshop.registrations.values_list("user__name", "state"))


@both
def test_j8_of_two_who_press_one_sits_and_the_other_is_offered_the_line(
    two_phones, last_seat, employee, colleague, js
):
    first, second = two_phones(js)

    button(first, "Daftar sekarang").click()
    expect(first.locator(".notice--ok").first).to_contain_text("Anda terdaftar")
    if button(second, "Daftar sekarang").is_visible():  # with scripts the line may be there by now
        button(second, "Daftar sekarang").click()
    button(second, "Masuk daftar tunggu").click()

    expect(second.locator("main")).to_contain_text("Anda nomor 1")
    assert states(last_seat) == {employee.name: "confirmed", colleague.name: "waitlisted"}
    assert last_seat.pools.get().taken == 1
    assert first.errors == second.errors == []


@pytest.fixture
def offered(two_phones, last_seat):
    """The first gave the seat back; the page of the second asks to confirm it."""

    def give_back(js):
        first, second = two_phones(js)
        button(first, "Daftar sekarang").click()
        second.reload()
        button(second, "Masuk daftar tunggu").click()
        expect(second.locator("main")).to_contain_text("Anda nomor 1")
        first.locator("main .reg summary").last.click()
        button(first, "Lepaskan kursi").click()
        expect(button(first, "Lepaskan kursi")).to_be_hidden()
        second.goto("/")
        second.locator(".list a", has_text=last_seat.title).first.click()
        expect(button(second, "Konfirmasi kursi")).to_be_visible()
        return second

    return give_back


@both
def test_j9_who_confirms_in_time_has_the_seat(offered, last_seat, colleague, js):
    page = offered(js)

    button(page, "Konfirmasi kursi").click()

    expect(page.locator(".notice--ok").first).to_contain_text("Anda terdaftar")
    assert states(last_seat)[colleague.name] == "confirmed"
    assert page.errors == []


@both
def test_j9_who_does_not_loses_it_and_is_told_so(offered, last_seat, colleague, js):
    page = offered(js)
    last_seat.registrations.filter(user=colleague).update(
        answer_by=timezone.now() - timedelta(minutes=1)
    )
    mind_seats(now=timezone.now())

    button(page, "Konfirmasi kursi").click()

    expect(page.locator("main")).to_contain_text("Waktu mengonfirmasi kursi ini sudah lewat")
    assert states(last_seat)[colleague.name] == "expired"
    assert last_seat.pools.get().taken == 0
