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

    expect(field).to_have_value(f"Coba tanya @{stranger.name} ")
    expect(page.get_by_role("listbox")).to_have_count(0)
    field.press_sequentially("soal ini, ya")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.locator("#jawab").get_by_role("button", name="Pratinjau").click()
    expect(page.locator("#pratinjau a", has_text=stranger.name)).to_be_visible()
    page.locator("#jawab button.btn--primary").click()
    expect(page.locator(".answer .prose a", has_text=stranger.name)).to_be_visible()
    kept = Post.objects.get(author=colleague)
    assert kept.body == f"Coba tanya [@{stranger.name}](/orang/{stranger.public_id}/) soal ini, ya"
    page.goto(f"/j/{kept.public_id}/sunting/")
    edited = page.locator("[name=body]")
    expect(edited).to_have_value(f"Coba tanya @{stranger.name} soal ini, ya")
    edited.press("End")
    edited.press_sequentially(".")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator(".answer .prose a", has_text=stranger.name)).to_be_visible()
    assert Post.objects.get(author=colleague).body == f"{kept.body}."
    assert page.errors == []


def test_a_mention_reads_as_a_name_in_a_restored_draft_too(open_as, employee, colleague, stranger):
    path = make_question(employee).get_absolute_url()
    page = open_as(colleague, path)
    field = page.locator("#jawab [name=body]")
    field.press_sequentially("Tanya dulu kepada @wahy")
    expect(page.get_by_role("option", name=stranger.name)).to_be_visible()
    field.press("Enter")
    link = f"[@{stranger.name}](/orang/{stranger.public_id}/)"
    page.wait_for_function(
        "link => Object.values(localStorage).some(one => one.includes(link))", arg=link
    )

    page.evaluate("sessionStorage.clear()")
    page.goto("/bantuan/")
    page.goto(path)
    page.get_by_role("button", name="Lanjutkan").click()

    expect(page.locator("#jawab [name=body]")).to_have_value(f"Tanya dulu kepada @{stranger.name} ")
    page.locator("#jawab button.btn--primary").click()
    expect(page.locator(".answer .prose a", has_text=stranger.name)).to_be_visible()
    assert page.errors == []


def test_escape_leaves_the_text_as_it_is(open_as, employee, colleague, stranger):
    page = open_as(colleague, make_question(employee).get_absolute_url())
    field = page.locator("#jawab [name=body]")
    field.press_sequentially("@wahy")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("@wahy")
