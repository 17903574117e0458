"""Rows 52, 54: who is mentioned hears so; ten at most; nobody who cannot read it."""

import pytest

from discussions.actions import edit_answer, post_answer, post_comment
from notifications.models import Notification
from tests.factories import UserFactory, make_answer


def at(person):
    return f"[@{person.name}](/orang/{person.public_id}/)"


def told():
    rows = Notification.objects.filter(kind="discussions.mentioned").order_by("pk")
    return [row.recipient for row in rows]


def test_who_is_mentioned_hears_of_it(question, colleague, stranger, employee, as_user, now):
    answer = post_answer(
        author=colleague, thread=question, body=f"Tanya {at(stranger)} saja.", now=now
    )
    assert told() == [stranger]
    page = as_user(employee).get(question.get_absolute_url()).content.decode()
    assert f'<a href="/orang/{stranger.public_id}/"' in page
    assert Notification.objects.get(kind="discussions.mentioned").first_new == answer.anchor


def test_in_a_comment_too(question, answer, colleague, stranger, employee, as_user, now):
    post_comment(author=colleague, post=answer, body=f"{at(stranger)} <b>tahu</b>?", now=now)
    assert told() == [stranger]
    page = as_user(employee).get(question.get_absolute_url()).content.decode()
    assert f'<a href="/orang/{stranger.public_id}/">@{stranger.name}</a>' in page
    assert "&lt;b&gt;tahu" in page


def test_row_54_five_thousand_are_ten(question, colleague, now):
    """A bomb of mentions: the first ten hear of it, in the order in which they are named."""
    people = [UserFactory() for _n in range(15)]
    body = " ".join(at(one) for one in people * 20)[:19_000]
    post_answer(author=colleague, thread=question, body=body, now=now)
    assert set(told()) == set(people[:10])


def test_more_than_a_text_holds_is_said_and_comes_back(question, colleague, stranger, as_user):
    body = " ".join([at(stranger)] * 5_000)

    refused = as_user(colleague).post(f"/tanya/{question.public_id}/jawab/", {"body": body})

    assert refused.status_code == 422
    assert "Paling banyak 20000 huruf" in refused.content.decode()
    assert body in refused.content.decode()
    assert told() == []


def test_r35_an_edit_tells_only_whom_it_adds(question, colleague, stranger, employee, now):
    answer = make_answer(colleague, question, body=f"Tanya {at(stranger)} saja dulu.")
    edit_answer(
        editor=colleague,
        answer=answer,
        body=f"Tanya {at(stranger)}, {at(employee)}.",
        version=1,
        now=now,
    )
    assert told() == [stranger, employee]
    assert Notification.objects.get(recipient=stranger, kind="discussions.mentioned").count == 1


def test_who_cannot_read_it_is_named_before_it_is_sent(unit_question, colleague, stranger, as_user):
    url = f"/tanya/{unit_question.public_id}/jawab/"
    answer = as_user(colleague).post(url, {"body": f"Tanya {at(stranger)} saja.", "key": "satu"})
    assert answer.status_code == 422
    assert f"{stranger.name} tidak dapat membaca" in answer.content.decode()
    assert told() == []


def test_row_52_offered_are_those_who_may_read_it_people_of_this_question_first(
    question, unit_question, employee, stranger, as_user
):
    other = UserFactory(name="Wahyudi Selian")
    make_answer(stranger, question)
    client = as_user(employee)
    names = [
        one["name"]
        for one in client.get(f"/tanya/{question.public_id}/orang/?q=wahyu").json()["people"]
    ]
    assert names == [stranger.name, other.name]
    assert client.get(f"/tanya/{unit_question.public_id}/orang/?q=wahyu").json()["people"] == []


@pytest.mark.parametrize("text", ["", "w", "1985", "\0", "%", "_"])
def test_nothing_is_offered_for_next_to_nothing(question, employee, stranger, as_user, text):
    """Least of all by a NIP."""
    found = as_user(employee).get(f"/tanya/{question.public_id}/orang/", {"q": text}).json()
    assert found["people"] == []


@pytest.mark.parametrize(
    "body", ["[@Salim](/orang/zzzzz/)", "[@](/orang/ab3k9/)", "@Salim", "[@" * 3000]
)
def test_what_names_nobody_tells_nobody(question, colleague, now, body):
    post_answer(author=colleague, thread=question, body=body + " cukup panjang", now=now)
    assert told() == []
