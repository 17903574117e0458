"""A moderator's day and the readers' new buttons, in a real browser (J21–J23 of ux 6.1)."""

import pytest
from playwright.sync_api import expect

from competencies.models import AreaCuratorship
from discussions.models import Duplicate, Post, Review, Thread
from foundation.models import Saved
from tests.factories import UserFactory, make_answer, make_question

pytestmark = pytest.mark.scale
both = pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
NIK = "1102014507900003"


@pytest.fixture
def answer(employee, colleague):
    """The colleague's answer to the employee's question; it shows a NIK."""
    return make_answer(colleague, make_question(employee), body=f"NIK beliau {NIK}, silakan.")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


@both
def test_j21_a_report_hides_and_a_moderator_masks(
    open_as, answer, employee, moderator, stranger, colleague, js
):
    """J21: what shows personal data is masked, published again, and its author is told."""
    thread = answer.thread.get_absolute_url()
    reader = open_as(stranger, thread, js=js)
    reader.locator(f"#{answer.anchor} .manage summary").click()
    reader.locator(f"#{answer.anchor}").get_by_role("link", name="Laporkan").click()
    reader.get_by_label("Memuat data pribadi").check()
    press(reader, "Kirim laporan")
    expect(reader.locator("main")).not_to_contain_text(NIK)

    page = open_as(moderator, "/moderasi/?jenis=laporan", js=js)
    press(page, "Tinjau")
    expect(page.locator("main")).to_contain_text(NIK)
    page.fill("[name=reason]", "NIK warga tidak boleh tampil.")
    press(page, "Samarkan & terbitkan")
    expect(page.get_by_role("button", name="Urungkan")).to_be_visible()

    reported = Review.objects.get(kind="report")
    expect(page.locator(f"[data-review='{reported.public_id}']")).to_have_count(0)
    reader.wait_for_timeout(12_000)  # ten seconds to undo, then the worker carries it out
    reader.goto(reader.url)
    expect(reader.locator(f"#{answer.anchor}")).to_contain_text("••03")
    assert Post.objects.get(pk=answer.pk).hidden_at is None
    told = open_as(colleague, "/kabar/", js=js)
    expect(told.locator("main")).to_contain_text("Sebagian kata dalam tulisan Anda disamarkan")
    told.goto(f"/tanya/{answer.thread.public_id}/riwayat/")
    expect(told.locator("main")).to_contain_text("NIK warga tidak boleh tampil.")
    assert reader.errors == page.errors == []


def test_an_undone_decision_stands_in_the_queue_again(open_as, answer, moderator):
    review = Review.objects.get(kind="first", about_id=answer.pk)
    page = open_as(moderator, review.get_absolute_url())
    press(page, "Sudah dilihat, baik")
    press(page, "Urungkan")
    page.goto("/moderasi/")

    card = page.locator(f"[data-review='{review.public_id}']")
    expect(card.get_by_role("button", name="Tinjau")).to_be_visible()


def test_j22_the_second_moderator_sees_it_fade_and_hears_who_decided(
    open_as, answer, moderator, now, unit
):
    """J22: said in its place, nothing moves."""
    other = UserFactory(unit=unit)
    AreaCuratorship.objects.create(user=other, area=None, since=now)
    review = Review.objects.get(kind="first", about_id=answer.pk)
    waiting = open_as(other, "/moderasi/")
    card = waiting.locator(f"[data-review='{review.public_id}']")
    expect(card).to_be_visible()
    late = open_as(other, review.get_absolute_url(), js=False)

    page = open_as(moderator, review.get_absolute_url())
    press(page, "Sudah dilihat, baik")

    expect(card).to_contain_text("Sudah diputuskan", timeout=10_000)
    press(late, "Sudah dilihat, baik")
    expect(late.locator("main")).to_contain_text(moderator.name)


@both
def test_j23_an_asker_says_yes_and_a_moderator_merges(
    open_as, answer, employee, colleague, stranger, moderator, js
):
    """J23: the old address leads to the question that stays."""
    again = make_question(stranger, title="Mengoreksi kode rekening belanja yang salah?")
    page = open_as(colleague, again.get_absolute_url(), js=js)
    page.locator("article[data-opening] details.manage summary").click()
    page.get_by_role("link", name="Pernah ditanyakan").click()
    page.get_by_role("link", name=answer.thread.title).first.click()
    press(page, "Tanyakan kepada penanya")
    assert Duplicate.objects.get().thread == again

    merging = open_as(moderator, "/moderasi/?jenis=duplikat", js=js)
    merging.get_by_role("link", name="Gabungkan").click()
    merging.fill("[name=reason]", "Keduanya menanyakan hal yang sama.")
    press(merging, "Gabungkan pertanyaan")

    page.goto(again.get_absolute_url())
    expect(page).to_have_url(f"{answer.thread.get_absolute_url()}?dari={again.public_id}")
    assert Thread.objects.get(pk=again.pk).merged_into == answer.thread


@both
def test_a_half_written_answer_survives_saya_jawab(open_as, employee, stranger, js):
    thread = make_question(employee)
    page = open_as(stranger, thread.get_absolute_url(), js=js)
    page.fill("#jawab [name=body]", "Setengah jawaban")

    press(page, "Saya jawab")

    expect(page.get_by_role("button", name="Saya tidak jadi menjawab")).to_be_visible()
    expect(page.locator("#jawab [name=body]")).to_have_value("Setengah jawaban")
    page.fill("#jawab [name=body]", "Setengah jawaban, kini utuh.")
    press(page, "Kirim jawaban")
    expect(page.locator(".answer")).to_contain_text("kini utuh")


@both
def test_what_works_is_confirmed_and_saved(open_as, employee, colleague, stranger, js):
    answer = make_answer(colleague, make_question(employee))
    page = open_as(stranger, answer.thread.get_absolute_url(), js=js)

    page.locator(f"#{answer.anchor} .manage summary").click()
    press(page, "Berhasil di unit saya")
    expect(page.locator(f"#{answer.anchor}")).to_contain_text("Dipakai 1 unit")
    press(page, "Simpan")
    expect(page.get_by_role("button", name="Tersimpan")).to_be_visible()

    assert Saved.objects.get().user == stranger
    assert page.errors == []


def test_a_nik_is_masked_before_it_is_published(open_as, employee, stranger):
    thread = make_question(employee)
    page = open_as(stranger, thread.get_absolute_url())
    page.fill("#jawab [name=body]", f"Gunakan NIK {NIK} pada formulirnya.")
    press(page, "Kirim jawaban")
    expect(page.locator("mark")).to_have_text(NIK)

    press(page, "Samarkan & kirim")

    expect(page.locator(".answer")).to_contain_text("••••••••••••••03")


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_row_23_found_by_words_compared_and_merged(open_as, question, stranger, moderator, js):
    other = make_question(stranger, title="Cara memperbaiki kode rekening yang keliru?")
    page = open_as(moderator, question.get_absolute_url(), js=js)
    page.locator("[data-opening] .manage summary").click()
    page.get_by_role("link", name="Gabungkan").click()
    page.get_by_label("Cari pertanyaan yang lain").fill("memperbaiki yang keliru")
    page.locator("main").get_by_role("button", name="Cari", exact=True).click()
    page.get_by_role("link", name=other.title).click()

    left, right = (one.bounding_box() for one in page.locator(".pair > article").all())
    assert right["y"] > left["y"]  # one below the other on a phone
    expect(page.get_by_role("heading", name="Yang akan terjadi")).to_be_visible()
    page.get_by_label("Mengapa?").fill("Keduanya menanyakan hal yang sama.")
    page.get_by_role("button", name="Gabungkan pertanyaan").click()

    expect(page.locator("h1")).to_have_text(other.title)
    assert page.errors == []
