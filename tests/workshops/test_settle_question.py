"""Idea 4: afterwards each linked question is settled with one answer that leads to the material."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from discussions.actions import QuestionText, accept_answer, ask_question
from discussions.models import Post
from notifications.models import Notification
from tests.factories import area, make_answer
from tests.together import together
from tests.workshops.materials import PDF, a_file
from workshops.actions import (
    add_material,
    edit_material,
    link_question,
    settle_question,
    unlink_question,
)
from workshops.actions.answering import OwnNamelessQuestion
from workshops.models import Material, WorkshopQuestion


@pytest.fixture
def link(workshop, question, leader, now):
    """The workshop will answer the question."""
    link_question(actor=leader, workshop=workshop, thread=question, now=now)
    return WorkshopQuestion.objects.get()


@pytest.fixture
def material(workshop, leader, now):
    return add_material(adder=leader, workshop=workshop, material=a_file("Pedoman [baru]"), now=now)


@pytest.fixture
def settle(link, leader, start, material):
    def press(**more):
        by = {"actor": leader, "link": link, "words": "Lihat bab dua.", "material": material}
        return settle_question(**(by | {"now": start + timedelta(hours=3)} | more))

    return press


def answers(thread):
    return list(Post.objects.filter(thread=thread, kind=Post.Kind.ANSWER))


def test_idea_4_pressed_twice_it_is_one_answer_with_the_version(
    settle, question, material, workshop
):
    for _twice in (1, 2):
        settle()

    (answer,) = answers(question)
    assert answer.body.startswith("Lihat bab dua.\n\n")
    assert f"/materi/{material.public_id}/?v=1" in answer.body
    assert f'href="{workshop.get_absolute_url()}"' in answer.body_html
    assert ">Pedoman [baru]</a>" in answer.body_html


def test_idea_4_the_asker_is_told_once_and_may_choose_it(settle, question, employee, start):
    settle()
    settle()

    told = Notification.objects.filter(recipient=employee, kind="discussions.answer_posted")
    assert [one.count for one in told] == [1]
    (answer,) = answers(question)
    accept_answer(actor=employee, answer=answer, kind="asker", now=start + timedelta(hours=4))
    question.refresh_from_db()
    assert question.best_answer_id == answer.pk


def test_the_link_tells_of_a_newer_version(settle, material, leader, employee, as_user, now):
    settle()
    text = a_file(material.title, PDF + b"2", why="Bab dua ditambah.")
    edit_material(editor=leader, material=material, text=text, now=now)

    page = as_user(employee).get(f"/materi/{material.public_id}/?v=1").content.decode()

    assert "Tautan Anda menuju versi 1" in " ".join(page.split())


def test_without_a_material_it_leads_to_the_workshop(settle, question, workshop):
    settle(material=None, words="")

    assert workshop.get_absolute_url() in answers(question)[0].body


def test_its_words_do_not_follow_the_language_of_whoever_settles(settle, question):
    with override("en"):
        settle()

    assert "Ini dijawab" in answers(question)[0].body


def test_before_the_workshop_nothing_is_settled(link, leader, as_user, workshop, question):
    url = f"/lokakarya/{workshop.public_id}/kelola/dijawab/{question.public_id}/"

    answer = as_user(leader).post(url, {"body": "Lihat bab dua."})

    assert (answer.status_code, answers(question)) == (409, [])


def test_what_another_host_unlinked_meanwhile_is_not_answered(settle, workshop, question, now):
    unlink_question(workshop=workshop, thread=question, now=now)

    settle()

    assert answers(question) == []


def test_the_host_settles_on_its_page(
    link, leader, as_user, workshop, question, material, start, time_machine, address
):
    time_machine.move_to(start + timedelta(hours=3))
    client = as_user(leader)
    url = f"/lokakarya/{workshop.public_id}/kelola/dijawab/{question.public_id}/"
    assert url in client.get(address("workshop_questions", workshop)).content.decode()

    sent = {"body": "Lihat bab dua.", "material": material.pk}
    answer = client.post(url, sent)

    (post,) = answers(question)
    assert answer.url == post.get_absolute_url()
    assert "Selesai" in client.get(address("workshop_questions", workshop)).content.decode()


def test_a_material_for_some_only_cannot_be_led_to(
    link, leader, as_user, workshop, question, material, start, time_machine
):
    Material.objects.update(access="attended")
    time_machine.move_to(start + timedelta(hours=3))
    url = f"/lokakarya/{workshop.public_id}/kelola/dijawab/{question.public_id}/"

    answer = as_user(leader).post(url, {"body": "Lihat bab dua.", "material": material.pk})

    assert (answer.status_code, answers(question)) == (422, [])
    assert "Lihat bab dua." in answer.content.decode()


def test_a_hidden_material_is_no_answer(
    link, leader, as_user, workshop, question, material, start, time_machine
):
    time_machine.move_to(start + timedelta(hours=3))
    client = as_user(leader)
    url = f"/lokakarya/{workshop.public_id}/kelola/dijawab/{question.public_id}/"
    assert material.title in client.get(url).content.decode()
    Material.objects.update(hidden_at=start)

    answer = client.post(url, {"body": "Lihat bab dua.", "material": material.pk})

    assert (answer.status_code, answers(question)) == (422, [])
    assert material.title not in client.get(url).content.decode()


def test_whoever_answered_already_reads_so(
    settle, leader, question, as_user, workshop, start, time_machine
):
    make_answer(leader, question)
    time_machine.move_to(start + timedelta(hours=3))
    url = f"/lokakarya/{workshop.public_id}/kelola/dijawab/{question.public_id}/"

    answer = as_user(leader).post(url, {"body": "Lihat bab dua."})

    assert answer.status_code == 409
    assert WorkshopQuestion.objects.get().settled_at is None


def test_a_sealed_asker_is_told_and_stays_sealed(workshop, employee, leader, start, now, as_user):
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    sealed = ask_question(author=employee, text=text, now=now)
    link_question(actor=leader, workshop=workshop, thread=sealed, now=now)
    link = WorkshopQuestion.objects.get()

    by = {"actor": leader, "link": link, "words": "Ya, dengan surat.", "material": None}
    settle_question(**by, now=start + timedelta(hours=3))

    assert Notification.objects.filter(
        recipient=employee, kind="discussions.answer_posted"
    ).exists()
    page = as_user(leader).get(sealed.get_absolute_url()).content.decode()
    assert employee.name not in page


def test_whoever_asked_without_a_name_is_not_betrayed_by_settling(workshop, leader, start, now):
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    sealed = ask_question(author=leader, text=text, now=now)
    link_question(actor=leader, workshop=workshop, thread=sealed, now=now)
    link = WorkshopQuestion.objects.get()

    with pytest.raises(OwnNamelessQuestion):
        settle_question(
            actor=leader, link=link, words="Ya.", material=None, now=start + timedelta(hours=3)
        )

    assert answers(sealed) == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_idea_4_two_hosts_press_at_once(settle, question, admin):
    together(settle, lambda: settle(actor=admin))

    assert len(answers(question)) == 1
