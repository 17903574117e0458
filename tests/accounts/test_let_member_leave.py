"""Row 89: who leaves keeps the attribution, or becomes "Mantan pegawai"; the answers stay."""

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.actions import let_member_leave, request_correction
from accounts.models import UnitLeadership, User
from foundation.drafts import keep_draft
from search.finding import find
from tests.factories import make_answer


@pytest.fixture
def answered(question, colleague, now):
    User.objects.filter(pk=colleague.pk).update(nip="198501012010031999")
    colleague.refresh_from_db()
    keep_draft(user=colleague, form="/tanya/baru/", fields={"values": []}, sequence=0, now=now)
    request_correction(user=colleague, body="Nama saya Salim Desky.", now=now)
    return make_answer(colleague, question)


def test_row_89_the_account_ends_and_the_name_stays(
    answered, question, colleague, employee, as_user, now
):
    client = as_user(colleague)
    let_member_leave(user=colleague, is_anonymous=False, now=now)

    assert client.get("/tanya/").status_code == 302
    page = as_user(employee).get(question.get_absolute_url()).content.decode()
    assert "Salim Desky" in page


def test_row_89_forgotten_the_answer_stays_and_the_name_goes(
    answered, question, colleague, employee, as_user, now
):
    old = colleague.email
    as_user(employee).get(question.get_absolute_url())  # the row is cached with the old name

    let_member_leave(user=colleague, is_anonymous=True, now=now)

    page = as_user(employee).get(question.get_absolute_url()).content.decode()
    assert answered.body[:20] in page
    assert "Mantan pegawai" in page
    assert "Salim" not in page
    assert not find(text="Salim Desky", audiences=["regency"]).entries
    assert no_row_says(old, "198501012010031999", "Salim")


def no_row_says(*words):
    """Every table, as an operator would grep a dump (reliability.md 60)."""
    for model in apps.get_models():
        for row in model._base_manager.values():
            assert not [word for word in words if word in str(row)], model._meta.label
    return True


def test_who_leaves_leads_no_more(leader, now):
    let_member_leave(user=leader, is_anonymous=False, now=now)
    assert UnitLeadership.objects.get().until < timezone.localdate(now)


def test_an_admin_does_it_for_those_who_were_chosen(answered, colleague, admin, as_user):
    chosen = {"action": "let_leave_unnamed", "_selected_action": [colleague.pk, admin.pk]}
    as_user(admin).post("/admin/accounts/user/", chosen)

    colleague.refresh_from_db()
    admin.refresh_from_db()
    assert (colleague.name, colleague.is_active) == ("Mantan pegawai", False)
    assert admin.is_active, "nobody locks themselves out"
