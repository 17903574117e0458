"""On paper: the words, the address and the date, and nothing that is pressed (J7)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.pages import build_world
from tests.factories import make_answer, make_question, make_workshop

pytestmark = pytest.mark.scale
both = pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
CHROME = ".topbar, .tabbar, .foot, .crumbs, .acts, .btn, form, .livebar, .toasts, details"
SHOWN = "all => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 90))"
PALE = {"runOnly": ["color-contrast"]}


@pytest.fixture
def open_in_dark(open_as, site):
    """A page of somebody who reads light on dark, which would be black on black on paper."""

    def open_page(user, path, **more):
        page = open_as(user, "/bantuan/", viewport=DESKTOP, color_scheme="dark", **more)
        page.context.add_cookies([{"name": "tema", "value": "dark", "url": site.url}])
        page.goto(path)
        return page

    return open_page


def on_paper(page, path):
    """What the printed page says, once it is sure that it is words alone, and dark on light."""
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(CHROME).evaluate_all(SHOWN) == []
    words = page.locator("body").inner_text()
    assert f"{page.url.split('/tanya/')[0].split('/p')[0]}{path}" in words
    assert date_format(timezone.localdate(), "j F Y") in words
    return words


@both
def test_j7_a_solution_is_chosen_changed_and_printed(
    open_in_dark, employee, colleague, stranger, js
):
    thread = make_question(employee, body="Sistem menolak karena rinciannya tidak cocok.")
    first = make_answer(colleague, thread, body="Cukup lewat pergeseran antar-rincian.")
    second = make_answer(stranger, thread, body="Mintalah operator membuka kunci rincian.")
    page = open_in_dark(employee, thread.get_absolute_url(), js=js)

    for answer in (first, second):
        if answer == second:  # once there is a solution, another choice stands behind the dots
            page.locator(f"#{answer.anchor} .manage summary").click()
        page.locator(f"#{answer.anchor} button[formaction$='/solusi/']").first.click()
        expect(page.locator(".answer--best")).to_contain_text(answer.body)
    expect(page.locator(f"#{first.anchor}")).to_contain_text("Pernah jadi solusi")

    page.goto(thread.get_absolute_url() + "?urut=baru")
    words = on_paper(page, thread.get_absolute_url())
    parts = [thread.title, "rinciannya tidak cocok", "Solusi terbaik", second.body, first.body]
    places = [words.find(part) for part in parts]
    assert places == sorted(places)
    assert places[0] >= 0
    for chrome in ("Jawab", "Ikuti", "sudah terjawab", "?urut"):
        assert chrome not in [line.strip() for line in words.splitlines()]


def test_guides_rules_and_receipts_are_printed_too(open_in_dark, employee, leader, moderator):
    world = build_world(employee, leader, moderator)
    receipts = f"/pengumuman/{world.announced.public_id}/penerima/"
    pages = [
        (moderator, world.guide.get_absolute_url(), [world.guide.title, "Dasar hukum"]),
        (moderator, world.rule.get_absolute_url(), [str(world.rule), world.guide.title]),
        (leader, receipts, [world.announced.title, "Belum membaca", employee.name]),
        (employee, world.announced.get_absolute_url(), [world.announced.title, "Mohon hadir."]),
        (employee, world.thread.get_absolute_url(), ["Solusi terbaik", "Berlaku juga di kec"]),
    ]

    for person, path, said in pages:
        page = open_in_dark(person, path)
        words = on_paper(page, path)
        assert [one for one in said if one not in words] == []
        pale = Axe().run(page, options=PALE).response["violations"]
        assert [rule["nodes"][0]["html"][:120] for rule in pale] == []


@pytest.mark.parametrize("view", ["agenda", "pekan", "bulan"])
def test_row_b9_a_printed_list_of_workshops_names_the_zone(open_as, employee, leader, view):
    """Beside the hours, in sight, and not cut off by their narrow column."""
    session = make_workshop(leader).sessions.get()
    day = timezone.localtime(session.starts_at)
    url = f"/lokakarya/?tampil={view}&pekan={day:%Y-%m-%d}&bulan={day:%Y-%m}"
    page = open_as(employee, url, viewport=DESKTOP)

    page.emulate_media(media="print")

    hours = page.locator(".date--time").first
    expect(hours.get_by_text("WIB")).to_be_visible()
    assert hours.evaluate("one => one.scrollWidth <= one.clientWidth")
