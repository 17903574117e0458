"""What a mail leads to, opened on a phone where nobody is signed in."""

import pytest
from playwright.sync_api import expect

from discussions.models import ThreadSeen
from notifications.leaving import address_of, token_of
from notifications.models import Notification
from tests.factories import make_answer


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_row_50_j14_mail_is_stopped_with_one_press_and_no_sign_in(
    open_as, question, colleague, employee, js
):
    make_answer(colleague, question)
    page = open_as(None, address_of(token_of(Notification.objects.get())), js=js)

    page.get_by_role("button", name="Jangan kirim email tentang ini lagi").click()

    expect(page.get_by_role("status").first).to_be_visible()
    assert [(one.channel, one.cadence) for one in employee.preferences.all()] == [("mail", "never")]
    page.get_by_role("button", name="Bisukan yang ini saja").click()
    expect(page.get_by_role("status").first).to_be_visible()
    assert ThreadSeen.objects.get(user=employee, thread=question).level == "muted"
    assert page.errors == []
