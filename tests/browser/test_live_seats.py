"""Row A6: an open list of workshops counts the seats that are left, without a press."""

import pytest
from playwright.sync_api import expect

from competencies.actions import follow_area
from tests.factories import area, make_workshop

pytestmark = pytest.mark.scale
SOON = 10_000


@pytest.fixture
def watch(open_as):
    """An open page whose socket watches the seats: all, or those of one workshop."""

    def open_page(person, path, topic="seats:all"):
        page, sent = open_as(person, "/bantuan/"), []
        page.on("websocket", lambda line: line.on("framesent", lambda frame: sent.append(frame)))
        page.goto(path)
        while not any(topic in frame for frame in sent):
            page.wait_for_timeout(100)
        page.wait_for_timeout(500)
        return page

    return open_page


@pytest.mark.parametrize("path", ["/lokakarya/", "/", "/bidang/tata-naskah-dinas/"])
def test_row_a6_a_seat_taken_and_given_back_is_counted_in_watchs(
    open_as, watch, employee, stranger, leader, path, now
):
    follow_area(user=stranger, area=area("T.NAS"), now=now)
    other = make_workshop(leader, title="Menata arsip kantor", seats={"total": 9})
    workshop = make_workshop(leader, title="Menulis laporan yang terbaca", seats={"total": 1})
    reading = watch(stranger, path)
    seats, others = (
        reading.locator(f"main [data-seats='{one.public_id}']") for one in (workshop, other)
    )
    expect(seats).to_have_text("Sisa 1 kursi")

    page = open_as(employee, workshop.get_absolute_url())
    page.locator(".reg form[action$='/daftar/'] button.btn--primary").click()
    expect(seats).to_have_text("Penuh", timeout=SOON)
    expect(seats).to_have_attribute("data-fill", "full")

    page.locator(".reg summary").click()
    page.locator(".reg form[action$='/batal/'] button").click()
    expect(seats).to_have_text("Sisa 1 kursi", timeout=SOON)
    expect(others).to_have_text("Sisa 9 kursi")
    assert reading.errors == []


def test_row_b10_room_and_online_are_counted_by_themselves(
    open_as, watch, employee, stranger, leader
):
    seats = {"total": 7, "room": 2, "online": 5}
    workshop = make_workshop(leader, mode="hybrid", seats=seats, online_url="https://contoh.id/r")
    topic = f"workshop:{workshop.public_id}"
    reading = watch(stranger, workshop.get_absolute_url(), topic)
    room, online = (
        reading.locator(".reg label", has_text="ruang"),
        reading.locator(".reg label", has_text="Daring"),
    )
    expect(room).to_contain_text("sisa 2")

    page = open_as(employee, workshop.get_absolute_url())
    page.locator(".reg form[action$='/daftar/'] button.btn--primary").click()

    expect(room).to_contain_text("sisa 1", timeout=SOON)
    expect(online).to_contain_text("sisa 5")
    expect(reading.locator(".reg [role=status]")).to_contain_text("1 dari 7")
    expect(reading.locator(".reg .meter")).to_have_js_property("value", 1)
