"""Row 80: photos and files: kinds, limits, quotas, EXIF, orphans, and who reads them."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from discussions.actions import (
    HoldsFiles,
    OnlyPhotos,
    QuestionText,
    ask_question,
    clean_attachments,
    edit_answer,
    merge_questions,
    post_answer,
    report_text,
    store_attachment,
    turn_into_comment,
)
from discussions.models import Attachment, CurationEvent, Post, Thread
from tests.factories import UserFactory, area, make_question

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
BODY = "Layar saya seperti di foto ini."


def png(size=(40, 30)):
    out = io.BytesIO()
    Image.new("RGB", size, "blue").save(out, "PNG")
    return out.getvalue()


def upload(name="layar.png", content=None):
    return SimpleUploadedFile(name, png() if content is None else content)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }


@pytest.fixture
def photo(colleague, now):
    return store_attachment(owner=colleague, upload=upload(), now=now)


@pytest.fixture
def answer(question, colleague, photo, now):
    """The colleague's answer with a photo."""
    return post_answer(author=colleague, thread=question, body=BODY, attached=[photo], now=now)


def test_a_photo_is_shown_below_the_text(answer, photo, question, employee, as_user):
    client = as_user(employee)
    page = client.get(question.get_absolute_url()).content.decode()
    assert f'src="{photo.get_absolute_url()}"' in page

    shown = client.get(photo.get_absolute_url())
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert "sandbox" in shown["Content-Security-Policy"]
    assert shown["Cache-Control"] == "private, max-age=3600"


def test_a_file_is_handed_out_never_shown(question, colleague, employee, as_user, now):
    row = store_attachment(owner=colleague, upload=upload("surat.pdf", PDF), now=now)
    post_answer(author=colleague, thread=question, body=BODY, attached=[row], now=now)

    answer = as_user(employee).get(row.get_absolute_url())

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="surat.pdf"'


def test_with_javascript_it_is_sent_before_the_form(question, colleague, as_user):
    client = as_user(colleague)
    sent = client.post("/lampiran/", {"file": upload()})
    assert sent.status_code == 201

    form = {"body": BODY, "key": "satu", "attached": [sent.json()["id"]]}
    client.post(f"/tanya/{question.public_id}/jawab/", form)

    assert Post.objects.get(author=colleague).attachments.count() == 1


def test_without_javascript_it_comes_with_the_form(question, colleague, as_user):
    """One at a time (reliability.md R38): "Pratinjau" keeps the first and takes the second."""
    client, url = as_user(colleague), f"/tanya/{question.public_id}/jawab/"
    form = {"body": BODY, "key": "satu", "file": upload()}
    seen = client.post(url, form | {"preview": "1"}).content.decode()
    kept = Attachment.objects.get()
    assert f'value="{kept.public_id}" checked' in seen

    client.post(url, form | {"file": upload("surat.pdf", PDF), "attached": [kept.public_id]})

    kinds = Post.objects.get(author=colleague).attachments.values_list("kind", flat=True)
    assert set(kinds) == {"webp", "pdf"}


def test_an_error_elsewhere_never_loses_it(question, colleague, as_user):
    client, url = as_user(colleague), f"/tanya/{question.public_id}/jawab/"
    answer = client.post(url, {"body": "kurang", "key": "satu", "file": [upload()]})
    row = Attachment.objects.get()
    assert answer.status_code == 422
    assert f'value="{row.public_id}" checked' in answer.content.decode()

    client.post(url, {"body": BODY, "key": "satu", "attached": [row.public_id]})

    assert Post.objects.get(author=colleague).attachments.get() == row


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("gambar.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("foto.jpg", b"\xff\xd8\xff\xe0<?php system(1) ?>"),
        ("halaman.html", b"<script>alert(1)</script>"),
        ("program.exe", b"MZ" + b"\0" * 50),
        ("surat.pdf", b"<html>"),
        ("film.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 50),
        ("kosong.png", b""),
    ],
)
def test_row_80_what_may_not_come_gets_a_sentence(colleague, as_user, name, content):
    answer = as_user(colleague).post("/lampiran/", {"file": upload(name, content)})

    assert answer.status_code == 422
    assert re.match("Jenis berkas ini tidak diterima|Foto belum bisa", answer.json()["message"])
    assert not Attachment.objects.exists()


def test_fourteen_megabytes_are_too_much(colleague, as_user):
    """What the browser could not make smaller: the sentence says how much fits."""
    large = upload("foto.png", png() + b"\0" * 14 * 1024 * 1024)
    answer = as_user(colleague).post("/lampiran/", {"file": large})

    assert answer.status_code == 422
    assert answer.json()["message"].startswith("Berkas 14,0\xa0MB. Paling besar 10,0\xa0MB;")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (png() + b"\0" * 14 * 1024 * 1024, "Paling besar 10,0\xa0MB"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "tidak diterima di sini"),
        (b"\xff\xd8\xff\xe0<?php system(1) ?>", "Foto belum bisa dibuka"),
    ],
)
def test_a_file_that_may_not_come_leaves_the_text_in_its_form(
    question, colleague, as_user, content, sentence
):
    form = {"body": BODY, "key": "satu", "file": upload("foto.jpg", content)}

    refused = as_user(colleague).post(f"/tanya/{question.public_id}/jawab/", form)

    assert refused.status_code == 422
    assert sentence in refused.content.decode()
    assert f"{BODY}</textarea>" in refused.content.decode()


def test_a_polyglot_loses_what_it_hides(colleague, now):
    hidden = png() + b"<script>alert(document.domain)</script>PK\x03\x04"
    row = store_attachment(owner=colleague, upload=upload("foto.png", hidden), now=now)
    assert b"<script" not in row.file.read()


def test_the_stored_name_is_nobodys(photo):
    assert "layar" not in photo.file.name


def test_ten_at_one_post(question, colleague, as_user, now):
    rows = [store_attachment(owner=colleague, upload=upload(), now=now) for _n in range(11)]
    form = {"body": BODY, "key": "satu", "attached": [row.public_id for row in rows]}
    answer = as_user(colleague).post(f"/tanya/{question.public_id}/jawab/", form)
    assert answer.status_code == 422
    assert "sepuluh berkas" in answer.content.decode()


def test_row_80_a_persons_room_is_limited(colleague, as_user, settings, photo):
    settings.FORUM_QUOTA = photo.size + 10
    answer = as_user(colleague).post("/lampiran/", {"file": upload()})
    assert "sudah penuh" in answer.json()["message"]


def test_forty_an_hour(colleague, as_user, now):
    for _n in range(40):
        Attachment.objects.create(owner=colleague, name="a", kind="pdf", file="a", size=1, at=now)
    answer = as_user(colleague).post("/lampiran/", {"file": upload()})
    assert "satu jam" in answer.json()["message"]


def test_nobody_takes_anothers(question, colleague, stranger, photo, as_user):
    """Neither by naming it in a form, nor by its address before it was sent."""
    form = {"body": BODY, "key": "satu", "attached": [photo.public_id]}
    as_user(stranger).post(f"/tanya/{question.public_id}/jawab/", form)

    assert not Post.objects.get(author=stranger).attachments.exists()
    assert as_user(stranger).get(photo.get_absolute_url()).status_code == 404


def test_who_may_not_read_the_text_sees_no_photo(
    answer, photo, question, employee, stranger, moderator, as_user, now
):
    Thread.objects.filter(pk=question.pk).update(visibility="unit")
    assert as_user(stranger).get(photo.get_absolute_url()).status_code == 404
    report_text(reporter=employee, about=answer, kind="personal", note="", now=now)
    assert as_user(employee).get(photo.get_absolute_url()).status_code == 404
    assert as_user(moderator).get(photo.get_absolute_url()).status_code == 200


def test_taking_it_off_deletes_the_file(
    answer, photo, colleague, as_user, django_capture_on_commit_callbacks
):
    path = photo.file.name
    with django_capture_on_commit_callbacks(execute=True):
        answered = as_user(colleague).post(f"/lampiran/{photo.public_id}/hapus/", {"reason": ""})
    assert answered.status_code == 302

    answer.refresh_from_db()
    assert (answer.has_files, default_storage.exists(path)) == (False, False)
    assert CurationEvent.objects.filter(verb="remove-file").exists()


def test_a_moderator_takes_it_off_with_a_reason(answer, photo, moderator, stranger, as_user):
    page = f"/lampiran/{photo.public_id}/hapus/"
    assert as_user(stranger).get(page).status_code == 403
    assert as_user(moderator).post(page, {"reason": ""}).status_code == 422
    assert as_user(moderator).post(page, {"reason": "Terlihat KTP warga."}).status_code == 302


def test_an_edit_keeps_what_stays_ticked(answer, photo, colleague, now):
    other = store_attachment(owner=colleague, upload=upload(), now=now)
    edited = edit_answer(
        editor=colleague, answer=answer, body=BODY, attached=[other], version=1, now=now
    )
    assert [row.pk for row in edited.attachments.all()] == [other.pk]
    edited = edit_answer(editor=colleague, answer=edited, body=BODY + "!", version=2, now=now)
    assert edited.attachments.count() == 1


def test_row_80_what_no_form_sent_is_gone_after_a_day(
    answer, photo, colleague, now, django_capture_on_commit_callbacks
):
    loose = store_attachment(owner=colleague, upload=upload(), now=now)
    with django_capture_on_commit_callbacks(execute=True):
        clean_attachments(now=now + timedelta(hours=23))
    assert Attachment.objects.count() == 2

    with django_capture_on_commit_callbacks(execute=True):
        clean_attachments(now=now + timedelta(hours=25))

    assert Attachment.objects.get() == photo
    assert default_storage.exists(photo.file.name)
    assert not default_storage.exists(loose.file.name)


def test_a_file_without_a_row_is_gone_after_a_day(answer, photo, now):
    """The server died between the file and its row."""
    lost = default_storage.save(f"attachments/{now:%Y/%m}/lost.webp", ContentFile(b"x"))
    assert clean_attachments(now=now) == 0
    assert clean_attachments(now=now + timedelta(hours=25)) == 1
    assert not default_storage.exists(lost)


def test_without_ones_name_only_photos(employee, as_user, question_form):
    """A document tells who wrote it; a photo is drawn anew."""
    client = as_user(employee)
    form = question_form(is_sealed="on", file=upload("surat.pdf", PDF), key="satu")
    refused = client.post("/tanya/baru/", form)
    assert refused.status_code == 422
    assert "hanya foto" in refused.content.decode()

    client.post("/tanya/baru/", question_form(is_sealed="on", file=upload("Rahma.png"), key="satu"))

    row = Attachment.objects.exclude(post=None).get()
    assert (row.owner, row.name) == (None, "")


@pytest.mark.parametrize("page", ["jawab", "sunting", "sunting-jawaban"])
def test_row_4_neither_does_an_answer_or_an_edit_bring_a_document(employee, as_user, now, page):
    """Everything that the asker sends later stands under the sealed name too."""
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    sealed = ask_question(author=employee, text=text, now=now)
    address, form = f"/tanya/{sealed.public_id}/{page}/", {"body": BODY, "key": "satu"}
    if page == "sunting":
        form |= {"title": text.title, "areas": [area().pk], "version": 1}
    if page == "sunting-jawaban":
        own = post_answer(author=employee, thread=sealed, body=BODY, now=now)
        address, form = f"/j/{own.public_id}/sunting/", form | {"version": 1}
    client = as_user(employee)

    refused = client.post(address, form | {"file": upload("surat.pdf", PDF)})

    assert refused.status_code == 422
    assert "hanya foto" in refused.content.decode()
    assert client.post(address, form | {"file": upload("Rahma.png")}).status_code == 302
    row = Attachment.objects.exclude(post=None).get()
    assert (row.owner, row.name, row.is_photo) == (None, "", True)


def test_row_4_a_document_is_refused_below_the_form_too(employee, now):
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    sealed = ask_question(author=employee, text=text, now=now)
    row = store_attachment(owner=employee, upload=upload("surat.pdf", PDF), now=now)

    with pytest.raises(OnlyPhotos):
        post_answer(author=employee, thread=sealed, body=BODY, attached=[row], now=now)


def test_joined_answers_keep_both_photos(answer, colleague, employee, question, moderator, now):
    source = make_question(employee, title="Layar saya menampilkan kesalahan apa?")
    row = store_attachment(owner=colleague, upload=upload(), now=now)
    post_answer(author=colleague, thread=source, body="Ini layarnya juga.", attached=[row], now=now)
    merge_questions(actor=moderator, source=source, into=question, reason="Sama.", now=now)
    assert answer.attachments.count() == 2


def test_a_comment_holds_no_photo(answer, colleague, question, now):
    opening = question.posts.get(no=1)
    with pytest.raises(HoldsFiles):
        turn_into_comment(
            actor=colleague, answer=answer, below=opening, role="author", reason="", now=now
        )


def test_posts_with_photos_cost_one_query_more(question, employee, as_user, same_queries, now):
    def add(count):
        for _n in range(count):
            person = UserFactory()
            row = store_attachment(owner=person, upload=upload(), now=now)
            post_answer(author=person, thread=question, body=BODY, attached=[row], now=now)

    same_queries(as_user(employee), question.get_absolute_url(), add, more=4)
