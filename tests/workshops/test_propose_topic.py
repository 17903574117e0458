"""Row I2: within a call people propose topics, until its end by the server's clock."""

from datetime import timedelta

import pytest

from accounts.models import User
from competencies.models import AreaCuratorship
from notifications.models import Notification
from tests.factories import UserFactory, area
from workshops.actions import (
    CallIsClosed,
    CallText,
    TopicText,
    open_call,
    propose_topic,
    request_topic,
)
from workshops.models import TopicRequest


@pytest.fixture
def url(call):
    return f"{call.get_absolute_url()}usulkan/"


@pytest.fixture
def sent():
    return {
        "title": "Merawat arsip surat masuk",
        "body": "Arsip kami tercecer.",
        "areas": [area().pk],
        "would_speak": "on",
        "key": "satu",
    }


def test_row_i2_a_proposal_is_a_topic_of_the_call(call, url, sent, employee, leader, as_user):
    client = as_user(employee)
    assert "Bersedia" in client.get(url).content.decode()

    for _twice in (1, 2):
        response = client.post(url, sent)

    topic = TopicRequest.objects.get()
    assert response.url == topic.get_absolute_url()
    assert (topic.call, topic.asked_by, topic.would_speak, topic.votes) == (call, employee, True, 1)
    assert Notification.objects.get(kind="workshops.topic_proposed").recipient == leader
    for page in (call.get_absolute_url(), "/lokakarya/bahasan/"):
        assert topic.title in client.get(page).content.decode()


def test_the_same_words_first_wished_for_stay_a_wish_and_make_a_proposal(
    call, employee, leader, now
):
    said = {"text": TopicText("Merawat arsip surat masuk", "", [area()]), "key": "satu", "now": now}
    wish = request_topic(asker=employee, **said)

    proposal = propose_topic(proposer=employee, call=call, **said)
    again = propose_topic(proposer=employee, call=call, **said)

    wish.refresh_from_db()
    assert (wish.call, proposal.call, again) == (None, call, proposal)
    assert Notification.objects.get(kind="workshops.topic_proposed").count == 1
    assert request_topic(asker=employee, **said).call is None


def test_the_same_words_to_another_call_are_a_proposal_of_that_one(call, employee, leader, now):
    ends = {"closes_at": now + timedelta(days=14)}
    text = CallText(title="Bahasan berikutnya", body="Usulkan.", area=area(), **ends)
    other = open_call(actor=leader, text=text, now=now)
    said = {"text": TopicText("Merawat arsip surat masuk", "", [area()]), "key": "satu", "now": now}

    made = [propose_topic(proposer=employee, call=one, **said) for one in (call, other)]

    assert [one.call for one in made] == [call, other]
    assert made[0] != made[1]


@pytest.mark.parametrize("leaves", ["office", "suspended"])
def test_row_i2_of_a_caller_out_of_office_who_decides_now_hears(
    leaves, employee, moderator, leader, other_leader, other_unit, unit, now
):
    ends = {"closes_at": now + timedelta(days=14)}
    text = CallText(title="Bahasan berikutnya", body="Usulkan.", area=area(), unit=unit, **ends)
    call = open_call(actor=leader, text=text, now=now)
    if leaves == "office":
        leader.leaderships.all().delete()
    else:
        User.objects.filter(pk=leader.pk).update(suspended_until=now + timedelta(days=9))
    other_leader.leaderships.update(unit=unit)

    text = TopicText("Merawat arsip surat masuk", "", [area()])
    propose_topic(proposer=employee, call=call, text=text, now=now)

    told = Notification.objects.filter(kind="workshops.topic_proposed")
    assert {one.recipient for one in told} == {moderator, other_leader}


def test_row_i2_after_the_deadline_it_is_refused_with_a_sentence_and_stays(
    call, url, sent, employee, as_user, time_machine
):
    time_machine.move_to(call.closes_at)
    client = as_user(employee)

    page = client.post(url, sent)

    html = page.content.decode()
    assert (page.status_code, TopicRequest.objects.count()) == (422, 0)
    assert "Waktu mengusulkan bahasan di sini sudah habis" in html
    assert "Arsip kami tercecer." in html
    assert url not in client.get(call.get_absolute_url()).content.decode()


def test_row_i2_the_last_moment_is_before_the_end(call, employee, now):
    text = TopicText("Merawat arsip surat masuk", "", [area()])
    said = {"proposer": employee, "call": call, "text": text}

    with pytest.raises(CallIsClosed):
        propose_topic(**said, now=call.closes_at)
    assert propose_topic(**said, now=call.closes_at - (call.closes_at - now) / 100).call == call


def test_row_i2_colleagues_want_it_too_before_it_is_decided(proposal, colleague, as_user):
    as_user(colleague).post(f"{proposal.get_absolute_url()}dukung/", {"on": "1"})

    proposal.refresh_from_db()
    assert proposal.votes == 2


def test_the_page_of_a_call_asks_as_often_for_many_as_for_few(
    call, employee, as_user, same_queries, now
):
    def add(count):
        for person in UserFactory.create_batch(count, unit=employee.unit):
            text = TopicText(f"Bahasan dari {person.name}", "", [area()])
            propose_topic(proposer=person, call=call, text=text, now=now)

    same_queries(as_user(employee), call.get_absolute_url(), add, more=9)


@pytest.fixture
def of_the_unit(call, proposal, unit):
    """The proposal, of a call to the unit's people alone."""
    call.unit = unit
    call.save()
    return proposal


def test_a_proposal_of_a_units_call_is_seen_by_those_who_see_the_call(
    of_the_unit, employee, colleague, leader, admin, moderator, stranger, other_leader, as_user
):
    pages = ("/lokakarya/bahasan/", of_the_unit.get_absolute_url())

    def sees(person):
        found = [as_user(person).get(page) for page in pages]
        return [of_the_unit.title in one.content.decode() for one in found]

    seen = {one: sees(one) for one in (employee, colleague, leader, admin, moderator)}
    assert seen == {key: [True, True] for key in seen}
    assert [sees(one) for one in (stranger, other_leader)] == [[False, False]] * 2


def test_whoever_moderates_its_area_decides_about_it(
    of_the_unit, call, moderator, stranger, as_user, now
):
    assert as_user(moderator).get(call.get_absolute_url()).status_code == 200
    AreaCuratorship.objects.create(user=stranger, area=call.area, since=now)
    client = as_user(stranger)

    assert call.title in client.get("/lokakarya/bahasan/").content.decode()
    assert client.get(f"{of_the_unit.get_absolute_url()}putuskan/").status_code == 200


def test_a_units_call_is_read_and_decided_by_who_leads_the_unit_now(
    of_the_unit, call, unit, leader, other_leader, other_unit, as_user
):
    pages = (
        *(call.get_absolute_url(), of_the_unit.get_absolute_url()),
        f"{of_the_unit.get_absolute_url()}putuskan/",
    )
    leader.leaderships.update(unit=other_unit)
    User.objects.filter(pk=leader.pk).update(unit=other_unit)
    other_leader.leaderships.update(unit=unit)

    statuses = [
        [as_user(one).get(page).status_code for page in pages] for one in (leader, other_leader)
    ]

    assert statuses == [[404] * 3, [200] * 3]


def test_who_called_and_stays_among_its_people_reads_it_and_decides_nothing(
    of_the_unit, call, leader, other_unit, employee, as_user
):
    leader.leaderships.update(unit=other_unit)
    client = as_user(leader)

    assert client.get(call.get_absolute_url()).status_code == 200
    assert client.get(f"{of_the_unit.get_absolute_url()}putuskan/").status_code == 403


def test_a_call_of_an_area_alone_stays_with_its_caller_who_leads_elsewhere(
    proposal, leader, other_unit, as_user
):
    leader.leaderships.update(unit=other_unit)

    client = as_user(leader)

    assert client.get(f"{proposal.get_absolute_url()}putuskan/").status_code == 200


def test_others_neither_want_report_take_nor_merge_into_it(
    of_the_unit, other_leader, employee, as_user, now
):
    client, address = as_user(other_leader), of_the_unit.get_absolute_url()
    text = CallText(title="Lain", body="Usulkan.", area=area(), closes_at=now + timedelta(days=9))
    own = open_call(actor=other_leader, text=text, now=now)
    other = propose_topic(
        proposer=employee, call=own, text=TopicText("Surat keluar", "", [area()]), now=now
    )

    assert client.post(f"{address}dukung/", {"on": "1"}).status_code == 404
    assert client.get(f"{address}laporkan/").status_code == 404
    TopicRequest.objects.filter(pk=of_the_unit.pk).update(decision="accepted", decided_at=now)
    form = client.get(f"/lokakarya/baru/?bahasan={of_the_unit.public_id}").context["form"]
    assert form["title"].value() != of_the_unit.title
    page = client.get(f"{other.get_absolute_url()}putuskan/").content.decode()
    assert of_the_unit.title not in page
