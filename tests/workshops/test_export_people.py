"""Row J1: the people of a workshop as CSV and XLSX: NIP as text, no formulas, logged."""

import csv
import io
import re
import zipfile
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from accounts.actions import let_member_leave
from accounts.models import User
from tests.factories import UserFactory
from workshops.actions import close_workshop, packing, register
from workshops.actions.exporting import safe
from workshops.models import Package, Registration


@pytest.fixture
def ask(as_user, workshop, leader, address):
    """Asks for a table, lets the worker work, and gives what is fetched."""

    def press(kind="csv", group="", by=None, key="satu"):
        client = as_user(by or leader)
        client.post(address("export_people", workshop), {"kind": kind, "group": group, "key": key})
        for row in DBTaskResult.objects.filter(task_path__endswith="packing.prepare"):
            packing.prepare.func(*row.args_kwargs["args"])
        package = Package.objects.latest("pk")
        url = f"{address('export_people', workshop)}{package.public_id}/"
        return b"".join(client.get(url).streaming_content)

    return press


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def texts_of(content):
    """The cells of a sheet, each of which must be a text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    cells = re.findall(r"<c [^>]*>.*?</c>", sheet)
    assert all('t="inlineStr"' in cell for cell in cells)
    assert "<f>" not in sheet
    return [re.sub(r"<[^>]*>", "", cell) for cell in cells]


def test_row_j1_the_nip_is_a_text_in_both(ask, registration):
    User.objects.filter(pk=registration.user_id).update(nip="198501012010032001")

    head, row = rows_of(ask("csv"))
    assert head[:3] == ["No.", "Nama", "NIP"]
    assert row[1:3] == [registration.user.full_name, "198501012010032001"]
    assert "198501012010032001" in texts_of(ask("xlsx", key="dua"))


@pytest.mark.parametrize("state", ["cancelled_self", "declined"])
def test_row_j1_whoever_comes_no_more_keeps_the_nip(ask, registration, state):
    User.objects.filter(pk=registration.user_id).update(nip="198501012010032001")
    Registration.objects.update(state=state, holds_seat=False)

    assert rows_of(ask("csv"))[1][1:3] == [registration.user.full_name, ""]


def test_row_j1_the_page_says_what_becomes_of_the_nip(as_user, leader, workshop, address):
    page = as_user(leader).get(address("export_people", workshop)).content.decode()

    assert "Excel merusak NIP dalam CSV" in page
    assert "NIP mereka yang tidak lagi terdaftar tidak ikut" in page


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_row_j1_what_would_be_a_formula_is_a_text(sign):
    assert safe(f"{sign}1+2") == f"'{sign}1+2"
    assert safe(f"1{sign}2") == f"1{sign}2"


def test_row_j1_a_name_and_a_position_run_nothing(ask, workshop, now):
    person = UserFactory(name="=HYPERLINK(1)", position="@SUM(1)")
    register(user=person, workshop=workshop, now=now)

    row = rows_of(ask("csv"))[1]
    assert (row[1][0], row[4]) == ("'", "'@SUM(1)")
    assert "'@SUM(1)" in texts_of(ask("xlsx", key="dua"))


def test_row_j1_the_filter_is_respected(ask, attended, leader, colleague, start, now):
    register(user=colleague, workshop=attended, now=now)
    close_workshop(actor=leader, workshop=attended, now=start + timedelta(hours=3))

    found = {
        group: len(rows_of(ask("csv", group, key=group or "semua"))) - 1
        for group in ("", "confirmed", "present", "absent", "ended", "waiting")
    }
    assert found == {"": 2, "confirmed": 2, "present": 1, "absent": 1, "ended": 0, "waiting": 0}


def test_row_j1_only_who_manages_it_and_only_the_own_one(
    ask, registration, workshop, employee, admin, moderator, as_user, address
):
    ask()
    url = f"{address('export_people', workshop)}{Package.objects.get().public_id}/"

    statuses = [as_user(one).get(url).status_code for one in (employee, moderator, admin)]
    assert statuses == [403, 403, 404]


def test_row_j1_who_asked_when_is_kept(
    ask, registration, leader, admin, as_user, workshop, address
):
    ask()
    ask()  # the same form again
    ask(by=admin, key="lain")

    log = list(Package.objects.of_people().order_by("pk"))
    assert [one.asked_by for one in log] == [leader, admin]
    page = as_user(leader).get(address("export_people", workshop)).content.decode()
    assert admin.full_name in page


@pytest.fixture
def forget(django_capture_on_commit_callbacks, now):
    """The person leaves and asks to be forgotten; files go once that is certain."""

    def leave(user, is_anonymous=True):
        with django_capture_on_commit_callbacks(execute=True):
            let_member_leave(user=user, is_anonymous=is_anonymous, now=now)

    return leave


def test_r60_whoever_is_forgotten_stands_in_no_table_of_before(
    ask, forget, registration, leader, workshop, as_user, address
):
    ask("csv")
    ask("xlsx", key="dua")
    files = [one.file for one in Package.objects.of_people()]

    forget(registration.user)

    assert [file.storage.exists(file.name) for file in files] == [False, False]
    page = as_user(leader).get(address("export_people", workshop))
    assert [(one.asked_by, one.is_own) for one in page.context["log"]] == [(leader, False)] * 2
    assert rows_of(ask("csv", key="tiga"))[1][1:3] == ["Mantan pegawai", ""]


def test_r60_a_table_that_is_just_being_written_is_never_ready(
    forget, registration, workshop, leader, now, monkeypatch
):
    said = {"actor": leader, "workshop": workshop, "kind": "csv", "group": ""}
    package, write = packing.export_people(**said, now=now), packing.WRITERS["csv"]

    def slowly(package, out):
        write(package, out)
        forget(registration.user)

    monkeypatch.setitem(packing.WRITERS, "csv", slowly)

    packing.prepare.func(package.pk)

    package.refresh_from_db()
    assert (package.ready_at, package.file.name) == (None, "")


def test_tables_of_other_workshops_stay_and_so_do_those_with_who_left_by_name(
    ask, forget, registration, stranger
):
    ask()

    forget(stranger)
    forget(registration.user, is_anonymous=False)

    assert Package.objects.standing().get().file


@pytest.mark.parametrize("fields", [{}, {"kind": "exe"}, {"kind": "csv", "group": "semua"}])
def test_a_wrong_choice_is_told(as_user, leader, workshop, address, fields):
    answer = as_user(leader).post(address("export_people", workshop), fields)

    assert (answer.status_code, Package.objects.count()) == (422, 0)


def test_row_j1_many_people_cost_few_queries(workshop, leader, now, django_assert_max_num_queries):
    people = User.objects.bulk_create(UserFactory.build_batch(1200, unit=leader.unit, nip=None))
    Registration.objects.bulk_create(
        Registration(
            workshop=workshop, user=one, state="declined", joined_at=now, public_id=f"{k:05}"
        )
        for k, one in enumerate(people)
    )
    by = {"actor": leader, "workshop": workshop, "kind": "xlsx", "group": ""}
    package = packing.export_people(**by, now=now)

    with django_assert_max_num_queries(10):
        packing.prepare.func(package.pk)

    package.refresh_from_db()
    with package.file.open() as content:
        assert len(texts_of(content.read())) == 9 * 1201
