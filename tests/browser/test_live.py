"""An answer given in one browser appears in the other, and nothing is lost or doubled."""

import pytest
from playwright.sync_api import expect

from tests.factories import UserFactory, make_answer, make_question

pytestmark = pytest.mark.scale
LIVE = "live-region[data-event=answer-posted] button"


@pytest.fixture
def long_question(employee):
    """With enough text that the page scrolls."""
    return make_question(employee, body="\n\n".join(["Sudah saya coba berkali-kali."] * 40))


def post_from_a_browser(open_as, person, thread, body):
    page = open_as(person, thread.get_absolute_url())
    page.fill("#jawab [name=body]", body)
    page.locator("#jawab button.btn--primary").click()
    expect(page.locator(".answer").last).to_contain_text(body)


def test_row_55_j6_a_new_answer_waits_and_the_page_does_not_move(
    open_as, long_question, stranger, colleague
):
    reading = open_as(stranger, long_question.get_absolute_url())
    reading.fill("#jawab [name=body]", "Saya sedang menulis jawaban")
    reading.evaluate("scrollTo(0, 600)")
    before = reading.evaluate("scrollY")

    post_from_a_browser(open_as, colleague, long_question, "Jawaban dari peramban lain.")

    expect(reading.locator(LIVE)).to_be_visible(timeout=5000)
    assert abs(reading.evaluate("scrollY") - before) <= 1
    expect(reading.locator("#jawab [name=body]")).to_have_value("Saya sedang menulis jawaban")
    reading.locator(LIVE).click()
    expect(reading.locator("#jawaban-baru .answer")).to_have_count(1)
    expect(reading.locator("#jawaban-baru .answer")).to_be_focused()
    expect(reading.locator(LIVE)).to_be_hidden()
    assert reading.errors == []


def test_row_82_a_reader_who_cannot_see_hears_that_answers_came(
    open_as, long_question, stranger, colleague, employee
):
    """In a live region that stood there empty before, so that screen readers speak it."""
    reading = open_as(stranger, long_question.get_absolute_url())
    region = reading.locator("[role=status]#ucapan")
    expect(region).to_be_attached()
    expect(region).to_be_empty()

    for person, words in ((colleague, "Jawaban dari peramban lain."), (employee, "Yang kedua.")):
        post_from_a_browser(open_as, person, long_question, words)
        expect(region).to_have_text("1 jawaban baru. Tampilkan", timeout=5000)
        reading.locator(LIVE).click()
        expect(region).to_have_text("1 jawaban baru ditambahkan")


def test_row_59_three_answers_missed_while_the_socket_was_cut_appear_once(
    open_as, long_question, stranger
):
    reading = open_as(stranger, "/")
    sockets, is_cut = [], [False]

    def line(socket):
        if is_cut[0]:
            socket.close()
        else:
            sockets.append((socket, socket.connect_to_server()))

    reading.route_web_socket("**/ws/live/", line)
    reading.goto(long_question.get_absolute_url())
    expect(reading.locator("#judul")).to_be_visible()
    reading.wait_for_timeout(500)
    is_cut[0] = True
    for page_side, server_side in sockets:
        server_side.close()
        page_side.close()
    for number in range(3):
        make_answer(UserFactory(), long_question, body=f"Jawaban saat terputus {number}.")
    is_cut[0] = False

    expect(reading.locator(f"{LIVE} [data-words]")).to_contain_text("3", timeout=20_000)
    reading.locator(LIVE).click()

    expect(reading.locator("#jawaban-baru .answer")).to_have_count(3)
    assert reading.errors == []


def test_a_killed_server_loses_nothing(open_as, site, long_question, stranger):
    reading = open_as(stranger, long_question.get_absolute_url())
    reading.wait_for_timeout(500)

    site.stop()
    make_answer(UserFactory(), long_question, body="Ditulis saat server mati.")
    site.start()

    expect(reading.locator(LIVE)).to_be_visible(timeout=20_000)


def test_f13_a_long_outage_is_over_for_the_page_within_half_a_minute(
    open_as, site, long_question, stranger
):
    """After three vain sockets it asks by HTTP; where that finds no server it waits no minute."""
    reading = open_as(stranger, "/")
    reading.clock.install()
    reading.goto(long_question.get_absolute_url())
    reading.wait_for_timeout(500)

    site.stop()
    for _try in range(3):
        reading.clock.fast_forward(30_000)
        reading.wait_for_timeout(1000)  # a slow machine refuses slowly
    make_answer(UserFactory(), long_question, body="Ditulis saat server mati.")
    site.start()
    reading.clock.fast_forward(30_000)

    expect(reading.locator(LIVE)).to_be_visible(timeout=15_000)


def test_row_57_the_bell_rings_in_another_tab(open_as, long_question, employee, colleague):
    waiting = open_as(employee, "/bidang/")
    bell = waiting.locator(".tabbar [data-bell]")
    expect(bell).to_be_hidden()

    post_from_a_browser(open_as, colleague, long_question, "Silakan coba langkah ini.")

    expect(bell).to_be_visible(timeout=5000)
    expect(bell).to_contain_text("1")


def test_row_61_without_a_socket_the_page_asks_by_itself(open_as, long_question, stranger):
    reading = open_as(stranger, "/")
    reading.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    with reading.expect_response("**/kabar/sejak/**") as polled:
        reading.goto(long_question.get_absolute_url())

    assert polled.value.ok
    assert f"thread%3A{long_question.public_id}.0" in polled.value.url


def comment_from_a_browser(open_as, person, answer, body):
    page = open_as(person, answer.thread.get_absolute_url())
    page.locator(f"#{answer.anchor}").get_by_role("link", name="Komentari").click()
    page.locator("textarea:focus").fill(body)
    page.get_by_role("button", name="Kirim komentar").click()
    expect(page.locator(f"#{answer.anchor} .comment").last).to_contain_text(body)
    assert page.errors == []


def test_a_comment_made_elsewhere_is_offered_in_the_corner_of_its_answer(
    open_as, long_question, stranger, colleague, employee
):
    answer = make_answer(colleague, long_question)
    reading = open_as(stranger, long_question.get_absolute_url())
    reading.fill("#jawab [name=body]", "Saya sedang menulis jawaban")
    reading.evaluate("scrollTo(0, 600)")
    reading.wait_for_timeout(500)
    before = reading.evaluate("scrollY")

    comment_from_a_browser(open_as, employee, answer, "Apakah berlaku untuk kecamatan?")

    button = reading.locator(f"#{answer.anchor} .fresh")
    expect(button).to_be_visible(timeout=5000)
    assert abs(reading.evaluate("scrollY") - before) <= 1
    button.click()
    expect(reading.locator(f"#{answer.anchor} .comment")).to_contain_text("untuk kecamatan?")
    expect(reading.locator(f"#{answer.anchor}")).to_be_focused()
    expect(reading.locator("#jawab [name=body]")).to_have_value("Saya sedang menulis jawaban")
    assert reading.errors == []


def test_row_56_what_happens_to_an_answer_is_seen_where_it_is_open(
    open_as, question, stranger, colleague, employee
):
    """Edited, chosen, and removed: the open page offers each of them and moves nothing."""
    answer = make_answer(colleague, question)
    reading = open_as(stranger, question.get_absolute_url())
    reading.fill("#jawab [name=body]", "Saya sedang menulis jawaban")
    article = reading.locator(f"#{answer.anchor}")
    writing = open_as(colleague, f"/j/{answer.public_id}/sunting/")
    asking = open_as(employee, question.get_absolute_url())

    writing.fill("[name=body]", "Lewat pergeseran, bukan koreksi.")
    writing.locator("main form button.btn--primary").click()
    expect(article.locator(".fresh")).to_be_visible(timeout=5000)
    assert "Lewat pergeseran, bukan" not in article.inner_text()
    article.locator(".fresh").click()
    expect(article).to_contain_text("Lewat pergeseran, bukan koreksi.")

    asking.locator(f"#{answer.anchor} button[formaction$='/solusi/']").click()
    expect(asking.locator(".answer--best")).to_be_visible()
    expect(reading.locator("#solusi-baru")).to_be_visible(timeout=5000)

    writing.goto(f"/j/{answer.public_id}/hapus/")
    writing.fill("[name=reason]", "Ternyata keliru.")
    writing.locator("main form button.btn--primary").click()
    expect(article.locator(".fresh")).to_be_visible(timeout=5000)
    article.locator(".fresh").click()
    expect(reading.locator(f"#{answer.anchor} .prose")).to_have_count(0)
    expect(reading.locator("#jawab [name=body]")).to_have_value("Saya sedang menulis jawaban")
    assert reading.errors == []


def test_a_comment_being_written_outlives_the_newer_answer_and_a_second_press(
    open_as, question, stranger, colleague, employee
):
    answer = make_answer(colleague, question)
    writing = open_as(stranger, question.get_absolute_url())
    article = writing.locator(f"#{answer.anchor}")
    article.get_by_role("link", name="Komentari").click()
    writing.locator("textarea:focus").fill("Komentar yang belum dikirim")
    writing.wait_for_timeout(500)

    comment_from_a_browser(open_as, employee, answer, "Apakah berlaku untuk kecamatan?")
    article.locator(".fresh").click()

    expect(article.locator(".comment")).to_contain_text("untuk kecamatan?")
    expect(article.locator("textarea")).to_have_value("Komentar yang belum dikirim")
    article.get_by_role("link", name="Komentari").click()
    expect(article.locator("textarea")).to_be_focused()
    expect(article.locator("textarea")).to_have_value("Komentar yang belum dikirim")
    writing.wait_for_timeout(1000)
    writing.reload()
    article.get_by_role("link", name="Komentari").click()
    expect(article.get_by_text("Draf ")).to_be_visible()
    assert writing.errors == []
