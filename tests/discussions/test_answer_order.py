"""Row 20: the solution stands on top, until the reader chooses another order."""

import re

import pytest

from discussions.actions import mark_helpful
from tests.factories import UserFactory, make_answer


@pytest.fixture
def answers(question, choose, now):
    """Three in the order in which they came; the second is the best solution."""
    made = [make_answer(UserFactory(), question, body=f"Jawaban nomor {n} ini.") for n in (1, 2, 3)]
    choose(made[1])
    return made


@pytest.mark.parametrize(
    ("query", "order"),
    [("", [2, 1, 3]), ("?urut=lama", [1, 2, 3]), ("?urut=baru", [3, 2, 1]), ("?urut=x", [2, 1, 3])],
)
def test_row_20_the_order_is_the_readers_choice(question, answers, employee, as_user, query, order):
    page = as_user(employee).get(question.get_absolute_url() + query).content.decode()
    assert list(map(int, re.findall(r"<p>Jawaban nomor (\d)", page))) == order
    assert page.count('href="?urut=lama#jawaban"') == 1


def test_row_20_by_help_alone_the_solution_is_not_pinned(
    question, answers, employee, stranger, as_user, now
):
    mark_helpful(user=stranger, post=answers[2], now=now)
    url = f"{question.get_absolute_url()}?urut="

    shown = {
        order: re.findall(
            r"<p>Jawaban nomor (\d)", as_user(employee).get(url + order).content.decode()
        )
        for order in ("", "membantu")
    }

    assert shown == {"": ["2", "3", "1"], "membantu": ["3", "1", "2"]}


def test_one_answer_needs_no_order(question, employee, as_user):
    make_answer(UserFactory(), question)
    assert (
        'href="?urut=lama#jawaban"'
        not in as_user(employee).get(question.get_absolute_url()).content.decode()
    )
