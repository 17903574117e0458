"""Nobody floods the others (R34): a sentence, 429, how long to wait, and the text comes back."""

import pytest
import time_machine
from django.urls import reverse

from accounts.actions import renew_feed_token
from discussions.models import Answer
from foundation.limits import MARKS, POSTS, limiter, spend
from foundation.refusals import TooFast
from foundation.resting import Rest
from tests.factories import UserFactory, area, make_question
from tests.together import together

WORDS = "Jawaban yang tidak boleh hilang."


@pytest.fixture
def answer_one(employee, colleague, as_user):
    client = as_user(colleague)

    def answer(**more):
        path = f"/tanya/{make_question(employee).public_id}/jawab/"
        return client.post(path, {"body": WORDS} | more)

    return answer


def test_r34_the_seventh_answer_in_a_minute_waits(answer_one):
    assert [answer_one().status_code for _ in range(6)] == [302] * 6

    refused = answer_one()

    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 61
    assert WORDS in refused.content.decode()
    assert "Mohon tunggu 1 menit." in refused.content.decode()
    assert Answer.objects.count() == 6


def test_r34_after_the_wait_it_is_taken(answer_one):
    with time_machine.travel("2026-11-26T02:00:00Z", tick=False) as clock:
        *_taken, refused = [answer_one() for _ in range(7)]
        clock.shift(int(refused["Retry-After"]))

        assert answer_one().status_code == 302


def test_r34_a_preview_is_free(answer_one):
    for _ in range(8):
        assert answer_one(preview="1").status_code == 200

    assert answer_one().status_code == 302


def test_r34_only_a_page_with_a_preview_gives_it_for_nothing(employee, colleague, as_user):
    client, url = as_user(colleague), f"/tanya/{make_question(employee).public_id}/saya-juga/"

    last = [client.post(url, {"on": "1", "preview": "1"}).status_code for _ in range(61)][-2:]

    assert last == [302, 429]


def ask_again(client, user, times):
    """Searching, reading a feed and marking, `times` each; what the last of each was answered."""
    marked = f"/tanya/{make_question(UserFactory()).public_id}/saya-juga/"
    renew_feed_token(user=user)
    feed = f"/bidang/{area().slug}/umpan.xml?kunci={user.feed_token}"
    requests = {
        "search": lambda: client.get("/cari/?q=rekening"),
        "feed": lambda: client.get(feed),
        "mark": lambda: client.post(marked, {"on": "1"}),
    }
    return {
        name: [ask().status_code for _ in range(times[name])][-2:] for name, ask in requests.items()
    }


def test_r34_searches_feeds_and_marks_have_theirs(employee, as_user):
    times = {"search": 31, "feed": 61, "mark": 61}

    last = ask_again(as_user(employee), employee, times)

    assert last == {"search": [200, 429], "feed": [200, 429], "mark": [302, 429]}


@pytest.mark.parametrize("name", ["workshop_list", "facilitator_list"])
def test_r34_words_are_searched_for_as_often_everywhere(workshop, leader, as_user, name):
    args = [workshop.public_id] if name == "facilitator_list" else []
    client, url = as_user(leader), reverse(f"workshops:{name}", args=args)

    last = [client.get(url, {"q": "rahma"}).status_code for _ in range(31)][-2:]

    assert last == [200, 429]
    assert client.get(url).status_code == 200


def test_r34_people_are_counted_apart_and_so_are_deeds():
    for _ in range(6):
        spend(POSTS, "1")

    spend(POSTS, "2")
    spend(MARKS, "1")
    with pytest.raises(TooFast):
        spend(POSTS, "1")


def test_r34_a_burst_of_many_threads_lets_no_more_through():
    def press():
        try:
            spend(POSTS, "burst")
        except TooFast:
            return False
        return True

    assert sum(together(*[press] * 20)) == 6


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0"])
def test_r37_while_redis_is_down_nobody_is_turned_away(settings, monkeypatch, url):
    monkeypatch.setattr(Rest, "until", 0.0)
    settings.REDIS_URL = url
    limiter.cache_clear()

    for _ in range(10):
        spend(POSTS, "1")

    assert Rest.until > 0
    limiter.cache_clear()
