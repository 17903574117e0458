"""The fragment behind the live button: only what is newer, in order."""

import pytest
from django.urls import reverse


@pytest.fixture
def ask(question, answer, other_answer, employee, as_user):
    """Asks as htmx for what came after this number."""
    url = reverse("discussions:new_answers", args=[question.public_id])
    client = as_user(employee)
    return lambda since: client.get(url, {"sejak": since}, headers={"HX-Request": "true"})


@pytest.mark.parametrize(
    ("since", "numbers"), [("1", [2, 3]), ("2", [3]), ("3", []), ("0", [2, 3])]
)
def test_only_newer_answers_come(ask, shown_numbers, since, numbers):
    assert shown_numbers(ask(since)) == numbers


def test_it_is_a_fragment_whose_buttons_use_the_form_of_the_page(ask):
    page = ask("1").content.decode()

    assert "<html" not in page
    assert 'form="tindakan"' in page


@pytest.mark.parametrize("since", ["", "x", "-1", "\0", "1.5"])
def test_a_damaged_number_leads_to_the_page(ask, question, since):
    assert ask(since).url == question.get_absolute_url()


def test_a_huge_number_finds_nothing(ask):
    assert ask("9" * 50).context["answers"] == []


def test_opened_as_a_page_it_leads_to_the_question(question, employee, as_user):
    url = reverse("discussions:new_answers", args=[question.public_id])

    assert as_user(employee).get(url, {"sejak": "1"}).url == question.get_absolute_url()
