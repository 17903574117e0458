"""Row 62: reports weigh by who says it; enough of them hide a text until moderators decide."""

import pytest

from competencies.models import AreaCuratorship
from discussions.actions import (
    PostIsGone,
    claim_review,
    decide_review,
    delete_answer,
    post_comment,
    report_text,
)
from discussions.actions.deciding import carry_out
from discussions.models import Comment, Post, Report, Review, Thread
from notifications.models import Notification
from search.models import SearchEntry
from tests.factories import UserFactory, area, make_answer, make_question
from tests.hostile import HUMAN_ANSWERS, each

NOTE = "Baris kedua."


@pytest.fixture
def report(now):
    """Somebody reports a text as wrong; changes replace the fields."""

    def send(about, by=None, **changes):
        fields = {"kind": "wrong", "note": "", "now": now} | changes
        return report_text(reporter=by or UserFactory(), about=about, **fields)

    return send


def shown(client, thread):
    return client.get(thread.get_absolute_url()).content.decode()


def test_row_62_three_members_do_not_hide_it_and_the_fourth_does(answer, report):
    for _person in range(3):
        report(answer)
    assert Post.objects.get(pk=answer.pk).hidden_at is None

    assert report(answer).score == 4
    assert Post.objects.get(pk=answer.pk).hidden_at


def test_row_62_an_expert_weighs_two_and_a_moderator_five(
    answer, other_answer, choose, report, moderator
):
    choose(other_answer)
    assert report(answer, other_answer.author).score == 2
    assert report(answer, moderator).score == 7


def test_personal_data_hides_at_once(answer, report):
    report(answer, kind="personal")

    assert Post.objects.get(pk=answer.pk).hidden_at


def test_row_62_whose_reports_are_never_upheld_weighs_nothing(employee, report, moderator, now):
    crier = UserFactory()
    for number in range(5):
        thread = make_question(employee, title=f"Pertanyaan nomor {number} yang wajar?")
        review = report(thread.posts.get(no=1), crier)
        by = {"actor": moderator, "review": review, "now": now}
        carry_out(review=decide_review(decision="keep", reason="", **by), now=now)
    thread = make_question(employee, title="Pertanyaan keenam yang wajar?")

    review = report(thread.posts.get(no=1), crier, kind="personal")

    assert review.score == 0
    assert not Thread.objects.get(pk=thread.pk).hidden_at


def test_once_per_person(answer, report, stranger):
    report(answer, stranger)

    assert report(answer, stranger).score == 1
    assert Report.objects.count() == 1


def test_a_hidden_answer_is_read_by_its_author_and_moderators_only(
    answer, report, as_user, employee, colleague, moderator, question
):
    client = as_user(employee)
    assert answer.body in shown(client, question)  # cached from now on
    report(answer, kind="personal")

    assert answer.body not in shown(client, question)
    assert answer.body in shown(as_user(colleague), question)
    assert answer.body in shown(as_user(moderator), question)
    assert answer.body not in client.get(f"/tanya/{question.public_id}/riwayat/").content.decode()
    assert client.get(f"/j/{answer.public_id}/komentar/").status_code == 404


def test_a_hidden_answer_is_not_found_and_not_chosen(answer, report, as_user, employee):
    report(answer, kind="personal")

    assert "pergeseran" not in SearchEntry.objects.get(object_id=answer.thread_id).body
    assert as_user(employee).post(f"/j/{answer.public_id}/solusi/").status_code in (404, 409)


def test_a_hidden_question_leaves_the_lists(question, report, as_user, colleague, employee):
    report(question.posts.get(no=1), kind="secret")

    assert question.title not in as_user(colleague).get("/tanya/").content.decode()
    assert as_user(colleague).get(question.get_absolute_url()).status_code == 404
    assert as_user(employee).get(question.get_absolute_url()).status_code == 200


def test_a_hidden_comment(answer, report, employee, stranger, as_user, question, now):
    comment = post_comment(author=employee, post=answer, body="Nomor beliau sekian.", now=now)
    client = as_user(stranger)
    assert comment.body in shown(client, question)

    report(comment, kind="personal")

    assert comment.body not in shown(client, question)
    assert comment.body in shown(as_user(employee), question)
    assert Comment.objects.standing().count() == 1


def test_author_and_moderators_are_told(answer, report, moderator, colleague, unit, now):
    elsewhere = UserFactory(unit=unit)
    AreaCuratorship.objects.create(user=elsewhere, area=area("T.KES"), since=now)

    report(answer, kind="personal")

    told = Notification.objects.filter(kind__contains="discussions.text_")
    assert {(row.recipient, row.kind) for row in told} == {
        (moderator, "discussions.text_reported"),
        (colleague, "discussions.text_hidden"),
    }


def test_a_decided_text_is_reported_anew(answer, report, moderator, now):
    review = report(answer)
    claim_review(actor=moderator, review=review, now=now)
    carry_out(
        review=decide_review(actor=moderator, review=review, decision="keep", reason="", now=now),
        now=now,
    )

    again = report(answer)

    assert (again.pk, again.score) != (review.pk, 2)
    assert Review.objects.filter(kind="report").count() == 2


def test_what_is_gone_is_not_reported(answer, report, moderator, now):
    delete_answer(actor=moderator, role="moderator", answer=answer, reason="Salah.", now=now)

    with pytest.raises(PostIsGone):
        report(answer)


def test_the_form(answer, as_user, stranger, colleague, moderator):
    client, url = as_user(stranger), f"/j/{answer.public_id}/laporkan/"
    assert client.post(url, {"note": NOTE}).status_code == 422

    assert client.post(url, {"kind": "rude", "note": NOTE}).status_code == 302
    review = Review.objects.get(kind="report")
    queue = as_user(moderator).get(review.get_absolute_url()).content.decode()
    assert NOTE in queue
    assert stranger.name not in queue
    assert as_user(colleague).get(url).status_code == 403  # one's own


def test_reporting_what_hides_at_once_leads_to_the_list(question, as_user, stranger):
    opening = question.posts.get(no=1)

    response = as_user(stranger).post(f"/j/{opening.public_id}/laporkan/", {"kind": "personal"})

    assert response.url == "/tanya/"


@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_notes_get_a_human_answer(answer, stranger, as_user, name, text):
    url = f"/j/{answer.public_id}/laporkan/"

    response = as_user(stranger).post(url, {"kind": "rude", "note": text})

    assert response.status_code in HUMAN_ANSWERS


def test_row_64_first_texts_are_listed_once(employee, colleague, question, moderator, as_user, now):
    make_answer(colleague, question)
    make_question(employee, title="Pertanyaan kedua dari orang yang sama?")

    firsts = Review.objects.filter(kind="first")
    assert {review.about.author for review in firsts} == {employee, colleague}
    page = as_user(moderator).get("/moderasi/?jenis=pertama").content.decode()
    assert page.count("data-review=") == 2


def test_a_graver_second_word_counts(answer, report, stranger):
    report(answer, stranger, kind="wrong")

    report(answer, stranger, kind="personal")

    assert Report.objects.get().kind == "personal"
    assert Post.objects.get(pk=answer.pk).hidden_at
