"""Row 4: a text without a name that a merge brought elsewhere stays without a name there."""

from datetime import timedelta

import pytest

from discussions.actions import (
    QuestionText,
    accept_answer,
    ask_question,
    delete_answer,
    delete_comment,
    edit_answer,
    mark_outdated,
    merge_questions,
    post_answer,
    post_comment,
    restore_revision,
    turn_into_answer,
    turn_into_comment,
)
from discussions.models import Comment, CurationEvent, Post, Revision, SolutionEvent
from discussions.models.joining import joining_of
from notifications.models import Notification
from tests.factories import area, make_question, make_week


@pytest.fixture
def into(colleague):
    """The colleague's question, which stays."""
    return make_question(colleague, title="Bolehkah perintah lisan ditolak?")


@pytest.fixture
def moved(into, employee, moderator, now):
    """The employee's answer to the own sealed question, which is in the colleague's now."""
    text = QuestionText("Bolehkah menolak perintah?", "Ceritanya panjang.", [area("T.KEU")], True)
    sealed = ask_question(author=employee, text=text, now=now)
    answer = post_answer(author=employee, thread=sealed, body="Saya dapat jalan keluar.", now=now)
    post_comment(author=employee, post=answer, body="Tambahan dari saya.", now=now)
    merge_questions(actor=moderator, source=sealed, into=into, reason="Sama.", now=now)
    return Post.objects.get(pk=answer.pk)


def named(employee):
    """Rows about texts that say who the employee is."""
    return [
        *CurationEvent.objects.filter(actor=employee),
        *SolutionEvent.objects.filter(actor=employee),
        *Revision.objects.filter(editor=employee),
        *Comment.objects.filter(deleted_by=employee),
        *Notification.objects.filter(actor=employee),
    ]


def test_row_4_editing_it_names_nobody(moved, employee, colleague, into, as_user, now):
    later = now + timedelta(hours=1)
    edit_answer(editor=employee, answer=moved, body="Jalan yang lain lagi.", version=1, now=later)
    restore_revision(actor=employee, revision=Revision.objects.get(), now=later)

    assert Revision.objects.count() == 2
    assert named(employee) == []
    history = as_user(colleague).get(f"/tanya/{into.public_id}/riwayat/").content.decode()
    assert employee.full_name not in history


def test_row_4_marking_it_names_nobody(moved, employee, now):
    mark_outdated(actor=employee, post=moved, reason="Sudah tidak berlaku.", version=1, now=now)

    assert CurationEvent.objects.filter(verb="outdate").exists()
    assert named(employee) == []


def test_row_4_removing_it_names_nobody(moved, employee, colleague, now):
    accept_answer(actor=colleague, answer=moved, kind="asker", now=now)
    comment = Comment.objects.get()
    delete_comment(actor=employee, comment=comment, now=now)
    delete_answer(actor=employee, answer=moved, role="author", reason="", now=now)

    assert CurationEvent.objects.filter(verb="delete-answer").exists()
    told = {"recipient": colleague, "kind": "discussions.solution_withdrawn"}
    assert Notification.objects.filter(**told).exists()
    assert named(employee) == []


def test_row_4_turning_it_into_something_else_names_nobody(moved, employee, into, now):
    opening = into.posts.get(no=1)
    comment = turn_into_comment(
        actor=employee, answer=moved, below=opening, role="author", reason="", now=now
    )
    turn_into_answer(actor=employee, comment=comment, now=now)

    assert {"to-answer", "to-comment"} <= set(CurationEvent.objects.values_list("verb", flat=True))
    assert named(employee) == []


def test_row_4_the_page_says_under_which_name_one_writes_there(
    moved, employee, stranger, into, as_user
):
    """One's own words stand there without a name; the next ones would not."""
    warning = "Di pertanyaan ini Anda menulis dengan nama sendiri"
    assert warning not in as_user(employee).get(into.get_absolute_url()).content.decode()
    Post.objects.filter(pk=moved.pk).update(sealed_mark="")  # a comment is left, and no own answer
    for page in (into.get_absolute_url(), f"/j/{moved.public_id}/komentar/"):
        assert warning in as_user(employee).get(page).content.decode()
        assert warning not in as_user(stranger).get(page).content.decode()


def test_row_4_what_a_merge_would_do_says_nothing_of_the_askers_unit(
    employee, leader, other_leader, moderator, as_user, now
):
    """Nobody may try out who reads what: each unit's question would name the asker's."""
    text = QuestionText("Bolehkah menolak perintah?", "Ceritanya panjang.", [area("T.KEU")], True)
    sealed = ask_question(author=employee, text=text, now=now)
    weeks = [make_week(one) for one in (leader, other_leader)]

    said = [joining_of(sealed, week, moderator).tells_asker for week in weeks]

    assert employee.unit == leader.unit != other_leader.unit
    assert said[0] == said[1]
