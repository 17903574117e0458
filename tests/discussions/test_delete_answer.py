"""An answer leaves the page and can come back: counts, search and the best solution follow."""

import pytest

from discussions.actions import (
    AnswerStandsAlready,
    accept_answer,
    delete_answer,
    edit_answer,
    lock_solution,
    recount,
    restore_answer,
)
from discussions.models import CurationEvent, Solution, SolutionEvent, Thread
from discussions.models.reading import unread_ids
from foundation.refusals import Refusal
from notifications.models import LiveEvent, Notification
from search.models import SearchEntry
from tests.factories import make_answer

REASON = "Aturannya sudah dicabut."


@pytest.fixture
def removed(answer, moderator, now):
    return delete_answer(actor=moderator, role="moderator", answer=answer, reason=REASON, now=now)


def test_it_leaves_the_page_the_counts_and_the_search(removed, question, as_user, employee):
    page = as_user(employee).get(question.get_absolute_url()).content.decode()

    assert f'id="j-{removed.public_id}"' not in page
    question.refresh_from_db()
    assert question.answer_count == 0
    entry = SearchEntry.objects.get(kind="discussions.thread", object_id=question.pk)
    assert "pergeseran" not in entry.body
    assert recount(repair=False) == []


def test_its_author_hears_of_it_and_open_pages_show_why(removed, colleague, as_user, employee):
    told = Notification.objects.get(recipient=colleague, kind="discussions.answer_deleted")
    assert told.about_id == removed.thread_id
    assert LiveEvent.objects.filter(event="answer-deleted").get().facts == {
        "post": removed.public_id
    }

    htmx = {"HX-Request": "true"}
    fragment = as_user(employee).get(f"/j/{removed.public_id}/", headers=htmx).content.decode()

    assert REASON in fragment
    assert "pergeseran" not in fragment


def test_defect_13_a_best_solution_is_withdrawn_and_the_ledger_keeps_it(
    answer, question, choose, moderator, now
):
    """Defect 13 of discussions.md part 3."""
    choose(answer)

    delete_answer(actor=moderator, role="moderator", answer=answer, reason=REASON, now=now)

    question.refresh_from_db()
    assert question.best_answer is None
    assert not Solution.objects.exists()
    verbs = SolutionEvent.objects.order_by("pk").values_list("verb", "actor_role", "reason")
    assert list(verbs)[-1] == ("withdraw", "moderator", REASON)


def test_a_locked_solution_says_why_it_stays_and_gives_the_reason_back(
    answer, choose, moderator, colleague, as_user, now
):
    choose(answer)
    lock_solution(actor=moderator, thread=answer.thread, reason="Sudah final.", now=now)

    refused = as_user(colleague).post(f"/j/{answer.public_id}/hapus/", {"reason": REASON})

    assert refused.status_code == 409
    assert "Moderator sudah mengunci solusi terbaik." in refused.content.decode()
    assert REASON in refused.content.decode()
    assert Thread.objects.get().best_answer == answer


def test_an_author_who_withdraws_the_own_solution_is_no_moderator(answer, choose, colleague, now):
    choose(answer)

    delete_answer(actor=colleague, role="author", answer=answer, reason="", now=now)

    event = SolutionEvent.objects.order_by("pk").last()
    assert (event.verb, event.actor_role) == ("withdraw", "author")


def test_nobody_is_told_of_it_any_more(question, answer, other_answer, employee, moderator, now):
    news = Notification.objects.unread().filter(kind="discussions.answer_posted")
    assert news.get(recipient=employee).count == 2

    delete_answer(actor=moderator, role="moderator", answer=other_answer, reason=REASON, now=now)
    assert news.get(recipient=employee).count == 1

    delete_answer(actor=moderator, role="moderator", answer=answer, reason=REASON, now=now)
    assert not news.filter(recipient=employee).exists()
    assert unread_ids(employee, list(Thread.objects.all())) == []


@pytest.mark.parametrize("verb", ["edit", "accept"])
def test_what_an_old_tab_does_to_it_is_refused(removed, colleague, employee, now, verb):
    with pytest.raises(Refusal):
        if verb == "edit":
            edit_answer(editor=colleague, answer=removed, body="Lain.", version=1, now=now)
        else:
            accept_answer(actor=employee, answer=removed, kind="asker", now=now)


def test_the_same_words_after_removing_are_a_new_answer(question, colleague, as_user):
    client, form = as_user(colleague), {"body": "Cukup lewat pergeseran saja.", "key": "satu"}
    url = f"/tanya/{question.public_id}/jawab/"
    first = client.post(url, form).url
    client.post(f"/j/{question.posts.get(no=2).public_id}/hapus/")

    second = client.post(url, form).url

    assert first != second
    assert question.posts.standing().filter(kind="answer").count() == 1


def test_its_link_leads_to_the_question(removed, question, as_user, employee):
    response = as_user(employee).get(f"/j/{removed.public_id}/")

    assert response.url == question.get_absolute_url()


def test_its_author_may_answer_again_and_then_it_cannot_come_back(
    removed, question, colleague, moderator, now
):
    make_answer(colleague, question, body="Jawaban saya yang baru dan lebih baik.")

    with pytest.raises(AnswerStandsAlready):
        restore_answer(actor=moderator, answer=removed, now=now)

    assert recount(repair=False) == []


def test_it_comes_back_as_it_was(removed, question, moderator, as_user, employee):
    response = as_user(moderator).post(f"/j/{removed.public_id}/pulihkan/")

    assert response.url == removed.get_absolute_url()
    page = as_user(employee).get(question.get_absolute_url()).content.decode()
    assert f'id="j-{removed.public_id}"' in page
    verbs = CurationEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["delete-answer", "restore-answer"]
    assert recount(repair=False) == []


def test_twice_counts_once(answer, question, moderator, now):
    for _press in range(2):
        delete_answer(actor=moderator, role="moderator", answer=answer, reason=REASON, now=now)

    assert CurationEvent.objects.count() == 1
    assert recount(repair=False) == []


def test_its_author_needs_no_reason_and_a_moderator_does(
    answer, other_answer, colleague, moderator, as_user
):
    assert as_user(moderator).post(f"/j/{other_answer.public_id}/hapus/").status_code == 422
    assert as_user(colleague).post(f"/j/{answer.public_id}/hapus/").status_code == 302


@pytest.mark.parametrize("who", ["employee", "stranger", "leader"])
def test_nobody_else_restores(removed, request, who, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.post(f"/j/{removed.public_id}/pulihkan/").status_code == 403


@pytest.mark.parametrize("who", ["employee", "stranger", "leader"])
def test_nobody_else_removes(answer, request, who, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.post(f"/j/{answer.public_id}/hapus/", {"reason": REASON}).status_code == 403
    answer.refresh_from_db()
    assert answer.deleted_at is None
