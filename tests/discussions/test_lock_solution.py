"""Row 18, 19: several answers may solve a question; a moderator locks the choice."""

import pytest

from discussions.actions import (
    SolutionIsLocked,
    accept_answer,
    delete_answer,
    lock_solution,
    unaccept_answer,
    unlock_solution,
)
from discussions.models import Solution, SolutionEvent, Thread
from tests.factories import make_answer

REASON = "Sudah diperiksa BPKD."


@pytest.fixture
def locked(question, answer, choose, moderator, now):
    """The colleague's answer is the best solution, and locked."""
    choose(answer)
    return lock_solution(actor=moderator, thread=question, reason=REASON, now=now)


def test_row_18_another_answer_solves_it_too(
    question, answer, other_answer, choose, employee, as_user
):
    choose(answer)
    client = as_user(employee)

    client.post(f"/j/{other_answer.public_id}/solusi/", {"also": "1"})

    assert Thread.objects.get().best_answer_id == answer.pk
    assert Solution.objects.count() == 2
    assert "Juga menjadi solusi" in client.get(question.get_absolute_url()).content.decode()


def test_the_pinned_one_goes_and_the_other_is_pinned(
    answer, other_answer, employee, choose, moderator, now
):
    choose(answer)
    by = {"actor": employee, "kind": "asker", "now": now}
    accept_answer(answer=other_answer, is_also=True, **by)

    delete_answer(actor=moderator, role="moderator", answer=answer, reason="Salah.", now=now)

    assert Thread.objects.get().best_answer_id == other_answer.pk


def test_taking_back_the_other_leaves_the_pinned_one(answer, other_answer, employee, choose, now):
    choose(answer)
    accept_answer(answer=other_answer, actor=employee, kind="asker", is_also=True, now=now)

    unaccept_answer(actor=employee, answer=other_answer, role="asker", now=now)

    assert Thread.objects.get().best_answer_id == answer.pk
    assert Solution.objects.get().post_id == answer.pk


def test_also_alone_is_the_best_solution(answer, employee, now):
    accept_answer(answer=answer, actor=employee, kind="asker", is_also=True, now=now)

    assert Thread.objects.get().best_answer_id == answer.pk


def test_a_new_choice_replaces_all(answer, other_answer, employee, choose, now):
    choose(answer)
    accept_answer(answer=other_answer, actor=employee, kind="asker", is_also=True, now=now)

    choose(other_answer)

    assert Solution.objects.get().post_id == other_answer.pk


def test_row_19_the_asker_changes_a_locked_choice_no_more(
    locked, answer, other_answer, choose, as_user
):
    with pytest.raises(SolutionIsLocked):
        choose(other_answer)
    with pytest.raises(SolutionIsLocked):
        unaccept_answer(actor=locked.author, answer=answer, role="asker", now=locked.created_at)

    client = as_user(locked.author)
    assert client.post(f"/j/{other_answer.public_id}/solusi/").status_code == 403
    page = client.get(locked.get_absolute_url()).content.decode()
    assert f"/j/{other_answer.public_id}/solusi/" not in page
    assert "terkunci" in page


def test_a_moderator_still_corrects_it(locked, other_answer, choose, moderator):
    choose(other_answer, by=moderator, kind="moderator")

    assert Thread.objects.get().best_answer_id == other_answer.pk


def test_unlocking_gives_it_back(locked, other_answer, choose, moderator, now):
    unlock_solution(actor=moderator, thread=locked, now=now)

    choose(other_answer)

    verbs = SolutionEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["accept", "lock", "unlock", "replace", "accept"]


def test_the_history_says_why(locked, as_user, employee):
    page = as_user(employee).get(f"/tanya/{locked.public_id}/riwayat/").content.decode()

    assert REASON in page


@pytest.mark.parametrize(
    ("who", "status"), [("moderator", 302), ("employee", 403), ("stranger", 403), ("admin", 403)]
)
def test_who_may(question, answer, choose, request, who, status, as_user):
    choose(answer)
    client = as_user(request.getfixturevalue(who))

    response = client.post(f"/tanya/{question.public_id}/kunci/", {"reason": REASON})

    assert response.status_code == status


def test_an_asker_who_wrote_it_does_not_shed_the_lock(question, employee, choose, moderator, now):
    own = make_answer(employee, question, body="Saya temukan sendiri caranya.")
    choose(own)
    lock_solution(actor=moderator, thread=question, reason=REASON, now=now)

    with pytest.raises(SolutionIsLocked):
        delete_answer(actor=employee, role="author", answer=own, reason="", now=now)
