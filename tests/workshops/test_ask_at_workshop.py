"""Asking at a workshop: an ordinary question that also stands on the workshop's page."""

import pytest

from discussions.models import Thread
from notifications.models import Notification
from tests.factories import area
from workshops.models import WorkshopQuestion


@pytest.fixture
def ask(as_user, employee, workshop, address):
    """The employee sends the question form at the workshop."""
    client, url = as_user(employee), address("ask_at_workshop", workshop)
    form = {
        "title": "Apakah bahan boleh dibagikan ke unit lain?",
        "body": "Kepala unit saya ingin memakainya minggu depan.",
        "areas": [area("T.NAS").pk],
    }
    return lambda **changes: client.post(url, form | changes)


def test_the_question_stands_in_both_places_and_the_host_hears(ask, workshop, leader):
    response = ask()

    thread = Thread.objects.get()
    assert response.url == thread.get_absolute_url()
    assert WorkshopQuestion.objects.get().workshop == workshop
    told = Notification.objects.get(kind="workshops.question_asked")
    assert (told.recipient, told.about_id) == (leader, workshop.pk)


def test_of_a_host_out_of_office_whoever_leads_the_unit_hears(
    ask, workshop, leader, other_leader, other_unit
):
    leader.leaderships.update(unit=other_unit)
    other_leader.leaderships.update(unit=workshop.unit)

    ask()

    assert Notification.objects.get(kind="workshops.question_asked").recipient == other_leader


def test_sending_it_twice_asks_and_tells_once(ask, leader):
    for _time in (1, 2):
        ask(key="satu-kali")

    assert WorkshopQuestion.objects.count() == 1
    assert Notification.objects.get(kind="workshops.question_asked").count == 1


def test_the_workshop_page_lists_it(ask, workshop, employee, as_user):
    ask()

    page = as_user(employee).get(workshop.get_absolute_url())

    assert "Apakah bahan boleh dibagikan ke unit lain?" in page.content.decode()


def test_the_form_starts_with_the_workshops_areas(workshop, employee, as_user, address):
    form = as_user(employee).get(address("ask_at_workshop", workshop)).context["form"]

    assert form["areas"].value() == [area("T.NAS").pk]


def test_the_host_does_not_hear_of_the_own_question(workshop, leader, as_user, address):
    form = {"title": "Siapa yang membawa proyektor?", "body": "Punya kami rusak sejak kemarin."}

    as_user(leader).post(address("ask_at_workshop", workshop), form | {"areas": [area().pk]})

    assert WorkshopQuestion.objects.count() == 1
    assert not Notification.objects.filter(kind="workshops.question_asked").exists()
