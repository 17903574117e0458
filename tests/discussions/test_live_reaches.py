"""Whom live events reach (R17): one socket for each role, every event of a unit's own question."""

import inspect
import json

import pytest

from discussions import live
from discussions.actions import post_comment, report_text
from discussions.models import Review, Thread
from notifications.telling import telling
from tests.factories import make_answer, make_question

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
READERS = {"stranger", "other_leader", "moderator"}  # of the unit, and who moderates it
OTHERS = {"employee", "colleague", "leader"}
HAPPENINGS = {
    name: function
    for name, function in inspect.getmembers(live, inspect.isfunction)
    if function.__module__ == live.__name__ and not name.startswith("may_")
}


@pytest.fixture
def of_the_unit(stranger, other_unit, other_leader, employee, now):
    """What each happening may be about, all of it in the other unit's own question."""
    thread = make_question(stranger)
    Thread.objects.filter(pk=thread.pk).update(visibility="unit", unit=other_unit)
    thread.refresh_from_db()
    answer = make_answer(other_leader, thread)
    comment = post_comment(author=stranger, post=answer, body="Terima kasih banyak.", now=now)
    report_text(reporter=stranger, about=answer, kind="wrong", note="", now=now)
    about = {"thread": thread, "answer": answer, "post": answer, "comment": comment}
    return about | {
        "asker": stranger,
        "review": Review.objects.get(kind="report"),
        "event": "question-closed",
    }


@pytest.fixture
def fire(of_the_unit, now):
    """Everything that is declared in discussions/live.py; a new one without an example fails."""

    def all_of_them():
        for function in HAPPENINGS.values():
            parameters = inspect.signature(function).parameters.values()
            needed = [one.name for one in parameters if one.default is one.empty]
            with telling(now=now):
                function(**{name: of_the_unit[name] for name in needed if name != "but"})

    return all_of_them


@pytest.fixture
async def listen(connect, of_the_unit, request):
    """Opens the pages of everybody: the question, the lists, the queue, Kabar."""
    keys = [f"thread:{of_the_unit['thread'].public_id}", "lists:all", "moderation:all", "kabar"]

    async def open_all(*roles):
        sockets = {}
        for role in roles:
            sockets[role] = await connect(request.getfixturevalue(role))
            for key in keys:
                await sockets[role].send_json_to({"watch": key, "after": 0})
        return {role: (socket, await said(socket)) for role, socket in sockets.items()}

    return open_all


async def said(socket):
    """All that the page hears until it is quiet."""
    heard = []
    while not await socket.receive_nothing(0.5):
        heard.append(await socket.receive_json_from())
    return heard


async def test_r17_no_event_of_a_units_question_reaches_another_unit(
    listen, fire, of_the_unit, leader, moderator, colleague, do
):
    pages = await listen(*READERS, *OTHERS)
    secrets = [of_the_unit[one].public_id for one in ("thread", "answer", "comment", "review")]

    await do(fire)

    heard = {role: json.dumps(await said(socket)) for role, (socket, _first) in pages.items()}
    found = {role for role, text in heard.items() if any(one in text for one in secrets)}
    refusal = {"denied": f"thread:{of_the_unit['thread'].public_id}"}
    denied = {role for role, (_socket, first) in pages.items() if refusal in first}
    assert found == READERS
    assert denied == OTHERS


async def test_r17_control_with_every_door_open_the_others_hear_it(
    listen, fire, of_the_unit, leader, moderator, colleague, do, monkeypatch
):
    monkeypatch.setattr("notifications.replay.may_watch", lambda *_words: True)
    pages = await listen("employee")

    await do(fire)

    socket, _first = pages["employee"]
    assert of_the_unit["answer"].public_id in json.dumps(await said(socket))
