"""Less like this: mute one thing, keep the phone still, or hear of the kind no more (ux 2.9)."""

import pytest

from discussions.models import ThreadSeen
from discussions.notices import ANSWER_POSTED, TEXT_HIDDEN
from notifications.models import Notification

KIND = ANSWER_POSTED.key


@pytest.fixture
def address(tell, employee):
    tell(employee)
    return f"/kabar/kurangi/{Notification.objects.get().seq}/"


@pytest.fixture
def reader(as_user, employee):
    return as_user(employee)


def chosen_by(user):
    return sorted((one.kind, one.channel, one.cadence) for one in user.preferences.all())


def test_kabar_leads_to_it_and_looking_changes_nothing(address, reader, question):
    assert address in reader.get("/kabar/").content.decode()

    page = reader.get(address).content.decode()

    assert question.title in page
    assert str(ANSWER_POSTED.label) in page
    assert not Notification.objects.get().recipient.preferences.exists()


def test_one_question_is_muted(address, reader, employee, question):
    reader.post(address, {"what": "mute"})

    assert ThreadSeen.objects.get(user=employee, thread=question).level == "muted"
    assert chosen_by(employee) == []


def test_it_stays_under_the_bell_without_push_and_mail(address, reader, employee, tell, told):
    reader.post(address, {"what": "still"})

    assert chosen_by(employee) == [(KIND, "mail", "never"), (KIND, "push", "never")]
    tell(employee)
    assert told()[0][1] == 2


def test_the_kind_is_told_no_more(address, reader, employee, tell, told):
    reader.post(address, {"what": "hide"})

    tell(employee)
    assert [count for _kind, count, _seq in told()] == [1]


def test_what_must_be_told_cannot_be_hidden(reader, employee, tell):
    tell(employee, kind=TEXT_HIDDEN)
    address = f"/kabar/kurangi/{Notification.objects.get().seq}/"
    assert 'value="hide"' not in reader.get(address).content.decode()

    reader.post(address, {"what": "hide"})

    assert "in_app" not in {channel for _kind, channel, _cadence in chosen_by(employee)}


@pytest.mark.parametrize("what", ["", "x" * 900, "\0"])
def test_a_choice_that_is_none_keeps_the_phone_still(address, reader, employee, what):
    assert reader.post(address, {"what": what}).status_code == 302

    assert {channel for _kind, channel, _cadence in chosen_by(employee)} == {"mail", "push"}


def test_news_of_somebody_else_or_that_moved_on_leads_to_the_whole_choice(
    address, as_user, colleague
):
    response = as_user(colleague).get(address)

    assert response.url == "/kabar/atur/"


def test_what_one_may_not_see_any_more_is_not_named(address, reader, hidden):
    assert reader.get(address).url == "/kabar/atur/"
