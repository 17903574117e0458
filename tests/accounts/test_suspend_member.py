"""Suspending closes every door at once, until the day it ends."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions import suspend_member
from accounts.models import Suspension
from accounts.permissions import is_suspended

DAY = timedelta(days=1)
REASON = "Menghina rekan berulang kali."


@pytest.fixture
def suspend(admin, now):
    """The admin suspends somebody, for a day unless told otherwise."""

    def do(user, *, until=None, at=now):
        by = {"by": admin, "reason": REASON, "now": at}
        return suspend_member(user=user, until=until or now + DAY, **by)

    return do


@pytest.fixture
def save(admin, employee, as_user):
    """The admin saves the page of the employee, with some fields changed."""
    client, url = as_user(admin), reverse("admin:accounts_user_change", args=[employee.pk])

    def send(**fields):
        form = client.get(url).context["adminform"].form
        shown = {name: form[name].value() for name in form.fields}
        sent = {name: value for name, value in shown.items() if value not in (None, False)}
        split = {f"{name}_{n}": "" for name in form.fields for n in (0, 1)}
        return client.post(url, split | sent | fields)

    return send


@pytest.fixture
def tomorrow():
    """What the admin's form sends for it."""
    day = timezone.localdate() + DAY
    return {"suspended_until_0": day.isoformat(), "suspended_until_1": "08:00:00"}


def test_row_68_open_sessions_end_and_those_of_others_stay(employee, colleague, suspend, as_user):
    theirs, others = as_user(employee), as_user(colleague)

    suspend(employee)

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


def test_row_68_the_suspension_ends_by_itself(employee, suspend, as_user, now):
    suspend(employee, until=now - DAY, at=now - 2 * DAY)

    assert as_user(employee).get("/tanya/").status_code == 200
    assert is_suspended(employee, now - DAY - timedelta(seconds=1))
    assert not is_suspended(employee, now - DAY)


def test_sockets_are_closed_after_the_commit(employee, suspend, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        suspend(employee)

    assert len(waiting) == 1


def test_row_68_who_suspended_whom_until_when_and_why_stays(employee, admin, suspend, now):
    suspend(employee)

    row = Suspension.objects.get()
    assert (row.by, row.user, row.until, row.reason) == (admin, employee, now + DAY, REASON)
    with pytest.raises(DatabaseError), transaction.atomic():
        Suspension.objects.update(reason="Lain.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Suspension.objects.all().delete()


def test_an_admin_does_not_suspend_without_a_reason(employee, save, tomorrow):
    response = save(**tomorrow)

    assert response.status_code == 200
    assert "suspension_reason" in response.context["adminform"].form.errors
    employee.refresh_from_db()
    assert employee.suspended_until is None


def test_an_admin_suspends_and_lifts_and_reads_both(employee, admin, save, tomorrow, as_user):
    theirs = as_user(employee)
    assert save(**tomorrow, suspension_reason=REASON).status_code == 302
    assert theirs.get("/tanya/").status_code == 302

    lifted = {"suspended_until_0": "", "suspended_until_1": ""}
    assert save(**lifted, suspension_reason="Sudah meminta maaf.").status_code == 302

    assert as_user(employee).get("/tanya/").status_code == 200
    page = as_user(admin).get(reverse("admin:accounts_suspension_changelist")).content.decode()
    assert REASON in page
    assert "Sudah meminta maaf." in page
    assert employee.name in page


def test_saving_something_else_suspends_nobody(save):
    save(position="Penata")

    assert not Suspension.objects.exists()
