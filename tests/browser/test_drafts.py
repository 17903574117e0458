"""What is typed is never lost: drafts, other devices, and the outbox (rows 76, 77, 84; J3, J4)."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from discussions.models import Post
from foundation.drafts import find_draft, keep_draft
from tests.factories import make_answer, make_question

LEAVE = """() => {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
WAITS = "menunggu sinyal"


@pytest.fixture
def thread(employee):
    return make_question(employee)


def write_offline(page, words):
    page.wait_for_load_state("networkidle")  # the outbox itself has arrived
    page.context.set_offline(True)
    page.fill("#jawab [name=body]", words)
    page.locator("#jawab button.btn--primary").click()
    expect(page.locator(".outbox", has_text=words[:30])).to_contain_text(WAITS)


def test_row_84_j4_without_a_signal_an_answer_waits_and_is_sent_once(open_as, colleague, thread):
    """J4: lose the signal on send, outbox, back online, exactly one answer."""
    page = open_as(colleague, thread.get_absolute_url())
    write_offline(page, "Buka menu Koreksi, pilih rekening yang benar, lalu simpan.")
    assert not Post.objects.filter(author=colleague).exists()

    page.context.set_offline(False)

    expect(page.locator(".toast")).to_contain_text("Terkirim")
    expect(page.locator(".outbox")).to_have_count(0)
    for _again in range(2):
        page.context.set_offline(True)
        page.context.set_offline(False)
    page.locator(".toast a").click()
    expect(page.locator(".answer", has_text="Buka menu Koreksi")).to_have_count(1)
    assert Post.objects.filter(author=colleague).count() == 1


def test_row_84_one_sentence_says_that_it_waits(open_as, colleague, thread):
    """What comes into view when the form goes has no word of its own (row 84)."""
    page = open_as(colleague, thread.get_absolute_url())
    words = "Buka menu Koreksi lalu pilih rekening yang benar di saat\n sinyalnya kembali."
    write_offline(page, words)

    expect(page.locator(".outbox span")).to_have_text(
        "“Buka menu Koreksi lalu pilih rekening yang benar di saat…” menunggu sinyal, lalu "
        "dikirim satu kali."
    )
    page.wait_for_timeout(500)  # htmx looks each 200 ms whether something came into view
    expect(page.locator(".toast")).to_have_count(0)


def test_row_84_what_was_sent_stands_on_its_page_and_is_no_news(open_as, colleague, thread):
    page = open_as(colleague, thread.get_absolute_url())
    write_offline(page, "Buka menu Koreksi, pilih rekening yang benar, lalu simpan.")

    page.context.set_offline(False)

    expect(page.locator(".answer", has_text="Buka menu Koreksi")).to_have_count(1)
    expect(page.locator("#jawaban")).to_have_text("1 jawaban")
    expect(page.locator("live-region.livebar")).to_be_hidden()


def test_row_84_two_answers_wait_in_order(open_as, colleague, employee, thread):
    """discussions.md, idea 13: airplane mode, two answers, exactly two posted, in order."""
    other = make_question(employee, title="Apakah SPPD boleh digabung?")
    page = open_as(colleague, thread.get_absolute_url())
    second = page.context.new_page()
    second.goto(page.url.split("/tanya/")[0] + other.get_absolute_url())
    write_offline(page, "Jawaban pertama yang menunggu sinyal.")
    write_offline(second, "Jawaban kedua yang menunggu sinyal.")

    page.context.set_offline(False)

    expect(second.locator(".outbox")).to_have_count(0, timeout=20_000)
    expect(page.locator(".outbox")).to_have_count(0, timeout=20_000)
    posts = Post.objects.filter(author=colleague).order_by("created_at")
    assert [post.body.split()[1] for post in posts] == ["pertama", "kedua"]


def test_the_answer_was_taken_and_only_the_reply_was_lost(open_as, colleague, thread):
    """The worst moment: it is published, but the phone never hears so. Sent again, it is one."""
    page = open_as(colleague, thread.get_absolute_url())
    page.route("**/jawab/", lambda route: (route.fetch(max_redirects=0), route.abort()))
    page.fill("#jawab [name=body]", "Terkirim, tetapi balasannya hilang di jalan.")
    page.locator("#jawab button.btn--primary").click()
    expect(page.locator(".outbox")).to_contain_text(WAITS)
    page.unroute("**/jawab/")

    page.get_by_role("button", name="Coba sekarang").click()

    expect(page.locator(".toast")).to_contain_text("Terkirim")
    assert Post.objects.filter(author=colleague).count() == 1


def test_what_waits_is_taken_back_as_a_draft(open_as, colleague, thread):
    page = open_as(colleague, thread.get_absolute_url())
    write_offline(page, "Ternyata masih perlu saya perbaiki dulu.")
    page.route("**/jawab/", lambda route: route.abort())
    page.context.set_offline(False)

    page.get_by_role("button", name="Ambil kembali").click()
    page.get_by_role("button", name="Lanjutkan").click()

    expect(page.locator("#jawab [name=body]")).to_have_value(
        "Ternyata masih perlu saya perbaiki dulu."
    )


def test_what_the_server_refuses_meanwhile_is_a_draft_again(open_as, colleague, thread):
    page = open_as(colleague, thread.get_absolute_url())
    write_offline(page, "Pertanyaannya ditutup sebelum sinyal kembali.")
    thread.closed_at = timezone.now()
    thread.save()

    page.context.set_offline(False)

    expect(page.locator(".toast")).to_contain_text("menjadi draf lagi")
    stored = page.evaluate("JSON.stringify(localStorage)")
    assert "Pertanyaannya ditutup sebelum sinyal kembali." in stored


def test_errors_stand_at_their_fields_as_ever(open_as, colleague, thread):
    page = open_as(colleague, thread.get_absolute_url())
    page.fill("#jawab [name=body]", "pendek")
    page.locator("#jawab button.btn--primary").click()

    expect(page.locator(".errsum")).to_be_visible()
    expect(page.locator("[name=body]")).to_have_value("pendek")


def test_a_draft_of_an_edit_is_offered(open_as, colleague, thread):
    """It starts with text, and what was typed on top of it is still no less typed."""
    answer = make_answer(colleague, thread)
    page = open_as(colleague, f"/j/{answer.public_id}/sunting/")
    page.fill("[name=body]", answer.body + " Tambahan yang belum disimpan.")
    expect(page.locator(".saved")).not_to_be_empty()

    page.goto(page.url)
    page.get_by_role("button", name="Lanjutkan").click()

    expect(page.locator("[name=body]")).to_have_value(
        answer.body + " Tambahan yang belum disimpan."
    )


def test_pasted_and_left_at_once(open_as, employee):
    page = open_as(employee, "/tanya/baru/")
    page.locator(".saved").first.wait_for(state="attached")
    page.fill("[name=body]", "Ditempel lalu langsung pergi.")
    page.goto(page.url)

    expect(page.locator(".draft")).to_contain_text("Ditempel lalu langsung pergi.")


def test_a_comments_draft_is_kept_where_no_other_form_stands(open_as, employee, colleague, thread):
    make_answer(employee, thread)
    page = open_as(employee, thread.get_absolute_url())
    page.locator("[data-opening] .manage summary").click()
    page.locator("[data-comments]").first.click()
    page.fill("form[data-draft] textarea", "Komentar yang belum dikirim.")

    expect(page.locator(".saved")).not_to_be_empty()


def test_throwing_one_away_keeps_the_text_of_the_other_device(open_as, employee):
    """What was never shown is never thrown away."""
    phone = open_as(employee, "/tanya/baru/")
    phone.fill("[name=body]", "Coretan di HP pertama.")
    expect(phone.locator(".saved")).not_to_be_empty()
    office = open_as(employee, "/tanya/baru/")
    office.fill("[name=body]", "Tulisan panjang di komputer kantor.")
    with office.expect_response(lambda answer: answer.request.method == "POST"):
        office.evaluate(LEAVE)
    # The phone had no signal all the while, so nothing of it reached the server.
    phone.route(
        "**/saya/draf/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    phone.goto(phone.url)
    phone.get_by_role("button", name="Buang").click()

    expect(phone.locator(".draft")).to_contain_text("Tulisan panjang di komputer kantor.")
    assert find_draft(user=employee, form="/tanya/baru/")


def test_all_drafts_stand_on_a_page(open_as, employee):
    page = open_as(employee, "/tanya/baru/")
    page.fill("[name=body]", "Separuh pertanyaan dari HP.")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.evaluate(LEAVE)
    page.goto(page.url.replace("/tanya/baru/", "/saya/draf/"))
    expect(page.locator("main")).to_contain_text("Separuh pertanyaan dari HP.")

    page.get_by_role("button", name="Buang").click()

    expect(page.locator("main")).to_contain_text("Tidak ada draf")


def test_what_another_device_began_is_gone_once_it_is_sent_here(open_as, colleague, thread):
    """Sent as it was found: no key of this page ever reached the draft."""
    form, words = thread.get_absolute_url(), "Buka menu Koreksi, lalu simpan lagi."
    fields = {"values": [["body", words]], "key": "kunci-lama"}
    keep_draft(user=colleague, form=form, fields=fields, sequence=0, now=timezone.now())
    page = open_as(colleague, form)
    page.get_by_role("button", name="Lanjutkan").click()
    with page.expect_response(lambda answer: answer.url.endswith("/saya/draf/")):
        page.locator("#jawab button.btn--primary").click()
    expect(page.locator(".answer", has_text=words)).to_be_visible()

    page.goto("/saya/draf/")

    expect(page.locator("main")).to_contain_text("Tidak ada draf")
