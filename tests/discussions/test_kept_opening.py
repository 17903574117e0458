"""The words of a question are a cached fragment: whatever they show is seen anew at once."""

import pytest

from accounts.actions import change_member, change_unit
from accounts.models import User
from discussions import actions
from discussions.models import Citation, Post, Regulation
from tests.factories import area, make_question
from tests.fresh import forget_cache

READERS = ["employee", "colleague", "leader", "stranger", "moderator", "admin"]


@pytest.fixture
def opening(question):
    return question.posts.get(no=1)


def edit(opening, moderator, now):
    text = actions.QuestionText(opening.thread.title, "Isi yang serba baru.", [area()])
    by = {"editor": opening.author, "version": opening.version, "now": now}
    actions.edit_question(thread=opening.thread, text=text, **by)


def rename_its_author(opening, moderator, now):
    opening.author.name = "Isi Yang Serba Baru"
    change_member(user=opening.author, now=now)


def rename_its_unit(opening, moderator, now):
    opening.author.unit.name = "Dinas Serba Baru"
    change_unit(unit=opening.author.unit, now=now)


def call_it_outdated(opening, moderator, now):
    by = {"actor": moderator, "version": opening.version, "now": now}
    actions.mark_outdated(post=opening, reason="Aturan serba baru.", **by)


def name_a_rule(opening, moderator, now):
    rule = Regulation.objects.create(kind="perbup", number="12", year=2020, title="Serba Baru")
    Citation.objects.create(post=opening, regulation=rule)
    Post.objects.filter(pk=opening.pk).update(has_citations=True)


def blacken(opening, moderator, now):
    by = {"actor": moderator, "reason": "Nama warga.", "now": now}
    actions.redact_post(post=opening, passage=opening.body[:7], **by)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (edit, "Isi yang serba baru."),
        (rename_its_author, "Isi Yang Serba Baru"),
        (rename_its_unit, "Dinas Serba Baru"),
        (call_it_outdated, "Aturan serba baru."),
        (name_a_rule, "12"),
        (blacken, "█████"),
    ],
)
def test_every_role_sees_a_change_at_once(
    question, opening, moderator, as_user, request, now, change, shown
):
    clients = [as_user(request.getfixturevalue(role)) for role in READERS]
    before = [client.get(question.get_absolute_url()).context["said"] for client in clients]

    change(opening, moderator, now)

    question.refresh_from_db()
    after = [client.get(question.get_absolute_url()).context["said"] for client in clients]
    assert all(shown not in said for said in before)
    assert all(shown in said for said in after)


def test_what_is_hidden_is_kept_for_nobody_else(
    question, opening, employee, colleague, moderator, as_user, now
):
    url = question.get_absolute_url()
    assert opening.body in as_user(colleague).get(url).context["said"]

    opening.hidden_at = question.hidden_at = now
    opening.save()
    question.save()

    assert as_user(colleague).get(url).status_code == 404
    for one in (employee, moderator):
        assert "moderator" in as_user(one).get(url).context["said"]


def test_people_are_read_for_what_is_not_kept_alone(question, answer, stranger, as_user, rows_read):
    client, url = as_user(stranger), question.get_absolute_url()
    client.get(url)
    people = rows_read(User)

    client.get(url)
    kept = len(people)
    forget_cache()
    client.get(url)

    assert (kept, len(people) - kept) == (1, 1 + 2)


def test_two_questions_have_fragments_of_their_own(question, colleague, stranger, as_user):
    other = make_question(colleague, title="Siapa yang menandatangani SPT?", body="Atasan cuti.")

    for thread in (question, other, question):
        body = thread.posts.get(no=1).body
        assert body in as_user(stranger).get(thread.get_absolute_url()).context["said"]
