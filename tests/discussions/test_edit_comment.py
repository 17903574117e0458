"""A comment is mended when a moderator gave it back to its author; then it is shown again."""

import pytest

from discussions.actions import (
    NotReturned,
    carry_out,
    decide_review,
    delete_comment,
    edit_comment,
    post_comment,
    report_text,
)
from discussions.models import Comment, Review
from notifications.models import Notification
from tests.hostile import HUMAN_ANSWERS, each

TEXT = "Tanya saja ke nomor pribadi beliau."
MENDED = "Tanya saja ke bagian keuangan."
REASON = "Jangan membagikan nomor pribadi."


@pytest.fixture
def comment(answer, stranger, now):
    return post_comment(author=stranger, post=answer, body=TEXT, now=now)


@pytest.fixture
def returned(comment, employee, moderator, now):
    """Reported by the employee, given back by the moderator."""
    review = report_text(reporter=employee, about=comment, kind="wrong", note="", now=now)
    by = {"actor": moderator, "review": review, "now": now}
    carry_out(review=decide_review(decision="return", reason=REASON, **by), now=now + Review.UNDO)
    comment.refresh_from_db()
    return comment


@pytest.fixture
def url(comment):
    return f"/k/{comment.public_id}/sunting/"


def page_of(client, comment):
    return client.get(comment.thread.get_absolute_url()).content.decode()


def test_the_queue_offers_to_give_it_back(comment, employee, moderator, as_user, now):
    review = report_text(reporter=employee, about=comment, kind="wrong", note="", now=now)

    assert 'value="return"' in as_user(moderator).get(review.get_absolute_url()).content.decode()


def test_its_author_alone_reads_it_with_the_reason(returned, stranger, employee, as_user, url):
    assert REASON in page_of(as_user(stranger), returned)
    assert TEXT not in page_of(as_user(employee), returned)
    assert url in as_user(stranger).get(returned.page).content.decode()
    told = Notification.objects.get(recipient=stranger)
    assert told.kind == "discussions.text_returned"


def test_mended_it_is_shown_to_everyone(returned, stranger, employee, as_user, url):
    reader = as_user(employee)
    page_of(reader, returned)  # cached from now on

    response = as_user(stranger).post(url, {"body": MENDED})

    assert response.url == returned.get_absolute_url()
    page = page_of(reader, returned)
    assert MENDED in page
    assert REASON not in page


def test_what_is_wrong_comes_back_with_a_sentence(returned, stranger, as_user, url):
    response = as_user(stranger).post(url, {"body": "NIK beliau 1102014507900003, tanya saja."})

    assert response.status_code == 422
    assert 'name="privacy" value="mask"' in response.content.decode()
    assert Comment.objects.get(pk=returned.pk).hidden_at


@pytest.mark.parametrize("who", ["employee", "moderator", "colleague"])
def test_nobody_else_mends_it(returned, who, request, as_user, url):
    client = as_user(request.getfixturevalue(who))

    assert client.get(url).status_code in (403, 404)
    assert client.post(url, {"body": MENDED}).status_code in (403, 404)


def test_what_was_not_given_back_stays_as_it_is(comment, stranger, as_user, url, now):
    client = as_user(stranger)

    assert client.get(url).status_code == 403
    response = client.post(url, {"body": MENDED})
    assert response.status_code == 409
    assert MENDED in response.content.decode()
    with pytest.raises(NotReturned):
        edit_comment(editor=stranger, comment=comment, body=MENDED, now=now)


def test_reports_alone_do_not_open_it(comment, stranger, employee, now):
    report_text(reporter=employee, about=comment, kind="personal", note="", now=now)

    with pytest.raises(NotReturned):
        edit_comment(editor=stranger, comment=comment, body=MENDED, now=now)


@pytest.mark.parametrize("why", ["closed", "removed"])
def test_what_was_typed_meanwhile_comes_back(
    returned, question, stranger, moderator, as_user, url, now, why
):
    if why == "closed":
        question.closed_at = now
        question.save()
    else:
        delete_comment(actor=moderator, comment=returned, reason=REASON, now=now)

    response = as_user(stranger).post(url, {"body": MENDED})

    assert response.status_code == 409
    assert MENDED in response.content.decode()


@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_texts_get_a_human_answer(returned, stranger, as_user, url, name, text):
    response = as_user(stranger).post(url, {"body": text})

    assert response.status_code in HUMAN_ANSWERS
