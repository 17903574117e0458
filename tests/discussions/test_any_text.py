"""Whatever is typed into a form of the questions: success, or an error with the text kept."""

import pytest
from django.utils.html import conditional_escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discussions.actions import post_comment, propose_duplicate
from discussions.forms import AnswerForm
from tests.factories import make_question
from tests.hostile import HUMAN_ANSWERS

# Surrogates cannot be sent as UTF-8.
SIGNS = st.characters(exclude_categories=["Cs"])
STORMS = st.builds(
    "{}{}".format,
    st.text(SIGNS, max_size=5),
    st.sampled_from("\u0301\u202e\u200d\0").map(lambda sign: sign * 400),
)
BIG = st.builds(lambda sign: sign * 30_000, SIGNS)  # a megabyte: tests/hostile.py
ANY = st.one_of(st.text(SIGNS, max_size=300), STORMS, BIG)
few = settings(max_examples=25, suppress_health_check=list(HealthCheck))


@pytest.fixture
def forms(question, answer, other_answer, employee, moderator, now):
    """The addresses of forms, by who sends them; `{}` is where the text goes."""
    comment = post_comment(author=employee, post=answer, body="Terima kasih.", now=now)
    other = make_question(moderator, title="Mengoreksi kode rekening, bagaimana?")
    propose_duplicate(actor=moderator, thread=question, of=other, now=now)
    asked, told = f"/tanya/{question.public_id}", f"/j/{answer.public_id}"
    return {
        "question": ("employee", "/tanya/baru/", "title body own_answer"),
        "edit": ("employee", f"{asked}/sunting/", "title body reason"),
        "answer": ("moderator", f"/tanya/{question.public_id}/jawab/", "body"),
        "edit-answer": ("colleague", f"{told}/sunting/", "body reason"),
        "comment": ("employee", f"{told}/komentar/", "body"),
        "edit-comment": ("employee", f"/k/{comment.public_id}/sunting/", "body"),
        "guide": ("moderator", f"{told}/panduan/", "title body legal_basis"),
        "close": ("moderator", f"{asked}/tutup/", "reason"),
        "difference": ("employee", f"{asked}/duplikat/tidak/", "difference"),
        "report": ("employee", f"/j/{other_answer.public_id}/laporkan/", "note"),
        "suggestion": ("employee", f"{told}/usulkan/", "body reason"),
        "redact": ("moderator", f"{told}/hitamkan/", "passage reason"),
        "announcement": ("leader", "/pengumuman/baru/", "title body"),
    }


NAMES = [
    *("question", "edit", "answer", "edit-answer", "comment", "edit-comment", "guide", "close"),
    *("difference", "report", "suggestion", "redact", "announcement"),
]


@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize("name", NAMES)
def test_any_text_is_taken_or_comes_back_with_a_sentence(forms, request, as_user, name):
    person, url, fields = forms[name]
    client = as_user(request.getfixturevalue(person))

    @few
    @given(ANY)
    def type_in(text):
        form = dict.fromkeys(fields.split(), text) | {"version": "1", "kind": "rude"}
        response = client.post(url, form)
        assert response.status_code in HUMAN_ANSWERS | {403}
        is_taken = response.status_code == 302
        assert is_taken or conditional_escape(text.strip()) in response.content.decode()

    type_in()


@few
@given(st.text(SIGNS, min_size=1, max_size=9))
def test_what_is_too_short_stands_in_the_form_again(text):
    """To the letter, escaped; the page and not the action refuses it."""
    form = AnswerForm({"body": text})

    assert not form.is_valid()
    assert conditional_escape(text) in str(form["body"])
