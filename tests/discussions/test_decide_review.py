"""Row 63, 65: moderators share the queue; one decision stands, with a reason, and can be undone."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from competencies.models import AreaCuratorship
from discussions.actions import (
    DecidedAlready,
    ReviewIsHeld,
    TooLateToUndo,
    carry_out,
    carry_out_due,
    claim_review,
    decide_review,
    deciding,
    delete_answer,
    edit_answer,
    post_comment,
    report_text,
    undo_decision,
)
from discussions.models import Comment, CurationEvent, Post, Review, Thread
from notifications.models import Notification
from tests.factories import UserFactory, area, make_answer, make_question
from tests.together import together, unguarded

REASON = "Ada nomor pribadi di baris kedua."
NIK = "1102014507900003"


@pytest.fixture
def review(answer, stranger, now):
    """The stranger says that the colleague's answer shows personal data; it is hidden."""
    return report_text(reporter=stranger, about=answer, kind="personal", note="", now=now)


@pytest.fixture
def other_moderator(unit, now):
    """Moderates finance."""
    user = UserFactory(name="Jamaluddin Selian", unit=unit)
    AreaCuratorship.objects.create(user=user, area=area("T.KEU"), since=now)
    return user


@pytest.fixture
def decide(moderator, now):
    """The moderator decides, and it is carried out."""

    def do(review, decision, reason=REASON):
        by = {"actor": moderator, "review": review, "now": now}
        decided = decide_review(decision=decision, reason=reason, **by)
        carry_out(review=decided, now=now + Review.UNDO)

    return do


def mend(answer, now):
    """Its author words it anew."""
    by = {"editor": answer.author, "version": now_of(answer).version, "now": now}
    edit_answer(answer=now_of(answer), body="Tanpa nomor siapa pun.", **by)


def test_what_was_reported_again_stays_hidden_when_it_is_mended(
    review, answer, moderator, employee, decide, now
):
    """The new report came within the ten seconds before the text went back to its author."""
    by = {"actor": moderator, "review": review, "now": now}
    decide_review(decision="return", reason=REASON, **by)
    again = report_text(reporter=employee, about=answer, kind="personal", note="", now=now)
    carry_out(review=review, now=now + Review.UNDO)

    mend(answer, now + timedelta(minutes=1))
    assert now_of(answer).hidden_at

    decide(again, "keep")
    assert now_of(answer).hidden_at is None


def test_what_may_still_be_undone_keeps_a_mended_text_hidden(
    review, answer, moderator, employee, decide, now
):
    """Else an undone decision would leave it waiting and shown."""
    decide(review, "return")
    again = report_text(reporter=employee, about=answer, kind="personal", note="", now=now)
    decide_review(actor=moderator, review=again, decision="keep", reason="", now=now)

    mend(answer, now)
    assert now_of(answer).hidden_at

    carry_out(review=again, now=now + Review.UNDO)
    assert now_of(answer).hidden_at is None


def now_of(answer):
    return Post.objects.get(pk=answer.pk)


def told(person):
    rows = Notification.objects.filter(recipient=person, kind__startswith="discussions.")
    return {row.kind.partition(".")[2] for row in rows}


def test_ignoring_shows_it_again(review, answer, decide, colleague, stranger):
    decide(review, "keep", "")

    assert now_of(answer).hidden_at is None
    assert "report_decided" in told(stranger)
    assert [event.verb for event in CurationEvent.objects.order_by("pk")] == ["hide", "show"]


def test_row_65_returning_says_why_and_the_mended_text_is_shown(
    review, answer, decide, colleague, as_user, now
):
    decide(review, "return")

    assert now_of(answer).hidden_reason == REASON
    assert REASON in as_user(colleague).get(answer.thread.get_absolute_url()).content.decode()
    assert "text_returned" in told(colleague)
    edit_answer(editor=colleague, answer=answer, body="Tanpa nomor siapa pun.", version=1, now=now)
    assert now_of(answer).hidden_at is None


def test_a_solution_given_back_solves_nothing_and_its_asker_hears_so(
    answer, choose, stranger, decide, employee, as_user, now
):
    """The page said "solved" with nothing to read, and "is looked at" of what was decided."""
    choose(answer)
    by = {"reporter": stranger, "kind": "personal", "note": "", "now": now}
    review = report_text(about=answer, **by)
    said = as_user(employee).get(answer.thread.get_absolute_url()).content.decode()
    assert "disembunyikan selama ditinjau" in said
    assert "Terjawab" in said

    decide(review, "return")

    said = as_user(employee).get(answer.thread.get_absolute_url()).content.decode()
    assert "mengembalikan jawaban ini kepada penulisnya" in said
    assert "disembunyikan selama ditinjau" not in said
    assert "Terjawab" not in said
    assert REASON not in said
    assert "solution_withdrawn" in told(employee)


def test_an_edit_does_not_show_what_nobody_has_looked_at(review, answer, colleague, now):
    edit_answer(editor=colleague, answer=answer, body="Diam-diam diubah.", version=1, now=now)

    assert now_of(answer).hidden_at


def test_removing_takes_it_off_the_page(review, answer, decide, colleague):
    decide(review, "remove")

    assert now_of(answer).deleted_reason == REASON
    assert "answer_deleted" in told(colleague)


def test_masking_masks_every_wording_and_shows_it(question, stranger, colleague, decide, now):
    answer = make_answer(colleague, question, body=f"NIK beliau {NIK}, silakan.")
    later = now + timedelta(hours=1)
    edit_answer(editor=colleague, answer=answer, body=f"Ini: {NIK}.", version=1, now=later)
    review = report_text(reporter=stranger, about=answer, kind="personal", note="", now=later)

    decide(review, "mask", "")

    answer = now_of(answer)
    assert (answer.body, answer.hidden_at) == ("Ini: ••••••••••••••03.", None)
    assert NIK not in answer.body_html
    assert NIK not in answer.revisions.get().body
    assert "text_redacted" in told(colleague)


def test_a_comment_is_masked_or_removed(answer, employee, stranger, decide, now):
    comment = post_comment(author=employee, post=answer, body=f"NIK {NIK}", now=now)
    review = report_text(reporter=stranger, about=comment, kind="personal", note="", now=now)
    decide(review, "mask", "")
    comment = Comment.objects.get()
    assert (comment.body, comment.hidden_at) == ("NIK ••••••••••••••03", None)

    review = report_text(reporter=stranger, about=comment, kind="rude", note="", now=now)
    decide(review, "remove")
    assert not Comment.objects.standing().exists()
    assert "comment_removed" in told(employee)


def test_removing_the_opening_removes_the_question(question, stranger, decide, now):
    opening = question.posts.get(no=1)
    review = report_text(reporter=stranger, about=opening, kind="rude", note="", now=now)

    decide(review, "remove")

    assert Thread.objects.get(pk=question.pk).deleted_reason == REASON


def test_ten_seconds_to_undo(review, answer, moderator, as_user, now):
    client = as_user(moderator)
    form = {"decision": "remove", "reason": REASON}
    assert client.post(review.get_absolute_url(), form).url == "/moderasi/"
    assert f"/moderasi/{review.public_id}/urung/" in client.get("/moderasi/").content.decode()
    assert now_of(answer).deleted_at is None  # nothing has happened yet

    client.post(f"/moderasi/{review.public_id}/urung/")

    review.refresh_from_db()
    assert (review.decided_at, review.decision) == (None, "")
    task = DBTaskResult.objects.get(task_path__contains="carry_out_later")
    assert task.run_after == pytest.approx(now + Review.UNDO, abs=timedelta(seconds=5))
    deciding.carry_out_later.func(*task.args_kwargs["args"])
    assert now_of(answer).deleted_at is None


def test_the_task_carries_it_out(review, answer, moderator, now):
    decide_review(actor=moderator, review=review, decision="remove", reason=REASON, now=now)

    task = DBTaskResult.objects.get(task_path__contains="carry_out_later")
    deciding.carry_out_later.func(*task.args_kwargs["args"])

    assert now_of(answer).deleted_at


def test_what_a_dead_worker_left_is_carried_out_later(review, answer, moderator, now):
    decide_review(actor=moderator, review=review, decision="remove", reason=REASON, now=now)

    assert carry_out_due(now=now + timedelta(seconds=9)) == 0
    assert carry_out_due(now=now + timedelta(seconds=11)) == 1
    assert now_of(answer).deleted_at


def test_after_that_it_is_too_late(review, moderator, decide, now):
    decide(review, "remove")

    with pytest.raises(TooLateToUndo):
        undo_decision(actor=moderator, review=review, now=now)


def test_nobody_undoes_what_another_decided(review, moderator, other_moderator, now):
    decide_review(actor=moderator, review=review, decision="keep", reason="", now=now)

    undo_decision(actor=other_moderator, review=review, now=now)

    review.refresh_from_db()
    assert review.decided_by == moderator


def test_row_63_the_second_moderator_hears_who_decided(
    review, moderator, other_moderator, now, as_user
):
    decide_review(actor=moderator, review=review, decision="keep", reason="", now=now)

    with pytest.raises(DecidedAlready, match=moderator.name):
        decide_review(actor=other_moderator, review=review, decision="keep", reason="", now=now)
    assert (
        moderator.name in as_user(other_moderator).get(review.get_absolute_url()).content.decode()
    )


def test_row_63_a_claim_lasts_ten_minutes(review, moderator, other_moderator, now):
    claim_review(actor=moderator, review=review, now=now)

    soon = now + timedelta(minutes=9)
    with pytest.raises(ReviewIsHeld, match=moderator.name):
        claim_review(actor=other_moderator, review=review, now=soon)
    with pytest.raises(ReviewIsHeld):
        decide_review(actor=other_moderator, review=review, decision="keep", reason="", now=soon)
    claim_review(actor=other_moderator, review=review, now=now + timedelta(minutes=11))


def test_a_claim_can_be_taken_over_knowingly(review, moderator, other_moderator, as_user, now):
    claim_review(actor=moderator, review=review, now=now)
    client, url = as_user(other_moderator), f"/moderasi/{review.public_id}/ambil/"
    assert moderator.name in client.get("/moderasi/").content.decode()
    assert client.post(url).status_code == 409

    assert client.post(url, {"force": "1"}).status_code == 302
    review.refresh_from_db()
    assert review.claimed_by == other_moderator


def test_an_area_moderator_sees_the_own_areas(review, unit, as_user, now):
    health = UserFactory(unit=unit)
    AreaCuratorship.objects.create(user=health, area=area("T.KES"), since=now)
    client = as_user(health)

    assert review.public_id not in client.get("/moderasi/").content.decode()
    assert client.get(review.get_absolute_url()).status_code == 404


def test_an_item_leads_to_its_neighbours_of_the_own_areas(
    question, unit, other_moderator, moderator, as_user, now
):
    """The middle of five, but one of them is the reader's own and one of another area."""
    make_answer(other_moderator, question)
    make_question(moderator, areas=["T.NAS"])
    for _person in range(2):
        make_answer(UserFactory(), question)
    first, _own, _elsewhere, middle, last = Review.objects.order_by("pk")

    page = as_user(other_moderator).get(middle.get_absolute_url()).context
    ends = [as_user(other_moderator).get(one.get_absolute_url()).context for one in (first, last)]

    assert (page["before"], page["after"]) == (first, last)
    assert [(end["before"], end["after"]) for end in ends] == [(None, middle), (middle, None)]


def test_nobody_decides_about_an_own_text(question, moderator, stranger, as_user, now):
    answer = make_answer(moderator, question)
    review = report_text(reporter=stranger, about=answer, kind="rude", note="", now=now)
    client = as_user(moderator)

    assert review.public_id not in client.get("/moderasi/").content.decode()
    assert client.get(review.get_absolute_url()).status_code == 403


@pytest.mark.parametrize("decision", ["return", "remove"])
def test_without_a_reason_nothing_is_decided(review, moderator, as_user, decision):
    response = as_user(moderator).post(review.get_absolute_url(), {"decision": decision})

    assert response.status_code == 422
    review.refresh_from_db()
    assert review.decided_at is None


def test_who_may_open_the_queue(review, as_user, employee, admin, leader, moderator):
    assert [
        as_user(person).get("/moderasi/").status_code
        for person in (employee, admin, leader, moderator)
    ] == [403, 403, 403, 200]


def test_the_queue_asks_as_much_for_many(question, moderator, as_user, same_queries, now):
    def add(count):
        for _each in range(count):
            about = make_answer(UserFactory(), question)
            report_text(reporter=UserFactory(), about=about, kind="rude", note="", now=now)

    same_queries(as_user(moderator), "/moderasi/", add, most=12, more=20)


def test_beranda_says_that_reports_wait(review, moderator, as_user, answer):
    assert "/moderasi/" in as_user(moderator).get("/").content.decode()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("verb", ["claim", "decide"])
def test_row_63_two_at_once_leave_one_outcome(review, moderator, other_moderator, now, verb):
    def press(person):
        by = {"actor": person, "review": review, "now": now}
        if verb == "claim":
            return lambda: claim_review(**by)
        return lambda: decide_review(decision="keep", reason="", **by)

    outcomes = together(press(moderator), press(other_moderator))

    refused = ReviewIsHeld if verb == "claim" else DecidedAlready
    assert sorted(isinstance(one, refused) for one in outcomes) == [False, True]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_lock_both_would_win(review, moderator, other_moderator, now, monkeypatch):
    """The control: the same race, with the row read but not locked."""
    read = unguarded(lambda review, actor, now: Review.objects.get(pk=review.pk))
    monkeypatch.setattr(deciding, "locked", read)

    def press(person):
        by = {"actor": person, "review": review, "now": now}
        return lambda: decide_review(decision="keep", reason="", **by)

    outcomes = together(press(moderator), press(other_moderator))

    assert [isinstance(one, Review) for one in outcomes] == [True, True]


def test_what_is_gone_waits_no_more(review, answer, moderator, as_user, now):
    delete_answer(actor=moderator, role="moderator", answer=answer, reason="Salah.", now=now)

    page = as_user(moderator).get("/moderasi/?jenis=laporan").content.decode()

    assert review.public_id not in page
    assert "<b>0</b>" in page


def test_nobody_is_told_that_the_own_text_was_reported(question, moderator, stranger, now):
    answer = make_answer(moderator, question)

    report_text(reporter=stranger, about=answer, kind="rude", note="", now=now)

    assert "text_reported" not in told(moderator)
