"""Something is wrong in my data: it is kept for an admin and blocks nothing."""

import pytest

from accounts.models import CorrectionRequest
from tests.hostile import HUMAN_ANSWERS, each

URL = "/mulai/unit/koreksi/"


def test_the_words_wait_for_an_admin(employee, as_user):
    response = as_user(employee).post(URL, {"body": "  Unit saya bukan ini.\r\nSejak Mei.  "})

    request = CorrectionRequest.objects.get()
    assert (response.status_code, response.url) == (302, "/mulai/unit/")
    assert (request.user, request.body) == (employee, "Unit saya bukan ini.\nSejak Mei.")
    assert request.settled_at is None


@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_texts_get_a_human_answer(employee, as_user, name, text):
    response = as_user(employee).post(URL, {"body": text})

    assert response.status_code in HUMAN_ANSWERS


def test_a_text_too_long_comes_back_to_be_shortened(employee, as_user):
    response = as_user(employee).post(URL, {"body": "kata " * 300})

    assert response.status_code == 422
    assert "kata kata kata" in response.content.decode()
    assert CorrectionRequest.objects.count() == 0


def test_reading_the_address_sends_nothing(employee, as_user):
    assert as_user(employee).get(URL).status_code == 405
