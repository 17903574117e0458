"""Following an area: once, and until one stops."""

from datetime import timedelta

import pytest

from competencies.actions import follow_area, unfollow_area
from competencies.models import AreaFollow
from discussions.models import Thread
from notifications.models import Notification
from tests.factories import area, make_question


@pytest.fixture
def url():
    return f"/bidang/{area('T.KEU').slug}/ikuti/"


def test_following_twice_keeps_the_first_moment(employee, now):
    follow_area(user=employee, area=area(), now=now)
    follow_area(user=employee, area=area(), now=now + timedelta(days=1))

    assert AreaFollow.objects.get(user=employee).since == now


def test_following_a_muted_area_is_watching_it_again(employee, now):
    AreaFollow.objects.create(user=employee, area=area(), level="muted", since=now)

    assert follow_area(user=employee, area=area(), now=now).level == "watching"


def test_stopping_twice_changes_nothing(employee, now):
    follow_area(user=employee, area=area(), now=now)

    unfollow_area(user=employee, area=area(), now=now)
    unfollow_area(user=employee, area=area(), now=now)

    assert AreaFollow.objects.filter(user=employee).count() == 0


def test_defect_7_a_follower_hears_of_a_new_question(employee, stranger, now):
    follow_area(user=stranger, area=area("T.KEU"), now=now)

    make_question(employee, areas=["T.KEU", "T.NAS"])

    assert Notification.objects.get(recipient=stranger).kind == "discussions.question_asked"


def test_a_follower_of_another_area_does_not(employee, stranger, now):
    follow_area(user=stranger, area=area("T.NAS"), now=now)

    make_question(employee, areas=["T.KEU"])

    assert Notification.objects.filter(recipient=stranger).count() == 0


def test_the_button_follows_and_stops(employee, as_user, url):
    client = as_user(employee)

    client.post(url, {"on": "1"})
    assert AreaFollow.objects.filter(user=employee).count() == 1
    client.post(url, {"on": "0"})
    assert AreaFollow.objects.filter(user=employee).count() == 0


def test_reading_the_address_follows_nothing(employee, as_user, url):
    assert as_user(employee).get(url).status_code == 405


def test_an_area_that_is_no_longer_used_cannot_be_followed_and_can_be_left(
    employee, as_user, url, now
):
    follow_area(user=employee, area=area(), now=now)
    type(area()).objects.filter(code="T.KEU").update(is_active=False)
    client = as_user(employee)

    assert client.post(url, {"on": "1"}).status_code == 404
    assert client.post(url, {"on": "0"}).status_code == 302
    assert AreaFollow.objects.count() == 0


def test_my_areas_filters_the_list(employee, stranger, as_user, now):
    near, _far = make_question(employee, areas=["T.KEU"]), make_question(employee, areas=["T.NAS"])
    follow_area(user=stranger, area=area("T.KEU"), now=now)

    page = as_user(stranger).get("/tanya/?status=bidang-saya")

    assert page.context["page"].rows == [near]
    assert Thread.objects.count() == 2
