"""Row 14: whoever reads a question words another's text better; it waits for a decision."""

from datetime import timedelta

import pytest

from competencies.models import AreaCuratorship
from discussions.actions import (
    EditedMeanwhile,
    PostIsGone,
    SuggestedEnough,
    SuggestedInVain,
    SuggestionIsDecided,
    TextHasEnough,
    ThreadIsLocked,
    close_question,
    delete_answer,
    edit_answer,
    reject_suggestion,
    reopen_question,
    withdraw_suggestion,
)
from discussions.actions.hiding import TextIsHidden
from discussions.models import BlockedPhrase, EditSuggestion, Post, Thread
from foundation.models import Draft
from notifications.models import Notification
from tests.discussions.conftest import BETTER
from tests.factories import UserFactory, area, make_answer, make_question
from tests.hostile import HUMAN_ANSWERS, each
from tests.together import together

NIK = "1102014507900003"


@pytest.fixture
def form():
    """What the page of a suggestion for an answer sends; changes replace its fields."""

    def fill(**changes):
        fields = {"body": BETTER, "reason": "Lebih jelas.", "version": 1, "edition": 0}
        return fields | changes

    return fill


def url(post):
    return f"/j/{post.public_id}/usulkan/"


def told(person):
    rows = Notification.objects.filter(recipient=person, kind__contains="suggest")
    return {row.kind.partition(".")[2] for row in rows.filter(read_at=None)}


def test_row_14_the_form_shows_the_text_as_it_stands(answer, question, stranger, as_user):
    client = as_user(stranger)

    assert client.get(url(answer)).context["form"].initial["body"] == answer.body
    form = client.get(url(question.posts.get(no=1))).context["form"]
    assert (form.initial["title"], form.initial["areas"]) == (question.title, [area()])


def test_row_14_what_is_suggested_changes_nothing_yet(answer, stranger, as_user, form):
    response = as_user(stranger).post(url(answer), form())

    suggestion = EditSuggestion.objects.get()
    assert response.url == suggestion.get_absolute_url()
    assert (suggestion.author, suggestion.body, suggestion.version) == (stranger, BETTER, 1)
    assert Post.objects.get(pk=answer.pk).body == answer.body
    page = as_user(stranger).get(answer.thread.get_absolute_url()).content.decode()
    assert BETTER not in page


def test_row_14_a_question_with_its_title_and_areas(question, stranger, as_user, form):
    opening = question.posts.get(no=1)
    words = form(title="Judul yang lebih jelas, ya?", areas=[area("T.NAS").pk])

    assert as_user(stranger).post(url(opening), words).status_code == 302

    suggestion = EditSuggestion.objects.get()
    assert (suggestion.title, suggestion.areas) == ("Judul yang lebih jelas, ya?", "T.NAS")


def test_row_14_its_author_is_told_and_finds_it_waiting(suggestion, colleague, as_user):
    assert told(colleague) == {"edit_suggested"}
    client = as_user(colleague)
    assert suggestion.get_absolute_url() in client.get("/").content.decode()
    assert suggestion.get_absolute_url() in client.get("/usulan/").content.decode()
    thread = client.get(suggestion.post.thread.get_absolute_url()).content.decode()
    assert suggestion.get_absolute_url() in thread
    assert "karena Anda penulisnya" in client.get("/kabar/").content.decode()

    client.get(suggestion.get_absolute_url())

    assert told(colleague) == set()


@pytest.mark.parametrize(("who", "is_told"), [("moderator", True), ("stranger", False)])
def test_row_14_the_question_leads_those_to_it_who_decide(
    suggestion, request, who, is_told, as_user
):
    client = as_user(request.getfixturevalue(who))

    page = client.get(suggestion.post.thread.get_absolute_url()).content.decode()

    assert (suggestion.get_absolute_url() in page) == is_told


def test_row_14_moderators_find_it_in_their_queue(suggestion, moderator, as_user):
    client = as_user(moderator)

    assert told(moderator) == set()
    for kind, is_there in [("usulan", True), ("", False), ("laporan", False)]:
        page = client.get("/moderasi/", {"jenis": kind}).content.decode()
        assert (suggestion.get_absolute_url() in page) == is_there, kind
        assert "Usulan perbaikan <b>1</b>" in page


def test_row_14_moderators_are_told_where_no_author_is_left(
    answer, stranger, moderator, colleague, suggest
):
    colleague.is_active = False
    colleague.save()

    suggest(stranger, answer)

    assert (told(moderator), told(colleague)) == ({"edit_suggested"}, set())


def test_row_14_moderators_are_told_where_the_author_reads_it_no_more(
    unit_question, colleague, employee, moderator, other_unit, suggest
):
    answer = make_answer(colleague, unit_question)
    colleague.unit = other_unit
    colleague.save()

    suggest(employee, answer)

    assert (told(moderator), told(colleague)) == ({"edit_suggested"}, set())


def test_row_14_a_moderator_of_another_area_finds_nothing(suggestion, unit, as_user, now):
    health = UserFactory(unit=unit)
    AreaCuratorship.objects.create(user=health, area=area("T.KES"), since=now)
    client = as_user(health)

    assert suggestion.public_id not in client.get("/moderasi/").content.decode()
    assert client.get(suggestion.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("employee", 200), ("stranger", 200), ("leader", 200), ("moderator", 200), ("colleague", 403)],
)
def test_row_14_everyone_but_its_author_may(answer, request, who, status, as_user):
    assert as_user(request.getfixturevalue(who)).get(url(answer)).status_code == status


def test_row_14_who_cannot_read_it_cannot_word_it(unit_question, stranger, as_user, form):
    opening = unit_question.posts.get(no=1)

    assert as_user(stranger).get(url(opening)).status_code == 404
    assert as_user(stranger).post(url(opening), form()).status_code == 404


@pytest.mark.parametrize("kind", ["announcement", "sharing"])
def test_row_14_only_questions_and_their_answers(answer, question, stranger, as_user, form, kind):
    question.kind = kind
    question.save()

    assert as_user(stranger).get(url(answer)).status_code == 403
    assert as_user(stranger).post(url(answer), form()).status_code == 403


def test_row_14_the_page_offers_it_to_others(answer, question, stranger, colleague, as_user):
    opening = question.posts.get(no=1)
    page = as_user(stranger).get(question.get_absolute_url()).content.decode()
    assert (url(answer) in page, url(opening) in page) == (True, True)

    own = as_user(colleague).get(question.get_absolute_url()).content.decode()
    assert (url(answer) in own, url(opening) in own) == (False, True)


def test_row_14_a_closed_question_takes_none(
    answer, question, stranger, employee, as_user, form, now
):
    close_question(actor=employee, thread=question, reason="", now=now)
    client = as_user(stranger)

    assert client.get(url(answer)).status_code == 403
    assert url(answer) not in client.get(question.get_absolute_url()).content.decode()
    response = client.post(url(answer), form())
    assert response.status_code == 422
    assert BETTER in response.content.decode()
    assert not EditSuggestion.objects.exists()


def test_row_14_what_closes_hides_or_goes_meanwhile_is_said(
    answer, question, stranger, colleague, employee, suggest, now
):
    Post.objects.filter(pk=answer.pk).update(hidden_at=now)
    with pytest.raises(TextIsHidden):
        suggest(stranger, answer)
    Post.objects.filter(pk=answer.pk).update(hidden_at=None)
    Thread.objects.filter(pk=question.pk).update(hidden_at=now)
    with pytest.raises(TextIsHidden):
        suggest(stranger, answer)
    Thread.objects.filter(pk=question.pk).update(hidden_at=None)
    close_question(actor=employee, thread=question, reason="", now=now)
    with pytest.raises(ThreadIsLocked):
        suggest(stranger, answer)
    reopen_question(actor=employee, thread=question, now=now)
    delete_answer(actor=colleague, answer=answer, role="author", reason="", now=now)
    with pytest.raises(PostIsGone):
        suggest(stranger, answer)


def test_row_14_the_same_words_are_no_suggestion(answer, question, stranger, as_user, form):
    client = as_user(stranger)

    assert client.post(url(answer), form(body=answer.body)).status_code == 422
    opening = question.posts.get(no=1)
    same = form(body=opening.body, title=question.title, areas=[area().pk])
    assert client.post(url(opening), same).status_code == 422
    assert client.post(url(opening), same | {"areas": [area("T.NAS").pk]}).status_code == 302


def test_row_14_a_reason_is_asked_for(answer, stranger, as_user, form):
    assert as_user(stranger).post(url(answer), form(reason="")).status_code == 422


def test_row_14_numbers_of_people_and_blocked_phrases_are_stopped(answer, stranger, as_user, form):
    BlockedPhrase.objects.create(phrase="rahasia negara")
    client = as_user(stranger)

    assert client.post(url(answer), form(body=f"NIK beliau {NIK}.")).status_code == 422
    assert client.post(url(answer), form(reason="Rahasia negara.")).status_code == 422
    sent = form(body=f"NIK beliau {NIK}.", reason=f"Tanpa {NIK}.", privacy="mask")
    assert client.post(url(answer), sent).status_code == 302
    suggestion = EditSuggestion.objects.get()
    assert NIK not in suggestion.body + suggestion.reason


def test_row_14_whoever_is_mentioned_must_be_able_to_read_it(
    unit_question, colleague, stranger, as_user, form
):
    body = f"Tanya [@{stranger.name}](/orang/{stranger.public_id}/) saja."
    words = form(body=body, title=unit_question.title, areas=[area().pk])

    response = as_user(colleague).post(url(unit_question.posts.get(no=1)), words)

    assert response.status_code == 422


def test_row_14_a_preview_without_javascript_sends_nothing(answer, stranger, as_user, form):
    response = as_user(stranger).post(url(answer), form(body="**Tebal** sekali.", preview="1"))

    assert response.status_code == 200
    assert "<strong>Tebal</strong>" in response.content.decode()
    assert not EditSuggestion.objects.exists()


def test_row_14_the_next_one_takes_the_place_of_the_first(
    suggestion, answer, stranger, colleague, as_user, form
):
    client = as_user(stranger)
    shown = client.get(url(answer)).context["form"].initial
    assert (shown["body"], shown["reason"], shown["edition"]) == (BETTER, "Lebih jelas.", 1)

    client.post(url(answer), form(body="Lewat DPPA saja, ya.", edition=1))

    renewed = EditSuggestion.objects.get()
    assert (renewed.pk, renewed.body, renewed.edition) == (suggestion.pk, "Lewat DPPA saja, ya.", 2)
    row = Notification.objects.get(recipient=colleague, kind="discussions.edit_suggested")
    assert row.count == 2


def test_row_14_a_second_tab_overwrites_nothing(suggestion, answer, stranger, as_user, form):
    response = as_user(stranger).post(url(answer), form(body="Tulisan tab kedua saya."))

    assert response.status_code == 422
    assert "Tulisan tab kedua saya." in response.content.decode()
    assert EditSuggestion.objects.get().body == BETTER


def test_row_14_sending_twice_makes_one(answer, stranger, colleague, as_user, form):
    client, sent = as_user(stranger), form(key="satu-kali")

    assert client.post(url(answer), sent).url == client.post(url(answer), sent).url
    assert EditSuggestion.objects.get().edition == 1
    assert Notification.objects.get(recipient=colleague, kind__endswith="edit_suggested").count == 1


def test_row_14_what_was_taken_back_can_be_sent_again(answer, stranger, suggest, now):
    first = suggest(stranger, answer, key="k")
    withdraw_suggestion(suggestion=first, now=now)

    assert suggest(stranger, answer, key="k").pk != first.pk


def test_row_14_a_text_that_changed_while_one_wrote_is_shown(
    answer, stranger, colleague, as_user, form, now
):
    later = now + timedelta(minutes=10)
    edit_answer(editor=colleague, answer=answer, body="Sudah saya perbaiki.", version=1, now=later)
    client = as_user(stranger)

    response = client.post(url(answer), form())

    page = response.content.decode()
    assert response.status_code == 422
    assert "<del>" in page
    assert BETTER in page
    assert response.context["form"]["version"].value() == 2
    assert client.post(url(answer), form(version=2)).status_code == 302


def test_row_14_a_change_in_the_last_moment_is_refused(answer, stranger, suggest):
    with pytest.raises(EditedMeanwhile):
        suggest(stranger, answer, version=7)


def test_row_14_an_outdated_one_says_so_and_is_renewed(
    suggestion, answer, stranger, colleague, as_user, form, now
):
    later = now + timedelta(minutes=10)
    edit_answer(editor=colleague, answer=answer, body="Sudah saya perbaiki.", version=1, now=later)
    client = as_user(stranger)
    page = client.get(suggestion.get_absolute_url()).content.decode()
    assert "Tulisan sudah berubah sejak Anda mengusulkan ini" in page
    assert "Sudah" in client.get(url(answer)).content.decode()

    client.post(url(answer), form(body="Sudah saya perbaiki betul.", version=2, edition=1))

    suggestion.refresh_from_db()
    assert (suggestion.version, suggestion.is_outdated) == (2, False)


def test_row_14_the_suggester_takes_it_back(suggestion, stranger, colleague, as_user):
    client = as_user(stranger)
    address = f"{suggestion.get_absolute_url()}tarik/"
    assert address in client.get(suggestion.get_absolute_url()).content.decode()

    assert client.post(address).status_code == 302

    suggestion.refresh_from_db()
    assert suggestion.state == "withdrawn"
    assert told(colleague) == set()
    assert as_user(colleague).get(suggestion.get_absolute_url()).status_code == 404
    assert client.get(suggestion.get_absolute_url()).status_code == 200
    assert client.post(address).url == suggestion.get_absolute_url()


@pytest.mark.parametrize("who", ["colleague", "moderator"])
def test_row_14_nobody_else_takes_it_back(suggestion, request, who, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.post(f"{suggestion.get_absolute_url()}tarik/").status_code == 403


def test_row_14_what_is_decided_is_not_taken_back(suggestion, colleague, now):
    reject_suggestion(actor=colleague, suggestion=suggestion, reason="Sudah jelas.", now=now)

    with pytest.raises(SuggestionIsDecided):
        withdraw_suggestion(suggestion=suggestion, now=now)


def test_row_14_five_wait_of_one_person(employee, stranger, suggest, now):
    openings = [
        make_question(employee, title=f"Pertanyaan nomor {number} saya?").posts.get(no=1)
        for number in range(6)
    ]
    sent = [suggest(stranger, opening) for opening in openings[:5]]
    with pytest.raises(SuggestedEnough):
        suggest(stranger, openings[5])
    suggest(stranger, openings[0], body="Disusun ulang sekali lagi.", edition=1)

    close_question(actor=employee, thread=openings[1].thread, reason="", now=now)

    assert suggest(stranger, openings[5])
    assert len(sent) == 5


def test_row_14_three_wait_at_one_text(answer, suggest):
    for _each in range(3):
        suggest(UserFactory(), answer)

    with pytest.raises(TextHasEnough):
        suggest(UserFactory(), answer)


def test_row_14_after_two_in_vain_no_third_within_a_month(
    answer, stranger, colleague, suggest, now
):
    first = suggest(stranger, answer)
    reject_suggestion(actor=colleague, suggestion=first, reason="Tidak perlu.", now=now)
    withdraw_suggestion(suggestion=suggest(stranger, answer), now=now)
    with pytest.raises(SuggestedInVain):
        suggest(stranger, answer)

    assert suggest(stranger, answer, at=now + timedelta(days=31))


def test_row_14_a_limit_is_said_in_the_form(answer, stranger, as_user, form, suggest):
    for _each in range(3):
        suggest(UserFactory(), answer)

    response = as_user(stranger).post(url(answer), form())

    assert response.status_code == 422
    assert "Sudah ada tiga usulan" in response.content.decode()
    assert BETTER in response.content.decode()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_14_two_tabs_at_once_leave_one(answer, stranger, suggest):
    outcomes = together(
        lambda: suggest(stranger, answer),
        lambda: suggest(stranger, answer, body="Dari tab yang lain sama sekali."),
    )

    assert sorted(isinstance(one, EditedMeanwhile) for one in outcomes) == [False, True]
    assert EditSuggestion.objects.count() == 1


@pytest.mark.parametrize("field", ["body", "reason", "version", "edition", "key", "title", "areas"])
@pytest.mark.parametrize(("name", "text"), each)
def test_row_14_hostile_texts_get_a_human_answer(
    question, stranger, as_user, form, field, name, text
):
    words = form(title="Judul yang lebih jelas, ya?", areas=[area().pk]) | {field: text}
    response = as_user(stranger).post(url(question.posts.get(no=1)), words)

    assert response.status_code in HUMAN_ANSWERS
    assert "<script>alert" not in response.content.decode()


def test_row_14_a_script_in_it_is_words(answer, stranger, colleague, suggest, as_user):
    suggestion = suggest(stranger, answer, body="<script>alert(1)</script> di sini")

    page = as_user(colleague).get(suggestion.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_row_14_the_list_asks_as_much_for_many(
    question, stranger, colleague, as_user, same_queries, suggest, monkeypatch
):
    monkeypatch.setattr("discussions.actions.suggesting.MOST_WAITING", 1000)

    def add(count):
        for _each in range(count):
            thread = make_question(stranger, title="Pertanyaan lain dari saya?")
            suggest(colleague, thread.posts.get(no=1))
            suggest(UserFactory(), make_answer(colleague, thread))

    same_queries(as_user(colleague), "/usulan/", add, more=9)


def test_row_14_the_queue_asks_as_much_for_many(
    question, moderator, as_user, same_queries, suggest, monkeypatch
):
    monkeypatch.setattr("discussions.actions.suggesting.MOST_AT_TEXT", 1000)

    def add(count):
        for _each in range(count):
            suggest(UserFactory(), question.posts.get(no=1), body="Sistem menolak TBP saya.")

    same_queries(as_user(moderator), "/moderasi/?jenis=usulan", add)


@pytest.mark.parametrize("who", ["employee", "moderator", "stranger"])
def test_row_14_the_question_asks_as_much_for_many(
    question, request, who, as_user, same_queries, suggest, monkeypatch
):
    monkeypatch.setattr("discussions.actions.suggesting.MOST_AT_TEXT", 1000)

    def add(count):
        for _each in range(count):
            suggest(UserFactory(), question.posts.get(no=1), body="Sistem menolak TBP saya.")

    same_queries(as_user(request.getfixturevalue(who)), question.get_absolute_url(), add, more=6)


def test_row_14_a_draft_stands_under_its_own_address(answer, stranger, as_user):
    page = as_user(stranger).get(url(answer)).content.decode()

    assert f'data-draft="{url(answer)}"' in page
    assert not Draft.objects.exists()
