"""A change of unit or office whose message was lost is noticed by the sweep (F14, R17)."""

import pytest

from accounts.models import UnitLeadership, User
from competencies.models import AreaCuratorship
from notifications.switchboard import switchboard

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LOSSES = {
    "stranger": lambda user, unit: User.objects.filter(pk=user.pk).update(unit=unit),
    "other_leader": lambda user, unit: (
        UnitLeadership.objects.filter(user=user).delete(),
        User.objects.filter(pk=user.pk).update(unit=unit),
    ),
    "moderator": lambda user, unit: (
        AreaCuratorship.objects.filter(user=user).delete(),
        User.objects.filter(pk=user.pk).update(unit=unit),
    ),
}


@pytest.fixture
def who(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
async def watching(connect, who, hidden):
    """An open page of a question that the person sees by unit or office; swept once."""
    socket = await connect(who)
    await socket.send_json_to({"watch": f"thread:{hidden.public_id}", "after": 0})
    assert await socket.receive_nothing(0.3)
    await switchboard().compare_standings()
    return socket


@pytest.mark.parametrize("who", LOSSES, indirect=True)
async def test_whoever_lost_sight_is_denied_at_the_next_sweep(
    watching, who, hidden, unit, do, request
):
    await do(LOSSES[request.node.callspec.params["who"]], who, unit)

    await switchboard().compare_standings()

    assert await watching.receive_json_from(5) == {"denied": f"thread:{hidden.public_id}"}


@pytest.mark.parametrize("who", LOSSES, indirect=True)
async def test_nobody_is_asked_again_where_nothing_changed(watching, who):
    before = switchboard().replays

    await switchboard().compare_standings()

    assert switchboard().replays == before
    assert await watching.receive_nothing(0.2)


@pytest.mark.parametrize("who", ["stranger"], indirect=True)
async def test_the_row_read_last_serves_all_pages_of_a_person(watching, connect, who, unit, do):
    await do(User.objects.filter(pk=who.pk).update, name="Wahyuni Baru")

    await connect(who)

    pages = switchboard().by_user[who.pk]
    assert len(pages) == 2
    assert pages[0].person is pages[1].person
    assert pages[0].person.name == "Wahyuni Baru"
