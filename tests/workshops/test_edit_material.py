"""Row H2: a new version of a material keeps the earlier ones, with who and why."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from notifications.models import Notification
from search.models import SearchEntry
from tests.workshops.materials import PDF, a_file, a_link
from workshops.actions import add_material, edit_material
from workshops.models import Material, MaterialVersion

NEW = PDF + b"2 0 obj\n"


@pytest.fixture
def material(workshop, leader, now):
    """A PDF that the host added."""
    return add_material(adder=leader, workshop=workshop, material=a_file(), now=now)


@pytest.fixture
def send(as_user, leader, material):
    """Posts the host's form; by default only the title."""
    url = reverse("workshops:edit_material", args=[material.public_id])

    def post(content=None, name="pedoman.pdf", **fields):
        upload = {"file": SimpleUploadedFile(name, content)} if content is not None else {}
        return as_user(leader).post(url, {"title": material.title} | fields | upload)

    return post


def page(client, material, **query):
    words = client.get(material.get_absolute_url(), query).content.decode()
    return " ".join(words.split())


def test_row_h2_a_new_file_keeps_the_old_one_with_who_and_why(send, material, leader, as_user):
    send(NEW, why="Contoh surat ditambah.")

    first, second = material.versions.order_by("no")
    assert (first.no, second.no, second.by, second.why) == (1, 2, leader, "Contoh surat ditambah.")
    assert (first.file.read(), second.file.read()) == (PDF, NEW)
    shown = page(as_user(leader), material)
    assert "Contoh surat ditambah." in shown
    assert leader.full_name in shown


def test_row_h2_the_file_that_is_handed_out_is_the_newest(send, material, employee, as_user):
    send(NEW, why="Contoh surat ditambah.")

    handed = as_user(employee).get(f"/berkas/{material.public_id}/")

    assert b"".join(handed.streaming_content) == NEW


def test_row_h2_an_old_link_leads_to_the_newest_with_a_word(send, material, employee, as_user):
    client = as_user(employee)
    send(NEW, why="Contoh surat ditambah.")

    answer = client.get(f"/berkas/{material.public_id}/1/")

    assert answer.url == f"{material.get_absolute_url()}?v=1"
    word = "Tautan Anda menuju versi 1. Ini yang terbaru, versi 2."
    assert word in page(client, material, v=1)
    assert word not in page(client, material)
    assert [client.get(f"/berkas/{material.public_id}/{no}/").status_code for no in (3, 0)] == [
        404,
        404,
    ]


def test_row_h2_the_host_opens_an_earlier_version(send, material, leader, as_user):
    send(NEW, why="Contoh surat ditambah.")

    handed = as_user(leader).get(f"/berkas/{material.public_id}/1/")

    assert b"".join(handed.streaming_content) == PDF


def test_the_same_file_again_is_no_version(material, leader, now):
    for content in (NEW, NEW, PDF):
        text = a_file(content=content, why="Diperbaiki.")
        edit_material(editor=leader, material=material, text=text, now=now)

    assert list(material.versions.order_by("no").values_list("no", flat=True)) == [1, 2, 3]


def test_a_link_takes_the_place_of_a_file(material, leader, employee, as_user, now):
    text = a_link(why="Kini di laman dinas.")

    edit_material(editor=leader, material=material, text=text, now=now)

    assert as_user(employee).get(f"/berkas/{material.public_id}/").url == text.url
    assert material.versions.count() == 2


def test_only_the_words_change_without_a_file(send, material):
    assert send(title="Pedoman baru", description="Dengan contoh.").status_code == 302

    material.refresh_from_db()
    assert (material.title, material.description) == ("Pedoman baru", "Dengan contoh.")
    assert material.versions.count() == 1
    assert SearchEntry.objects.get(kind="workshops.material").title == "Pedoman baru"


def test_its_session_stays_when_there_is_nothing_to_choose(send, material, workshop):
    material.session = workshop.sessions.get()
    material.save()

    send(title="Pedoman baru")

    material.refresh_from_db()
    assert material.session == workshop.sessions.get()


def test_who_may_open_it_stays_when_nothing_was_chosen(send, material):
    Material.objects.update(access=Material.Access.ATTENDED)

    send(title="Pedoman baru")

    material.refresh_from_db()
    assert (material.title, material.access) == ("Pedoman baru", "attended")


def test_a_new_version_says_why(send, material):
    answer = send(NEW, title="Pedoman baru")

    assert answer.status_code == 422
    assert "why" in answer.context["form"].errors
    assert answer.context["form"]["title"].value() == "Pedoman baru"
    assert material.versions.count() == 1


@pytest.mark.parametrize("fields", [{"title": ""}, {"url": "javascript:x"}, {"access": "semua"}])
def test_a_wrong_field_is_told(send, material, fields):
    assert send(**fields).status_code == 422
    assert material.versions.count() == 1


def test_participants_hear_of_a_new_version_once_while_unread(
    material, registration, leader, colleague, now
):
    for content in (NEW, PDF + b"3"):
        text = a_file(content=content, why="Diperbaiki.")
        edit_material(editor=leader, material=material, text=text, now=now)

    told = Notification.objects.filter(kind="workshops.material_added")
    assert [(one.recipient, one.count) for one in told] == [(registration.user, 2)]


def test_a_hidden_one_stays_hidden_and_untold(material, registration, leader, now):
    Material.objects.update(hidden_at=now)

    text = a_file(content=NEW, why="Diperbaiki.")
    edit_material(editor=leader, material=material, text=text, now=now)

    assert Material.objects.get().hidden_at
    assert not Notification.objects.filter(kind="workshops.material_added").exists()
    assert not SearchEntry.objects.filter(kind="workshops.material").exists()


def test_sending_the_adding_form_again_with_another_link_adds_another(workshop, leader, now):
    for url in ("https://contoh.id/satu", "https://contoh.id/satu", "https://contoh.id/dua"):
        link = a_link(url=url)
        add_material(adder=leader, workshop=workshop, material=link, now=now, key="satu")

    links = MaterialVersion.objects.order_by("pk").values_list("url", flat=True)
    assert list(links) == ["https://contoh.id/satu", "https://contoh.id/dua"]


def test_an_older_tab_opens_no_restricted_material_to_everyone(send, material, leader, as_user):
    url = reverse("workshops:edit_material", args=[material.public_id])
    older = as_user(leader).get(url).context["form"]["version"].value()
    send(access="attended")

    answer = send(title="Judul yang lebih jelas", access="everyone", version=older)

    material.refresh_from_db()
    assert (answer.status_code, material.access) == (409, "attended")
    assert "Judul yang lebih jelas" in answer.content.decode()
    assert "mengubahnya sementara itu: Siapa" in answer.content.decode()
    newer = answer.context["form"]["version"].value()
    again = send(title="Judul yang lebih jelas", access="everyone", version=newer)
    assert again.status_code == 302


def test_an_older_tab_puts_no_file_over_one_that_it_did_not_show(send, material, leader, as_user):
    url = reverse("workshops:edit_material", args=[material.public_id])
    older = as_user(leader).get(url).context["form"]["version"].value()
    send(NEW, why="Contoh surat ditambah.")

    answers = [
        send(content, why="Salah ketik dibetulkan.", version=older).status_code
        for content in (NEW, NEW + b"3 0 obj\n")
    ]

    assert (answers, material.versions.count()) == ([302, 409], 2)
