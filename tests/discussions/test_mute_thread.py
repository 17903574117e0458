"""Row 44: three levels for a thread; what a person chose is never overridden."""

import pytest

from competencies.actions import follow_area, mute_area
from discussions.actions import mark_me_too, mute_thread, post_comment, unfollow_thread
from discussions.models import ThreadSeen
from notifications.models import Notification
from tests.factories import UserFactory, area, make_answer, make_question


def told(person):
    return set(Notification.objects.filter(recipient=person).values_list("kind", flat=True))


def test_a_muted_question_tells_its_asker_nothing(question, employee, colleague, now):
    mute_thread(user=employee, thread=question, now=now)

    answer = make_answer(colleague, question)
    post_comment(author=colleague, post=question.posts.get(no=1), body="Kapan ini?", now=now)
    post_comment(author=colleague, post=answer, body="Tambahan dari saya.", now=now)

    assert told(employee) == set()


def test_row_44_what_one_does_there_does_not_unmute_it(question, stranger, now):
    mute_thread(user=stranger, thread=question, now=now)

    mark_me_too(user=stranger, thread=question, now=now)
    make_answer(stranger, question)

    assert ThreadSeen.objects.get(user=stranger, thread=question).level == "muted"


def test_the_page_mutes_and_unmutes(question, stranger, as_user):
    client, url = as_user(stranger), f"/tanya/{question.public_id}/ikuti/"
    client.post(url, {"on": "mute"})
    assert ThreadSeen.objects.get(user=stranger).level == "muted"
    assert "Dengar lagi" in client.get(question.get_absolute_url()).content.decode()

    client.post(url, {"on": "0"})
    assert ThreadSeen.objects.get(user=stranger).level == "normal"


def test_a_muted_area_silences_another_that_one_follows(employee, now):
    person = UserFactory()
    follow_area(user=person, area=area("T.KES"), now=now)
    mute_area(user=person, area=area("T.KEU"), now=now)

    make_question(employee, title="Bendahara puskesmas bertanya?", areas=["T.KES", "T.KEU"])
    assert told(person) == set()
    make_question(employee, title="Hanya tentang kesehatan saja?", areas=["T.KES"])
    assert told(person) == {"discussions.question_asked"}


@pytest.mark.parametrize("change", [mute_thread, unfollow_thread])
def test_sending_twice_changes_nothing(question, stranger, now, change):
    for _time in "ab":
        change(user=stranger, thread=question, now=now)

    assert ThreadSeen.objects.filter(user=stranger).count() == 1
