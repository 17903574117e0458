"""Finding is authorising: what one may not know of is not there, on any address."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import UnitLeadership, User
from discussions.actions import QuestionText, ask_question
from discussions.live import may_watch_thread
from discussions.models import Thread
from discussions.models.sight import may_find
from discussions.models.thread_page import thread_for
from discussions.permissions import audience_of, audiences
from tests.factories import UnitFactory, UserFactory, area, make_answer

THREAD_PAGES = ["thread_detail", "thread_link", "new_answers", "edit_question"]
THREAD_VERBS = ["post_answer", "follow_thread", "mark_me_too", "edit_question"]
ANSWER_VERBS = ["edit_answer", "mark_helpful", "accept_answer"]
ROLES = ["employee", "colleague", "stranger", "leader", "other_leader", "moderator", "admin"]


@pytest.fixture
def unit_answer(unit_question, colleague):
    return make_answer(colleague, unit_question)


@pytest.fixture
def hidden_question(question, answer, now):
    question.refresh_from_db()
    question.hidden_at = now
    question.save()
    return question


def statuses(client, thread, answer):
    """What every address of the thread and its answer says."""
    pages = [reverse(f"discussions:{name}", args=[thread.public_id]) for name in THREAD_PAGES]
    posts = [reverse(f"discussions:{name}", args=[thread.public_id]) for name in THREAD_VERBS]
    pages += [reverse("discussions:answer_link", args=[answer.public_id])]
    posts += [reverse(f"discussions:{name}", args=[answer.public_id]) for name in ANSWER_VERBS]
    form = {"body": "Jawaban yang cukup panjang.", "version": 1}
    return {client.get(url).status_code for url in pages} | {
        client.post(url, form).status_code for url in posts
    }


def test_a_units_question_is_not_there_for_strangers(unit_question, unit_answer, stranger, as_user):
    assert statuses(as_user(stranger), unit_question, unit_answer) == {404}


def test_a_leader_of_another_unit_is_a_stranger(unit_question, unit_answer, other_leader, as_user):
    assert statuses(as_user(other_leader), unit_question, unit_answer) == {404}


def test_a_hidden_question_is_there_for_its_asker_and_moderators_only(
    hidden_question, answer, employee, leader, as_user
):
    assert as_user(employee).get(hidden_question.get_absolute_url()).status_code == 200
    assert statuses(as_user(leader), hidden_question, answer) == {404}


@pytest.mark.parametrize("role", ["employee", "colleague", "leader", "moderator", "admin"])
def test_the_unit_its_leader_and_moderators_see_its_question(unit_question, role, as_user, request):
    user = request.getfixturevalue(role)

    assert as_user(user).get(unit_question.get_absolute_url()).status_code == 200
    assert may_watch_thread(user, unit_question.public_id)


@pytest.mark.parametrize("role", ["moderator", "admin"])
def test_moderators_and_admins_see_what_is_hidden(hidden_question, role, as_user, request):
    client = as_user(request.getfixturevalue(role))

    assert client.get(hidden_question.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"visibility": "unit"},
        {"deleted_at": 1},
        {"hidden_at": 1},
        {"hidden_at": 1, "visibility": "unit"},
    ],
)
@pytest.mark.parametrize("role", ROLES)
def test_one_thread_is_found_by_whom_the_list_shows_it(
    question, employee, unit, role, state, request, now
):
    """The page asks the database of nobody where a thread is for all: the rule is the same."""
    user = request.getfixturevalue(role)
    fields = {name: now if value == 1 else value for name, value in state.items()}
    Thread.objects.filter(pk=question.pk).update(unit=unit, **fields)
    question.refresh_from_db()

    assert may_find(user, question) == (question in Thread.objects.meant_for(user))
    shown = question in Thread.objects.visible_to(user)
    assert (thread_for(user, question.public_id) is not None) == shown


def test_a_sealed_asker_finds_the_own_question_that_is_hidden(employee, colleague, now):
    text = QuestionText("Bolehkah perintah lisan ditolak?", "Panjang.", [area()], is_sealed=True)
    thread = ask_question(author=employee, text=text, now=now)
    Thread.objects.update(hidden_at=now)

    assert thread_for(employee, thread.public_id) == thread
    assert thread_for(colleague, thread.public_id) is None


def test_units_below_see_it_and_units_above_do_not(unit, unit_question):
    unit.parent = UnitFactory()
    unit.save()
    below, above = UserFactory(unit=UnitFactory(parent=unit)), UserFactory(unit=unit.parent)

    assert list(Thread.objects.visible_to(below)) == [unit_question]
    assert list(Thread.objects.visible_to(above)) == []


def test_a_leader_above_sees_it(unit, unit_question, now):
    unit.parent = UnitFactory()
    unit.save()
    head = UserFactory(unit=unit.parent)
    UnitLeadership.objects.create(user=head, unit=unit.parent, since=timezone.localdate(now))

    assert list(Thread.objects.visible_to(head)) == [unit_question]


def test_an_asker_who_moved_still_sees_the_own_question(unit_question, employee, other_unit):
    employee.unit = other_unit
    employee.save()

    assert list(Thread.objects.visible_to(User.objects.get(pk=employee.pk))) == [unit_question]


@pytest.mark.parametrize(
    "path",
    ["/tanya/", "/tanya/?status=saya-ikuti", "/bidang/keuangan-daerah/", "/", "/cari/?q=piket"],
)
def test_no_list_names_it_to_strangers(unit_question, unit_answer, stranger, as_user, path):
    assert "piket hari Sabtu" not in as_user(stranger).get(path).content.decode()


def test_whoever_followed_it_and_left_is_not_told_its_name(
    unit_question, colleague, other_unit, stranger, as_user, client
):
    as_user(colleague).post(reverse("discussions:follow_thread", args=[unit_question.public_id]))
    User.objects.filter(pk=colleague.pk).update(unit=other_unit)

    make_answer(User.objects.get(pk=unit_question.author_id), unit_question)

    assert "piket hari Sabtu" not in as_user(colleague).get("/kabar/").content.decode()


def test_search_keys_follow_what_one_may_see(unit_question, unit, employee, stranger, now):
    assert audience_of(unit_question) == f"unit:{unit.pk}"
    assert f"unit:{unit.pk}" in audiences(employee)
    assert f"unit:{unit.pk}" not in audiences(stranger)

    unit_question.hidden_at = now
    assert audience_of(unit_question) == "moderators"


def test_visitors_are_sent_to_sign_in(question, answer, client):
    assert statuses(client, question, answer) == {302}
    assert (
        question.title not in client.get(question.get_absolute_url(), follow=True).content.decode()
    )
