"""With several pages only what was shown counts as read, and what was read never looks unread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discussions.actions import delete_answer, mark_me_too, post_comment
from discussions.models import Thread, ThreadSeen
from discussions.models.reading import unread_ids
from notifications.models import Notification
from tests.factories import UserFactory, make_answer, write_answers

NUMBERS = st.integers(1, 12)


@given(st.sets(NUMBERS, min_size=1), st.lists(st.sets(NUMBERS)))
def test_the_mark_covers_what_was_shown_and_nothing_else(standing, pages):
    """Whatever pages come in whatever order, and whichever numbers no longer stand."""
    mark, shown = ThreadSeen(), set()
    for page in pages:
        before = mark.last_read_no
        mark.read(page & standing, standing=sorted(standing), highest=12)
        shown |= page & standing
        assert mark.last_read_no >= before
        assert all(no in shown for no in standing if no <= mark.last_read_no)

    assert (mark.last_read_no == 12) == (standing <= shown and bool(pages))


@pytest.fixture
def long_question(question):
    """With 45 answers, numbers 2 to 46; what is in even places helped most."""
    for post in write_answers(question, 45)[::2]:
        post.score = 3
        post.save()
    return question


@pytest.fixture
def read(as_user, long_question):
    """Opens pages of the long question."""

    def visit(user, *pages):
        for page in pages:
            as_user(user).get(f"{long_question.get_absolute_url()}?{page}")
        return ThreadSeen.objects.get(user=user, thread=long_question)

    return visit


def is_unread(user, thread):
    return unread_ids(user, list(Thread.objects.with_row().filter(pk=thread.pk))) == [thread.pk]


@pytest.mark.parametrize("pages", [(1, 2, 3), (3, 1, 2), (2, 3, 1)])
def test_only_all_pages_make_it_read(read, stranger, long_question, pages):
    *some, last = [f"hal={page}" for page in pages]

    read(stranger, *some)
    assert is_unread(stranger, long_question)

    assert read(stranger, last).last_read_no == 46
    assert not is_unread(stranger, long_question)


def test_the_same_page_again_changes_nothing(read, stranger):
    first = read(stranger, "hal=2")
    assert (first.last_read_no, first.read_ahead.split()[0]) == (1, "3")

    again = read(stranger, "hal=2")

    assert (again.at, again.read_ahead) == (first.at, first.read_ahead)


def test_a_tab_with_an_older_page_does_not_move_the_mark_back(read, stranger):
    read(stranger, "hal=semua")

    assert read(stranger, "hal=1").last_read_no == 46


def test_a_returning_reader_is_led_to_the_first_unread_answer_on_another_page(
    read, stranger, long_question, colleague, as_user
):
    read(stranger, "hal=semua")
    new = make_answer(colleague, long_question)

    page = as_user(stranger).get(long_question.get_absolute_url()).content.decode()

    assert f'<a href="{new.get_absolute_url()}">Ke jawaban baru' in page
    assert is_unread(stranger, long_question)
    as_user(stranger).get(new.get_absolute_url().split("#")[0])
    assert not is_unread(stranger, long_question)


def test_what_is_left_unread_and_then_removed_leaves_no_mark(
    read, stranger, long_question, moderator, now
):
    read(stranger, "urut=lama&hal=1", "urut=lama&hal=3")
    unseen = list(long_question.posts.filter(no__gt=21, no__lt=42).order_by("-no"))
    assert is_unread(stranger, long_question)

    for answer in unseen:
        delete_answer(actor=moderator, role="moderator", answer=answer, reason="Spam.", now=now)

    assert not is_unread(stranger, long_question)


def test_news_of_another_page_stays_unread_until_that_page_is_opened(
    read, employee, long_question, colleague, now
):
    make_answer(colleague, long_question)
    news = Notification.objects.of(employee).unread()

    read(employee, "hal=1")
    assert news.count() == 1

    read(employee, "hal=3")
    assert news.count() == 0


def test_news_of_a_comment_on_another_page_stays_unread(
    read, stranger, long_question, colleague, now
):
    own = make_answer(stranger, long_question)
    post_comment(author=colleague, post=own, body="Terima kasih banyak.", now=now)
    news = Notification.objects.of(stranger).unread()
    assert news.count() == 1

    read(stranger, "hal=1")
    assert news.count() == 1

    read(stranger, "hal=3")
    assert news.count() == 0


def test_news_of_what_is_gone_does_not_stay(read, stranger, long_question, colleague, now):
    own = make_answer(stranger, long_question)
    comment = post_comment(author=colleague, post=own, body="Terima kasih banyak.", now=now)
    comment.deleted_at = now
    comment.save()

    read(stranger, "hal=1")

    assert not Notification.objects.of(stranger).unread().exists()


def test_who_saw_an_answer_that_is_removed_is_told_of_the_others_still(
    read, employee, long_question, colleague, stranger, moderator, now
):
    first, second = (make_answer(person, long_question) for person in (colleague, stranger))
    read(employee, f"ke={second.anchor}")
    Notification.objects.of(employee).update(read_at=None, count=1)

    delete_answer(actor=moderator, role="moderator", answer=first, reason="Spam.", now=now)

    assert Notification.objects.of(employee).unread().filter(count=1).exists()


def test_answering_reads_ones_own_answer_and_no_other(long_question, stranger):
    own = make_answer(stranger, long_question)

    seen = ThreadSeen.objects.get(user=stranger, thread=long_question)
    assert (seen.last_read_no, seen.read_ahead) == (1, str(own.no))


def test_the_same_problem_reads_nothing(long_question, stranger, now):
    mark_me_too(user=stranger, thread=long_question, now=now)

    assert is_unread(stranger, long_question)


def test_what_comes_live_is_read_and_long_lists_end(question, as_user, employee, shown_numbers):
    client = as_user(employee)
    client.get(question.get_absolute_url())
    posts = write_answers(question, 25)
    url, htmx = f"/tanya/{question.public_id}/jawaban-baru/", {"HX-Request": "true"}

    fragment = client.get(url, {"sejak": "1"}, headers=htmx)

    assert shown_numbers(fragment) == list(range(2, 22))
    assert posts[20].get_absolute_url() in fragment.content.decode()
    assert ThreadSeen.objects.get(user=employee).last_read_no == 21


def test_a_short_question_is_read_at_once_whatever_was_read_ahead(question, stranger, as_user, now):
    make_answer(UserFactory(), question)
    make_answer(stranger, question)
    assert ThreadSeen.objects.get(user=stranger).read_ahead == "3"

    as_user(stranger).get(question.get_absolute_url())

    assert ThreadSeen.objects.get(user=stranger).last_read_no == 3
