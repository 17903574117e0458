"""Saya: the ring, the record, and what one gave."""

import pytest

from competencies.actions import reverse_learning
from competencies.models import LearningTarget
from discussions.actions import accept_answer, mark_helpful
from tests.factories import make_answer, make_workshop

URL = "/saya/"


@pytest.fixture
def shoots(as_user, employee):
    """How many shoots of the ring are filled, of how many."""

    def counted():
        html = as_user(employee).get(URL).content.decode()
        ring = html[html.index("ring--lg") :]
        ring = ring[: ring.index("</svg>")]
        return ring.count('class="on"'), ring.count("<path")

    return counted


@pytest.mark.parametrize(("jp", "filled"), [(0, 0), (14, 14), (20, 20), (22, 20)])
def test_one_shoot_for_each_hour_up_to_the_target(shoots, credit, jp, filled):
    if jp:
        credit(jp)

    assert shoots() == (filled, 20)


def test_the_target_follows_the_employment(shoots, employee, now):
    LearningTarget.objects.update_or_create(
        employment=employee.employment, year=now.year, defaults={"jp": 24, "kind": "floor"}
    )

    assert shoots() == (0, 24)


def test_hours_taken_back_stand_in_the_list_and_not_in_the_ring(
    shoots, credit, as_user, employee, leader, now
):
    credit(5)
    reverse_learning(sources=["registration:1"], verified_by=leader, now=now)

    records = as_user(employee).get(URL).context["records"]

    assert [record.jp for record in records] == [-5, 5]
    assert shoots() == (0, 20)


def test_hours_are_summed_by_their_first_area(as_user, employee, credit):
    credit(5, areas="T.NAS,T.KEU")
    credit(3, source="registration:2", areas="T.KEU")

    by_area = as_user(employee).get(URL).context["by_area"]

    assert [(area.code, jp) for area, jp in by_area] == [("T.NAS", 5), ("T.KEU", 3)]


def test_another_persons_hours_are_not_shown(as_user, colleague, credit):
    credit(5)

    assert as_user(colleague).get(URL).context["records"] == []


def test_the_contribution_counts_people_helped(as_user, colleague, employee, question, now):
    answer = make_answer(colleague, question)
    mark_helpful(user=employee, post=answer, now=now)
    accept_answer(actor=employee, answer=answer, kind="asker", now=now)

    contribution = as_user(colleague).get(URL).context["contribution"]

    assert contribution == {"answers": 1, "helped": 1, "solutions": 1}


def test_a_leader_finds_the_own_drafts(as_user, leader, other_leader):
    draft = make_workshop(leader, publish=False)

    assert as_user(leader).get(URL).context["drafts"] == [draft]
    assert as_user(other_leader).get(URL).context["drafts"] == []


def test_an_employee_is_not_offered_to_announce(as_user, employee, leader):
    assert "/lokakarya/baru/" not in as_user(employee).get(URL).content.decode()
    assert "/lokakarya/baru/" in as_user(leader).get(URL).content.decode()


def test_saya_needs_no_more_queries_for_more_records(as_user, employee, credit, same_queries):
    made = iter(range(100))

    def add(count):
        for _each in range(count):
            credit(1, source=f"registration:{next(made)}")

    same_queries(as_user(employee), URL, add)
