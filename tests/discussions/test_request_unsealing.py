"""A seal is opened by a moderator and an admin together, with a reason, and its asker is told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from competencies.models import AreaCuratorship
from discussions.actions import (
    NotASecondRole,
    QuestionText,
    RequestIsDecided,
    SealIsAsked,
    SealIsClosed,
    ask_question,
    decide_unsealing,
    look_behind_seal,
    request_unsealing,
)
from discussions.models import CurationEvent, SealLook, SealRequest
from notifications.models import Notification
from tests.factories import UserFactory, area

REASON = "Ada ancaman terhadap warga dalam pertanyaan ini."


@pytest.fixture
def sealed(employee, now):
    text = QuestionText(
        "Bolehkah perintah lisan ditolak?", "Ceritanya panjang sekali.", [area()], True
    )
    return ask_question(author=employee, text=text, now=now)


@pytest.fixture
def asked(sealed, moderator, now):
    return request_unsealing(
        actor=moderator, role="moderator", thread=sealed, reason=REASON, now=now
    )


@pytest.fixture
def opened(asked, admin, now):
    return decide_unsealing(actor=admin, role="admin", request=asked, is_granted=True, now=now)


def decide(asked, actor, role, now, *, is_granted=True):
    return decide_unsealing(actor=actor, role=role, request=asked, is_granted=is_granted, now=now)


def test_idea_5_one_person_opens_nothing(asked, moderator, now):
    """Not with the own role, not with a second one that the same person holds."""
    for role in ("moderator", "admin"):
        with pytest.raises(NotASecondRole):
            decide(asked, moderator, role, now)
    with pytest.raises(SealIsClosed):
        look_behind_seal(actor=moderator, request=asked, now=now)


def test_two_people_of_one_role_open_nothing(asked, now):
    other = UserFactory()
    AreaCuratorship.objects.create(user=other, area=None, since=now)
    with pytest.raises(NotASecondRole):
        decide(asked, other, "moderator", now)


def test_the_database_holds_the_rule_too(asked, moderator, admin):
    """The guard stands below the action: negative control of the two tests above."""
    asked = SealRequest.objects.filter(pk=asked.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.update(decided_by=moderator, decided_role="admin")
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.update(decided_by=admin, decided_role="moderator")
    asked.update(decided_by=admin, decided_role="admin")


def test_idea_5_two_roles_open_it_for_a_day(opened, employee, moderator, admin, stranger, now):
    for person in (moderator, admin):
        assert look_behind_seal(actor=person, request=opened, now=now) == employee
    assert list(SealLook.objects.values_list("user", flat=True)) == [moderator.pk, admin.pk]
    with pytest.raises(SealIsClosed):
        look_behind_seal(actor=stranger, request=opened, now=now)
    with pytest.raises(SealIsClosed):
        look_behind_seal(actor=admin, request=opened, now=now + timedelta(days=1, seconds=1))


def test_idea_5_the_asker_is_told_and_reads_who_and_why(opened, sealed, employee, as_user):
    told = Notification.objects.get(recipient=employee, kind="discussions.seal_opened")
    assert told.about_id == sealed.pk

    client = as_user(employee)
    assert "membuka segel nama Anda" in client.get("/kabar/").content.decode()
    page = client.get(f"/tanya/{sealed.public_id}/penanya/").content.decode()
    for words in (REASON, "Nurhayati Desky", "Ardiansyah Pagan"):
        assert words in page


def test_the_history_says_that_it_was_opened(opened, sealed, as_user, stranger):
    assert CurationEvent.objects.filter(thread=sealed, verb="unseal").count() == 1
    page = as_user(stranger).get(f"/tanya/{sealed.public_id}/riwayat/").content.decode()
    assert "membuka segel nama penanya" in page
    assert REASON not in page


def test_refused_it_stays_closed(asked, employee, moderator, admin, now):
    refused = decide(asked, admin, "admin", now, is_granted=False)

    with pytest.raises(SealIsClosed):
        look_behind_seal(actor=moderator, request=refused, now=now)
    assert not Notification.objects.filter(recipient=employee).exists()
    with pytest.raises(RequestIsDecided):
        decide(asked, admin, "admin", now)


def test_one_request_at_a_time(asked, admin, now):
    with pytest.raises(SealIsAsked):
        request_unsealing(actor=admin, role="admin", thread=asked.thread, reason=REASON, now=now)


def test_the_other_role_is_told(admin, asked):
    assert Notification.objects.filter(recipient=admin, kind="discussions.seal_asked").exists()


def test_an_asker_never_decides_about_the_own_seal(moderator, admin, as_user, now):
    """An asker who moderates holds no role here: not told by the request, and 403 by its form."""
    text = QuestionText(
        "Bolehkah perintah lisan ditolak?", "Ceritanya panjang sekali.", [area()], True
    )
    own = ask_question(author=moderator, text=text, now=now)
    asked = request_unsealing(actor=admin, role="admin", thread=own, reason=REASON, now=now)

    assert not Notification.objects.filter(recipient=moderator).exists()
    decided = as_user(moderator).post(f"/segel/{asked.public_id}/putuskan/", {"granted": "0"})
    assert decided.status_code == 403


def test_by_the_pages(sealed, employee, moderator, admin, as_user):
    """As the two do it: asked on one page, decided and looked at on the same."""
    page = f"/tanya/{sealed.public_id}/penanya/"
    assert as_user(moderator).post(page, {"reason": "singkat"}).status_code == 422
    assert as_user(moderator).post(page, {"reason": REASON}).status_code == 302
    asked = SealRequest.objects.get()
    decides = f"/segel/{asked.public_id}/putuskan/"
    assert as_user(moderator).post(decides, {"granted": "1"}).status_code == 403
    assert employee.name not in as_user(admin).get(page).content.decode()
    assert as_user(admin).post(decides, {"granted": "1"}).status_code == 302

    looked = as_user(moderator).post(f"/segel/{asked.public_id}/lihat/")

    assert employee.name in looked.content.decode()
    assert looked["Cache-Control"] == "no-store"
    assert employee.name not in as_user(moderator).get(page).content.decode()


def test_the_second_factor_is_asked_for(sealed, moderator, as_user, settings):
    settings.FORUM_MFA_ROLES = frozenset({"moderator"})
    answer = as_user(moderator).post(f"/tanya/{sealed.public_id}/penanya/", {"reason": REASON})
    assert answer.status_code == 302
    assert not SealRequest.objects.exists()
