"""Row 52: a name is offered after "@", and chosen by keyboard."""

from playwright.sync_api import expect

from discussions.models import Post
from tests.factories import make_question


def test_a_person_is_mentioned_by_keyboard(open_as, employee, colleague, stranger):
    thread = make_question(employee)
    page = open_as(colleague, thread.get_absolute_url())
    field = page.locator("#jawab [name=body]")
    field.press_sequentially("Coba tanya @wahy")
    expect(page.get_by_role("option", name=stranger.name)).to_be_visible()

    field.press("Enter")

    expect(field).to_have_value(f"Coba tanya [@{stranger.name}](/orang/{stranger.public_id}/) ")
    page.locator("#jawab button.btn--primary").click()
    expect(page.locator(".answer .prose a", has_text=stranger.name)).to_be_visible()
    assert Post.objects.filter(author=colleague).exists()
    assert page.errors == []


def test_escape_leaves_the_text_as_it_is(open_as, employee, colleague, stranger):
    page = open_as(colleague, make_question(employee).get_absolute_url())
    field = page.locator("#jawab [name=body]")
    field.press_sequentially("@wahy")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("@wahy")
