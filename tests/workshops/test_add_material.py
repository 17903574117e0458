"""Materials: a file that is what it says or a link, told once while unread, handed out safely."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from notifications.models import LiveEvent, Notification
from search.models import SearchEntry
from workshops.actions import NewMaterial, add_material
from workshops.models import Material, MaterialVersion


def office(folder, extra=""):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"{folder}/document.xml", "<a/>")
        if extra:
            archive.writestr(extra, "x")
    return buffer.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


@pytest.fixture
def send(as_user, leader, workshop, address):
    """Posts the host's form with a file or a link."""
    client, url = as_user(leader), address("add_material", workshop)

    def post(content=None, name="bahan.pdf", **fields):
        upload = {"file": SimpleUploadedFile(name, content)} if content is not None else {}
        return client.post(url, {"title": "Bahan tayang"} | fields | upload)

    return post


@pytest.fixture
def material(send):
    """A PDF that the host added."""
    send(PDF, "../Bahan; 'tayang'.pdf")
    return Material.objects.get()


@pytest.mark.parametrize("title", ["???", "2026"])
def test_a_title_has_words(send, title):
    answer = send(PDF, title=title)

    assert (answer.status_code, Material.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bahan.pdf", PDF),
        ("bahan.PDF", PDF),
        ("bahan.png", PNG),
        ("bahan.docx", office("word")),
        ("bahan.xlsx", office("xl")),
        ("bahan.pptx", office("ppt")),
        ("bahan.txt", b"catatan"),
        ("bahan.csv", b"a;b"),
    ],
)
def test_a_file_of_an_allowed_kind_is_kept(send, name, content):
    send(content, name)

    version = MaterialVersion.objects.get()
    assert (version.file_kind, version.size) == (name[6:].lower(), len(content))
    assert "bahan" not in version.file.name


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("a.pdf", b"<html>"),
        ("a.png", PDF),
        ("a.txt", b"<script>alert(1)</script>"),
        ("a.txt", b"MZ\0"),
        ("a.svg", b"<svg/>"),
        ("a.html", b"<p>"),
        ("a.docx", office("xl")),
        ("a.docx", office("word", "word/vbaProject.bin")),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.pdf", b""),
        ("pdf", PDF),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(send, name, content):
    response = send(content, name)

    assert (response.status_code, Material.objects.count()) == (422, 0)
    assert "file" in response.context["form"].errors


@pytest.mark.parametrize("scheme", ["ftp", "ftps"])
def test_a_link_is_one_that_a_browser_opens(send, scheme):
    response = send(url=f"{scheme}://contoh.id/bahan")

    assert set(response.context["form"].errors) == {"url"}


def test_row_70_an_identity_number_in_the_title_is_masked(send):
    send(PDF, title="Bahan 198503122010032001")

    assert Material.objects.get().title == "Bahan ••••••••••••••••01"


def slides(count):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(1, count + 1):
            archive.writestr(f"ppt/slides/slide{number}.xml", "<a/>")
        archive.writestr("ppt/slides/_rels/slide1.xml.rels", "<a/>")
    return buffer.getvalue()


def document(properties):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("docProps/app.xml", properties)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "pages"),
    [
        ("bahan.pptx", slides(28), 28),
        ("bahan.docx", document("<Properties><Pages>12</Pages></Properties>"), 12),
        ("bahan.docx", document("<Pages>banyak</Pages>"), None),
        ("bahan.docx", office("word"), None),
        ("bahan.pdf", PDF, None),
    ],
)
def test_the_length_of_an_office_document_is_said(send, employee, as_user, name, content, pages):
    send(content, name)

    assert MaterialVersion.objects.get().pages == pages
    page = as_user(employee).get("/materi/").content.decode()
    assert (f"{pages} halaman" in " ".join(page.split())) == bool(pages)


def test_a_file_over_the_limit_is_refused(send, settings):
    settings.FORUM_MAX_MATERIAL = 10

    assert send(PDF).status_code == 422


def test_a_link_is_a_material(send):
    send(url="https://contoh.id/bahan")

    version = Material.objects.get().newest
    assert (version.url, version.file.name, version.no) == ("https://contoh.id/bahan", "", 1)


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "data:text/html,x", "bukan tautan"])
def test_a_link_must_lead_somewhere(send, url):
    assert (send(url=url).status_code, Material.objects.count()) == (422, 0)


def test_a_link_and_a_file_together_are_refused(send):
    assert send(PDF, url="https://contoh.id/bahan").status_code == 422


def test_sending_the_form_twice_adds_one(send):
    for _time in (1, 2):
        send(url="https://contoh.id/bahan", key="satu-kali")

    assert Material.objects.count() == 1


def test_participants_hear_once_while_unread(registration, send, workshop):
    send(url="https://contoh.id/satu")
    send(url="https://contoh.id/dua")

    told = Notification.objects.get(recipient=registration.user, kind="workshops.material_added")
    assert (told.count, told.about_id) == (2, workshop.pk)
    events = LiveEvent.objects.filter(topic=f"workshop:{workshop.public_id}")
    assert list(events.values_list("no", "event")) == [(1, "material-added"), (2, "material-added")]


def test_a_material_of_a_draft_tells_nobody(draft, leader, employee, now):
    link = NewMaterial(title="Bahan", url="https://contoh.id/bahan")

    material = add_material(adder=leader, workshop=draft, material=link, now=now)

    assert not Notification.objects.exists()
    assert SearchEntry.objects.get(object_id=material.pk, kind="workshops.material").audience == (
        f"workshop:{draft.pk}:hosts"
    )


def test_a_file_is_handed_out_as_a_download_only(material, employee, as_user):
    response = as_user(employee).get(f"/berkas/{material.public_id}/")

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_that_the_store_has_lost_is_a_sentence(material, employee, as_user):
    file = material.newest.file
    file.storage.delete(file.name)

    response = as_user(employee).get(f"/berkas/{material.public_id}/")

    assert response.status_code == 410
    assert "Server tidak menemukan berkas ini" in response.content.decode()


def test_a_link_is_followed_by_our_redirect(send, employee, as_user):
    send(url="https://contoh.id/bahan")

    response = as_user(employee).get(f"/berkas/{Material.objects.get().public_id}/")

    assert response.url == "https://contoh.id/bahan"


def test_a_version_is_a_file_or_a_link(material):
    with pytest.raises(IntegrityError):
        MaterialVersion.objects.update(url="https://contoh.id/bahan")


def test_a_file_needs_a_sign_in(material, client):
    assert client.get(f"/berkas/{material.public_id}/").status_code == 302
