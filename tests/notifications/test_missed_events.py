"""GET /kabar/sejak/: what was missed without a socket."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model

from notifications.actions import forget_old_news
from notifications.replay import missed as missed_since

URL = "/kabar/sejak/"


@pytest.fixture
def missed(as_user, employee):
    """The events after these cursors, as the employee's page asks for them."""
    client = as_user(employee)
    return lambda *cursors: client.get(URL, {"t": cursors}).json()["events"]


@pytest.fixture
def topic(question):
    return f"thread:{question.public_id}"


def test_events_after_the_cursor_come_in_order(missed, unheard, topic):
    unheard(3)

    assert [(one["topic"], one["no"]) for one in missed(f"{topic}.1")] == [(topic, 2), (topic, 3)]


def test_nothing_missed_is_nothing(missed, unheard, topic):
    unheard(3)

    assert missed(f"{topic}.3", "kabar.0") == []


def test_pruned_events_are_a_reset(missed, unheard, topic, now):
    unheard(3)
    forget_old_news(now=now + timedelta(days=2))

    assert missed(f"{topic}.1") == [{"reset": topic, "no": 3}]


def test_a_gap_in_what_is_kept_is_a_reset(missed, unheard, topic, now):
    unheard(1)
    forget_old_news(now=now + timedelta(days=2))
    unheard(1)

    assert missed(f"{topic}.0") == [{"reset": topic, "no": 2}]
    assert [one["no"] for one in missed(f"{topic}.1")] == [2]


def test_a_cursor_from_the_future_is_a_reset(missed, unheard, topic):
    unheard(1)

    assert missed(f"{topic}.9") == [{"reset": topic, "no": 1}]


def test_too_many_missed_events_are_a_reset(missed, unheard, topic):
    unheard(201)

    assert missed(f"{topic}.0") == [{"reset": topic, "no": 201}]


def test_ones_own_news_is_counted(missed, tell, employee):
    tell(employee)

    (one,) = missed("kabar.0")

    assert (one["event"], one["no"], one["facts"]) == ("told", 1, {"unseen": 1})


def test_news_about_hidden_things_is_not_told(missed, tell, employee, hidden):
    tell(employee)

    (one,) = missed("kabar.0")

    assert (one["event"], one["facts"]) == ("counted", {"unseen": 0})


@pytest.mark.parametrize("key", ["thread:zzzzz", "rahasia:1", "thread", "x" * 60])
def test_an_unknown_topic_is_denied(missed, key):
    assert [set(one) for one in missed(f"{key}.0")] in ([{"denied"}], [])


def test_a_hidden_thread_is_denied(missed, hidden, topic):
    assert missed(f"{topic}.0") == [{"denied": topic}]


@pytest.mark.parametrize(
    "junk", ["", "x", ".", ".1", "kabar.-1", "kabar.1e3", "thread:\0.1", "kabar." + "9" * 30]
)
def test_junk_is_answered_with_nothing(missed, junk):
    assert missed(junk) == []


def test_at_most_ten_topics_are_answered(missed, topic):
    assert len(missed(*[f"thread:zzzz{n % 10}.0" for n in range(30)])) == 10


def test_the_answer_is_never_stored(as_user, employee):
    assert as_user(employee).get(URL)["Cache-Control"] == "private, no-store"


def test_an_open_page_does_not_keep_the_tree_of_units(employee, topic):
    """Some thousand are open for hours; what was worked out from the tree stays known."""
    employee = get_user_model().objects.get(pk=employee.pk)

    missed_since(employee, topic, 0)

    assert "unit_tree" not in vars(employee)
