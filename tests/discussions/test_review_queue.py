"""The queue of moderators: its chips count what waits, and nobody decides about the own words."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from competencies.models import AreaCuratorship
from discussions.actions import (
    GuideText,
    QuestionText,
    ask_question,
    carry_out,
    decide_review,
    deciding,
    grow_guide,
    merge_questions,
    propose_duplicate,
    report_text,
    turn_into_comment,
)
from discussions.models import Comment, Duplicate, Guide, Post, Review, Thread
from discussions.models.queue import SHOWN
from notifications.models import Notification
from tests.factories import UserFactory, area, make_answer, make_question

LONG = timedelta(days=15)


@pytest.fixture
def queue(moderator, as_user):
    return lambda kind="": as_user(moderator).get(f"/moderasi/?jenis={kind}").content.decode()


def count(queue, key):
    return int(re.search(rf'id="antrean-{key}"[^>]*>[^<]*<b>(\d+)</b>', queue)[1])


@pytest.fixture
def silent(employee, stranger, now):
    """Fifteen days ago the stranger answered the employee's question, and nobody wrote since."""
    thread = make_question(employee, title="Cuti bersama bagi PPPK?", now=now - LONG)
    make_answer(stranger, thread, now=now - LONG)
    return Thread.objects.get(pk=thread.pk)


def test_silent_questions_are_counted_and_listed(silent, question, queue):
    answer = silent.posts.get(no=2)

    assert count(queue(), "tanpa-solusi") == 1
    listed = queue("tanpa-solusi")
    assert f"/j/{answer.public_id}/solusi/" in listed
    assert question.title not in listed
    assert silent.title not in queue("")


def test_the_most_helpful_answer_is_named(silent, colleague, now, queue):
    better = make_answer(colleague, silent, body="Tidak memotong cuti.", now=now - LONG)
    Post.objects.filter(pk=better.pk).update(score=3)

    assert f"/j/{better.public_id}/solusi/" in queue("tanpa-solusi")


def test_own_questions_and_those_of_other_areas_are_not_counted(moderator, stranger, now, queue):
    for asker, code in [(moderator, "T.KEU"), (stranger, "T.KES")]:
        thread = make_question(
            asker, title=f"Pertanyaan {code} lama?", areas=[code], now=now - LONG
        )
        make_answer(UserFactory(), thread, now=now - LONG)
    AreaCuratorship.objects.filter(user=moderator).update(area=area())

    assert count(queue(), "tanpa-solusi") == 0


def test_what_is_more_than_shown_is_counted_and_said(question, employee, moderator, now, queue):
    threads = Thread.objects.bulk_create(
        Thread(title=f"Sama {n}?", author=employee, created_at=now, last_activity_at=now)
        for n in range(SHOWN + 2)
    )
    for thread in threads:
        thread.areas.add(area())
    Duplicate.objects.bulk_create(
        Duplicate(thread=one, of=question, proposed_by=moderator, at=now) for one in threads
    )

    listed = queue("duplikat")

    assert count(listed, "duplikat") == SHOWN + 2
    assert listed.count('aria-labelledby="d-') == SHOWN
    assert "Yang paling mendesak ditampilkan" in listed


def test_guides_are_counted_beyond_what_is_shown(answer, choose, moderator, now, queue):
    choose(answer)
    text = GuideText("Panduan yang dijaga", "Isi.", "Perbup 12/2020", [area()])
    guide = grow_guide(actor=moderator, answer=answer, text=text, now=now)
    Guide.objects.update(review_on=timezone.localdate(now))

    assert count(queue("panduan"), "panduan") == 1
    assert guide.title in queue("panduan")
    assert "Yang paling lama" not in queue("panduan")


def test_a_guide_of_two_areas_counts_once(answer, choose, moderator, now, queue):
    choose(answer)
    text = GuideText("Panduan dua bidang", "Isi.", "Perbup 12/2020", [area(), area("T.NAS")])
    grow_guide(actor=moderator, answer=answer, text=text, now=now)
    Guide.objects.update(review_on=timezone.localdate(now))
    AreaCuratorship.objects.create(user=moderator, area=area(), since=now)
    AreaCuratorship.objects.create(user=moderator, area=area("T.NAS"), since=now)

    assert count(queue(), "panduan") == 1


def test_what_is_hidden_comes_first_then_reports_by_weight(
    question, stranger, moderator, as_user, now
):
    hidden, heavy, light = (make_answer(UserFactory(), question) for _each in range(3))
    report = {"reporter": stranger, "note": ""}
    reviews = [
        report_text(about=light, kind="rude", now=now, **report),
        report_text(about=heavy, kind="rude", now=now, **report),
        report_text(about=hidden, kind="rude", now=now, **report),
    ]
    Review.objects.filter(pk=reviews[1].pk).update(score=3)
    Review.objects.filter(pk=reviews[0].pk).update(score=1)
    Review.objects.filter(pk=reviews[2].pk).update(score=1)
    Post.objects.filter(pk=hidden.pk).update(hidden_at=now)
    first = Review.objects.filter(kind="first").order_by("pk").first()
    client = as_user(moderator)

    items = client.get("/moderasi/").context["queue"].items
    inner = client.get(reviews[1].get_absolute_url()).context

    shown = [item.review for item in items]
    assert shown[:3] == [reviews[2], reviews[1], reviews[0]]
    assert first is None or first in shown[3:]
    assert (inner["before"], inner["after"]) == (reviews[2], reviews[0])


def test_every_decision_says_what_it_does_and_the_harsh_ones_are_not_green(
    answer, stranger, moderator, as_user, now
):
    review = report_text(reporter=stranger, about=answer, kind="rude", note="", now=now)
    client = as_user(moderator)

    page = client.get(review.get_absolute_url()).content.decode()
    client.post(review.get_absolute_url(), {"decision": "keep", "reason": ""})

    acts = page.split('class="acts"')[1].split("</form>")[0]
    assert "Tulisan disembunyikan; penulis memperbaikinya." in acts
    assert "btn--primary" not in acts
    assert "Putusan Anda: <b>Abaikan laporan</b>" in client.get("/moderasi/").content.decode()


def test_nobody_learns_who_reported(answer, stranger, moderator, as_user, now):
    review = report_text(reporter=stranger, about=answer, kind="rude", note="Kasar.", now=now)

    client = as_user(moderator)
    pages = [client.get(url) for url in ("/moderasi/", review.get_absolute_url(), "/kabar/")]

    assert Notification.objects.get(kind="discussions.text_reported").actor is None
    assert [stranger.name in one.content.decode() for one in pages] == [False] * 3


def test_own_words_without_a_name_wait_for_others_also_after_a_merge(
    moderator, stranger, employee, now, queue, as_user
):
    """The moderator asked without a name; another moderator merged it into a question."""
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    sealed = ask_question(author=moderator, text=text, now=now)
    answer = make_answer(moderator, sealed, body="Sudah saya temukan sendiri.")
    into = make_question(employee, title="Perintah lisan, harus diikuti?")
    other = UserFactory(name="Jamaluddin Selian")
    AreaCuratorship.objects.create(user=other, area=None, since=now)
    merge_questions(actor=other, source=sealed, into=into, reason="Sama.", now=now)
    answer.refresh_from_db()
    assert answer.thread == into

    review = report_text(reporter=stranger, about=answer, kind="rude", note="", now=now)

    assert review.public_id not in queue("laporan")
    assert count(queue(), "laporan") == 0
    assert review.public_id in as_user(other).get("/moderasi/").content.decode()
    client = as_user(moderator)
    assert client.get(review.get_absolute_url()).status_code in (403, 404)


@pytest.fixture
def rung(heard, django_capture_on_commit_callbacks):
    """What open queues hear of an act."""

    def of(act):
        heard()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [one for one in heard() if one.get("topic") == "moderation:all"]

    return of


def test_a_decision_is_heard_by_the_moderators_of_the_area_alone(
    answer, stranger, moderator, now, rung
):
    curator = UserFactory()
    AreaCuratorship.objects.create(user=curator, area=area("T.KES"), since=now)
    review = report_text(reporter=stranger, about=answer, kind="rude", note="", now=now)
    by = {"actor": moderator, "review": review, "decision": "keep", "reason": "", "now": now}

    hints = rung(lambda: decide_review(**by))

    assert [(one["event"], one["only"]) for one in hints] == [("review-decided", [moderator.pk])]
    assert hints[0]["facts"] == {"review": review.public_id}


def test_a_decision_is_carried_out_where_the_text_is_now(
    question, colleague, stranger, moderator, employee, now
):
    """Between the decision and its hour the answer went to another question by a merge."""
    answer = make_answer(colleague, question)
    review = report_text(reporter=stranger, about=answer, kind="rude", note="", now=now)
    by = {"actor": moderator, "review": review, "reason": "Menghina.", "now": now}
    stale = decide_review(decision="remove", **by)
    into = make_question(employee, title="Pertanyaan tujuan yang lain?")
    merge_questions(actor=moderator, source=question, into=into, reason="Sama.", now=now)

    carry_out(review=stale, now=now + Review.UNDO)

    answer.refresh_from_db()
    into.refresh_from_db()
    assert (answer.thread, bool(answer.deleted_at)) == (into, True)
    assert into.answer_count == 0
    assert into.curation_events.filter(verb="delete-answer").exists()


def test_the_thread_is_read_again_under_the_lock(answer, stranger, moderator, employee, now):
    """As a merge does that commits while the lock of the old thread is waited for."""
    review = report_text(reporter=stranger, about=answer, kind="rude", note="", now=now)
    into = make_question(employee, title="Pertanyaan tujuan yang lain?")
    stale = Review.objects.get(pk=review.pk)
    Review.objects.filter(pk=review.pk).update(thread=into)

    thread, found = deciding.locked_with_thread(stale)

    assert (thread, found.thread_id) == (into, into.pk)


def test_a_decision_follows_an_answer_that_became_a_comment(
    question, colleague, stranger, moderator, now
):
    answer = make_answer(colleague, question)
    review = report_text(reporter=stranger, about=answer, kind="wrong", note="", now=now)
    by = {"actor": moderator, "review": review, "reason": "Tidak benar.", "now": now}
    stale = decide_review(decision="remove", **by)
    opening = question.posts.get(no=1)
    by = {"actor": moderator, "role": "moderator", "reason": "", "now": now}
    turn_into_comment(answer=answer, below=opening, **by)

    carry_out(review=stale, now=now + Review.UNDO)

    assert Comment.objects.get().deleted_at
    opening.refresh_from_db()
    assert opening.comment_count == 0


def test_one_query_counts_however_many_wait(question, moderator, as_user, same_queries, now):
    def add(number):
        for _each in range(number):
            thread = make_question(UserFactory(), title="Pernah ditanyakan?", now=now - LONG)
            make_answer(UserFactory(), thread, now=now - LONG)
            propose_duplicate(actor=moderator, thread=thread, of=question, now=now)

    same_queries(as_user(moderator), "/moderasi/?jenis=tanpa-solusi", add, most=12, more=4)
