"""Row I2: whoever called decides about each proposal, once; its proposer hears what and why."""

import pytest

from notifications.models import Notification
from tests.factories import UnitFactory, area, make_workshop
from tests.together import together
from workshops.actions import (
    MergesIntoItself,
    ProposalIsDecided,
    TopicText,
    accept_proposal,
    decline_proposal,
    merge_proposal,
    request_topic,
    vote_topic,
)
from workshops.models import TopicRequest, Workshop

WHY = "Sudah diajarkan bulan lalu."


@pytest.fixture
def url(proposal):
    return f"{proposal.get_absolute_url()}putuskan/"


@pytest.fixture
def news(employee, as_user):
    """What Kabar says to whoever proposed."""
    return lambda: as_user(employee).get("/kabar/").content.decode()


def test_row_i2_accepted_it_is_a_draft_with_its_proposer_as_facilitator(
    proposal, url, leader, employee, as_user, news
):
    response = as_user(leader).post(url, {"decision": "accepted"})

    draft = Workshop.objects.get()
    assert response.url == f"/lokakarya/{draft.public_id}/kelola/ubah/"
    assert (draft.status, draft.title, draft.host) == ("draft", proposal.title, leader)
    assert draft.facilitators.get() == employee
    proposal.refresh_from_db()
    assert (proposal.workshop, proposal.decision, proposal.decided_by) == (
        draft,
        "accepted",
        leader,
    )
    assert "Usulan Anda diterima" in news()
    assert as_user(leader).get(response.url).status_code == 200


def accepted_by(person, proposal, as_user):
    """Opens the draft that accepting leads to."""
    client = as_user(person)
    response = client.post(f"{proposal.get_absolute_url()}putuskan/", {"decision": "accepted"})
    return client.get(response.url), Workshop.objects.get()


def test_row_i2_the_draft_is_of_a_unit_that_whoever_accepts_leads(
    proposal, leader, other_unit, as_user
):
    other_unit.parent = UnitFactory()
    other_unit.save()
    leader.leaderships.update(unit=other_unit.parent)

    page, draft = accepted_by(leader, proposal, as_user)

    assert (page.status_code, draft.unit) == (200, other_unit.parent)


def test_row_i2_of_a_units_call_it_is_of_that_unit_where_it_is_led(
    proposal, call, leader, unit, as_user
):
    call.unit = UnitFactory(parent=unit)
    call.save()

    page, draft = accepted_by(leader, proposal, as_user)

    assert (page.status_code, draft.unit) == (200, call.unit)


def test_row_i2_the_draft_takes_the_usual_jp_where_nobody_typed_a_number(
    proposal, leader, as_user, announcement
):
    page, draft = accepted_by(leader, proposal, as_user)
    jp = page.context["form"]["jp"].value()

    sent = announcement | {"jp": "" if jp is None else jp}
    saved = as_user(leader).post(f"/lokakarya/{draft.public_id}/kelola/ubah/", sent)

    draft.refresh_from_db()
    assert (jp, saved.status_code, draft.jp) == (None, 302, 5)


def test_row_i2_an_admins_draft_is_of_the_own_unit(proposal, admin, as_user):
    page, draft = accepted_by(admin, proposal, as_user)

    assert (page.status_code, draft.unit) == (200, admin.unit)


def test_row_i2_accepted_by_a_moderator_it_looks_for_a_host(
    proposal, url, moderator, leader, as_user
):
    as_user(moderator).post(url, {"decision": "accepted"})

    assert not Workshop.objects.exists()
    page = as_user(leader).get(proposal.get_absolute_url()).content.decode()
    assert f"?bahasan={proposal.public_id}" in page
    assert "Diterima" in page


def test_row_i2_declined_its_proposer_reads_why(proposal, url, leader, employee, as_user, news):
    client = as_user(leader)

    assert client.post(url, {"decision": "declined"}).status_code == 422
    assert client.post(url, {"decision": "declined", "reason": WHY}).status_code == 302

    assert WHY in news()
    assert WHY in as_user(employee).get(proposal.get_absolute_url()).content.decode()
    assert proposal.title not in client.get("/lokakarya/bahasan/").content.decode()
    vote = f"{proposal.get_absolute_url()}dukung/"
    assert client.post(vote, {"on": "1"}).status_code == 409


def test_row_i2_merged_who_wanted_it_wants_the_other(
    proposal, url, leader, employee, colleague, stranger, as_user, news, now
):
    other = request_topic(
        asker=stranger, text=TopicText("Arsip surat yang rapi", "", [area()]), now=now
    )
    for topic in (proposal, other):
        vote_topic(user=colleague, topic=topic, now=now)
    client = as_user(leader)
    assert client.post(url, {"decision": "merged"}).status_code == 422

    client.post(url, {"decision": "merged", "into": other.public_id})

    other.refresh_from_db()
    wanted = set(other.wanted_by.values_list("user", flat=True))
    assert (other.votes, wanted) == (3, {stranger.pk, colleague.pk, employee.pk})
    assert "dilanjutkan dalam bahasan lain" in news()
    page = as_user(employee).get(proposal.get_absolute_url()).content.decode()
    assert other.get_absolute_url() in page


def test_row_i2_it_merges_into_an_open_topic_and_not_into_itself(proposal, leader, now):
    said = {"actor": leader, "topic": proposal, "now": now}

    with pytest.raises(MergesIntoItself):
        merge_proposal(into=proposal, **said)


def test_row_i2_it_is_decided_once(proposal, leader, now):
    said = {"actor": leader, "topic": proposal, "now": now}
    decline_proposal(reason=WHY, **said)

    with pytest.raises(ProposalIsDecided):
        accept_proposal(**said)

    assert Notification.objects.get(kind="workshops.proposal_decided").count == 1
    assert not Workshop.objects.exists()


def test_row_i2_what_a_host_has_taken_is_decided(proposal, leader, other_leader, now):
    """Before its decision was waited for, a host could take it."""
    TopicRequest.objects.update(
        workshop=make_workshop(other_leader), taken_by=other_leader, taken_at=now
    )

    with pytest.raises(ProposalIsDecided):
        decline_proposal(actor=leader, topic=proposal, reason=WHY, now=now)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_i2_of_two_at_once_one_decides(proposal, leader, admin, now):
    answers = together(
        lambda: accept_proposal(actor=leader, topic=proposal, now=now),
        lambda: decline_proposal(actor=admin, topic=proposal, reason=WHY, now=now),
    )

    assert sum(isinstance(one, ProposalIsDecided) for one in answers) == 1
    assert TopicRequest.objects.exclude(decision="").count() == 1
    assert Workshop.objects.count() == sum(isinstance(one, Workshop) for one in answers)


def test_row_i2_only_whoever_called_or_leads_or_moderates_there(
    proposal, url, employee, other_leader, admin, as_user
):
    for nobody in (employee, other_leader):
        assert as_user(nobody).get(url).status_code == 403
    assert as_user(admin).get(url).status_code == 200


def test_whoever_called_and_lost_the_office_decides_no_more(proposal, url, leader, as_user):
    assert as_user(leader).get(url).status_code == 200
    leader.leaderships.all().delete()

    answer = as_user(leader).post(url, {"decision": "declined", "reason": WHY})

    proposal.refresh_from_db()
    assert (answer.status_code, proposal.decision) == (403, "")
