"""Journey J5: a link to an answer on the third page leads to it, in view and ringed."""

import pytest
from playwright.sync_api import expect

from discussions.models import ThreadSeen
from tests.factories import write_answers

pytestmark = pytest.mark.scale
both = pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
LIVE = "live-region[data-event=answer-posted] button"


@pytest.fixture
def long_question(question):
    """Three pages of answers."""
    write_answers(question, 45)
    return question


def expect_ringed(page, anchor):
    answer = page.locator(f"#{anchor}")
    expect(answer).to_be_in_viewport()
    assert answer.evaluate("one => getComputedStyle(one).boxShadow") != "none"


@both
def test_j5_a_link_to_an_answer_on_page_three(open_as, long_question, stranger, js):
    answer = long_question.posts.get(no=44)

    page = open_as(stranger, f"/j/{answer.public_id}/", js=js)

    expect_ringed(page, answer.anchor)
    expect(page.locator(".pager [aria-current=page]")).to_have_text("Halaman 3")
    assert page.errors == []


def test_an_old_link_from_when_it_was_the_only_page(open_as, long_question, stranger):
    answer = long_question.posts.get(no=44)

    page = open_as(stranger, f"{long_question.get_absolute_url()}#{answer.anchor}")

    expect_ringed(page, answer.anchor)
    assert page.errors == []


def test_an_old_link_to_what_is_gone_stays_on_the_question(open_as, long_question, stranger):
    page = open_as(stranger, f"{long_question.get_absolute_url()}#j-222222")

    expect(page).to_have_url(f"{long_question.get_absolute_url()}?ke=j-222222#j-222222")
    expect(page.locator(".answer")).to_have_count(20)


@both
def test_the_pages_are_turned_and_all_become_read(open_as, long_question, stranger, js):
    page = open_as(stranger, long_question.get_absolute_url(), js=js)
    for number in (2, 3):
        page.get_by_role("link", name="Halaman berikutnya").click()
        expect(page.locator(".pager [aria-current=page]")).to_have_text(f"Halaman {number}")
        expect(page.locator("#jawaban")).to_be_in_viewport()

    page.goto("/tanya/")

    expect(page.locator(".dot")).to_have_count(0)
    assert ThreadSeen.objects.get(user=stranger).last_read_no == 46


def test_a_new_answer_comes_to_the_reader_of_the_first_page(
    open_as, long_question, stranger, colleague
):
    reading = open_as(stranger, long_question.get_absolute_url())
    answering = open_as(colleague, long_question.get_absolute_url())
    reading.wait_for_timeout(500)

    answering.fill("#jawab [name=body]", "Jawaban dari peramban lain.")
    answering.locator("#jawab button.btn--primary").click()

    answering.wait_for_url("**?ke=j-*")
    new = long_question.posts.get(no=47)
    expect_ringed(answering, new.anchor)
    expect(reading.locator(LIVE)).to_be_visible(timeout=5000)
    reading.locator(LIVE).click()
    expect(reading.locator(f"#{new.anchor}")).to_be_focused()
    expect(reading.locator(".answer")).to_have_count(21)
    assert reading.errors == []
