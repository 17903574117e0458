"""Idea 5: closing a workshop opens one thread of those who were there, with the materials."""

import re
from datetime import timedelta

import pytest
from django.utils.translation import override

from discussions.actions import mute_thread
from discussions.models import Thread, ThreadSeen
from tests.workshops.materials import a_file, a_link
from workshops.actions import (
    add_material,
    close_workshop,
    edit_material,
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


@pytest.fixture
def pinned(close, shared, as_user, attended):
    """The titles that the thread shows to a person under its opening, once it is open."""
    close()

    def titles(person):
        html = as_user(person).get(shared().get_absolute_url()).content.decode()
        opening = html[html.index('id="judul"') : html.index("<aside")]
        return re.findall(r'<a class="strong" href="/materi/[^"]*">([^<]*)</a>', opening)

    return titles


def test_idea_5_the_opening_leads_to_the_workshop(close, shared, attended):
    close()

    assert f'href="{attended.get_absolute_url()}"' in shared().posts.get(no=1).body_html


def test_idea_5_what_is_added_renamed_and_removed_afterwards_follows(
    pinned, attended, leader, colleague, now
):
    assert pinned(colleague) == []

    slides = add_material(adder=leader, workshop=attended, material=a_link("Salindia"), now=now)
    assert pinned(colleague) == ["Salindia"]

    edit_material(editor=leader, material=slides, text=a_link("Salindia akhir"), now=now)
    assert pinned(colleague) == ["Salindia akhir"]

    Material.objects.update(removed_at=now)
    assert pinned(colleague) == []


def test_idea_5_a_new_version_is_the_one_that_is_handed_out(
    pinned, attended, shared, leader, colleague, as_user, now
):
    slides = add_material(adder=leader, workshop=attended, material=a_link("Salindia"), now=now)
    newer = a_link("Salindia", url="https://baru.contoh.id/salindia")
    edit_material(editor=leader, material=slides, text=newer, now=now)

    page = as_user(colleague).get(shared().get_absolute_url()).content.decode()

    assert pinned(colleague) == ["Salindia"]
    assert "baru.contoh.id" in page


def test_idea_5_each_reads_the_titles_of_what_they_may_open(
    pinned, attended, leader, employee, colleague, now
):
    for title, access in (("Pedoman", "everyone"), ("Kunci jawaban", "attended")):
        one = a_file(title, access=access)
        add_material(adder=leader, workshop=attended, material=one, now=now)
    hidden = add_material(
        adder=leader, workshop=attended, material=a_link("Nama orang lain"), now=now
    )
    Material.objects.filter(pk=hidden.pk).update(hidden_at=now)

    assert pinned(employee) == ["Pedoman", "Kunci jawaban"]
    assert pinned(colleague) == ["Pedoman"]


def test_it_is_no_question(close, shared, employee, as_user):
    close()

    assert shared().title not in as_user(employee).get("/tanya/").content.decode()
