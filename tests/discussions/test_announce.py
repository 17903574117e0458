"""Announcements: a leader to the own unit, an admin to everyone; readers say that they read it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import UnitLeadership
from discussions.actions import (
    AnnouncementText,
    acknowledge,
    announce,
    merge_questions,
    post_comment,
)
from discussions.models import Acknowledgement, Attachment, Thread
from foundation.refusals import Refusal
from notifications.models import Notification
from tests.factories import UnitFactory, UserFactory, make_answer

FORM = {"title": "Apel gabungan hari Senin", "body": "Mohon hadir pukul 07.30 WIB di lapangan."}


@pytest.fixture
def announced(leader, unit, now):
    """The leader announces to the unit and asks for receipts."""
    text = AnnouncementText(FORM["title"], FORM["body"], unit, asks_receipt=True)
    return announce(author=leader, text=text, now=now)


def told():
    rows = Notification.objects.filter(kind="discussions.announced")
    return {row.recipient for row in rows}


def test_the_unit_and_what_lies_below_hears_it(
    leader, unit, employee, colleague, stranger, now, as_user
):
    below = UserFactory(unit=UnitFactory(parent=unit))

    announce(author=leader, text=AnnouncementText(**FORM, unit=unit, asks_receipt=False), now=now)

    assert told() == {employee, colleague, below}
    thread = Thread.objects.get()
    assert as_user(below).get(thread.get_absolute_url()).status_code == 200
    assert as_user(stranger).get(thread.get_absolute_url()).status_code == 404


def test_the_form_says_how_many_people_that_is(leader, employee, colleague, unit, as_user):
    client = as_user(leader)
    page = client.get("/pengumuman/baru/").content.decode()
    assert f"{unit} · 2 orang" in page
    assert "semua" not in page

    response = client.post("/pengumuman/baru/", FORM | {"to": unit.slug, "asks_receipt": "on"})

    thread = Thread.objects.get()
    assert response.url == thread.get_absolute_url()
    assert (thread.kind, thread.visibility, thread.asks_receipt) == ("announcement", "unit", True)


def test_an_admin_tells_everyone(admin, employee, stranger, as_user):
    as_user(admin).post("/pengumuman/baru/", FORM | {"to": "semua"})

    assert told() >= {employee, stranger}


def test_a_leader_tells_no_other_unit(leader, other_unit, as_user):
    for to in (other_unit.slug, "semua", ""):
        response = as_user(leader).post("/pengumuman/baru/", FORM | {"to": to})
        assert response.status_code == 422
    assert not Thread.objects.exists()


def test_sent_twice_it_is_one(leader, unit, now):
    text = AnnouncementText(**FORM, unit=unit, asks_receipt=False)
    for _time in "ab":
        announce(author=leader, text=text, now=now, key="satu")

    assert Thread.objects.count() == 1


def test_people_ask_beneath_it_and_nothing_is_the_best_solution(
    announced, employee, colleague, leader, as_user, now
):
    post_comment(author=employee, post=announced.posts.get(no=1), body="Pakai baju apa?", now=now)
    answer = make_answer(colleague, announced)

    page = as_user(leader).get(announced.get_absolute_url()).content.decode()

    assert "Pakai baju apa?" in page
    assert "/solusi/" not in page
    assert as_user(leader).post(f"/j/{answer.public_id}/solusi/").status_code == 403


def test_it_is_no_question(announced, employee, as_user):
    client = as_user(employee)

    assert announced.title not in client.get("/tanya/").content.decode()
    assert announced.title in client.get("/pengumuman/").content.decode()


def test_readers_say_that_they_have_read_it(announced, employee, as_user, now):
    client, url = as_user(employee), announced.get_absolute_url()
    assert announced.title in client.get("/").content.decode()
    assert "Sudah saya baca" in client.get(url).content.decode()

    client.post(f"/pengumuman/{announced.public_id}/dibaca/")
    acknowledge(user=employee, thread=announced, now=now)

    assert Acknowledgement.objects.count() == 1
    assert "Sudah saya baca" not in client.get(url).content.decode()
    assert "Mohon baca" not in client.get("/").content.decode()


def test_the_leader_sees_who_has_not(
    announced, employee, colleague, leader, stranger, as_user, now
):
    acknowledge(user=employee, thread=announced, now=now)
    url = f"/pengumuman/{announced.public_id}/penerima/"

    page = as_user(leader).get(url).content.decode()

    missing, read = page.split("Sudah membaca")[0], page.split("Sudah membaca")[1]
    assert colleague.full_name in missing
    assert employee.full_name in read
    assert as_user(employee).get(url).status_code == 403


def test_one_that_asks_for_nothing_takes_no_receipt(leader, unit, employee, as_user, now):
    text = AnnouncementText(**FORM, unit=unit, asks_receipt=False)
    thread = announce(author=leader, text=text, now=now)

    response = as_user(employee).post(f"/pengumuman/{thread.public_id}/dibaca/")

    assert response.status_code == 403
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("leader", 200), ("other_leader", 200), ("admin", 200), ("employee", 403), ("moderator", 403)],
)
def test_who_may(request, who, status, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.get("/pengumuman/baru/").status_code == status


def test_the_list_of_receipts_costs_the_same_for_many(
    announced, leader, unit, as_user, same_queries
):
    def add(count):
        for _each in range(count):
            UserFactory(unit=unit)

    same_queries(as_user(leader), f"/pengumuman/{announced.public_id}/penerima/", add)


def test_a_moderator_of_another_unit_is_not_asked_to_read_it(announced, moderator, as_user):
    client = as_user(moderator)

    assert announced.title not in client.get("/").content.decode()
    assert "Sudah saya baca" not in client.get(announced.get_absolute_url()).content.decode()
    assert client.post(f"/pengumuman/{announced.public_id}/dibaca/").status_code == 403


def test_other_words_on_the_same_form_are_another_announcement(leader, unit, now):
    """Browser Back brings the form and its key again; what was typed is never dropped."""
    for body in (FORM["body"], "Dibatalkan karena hujan."):
        text = AnnouncementText(FORM["title"], body, unit, asks_receipt=False)
        announce(author=leader, text=text, now=now, key="satu")

    assert Thread.objects.count() == 2


def edit(client, thread, **changes):
    form = {**FORM, "body": "Apel dipindah ke aula lantai 3.", "version": 1} | changes
    return client.post(f"/pengumuman/{thread.public_id}/sunting/", form)


def test_its_words_are_changed_without_making_it_a_question(announced, leader, as_user):
    client = as_user(leader)
    assert client.get(f"/tanya/{announced.public_id}/sunting/").url.endswith("/sunting/")
    page = client.get(f"/pengumuman/{announced.public_id}/sunting/").content.decode()
    assert "Sunting pengumuman" in page
    assert 'name="areas"' not in page

    assert edit(client, announced).status_code == 302

    announced.refresh_from_db()
    assert (announced.kind, announced.areas.count()) == ("announcement", 0)
    assert "lantai 3" in announced.posts.get(no=1).body


def test_readers_are_asked_again_when_the_words_changed(announced, leader, employee, as_user, now):
    acknowledge(user=employee, thread=announced, now=now)
    edit(as_user(leader), announced, asks_receipt="on")

    page = f"/pengumuman/{announced.public_id}/penerima/"
    assert "Belum membaca (1)" in as_user(leader).get(page).content.decode()
    assert "Sudah saya baca" in as_user(employee).get(announced.get_absolute_url()).content.decode()
    as_user(employee).post(f"/pengumuman/{announced.public_id}/dibaca/")
    assert "Belum membaca (0)" in as_user(leader).get(page).content.decode()


def test_a_slip_of_the_pen_asks_nobody_again(announced, leader, employee, as_user, now):
    acknowledge(user=employee, thread=announced, now=now)
    edit(as_user(leader), announced)

    assert (
        "Anda sudah menyatakan"
        in as_user(employee).get(announced.get_absolute_url()).content.decode()
    )


def test_who_leads_no_more_changes_nothing(announced, leader, unit, as_user, now):
    UnitLeadership.objects.filter(user=leader).update(
        until=timezone.localdate(now) - timedelta(days=1)
    )
    assert edit(as_user(leader), announced).status_code == 403
    assert as_user(leader).get(f"/pengumuman/{announced.public_id}/penerima/").status_code == 403


def test_those_who_have_not_read_it_are_reminded_once_a_day(
    announced, leader, employee, colleague, as_user, now
):
    acknowledge(user=employee, thread=announced, now=now)
    url = f"/pengumuman/{announced.public_id}/ingatkan/"
    assert as_user(leader).post(url).status_code == 302
    assert as_user(leader).post(url).status_code == 409

    told = Notification.objects.filter(kind="discussions.receipt_due")
    assert [row.recipient for row in told] == [colleague]


def test_it_is_withdrawn_although_somebody_replied(announced, leader, employee, as_user):
    make_answer(employee, announced)
    assert (
        as_user(leader).post(f"/tanya/{announced.public_id}/hapus/", {"reason": ""}).status_code
        == 302
    )
    announced.refresh_from_db()
    assert announced.deleted_at


def test_a_leader_reads_no_receipts_of_what_an_admin_told_everyone(leader, admin, as_user, now):
    admin.unit = leader.unit
    admin.save()
    text = AnnouncementText(FORM["title"], FORM["body"], None, asks_receipt=True)
    thread = announce(author=admin, text=text, now=now)
    assert as_user(leader).get(f"/pengumuman/{thread.public_id}/penerima/").status_code == 403


def test_no_merge_swallows_it(announced, question, moderator, now):
    with pytest.raises(Refusal):
        merge_questions(actor=moderator, source=announced, into=question, reason="Sama.", now=now)


def test_below_it_people_ask_and_nobody_tells_steps(announced, employee, colleague, as_user):
    client = as_user(employee)
    before = client.get(announced.get_absolute_url()).content.decode()
    assert "Tanya tentang ini" in before
    assert "0 pertanyaan" in before
    assert "Ceritakan langkahnya" not in before
    assert ">Jawaban Anda<" not in before
    assert "Saya jawab" not in before

    make_answer(colleague, announced)
    after = client.get(announced.get_absolute_url()).content.decode()
    assert "1 pertanyaan" in after
    assert "1 jawaban</" not in after
    empty = client.post(f"/tanya/{announced.public_id}/jawab/", {"body": ""}).content.decode()
    assert "Tulis pertanyaan Anda dulu." in empty


def test_below_an_announcement_every_label_says_question(announced, employee, leader, as_user):
    asked = make_answer(employee, announced, body="Apakah pegawai kontrak ikut hadir?")

    page = as_user(leader).get(announced.get_absolute_url()).content.decode()

    assert f'aria-label="Pertanyaan {asked.author.name}"' in page
    assert "1 pertanyaan baru ditambahkan" in page
    assert 'aria-label="Jawaban' not in page
    assert "jawaban baru" not in page


def test_how_many_people_that_is_says_the_same_number_everywhere(
    leader, employee, colleague, unit, as_user
):
    UserFactory(unit=UnitFactory(parent=unit))
    client = as_user(leader)
    form = client.get("/pengumuman/baru/").content.decode()

    sent = FORM | {"to": unit.slug, "asks_receipt": "on"}
    page = client.post("/pengumuman/baru/", sent, follow=True).content.decode()

    thread = Thread.objects.get()
    receipts = client.get(f"/pengumuman/{thread.public_id}/penerima/").content.decode()
    assert f"{unit} · 3 orang" in form
    assert "3 orang dikabari sekarang" in page
    assert "Siapa yang sudah membaca · 3 orang" in " ".join(page.split())
    assert "Dikabarkan kepada 3 orang; 0 sudah membaca." in " ".join(receipts.split())


def test_an_announcement_carries_files_which_stay_where_something_else_is_wrong(
    leader, employee, stranger, unit, as_user
):
    client = as_user(leader)
    upload = SimpleUploadedFile("jadwal.txt", b"Senin: apel gabungan.", "text/plain")

    wrong = client.post("/pengumuman/baru/", FORM | {"to": "", "file": upload})
    attached = Attachment.objects.get()
    assert f'value="{attached.public_id}"' in wrong.content.decode()
    client.post("/pengumuman/baru/", FORM | {"to": unit.slug, "attached": attached.public_id})

    thread = Thread.objects.get()
    opening = thread.posts.get(no=1)
    page = as_user(employee).get(thread.get_absolute_url()).content.decode()
    assert opening.attachments.get() == attached
    assert attached.get_absolute_url() in page
    assert as_user(stranger).get(attached.get_absolute_url()).status_code == 404
    edit = {**FORM, "version": opening.version, "attached": attached.public_id}
    as_user(leader).post(f"/pengumuman/{thread.public_id}/sunting/", edit)
    assert opening.attachments.get() == attached
