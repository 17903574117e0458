"""Row 35: lively questions rise, and those that wait rise the longer they wait."""

from datetime import timedelta

import pytest

from discussions.actions import mark_me_too, rank_threads
from discussions.models import ThreadRank
from tests.factories import UserFactory, make_answer, make_question


@pytest.fixture
def titles(as_user, stranger):
    """Of the list in an order, first to last."""

    def read(order):
        page = as_user(stranger).get(f"/tanya/?urut={order}")
        return [thread.title for thread in page.context["page"].rows]

    return read


def test_the_longest_waiting_needs_an_answer_most(employee, titles, now):
    for days, title in [(1, "Menunggu sehari saja?"), (20, "Menunggu dua puluh hari?")]:
        make_question(employee, title=title, now=now - timedelta(days=days))

    rank_threads(now=now)

    assert titles("perlu") == ["Menunggu dua puluh hari?", "Menunggu sehari saja?"]


def test_who_has_it_too_lifts_it_and_an_answer_lowers_it(employee, colleague, titles, now):
    then = now - timedelta(days=3)
    threads = [make_question(employee, title=f"Pertanyaan {n} ini?", now=then) for n in "abc"]
    mark_me_too(user=colleague, thread=threads[0], now=now)
    make_answer(colleague, threads[2], now=then)

    rank_threads(now=now)

    assert titles("perlu") == ["Pertanyaan a ini?", "Pertanyaan b ini?", "Pertanyaan c ini?"]


def test_what_is_solved_needs_nothing(question, answer, choose, titles, now):
    choose(answer)

    rank_threads(now=now + timedelta(days=3))

    assert titles("perlu") == []


def test_row_35_a_question_that_many_write_in_is_lively(employee, colleague, stranger, titles, now):
    quiet = make_question(employee, title="Yang sepi sekali?", now=now - timedelta(hours=2))
    lively = make_question(employee, title="Yang ramai sekali?", now=now - timedelta(hours=2))
    make_answer(colleague, lively, now=now)
    make_answer(stranger, lively, now=now)

    rank_threads(now=now)

    assert titles("hangat") == [lively.title, quiet.title]


def test_row_35_it_grows_cold(question, now):
    rank_threads(now=now)
    hot = ThreadRank.objects.get().hot

    rank_threads(now=now + timedelta(days=2))

    assert 0 < ThreadRank.objects.get().hot < hot


def test_old_news_is_forgotten(question, answer, choose, now):
    choose(answer)
    rank_threads(now=now)

    rank_threads(now=now + timedelta(days=30))

    assert list(ThreadRank.objects.values_list("hot", "need")) == [(0, 0)]


def test_a_new_question_stands_in_every_order_at_once(employee, titles):
    """Its rank is there from its first moment: the lists follow the indexes of the ranks."""
    make_question(employee, title="Yang baru saja ditanyakan?")

    assert titles("hangat") == titles("perlu") == ["Yang baru saja ditanyakan?"]


def test_ranking_costs_the_same_for_many(employee, now, django_assert_max_num_queries):
    for number in range(12):
        make_question(UserFactory(), title=f"Pertanyaan yang ke-{number}?")

    with django_assert_max_num_queries(10):
        assert rank_threads(now=now) == 12
