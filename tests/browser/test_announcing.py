"""A leader announces a workshop on a phone, and moves it (journeys J16 and J17)."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from competencies.models import LearningForm
from foundation.models import Draft
from notifications.models import Notification
from tests.factories import make_workshop
from workshops.actions import register
from workshops.models import Workshop


class Thumb:
    """Touches a page, and counts: a field that is filled in, a choice, a press."""

    def __init__(self, page):
        self.page, self.touches = page, 0

    def fill(self, name, text):
        self.touches += 2  # into the field, and its words
        self.page.fill(f"[name='{name}']", text)

    def choose(self, name, value):
        self.touches += 2
        self.page.select_option(f"[name='{name}']", value=value)

    def press(self, target):
        self.touches += 1
        target.click()


def coming_saturday():
    today = timezone.localdate()
    return today + timedelta(days=(5 - today.weekday()) % 7 + 7)


def write(thumb, day):
    """What an announcement needs."""
    thumb.fill("title", "Membaca data gizi untuk keputusan")
    thumb.press(thumb.page.locator("label.chip", has_text="Kesehatan").first)
    thumb.fill("description", "Latihan membaca grafik penimbangan bersama.")
    thumb.choose("form", str(LearningForm.objects.get(code="KL07").pk))
    thumb.fill("sesi-0-day", day.isoformat())
    thumb.fill("sesi-0-start", "09:00")
    thumb.fill("sesi-0-end", "12:00")
    thumb.fill("place", "Aula Dinas Kesehatan")
    thumb.fill("seats", "20")


def test_j16_a_workshop_is_announced_on_a_phone_in_under_25_touches(open_as, leader, employee):
    page, saturday = open_as(leader, "/lokakarya/baru/"), coming_saturday()
    thumb = Thumb(page)
    write(thumb, saturday)

    expect(page.locator("#hari-0")).to_contain_text("Sabtu: bukan hari kerja")
    thumb.press(page.locator("#hari-0 button"))
    monday = (saturday + timedelta(days=2)).isoformat()
    expect(page.locator("[name='sesi-0-day']")).to_have_value(monday)
    thumb.press(page.locator("[name=audience][value=own_unit]"))
    expect(page.locator("#jumlah")).to_contain_text("Akan dikabari: 2 orang")
    thumb.press(page.get_by_role("button", name="Umumkan", exact=True))

    expect(page.locator(".ws__title")).to_contain_text("Membaca data gizi")
    assert thumb.touches < 25
    assert Notification.objects.get(kind="workshops.workshop_announced").recipient == employee
    assert page.errors == []


def test_j16_without_javascript_the_preview_says_how_many_are_told(open_as, leader, employee):
    page = open_as(leader, "/lokakarya/baru/", js=False)
    thumb = Thumb(page)
    write(thumb, coming_saturday())
    thumb.press(page.locator("[name=audience][value=own_unit]"))
    thumb.press(page.get_by_role("button", name="Simpan draf"))
    expect(page.locator("main .notice--warn")).to_contain_text("2 orang akan dikabari")
    thumb.press(page.get_by_role("button", name="Umumkan sekarang"))

    expect(page.locator("main .notice--warn")).to_have_count(0)
    assert thumb.touches < 25
    assert Workshop.objects.get().is_published


def test_j17_a_moved_date_reaches_each_participant_once(open_as, leader, employee):
    workshop = make_workshop(leader)
    register(user=employee, workshop=workshop, now=timezone.now())
    page = open_as(leader, f"/lokakarya/{workshop.public_id}/kelola/ubah/")
    later = timezone.localdate() + timedelta(days=9)

    page.fill("[name='sesi-0-day']", later.isoformat())
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator(".ws__title")).to_be_visible()

    reading = open_as(employee, "/kabar/")
    news = reading.locator("main li", has_text="berubah").filter(has_text=workshop.title)
    expect(news).to_have_count(1)
    kinds = Notification.objects.filter(recipient=employee, count=1)
    assert kinds.filter(kind="workshops.workshop_changed").count() == 1


def test_a_kept_draft_brings_back_every_session(open_as, leader):
    page, day = open_as(leader, "/lokakarya/baru/"), coming_saturday().isoformat()
    page.fill("[name=title]", "Tiga hari menata arsip")
    page.fill("[name=description]", "Bersama arsiparis.")
    for no in range(3):
        if no:
            page.get_by_role("button", name="Tambah satu sesi").click()
        page.locator(f"[name='sesi-{no}-day']").fill(day)
        page.locator(".saved").first.wait_for(state="attached")
        page.locator(f"[name='sesi-{no}-start']").fill(f"{9 + no:02}:00")
    expect(page.locator(".saved").first).not_to_be_empty()

    page.goto("/lokakarya/baru/")
    page.get_by_role("button", name="Lanjutkan").click()

    expect(page.locator("[name='sesi-2-start']")).to_have_value("11:00")
    expect(page.locator("[name='sesi-1-day']")).to_have_value(day)
    expect(page.locator("[name=title]")).to_have_value("Tiga hari menata arsip")
    assert page.errors == []


def test_a_change_that_was_saved_leaves_no_draft(open_as, leader):
    workshop = make_workshop(leader)
    page = open_as(leader, f"/lokakarya/{workshop.public_id}/kelola/ubah/")
    page.fill("[name=title]", "Menulis telaahan staf, kini lebih ringkas")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator(".ws__title")).to_contain_text("kini lebih ringkas")

    page.goto("/saya/draf/")

    expect(page.locator("main")).to_contain_text("Tidak ada draf")
    assert not Draft.objects.exists()


def test_a_draft_of_two_sessions_finds_each_in_its_row(open_as, leader):
    """The page lists them by date, so that a row may hold another session than before."""
    first = timezone.now().replace(second=0, microsecond=0) + timedelta(days=5)
    second = first + timedelta(days=1)
    hour = timedelta(hours=1)
    workshop = make_workshop(leader, spans=[(first, first + hour), (second, second + hour)])
    url = f"/lokakarya/{workshop.public_id}/kelola/ubah/"
    page = open_as(leader, url)
    page.fill("[name=description]", "Dengan contoh dari unit masing-masing, lengkap.")
    expect(page.locator(".saved").first).not_to_be_empty()
    workshop.sessions.filter(no=1).update(
        starts_at=second + timedelta(days=1), ends_at=second + timedelta(days=1) + hour
    )

    page.goto(url)
    expect(page.locator(".draft")).to_contain_text("Dengan contoh dari unit")
    page.get_by_role("button", name="Lanjutkan").click()

    expect(page.locator("[name='sesi-0-no']")).to_have_value("1")
    expect(page.locator("[name='sesi-1-no']")).to_have_value("2")


def test_what_is_wrong_is_in_view_after_a_session_was_added(open_as, leader):
    page = open_as(leader, "/lokakarya/baru/")
    page.fill("[name=title]", "Tiga hari menata arsip")
    page.get_by_role("button", name="Tambah satu sesi").click()
    expect(page.locator("[name='sesi-1-day']")).to_be_visible()

    page.get_by_role("button", name="Umumkan", exact=True).click()

    expect(page.locator("#perhatian")).to_be_in_viewport()
