""" "Simpan semua": one archive, made by a task, shared by those who may open the same."""

import io
import zipfile
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.storage import FileSystemStorage
from django_tasks_db.models import DBTaskResult

from tests.together import together
from tests.workshops.materials import PDF, a_file, a_link
from workshops.actions import add_material, edit_material, end_packages, move_material, packing
from workshops.models import Material, MaterialProgress, Package


@pytest.fixture(autouse=True)
def store(monkeypatch, tmp_path):
    """Of this test alone: what no row names is taken away."""
    monkeypatch.setattr(Package.file.field, "storage", FileSystemStorage(tmp_path))


@pytest.fixture
def materials(workshop, leader, now):
    """Two files and a link; one file is for those who are registered."""
    added = (
        a_file("Pedoman: telaahan/staf"),
        a_file("Kunci jawaban", PDF + b"2", access=Material.Access.REGISTERED),
        a_link("Laman dinas"),
    )
    return [add_material(adder=leader, workshop=workshop, material=one, now=now) for one in added]


@pytest.fixture
def page(as_user, workshop, address):
    """What the page says to a person, and what a press on its button answers."""

    class Page:
        url = address("pack_materials", workshop)

        def read(self, user):
            return " ".join(as_user(user).get(self.url).content.decode().split())

        def press(self, user):
            return as_user(user).post(self.url)

        def archive(self, user):
            answer = as_user(user).get(address("packed_materials", workshop))
            if answer.status_code != 200:
                return answer.status_code
            return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))

    return Page()


def waiting():
    return DBTaskResult.objects.filter(task_path__endswith="packing.prepare")


def work():
    """What the worker does with what waits."""
    for row in waiting():
        packing.prepare.func(*row.args_kwargs["args"])


def test_it_is_prepared_by_a_task_and_then_ready(materials, page, employee):
    assert "1 berkas dalam satu arsip" in page.read(employee)

    page.press(employee)
    assert "Arsip sedang disiapkan." in page.read(employee)
    assert page.archive(employee) == 404

    work()
    assert "Arsip siap." in page.read(employee)
    archive = page.archive(employee)
    assert archive.namelist() == ["01_Pedoman_telaahanstaf.pdf", "Tautan.txt"]
    assert archive.read(archive.namelist()[0]) == PDF
    assert "https://contoh.id/pedoman" in archive.read("Tautan.txt").decode()


def test_a_file_that_the_store_has_lost_stops_no_archive(materials, page, employee):
    """The rest is there, and a text names what is not."""
    lost = materials[0].newest.file
    lost.storage.delete(lost.name)
    page.press(employee)

    work()

    archive = page.archive(employee)
    assert archive.namelist() == ["Tautan.txt", "Berkas yang tidak ditemukan.txt"]
    assert "Pedoman: telaahan/staf" in archive.read(archive.namelist()[1]).decode()


@pytest.mark.parametrize("title", ["???", "..", "?" * 80 + "a"])
def test_a_title_of_signs_alone_stops_no_archive(workshop, leader, page, employee, now, title):
    add_material(adder=leader, workshop=workshop, material=a_file(title), now=now)
    page.press(employee)

    work()

    assert page.archive(employee).namelist() == ["01_-.pdf"]


def test_it_holds_what_its_reader_may_open(materials, registration, page, colleague):
    for person in (registration.user, colleague):
        page.press(person)
    work()

    found = [len(page.archive(one).namelist()) for one in (registration.user, colleague)]
    assert found == [3, 2]


def test_a_hidden_material_is_in_nobodys_archive(materials, page, leader, now):
    """Its host still sees it on its own page."""
    Material.objects.filter(pk=materials[0].pk).update(hidden_at=now)
    page.press(leader)

    work()

    assert page.archive(leader).namelist() == ["01_Kunci_jawaban.pdf", "Tautan.txt"]


def test_who_may_open_the_same_shares_it(materials, page, employee, stranger):
    for person in (employee, stranger, employee):
        page.press(person)
    work()

    assert Package.objects.count() == 1
    assert waiting().count() == 1
    assert page.archive(stranger).namelist() == page.archive(employee).namelist()


def test_the_same_in_another_order_is_the_same_archive(materials, page, employee, colleague):
    page.press(employee)
    work()

    move_material(material=materials[0], place=3)
    page.press(colleague)

    assert Package.objects.count() == 1
    assert waiting().count() == 1
    assert page.archive(employee).namelist() == page.archive(colleague).namelist()


def test_its_files_stand_in_the_hosts_order(materials, page, registration):
    move_material(material=materials[0], place=2)
    page.press(registration.user)

    work()

    names = page.archive(registration.user).namelist()
    assert names[:2] == ["01_Kunci_jawaban.pdf", "02_Pedoman_telaahanstaf.pdf"]


def test_a_new_version_asks_for_a_new_archive(materials, page, employee, leader, now):
    page.press(employee)
    work()

    text = a_file(materials[0].title, PDF + b"3", why="Diperbaiki.")
    edit_material(editor=leader, material=materials[0], text=text, now=now)

    assert page.archive(employee) == 404
    assert "Siapkan arsip" in page.read(employee)


def test_whoever_loses_the_seat_loses_the_archive(materials, registration, page, leader, now):
    page.press(registration.user)
    work()
    assert len(page.archive(registration.user).namelist()) == 3

    registration.state, registration.holds_seat = "cancelled_self", False
    registration.save()

    assert page.archive(registration.user) == 404


def test_taking_it_counts_as_taking_each(materials, page, employee):
    page.press(employee)
    work()
    assert not MaterialProgress.objects.exists()

    page.archive(employee)

    taken = MaterialProgress.objects.exclude(downloaded_at=None)
    assert sorted(taken.values_list("version__material__title", flat=True)) == [
        "Laman dinas",
        "Pedoman: telaahan/staf",
    ]


def test_too_much_is_refused_with_a_sentence(materials, page, employee, monkeypatch):
    monkeypatch.setattr(packing, "MOST_BYTES", len(PDF) - 1)

    answer = page.press(employee)

    assert answer.status_code == 409
    assert "satu per satu" in answer.content.decode()
    assert not Package.objects.exists()


def test_without_a_file_there_is_nothing_to_save(workshop, leader, page, employee, now):
    add_material(adder=leader, workshop=workshop, material=a_link(), now=now)

    assert "Tidak ada berkas" in page.read(employee)
    assert page.press(employee).status_code == 409


def test_a_task_that_was_lost_is_started_anew(materials, page, employee, time_machine, now):
    page.press(employee)
    DBTaskResult.objects.all().delete()
    page.press(employee)
    assert not DBTaskResult.objects.exists()

    assert "Siapkan arsip" not in page.read(employee)

    time_machine.move_to(now + timedelta(minutes=11))
    assert "Siapkan arsip" in page.read(employee)
    page.press(employee)
    work()

    assert page.archive(employee).namelist()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_leave_one_file(materials, page, employee):
    page.press(employee)
    together(work, work)

    package = Package.objects.get()
    folder = package.file.name.rpartition("/")[0]
    assert len(package.file.storage.listdir(folder)[1]) == 1
    assert page.archive(employee).testzip() is None


def test_after_a_week_the_file_is_gone_and_can_be_asked_for_again(
    materials, page, employee, now, django_capture_on_commit_callbacks
):
    page.press(employee)
    work()
    package = Package.objects.get()
    storage, name = package.file.storage, package.file.name

    assert end_packages(now=now + timedelta(days=6)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert end_packages(now=now + timedelta(days=8)) == 1

    assert not storage.exists(name)
    assert page.archive(employee) == 404
    page.press(employee)
    assert Package.objects.standing().count() == 1


def test_what_a_killed_task_stored_goes_too(
    materials, page, employee, now, monkeypatch, django_capture_on_commit_callbacks
):
    """It dies after the file is stored and before its row names it; then it is started anew."""

    def die():
        raise SystemExit

    page.press(employee)
    with monkeypatch.context() as killed, pytest.raises(SystemExit):
        killed.setattr(packing, "timezone", SimpleNamespace(now=die))
        work()
    work()
    store = Package.file.field.storage
    assert len(list(packing.files_in(store, "packages"))) == 2

    assert end_packages(now=now + timedelta(days=6)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        end_packages(now=now + timedelta(days=8))

    assert list(packing.files_in(store, "packages")) == []


def test_the_page_of_the_workshop_says_the_size(materials, workshop, employee, as_user):
    page = as_user(employee).get(workshop.get_absolute_url()).content.decode()

    assert "Simpan semua (1 KB)" in " ".join(page.split())
