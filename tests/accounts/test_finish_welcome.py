"""The first run ends once."""

from datetime import timedelta

from accounts.actions import finish_welcome
from tests.factories import UserFactory


def test_the_moment_of_the_welcome_is_kept(unit, now):
    newcomer = UserFactory(unit=unit, welcomed_at=None)

    finish_welcome(user=newcomer, now=now)
    finish_welcome(user=newcomer, now=now + timedelta(days=1))

    newcomer.refresh_from_db()
    assert newcomer.welcomed_at == now
