"""Idea 5: closing a workshop opens one thread of those who were there, with the materials."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from discussions.actions import mute_thread
from discussions.models import Thread, ThreadSeen
from tests.workshops.materials import a_file, a_link
from workshops.actions import (
    add_material,
    close_workshop,
    register,
    reopen_workshop,
    take_attendance,
)
from workshops.models import Material


@pytest.fixture
def close(attended, leader, start):
    return lambda: close_workshop(actor=leader, workshop=attended, now=start + timedelta(hours=3))


@pytest.fixture
def shared():
    return lambda: Thread.objects.get(kind=Thread.Kind.SHARING)


def followers(thread):
    rows = ThreadSeen.objects.filter(thread=thread, level=ThreadSeen.Level.WATCHING)
    return {one.user for one in rows}


def test_idea_5_closing_twice_leaves_one_thread(close, shared, attended):
    for _twice in (1, 2):
        close()

    assert shared().title == f"Sesudah lokakarya: {attended.title}"


def test_its_words_do_not_follow_the_language_of_whoever_closes(close, shared, attended):
    with override("en"):
        close()

    assert shared().title == f"Sesudah lokakarya: {attended.title}"


def test_idea_5_those_who_were_there_follow_and_an_absent_one_reads(
    attended, close, shared, employee, colleague, leader, as_user, now
):
    register(user=colleague, workshop=attended, now=now)

    close()

    assert followers(shared()) == {employee, leader}
    assert as_user(colleague).get(shared().get_absolute_url()).status_code == 200
    page = as_user(colleague).get(attended.get_absolute_url()).content.decode()
    assert "Sesudah lokakarya" in page


def test_idea_5_opened_again_and_closed_it_is_the_same_with_whoever_was_added(
    attended, close, shared, employee, colleague, leader, start, now
):
    late = register(user=colleague, workshop=attended, now=now)
    close()
    first = shared()
    mute_thread(user=employee, thread=first, now=now)
    reopen_workshop(actor=leader, workshop=attended, now=start + timedelta(hours=4))
    present = list(attended.registrations.values_list("pk", flat=True))
    session = attended.sessions.get()
    take_attendance(host=leader, session=session, present=present, now=start + timedelta(hours=4))
    close()

    assert shared() == first
    assert followers(first) == {late.user, leader}


def test_idea_5_it_leads_to_the_materials_that_all_may_open(attended, close, shared, leader, now):
    for material in (
        a_link("Pedoman"),
        a_file("Kunci jawaban", access=Material.Access.ATTENDED),
    ):
        add_material(adder=leader, workshop=attended, material=material, now=now)

    close()

    opening = shared().posts.get(no=1)
    assert f'href="{Material.objects.get(title="Pedoman").get_absolute_url()}"' in opening.body_html
    assert "Kunci jawaban" not in opening.body
    assert f'href="{attended.get_absolute_url()}"' in opening.body_html


def test_the_title_of_a_hidden_material_is_not_in_it(attended, close, shared, leader, now):
    for title in ("Pedoman", "Nama orang lain"):
        add_material(adder=leader, workshop=attended, material=a_link(title), now=now)
    Material.objects.filter(title="Nama orang lain").update(hidden_at=now)

    close()

    opening = shared().posts.get(no=1)
    assert "Pedoman" in opening.body
    assert "Nama orang lain" not in opening.body


def test_it_is_no_question(close, shared, employee, as_user):
    close()

    assert shared().title not in as_user(employee).get("/tanya/").content.decode()
