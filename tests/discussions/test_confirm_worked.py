"""Row 28, idea 7: an answer worked in practice; an edit and a year turn the evidence grey."""

from datetime import timedelta

import pytest

from accounts.models import User
from discussions.actions import (
    QuestionText,
    ask_question,
    confirm_worked,
    edit_answer,
    merge_questions,
    recount,
    unconfirm_worked,
)
from discussions.models import Post, Worked
from discussions.models.evidence import evidence_of
from foundation.templatetags.face import day
from tests.factories import UserFactory, area, make_answer, make_question


@pytest.fixture
def evidence(answer, employee, now):
    def read(at=now):
        return evidence_of([Post.objects.get(pk=answer.pk)], employee, at)[answer.pk]

    return read


def test_row_28_units_are_counted_not_people(answer, employee, leader, stranger, evidence, now):
    for person in (employee, leader, stranger):
        confirm_worked(user=person, post=answer, now=now)

    found = evidence()
    assert (found.units, found.before, found.is_mine) == (2, 0, True)
    assert found.last == now
    assert recount(repair=False) == []


def test_idea_7_an_edit_turns_it_grey_until_it_is_confirmed_again(
    answer, employee, stranger, evidence, now
):
    for person in (employee, stranger):
        confirm_worked(user=person, post=answer, now=now)
    edit_answer(editor=answer.author, answer=answer, body="Cara yang baru.", version=1, now=now)

    assert (evidence().units, evidence().before) == (0, 2)
    confirm_worked(user=stranger, post=answer, now=now)
    assert (evidence().units, evidence().before) == (1, 1)


def test_idea_7_a_year_turns_it_grey(answer, employee, evidence, now):
    confirm_worked(user=employee, post=answer, now=now)

    later = evidence(now + timedelta(days=366))

    assert (later.units, later.before) == (0, 1)


def test_it_is_taken_back(answer, employee, now):
    confirm_worked(user=employee, post=answer, now=now)

    assert unconfirm_worked(user=employee, post=answer).worked_count == 0


def test_row_28_the_page_says_it_and_the_cached_answer_follows(answer, employee, stranger, as_user):
    client, url = as_user(employee), f"/j/{answer.public_id}/berhasil/"
    page = answer.thread.get_absolute_url()
    assert "Dipakai" not in client.get(page).content.decode()

    fragment = client.post(url, {"on": "1"}, headers={"HX-Request": "true"}).content.decode()

    assert "Dipakai 1 unit" in fragment
    assert "Dipakai 1 unit" in client.get(page).content.decode()
    assert "Dipakai 1 unit" in as_user(stranger).get(page).content.decode()
    client.post(url, {"on": "0"})
    assert "Dipakai" not in client.get(page).content.decode()


@pytest.fixture
def said(answer, as_user, moderator):
    """What the page of confirmations says."""
    return lambda: as_user(moderator).get(f"/j/{answer.public_id}/dipakai/").content.decode()


def test_row_28_it_is_said_who_in_which_unit_and_when(answer, employee, stranger, said, now):
    then = now - timedelta(days=40)
    confirm_worked(user=stranger, post=answer, now=then)
    edit_answer(editor=answer.author, answer=answer, body="Cara yang baru.", version=1, now=now)
    confirm_worked(user=employee, post=answer, now=now)

    page = said()

    assert page.index(employee.name) < page.index(stranger.name)
    assert str(stranger.unit) in page
    assert day(then, "j M Y") in page
    assert page.count("versi sebelumnya") == 1


def test_row_28_three_hundred_confirmations_come_in_pages(
    answer, employee, as_user, rows_read, now
):
    unit = employee.unit
    people = User.objects.bulk_create(UserFactory.build_batch(300, unit=unit, nip=None))
    Worked.objects.bulk_create(
        Worked(user=one, post=answer, unit=unit, version=1, at=now - timedelta(minutes=k))
        for k, one in enumerate(people)
    )
    client, url = as_user(employee), f"/j/{answer.public_id}/dipakai/"
    read = rows_read(Worked)

    first, last = client.get(url).content.decode(), client.get(f"{url}?hal=15").content.decode()

    assert len(read) == 20 + 20
    assert people[0].name in first
    assert "hal=15" in first
    assert people[299].name in last
    assert people[279].name not in last


def test_the_number_of_queries_does_not_grow_with_the_confirmations(
    answer, moderator, as_user, same_queries, now
):
    def add(count):
        for _k in range(count):
            confirm_worked(user=UserFactory(), post=answer, now=now)

    url = f"/j/{answer.public_id}/dipakai/"
    same_queries(as_user(moderator), url, add, more=16)


@pytest.fixture
def sealed(stranger, now):
    """The stranger's question, asked without a name."""
    text = QuestionText("Bolehkah perintah lisan ditolak?", "Panjang.", [area()], is_sealed=True)
    return ask_question(author=stranger, text=text, now=now)


@pytest.fixture
def moved(sealed, moderator, now):
    """An answer to it, which goes where it is merged."""
    return make_answer(moderator, sealed, body="Mintalah perintah tertulis.", now=now)


def test_row_28_a_sealed_asker_is_nobody_also_after_two_merges(
    sealed, moved, stranger, moderator, colleague, as_user, now
):
    confirm_worked(user=stranger, post=moved, now=now)

    for title in ("Bolehkah menolak perintah?", "Perintah lisan, apa yang saya lakukan?"):
        into = make_question(colleague, title=title)
        merge_questions(actor=moderator, source=sealed, into=into, reason="Sama.", now=now)
        sealed = into
        page = as_user(moderator).get(f"/j/{moved.public_id}/dipakai/").content.decode()
        assert "nama disegel" in page
        assert stranger.name not in page

    row = Worked.objects.get()
    assert (row.user, row.unit) == (None, None)


def test_row_28_a_merge_takes_no_name_away(
    sealed, moved, answer, question, stranger, moderator, said, now
):
    """A name that is there before and not after would be the asker's."""
    confirm_worked(user=stranger, post=answer, now=now)

    merge_questions(actor=moderator, source=sealed, into=question, reason="Sama.", now=now)
    confirm_worked(user=stranger, post=answer, now=now)

    assert stranger.name in said()
    assert "nama disegel" not in said()


def test_row_28_a_sealed_asker_renews_it_and_takes_it_back_also_after_a_merge(
    sealed, moved, question, stranger, moderator, now
):
    confirm_worked(user=stranger, post=moved, now=now)
    merge_questions(actor=moderator, source=sealed, into=question, reason="Sama.", now=now)

    post = confirm_worked(user=stranger, post=moved, now=now)

    assert post.worked_count == 1
    assert Worked.objects.get().user is None
    assert evidence_of([post], stranger, now)[post.pk].is_mine
    assert unconfirm_worked(user=stranger, post=moved).worked_count == 0


def test_row_28_taken_back_after_a_merge_and_confirmed_again_it_is_still_without_a_name(
    sealed, moved, question, stranger, moderator, colleague, now
):
    """Else the name that comes where a seal went would tell who asked."""
    confirm_worked(user=stranger, post=moved, now=now)
    merge_questions(actor=moderator, source=sealed, into=question, reason="Sama.", now=now)
    other = make_question(colleague, title="Perintah lisan, apa yang saya lakukan?")
    merge_questions(actor=moderator, source=question, into=other, reason="Sama.", now=now)
    unconfirm_worked(user=stranger, post=moved)

    confirm_worked(user=stranger, post=moved, now=now)

    row = Worked.objects.get()
    assert (row.user, row.sealed_in) == (None, sealed)


def test_row_28_a_sealed_asker_is_counted_as_a_unit_of_their_own(moved, stranger, employee, now):
    """Else a colleague who confirms it too would see from the number whose unit it was."""
    confirm_worked(user=stranger, post=moved, now=now)

    mate = UserFactory(unit=stranger.unit)
    for person, units in ((mate, 2), (employee, 3)):
        post = confirm_worked(user=person, post=moved, now=now)
        assert evidence_of([post], employee, now)[post.pk].units == units


def test_nobody_confirms_the_own_answer(answer, colleague, as_user):
    assert as_user(colleague).post(f"/j/{answer.public_id}/berhasil/").status_code == 403


def test_many_cost_one_query(question, answer, as_user, stranger, same_queries, now):
    def add(count):
        for _each in range(count):
            confirm_worked(user=UserFactory(), post=answer, now=now)

    same_queries(as_user(stranger), question.get_absolute_url(), add)
