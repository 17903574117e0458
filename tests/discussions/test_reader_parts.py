"""Buttons, menu and answer form of a question: drawn once for each state, filled for each page."""

import re

import pytest

from discussions.views import reader_parts
from foundation.kept import filled

MARKS = [
    value for name, value in vars(reader_parts).items() if name.isupper() and isinstance(value, str)
]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w{64})"')


@pytest.fixture
def tricky(question):
    """Its title says marks, as somebody might who had read our source."""
    question.title = " ".join([*MARKS, "<b>& kata</b>"])
    question.save()
    return question


@pytest.mark.parametrize("role", ["employee", "stranger", "leader", "moderator", "admin"])
def test_no_mark_stays_on_the_page(question, answer, as_user, role, request):
    page = as_user(request.getfixturevalue(role)).get(question.get_absolute_url())

    assert len(MARKS) > 5
    assert [mark for mark in MARKS if mark in page.content.decode()] == []


def test_each_page_has_its_own_token_in_all_its_forms(question, stranger, leader, as_user):
    pages = [as_user(one).get(question.get_absolute_url()) for one in (stranger, leader, stranger)]

    tokens = [set(TOKEN.findall(page.content.decode())) for page in pages]
    assert [len(found) for found in tokens] == [1, 1, 1]
    assert len(set.union(*tokens)) == 3


def test_the_forms_of_a_filled_page_are_taken(question, stranger, as_user):
    """With the token that stands on the page, checked as for a browser."""
    client = as_user(stranger)
    client.handler.enforce_csrf_checks = True
    page = client.get(question.get_absolute_url()).content.decode()
    form = page.split('id="jawab"')[1]
    key = re.search(r'name="key" value="(.{24})"', form)[1]
    address = re.search(r'action="([^"]+)#jawab"', form)[1]
    sent = {"body": "Buka menu Koreksi, lalu simpan.", "key": key}

    answer = client.post(address, sent | {"csrfmiddlewaretoken": TOKEN.search(form)[1]})

    assert answer.status_code == 302
    assert client.post(address, sent).status_code == 403


def test_marks_in_a_title_stay_words(tricky, stranger, as_user):
    page = as_user(stranger).get(tricky.get_absolute_url(), follow=True).content.decode()

    title = page.split('<h1 id="judul">')[1].split("</h1>")[0]
    assert title == " ".join([*MARKS, "&lt;b&gt;&amp; kata&lt;/b&gt;"])
    assert "%3A%3Atoken%3A%3A" in page.split("wa.me/?text=")[1].split('"')[0]


def test_a_mark_inside_a_text_is_not_filled_again_and_texts_are_escaped():
    own = {"::number::": "::near::<i>", "::near::": "x"}

    shown = filled("foundation/_pager.html", own, query="::number::", anchor="::near::", number=2)

    assert 'href="?::near::&lt;i&gt;hal=1x"' in shown
