"""A leader of another unit manages nothing here, and nobody else knows of a draft."""

import pytest
from django.urls import reverse

from search.finding import find
from workshops.models import Workshop

MANAGING = [
    "edit_workshop",
    "publish_workshop",
    "take_attendance",
    "close_workshop",
    "reopen_workshop",
    "add_material",
    "arrange_materials",
]


@pytest.mark.parametrize("verb", MANAGING)
def test_a_leader_of_another_unit_is_refused(
    verb, workshop, other_leader, other_unit, as_user, address, announcement
):
    before = Workshop.objects.values().get()

    form = announcement | {"unit": other_unit.pk, "no": "1", "url": "https://contoh.id/a"}
    response = as_user(other_leader).post(address(verb, workshop), form)

    assert response.status_code == 403
    assert Workshop.objects.values().get() == before


@pytest.mark.parametrize("verb", MANAGING)
def test_a_leader_of_another_unit_does_not_know_a_draft(
    verb, draft, other_leader, as_user, address
):
    assert as_user(other_leader).post(address(verb, draft)).status_code == 404


def test_a_leader_cannot_give_a_workshop_to_another_unit(
    workshop, leader, other_unit, as_user, address, announcement
):
    form = announcement | {"unit": other_unit.pk}

    response = as_user(leader).post(address("edit_workshop", workshop), form)

    workshop.refresh_from_db()
    assert (response.status_code, workshop.unit) == (422, leader.unit)


def test_a_host_who_leads_no_more_manages_no_more(workshop, leader, as_user, address):
    leader.leaderships.all().delete()

    assert as_user(leader).get(address("edit_workshop", workshop)).status_code == 403


def test_a_leader_above_manages_the_units_below(workshop, other_leader, as_user, address):
    workshop.unit.parent = other_leader.unit
    workshop.unit.save()

    assert as_user(other_leader).get(address("edit_workshop", workshop)).status_code == 200


@pytest.mark.parametrize("role", ["employee", "stranger", "other_leader", "moderator"])
@pytest.mark.parametrize(
    "name",
    ["workshop_detail", "workshop_link", "workshop_calendar", "join_workshop", "ask_at_workshop"],
)
def test_nobody_else_opens_a_draft(name, role, draft, as_user, address, request):
    reader = request.getfixturevalue(role)

    assert as_user(reader).get(address(name, draft)).status_code == 404


@pytest.mark.parametrize("role", ["employee", "other_leader", "moderator", "leader"])
def test_a_draft_is_in_no_list_and_no_search(role, draft, as_user, request):
    client = as_user(request.getfixturevalue(role))

    pages = [
        "/",
        "/lokakarya/",
        "/lokakarya/?tampil=bulan",
        "/lokakarya/?tampil=pekan",
        "/cari/?q=rancangan",
        "/bidang/tata-naskah-dinas/",
    ]

    for page in pages:
        assert draft.title not in client.get(page).content.decode()
    assert find(text="rancangan", audiences=["regency"]).total == 0


def test_the_leader_sees_the_own_draft_with_its_audience(draft, leader, as_user):
    response = as_user(leader).get(draft.get_absolute_url())

    assert (response.status_code, response.context["told"]) == (200, 0)
    assert (
        reverse("workshops:publish_workshop", args=[draft.public_id]) in response.content.decode()
    )
