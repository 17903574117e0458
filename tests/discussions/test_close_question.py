"""A closed question takes nothing more, says why, and can be opened again."""

import pytest

from discussions.actions import ThreadIsLocked, close_question, post_answer
from discussions.models import CurationEvent
from notifications.models import Notification

REASON = "Sudah dibahas di pertanyaan lain."


@pytest.fixture
def closed(question, moderator, now):
    return close_question(actor=moderator, thread=question, reason=REASON, now=now)


def test_it_takes_no_answer_and_shows_why(closed, colleague, as_user, now):
    with pytest.raises(ThreadIsLocked):
        post_answer(author=colleague, thread=closed, body="Jawaban yang terlambat.", now=now)

    assert REASON in as_user(colleague).get(closed.get_absolute_url()).content.decode()


def test_defect_10_the_asker_hears_of_it(closed, employee, colleague):
    """Defect 10 of discussions.md part 3: the one whose question it is, and only once."""
    told = Notification.objects.filter(kind="discussions.question_closed")
    assert [(row.recipient, row.count) for row in told] == [(employee, 1)]


def test_closing_ones_own_tells_nobody(question, employee, now):
    close_question(actor=employee, thread=question, reason="", now=now)

    assert not Notification.objects.filter(kind="discussions.question_closed").exists()


def test_it_is_opened_again(closed, moderator, colleague, as_user, now):
    as_user(moderator).post(f"/tanya/{closed.public_id}/buka/")

    post_answer(author=colleague, thread=closed, body="Jawaban yang masih sempat.", now=now)
    assert list(CurationEvent.objects.order_by("pk").values_list("verb", "reason")) == [
        ("close", REASON),
        ("reopen", ""),
    ]


def test_the_asker_opens_only_what_the_asker_closed(question, employee, moderator, as_user, now):
    client, url = as_user(employee), f"/tanya/{question.public_id}/buka/"
    close_question(actor=employee, thread=question, reason="", now=now)
    assert client.post(url).status_code == 302

    close_question(actor=moderator, thread=question, reason=REASON, now=now)
    assert client.post(url).status_code == 403


def test_it_asks_for_help_no_more(closed, colleague, moderator, as_user):
    assert closed.title not in as_user(colleague).get("/tanya/?status=belum").content.decode()
    assert closed.title not in as_user(moderator).get("/").content.decode()


def test_who_answered_is_not_sent_to_a_page_that_refuses(question, answer, moderator, as_user, now):
    close_question(actor=moderator, thread=question, reason=REASON, now=now)

    page = as_user(answer.author).get(question.get_absolute_url()).content.decode()

    assert f"/j/{answer.public_id}/sunting/" not in page


def test_twice_is_once(closed, moderator, now):
    again = close_question(actor=moderator, thread=closed, reason="Alasan lain.", now=now)

    assert again.closed_reason == REASON
    assert CurationEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("employee", 302), ("moderator", 302), ("colleague", 403), ("leader", 403), ("admin", 403)],
)
def test_who_may(question, request, who, status, as_user):
    client = as_user(request.getfixturevalue(who))
    form = {"reason": REASON}

    assert client.post(f"/tanya/{question.public_id}/tutup/", form).status_code == status


def test_a_moderator_gives_a_reason(question, moderator, as_user):
    response = as_user(moderator).post(f"/tanya/{question.public_id}/tutup/", {"reason": "x"})

    assert response.status_code == 422
