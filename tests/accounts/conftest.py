"""A roster file, and a person who has been imported and not yet activated."""

from datetime import timedelta

import pytest

from accounts.actions.roster import hash_of
from accounts.models import RosterEntry
from tests.factories import UserFactory

HEADER = "name,nip,employment,unit,position,email"
NIP = "198609262015051001"


@pytest.fixture
def newcomer(unit, now):
    """Imported a moment ago; the link's token is `tautan`."""
    return RosterEntry.objects.create(
        name="Ruslan Selian", nip=NIP, email="ruslan@contoh.id", employment="PNS", unit=unit,
        position="Analis", token_hash=hash_of("tautan"), expires_at=now + timedelta(days=14),
    )  # fmt: skip


@pytest.fixture
def member(unit):
    """An ASN with a NIP and a password: `sandi yang panjang`."""
    user = UserFactory(unit=unit, nip=NIP, email="rahma@contoh.id", name="Rahma Yuni")
    user.set_password("sandi yang panjang")
    user.save()
    return user


@pytest.fixture
def roster(unit, tmp_path):
    """Writes a roster CSV of these lines under the usual header."""

    def write(*lines, header=HEADER):
        file = tmp_path / "daftar.csv"
        file.write_text("\n".join([header, *lines]), encoding="utf-8")
        return file

    return write
