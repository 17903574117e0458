"""Row I3: anybody wishes for a topic; the list shows the most wanted first."""

import pytest

from tests.factories import area
from workshops.actions import TopicText, request_topic, vote_topic
from workshops.models import TopicRequest


@pytest.fixture
def send(as_user, employee):
    """Posts the form; by default one that is complete."""

    def post(**fields):
        sent = {"title": "Merawat arsip digital", "areas": [area().pk], "key": "satu"}
        return as_user(employee).post("/lokakarya/bahasan/baru/", sent | fields)

    return post


def test_row_i3_sent_twice_it_is_one_wish_with_its_askers_vote(send, employee):
    for _twice in (1, 2):
        send()

    topic = TopicRequest.objects.get()
    assert (topic.asked_by, topic.votes, list(topic.areas.all())) == (employee, 1, [area()])


@pytest.mark.parametrize("fields", [{"title": ""}, {"title": "Pendek"}, {"areas": []}])
def test_a_wrong_field_is_told_and_the_rest_comes_back(send, fields):
    answer = send(body="Untuk kecamatan.", **fields)

    assert (answer.status_code, TopicRequest.objects.count()) == (422, 0)
    assert "Untuk kecamatan." in answer.content.decode()


def test_numbers_of_people_are_asked_about(send):
    answer = send(body="Milik Budi, 198501012010031001.")

    assert (answer.status_code, TopicRequest.objects.count()) == (422, 0)


def test_row_i3_the_most_wanted_stands_first(employee, colleague, as_user, now):
    titles = ("Merawat arsip digital", "Membaca data gizi anak")
    first, second = (
        request_topic(asker=employee, text=TopicText(title, "", [area()]), now=now)
        for title in titles
    )
    vote_topic(user=colleague, topic=first, now=now)

    page = as_user(colleague).get("/lokakarya/bahasan/").context["page"]
    assert [(one.pk, one.is_wanted) for one in page.rows] == [
        (first.pk, True),
        (second.pk, False),
    ]


def test_the_list_needs_no_more_queries_for_more_rows(employee, as_user, now, same_queries):
    def add(count):
        for number in range(count):
            text = TopicText(f"Topik nomor {number}", "", [area()])
            request_topic(asker=employee, text=text, now=now)

    same_queries(as_user(employee), "/lokakarya/bahasan/", add, more=10)
