"""Row 62: topics are reported like texts; a hidden one is there for the asker and moderators."""

import pytest

from competencies.models import AreaCuratorship
from discussions.actions import carry_out, decide_review, report_text
from discussions.models import Review
from tests.factories import UserFactory, area
from workshops.actions import TopicText, request_topic, take_topic
from workshops.models import TopicRequest

REASON = "Menyebut nama orang."
LIST = "/lokakarya/bahasan/"


@pytest.fixture
def topic(employee, now):
    text = TopicText("Merawat arsip digital", "Untuk kecamatan.", [area()])
    return request_topic(asker=employee, text=text, now=now)


@pytest.fixture
def report(topic, now):
    def send(kind="wrong"):
        return report_text(reporter=UserFactory(), about=topic, kind=kind, note="", now=now)

    return send


@pytest.fixture
def decide(moderator, now):
    """The moderator decides, and it is carried out."""

    def do(review, decision, reason=REASON):
        by = {"actor": moderator, "review": review, "now": now}
        decided = decide_review(decision=decision, reason=reason, **by)
        carry_out(review=decided, now=now + Review.UNDO)

    return do


def test_row_62_four_members_hide_a_topic(topic, report):
    for _person in range(3):
        report()
    assert TopicRequest.objects.get().hidden_at is None

    report()

    assert TopicRequest.objects.get().hidden_at


def test_hidden_it_is_there_for_its_asker_and_moderators_of_its_areas(
    report, topic, employee, colleague, moderator, now, as_user
):
    health, office = UserFactory(), UserFactory()
    AreaCuratorship.objects.create(user=health, area=area("T.KES"), since=now)
    AreaCuratorship.objects.create(user=office, area=area(), since=now)
    report("personal")

    people = (employee, moderator, office, colleague, health)
    seen = [as_user(one).get(topic.get_absolute_url()).status_code for one in people]
    assert seen == [200, 200, 200, 404, 404]
    assert topic.title not in as_user(colleague).get(LIST).content.decode()


def test_hidden_it_is_wanted_and_taken_by_nobody(
    report, topic, draft, leader, colleague, as_user, now
):
    report("personal")

    assert as_user(colleague).post(f"{topic.get_absolute_url()}dukung/").status_code == 404
    assert not take_topic(actor=leader, topic=topic, workshop=draft, now=now)


def test_kept_it_is_there_again_and_removed_it_is_gone(
    report, decide, topic, employee, colleague, moderator, as_user
):
    decide(report("personal"), "keep", "")
    assert topic.title in as_user(colleague).get(LIST).content.decode()

    review = report("rude")
    decide(review, "remove")

    people = (employee, moderator, colleague)
    assert {as_user(one).get(topic.get_absolute_url()).status_code for one in people} == {404}
    assert REASON in as_user(employee).get(review.get_absolute_url()).content.decode()


def test_the_queue_shows_it(report, topic, moderator, as_user):
    review = report()

    assert topic.title in as_user(moderator).get("/moderasi/").content.decode()
    assert "Untuk kecamatan." in as_user(moderator).get(review.get_absolute_url()).content.decode()


def test_a_report_is_sent_from_its_page(topic, employee, colleague, as_user):
    client, url = as_user(colleague), f"{topic.get_absolute_url()}laporkan/"
    assert url in client.get(topic.get_absolute_url()).content.decode()
    assert url not in as_user(employee).get(topic.get_absolute_url()).content.decode()

    assert client.post(url, {"kind": "rude"}).status_code == 302
    assert Review.objects.get(kind="report").about == topic
    assert as_user(employee).get(url).status_code == 403


def test_what_was_gathered_has_nobodys_words(topic, colleague, as_user):
    TopicRequest.objects.update(asked_by=None)

    url = f"{topic.get_absolute_url()}laporkan/"
    assert url not in as_user(colleague).get(topic.get_absolute_url()).content.decode()
    assert as_user(colleague).get(url).status_code == 404
