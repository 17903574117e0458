"""Row 54: a text that calls a whole unit asks first, reaches few, and only its leader writes it."""

import pytest

from discussions.actions import QuestionText, ask_question
from discussions.forms import calling
from discussions.models import Answer, Comment, Thread
from discussions.notices import unit_called
from notifications.models import Notification
from notifications.telling import telling
from tests.factories import UserFactory, area

TELL = {"call": "tell"}


def at(unit):
    return f"Mohon dibaca [@{unit.name}](/unit/{unit.slug}/orang/) semuanya."


def told():
    rows = Notification.objects.filter(kind="discussions.mentioned").order_by("recipient")
    return {row.recipient for row in rows}


@pytest.fixture
def answer_url(question):
    return f"/tanya/{question.public_id}/jawab/"


def test_row_54_it_asks_first_and_says_how_many(
    leader, employee, colleague, stranger, answer_url, as_user
):
    client, body = as_user(leader), at(leader.unit)

    asked = client.post(answer_url, {"body": body})

    assert asked.status_code == 422
    assert f"{leader.unit}: 3 orang" in asked.content.decode()
    assert body.replace("&", "&amp;") in asked.content.decode()
    assert "Kabari 3 orang?" in asked.content.decode()
    assert "errsum" not in asked.content.decode()  # a question, nothing to mend
    assert (told(), Answer.objects.count()) == (set(), 0)
    assert client.post(answer_url, {"body": body} | TELL).status_code == 302
    assert told() == {employee, colleague}


def test_row_54_in_a_comment_and_a_question_too(leader, employee, colleague, question, as_user):
    client, body = as_user(leader), at(leader.unit)
    comment = f"/j/{question.posts.get(no=1).public_id}/komentar/"
    fields = {"title": "Siapa yang pernah memakai menu ini?", "areas": [area().pk]}

    for url, form in ((comment, {"body": body}), ("/tanya/baru/", fields | {"body": body})):
        assert client.post(url, form).status_code == 422
        assert told() == set()
        assert client.post(url, form | TELL).status_code == 302
        assert told() == {employee, colleague}
        Notification.objects.all().delete()
    assert (Comment.objects.count(), Thread.objects.count()) == (1, 2)


@pytest.mark.parametrize("role", ["colleague", "other_leader", "moderator", "admin"])
def test_row_54_nobody_else_calls_it(role, request, leader, answer_url, as_user):
    person = request.getfixturevalue(role)

    refused = as_user(person).post(answer_url, {"body": at(leader.unit)} | TELL)

    assert refused.status_code == 422
    assert f"Hanya yang memimpin {leader.unit}" in refused.content.decode()
    assert told() == set()


def test_row_54_more_than_fifty_are_told_by_an_announcement(
    leader, answer_url, as_user, monkeypatch
):
    monkeypatch.setattr(calling, "MOST_CALLED", 3)
    for _n in range(3):
        UserFactory(unit=leader.unit)

    refused = as_user(leader).post(answer_url, {"body": at(leader.unit)} | TELL)

    assert refused.status_code == 422
    assert "pengumuman" in refused.content.decode()
    assert told() == set()


def test_row_54_the_action_calls_nobody_for_others_either(colleague, leader, now):
    """A form of another day, or an importer, does not ask: the verb itself looks."""
    text = QuestionText("Siapa memegang kunci aula?", at(leader.unit), [area()])

    ask_question(author=colleague, text=text, now=now)

    assert told() == set()


def test_row_54_without_a_name_no_unit_is_called(leader, as_user):
    fields = {"title": "Bolehkah menolak perintah lisan?", "areas": [area().pk], "is_sealed": "on"}

    refused = as_user(leader).post("/tanya/baru/", fields | {"body": at(leader.unit)} | TELL)

    assert refused.status_code == 422
    assert "Tanpa nama" in refused.content.decode()
    assert not Thread.objects.exists()


def test_who_is_mentioned_by_name_too_hears_of_it_once(
    leader, employee, colleague, answer_url, as_user
):
    body = f"{at(leader.unit)} [@{colleague.name}]({colleague.get_absolute_url()})"

    as_user(leader).post(answer_url, {"body": body} | TELL)

    assert told() == {employee, colleague}
    assert set(Notification.objects.values_list("count", flat=True)) == {1}


def test_who_cannot_read_it_is_not_called(other_leader, unit_question, stranger, now):
    """The other unit's people do not read the board of this one."""
    post = unit_question.posts.get(no=1)
    post.author, post.body = other_leader, at(other_leader.unit)
    with telling(now=now):
        unit_called(post, unit_question)

    assert told() == set()


def test_masked_numbers_stay_masked_when_it_is_confirmed(leader, answer_url, as_user):
    body = f"{at(leader.unit)} Hubungi 0812 3456 7890."
    client = as_user(leader)
    asked = client.post(answer_url, {"body": body, "privacy": "mask"})
    assert '<input type="hidden" name="privacy" value="mask"' in asked.content.decode()

    client.post(answer_url, {"body": body, "privacy": "mask"} | TELL)

    assert "3456" not in Answer.objects.get().body


def test_a_leader_is_offered_the_own_unit_and_nobody_else_is(
    leader, colleague, employee, question, as_user
):
    url = f"/tanya/{question.public_id}/orang/?q={leader.unit.name[:5]}"

    offered = as_user(leader).get(url).json()["people"]

    line = {"to": f"/unit/{leader.unit.slug}/orang/", "name": leader.unit.name, "line": "3 orang"}
    assert line in offered
    assert line not in as_user(colleague).get(url).json()["people"]


def test_its_link_lists_the_people(leader, employee, stranger, as_user):
    page = as_user(stranger).get(f"/unit/{leader.unit.slug}/orang/").content.decode()

    assert leader.name in page
    assert employee.name in page
    assert stranger.name not in page.split("<main")[1].split("</main")[0]
