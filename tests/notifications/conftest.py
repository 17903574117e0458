"""Ways to be told, without the domain that tells."""

import pytest

from discussions.models import Thread
from discussions.notices import ANSWER_POSTED
from notifications import writing
from notifications.telling import Happening, notify, telling


@pytest.fixture
def tell(question, now):
    """Tells people that the question has a new answer."""

    def happen(*people, about=question, actor=None, kind=ANSWER_POSTED):
        with telling(now=now):
            notify(kind, about=about, to=people, actor=actor)

    return happen


@pytest.fixture
def told(employee):
    """What a person was told: kind, count and number, in the order of numbers."""

    def rows(user=employee):
        return list(user.notifications.order_by("seq").values_list("kind", "count", "seq"))

    return rows


@pytest.fixture
def unheard(question, now):
    """Writes numbered events of the question whose wake-up is lost."""

    def write(count=1, topic=f"thread:{question.public_id}"):
        one = Happening(topic, "answer-posted", {}, is_numbered=True)
        writing.write_events([one] * count, now=now)

    return write


@pytest.fixture
def hidden(question, other_unit):
    """The question, in a unit that is not the employee's, and asked by nobody we know."""
    question.visibility, question.unit = Thread.Visibility.UNIT, other_unit
    question.author = None
    question.save()
    return question
