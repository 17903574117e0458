"""The month and the week of workshops by keyboard alone (row J7)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.factories import make_workshop

MOST_TABS = 60


def focus_by_tab(page, target):
    """Presses Tab until the target has the focus; how often."""
    for presses in range(1, MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return presses
    raise AssertionError("the keyboard does not reach it")


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_row_j7_a_workshop_of_next_month_is_reached_by_keyboard(open_as, leader, employee, js):
    now = timezone.localtime()
    start = (now.replace(day=1) + timedelta(days=40)).replace(day=12, hour=9, minute=0)
    make_workshop(leader, spans=[(start, start + timedelta(hours=3))], title="Menata arsip kantor")
    page = open_as(employee, "/lokakarya/?tampil=bulan", js=js)

    focus_by_tab(page, page.locator(".iconbtn[href*='bulan=']").last)
    page.keyboard.press("Enter")
    day = page.locator("a.cal__day")
    expect(day).to_have_attribute("aria-label", re.compile(r"^12 \w+, 1 lokakarya$"))
    focus_by_tab(page, day)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"#h-{start:%Y-%m-%d}$"))
    link = page.get_by_role("link", name="Menata arsip kantor").last
    focus_by_tab(page, link)
    page.keyboard.press("Enter")
    expect(page.locator(".ws__title")).to_have_text("Menata arsip kantor")


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_row_j7_a_workshop_of_next_week_is_reached_by_keyboard(open_as, leader, employee, js):
    start = (timezone.localtime() + timedelta(days=7)).replace(hour=9, minute=0)
    make_workshop(leader, spans=[(start, start + timedelta(days=1))], title="Menata arsip kantor")
    page = open_as(employee, "/lokakarya/?tampil=pekan", js=js, viewport=DESKTOP)

    focus_by_tab(page, page.locator(".iconbtn[href*='pekan=']").last)
    page.keyboard.press("Enter")
    cell = page.locator(".cal__lanes a")
    expect(cell).to_contain_text("Menata arsip kantor")
    focus_by_tab(page, cell)
    page.keyboard.press("Enter")

    expect(page.locator(".ws__title")).to_have_text("Menata arsip kantor")
