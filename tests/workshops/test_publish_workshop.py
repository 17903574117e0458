"""Announcing a draft: once, to the chosen audience, and found from then on."""

from datetime import timedelta

import pytest

from notifications.models import Notification
from tests.factories import make_workshop
from workshops.actions import DateIsPast, PlaceIsMissing, add_facilitator, publish_workshop
from workshops.models import Workshop


def test_publishing_twice_tells_once(leader, employee, now):
    draft = make_workshop(leader, publish=False, audience="own_unit")

    publish_workshop(workshop=draft, now=now)
    publish_workshop(workshop=draft, now=now)

    told = Notification.objects.filter(recipient=employee)
    assert list(told.values_list("kind", "count")) == [("workshops.workshop_announced", 1)]


def test_two_open_pages_publish_once(leader, employee, as_user, address):
    draft = make_workshop(leader, publish=False, audience="own_unit")
    client = as_user(leader)

    for _tab in (1, 2):
        client.post(address("publish_workshop", draft))

    draft.refresh_from_db()
    assert draft.status == "published"
    assert Notification.objects.get(recipient=employee).count == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
async def test_row_d11_the_bell_of_an_open_page_rings_at_once(
    connect, do, leader, employee, stranger, now
):
    draft = await do(make_workshop, leader, publish=False, audience="own_unit")
    pages = [await connect(person) for person in (employee, stranger)]
    for page in pages:
        await page.send_json_to({"watch": "kabar", "after": 0})
        assert await page.receive_nothing(0.2)

    await do(publish_workshop, workshop=draft, now=now)

    event = await pages[0].receive_json_from(5)
    assert (event["topic"], event["facts"]) == ("kabar", {"unseen": 1})
    assert await pages[1].receive_nothing(0.5)


def test_publishing_by_link_alone_changes_nothing(draft, leader, as_user, address):
    response = as_user(leader).get(address("publish_workshop", draft))

    draft.refresh_from_db()
    assert (response.status_code, draft.status) == (405, "draft")


def test_row_b4_a_draft_that_lay_until_its_date_was_over_is_not_announced(draft, now):
    late = draft.starts_at() + timedelta(seconds=1)

    with pytest.raises(DateIsPast):
        publish_workshop(workshop=draft, now=late)

    draft.refresh_from_db()
    assert draft.is_draft
    assert not Notification.objects.exists()


@pytest.mark.parametrize("name", ["registration_closes_at", "cancel_until"])
def test_row_b4_nor_one_whose_registration_would_be_over(
    draft, leader, as_user, address, now, name
):
    Workshop.objects.filter(pk=draft.pk).update(**{name: now})

    page = as_user(leader).post(address("publish_workshop", draft), follow=True)

    assert page.redirect_chain[-1][0] == address("edit_workshop", draft)
    assert "Batas pendaftaran atau batas melepas kursi sudah lewat." in page.content.decode()
    assert not Notification.objects.exists()


@pytest.mark.parametrize(("mode", "says_no"), [("onsite", True), ("online", False)])
def test_row_b4_nor_one_that_names_no_place(leader, now, mode, says_no):
    draft = make_workshop(leader, publish=False, place="", mode=mode)

    if says_no:
        with pytest.raises(PlaceIsMissing):
            publish_workshop(workshop=draft, now=now)
    else:
        publish_workshop(workshop=draft, now=now)

    draft.refresh_from_db()
    assert draft.is_draft == says_no


def test_row_b4_a_place_that_another_host_took_away_meanwhile_is_missing(draft, now):
    read = Workshop.objects.get(pk=draft.pk)
    Workshop.objects.filter(pk=draft.pk).update(place="")

    with pytest.raises(PlaceIsMissing):
        publish_workshop(workshop=read, now=now)


def test_row_b4_the_page_leads_to_what_is_missing(leader, as_user, address):
    draft = make_workshop(leader, publish=False, place="")

    page = as_user(leader).post(address("publish_workshop", draft), follow=True)

    assert page.redirect_chain[-1][0] == address("edit_workshop", draft)
    assert "Sebutkan tempatnya" in page.content.decode()


def test_row_b13_the_draft_says_whose_time_is_taken_before_it_is_announced(
    draft, leader, other_leader, employee, as_user, now
):
    add_facilitator(actor=leader, workshop=draft, person=employee, now=now)
    other = make_workshop(other_leader, title="Lokakarya lain pada jam itu")
    assert other.title not in as_user(leader).get(draft.get_absolute_url()).content.decode()

    add_facilitator(actor=other_leader, workshop=other, person=employee, now=now)

    page = as_user(leader).get(draft.get_absolute_url()).content.decode()
    assert other.title in page
    assert "ada di lokakarya lain" in page
