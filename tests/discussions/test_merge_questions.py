"""Row 23, defect 5: two questions become one, and nothing is lost or counted twice."""

import pytest

from competencies.models import AreaCuratorship
from discussions.actions import (
    GoesInCircle,
    PostHasMoved,
    QuestionIsGone,
    QuestionIsMerged,
    ReadByOthers,
    SameQuestion,
    TooLongTogether,
    accept_answer,
    confirm_duplicate,
    delete_answer,
    delete_comment,
    delete_question,
    edit_answer,
    follow_thread,
    mark_helpful,
    mark_me_too,
    mark_outdated,
    merge_questions,
    post_comment,
    propose_duplicate,
    read_thread,
    recount,
    report_text,
    restore_question,
    turn_into_comment,
)
from discussions.models import Duplicate, MeToo, Post, SolutionEvent, Thread, ThreadSeen
from foundation.actions import save_for_later
from foundation.models import Saved
from notifications.models import Notification
from search.models import SearchEntry
from tests.factories import UserFactory, area, make_answer, make_question
from tests.together import together, unguarded

REASON = "Keduanya menanyakan hal yang sama."


@pytest.fixture
def into(stranger):
    """The question that stays."""
    return make_question(stranger, title="Cara memperbaiki kode rekening yang keliru?")


@pytest.fixture
def merge(moderator, now):
    """The moderator merges."""
    return lambda source, into: merge_questions(
        actor=moderator, source=source, into=into, reason=REASON, now=now
    )


def test_row_23_answers_move_with_their_comments_and_marks(
    question, answer, into, employee, merge, now, as_user
):
    comment = post_comment(author=employee, post=answer, body="Betul sekali.", now=now)
    mark_helpful(user=employee, post=answer, now=now)

    merge(question, into)

    page = as_user(employee).get(into.get_absolute_url()).content.decode()
    assert f'id="j-{answer.public_id}"' in page
    assert f'id="k-{comment.public_id}"' in page
    into.refresh_from_db()
    assert (into.answer_count, into.highest_no) == (1, 2)
    assert Post.objects.get(pk=answer.pk).score == 1
    assert recount(repair=False) == []


def test_row_23_the_old_address_leads_on(question, answer, into, merge, as_user, colleague):
    client, old = as_user(colleague), question.get_absolute_url()
    merge(question, into)

    led = client.get(old, follow=True)
    assert led.redirect_chain[-1][0] == f"{into.get_absolute_url()}?dari={question.public_id}"
    assert f"“{question.title}”" in led.content.decode()
    assert client.get(f"/t/{question.public_id}/", follow=True).status_code == 200
    moved = client.get(f"/j/{answer.public_id}/")
    assert moved.url == f"{into.get_absolute_url()}#j-{answer.public_id}"


def test_defect_5_who_answered_both_keeps_one_answer_with_both_texts(
    question, answer, into, colleague, employee, merge, now
):
    other = make_answer(colleague, into, body="Lewat perubahan anggaran.")
    for person in (employee, into.author):
        mark_helpful(user=person, post=answer, now=now)
    mark_helpful(user=employee, post=other, now=now)
    post_comment(author=employee, post=answer, body="Betul sekali.", now=now)

    merge(question, into)

    kept = Post.objects.get(pk=other.pk)
    assert "Lewat perubahan anggaran." in kept.body
    assert answer.body in kept.body
    assert (kept.score, kept.comment_count) == (2, 1)
    assert Post.objects.standing().filter(kind="answer").get() == kept
    assert recount(repair=False) == []


def test_two_texts_that_are_too_long_together_stop_it(question, into, colleague, merge):
    make_answer(colleague, question, body="a " * 6000)
    make_answer(colleague, into, body="b " * 6000)

    with pytest.raises(TooLongTogether, match=colleague.name):
        merge(question, into)
    assert Thread.objects.get(pk=question.pk).deleted_at is None


def test_followers_and_those_who_have_it_too_go_along(question, into, colleague, merge, now):
    mark_me_too(user=colleague, thread=question, now=now)
    mark_me_too(user=into.author, thread=question, now=now)

    merge(question, into)

    into.refresh_from_db()
    having = set(MeToo.objects.filter(thread=into).values_list("user", flat=True))
    assert having == {colleague.pk, question.author_id}
    assert into.me_too_count == 2
    watching = ThreadSeen.objects.filter(thread=into, level="watching")
    assert set(watching.values_list("user", flat=True)) >= {colleague.pk, question.author_id}


def test_a_solution_goes_along_where_there_is_none(question, answer, into, merge, choose):
    choose(answer)

    merge(question, into)

    into.refresh_from_db()
    assert into.best_answer_id == answer.pk
    events = SolutionEvent.objects.order_by("pk").values_list("verb", "thread")
    assert list(events) == [
        ("accept", question.pk),
        ("withdraw", question.pk),
        ("accept", into.pk),
    ]


def test_the_solution_that_stands_there_stays(
    question, answer, into, colleague, employee, merge, choose
):
    choose(answer)
    stands = make_answer(employee, into, body="Yang sudah dipilih di sana.")
    choose(stands, by=into.author)

    merge(question, into)

    into.refresh_from_db()
    assert into.best_answer_id == stands.pk


def test_search_finds_the_other_by_the_words_of_this(question, into, merge):
    merge(question, into)

    assert not SearchEntry.objects.filter(kind="discussions.thread", object_id=question.pk).exists()
    entry = SearchEntry.objects.get(kind="discussions.thread", object_id=into.pk)
    assert question.title in entry.body


def test_the_history_shows_what_was_asked_there(question, into, merge, as_user, colleague):
    merge(question, into)

    page = as_user(colleague).get(f"/tanya/{into.public_id}/riwayat/").content.decode()

    assert REASON in page
    assert question.title in page


def test_the_asker_is_told(question, into, employee, merge):
    merge(question, into)

    told = Notification.objects.get(recipient=employee, kind="discussions.question_merged")
    assert told.about_id == into.pk


def test_it_does_not_come_back_alone(question, into, merge, moderator, now):
    merge(question, into)

    with pytest.raises(QuestionIsMerged):
        restore_question(actor=moderator, thread=question, now=now)


def test_not_into_itself_nor_into_what_is_gone(question, into, merge, moderator, now):
    with pytest.raises(SameQuestion):
        merge(question, question)
    by = {"actor": moderator, "role": "moderator", "reason": "Salah.", "now": now}
    delete_question(thread=into, **by)
    with pytest.raises(QuestionIsGone):
        merge(question, into)


def test_not_where_others_read(question, unit_question, merge):
    with pytest.raises(ReadByOthers):
        merge(unit_question, question)


def test_the_form(question, into, moderator, employee, as_user):
    client = as_user(moderator)
    url = f"/tanya/{question.public_id}/gabung/?ke={into.public_id}"
    assert into.title in client.get(url).content.decode()

    response = client.post(url, {"of": into.public_id, "reason": REASON})

    assert response.url == into.get_absolute_url()
    assert as_user(employee).get(url).status_code in (403, 404)


def test_not_into_what_was_found_to_repeat_it(question, into, merge, now):
    propose_duplicate(actor=into.author, thread=into, of=question, now=now)
    confirm_duplicate(actor=into.author, thread=into, now=now)

    with pytest.raises(GoesInCircle, match="sudah dicatat sebagai ulangan"):
        merge(question, into)


def test_what_is_gone_is_said_and_the_reason_stays(question, into, moderator, as_user, now):
    by = {"actor": moderator, "role": "moderator", "reason": "Salah alamat.", "now": now}
    delete_question(thread=into, **by)
    form = {"of": f"/t/{into.public_id}/", "reason": "Keduanya menanyakan hal yang sama."}

    refused = as_user(moderator).post(f"/tanya/{question.public_id}/gabung/", form)

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Pertanyaan itu tidak ada" in page
    assert [text in page for text in form.values()] == [True, True]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_merges_at_once_leave_one_question(question, answer, into, merge):
    outcomes = together(lambda: merge(question, into), lambda: merge(into, question))

    refused = [one for one in outcomes if isinstance(one, (QuestionIsGone, GoesInCircle))]
    assert len(refused) == 1
    standing = Thread.objects.filter(deleted_at=None).get()
    assert standing.answer_count == 1
    assert recount(repair=False) == []


@pytest.fixture
def elsewhere(colleague):
    """A third question that says the same."""
    return make_question(colleague, title="Kode rekening keliru, bagaimana membetulkannya?")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_question_goes_into_one_other(question, answer, into, elsewhere, merge):
    outcomes = together(lambda: merge(question, into), lambda: merge(question, elsewhere))

    assert sum(isinstance(one, QuestionIsGone) for one in outcomes) == 1
    assert (
        Post.objects.get(pk=answer.pk).thread_id
        == Thread.objects.get(pk=question.pk).merged_into_id
    )
    assert recount(repair=False) == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_control_without_the_locks_it_would_go_into_both(
    question, answer, into, elsewhere, merge, monkeypatch
):
    def read(thread, of):
        return Thread.objects.get(pk=thread.pk), Thread.objects.get(pk=of.pk)

    monkeypatch.setattr("discussions.actions.merging.lock_both", unguarded(read))

    outcomes = together(lambda: merge(question, into), lambda: merge(question, elsewhere))

    assert [isinstance(one, Thread) for one in outcomes] == [True, True]


def test_the_pinned_solution_goes_along_not_the_last(
    question, answer, other_answer, into, merge, choose, employee, now
):
    choose(answer)
    accept_answer(actor=employee, answer=other_answer, kind="asker", is_also=True, now=now)

    merge(question, into)

    into.refresh_from_db()
    assert into.best_answer_id == answer.pk


def test_followers_who_have_seen_the_other_follow_it_too(question, into, colleague, merge, now):
    follow_thread(user=colleague, thread=question, now=now)
    read_thread(user=colleague, thread=into, has_news=False, now=now)

    merge(question, into)

    assert ThreadSeen.objects.get(user=colleague, thread=into).level == "watching"


def test_an_outdated_text_stays_outdated(question, answer, into, colleague, merge, now):
    make_answer(colleague, into, body="Lewat perubahan anggaran.")
    mark_outdated(
        actor=colleague, post=answer, reason="Sudah dicabut.", version=answer.version, now=now
    )

    merge(question, into)

    assert Post.objects.standing().get(thread=into, kind="answer").outdated_at


def test_what_was_saved_and_said_to_repeat_it_goes_along(
    question, into, colleague, stranger, merge, now
):
    third = make_question(colleague, title="Pertanyaan ketiga yang mirip?")
    propose_duplicate(actor=stranger, thread=third, of=question, now=now)
    propose_duplicate(actor=colleague, thread=into, of=question, now=now)
    save_for_later(user=colleague, about=question, now=now)

    merge(question, into)

    assert [(one.thread, one.of) for one in Duplicate.objects.all()] == [(third, into)]
    assert Saved.objects.get().about_id == into.pk


def test_a_moderator_of_one_area_merges_nothing_into_another(
    question, into, unit, employee, colleague, as_user, now
):
    """Not even over a question that was found to repeat one there."""
    finance = UserFactory(unit=unit)
    AreaCuratorship.objects.create(user=finance, area=area("T.KEU"), since=now)
    elsewhere = make_question(employee, title="Di bidang lain sama sekali?", areas=["T.KES"])
    propose_duplicate(actor=colleague, thread=into, of=elsewhere, now=now)
    confirm_duplicate(actor=into.author, thread=into, now=now)

    form = {"of": into.public_id, "reason": REASON}
    as_user(finance).post(f"/tanya/{question.public_id}/gabung/", form)

    assert Thread.objects.get(pk=question.pk).merged_into_id == into.pk


def test_a_redacted_opening_of_a_merged_question(question, into, merge, moderator, as_user):
    opening = question.posts.get(no=1)
    merge(question, into)
    client, passage = as_user(moderator), opening.body[:20]

    form = {"passage": passage, "reason": "Nama orang."}
    response = client.post(f"/j/{opening.public_id}/hitamkan/", form)

    assert response.status_code == 302
    assert passage not in client.get(f"/tanya/{into.public_id}/riwayat/").content.decode()


STALE = {
    "accept": lambda answer, by: accept_answer(answer=answer, kind="asker", **by),
    "remove": lambda answer, by: delete_answer(
        answer=answer, role="moderator", reason=REASON, **by
    ),
    "outdate": lambda answer, by: mark_outdated(post=answer, reason=REASON, version=1, **by),
    "edit": lambda answer, by: edit_answer(
        editor=by["actor"], answer=answer, body="Lain.", version=1, now=by["now"]
    ),
    "comment": lambda answer, by: post_comment(
        author=by["actor"], post=answer, body="Betul.", now=by["now"]
    ),
    "convert": lambda answer, by: turn_into_comment(
        answer=answer, below=answer.thread.posts.get(no=1), role="author", reason="", **by
    ),
    "report": lambda answer, by: report_text(
        reporter=by["actor"], about=answer, kind="rude", note="", now=by["now"]
    ),
}


@pytest.mark.parametrize("verb", STALE)
def test_who_waited_for_the_lock_hears_that_it_was_moved(
    question, answer, into, merge, stranger, now, verb
):
    """The answer was read before the merge, and the lock came after it."""
    merge(question, into)

    with pytest.raises(PostHasMoved):
        STALE[verb](answer, {"actor": stranger, "now": now})

    assert recount(repair=False) == []


def test_a_comment_of_a_moved_answer_too(question, answer, into, merge, employee, now):
    comment = post_comment(author=employee, post=answer, body="Betul sekali.", now=now)
    merge(question, into)

    with pytest.raises(PostHasMoved):
        delete_comment(actor=employee, comment=comment, now=now)


def words_on(response):
    return " ".join(response.content.decode().split())


def test_row_23_the_other_is_found_by_words_address_and_number(
    question, into, moderator, as_user, unit_question
):
    client, url = as_user(moderator), f"/tanya/{question.public_id}/gabung/"

    for words in ("memperbaiki keliru", f"https://x.test/t/{into.public_id}/", into.public_id):
        found = client.get(url, {"cari": words, "reason": "Sama saja."})

        assert found.context["found"][0] == into, words
        assert "0 jawaban" not in words_on(found)
        assert f'href="?ke={into.public_id}&amp;cari=' in found.content.decode()
        assert "reason=Sama%20saja." in found.content.decode()
    assert question not in client.get(url, {"cari": "kode rekening"}).context["found"]


def test_only_what_one_moderates_too_is_offered(question, unit, stranger, as_user, now):
    finance = UserFactory(unit=unit)
    AreaCuratorship.objects.create(user=finance, area=area("T.KEU"), since=now)
    into = make_question(stranger, title="Cara memperbaiki yang keliru?", areas=["T.KES"])
    client, url = as_user(finance), f"/tanya/{question.public_id}/gabung/"

    assert client.get(url, {"cari": "memperbaiki keliru"}).context["found"] == []
    refused = client.get(url, {"ke": into.public_id})

    assert "hanya salah satu" in words_on(refused)
    assert "pair" not in refused.context


@pytest.mark.parametrize("words", ["tidakadayangini", "\0 ((( OR", "é" * 400, "-"])
def test_what_finds_nothing_gets_a_sentence_and_stays(question, moderator, as_user, words):
    page = as_user(moderator).get(f"/tanya/{question.public_id}/gabung/", {"cari": words})

    assert page.status_code == 200
    assert "Tidak ada yang ditemukan" in words_on(page)


def test_row_23_both_are_shown_and_what_will_happen_before_it_does(
    question, answer, into, moderator, colleague, as_user, now
):
    make_answer(answer.author, into)
    follow_thread(user=colleague, thread=question, now=now)
    client, url = as_user(moderator), f"/tanya/{question.public_id}/gabung/"

    page = client.get(url, {"ke": into.public_id})

    said = words_on(page)
    assert [one.opening.body_html in page.content.decode() for one in page.context["pair"]] == [
        True,
        True,
    ]
    assert "1 jawaban pindah" in said
    assert "1 orang menjawab keduanya" in said
    assert "Penanya pertanyaan ini dikabari" in said
    assert f"/tanya/{into.public_id}/gabung/?ke={question.public_id}" in said
    assert Thread.objects.filter(pk=question.pk, merged_into=None).exists()
    short = client.post(url, {"of": into.public_id, "reason": "x"})
    assert short.status_code == 422
    assert short.context["other"] == into
