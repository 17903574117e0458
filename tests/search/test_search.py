"""The search page: one box, for everything that the reader may see."""

from datetime import timedelta

import pytest

from accounts.actions import change_member, let_member_leave
from accounts.actions.membership import index_member
from discussions.actions import index_thread
from discussions.models import Thread
from tests.factories import UserFactory, make_question

URL = "/cari/"


@pytest.fixture
def found(as_user):
    """The titles that someone finds, and how many the page counts."""

    def search(user, text):
        found = as_user(user).get(URL, {"q": text}).context["found"]
        return [entry.title for entry in found.entries], found.total

    return search


@pytest.fixture
def unit_thread(question, now):
    """The question, seen in its unit only."""
    question.visibility = Thread.Visibility.UNIT
    question.save()
    index_thread(question, now=now)
    return question


@pytest.mark.parametrize(
    ("role", "count"),
    [("colleague", 1), ("stranger", 0), ("other_leader", 0), ("moderator", 1), ("admin", 1)],
)
def test_a_units_thread_is_found_by_its_unit_and_by_moderators(
    role, count, unit_thread, found, request
):
    assert found(request.getfixturevalue(role), "rekening") == ([unit_thread.title] * count, count)


def test_a_leader_above_finds_the_threads_below(unit_thread, found, other_leader, unit, other_unit):
    unit.parent = other_unit
    unit.save()

    assert found(other_leader, "rekening") == ([unit_thread.title], 1)


def test_a_hidden_thread_is_found_by_moderators_only(question, found, now, colleague, moderator):
    question.hidden_at = now
    question.save()
    index_thread(question, now=now)

    assert found(colleague, "rekening") == ([], 0)
    assert found(moderator, "rekening") == ([question.title], 1)


def test_people_are_found_by_name_never_by_nip(found, employee, colleague, now):
    index_member(colleague, now=now)

    assert found(employee, "salim desky") == ([colleague.full_name], 1)
    assert found(employee, colleague.nip) == ([], 0)
    assert found(employee, colleague.email) == ([], 0)


def test_a_workshop_is_found_by_its_hosts_corrected_name_alone(
    found, workshop, employee, leader, now
):
    old = leader.name
    assert found(employee, old)[1] == 1
    leader.name = "Zuraidah Pinem"

    change_member(user=leader, now=now)

    assert found(employee, old) == ([], 0)
    assert workshop.title in found(employee, "zuraidah")[0]


def test_nobody_finds_the_workshop_by_the_name_of_a_host_who_left_and_is_forgotten(
    found, workshop, employee, leader, now
):
    old = leader.name

    let_member_leave(user=leader, is_anonymous=True, now=now)

    assert found(employee, old) == ([], 0)
    assert found(employee, workshop.title)[0] == [workshop.title]


def test_a_host_who_left_by_name_still_leads_to_the_workshop(
    found, workshop, employee, leader, now
):
    let_member_leave(user=leader, is_anonymous=False, now=now)

    assert found(employee, leader.name)[0] == [workshop.title]


def test_the_query_is_shown_as_text(as_user, employee):
    response = as_user(employee).get(URL, {"q": '"><script>alert(1)</script>'})

    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%FF", "q=a&hal=0", "q=a&hal=x", "q=a&jenis=x", "jenis=tanya"]
)
def test_junk_in_the_address_is_no_error(as_user, employee, query):
    assert as_user(employee).get(f"{URL}?{query}").status_code == 200


def test_the_kinds_are_counted(as_user, employee, question, workshop):
    context = as_user(employee).get(URL, {"q": "rekening telaahan", "jenis": "tanya"}).context

    counts = {key: count for key, _label, count in context["counts"]}
    assert (counts["tanya"], counts["lokakarya"]) == (1, 1)
    assert [entry.title for entry in context["found"].entries] == [question.title]


def test_a_link_leads_to_the_next_page(as_user, employee, now):
    for number in range(23):
        make_question(employee, title=f"Retribusi nomor {number} di pasar", now=now + timedelta(1))

    first = as_user(employee).get(URL, {"q": "retribusi"})
    second = as_user(employee).get(URL, {"q": "retribusi", "hal": 2})

    assert (first.context["has_more"], second.context["has_more"]) == (True, False)
    assert len(second.context["found"].entries) == 3


def test_search_needs_no_more_queries_for_more_results(as_user, employee, same_queries, now):
    def add(count):
        for person in UserFactory.create_batch(count, position="Juru ukur"):
            index_member(person, now=now)

    same_queries(as_user(employee), f"{URL}?q=juru", add)
