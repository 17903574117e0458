"""A colleague's page: what they know and gave; hours, NIP and address stay private."""

from discussions.actions import accept_answer
from discussions.models import Thread
from tests.factories import make_answer, make_question, make_workshop


def test_hours_nip_and_email_are_not_shown(as_user, colleague, employee, credit):
    credit(17)

    html = as_user(colleague).get(employee.get_absolute_url()).content.decode()

    assert employee.full_name in html
    assert employee.nip not in html
    assert employee.email not in html
    assert "17" not in html[html.index("<main") : html.index("</main")]


def test_solutions_and_workshops_are_shown(as_user, employee, leader, question, now):
    accept_answer(actor=employee, answer=make_answer(leader, question), kind="asker", now=now)
    workshop = make_workshop(leader)

    html = as_user(employee).get(leader.get_absolute_url()).content.decode()

    assert question.title in html
    assert workshop.title in html


def test_a_draft_and_a_thread_of_another_unit_are_not_named(
    as_user, stranger, leader, employee, question, now
):
    accept_answer(actor=employee, answer=make_answer(leader, question), kind="asker", now=now)
    Thread.objects.update(visibility="unit")
    draft = make_workshop(leader, publish=False)

    context = as_user(stranger).get(leader.get_absolute_url()).context

    assert (context["solved"], context["ahead"], context["past"]) == ([], [], [])
    assert draft.host == leader


def test_someone_who_left_is_not_found(as_user, employee, colleague):
    colleague.is_active = False
    colleague.save()

    assert as_user(employee).get(colleague.get_absolute_url()).status_code == 404


def test_a_name_cannot_bring_a_script(as_user, employee, colleague):
    colleague.name = "<script>alert(1)</script>"
    colleague.save()

    html = as_user(employee).get(colleague.get_absolute_url()).content.decode()

    assert "<script>alert" not in html


def test_the_page_needs_no_more_queries_for_more_rows(as_user, employee, leader, same_queries, now):
    def add(count):
        for _each in range(count):
            question = make_question(employee)
            accept_answer(
                actor=employee, answer=make_answer(leader, question), kind="asker", now=now
            )
            make_workshop(leader)

    same_queries(as_user(employee), leader.get_absolute_url(), add)
