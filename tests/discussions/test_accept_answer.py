"""The best solution: the asker's choice, or a moderator's after silence, with a ledger."""

from datetime import timedelta

import pytest
from django.urls import reverse

from competencies.models import AreaCuratorship
from discussions.actions import (
    AnswerIsGone,
    PostHasMoved,
    accept_answer,
    merge_questions,
    post_comment,
)
from discussions.models import Post, Solution, SolutionEvent, Thread
from discussions.permissions import accepting_role
from notifications.models import LiveEvent, Notification
from search.models import SearchEntry
from tests.factories import UserFactory, area, make_answer, make_question
from tests.hostile import HUMAN_ANSWERS, each
from tests.together import together, unguarded

REASON = "Penanya tidak kembali; langkahnya sudah dicoba."


def url_of(answer):
    return reverse("discussions:accept_answer", args=[answer.public_id])


def ledger():
    return list(SolutionEvent.objects.order_by("pk").values_list("verb", "post__no", "actor_role"))


def test_row_16_the_askers_choice_is_pinned_and_kept_in_the_ledger(answer, employee, as_user):
    response = as_user(employee).post(url_of(answer))

    thread = Thread.objects.get()
    assert response.url == answer.get_absolute_url()
    assert (thread.best_answer_id, answer.solution.kind) == (answer.pk, "asker")
    assert ledger() == [("accept", 2, "asker")]


def test_a_second_choice_replaces_the_first(answer, other_answer, choose):
    choose(answer)
    choose(other_answer)

    assert Solution.objects.get().post_id == other_answer.pk
    assert ledger() == [("accept", 2, "asker"), ("replace", 2, "asker"), ("accept", 3, "asker")]


def test_row_17_going_back_to_the_first_choice_works(answer, other_answer, choose):
    for chosen in (answer, other_answer, answer):
        choose(chosen)

    assert Solution.objects.get().post_id == answer.pk
    assert len(ledger()) == 5


def test_choosing_the_same_again_changes_nothing(answer, choose):
    first, second = choose(answer), choose(answer)

    assert first == second
    assert len(ledger()) == 1
    assert Notification.objects.filter(kind="discussions.answer_accepted").get().count == 1


def test_the_answerer_is_praised_and_the_followers_are_told(answer, other_answer, choose):
    choose(answer)

    told = Notification.objects.exclude(kind="discussions.answer_posted")
    assert {(row.recipient, row.kind.split(".")[1]) for row in told} == {
        (answer.author, "answer_accepted"),
        (other_answer.author, "solution_chosen"),
    }


def test_open_pages_and_search_follow(answer, choose):
    choose(answer)

    event = LiveEvent.objects.order_by("no").last()
    entry = SearchEntry.objects.get(kind="discussions.thread", object_id=answer.thread_id)
    assert (event.event, event.facts) == ("answer-accepted", {"answer": answer.public_id})
    assert (entry.mark, entry.boost > 1) == ("solved", True)


def test_an_answer_that_is_gone_cannot_be_chosen(answer, choose, now):
    answer.deleted_at = now
    answer.save()

    with pytest.raises(AnswerIsGone):
        choose(answer)


def test_the_opening_cannot_be_chosen(question, employee, choose, as_user):
    opening = question.posts.get(no=1)

    with pytest.raises(AnswerIsGone):
        choose(opening)
    assert as_user(employee).post(url_of(opening)).status_code == 404


def test_defect_2_an_answer_of_another_question_solves_neither(
    question, answer, stranger, employee, as_user, now
):
    """By its address one is not its asker; a page from before a merge does not choose it either."""
    other = make_question(stranger, title="Bagaimana mengisi formulir cuti?")
    foreign = make_answer(employee, other, body="Isi formulirnya di aplikasi kepegawaian.")

    refused = as_user(employee).post(url_of(foreign), {"reason": REASON})
    assert refused.status_code == 403
    assert "Anda tidak berwenang melakukan ini" in refused.content.decode()
    assert REASON in refused.content.decode()

    merge_questions(actor=stranger, source=question, into=other, reason="Sama.", now=now)
    with pytest.raises(PostHasMoved, match="sudah dipindahkan ke pertanyaan lain"):
        accept_answer(actor=employee, answer=answer, kind="asker", now=now)
    assert ledger() == []
    assert not Thread.objects.exclude(best_answer=None).exists()


@pytest.mark.parametrize("role", ["colleague", "stranger", "leader", "admin", "moderator"])
def test_row_16_nobody_else_chooses_while_the_question_is_fresh(answer, role, as_user, request):
    client = as_user(request.getfixturevalue(role))

    assert client.get(url_of(answer)).status_code == 403
    assert client.post(url_of(answer), {"reason": REASON}).status_code == 403
    assert ledger() == []


def test_row_16_a_moderator_chooses_after_silence_and_says_why(silent_question, moderator, as_user):
    answer = silent_question.posts.get(no=2)

    response = as_user(moderator).post(url_of(answer), {"reason": REASON})

    event = SolutionEvent.objects.get()
    assert response.status_code == 302
    assert (event.actor, event.actor_role, event.reason) == (moderator, "moderator", REASON)


def test_row_16_a_comment_breaks_the_silence(silent_question, moderator, employee, now):
    answer = silent_question.posts.get(no=2)
    said = now - timedelta(days=13)
    post_comment(author=employee, post=answer, body="Sedang saya coba, mohon tunggu.", now=said)

    assert accepting_role(moderator, silent_question, now) == ""
    assert accepting_role(moderator, silent_question, now + timedelta(days=2)) == "moderator"


def test_a_moderator_corrects_a_choice_at_once(answer, other_answer, choose, moderator, as_user):
    choose(answer)

    as_user(moderator).post(url_of(other_answer), {"reason": REASON})

    assert Solution.objects.get().kind == "moderator"


def test_a_moderator_of_another_area_does_not(silent_question, unit, now):
    stray = UserFactory(unit=unit)
    AreaCuratorship.objects.create(user=stray, area=area("T.NAS"), since=now)

    assert accepting_role(stray, silent_question, now) == ""


@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_reasons_get_a_human_answer(silent_question, moderator, as_user, name, text):
    response = as_user(moderator).post(url_of(silent_question.posts.get(no=2)), {"reason": text})

    assert response.status_code in HUMAN_ANSWERS
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("reason", ["", "pendek", "\u200b" * 30, "x" * 301])
def test_without_a_proper_reason_nothing_is_chosen(silent_question, moderator, as_user, reason):
    response = as_user(moderator).post(url_of(silent_question.posts.get(no=2)), {"reason": reason})

    assert response.status_code == 422
    assert ledger() == []


def test_a_moderator_sets_up_a_second_factor_first(silent_question, moderator, as_user, settings):
    settings.FORUM_MFA_ROLES = frozenset({"moderator"})

    response = as_user(moderator).get(url_of(silent_question.posts.get(no=2)))

    assert response.url.startswith("/saya/pengaturan/faktor-kedua/")


def test_the_asker_needs_none(answer, employee, as_user, settings):
    settings.FORUM_MFA_ROLES = frozenset({"moderator", "leader", "admin"})

    assert as_user(employee).post(url_of(answer)).url == answer.get_absolute_url()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_defect_1_two_moderators_at_once_leave_one_solution_and_a_whole_ledger(
    answer, other_answer, moderator, admin, now
):
    def press(actor, chosen):
        return lambda: accept_answer(
            actor=actor, answer=chosen, kind="moderator", reason=REASON, now=now
        )

    together(press(moderator, answer), press(admin, other_answer))

    standing = Solution.objects.get()
    verbs = [verb for verb, _no, _role in ledger()]
    assert verbs == ["accept", "replace", "accept"]
    assert Thread.objects.get().best_answer_id == standing.post_id
    assert SolutionEvent.objects.order_by("pk").last().post_id == standing.post_id


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_moderators_who_press_at_once_read_what_stands_and_keep_their_reasons(
    silent_question, stranger, moderator, leader, as_user, now
):
    AreaCuratorship.objects.create(user=leader, area=None, since=now)
    answers = [silent_question.posts.get(no=2), make_answer(stranger, silent_question)]
    Thread.objects.update(last_activity_at=now - timedelta(days=20))
    reasons = [REASON, "Langkah ini yang sesuai aturan terbaru."]

    def press(client, answer, reason):
        return lambda: client.post(url_of(answer), {"reason": reason}, follow=True)

    clients = as_user(moderator), as_user(leader)
    pages = together(*map(press, clients, answers, reasons))

    assert ["Ini sekarang solusi terbaik" in page.content.decode() for page in pages] == [True] * 2
    history = clients[0].get(f"/tanya/{silent_question.public_id}/riwayat/").content.decode()
    assert [reason in history for reason in reasons] == [True] * 2
    assert Solution.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_control_without_the_lock_both_choices_would_stand(
    answer, other_answer, moderator, admin, now, monkeypatch
):
    def read(post):
        post = Post.objects.select_related("thread").get(pk=post.pk)
        return post.thread, post

    monkeypatch.setattr("discussions.actions.curation.lock_post", unguarded(read))

    def press(actor, chosen):
        by = {"actor": actor, "kind": "moderator", "reason": REASON, "now": now}
        return lambda: accept_answer(answer=chosen, **by)

    together(press(moderator, answer), press(admin, other_answer))

    assert Solution.objects.count() == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_double_click_chooses_once(answer, employee, as_user):
    client = as_user(employee)

    answers = together(*[lambda: client.post(url_of(answer)).status_code] * 2)

    assert (answers, len(ledger())) == ([302, 302], 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_choice_and_a_me_too_at_once_both_count(answer, stranger, as_user, choose):
    url = reverse("discussions:mark_me_too", args=[answer.thread.public_id])
    client, before = as_user(stranger), Thread.objects.get().version

    together(lambda: choose(answer), lambda: client.post(url))

    thread = Thread.objects.get()
    assert (thread.best_answer_id, thread.me_too_count) == (answer.pk, 1)
    assert thread.version == before + 2
