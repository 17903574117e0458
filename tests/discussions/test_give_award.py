"""Row 74: awards that an admin defines and gives, with a reason that the holder reads."""

import pytest
from django.db import IntegrityError, transaction

from discussions.actions import OwnAward, give_award
from discussions.models import Award, AwardKind
from notifications.models import Notification

ADD = "/admin/discussions/award/add/"


@pytest.fixture
def kind(db):
    return AwardKind.objects.create(name="Sahabat posko", sentence="Untuk piket saat banjir.")


def test_row_74_an_admin_gives_it_with_a_reason_and_the_holder_is_told(
    kind, admin, employee, as_user
):
    sent = {"user": employee.pk, "kind": kind.pk, "reason": "Tiga malam di posko Lawe Alas."}
    assert as_user(admin).post(ADD, sent).status_code == 302

    award = Award.objects.get(user=employee)
    assert (award.kind, award.given_by, award.reason) == (kind, admin, sent["reason"])
    told = Notification.objects.get(kind="discussions.award_given")
    assert (told.recipient, told.about_id) == (employee, award.pk)
    page = as_user(employee).get("/kabar/").content.decode()
    assert "Sahabat posko" in page
    assert award.get_absolute_url() in page


def test_row_74_nobody_gives_one_to_themselves(kind, admin, as_user, now):
    sent = {"user": admin.pk, "kind": kind.pk, "reason": "Karena saya."}
    response = as_user(admin).post(ADD, sent)

    assert "diri sendiri" in response.content.decode()
    with pytest.raises(OwnAward):
        give_award(actor=admin, user=admin, kind=kind, reason="Karena saya.", now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(user=admin, kind=kind, given_by=admin, at=now)
    assert not Award.objects.exists()


def test_row_74_giving_it_again_changes_nothing(kind, admin, employee, as_user, now):
    by = {"actor": admin, "user": employee, "kind": kind, "now": now}
    first = give_award(reason="Tiga malam.", **by)

    assert give_award(reason="Empat malam.", **by) == first
    sent = {"user": employee.pk, "kind": kind.pk, "reason": "Lima malam."}
    assert "sudah memegang" in as_user(admin).post(ADD, sent).content.decode()
    assert Award.objects.get().reason == "Tiga malam."


def test_row_74_admins_do_not_see_what_was_earned_by_rule(kind, admin, employee, as_user, now):
    Award.objects.create(user=employee, rule=Award.Rule.FIRST_CHOSEN, at=now)

    page = as_user(admin).get("/admin/discussions/award/").content.decode()

    assert employee.name not in page


def test_row_74_it_names_a_rule_or_an_admin_never_neither(employee, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(user=employee, at=now)


@pytest.mark.parametrize("page", ["award/", "award/add/", "awardkind/", "awardkind/add/"])
def test_row_74_the_pages_are_for_admins(page, kind, admin, moderator, as_user):
    assert as_user(admin).get(f"/admin/discussions/{page}").status_code == 200
    assert as_user(moderator).get(f"/admin/discussions/{page}").status_code == 302
