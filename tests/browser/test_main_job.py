"""The product's main job, as an employee, a leader and a moderator do it, with and without JS."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.utils import timezone
from playwright.sync_api import expect

from competencies.models import LearningForm, LearningRecord
from discussions.models import Solution, Thread
from tests.browser.forms import choose_area
from tests.factories import make_answer, make_question
from workshops.models import Registration, Session, WorkCalendar, Workshop

pytestmark = pytest.mark.scale
# The tab goes to the back, once what was typed has been noticed.
LEAVE = (
    "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
    "setTimeout(() => document.dispatchEvent(new Event('visibilitychange')), 1500)"
)
both = pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def test_a_member_signs_in_with_a_nip_written_with_spaces(open_as, employee, site):
    employee.nip, employee.welcomed_at = "198607262010032001", timezone.now()
    employee.password = PBKDF2PasswordHasher().encode("kebun kopi di Ketambe", "garam")
    employee.save()
    page = open_as(None, "/masuk/")

    page.fill("[name=login]", "19860726 201003 2 001")
    page.fill("[name=password]", "kebun kopi di Ketambe")
    page.locator("main button.btn--primary").click()

    expect(page).to_have_url(f"{site.url}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rahma Yuni")


@both
def test_a_question_is_asked_answered_solved_and_found(open_as, employee, colleague, js):
    asking = open_as(employee, "/tanya/baru/", js=js)
    asking.fill("[name=title]", "Bagaimana mencairkan SPP-GU yang tertolak?")
    asking.fill("[name=body]", "Sistem menampilkan sisa SPD tidak mencukupi.")
    choose_area(asking, "Keuangan Daerah", js)
    asking.locator("main form button.btn--primary").click()
    expect(asking.get_by_role("heading", level=1)).to_contain_text("mencairkan SPP-GU")

    answering = open_as(colleague, asking.url, js=js)
    answering.fill("[name=body]", "Periksa SPD triwulan berjalan lebih dulu.")
    answering.locator("#jawab button.btn--primary").click()
    expect(answering.locator(".answer")).to_contain_text("Periksa SPD")

    asking.reload()
    asking.locator(".answer button[formaction$='/solusi/']").click()
    expect(asking.locator(".answer--best")).to_contain_text("Periksa SPD")
    assert Solution.objects.get().kind == "asker"

    asking.goto("/cari/?q=pencairan")
    expect(asking.locator("main .q__title").first).to_contain_text("mencairkan")
    assert asking.errors == []


@both
def test_j2_a_question_is_asked_past_what_resembles_it(open_as, employee, colleague, js):
    """Title, what resembles it, body, area, sent; pressing twice, loading again make no other."""
    make_question(colleague, title="Bagaimana mencairkan SPP-GU yang tertolak?")
    page = open_as(employee, "/tanya/baru/", js=js)
    page.fill("[name=title]", "Bagaimana mencairkan SPP-GU yang tertolak sistem?")
    if js:
        expect(page.locator("#serupa")).to_contain_text("mencairkan SPP-GU")
    page.fill("[name=body]", "Sistem menampilkan sisa SPD tidak mencukupi.")
    choose_area(page, "Keuangan Daerah", js)
    if not js:
        page.locator("main form button.btn--primary").click()
        expect(page.locator("main")).to_contain_text("Sebelum terbit")
    page.locator("main form button.btn--primary").dblclick()
    expect(page.locator("#judul")).to_contain_text("tertolak sistem")

    page.reload()
    expect(page.locator("#judul")).to_contain_text("tertolak sistem")

    assert Thread.objects.asked_by(employee).count() == 1


def test_a_comment_is_written_without_javascript_and_removed(open_as, employee, colleague):
    answer = make_answer(colleague, make_question(employee))
    page = open_as(employee, answer.thread.get_absolute_url(), js=False)
    page.locator(f"#{answer.anchor}").get_by_role("link", name="Komentari").click()
    page.fill("main [name=body]", "Terima kasih, berhasil.")
    page.get_by_role("button", name="Kirim komentar").click()

    comment = page.locator(f"#{answer.anchor} .comment")
    expect(comment).to_contain_text("Terima kasih, berhasil.")
    comment.locator("time").click()
    page.get_by_role("button", name="Hapus komentar").click()

    expect(page.locator(f"#{answer.anchor}")).to_be_visible()
    expect(comment).to_have_count(0)


def test_a_question_that_was_answered_before_need_not_be_asked(open_as, employee, colleague):
    before = make_question(colleague, title="Bagaimana mengoreksi kode rekening di SIPD?")
    make_answer(colleague, before)
    page = open_as(employee, "/tanya/baru/")
    page.fill("[name=body]", "Sistem menolak karena rinciannya tidak cocok.")
    page.locator("[name=title]").press_sequentially("mengoreksi kode rekening SIPD", delay=10)

    expect(page.locator("#serupa .q__title")).to_contain_text("mengoreksi kode rekening")
    expect(page.locator("#serupa-status")).to_have_text("1 pertanyaan serupa sudah ada")
    page.fill("[name=title]", "")
    page.locator("[name=title]").press_sequentially("siapa memegang kunci aula", delay=10)
    expect(page.locator("#serupa .q__title")).to_have_count(0)
    page.fill("[name=title]", "")
    page.locator("[name=title]").press_sequentially("mengoreksi kode rekening SIPD", delay=10)
    with page.context.expect_page() as opened:
        page.locator("#serupa a").click()
    opened.value.close()
    expect(page.locator("[name=body]")).to_have_value(
        "Sistem menolak karena rinciannya tidak cocok."
    )
    page.get_by_role("button", name="Sudah terjawab").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("di SIPD?")
    page.goto("/tanya/baru/")
    expect(page.locator("[name=body]")).to_have_value("")
    expect(page.locator("main .notice")).to_have_count(0)
    assert Thread.objects.count() == 1
    assert page.errors == []


def fill_announcement(page, unit, day, js):
    page.fill("[name=title]", "Membaca data gizi untuk keputusan")
    choose_area(page, "Kesehatan", js)
    page.fill("[name=description]", "Latihan membaca grafik penimbangan bersama.")
    page.select_option("[name=form]", value=str(LearningForm.objects.get(code="KL07").pk))
    page.fill("[name='sesi-0-day']", day.strftime("%Y-%m-%d"))
    page.fill("[name='sesi-0-start']", "09:00")
    page.fill("[name='sesi-0-end']", "12:00")
    page.fill("[name=place]", "Aula Dinas Kesehatan")
    page.fill("[name=seats]", "20")
    page.select_option("[name=unit]", label=unit.name)


@both
def test_a_workshop_is_announced_joined_attended_and_credited(open_as, leader, employee, js):
    now = timezone.localtime()
    hosting = open_as(leader, "/lokakarya/baru/", js=js)
    day = WorkCalendar.around([now.date()], []).after(now.date(), 1)  # nothing to ask about it
    fill_announcement(hosting, leader.unit, day, js)
    hosting.locator("main form button.btn--primary").click()
    expect(hosting.locator(".ws__title")).to_contain_text("Membaca data gizi")
    workshop = Workshop.objects.get()
    assert workshop.jp == 5

    joining = open_as(employee, "/lokakarya/", js=js)
    joining.get_by_role("link", name="Membaca data gizi untuk keputusan").click()
    joining.locator(".reg form button.btn--primary").click()
    expect(joining.locator(".notice--ok").first).to_be_visible()
    assert Registration.objects.get().user == employee

    Session.objects.update(starts_at=now - timedelta(hours=1), ends_at=timezone.now())
    hosting.goto(f"/lokakarya/{workshop.public_id}/kelola/hadir/")
    hosting.get_by_label(employee.name).check()
    hosting.locator("form[data-saves] button.btn--primary").click()
    hosting.locator("form[action$='/tutup/'] button").click()
    expect(hosting.locator("form[action$='/buka/']")).to_be_visible()

    joining.goto("/saya/")
    expect(joining.locator(".ring__num b")).to_have_text("5")
    assert LearningRecord.objects.get().jp == 5
    assert joining.errors == hosting.errors == []


@both
def test_an_answer_that_helped_is_marked_and_unmarked(open_as, question, colleague, stranger, js):
    answer = make_answer(colleague, question)
    page = open_as(stranger, question.get_absolute_url(), js=js)

    for state, score in (("true", 1), ("false", 0)):
        page.locator(f"#membantu-{answer.public_id}").click()
        expect(page.locator(f"#membantu-{answer.public_id}")).to_have_attribute(
            "aria-pressed", state
        )
        answer.refresh_from_db()
        assert answer.score == score
    assert page.errors == []


def test_pressing_twice_asks_once(open_as, employee):
    page = open_as(employee, "/tanya/baru/")
    page.fill("[name=title]", "Pertanyaan yang dikirim dua kali berturut-turut?")
    page.fill("[name=body]", "Sinyal lemah, jadi tombol ditekan dua kali.")
    choose_area(page, "Keuangan Daerah", True)

    page.locator("main form button.btn--primary").dblclick()
    expect(page.locator("#judul")).to_be_visible()

    assert Thread.objects.count() == 1


def test_j3_a_draft_survives_a_closed_tab(open_as, employee):
    page = open_as(employee, "/tanya/baru/")
    page.fill("[name=title]", "Draf yang belum selesai ditulis")
    expect(page.locator(".saved")).not_to_be_empty()
    again = page.context.new_page()
    page.close()

    again.goto("/tanya/baru/")
    again.locator("form .notice button").first.click()

    expect(again.locator("[name=title]")).to_have_value("Draf yang belum selesai ditulis")


def test_a_draft_goes_on_on_another_device(open_as, employee):
    phone = open_as(employee, "/tanya/baru/")
    phone.fill("[name=body]", "Separuh pertanyaan dari HP.")
    with phone.expect_response(lambda answer: answer.request.method == "POST"):
        phone.evaluate(LEAVE)

    office = open_as(employee, "/tanya/baru/")
    office.get_by_role("button", name="Lanjutkan").click()

    expect(office.locator("[name=body]")).to_have_value("Separuh pertanyaan dari HP.")


def test_two_tabs_on_one_draft_lose_nothing(open_as, employee):
    """Row 77: the tab that comes second is told, and its own text stays in it."""
    first, second = (open_as(employee, "/tanya/baru/") for _tab in "ab")
    for page, text in [(first, "Tab pertama menulis ini."), (second, "Tab kedua menulis itu.")]:
        page.fill("[name=body]", text)
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.evaluate(LEAVE)

    expect(second.locator(".draft")).to_contain_text("Tidak ada yang ditimpa")
    expect(second.locator("[name=body]")).to_have_value("Tab kedua menulis itu.")
    second.get_by_role("button", name="Tampilkan yang itu").click()
    expect(second.locator("[name=body]")).to_have_value("Tab pertama menulis ini.")
    second.get_by_role("button", name="Kembalikan punya saya").click()
    expect(second.locator("[name=body]")).to_have_value("Tab kedua menulis itu.")
