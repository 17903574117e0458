"""Row 69: a heated talk is slowed down; nobody floods a thread."""

from datetime import timedelta

import pytest

from discussions.actions import (
    QuestionText,
    ask_question,
    commenting,
    post_answer,
    post_comment,
    set_slow,
    turn_into_comment,
)
from discussions.models import Comment, CurationEvent, Thread
from foundation.refusals import TooFast
from tests.factories import area, make_answer, make_question
from tests.together import together, unguarded


@pytest.fixture
def slow(question, moderator, now):
    return set_slow(actor=moderator, thread=question, is_slow=True, now=now)


@pytest.fixture
def ask_sealed(employee, now):
    """The employee asks without a name; its opening."""

    def ask(title):
        text = QuestionText(title, "Ceritanya panjang.", [area("T.KEU")], True)
        return ask_question(author=employee, text=text, now=now).posts.get(no=1)

    return ask


@pytest.fixture
def say(stranger, now):
    """The stranger comments, some minutes later."""

    def comment(post, minutes=0, text="Bagaimana lanjutannya?"):
        at = now + timedelta(minutes=minutes)
        return post_comment(author=stranger, post=post, body=f"{text} {minutes}", now=at)

    return comment


def test_row_69_one_comment_in_ten_minutes(slow, say):
    opening = slow.posts.get(no=1)
    say(opening)

    with pytest.raises(TooFast, match="7"):
        say(opening, minutes=3)
    say(opening, minutes=11)


def test_others_and_answers_are_free(slow, say, colleague, now):
    say(slow.posts.get(no=1))

    post_comment(author=colleague, post=slow.posts.get(no=1), body="Dari saya.", now=now)
    make_answer(colleague, slow)


def test_other_questions_are_free(slow, say, employee):
    say(slow.posts.get(no=1))

    say(make_question(employee, title="Pertanyaan lain yang tenang?").posts.get(no=1), minutes=1)


def test_row_69_nobody_floods(question, say):
    opening = question.posts.get(no=1)
    for number in range(20):
        say(opening, text=f"Komentar {number}")

    with pytest.raises(TooFast):
        say(opening, minutes=1)
    say(opening, minutes=11)


def test_row_69_without_a_name_no_more_than_with_it(ask_sealed, employee, question, now):
    titles = ("Bolehkah menolak perintah lisan?", "Apakah lembur dihitung?")
    openings = [*map(ask_sealed, titles), question.posts.get(no=1)]
    for number in range(30):
        by = {"author": employee, "post": openings[number % 3], "body": f"Komentar {number}"}
        post_comment(now=now + timedelta(minutes=number), **by)

    for opening in openings:
        with pytest.raises(TooFast):
            post_comment(
                author=employee, post=opening, body="Lagi.", now=now + timedelta(minutes=31)
            )


@pytest.fixture
def press_twice(question, employee, stranger, say, now):
    """After nineteen comments within ten minutes, two at once, in two questions."""
    opening = question.posts.get(no=1)
    for number in range(19):
        say(opening, text=f"Komentar {number}")
    other = make_question(employee, title="Pertanyaan lain yang tenang?").posts.get(no=1)
    return lambda: together(lambda: say(opening), lambda: say(other))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_69_two_at_once_count_each_other(press_twice):
    assert sorted(isinstance(one, TooFast) for one in press_twice()) == [False, True]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_lock_both_would_be_posted(press_twice, monkeypatch):
    """The control: both have counted before either is written."""
    refuse = commenting.refuse_haste
    monkeypatch.setattr(commenting, "lock_author", lambda author: None)
    monkeypatch.setattr(commenting, "refuse_haste", unguarded(refuse))

    assert [isinstance(one, Comment) for one in press_twice()] == [True, True]


def test_row_69_thirty_in_an_hour_wherever(question, employee, say):
    """Never more than nineteen in ten minutes, and in two questions."""
    other = make_question(employee, title="Pertanyaan lain yang tenang?")
    for number in range(30):
        thread = (question, other)[number % 2]
        say(thread.posts.get(no=1), minutes=number, text=f"Komentar {number}")

    with pytest.raises(TooFast, match="20"):
        say(other.posts.get(no=1), minutes=40)
    say(other.posts.get(no=1), minutes=61)


def test_what_was_typed_comes_back(slow, say, stranger, as_user):
    opening = slow.posts.get(no=1)
    say(opening)

    response = as_user(stranger).post(
        f"/j/{opening.public_id}/komentar/", {"body": "Ini tidak boleh hilang."}
    )

    assert response.status_code == 429
    assert "Ini tidak boleh hilang." in response.content.decode()


def test_it_is_said_and_ended(question, moderator, employee, as_user):
    client, url = as_user(moderator), f"/tanya/{question.public_id}/pelan/"
    client.post(url)
    assert "Mode lambat" in as_user(employee).get(question.get_absolute_url()).content.decode()

    client.post(url, {"on": "0"})

    assert not Thread.objects.get().is_slow
    assert list(CurationEvent.objects.values_list("verb", flat=True)) == ["slow", "fast"]


@pytest.mark.parametrize(("who", "status"), [("moderator", 302), ("employee", 403), ("admin", 403)])
def test_who_may(question, request, who, status, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.post(f"/tanya/{question.public_id}/pelan/").status_code == status


def test_converting_is_no_way_around_it(question, colleague, employee, now):
    """Answer, make it a comment, and again: each counts when it was made one."""
    slow = set_slow(actor=employee, thread=question, is_slow=True, now=now)
    opening = slow.posts.get(no=1)
    for n in range(2):
        answer = post_answer(
            author=colleague, thread=slow, body=f"Singkat saja nomor {n}.", now=now
        )
        by = {"actor": colleague, "answer": answer, "below": opening, "role": "author"}
        if not n:
            turn_into_comment(reason="", now=now, **by)
            continue
        with pytest.raises(TooFast):
            turn_into_comment(reason="", now=now, **by)
