"""What a host does tells many people or costs storage: the seventh time in a minute waits (R34)."""

import pytest
from django.urls import reverse

from tests.workshops.materials import a_link
from workshops.actions import add_material
from workshops.models import Workshop


def seventh(client, url, data):
    return [client.post(url, data).status_code for _ in range(7)][-1]


@pytest.mark.parametrize(
    "name",
    ["link_question", "unlink_question", "publish_workshop", "add_material", "facilitator_list"],
)
def test_r34_a_hosts_deed_is_limited(workshop, question, leader, as_user, address, name):
    sent = {"question": question.public_id, "add": leader.public_id}

    assert seventh(as_user(leader), address(name, workshop), sent) == 429


def test_r34_so_is_linking_from_the_question(workshop, question, leader, as_user):
    url = f"/tanya/{question.public_id}/lokakarya/"

    assert seventh(as_user(leader), url, {"workshop": workshop.public_id}) == 429


def test_r34_so_is_changing_a_material(workshop, leader, as_user, now):
    material = add_material(adder=leader, workshop=workshop, material=a_link(), now=now)
    url = reverse("workshops:edit_material", args=[material.public_id])

    assert seventh(as_user(leader), url, {"title": material.title}) == 429


def test_r34_so_is_announcing_but_not_a_press_on_its_rows(announcement, leader, as_user):
    client, url = as_user(leader), reverse("workshops:announce_workshop")

    assert seventh(client, url, announcement | {"more": "1"}) == 200
    assert seventh(client, url, announcement) == 429
    assert Workshop.objects.count() == 6
