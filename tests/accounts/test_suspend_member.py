"""Suspending closes every door at once, until the day it ends."""

from datetime import timedelta

from django.contrib.sessions.models import Session

from accounts.actions import suspend_member
from accounts.permissions import is_suspended

DAY = timedelta(days=1)


def test_open_sessions_end_and_those_of_others_stay(employee, colleague, as_user, now):
    theirs, others = as_user(employee), as_user(colleague)

    suspend_member(user=employee, until=now + DAY, now=now)

    assert theirs.get("/tanya/").status_code == 302
    assert others.get("/tanya/").status_code == 200
    assert Session.objects.count() == 1


def test_a_session_that_survived_is_ended_with_a_sentence(employee, as_user, now):
    client = as_user(employee)
    employee.suspended_until = now + DAY
    employee.save()

    response = client.get("/tanya/", follow=True)

    assert response.redirect_chain[0][0].startswith("/masuk/")
    assert [str(message) for message in response.context["messages"]]


def test_the_suspension_ends_by_itself(employee, as_user, now):
    suspend_member(user=employee, until=now - DAY, now=now - 2 * DAY)

    assert as_user(employee).get("/tanya/").status_code == 200
    assert is_suspended(employee, now - DAY - timedelta(seconds=1))
    assert not is_suspended(employee, now - DAY)


def test_sockets_are_closed_after_the_commit(employee, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        suspend_member(user=employee, until=now + DAY, now=now)

    assert len(waiting) == 1
