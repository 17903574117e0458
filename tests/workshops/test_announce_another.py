"""An older workshop fills in everything but the dates; JP are suggested by a rule that is shown."""

import pytest

from tests.factories import make_workshop
from workshops.actions import cancel_registration, register
from workshops.models import Workshop

URL = "/lokakarya/baru/"


@pytest.fixture
def form_like(as_user, leader):
    """The leader's form, begun with an older workshop."""

    def get(workshop):
        response = as_user(leader).get(URL, {"dari": workshop.public_id})
        assert response.status_code == 200
        return response.context["form"], response.context["sheet"]

    return get


def test_everything_is_filled_in_but_the_dates(form_like, hybrid):
    form, sheet = form_like(hybrid)

    assert (form["title"].value(), form["mode"].value()) == (hybrid.title, "hybrid")
    assert (form["seats"].value(), form["online_seats"].value()) == (1, 2)
    assert form["online_url"].value() == hybrid.online_url
    assert [row.form["day"].value() for row in sheet.rows] == [None]
    assert form["closes_on"].value() is None


def test_jp_are_suggested_anew_unless_the_host_said_why(form_like, leader):
    usual = make_workshop(leader, jp=5)
    special = make_workshop(leader, jp=7, jp_reason="Ada tugas mandiri")

    assert form_like(usual)[0]["jp"].value() is None
    assert form_like(special)[0]["jp"].value() == 7


def test_it_makes_another_workshop_and_leaves_the_older(
    as_user, leader, workshop, announcement, start
):
    response = as_user(leader).post(f"{URL}?dari={workshop.public_id}", announcement)

    made = response.url
    assert made != workshop.get_absolute_url()
    assert workshop.sessions.get().starts_at == start


def test_row_b5_each_has_registrations_of_its_own(
    as_user, leader, workshop, registration, employee, announcement, now
):
    as_user(leader).post(f"{URL}?dari={workshop.public_id}", announcement)

    another = Workshop.objects.exclude(pk=workshop.pk).get()
    assert not another.registrations.exists()
    register(user=employee, workshop=another, now=now)
    cancel_registration(user=employee, workshop=workshop, now=now)
    assert another.registrations.get().is_confirmed
    assert not workshop.registrations.active().exists()


def test_the_form_offers_ones_own_older_workshops(as_user, leader, workshop, others_workshop):
    page = as_user(leader).get(URL).content.decode()

    assert f"?dari={workshop.public_id}" in page
    assert f"?dari={others_workshop.public_id}" not in page


def test_whoever_does_not_manage_it_learns_nothing_of_its_link(as_user, other_leader, hybrid):
    response = as_user(other_leader).get(URL, {"dari": hybrid.public_id})

    assert response.status_code == 403


@pytest.mark.parametrize("old", ["zzzzz", "\0", "9" * 50])
def test_what_is_not_there_is_not_found(as_user, leader, old):
    assert as_user(leader).get(URL, {"dari": old}).status_code == 404


def test_each_form_of_learning_shows_its_rule(as_user, leader):
    page = as_user(leader).get(URL).content.decode()

    assert "Lokakarya (workshop) · 5 JP per hari" in page
    assert "JP program" in page
