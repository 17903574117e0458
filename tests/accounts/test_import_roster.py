"""Importing a roster: every row is checked, the good ones get a link."""

import csv
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from accounts.actions import import_roster, read_roster
from accounts.models import RosterEntry, User
from tests.accounts.conftest import HEADER, NIP

GOOD = "Ruslan Selian,19860926 201505 1 001,PNS,uji-puskesmas,Analis,ruslan@contoh.id"
PPPK = "Sari Beruh,200012312024211001,PPPK,uji-puskesmas,Perawat,"


def errors_of(now, *lines):
    return [len(row.errors) for row in read_roster([HEADER, *lines], now=now)]


@pytest.fixture
def run(roster, capsys):
    """Runs the command over these lines; returns what it printed."""

    def call(*lines, **options):
        call_command("import_roster", roster(*lines), **options)
        return capsys.readouterr()

    return call


def test_good_rows_are_stored_with_a_link_each(run, tmp_path, client):
    run(GOOD, PPPK)

    with (tmp_path / "daftar.links.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    assert [row["name"] for row in rows] == ["Ruslan Selian", "Sari Beruh"]
    assert client.get("/aktivasi/" + rows[0]["link"].split("/aktivasi/")[1]).status_code == 200


def test_the_links_are_for_the_importers_eyes(run, tmp_path):
    run(GOOD)

    assert (tmp_path / "daftar.links.csv").stat().st_mode & 0o077 == 0
    assert NIP not in (tmp_path / "daftar.links.csv").read_text()


def test_a_dry_run_changes_nothing(run, tmp_path):
    printed = run(GOOD, dry_run=True)

    assert printed.out == "1 OK, 0 !\n"
    assert RosterEntry.objects.count() == 0
    assert not (tmp_path / "daftar.links.csv").exists()


def test_wrong_rows_are_named_by_line_and_do_not_stop_the_others(run):
    printed = run(GOOD, "Tanpa NIP,123,PNS,uji-puskesmas,,", PPPK)

    assert printed.out.startswith("2 OK, 1 !\n")
    assert printed.err.startswith("3: ")
    assert RosterEntry.objects.count() == 2


def test_a_nip_is_never_printed(run):
    printed = run(GOOD, GOOD, "X,198609262015053001,PNS,uji-puskesmas,,")

    assert NIP not in printed.out + printed.err
    assert "198609262015053001" not in printed.out + printed.err


def test_only_a_hash_of_the_token_is_stored(unit, now):
    (row,) = import_roster(rows=read_roster([HEADER, GOOD], now=now), now=now)

    entry = RosterEntry.objects.get()
    assert len(row.token) >= 32
    assert row.token not in (entry.token_hash, entry.name)
    assert entry.expires_at == now + timedelta(days=14)


def test_importing_again_replaces_the_link(unit, now):
    (first,) = import_roster(rows=read_roster([HEADER, GOOD], now=now), now=now)
    (second,) = import_roster(rows=read_roster([HEADER, GOOD], now=now), now=now)

    assert first.token != second.token
    assert RosterEntry.objects.count() == 1


@pytest.mark.parametrize(
    "line",
    [
        ",198609262015051001,PNS,uji-puskesmas,,",
        "Ruslan,198609262015051001,DOSEN,uji-puskesmas,,",
        "Ruslan,198609262015051001,PNS,tidak-ada,,",
        "Ruslan,198609262015051001,PNS,,,",
        "Ruslan,198609262015051001,PNS,uji-puskesmas,,bukan-surel",
        "Ruslan,198609262015051001,PPPK,uji-puskesmas,,",
        "R" * 121 + ",198609262015051001,PNS,uji-puskesmas,,",
        "Ruslan,198609262015051001,PNS,uji-puskesmas," + "A" * 121 + ",",
        "Ruslan,198609262015051001,PNS,uji-puskesmas,," + "a" * 250 + "@contoh.id",
        "\u200b,198609262015051001,PNS,uji-puskesmas,,",
    ],
)
def test_each_mistake_is_an_error_of_its_row(unit, now, line):
    assert errors_of(now, line) == [1]


@pytest.mark.parametrize("line", ["", "Ruslan", "a,b,c,d,e,f,g,h", "\0,\0,\0,\0,\0,\0", "x" * 5000])
def test_a_damaged_line_is_an_error_and_no_crash(unit, now, line):
    rows = import_roster(rows=read_roster([HEADER, line, GOOD], now=now), now=now)

    assert [bool(row.token) for row in rows][-1:] == [True]
    assert RosterEntry.objects.count() == 1


def test_a_nip_twice_in_the_file_or_of_a_member_is_an_error(member, now):
    assert errors_of(now, PPPK, PPPK, GOOD) == [0, 1, 1]


def test_a_unit_is_named_by_slug_or_code(unit, now):
    unit.code = "3.2.1"
    unit.save()

    assert errors_of(now, GOOD.replace("uji-puskesmas", "3.2.1")) == [0]


def test_an_imported_person_has_no_account_yet(run):
    run(GOOD)

    assert not User.objects.filter(nip=NIP).exists()


def test_a_file_that_is_missing_or_no_text_is_refused_with_a_sentence(tmp_path, db):
    (tmp_path / "lembar.xlsx").write_bytes(b"PK\x03\x04\xff\xfe")

    for name in ("tidak-ada.csv", "lembar.xlsx"):
        with pytest.raises(CommandError):
            call_command("import_roster", tmp_path / name)


def test_a_file_with_other_columns_is_refused_with_a_sentence(roster):
    with pytest.raises(CommandError):
        call_command("import_roster", roster("Ruslan;1986", header="nama;nip"))
