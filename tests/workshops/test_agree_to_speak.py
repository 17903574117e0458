"""Idea 14: speakers are suggested from authors of chosen solutions who agreed, balanced by load."""

from datetime import timedelta

import pytest

from discussions.actions import accept_answer
from discussions.models import Post, Thread
from tests.factories import UserFactory, make_answer, make_question, make_workshop
from workshops.actions import add_facilitator, agree_to_speak, refuse_to_speak
from workshops.models import SpeakerConsent


@pytest.fixture
def solver(employee, unit, now):
    """Somebody whose answers solved so many questions of the workshop's area."""

    def make(count, *, agrees=True, when=now, areas=("T.NAS",)):
        person = UserFactory(unit=unit)
        for number in range(count):
            title = f"Pertanyaan {person.pk} nomor {number} tentang naskah?"
            thread = make_question(employee, title=title, areas=list(areas), now=when)
            answer = make_answer(person, thread, now=when)
            accept_answer(actor=employee, answer=answer, kind="asker", now=when)
        if agrees:
            agree_to_speak(user=person, now=now)
        return person

    return make


@pytest.fixture
def suggested(as_user, leader, workshop, address):
    url = address("facilitator_list", workshop)
    return lambda: as_user(leader).get(url).context["suggested"]


def test_idea_14_the_most_solutions_stand_first_of_those_who_agreed(solver, suggested):
    two, three = solver(2), solver(3)
    solver(4, agrees=False)

    assert [(one, one.solutions) for one in suggested()] == [(three, 3), (two, 2)]


def test_idea_14_whoever_takes_it_back_appears_no_more(solver, suggested):
    person = solver(2)
    refuse_to_speak(user=person)

    assert suggested() == []


def test_idea_14_whoever_led_lately_stands_behind(solver, suggested, leader, now):
    busy, free = solver(3), solver(2)
    add_facilitator(actor=leader, workshop=make_workshop(leader), person=busy, now=now)

    assert suggested() == [free, busy]


def test_idea_14_what_does_not_count(solver, suggested, workshop, leader, now):
    solver(2, when=now - timedelta(days=366))
    solver(2, areas=("T.KES",))
    named = solver(2)
    add_facilitator(actor=leader, workshop=workshop, person=named, is_meant=True, now=now)

    assert suggested() == []


def test_what_was_solved_in_a_unit_alone_is_not_counted(solver, suggested):
    solver(2)
    Thread.objects.update(visibility="unit")

    assert suggested() == []


@pytest.mark.parametrize("state", ["deleted_at", "hidden_at"])
@pytest.mark.parametrize("model", [Thread, Post])
def test_what_was_taken_away_is_not_counted(solver, suggested, now, model, state):
    person = solver(2)
    gone = Thread.objects.first()
    rows = Post.objects.filter(author=person) if model is Post else Thread.objects
    rows.filter(**{"thread" if model is Post else "pk": gone.pk}).update(**{state: now})

    assert [(one, one.solutions) for one in suggested()] == [(person, 1)]


def test_it_is_the_persons_own_choice(employee, as_user):
    client, url = as_user(employee), "/saya/pengaturan/narasumber/"
    assert url in client.get("/saya/pengaturan/").content.decode()

    found = []
    for on in ("1", "1", "0", "0"):
        client.post(url, {"on": on})
        found.append(SpeakerConsent.objects.filter(user=employee).count())
    assert found == [1, 1, 0, 0]


def test_the_page_costs_the_same_with_more_people(
    solver, as_user, leader, workshop, address, same_queries
):
    url = address("facilitator_list", workshop)

    def add(count):
        for _person in range(min(count, 4)):
            solver(1)

    same_queries(as_user(leader), url, add)
