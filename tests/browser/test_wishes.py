"""Topics that people wish for are wanted with a thumb, in the list."""

from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import area
from workshops.actions import TopicText, request_topic


def test_row_i3_a_thumb_on_the_button_of_a_row_wants_it(open_as, employee, colleague):
    text = TopicText("Merawat arsip digital", "Untuk kecamatan.", [area()])
    request_topic(asker=employee, text=text, now=timezone.now())
    page = open_as(colleague, "/lokakarya/bahasan/")
    button = page.locator("main form[action$='/dukung/'] button")
    box = button.bounding_box()

    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_contain_text("2")
