"""Row I2: a leader or moderator calls for topics of an area or unit until a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from competencies.actions import follow_area
from competencies.models import AreaCuratorship
from notifications.models import Notification
from tests.factories import area
from workshops.models import TopicCall

URL = "/lokakarya/ajakan/baru/"


@pytest.fixture
def sent():
    """What the form sends: for an area, until a day in two weeks."""
    return {
        "title": "Bahasan lokakarya semester depan",
        "body": "Tiga usulan yang paling diinginkan menjadi lokakarya.",
        "area": area().pk,
        "closes_on": (timezone.localdate() + timedelta(days=14)).isoformat(),
    }


def told():
    rows = Notification.objects.filter(kind="workshops.call_opened")
    return sorted(one.recipient.name for one in rows)


def test_row_i2_followers_of_the_area_hear_of_it(leader, colleague, stranger, sent, as_user, now):
    follow_area(user=stranger, area=area(), now=now)

    response = as_user(leader).post(URL, sent)

    call = TopicCall.objects.get()
    assert response.url == call.get_absolute_url()
    assert f"{timezone.localtime(call.closes_at):%H.%M}" == "23.59"
    assert told() == [stranger.name]
    assert call.title in as_user(stranger).get("/kabar/").content.decode()
    assert call.title in as_user(colleague).get("/lokakarya/bahasan/").content.decode()


def test_row_i2_of_a_unit_its_people_hear_and_nobody_else_sees_it(
    leader, employee, colleague, stranger, sent, as_user
):
    as_user(leader).post(URL, sent | {"area": "", "unit": leader.unit_id})

    call = TopicCall.objects.get()
    assert told() == sorted([employee.name, colleague.name])
    assert as_user(employee).get(call.get_absolute_url()).status_code == 200
    assert as_user(stranger).get(call.get_absolute_url()).status_code == 404
    assert call.title not in as_user(stranger).get("/lokakarya/bahasan/").content.decode()


def test_row_i2_a_moderator_calls_for_the_own_areas(stranger, sent, as_user, now):
    AreaCuratorship.objects.create(user=stranger, area=area("T.NAS"), since=now)
    client = as_user(stranger)

    assert client.post(URL, sent).status_code == 422
    assert client.post(URL, sent | {"area": "", "unit": stranger.unit_id}).status_code == 422
    assert client.post(URL, sent | {"area": area("T.NAS").pk}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "x"}, "title"),
        ({"body": ""}, "body"),
        ({"area": ""}, "area"),
        ({"area": "9" * 30}, "area"),
        ({"unit": "x"}, "unit"),
        ({"closes_on": "besok"}, "closes_on"),
        ({"closes_on": "2020-01-01"}, "closes_on"),
        ({"closes_on": "9999-01-01"}, "closes_on"),
    ],
)
def test_row_i2_bad_input_gets_a_sentence_and_stays(leader, sent, as_user, changes, field):
    page = as_user(leader).post(URL, sent | changes)

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert not TopicCall.objects.exists()


def test_row_i2_pressed_twice_it_is_open_once(leader, sent, as_user):
    for _time in (1, 2):
        as_user(leader).post(URL, sent | {"key": "satu"})

    assert TopicCall.objects.count() == 1


def test_row_i2_another_area_on_that_form_is_another_call(leader, sent, as_user):
    for code in ("T.NAS", "T.KEU"):
        as_user(leader).post(URL, sent | {"key": "satu", "area": area(code).pk})

    assert TopicCall.objects.count() == 2


def test_row_i2_nobody_else_opens_one(employee, sent, as_user):
    assert as_user(employee).post(URL, sent).status_code == 403
    assert URL not in as_user(employee).get("/lokakarya/bahasan/").content.decode()


def test_row_i2_the_form_says_beforehand_that_one_of_the_two_is_needed(leader, sent, as_user):
    client = as_user(leader)

    empty, refused = client.get(URL), client.post(URL, sent | {"area": ""})

    assert "Pilih bidang, unit, atau keduanya." in empty.content.decode()
    for promise in ("Semua bidang", "Semua orang"):
        assert promise not in empty.content.decode()
    assert refused.status_code == 422
