"""With the keyboard alone, and with single keys only for those who turned them on (WCAG 2.1.4)."""

from contextlib import nullcontext

import pytest
from playwright.sync_api import expect

from discussions.models import MeToo, Post, Review, Thread
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import UserFactory, make_answer, make_question
from workshops.models import Registration

FOCUSED = "document.activeElement?.textContent.trim()"


@pytest.fixture
def open_with_keys(open_as, site):
    """A page of somebody at a keyboard who turned the shortcuts on."""

    def open_page(user, path, *, keys="on", viewport=DESKTOP):
        page = open_as(user, "/bantuan/", viewport=viewport)
        page.context.add_cookies([{"name": "pintasan", "value": keys, "url": site.url}])
        with page.expect_response("**/keys*.js") if keys == "on" else nullcontext():
            page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    return open_page


def tab_to(page, locator):
    """Press Tab until it has the focus, as one does without a mouse."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if locator.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches {locator}")


def press(page, *keys):
    """Each as soon as the page hears keys: where one led to another page, once its scripts came."""
    for key in keys:
        page.locator("html[data-ready]").wait_for(state="attached")
        page.keyboard.press(key)


def test_j24_five_items_are_decided_by_keys_alone(open_with_keys, question, moderator):
    for _person in range(4):
        make_answer(UserFactory(), question)
    page = open_with_keys(moderator, "/moderasi/?jenis=pertama")
    assert Review.objects.filter(decided_at=None).count() == 5

    for decided in range(1, 6):
        press(page, "j", "Enter")
        expect(page.get_by_role("button", name="Sudah dilihat, baik 1")).to_be_visible()
        press(page, "1")
        expect(page.get_by_role("button", name="Urungkan").first).to_be_visible()
        assert Review.objects.exclude(decided_at=None).count() == decided

    press(page, "z")
    expect(page.get_by_role("button", name="Sudah dilihat, baik 1")).to_be_visible()
    assert Review.objects.exclude(decided_at=None).count() == 4
    assert page.errors == []


def test_j24_the_items_lead_to_each_other(open_with_keys, question, moderator):
    make_answer(UserFactory(), question)
    first, second = Review.objects.order_by("pk")
    page = open_with_keys(moderator, first.get_absolute_url())

    press(page, "j")
    page.wait_for_url(f"**{second.get_absolute_url()}")
    press(page, "k")
    page.wait_for_url(f"**{first.get_absolute_url()}")


def test_j24_shortcuts_off_do_nothing(open_with_keys, question, moderator):
    review = Review.objects.get()
    page = open_with_keys(moderator, review.get_absolute_url(), keys="off")
    before = page.url

    press(page, "j", "1", "c", "/", "?")
    page.wait_for_timeout(300)

    assert page.url == before
    assert page.evaluate(FOCUSED) == page.locator("body").evaluate("one => one.textContent.trim()")
    assert page.locator("dialog").count() == 0
    assert Review.objects.get().decided_at is None


def test_they_are_turned_on_and_off_under_display(open_as, employee, question):
    page = open_as(employee, "/saya/pengaturan/tampilan/?next=/tanya/", viewport=DESKTOP)
    group = page.get_by_role("group", name="Tombol pintas")
    expect(group.get_by_label("Mati")).to_be_checked()
    group.get_by_label("Nyala").check()
    with page.expect_response("**/keys*.js"):
        page.get_by_role("button", name="Simpan").click()
    page.wait_for_load_state("networkidle")

    press(page, "?")
    expect(page.get_by_role("dialog", name="Tombol pintas")).to_be_visible()
    page.get_by_role("link", name="Matikan").click()
    expect(group.get_by_label("Nyala")).to_be_checked()


def test_j_and_k_go_through_the_questions_and_enter_opens(open_with_keys, employee):
    titles = [
        make_question(employee, title=f"Pertanyaan ke-{no} tentang SIPD?").title for no in "123"
    ]
    page = open_with_keys(employee, "/tanya/")

    seen = []
    for key in "jjkjjj":
        press(page, key)
        seen.append(page.evaluate(FOCUSED))
    assert seen == [titles[2], titles[1], titles[2], titles[1], titles[0], titles[0]]
    press(page, "Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(titles[0])


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_c_asks_and_slash_searches(open_with_keys, employee, question, viewport):
    page = open_with_keys(employee, "/tanya/?bidang=keuangan-daerah", viewport=viewport)

    press(page, "/")
    expect(page.locator("input[type=search]:focus")).to_have_count(1)
    page.keyboard.type("cj?/")
    expect(page.locator("input[type=search]:focus")).to_have_value("cj?/")
    press(page, "Escape")
    page.evaluate("document.activeElement.blur()")
    for held in ("Control", "Alt", "Meta"):
        press(page, f"{held}+c", f"{held}+j")
    assert page.evaluate(FOCUSED) == page.locator("body").evaluate("one => one.textContent.trim()")
    press(page, "c")

    page.wait_for_url("**/tanya/baru/?bidang=keuangan-daerah")
    page.goto(question.get_absolute_url())
    page.wait_for_load_state("networkidle")
    press(page, "c")
    page.wait_for_url("**/tanya/baru/")


def test_the_list_of_keys_opens_closes_and_gives_the_focus_back(open_with_keys, employee, question):
    page = open_with_keys(employee, "/tanya/")
    press(page, "j", "?")
    dialog = page.get_by_role("dialog", name="Tombol pintas")
    expect(dialog).to_be_visible()

    press(page, "j", "c")
    expect(dialog).to_be_visible()
    press(page, "Escape")

    expect(dialog).to_be_hidden()
    assert page.evaluate(FOCUSED) == question.title
    assert page.errors == []


def ask_by_keys(page):
    tab_to(page, page.locator("[name=title]"))
    page.keyboard.type("Bagaimana mencairkan SPP-GU yang tertolak?")
    tab_to(page, page.locator("[name=body]"))
    page.keyboard.type("Sistem menampilkan sisa SPD tidak mencukupi.")
    tab_to(page, page.get_by_label("Keuangan Daerah"))
    press(page, "Space")
    tab_to(page, page.locator("main form button.btn--primary"))
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("mencairkan SPP-GU")


def answer_by_keys(page):
    tab_to(page, page.locator("[name=body]"))
    page.keyboard.type("Periksa SPD triwulan berjalan lebih dulu.")
    tab_to(page, page.locator("#jawab button.btn--primary"))
    press(page, "Enter")
    expect(page.locator(".answer")).to_contain_text("Periksa SPD")


def test_j28_asked_answered_and_registered_by_keyboard(open_as, employee, colleague, workshop):
    asking = open_as(employee, "/tanya/baru/", viewport=DESKTOP)
    ask_by_keys(asking)
    answering = open_as(colleague, Thread.objects.get().get_absolute_url(), viewport=DESKTOP)
    answer_by_keys(answering)
    joining = open_as(employee, workshop.get_absolute_url(), viewport=DESKTOP)
    tab_to(joining, joining.locator(".reg form button.btn--primary"))
    press(joining, "Enter")
    expect(joining.locator(".notice--ok").first).to_be_visible()

    assert Post.objects.filter(author=colleague).count() == 1
    assert Registration.objects.get().user == employee
    assert asking.errors == answering.errors == joining.errors == []


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_what_stands_behind_the_dots_is_reached_by_keys(open_as, question, stranger, js):
    page = open_as(stranger, question.get_absolute_url(), viewport=PHONE, js=js)
    menu = page.locator("[data-opening] .manage")
    expect(menu.get_by_role("button", name="Saya juga mengalami")).to_be_hidden()
    height = page.locator("[data-opening] .acts").bounding_box()["height"]
    assert height < 130  # two lines, as in the prototype

    tab_to(page, menu.locator("summary"))
    for key in ("Enter", "Tab", "Enter"):
        page.keyboard.press(key)

    pressed = menu.locator("[aria-pressed=true]")
    expect(pressed).to_be_attached()
    assert MeToo.objects.filter(user=stranger, thread=question).exists()
    assert page.errors == []
