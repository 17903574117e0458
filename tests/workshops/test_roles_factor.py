"""What only a role opens waits for its second factor; what is one's own does not."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from accounts.models import UnitLeadership
from competencies.models import AreaCuratorship
from tests.factories import UserFactory, make_workshop
from workshops.actions import (
    CallText,
    NewMaterial,
    add_material,
    open_call,
    register,
    send_message,
)

SETUP = "/saya/pengaturan/faktor-kedua/"


@pytest.fixture
def strict(settings):
    """Every role needs a second factor."""
    settings.FORUM_MFA_ROLES = frozenset({"leader", "moderator", "admin"})


@pytest.fixture
def meeting(leader, now):
    """Online, in a week, with requests that the host approves."""
    made = {"approval": "host", "mode": "online", "place": ""}
    return make_workshop(leader, online_url="https://rapat.contoh.id/rahasia", **made)


@pytest.fixture
def restricted(meeting, leader, now):
    said = NewMaterial(title="Catatan hadirin", url="https://a.id/b", access="attended")
    return add_material(adder=leader, workshop=meeting, material=said, now=now)


def is_asked(response):
    return response.status_code == 302 and response.url.startswith(SETUP)


def by_role(meeting, restricted, draft, message):
    """The pages that a leader of the unit has by that alone."""
    at = f"/lokakarya/{meeting.public_id}"
    return [
        *("/lokakarya/permintaan/", f"{at}/gabung/", f"{at}/pesan/{message.public_id}/"),
        *(f"/materi/{restricted.public_id}/", f"/berkas/{restricted.public_id}/"),
        *(f"/berkas/{restricted.public_id}/1/", f"/berkas/{restricted.public_id}/laporkan/"),
        *(f"/lokakarya/{draft.public_id}-x/", f"/lokakarya/{draft.public_id}/cetak/"),
        f"/lokakarya/{draft.public_id}/kalender.ics",
    ]


@pytest.fixture
def pages(meeting, restricted, draft, leader, employee, now):
    register(user=employee, workshop=meeting, now=now)
    said = {"workshop": meeting, "group": "requested", "body": "Tunggu sebentar lagi, ya."}
    message = send_message(author=leader, **said, now=now)
    return by_role(meeting, restricted, draft, message)


def test_what_a_role_alone_opens_asks_for_the_second_factor(strict, pages, co_leader, as_user):
    client = as_user(co_leader)

    assert [url for url in pages if not is_asked(client.get(url))] == []


def test_with_it_everything_is_open(strict, pages, co_leader, as_user):
    TOTP.activate(co_leader, generate_totp_secret())
    client = as_user(co_leader)

    assert [url for url in pages if is_asked(client.get(url))] == []


def test_the_host_reads_the_own_draft_and_material_without(
    strict, leader, as_user, draft, restricted
):
    client = as_user(leader)

    assert client.get(draft.get_absolute_url()).status_code == 200
    assert client.get(restricted.get_absolute_url()).status_code == 200


def test_who_asks_to_take_part_reads_the_message_without(strict, pages, employee, as_user):
    assert as_user(employee).get(pages[2]).status_code == 200


def test_a_leader_who_takes_part_has_the_link_as_the_others_have(
    strict, leader, co_leader, as_user, address, now, time_machine
):
    made = {"mode": "online", "place": "", "online_url": "https://rapat.contoh.id/a"}
    workshop = make_workshop(leader, **made)
    register(user=co_leader, workshop=workshop, now=now)
    client, url = as_user(co_leader), address("join_workshop", workshop)

    assert client.get(url).status_code == 409
    time_machine.move_to(workshop.sessions.get().starts_at)
    assert client.get(url).url == "https://rapat.contoh.id/a"


def test_lists_and_the_archive_show_what_needs_no_role(
    strict, meeting, restricted, co_leader, as_user, address
):
    client = as_user(co_leader)
    urls = ["/materi/", meeting.get_absolute_url(), address("info_sheet", meeting)]

    assert [url for url in urls if restricted.title in client.get(url).content.decode()] == []
    assert client.get(address("pack_materials", meeting)).context["links"] == []
    TOTP.activate(co_leader, generate_totp_secret())
    assert [url for url in urls if restricted.title in client.get(url).content.decode()] == urls


def test_a_call_to_a_unit_that_one_leads_from_above(strict, leader, unit, as_user, now):
    """Its own people read it without."""
    text = CallText("Bahasan bulan depan", "Usulkan.", now + timedelta(days=9), unit=unit)
    call = open_call(actor=leader, text=text, now=now)
    above = UserFactory()
    UnitLeadership.objects.create(user=above, unit=unit, since=timezone.localdate())

    assert is_asked(as_user(above).get(call.get_absolute_url()))
    assert as_user(UserFactory(unit=unit)).get(call.get_absolute_url()).status_code == 200


def test_a_moderator_reads_a_hidden_material_with_it(strict, restricted, as_user, now):
    restricted.hidden_at = now
    restricted.save()
    moderator = UserFactory()
    AreaCuratorship.objects.create(user=moderator, area=None, since=now)

    assert is_asked(as_user(moderator).get(restricted.get_absolute_url()))


def test_whoever_has_no_role_is_asked_nothing(strict, meeting, employee, as_user):
    client = as_user(employee)

    for url in ("/lokakarya/permintaan/", "/materi/", meeting.get_absolute_url()):
        assert client.get(url).status_code == 200
