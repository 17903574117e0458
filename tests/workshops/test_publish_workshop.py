"""Announcing a draft: once, to the chosen audience, and found from then on."""

from notifications.models import Notification
from tests.factories import make_workshop
from workshops.actions import publish_workshop


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


def test_publishing_by_link_alone_changes_nothing(draft, leader, as_user, address):
    response = as_user(leader).get(address("publish_workshop", draft))

    draft.refresh_from_db()
    assert (response.status_code, draft.status) == (405, "draft")
