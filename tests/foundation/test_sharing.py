"""What people pass on by WhatsApp: title, a sentence, a short link (ux 3.6)."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from discussions.actions import accept_answer
from discussions.models import Thread
from foundation.sharing import LONGEST, first_sentence
from tests.factories import make_answer, make_question, make_workshop

PICTURE = Path(__file__).parents[2] / "static/img/bagikan.png"


@pytest.fixture
def solved(employee, colleague, now):
    thread = make_question(employee)
    answer = make_answer(colleague, thread, body="Buat **DPPA** dulu. Lalu ajukan ke BPKD.")
    accept_answer(answer=answer, actor=employee, kind="asker", now=now)
    return Thread.objects.get(pk=thread.pk)


def passed_on(client, thing):
    page = client.get(thing.get_absolute_url()).content.decode()
    return unquote(page.split("https://wa.me/?text=")[1].split('"')[0]).split("\n")


def test_a_solved_question_says_its_solution_in_a_sentence(solved, as_user, employee):
    title, sentence, link = passed_on(as_user(employee), solved)

    assert (title, sentence) == (f"*{solved.title}*", "Buat DPPA dulu.")
    assert link.endswith(f"/t/{solved.public_id}/")


def test_not_the_solution_of_a_units_own_question(solved, as_user, employee):
    Thread.objects.filter(pk=solved.pk).update(visibility="unit", unit=employee.unit)

    assert len(passed_on(as_user(employee), solved)) == 2


def test_a_workshop_says_when_and_where(workshop, as_user, employee):
    _title, line, link = passed_on(as_user(employee), workshop)

    assert "WIB" in line
    assert workshop.place in line
    assert link.endswith(f"/l/{workshop.public_id}/")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Satu. Dua.", "Satu."),
        ("Pukul 09.00 mulai. Lalu", "Pukul 09.00 mulai."),
        ("", ""),
        ("kata " * 90, ("kata " * 90)[:LONGEST].rsplit(" ", 1)[0] + " …"),
    ],
)
def test_the_first_sentence(text, first):
    assert first_sentence(text) == first


def test_the_picture_of_links_is_light():
    """1200 × 630 and at most 40 KB (ux 3.6)."""
    assert Image.open(PICTURE).size == (1200, 630)
    assert PICTURE.stat().st_size <= 40 * 1024


def test_a_workshop_of_many_days_says_three_and_how_many_more(leader, as_user, employee, now):
    days = [now + timedelta(days=day) for day in (7, 8, 9, 10, 11)]
    long = make_workshop(leader, spans=[(day, day + timedelta(hours=2)) for day in days])

    lines = passed_on(as_user(employee), long)

    assert len(lines) == 1 + 3 + 1 + 1  # title, days, the rest with the place, link
    assert lines[4] == "dan 2 sesi lain, Aula Bappeda"
