"""Idea 4: rules are found in texts; revoking one marks what rests on it, and nothing else."""

import pytest
from django_tasks_db.models import DBTaskResult

from competencies.models import AreaCuratorship
from discussions.actions import (
    CitesRevoked,
    ReplacesItself,
    describe_regulation,
    edit_answer,
    find_regulation,
    flag_revoked,
    mark_outdated,
    reinstate_regulation,
    revoke_regulation,
    unmark_outdated,
)
from discussions.actions.regulating import flag_later
from discussions.models import Citation, Post, Regulation, Thread
from discussions.models.regulation import cited_in
from notifications.models import Notification
from tests.factories import UserFactory, area, make_answer
from tests.hostile import HUMAN_ANSWERS, each

TEXT = "Menurut Perbup 12/2020 cukup pergeseran antar-rincian."


@pytest.fixture
def rule(answering):
    """What the answer rests on."""
    return Regulation.objects.get(kind="Perbup")


@pytest.fixture
def answering(question, colleague):
    """The colleague's answer, which names a rule."""
    return make_answer(colleague, question, body=TEXT)


@pytest.fixture
def revoke(moderator, now):
    """A moderator knows that it was revoked; the task has run."""

    def do(rule, new=None):
        revoke_regulation(actor=moderator, regulation=rule, replaced_by=new, now=now)
        task = DBTaskResult.objects.filter(task_path__contains="flag_later").latest("enqueued_at")
        flag_later.func(*task.args_kwargs["args"])

    return do


def outdated():
    return set(Post.objects.exclude(outdated_at=None).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Perbup 12/2020", [("Perbup", 12, 2020)]),
        ("PP Nomor 11 Tahun 2017 jo. PP No. 17 Tahun 2020", [("PP", 11, 2017), ("PP", 17, 2020)]),
        ("permendagri nomor 77 tahun 2020", [("Permendagri", 77, 2020)]),
        ("PermenPANRB 38/2017 dan PERMENPANRB 38/2017", [("PermenPANRB", 38, 2017)]),
        ("Qanun Kabupaten Aceh Tenggara Nomor 4 Tahun 2019", [("Qanun", 4, 2019)]),
        ("rapat 12/2020, hal. 5/2019, PP tanpa nomor", []),
    ],
)
def test_rules_are_found_in_words(text, found):
    assert cited_in(text) == found


def test_the_answer_shows_what_it_rests_on(answering, rule, as_user, employee):
    page = as_user(employee).get(answering.thread.get_absolute_url()).content.decode()

    assert f'href="{rule.get_absolute_url()}"' in page


def test_an_edit_changes_what_it_rests_on(answering, rule, colleague, now):
    edit_answer(editor=colleague, answer=answering, body="Kini PP 12/2019.", version=1, now=now)

    assert [str(one.regulation) for one in Citation.objects.all()] == ["PP 12/2019"]


def test_idea_4_seven_are_marked_and_no_other(answering, question, rule, revoke, colleague):
    texts = [make_answer(UserFactory(), question, body=TEXT) for _each in range(6)]
    other = make_answer(UserFactory(), question, body="Menurut Perbup 13/2020 tidak perlu.")

    revoke(rule)

    assert outdated() == {answering.pk, *(one.pk for one in texts)}
    assert other.pk not in outdated()
    told = Notification.objects.filter(kind="discussions.post_outdated")
    assert told.count() == 7
    answering.refresh_from_db()
    assert answering.outdated_reason == "Perbup 12/2020 dicabut."


def test_what_names_the_new_rule_too_is_left_alone(question, rule, revoke):
    both = f"{TEXT} Sejak Perbup 3/2026 tidak lagi."
    newer = make_answer(UserFactory(), question, body=both)

    revoke(rule, find_regulation("Perbup", 3, 2026))

    assert newer.pk not in outdated()


def test_idea_4_it_cannot_be_chosen_any_more(question, rule, revoke, choose):
    late = make_answer(UserFactory(), question, body=TEXT)
    revoke(rule)
    later = make_answer(UserFactory(), question, body=TEXT)

    with pytest.raises(CitesRevoked):
        choose(later)
    assert late.pk in outdated()


def test_it_still_holds_is_remembered(answering, rule, revoke, moderator, choose, now):
    revoke(rule)
    unmark_outdated(actor=moderator, post=answering, now=now)

    assert flag_revoked(now=now) == 0
    choose(answering)


def test_what_a_dead_task_left_is_marked_by_the_schedule(answering, rule, moderator, now):
    revoke_regulation(actor=moderator, regulation=rule, replaced_by=None, now=now)

    assert flag_revoked(now=now) == 1


def test_a_slip_is_taken_back_with_its_marks(rule, revoke, moderator, now):
    revoke(rule)
    assert outdated()

    reinstate_regulation(actor=moderator, regulation=rule, now=now)

    rule.refresh_from_db()
    assert not rule.is_revoked
    assert not outdated()
    revoke(rule)
    assert outdated()


def test_not_by_itself(rule, moderator, now):
    with pytest.raises(ReplacesItself):
        revoke_regulation(actor=moderator, regulation=rule, replaced_by=rule, now=now)


def test_the_pages(answering, rule, moderator, employee, as_user):
    client = as_user(moderator)
    describe_regulation(regulation=rule, title="tentang APBK", url="https://contoh.id/12")
    link = rule.get_absolute_url()
    assert link in client.get("/peraturan/?q=12/2020").content.decode()
    assert link not in client.get("/peraturan/?q=13").content.decode()

    url = f"{link}cabut/"
    assert client.post(url, {"new": "yang baru"}).status_code == 422
    assert client.post(url, {"new": "Perbup 3/2026"}).status_code == 302

    page = as_user(employee).get(rule.get_absolute_url()).content.decode()
    assert "Perbup 3/2026" in page
    assert answering.thread.title in page
    assert "/cabut/" not in page


def test_a_units_answer_is_not_named(unit_question, colleague, stranger, as_user):
    make_answer(colleague, unit_question, body=TEXT)
    rule = Regulation.objects.get()

    assert (
        unit_question.title not in as_user(stranger).get(rule.get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_searches_get_a_human_answer(employee, as_user, name, text):
    response = as_user(employee).get("/peraturan/", {"q": text})

    assert response.status_code in HUMAN_ANSWERS


def test_texts_made_to_hurt_cost_little():
    """20,000 signs that almost match; a quadratic pattern would take seconds for each."""
    for text in ("UU 1 th." + " " * 20_000, "UU 1 tahun " * 2_000, "Permen" * 3_000, "PP " * 6_000):
        assert cited_in(text) == []


def test_what_still_holds_for_another_reason_is_marked_later(
    answering, rule, revoke, colleague, now
):
    mark_outdated(actor=colleague, post=answering, reason="Menunya pindah.", version=1, now=now)
    unmark_outdated(actor=colleague, post=answering, now=now)

    revoke(rule)

    assert answering.pk in outdated()


def test_a_moderator_of_one_area_revokes_nothing(rule, stranger, as_user, now):
    """It marks texts of every area."""
    AreaCuratorship.objects.create(user=stranger, area=area("T.KEU"), since=now)
    for path in ("cabut/", "berlaku/"):
        assert as_user(stranger).post(f"{rule.get_absolute_url()}{path}").status_code == 403


def test_reinstating_one_confirms_no_other(answering, rule, moderator, now):
    """A text rests on two revoked rules: with one in force again, the other still calls."""
    other = find_regulation("PP", 11, 2017)
    Citation.objects.create(post=answering, regulation=other)
    for one in (rule, other):
        revoke_regulation(actor=moderator, regulation=one, replaced_by=None, now=now)
        flag_revoked(now=now)

    reinstate_regulation(actor=moderator, regulation=rule, now=now)
    flag_revoked(now=now)

    answering.refresh_from_db()
    assert "PP 11/2017" in answering.outdated_reason


def test_revoked_twice_and_in_force_again_leaves_no_mark(answering, rule, moderator, now):
    revoke_regulation(actor=moderator, regulation=rule, replaced_by=None, now=now)
    flag_revoked(now=now)
    new = find_regulation("Perbup", 3, 2026)
    revoke_regulation(actor=moderator, regulation=rule, replaced_by=new, now=now)
    flag_revoked(now=now)
    answering.refresh_from_db()
    assert "Perbup 3/2026" in answering.outdated_reason

    reinstate_regulation(actor=moderator, regulation=rule, now=now)

    answering.refresh_from_db()
    assert answering.outdated_at is None


@pytest.mark.parametrize("words", ["perbup no 12 tahun 2020", "Perbup Nomor 12/2020", "12/2020"])
def test_found_as_people_write_it(answering, rule, employee, as_user, words):
    page = as_user(employee).get("/peraturan/", {"q": words}).content.decode()
    assert rule.get_absolute_url() in page


def test_a_rule_that_only_hidden_texts_name_is_not_listed(
    answering, rule, employee, stranger, as_user, now
):
    """Else anybody could publish words as the name of a rule."""
    Thread.objects.filter(pk=answering.thread_id).update(hidden_at=now)
    assert rule.get_absolute_url() not in as_user(stranger).get("/peraturan/").content.decode()
