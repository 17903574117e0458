"""Row 93: an Atom feed per question, for the holder of a key, and only what has changed."""

import re

import pytest

from accounts.actions import renew_feed_token
from discussions.actions import QuestionText, ask_question, delete_answer, post_answer
from discussions.models import Post, Thread
from tests.factories import area, make_answer


@pytest.fixture
def feed(employee, question, client):
    """What a feed reader gets of the question with the employee's key."""
    renew_feed_token(user=employee)

    def read(thread=question, key=None, **headers):
        query = {"kunci": employee.feed_token if key is None else key}
        return client.get(f"/tanya/{thread.public_id}/umpan.xml", query, headers=headers)

    return read


def titles(response):
    return re.findall(r"<entry><title>(.*?)</title>", response.content.decode())


def test_row_93_a_question_with_its_answers_that_the_holder_may_read(
    feed, question, colleague, stranger, moderator, now
):
    make_answer(colleague, question, body="Lewat pergeseran saja.")
    hidden = make_answer(stranger, question, body="Ini disembunyikan.")
    Post.objects.filter(pk=hidden.pk).update(hidden_at=now)
    gone = make_answer(moderator, question, body="Ini dihapus lagi.")
    delete_answer(actor=moderator, role="moderator", answer=gone, reason="Keliru.", now=now)

    response = feed()

    assert titles(response) == ["Lewat pergeseran saja.", question.title]
    assert response["Content-Type"].startswith("application/atom+xml")
    assert response["Cache-Control"] == "private, no-cache"


def test_row_93_unchanged_it_costs_nothing(feed, question, colleague):
    tag = feed()["ETag"]
    assert (feed(if_none_match=tag).status_code, feed(if_none_match=tag).content) == (304, b"")

    make_answer(colleague, question)

    assert feed(if_none_match=tag).status_code == 200


def test_row_93_what_the_holder_may_not_read_is_not_there(feed, question, stranger, other_unit):
    Thread.objects.filter(pk=question.pk).update(
        visibility="unit", unit=other_unit, author=stranger
    )
    assert feed().status_code == 404


@pytest.mark.parametrize("key", ["", "salah", "ä", "\0", "x" * 300])
def test_a_wrong_key_finds_nothing(feed, key):
    assert feed(key=key).status_code == 404


def test_names_of_nobody_are_in_it(feed, stranger, colleague, now):
    text = QuestionText("Bolehkah perintah lisan ditolak?", "Panjang.", [area()], is_sealed=True)
    sealed = ask_question(author=stranger, text=text, now=now)
    make_answer(colleague, sealed)
    post_answer(author=stranger, thread=sealed, body="Sudah ada jalan.", now=now)

    words = feed(sealed).content.decode()

    assert "Sudah ada jalan." in words
    for person in (stranger, colleague):
        assert person.name not in words
        assert person.public_id not in words


def test_the_addresses_of_followed_questions_stand_on_the_page(feed, question, employee, as_user):
    page = as_user(employee).get("/saya/umpan/").content.decode()
    assert f"/tanya/{question.public_id}/umpan.xml?kunci={employee.feed_token}" in page
