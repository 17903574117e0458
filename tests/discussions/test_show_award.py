"""Row 74: an award is its holder's alone until the holder shows it."""

import pytest

from discussions.actions import give_award
from discussions.models import Award, AwardKind
from notifications.models import Notification

OTHERS = ["colleague", "stranger", "leader", "moderator", "admin"]


@pytest.fixture
def award(employee, admin, now):
    kind = AwardKind.objects.create(name="Sahabat posko", sentence="Untuk piket saat banjir.")
    return give_award(actor=admin, user=employee, kind=kind, reason="Tiga malam.", now=now)


@pytest.fixture
def address(award):
    return f"/saya/kontribusi/{award.public_id}/tampil/"


@pytest.mark.parametrize("role", OTHERS)
def test_row_74_others_see_it_only_while_it_is_shown(
    role, award, address, employee, as_user, request
):
    viewer = as_user(request.getfixturevalue(role))
    profile = lambda: viewer.get(employee.get_absolute_url()).content.decode()  # noqa: E731
    assert "Sahabat posko" not in profile()

    as_user(employee).post(address, {"on": "1"})
    assert "Sahabat posko" in profile()
    assert "Tiga malam." not in profile()

    as_user(employee).post(address, {"on": "0"})
    assert "Sahabat posko" not in profile()


def test_row_74_the_holder_shows_it_without_javascript(award, address, employee, as_user):
    client = as_user(employee)
    page = client.get("/saya/kontribusi/").content.decode()
    assert all(words in page for words in (award.name, "Tiga malam.", f'action="{address}"'))

    for _twice in range(2):
        response = client.post(address, {"on": "1"})

    assert response.url == award.get_absolute_url()
    assert Award.objects.get().is_shown


@pytest.mark.parametrize("role", OTHERS)
def test_row_74_nobody_else_shows_it(role, award, address, as_user, request):
    assert as_user(request.getfixturevalue(role)).post(address, {"on": "1"}).status_code == 404
    assert not Award.objects.get().is_shown


def test_row_74_looking_at_it_reads_what_was_told(award, employee, colleague, as_user):
    as_user(colleague).get("/saya/kontribusi/")
    assert Notification.objects.unread().filter(recipient=employee).exists()

    as_user(employee).get("/saya/kontribusi/")

    assert not Notification.objects.unread().filter(recipient=employee).exists()
