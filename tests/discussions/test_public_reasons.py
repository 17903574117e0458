"""Reasons and differences are read by everyone: numbers of people are masked in them at once."""

import pytest

from discussions.actions import propose_duplicate
from discussions.forms import DifferenceForm, ModeratorChoiceForm, OutdatedForm, ReasonForm
from tests.factories import make_question

NIK = "1102014507900003"


@pytest.mark.parametrize(
    ("form", "field", "more"),
    [
        (ReasonForm, "reason", {"is_required": True}),
        (ModeratorChoiceForm, "reason", {}),
        (OutdatedForm, "reason", {}),
        (DifferenceForm, "difference", {}),
    ],
)
def test_a_nik_in_a_reason_is_masked(form, field, more):
    sent = form({field: f"Karena NIK {NIK} tertulis", "version": 1}, **more)

    assert sent.is_valid()
    assert NIK not in sent.cleaned_data[field]


def test_the_page_shows_it_masked(question, colleague, employee, as_user, now):
    earlier = make_question(colleague, title="Pernah ditanyakan dulu sekali?")
    propose_duplicate(actor=colleague, thread=question, of=earlier, now=now)
    url = f"/tanya/{question.public_id}/duplikat/tidak/"

    as_user(employee).post(url, {"difference": f"Kasus NIK {NIK} berbeda"})

    assert NIK not in as_user(colleague).get(question.get_absolute_url()).content.decode()
