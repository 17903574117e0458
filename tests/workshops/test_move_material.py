"""Row H1: materials stand in the host's order, moved without JavaScript."""

import pytest
from django.urls import reverse

from tests.factories import make_workshop
from tests.workshops.materials import a_link
from workshops.actions import add_material, move_material
from workshops.models import Material


@pytest.fixture
def materials(workshop, leader, now):
    """Three links."""
    titles = ("Satu", "Dua", "Tiga")
    return [
        add_material(adder=leader, workshop=workshop, material=a_link(title), now=now)
        for title in titles
    ]


def titles():
    return list(Material.objects.in_order().values_list("title", flat=True))


@pytest.mark.parametrize(
    ("which", "place", "order"),
    [
        (2, 1, ["Tiga", "Satu", "Dua"]),
        (0, 2, ["Dua", "Satu", "Tiga"]),
        (0, 99, ["Dua", "Tiga", "Satu"]),
        (1, 0, ["Dua", "Satu", "Tiga"]),
        (1, 2, ["Satu", "Dua", "Tiga"]),
    ],
)
def test_row_h1_it_moves_to_its_place(materials, which, place, order):
    for _twice in (1, 2):
        move_material(material=materials[which], place=place)

    assert titles() == order


def test_row_h1_the_host_presses_up(materials, workshop, leader, as_user, address):
    client = as_user(leader)
    page = client.get(address("arrange_materials", workshop)).content.decode()
    url = reverse("workshops:move_material", args=[materials[2].public_id])
    assert url in page

    client.post(url, {"place": "2"})

    assert titles() == ["Satu", "Tiga", "Dua"]


def test_one_that_was_removed_meanwhile_moves_nothing(materials, now):
    Material.objects.filter(pk=materials[0].pk).update(removed_at=now)

    move_material(material=materials[0], place=3)

    assert titles() == ["Satu", "Dua", "Tiga"]


@pytest.mark.parametrize("place", ["", "x", "-1", "99999", "²"])
def test_a_place_that_is_none_changes_nothing(materials, leader, as_user, place):
    url = reverse("workshops:move_material", args=[materials[2].public_id])

    assert as_user(leader).post(url, {"place": place}).status_code == 400
    assert titles() == ["Satu", "Dua", "Tiga"]


def test_row_h1_a_material_belongs_to_a_session(leader, employee, as_user, now, address):
    spans = [
        (
            now.replace(day=1, month=12, year=2027, hour=2),
            now.replace(day=1, month=12, year=2027, hour=3),
        )
    ]
    spans.append((spans[0][0].replace(day=2), spans[0][1].replace(day=2)))
    workshop = make_workshop(leader, spans=spans)
    second = workshop.sessions.get(no=2)
    sent = {"title": "Bahan hari kedua", "url": "https://contoh.id/b", "session": second.pk}

    as_user(leader).post(address("add_material", workshop), sent)

    assert Material.objects.get().session == second
    page = " ".join(as_user(employee).get(workshop.get_absolute_url()).content.decode().split())
    assert "Sesi 2, Kamis, 2 Desember" in page


def test_a_session_of_another_workshop_is_refused(materials, others_workshop, leader, as_user):
    url = reverse("workshops:edit_material", args=[materials[0].public_id])
    foreign = others_workshop.sessions.get()

    as_user(leader).post(url, {"title": "Satu", "session": foreign.pk})

    assert Material.objects.get(pk=materials[0].pk).session is None
