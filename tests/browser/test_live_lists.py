"""Row 58: an open list offers what is new or has changed, and moves nothing by itself."""

import pytest
from playwright.sync_api import expect

from competencies.models import AreaCuratorship
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.forms import choose_area
from tests.factories import UserFactory, area, make_answer, make_question

pytestmark = pytest.mark.scale
OFFER = "live-region.livebar a"
PLACES = """() => [...document.querySelectorAll(
  "main h1, main .chip, main .list > li, main article")]
  .map((one) => Math.round(one.getBoundingClientRect().top))"""
SAID = """() => { window.said = [];
  const region = document.getElementById('ucapan');
  new MutationObserver(() => region.textContent && window.said.push(region.textContent))
    .observe(region, { childList: true, characterData: true, subtree: true }); }"""
SOON = 10_000
ONE = "1 baru atau berubah. Muat"


def open_list(open_as, person, path, **more):
    """An open list whose socket watches, with what it will say written down."""
    page, sent = open_as(person, "/bantuan/", **more), []
    page.on("websocket", lambda line: line.on("framesent", lambda frame: sent.append(frame)))
    page.goto(path)
    while not any("lists:all" in frame or "moderation:all" in frame for frame in sent):
        page.wait_for_timeout(100)
    page.wait_for_timeout(500)
    page.evaluate(SAID)
    return page


def ask_from_a_browser(open_as, person, title, where="Keuangan Daerah"):
    page = open_as(person, "/tanya/baru/")
    page.fill("[name=title]", title)
    page.fill("[name=body]", "Sudah saya coba dua kali dan tetap ditolak.")
    choose_area(page, where, True)
    page.locator("main form button.btn--primary").click()
    expect(page.locator("#judul")).to_have_text(title)


def answer_from_a_browser(open_as, person, thread):
    page = open_as(person, thread.get_absolute_url())
    page.fill("#jawab [name=body]", "Silakan coba lewat menu Koreksi.")
    page.locator("#jawab button.btn--primary").click()
    expect(page.locator(".answer").last).to_contain_text("menu Koreksi")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_row_58_a_list_says_how_many_are_new_or_changed(
    open_as, employee, colleague, stranger, viewport
):
    shown = make_question(employee, title="Pertanyaan yang sudah ada di daftar?")
    reading = open_list(open_as, stranger, "/tanya/", viewport=viewport)
    before = reading.evaluate(PLACES)

    ask_from_a_browser(open_as, colleague, "Bagaimana mencairkan SPP-GU yang tertolak?")
    expect(reading.locator(OFFER)).to_have_text(ONE, timeout=SOON)
    answer_from_a_browser(open_as, colleague, shown)
    expect(reading.locator(OFFER)).to_have_text(ONE.replace("1", "2"), timeout=SOON)
    answer_from_a_browser(open_as, employee, shown)

    reading.wait_for_timeout(1000)
    expect(reading.locator(OFFER)).to_have_text(ONE.replace("1", "2"))
    assert reading.evaluate(PLACES) == before
    assert reading.evaluate("window.said") == [ONE]
    reading.locator(OFFER).click()
    expect(reading.locator("main .q__title").first).to_contain_text("mencairkan SPP-GU")
    expect(reading.locator(OFFER)).to_be_hidden()
    assert reading.errors == []


def test_row_58_a_filtered_list_and_an_area_hear_of_their_own(
    open_as, employee, colleague, stranger
):
    make_question(employee, areas=["T.NAS"])
    paths = [f"/tanya/?bidang={area('T.KEU').slug}&status=belum", "/bidang/keuangan-daerah/"]
    finance = [open_list(open_as, stranger, path) for path in paths]
    health = open_list(open_as, stranger, f"/tanya/?bidang={area('T.KES').slug}")
    solved = open_list(open_as, stranger, "/tanya/?status=terjawab")

    ask_from_a_browser(open_as, colleague, "Bagaimana mencairkan SPP-GU yang tertolak?")

    for page in finance:
        expect(page.locator(OFFER)).to_have_text(ONE, timeout=SOON)
    for page in (health, solved):
        expect(page.locator(OFFER)).to_be_hidden()


def test_row_58_nobody_is_told_of_the_own_question(open_as, employee, stranger):
    own, others = (open_list(open_as, person, "/tanya/") for person in (employee, stranger))

    ask_from_a_browser(open_as, employee, "Bagaimana mencairkan SPP-GU yang tertolak?")

    expect(others.locator(OFFER)).to_have_text(ONE, timeout=SOON)
    expect(own.locator(OFFER)).to_be_hidden()


def test_row_58_what_is_announced_to_a_unit_rings_only_there(open_as, leader, employee, stranger):
    inside, outside = (
        open_list(open_as, person, "/pengumuman/") for person in (employee, stranger)
    )
    page = open_as(leader, "/pengumuman/baru/")
    page.fill("[name=title]", "Apel gabungan hari Senin")
    page.fill("[name=body]", "Mohon hadir pukul tujuh di halaman kantor.")
    page.locator("main form button.btn--primary").click()
    expect(page.locator("#judul")).to_have_text("Apel gabungan hari Senin")

    expect(inside.locator(OFFER)).to_have_text(ONE, timeout=SOON)
    expect(outside.locator(OFFER)).to_be_hidden()


def report_from_a_browser(open_as, person, answer):
    page = open_as(person, f"/j/{answer.public_id}/laporkan/")
    page.get_by_label("Menghina atau mengancam").check()
    page.locator("main form button.btn--primary").click()
    expect(page.locator(".notice--ok")).to_be_visible()


def test_the_queue_counts_by_itself_and_moves_nothing(
    open_as, question, moderator, stranger, colleague, unit, now
):
    """An item that another moderator decides says so in its place; the focus stays there."""
    answer = make_answer(colleague, question)
    other = UserFactory(unit=unit)
    AreaCuratorship.objects.create(user=other, area=None, since=now)
    health = UserFactory(unit=unit)
    AreaCuratorship.objects.create(user=health, area=area("T.KES"), since=now)
    waiting, elsewhere = (open_list(open_as, person, "/moderasi/") for person in (other, health))
    expect(waiting.locator("#antrean-semua b")).to_have_text("2")
    before = waiting.evaluate(PLACES)

    report_from_a_browser(open_as, stranger, answer)
    expect(waiting.locator("#antrean-laporan b")).to_have_text("1", timeout=SOON)
    expect(waiting.locator("#antrean-semua b")).to_have_text("3")
    expect(waiting.locator(OFFER)).to_have_text("Antrean berubah. Muat")
    card = waiting.locator("[data-review]").first
    card.get_by_role("button").focus()
    deciding = open_as(moderator, f"/moderasi/{card.get_attribute('data-review')}/")
    deciding.get_by_role("button", name="Sudah dilihat, baik").click()

    expect(card).to_contain_text("Sudah diputuskan", timeout=SOON)
    expect(waiting.locator("#antrean-semua b")).to_have_text("2")
    expect(card.get_by_text("Sudah diputuskan")).to_be_focused()
    assert waiting.evaluate(PLACES) == before
    expect(elsewhere.locator(OFFER)).to_be_hidden()
    assert waiting.errors == []
