"""Row H1: pages and the beginning of a file, read by a task, stand before the download."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from search.models import SearchEntry
from tests.pdfs import a_pdf
from tests.workshops.materials import PDF, a_file, a_link
from workshops.actions import add_material, edit_material, reading
from workshops.actions.reading import read_versions
from workshops.models import Material, MaterialVersion

ACCESS = Material.Access


@pytest.fixture
def give(workshop, leader, now):
    """A PDF of the host, whose task has run."""

    def add(*pages, title="Bahan tayang", **more):
        material = a_file(title, a_pdf(*pages), **more)
        found = add_material(adder=leader, workshop=workshop, material=material, now=now)
        work()
        return found

    return add


@pytest.fixture
def page(as_user):
    """What the page of a material says to a person."""

    def read(user, material):
        return " ".join(as_user(user).get(material.get_absolute_url()).content.decode().split())

    return read


def work():
    """What the worker does with what waits."""
    for row in DBTaskResult.objects.filter(task_path__endswith="reading.read_version"):
        reading.read_version.func(*row.args_kwargs["args"])


def test_pages_and_beginning_stand_before_the_download(give, page, employee, as_user):
    material = give("Telaahan staf ringkas", "Penutup")

    words = page(employee, material)
    assert "PDF · 2 halaman · 1 KB" in words
    assert "<summary>Baca bagian awalnya</summary>" in words
    assert "Telaahan staf ringkas Penutup" in words
    library = " ".join(as_user(employee).get("/materi/").content.decode().split())
    assert "PDF · 2 halaman" in library


def test_the_beginning_is_text_and_never_a_page_of_ours(give, page, employee):
    material = give("<b>Telaahan</b> <script>x</script>")

    words = page(employee, material)
    assert "&lt;b&gt;Telaahan&lt;/b&gt;" in words
    assert "<b>Telaahan" not in words


def test_a_material_is_found_by_the_words_of_its_file(give, employee, as_user):
    material = give("Rumus penyusutan aset bergerak")

    for url in ("/materi/?q=penyusutan", "/cari/?q=penyusutan"):
        assert material.get_absolute_url() in as_user(employee).get(url).content.decode()


def test_row_h3_what_may_not_be_opened_is_not_found_by_its_words(
    give, registration, employee, colleague, as_user, page
):
    material = give("Rumus penyusutan aset bergerak", access=ACCESS.REGISTERED)

    for url in ("/materi/?q=penyusutan", "/cari/?q=penyusutan"):
        found = [as_user(one).get(url).content.decode() for one in (employee, colleague)]
        address = material.get_absolute_url()
        assert [address in one for one in found] == [True, False]
        assert "bergerak" not in found[1]
    assert "Rumus penyusutan" in page(employee, material)
    assert as_user(colleague).get(material.get_absolute_url()).status_code == 404


def test_row_h2_each_version_has_its_own(give, page, leader, employee, now):
    material = give("Penyusutan lama")
    text = a_file(content=a_pdf("Penyusutan baru", "Lampiran"), why="Diperbaiki.")
    edit_material(editor=leader, material=material, text=text, now=now)
    work()

    assert list(material.versions.order_by("no").values_list("pages", "beginning")) == [
        (1, "Penyusutan lama"),
        (2, "Penyusutan baru\nLampiran"),
    ]
    assert "Penyusutan lama" not in page(employee, material)
    assert "Penyusutan lama" in page(leader, material)
    assert "lama" not in SearchEntry.objects.get(kind="workshops.material").body


def test_a_broken_pdf_is_taken_and_says_nothing(workshop, leader, page, employee, now):
    material = add_material(adder=leader, workshop=workshop, material=a_file(content=PDF), now=now)
    work()

    version = MaterialVersion.objects.get()
    assert (version.pages, version.beginning, bool(version.read_at)) == (None, "", True)
    assert "Baca bagian awalnya" not in page(employee, material)


def test_a_text_has_a_beginning_and_no_pages(workshop, leader, page, employee, now):
    file = a_file(content=b"# Susunan acara\n\nPembukaan", name="acara.md")
    material = add_material(adder=leader, workshop=workshop, material=file, now=now)
    work()

    assert "# Susunan acara Pembukaan" in page(employee, material)
    assert MaterialVersion.objects.get().pages is None


def test_a_link_and_a_picture_are_not_read(workshop, leader, now):
    for material in (a_link(), a_file(name="foto.png")):
        add_material(adder=leader, workshop=workshop, material=material, now=now)

    assert not DBTaskResult.objects.exists()
    assert read_versions(now=now + timedelta(days=1)) == 0


def test_a_file_that_the_store_has_lost_is_read_as_empty(workshop, leader, now):
    add_material(adder=leader, workshop=workshop, material=a_file(), now=now)
    file = MaterialVersion.objects.get().file
    file.storage.delete(file.name)

    work()

    assert MaterialVersion.objects.get().read_at


def test_files_from_before_are_read_some_at_a_time(give, now, monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 1)
    for title in ("Satu", "Dua"):
        give("Telaahan", title=title)
    MaterialVersion.objects.update(read_at=None, pages=None, beginning="")
    DBTaskResult.objects.all().delete()

    later = now + timedelta(hours=2)
    assert read_versions(now=now) == 0
    assert read_versions(now=later) == 1
    work()
    assert read_versions(now=later) == 1
    work()

    assert read_versions(now=later) == 0
    assert list(MaterialVersion.objects.values_list("pages", flat=True)) == [1, 1]


def test_a_hidden_one_is_read_and_not_found(workshop, leader, now):
    material = a_file(content=a_pdf("Telaahan"))
    add_material(adder=leader, workshop=workshop, material=material, now=now)
    Material.objects.update(hidden_at=now)

    work()

    assert MaterialVersion.objects.get().beginning == "Telaahan"
    assert not SearchEntry.objects.filter(kind="workshops.material").exists()
