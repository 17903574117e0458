"""Idea 4: a leader links questions to a workshop that will answer them."""

import pytest

from accounts.models import UnitLeadership
from discussions.actions import QuestionText, ask_question, follow_thread, mute_thread
from discussions.models import ThreadSeen
from notifications.broadcasting import broadcast_due
from notifications.models import Notification
from tests.factories import UserFactory, area, make_question, make_workshop
from workshops import actions
from workshops.actions import (
    TopicText,
    call_off_workshop,
    link_question,
    publish_workshop,
    request_topic,
    take_topic,
    unlink_question,
)
from workshops.models import Workshop, WorkshopQuestion

KIND = "workshops.question_linked"


@pytest.fixture
def link(workshop, question, leader, now):
    """Links the question, however often it is called."""

    def press(**more):
        by = {"actor": leader, "workshop": workshop, "thread": question, "now": now}
        link_question(**(by | more))

    return press


def told():
    rows = Notification.objects.filter(kind=KIND)
    return sorted((one.recipient.name, one.count) for one in rows)


def test_asker_and_followers_hear_of_it_once(link, question, colleague, stranger, employee, now):
    follow_thread(user=colleague, thread=question, now=now)
    mute_thread(user=stranger, thread=question, now=now)

    for _twice in (1, 2):
        link()

    assert told() == sorted([(employee.name, 1), (colleague.name, 1)])
    assert WorkshopQuestion.objects.get().role == "source"


def test_kabar_says_which_and_leads_to_the_workshop(link, workshop, question, employee, as_user):
    link()

    client = as_user(employee)
    page = client.get("/kabar/").content.decode()
    assert question.title in page
    assert workshop.title in page

    client.get(workshop.get_absolute_url())
    assert Notification.objects.get(kind=KIND).read_at


def test_both_pages_show_it(link, workshop, question, employee, as_user):
    link()

    client = as_user(employee)
    assert "Pertanyaan yang dijawabnya" in client.get(workshop.get_absolute_url()).content.decode()
    assert question.title in client.get(workshop.get_absolute_url()).content.decode()
    assert workshop.title in client.get(question.get_absolute_url()).content.decode()


def test_for_a_draft_they_hear_when_it_is_announced(link, draft, employee, now):
    link(workshop=draft)
    assert told() == []

    publish_workshop(workshop=draft, now=now)
    assert told() == [(employee.name, 1)]


def test_of_a_draft_that_was_announced_in_another_tab_they_hear(link, draft, employee, now):
    read_before = Workshop.objects.get(pk=draft.pk)
    publish_workshop(workshop=draft, now=now)

    link(workshop=read_before)

    assert told() == [(employee.name, 1)]


def test_unlinked_once_it_was_announced_in_another_tab_it_stays_told(
    link, draft, question, employee, now
):
    read_before = Workshop.objects.get(pk=draft.pk)
    link(workshop=draft)
    publish_workshop(workshop=draft, now=now)

    unlink_question(workshop=read_before, thread=question, now=now)
    link(workshop=draft)

    assert told() == [(employee.name, 1)]


def test_what_was_called_off_in_another_tab_answers_nothing(
    link, workshop, question, leader, employee, now
):
    read_before = Workshop.objects.get(pk=workshop.pk)
    call_off_workshop(actor=leader, workshop=workshop, reason="Pemateri sakit.", now=now)
    topic = request_topic(asker=employee, text=TopicText("Arsip surat", "", [area()]), now=now)

    with pytest.raises(actions.NothingAhead):
        link(workshop=read_before)
    with pytest.raises(actions.NothingAhead):
        take_topic(actor=leader, topic=topic, workshop=read_before, now=now)

    assert (told(), WorkshopQuestion.objects.count()) == ([], 0)


def test_whoever_asked_without_a_name_is_told_and_named_nowhere(
    workshop, employee, leader, as_user, now, address
):
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    sealed = ask_question(author=employee, text=text, now=now)

    link_question(actor=leader, workshop=workshop, thread=sealed, now=now)

    assert told() == [(employee.name, 1)]
    for url in (workshop.get_absolute_url(), address("workshop_questions", workshop)):
        assert employee.name not in as_user(leader).get(url).content.decode()


def test_a_sealed_asker_who_links_the_own_question_is_not_betrayed(workshop, leader, now):
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    sealed = ask_question(author=leader, text=text, now=now)

    link_question(actor=leader, workshop=workshop, thread=sealed, now=now)

    assert told() == []


def test_linked_again_it_tells_nobody_again(link, workshop, question, employee, as_user, now):
    for _twice in (1, 2):
        link()
        unlink_question(workshop=workshop, thread=question, now=now)
    assert workshop.title not in as_user(employee).get("/kabar/").content.decode()
    assert workshop.title not in as_user(employee).get(question.get_absolute_url()).content.decode()
    page = as_user(employee).get(workshop.get_absolute_url()).content.decode()
    assert question.title not in page

    link()

    assert told() == [(employee.name, 1)]
    assert WorkshopQuestion.objects.unsettled().get().thread == question


def test_unlinked_from_a_draft_it_is_told_when_the_workshop_is_announced(
    link, draft, question, employee, now
):
    link(workshop=draft)
    unlink_question(workshop=draft, thread=question, now=now)
    publish_workshop(workshop=draft, now=now)
    assert told() == []

    link(workshop=draft)

    assert told() == [(employee.name, 1)]


def test_what_was_asked_at_it_stays_what_it_is(workshop, question, leader, as_user, address):
    WorkshopQuestion.objects.create(workshop=workshop, thread=question)

    sent = {"question": question.public_id}
    answer = as_user(leader).post(address("link_question", workshop), sent)

    assert "diajukan di lokakarya itu sendiri" in answer.content.decode()
    assert (WorkshopQuestion.objects.get().role, told()) == ("asked", [])


def test_a_leader_links_from_the_question(question, workshop, leader, employee, as_user):
    url = f"/tanya/{question.public_id}/lokakarya/"
    assert url in as_user(leader).get(question.get_absolute_url()).content.decode()
    assert url not in as_user(employee).get(question.get_absolute_url()).content.decode()
    assert as_user(employee).get(url).status_code == 403
    assert workshop.title in as_user(leader).get(url).content.decode()

    as_user(leader).post(url, {"workshop": workshop.public_id})

    assert WorkshopQuestion.objects.get().thread == question


def test_another_units_workshop_cannot_be_chosen(question, others_workshop, leader, as_user):
    url = f"/tanya/{question.public_id}/lokakarya/"

    assert others_workshop.title not in as_user(leader).get(url).content.decode()
    answer = as_user(leader).post(url, {"workshop": others_workshop.public_id})
    assert (answer.status_code, WorkshopQuestion.objects.count()) == (404, 0)


def test_a_host_who_leads_the_unit_no_more_cannot_choose_its_workshop(
    question, workshop, leader, other_unit, as_user
):
    UnitLeadership.objects.filter(user=leader).update(unit=other_unit)
    url = f"/tanya/{question.public_id}/lokakarya/"

    assert workshop.title not in as_user(leader).get(url).content.decode()
    answer = as_user(leader).post(url, {"workshop": workshop.public_id})
    assert (answer.status_code, WorkshopQuestion.objects.count()) == (404, 0)


def test_an_admin_chooses_among_the_own(question, workshop, admin, as_user):
    own = make_workshop(admin)

    page = as_user(admin).get(f"/tanya/{question.public_id}/lokakarya/")

    assert page.context["workshops"] == [own]


def test_a_leader_finds_questions_from_the_workshop(question, workshop, leader, as_user, address):
    client, url = as_user(leader), address("workshop_questions", workshop)
    for words in ("rekening belanja", question.public_id):
        assert question in client.get(url, {"cari": words}).context["found"]

    client.post(address("link_question", workshop), {"question": question.public_id})
    assert question not in client.get(url, {"cari": "rekening belanja"}).context["found"]

    client.post(address("unlink_question", workshop), {"question": question.public_id})
    assert question in client.get(url, {"cari": "rekening belanja"}).context["found"]


def test_what_a_leader_may_not_read_is_not_there(workshop, stranger, leader, as_user, address):
    hidden = make_question(stranger, title="Hanya untuk unit lain saja?")
    hidden.visibility = "unit"
    hidden.save()

    sent = {"question": hidden.public_id}
    assert as_user(leader).post(address("link_question", workshop), sent).status_code == 404


@pytest.mark.parametrize("name", ["link_question", "unlink_question"])
def test_a_number_that_no_database_holds_is_not_there(workshop, leader, as_user, address, name):
    sent = {"question": "ab\0cd"}

    assert as_user(leader).post(address(name, workshop), sent).status_code == 404


def test_nor_is_such_a_workshop(question, leader, as_user):
    url = f"/tanya/{question.public_id}/lokakarya/"

    assert as_user(leader).post(url, {"workshop": "ab\0cd"}).status_code == 404


def test_a_workshop_that_was_called_off_answers_nothing(
    workshop, question, leader, as_user, now, address
):
    call_off_workshop(actor=leader, workshop=workshop, reason="Narasumber sakit.", now=now)

    sent = {"question": question.public_id}
    assert as_user(leader).post(address("link_question", workshop), sent).status_code == 409


def test_a_settled_one_stays(workshop, question, link, now):
    link()
    WorkshopQuestion.objects.update(settled_at=now)

    unlink_question(workshop=workshop, thread=question, now=now)

    assert WorkshopQuestion.objects.sources().exists()


def test_what_a_called_off_workshop_would_have_answered_is_free(
    link, workshop, question, leader, employee, as_user, now
):
    link()

    call_off_workshop(actor=leader, workshop=workshop, reason="Narasumber sakit.", now=now)

    assert not WorkshopQuestion.objects.sources().exists()
    assert workshop.title not in as_user(employee).get(question.get_absolute_url()).content.decode()


def test_many_followers_are_told_by_the_audience(link, question, leader, now):
    seen = [
        ThreadSeen(user=UserFactory(unit=leader.unit), thread=question, level="watching", at=now)
        for _person in range(52)
    ]
    ThreadSeen.objects.bulk_create(seen)

    link()
    broadcast_due(now=now)

    assert len(told()) == 53
