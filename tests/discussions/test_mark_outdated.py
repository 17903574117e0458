"""Row 24: what no longer holds says so to every reader, and is found later."""

import pytest

from discussions.actions import (
    AnswerIsOutdated,
    EditedMeanwhile,
    accept_answer,
    edit_answer,
    mark_outdated,
)
from discussions.models import CurationEvent
from notifications.models import LiveEvent, Notification
from search.models import SearchEntry
from tests.factories import UserFactory, make_answer

REASON = "Perbup 12/2020 sudah dicabut."


@pytest.fixture
def outdated(answer, moderator, now):
    return mark_outdated(actor=moderator, post=answer, reason=REASON, version=1, now=now)


def page_of(client, thread):
    return client.get(thread.get_absolute_url()).content.decode()


def test_row_24_every_reader_sees_why(outdated, as_user, stranger):
    assert REASON in page_of(as_user(stranger), outdated.thread)


def test_a_cached_answer_shows_the_mark_and_loses_it(
    answer, question, moderator, as_user, stranger, now
):
    reader = as_user(stranger)
    assert "Tidak berlaku lagi" not in page_of(reader, question)
    mark_outdated(actor=moderator, post=answer, reason=REASON, version=1, now=now)
    assert REASON in page_of(reader, question)

    as_user(moderator).post(f"/j/{answer.public_id}/berlaku/")

    assert REASON not in page_of(reader, question)
    verbs = CurationEvent.objects.order_by("pk").values_list("verb", "reason")
    assert list(verbs) == [("outdate", REASON), ("renew", "")]


def test_its_author_hears_of_it_and_open_pages_too(outdated, colleague):
    told = Notification.objects.get(recipient=colleague, kind="discussions.post_outdated")
    assert told.first_new == outdated.anchor
    event = LiveEvent.objects.get(event="post-outdated")
    assert event.facts == {"post": outdated.public_id}


def test_it_stands_below_the_others(outdated, question, as_user, stranger):
    for _person in range(2):
        make_answer(UserFactory(), question)

    answers = as_user(stranger).get(question.get_absolute_url()).context["answers"]

    assert REASON in answers[-1]


def test_the_edit_that_mends_it_takes_the_mark_off(outdated, colleague, now):
    """Defect 9 of discussions.md part 3."""
    edit_answer(editor=colleague, answer=outdated, body="Menurut Perbup baru.", version=1, now=now)

    outdated.refresh_from_db()
    assert (outdated.outdated_at, outdated.outdated_reason) == (None, "")


def test_defect_9_the_mark_never_falls_on_the_edit_that_mended_it(
    answer, colleague, moderator, now
):
    edit_answer(editor=colleague, answer=answer, body="Menurut Perbup baru.", version=1, now=now)

    with pytest.raises(EditedMeanwhile):
        mark_outdated(actor=moderator, post=answer, reason=REASON, version=1, now=now)


def test_it_cannot_be_chosen_any_more(outdated, employee, now):
    with pytest.raises(AnswerIsOutdated):
        accept_answer(actor=employee, answer=outdated, kind="asker", now=now)


def test_row_24_an_outdated_solution_is_found_later(answer, question, choose, moderator, now):
    choose(answer)
    entry = SearchEntry.objects.filter(kind="discussions.thread", object_id=question.pk)
    before = entry.get().boost

    mark_outdated(actor=moderator, post=answer, reason=REASON, version=1, now=now)

    assert entry.get().boost < 1 < before


def test_the_question_itself_may_be_outdated(question, moderator, as_user, stranger):
    opening = question.posts.get(no=1)
    form = {"reason": REASON, "version": 1}

    assert as_user(moderator).post(f"/j/{opening.public_id}/usang/", form).status_code == 302
    assert REASON in page_of(as_user(stranger), question)


@pytest.mark.parametrize(
    ("who", "status"),
    [("colleague", 302), ("moderator", 302), ("employee", 403), ("stranger", 403), ("admin", 403)],
)
def test_its_author_and_moderators_may(answer, request, who, status, as_user):
    client = as_user(request.getfixturevalue(who))
    form = {"reason": REASON, "version": 1}

    assert client.post(f"/j/{answer.public_id}/usang/", form).status_code == status


@pytest.mark.parametrize("form", [{"reason": "", "version": 1}, {"reason": REASON}, {}])
def test_without_a_reason_or_a_version_the_form_comes_back(answer, moderator, as_user, form):
    response = as_user(moderator).post(f"/j/{answer.public_id}/usang/", form | {"sent": "1"})

    assert response.status_code == 422
    answer.refresh_from_db()
    assert answer.outdated_at is None
