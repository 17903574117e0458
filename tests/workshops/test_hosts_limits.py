"""What a host does tells many people or costs storage: it is limited, each kind by itself (R34)."""

import pytest
from django.urls import reverse

from tests.workshops.materials import a_link
from workshops.actions import add_material
from workshops.models import Workshop


def answers(client, url, data, times):
    return [client.post(url, data).status_code for _ in range(times)]


def seventh(client, url, data):
    return answers(client, url, data, 7)[-1]


@pytest.mark.parametrize(
    ("name", "fit"),
    [
        ("link_question", 12),
        ("unlink_question", 12),
        ("facilitator_list", 12),
        ("publish_workshop", 6),
        ("add_material", 6),
        ("close_workshop", 6),
        ("reopen_workshop", 6),
    ],
)
def test_r34_a_hosts_deed_is_limited(workshop, question, leader, as_user, address, name, fit):
    sent = {"question": question.public_id, "add": leader.public_id}

    statuses = answers(as_user(leader), address(name, workshop), sent, fit + 1)

    assert (statuses[fit - 1] == 429, statuses[fit]) == (False, 429)


def test_r34_so_is_linking_from_the_question(workshop, question, leader, as_user):
    url = f"/tanya/{question.public_id}/lokakarya/"

    assert answers(as_user(leader), url, {"workshop": workshop.public_id}, 13)[-1] == 429


def test_r34_so_is_changing_a_workshop_but_not_a_press_on_its_rows(
    workshop, announcement, leader, as_user, address
):
    client, url = as_user(leader), address("edit_workshop", workshop)

    assert seventh(client, url, announcement | {"more": "1"}) == 200
    assert seventh(client, url, announcement) == 429


def test_r34_who_linked_many_questions_still_adds_material_and_asks(
    workshop, question, leader, as_user, address
):
    client = as_user(leader)
    answers(client, address("link_question", workshop), {"question": question.public_id}, 13)

    for url in (address("add_material", workshop), "/tanya/baru/"):
        assert client.post(url, {"title": "x"}).status_code == 422


def test_r34_so_is_changing_a_material(workshop, leader, as_user, now):
    material = add_material(adder=leader, workshop=workshop, material=a_link(), now=now)
    url = reverse("workshops:edit_material", args=[material.public_id])

    assert seventh(as_user(leader), url, {"title": material.title}) == 429


def test_r34_so_is_moving_a_material_and_it_keeps_nobody_from_adding(
    workshop, leader, as_user, address, now
):
    material = add_material(adder=leader, workshop=workshop, material=a_link(), now=now)
    client, url = as_user(leader), reverse("workshops:move_material", args=[material.public_id])

    statuses = answers(client, url, {"place": "1"}, 31)

    assert (statuses[29], statuses[30]) == (302, 429)
    assert client.post(address("add_material", workshop), {"title": "x"}).status_code == 422


def test_r34_so_is_announcing_but_not_a_press_on_its_rows(announcement, leader, as_user):
    client, url = as_user(leader), reverse("workshops:announce_workshop")

    assert seventh(client, url, announcement | {"more": "1"}) == 200
    assert seventh(client, url, announcement) == 429
    assert Workshop.objects.count() == 6
