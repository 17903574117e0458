"""Tables of record take new rows and no change, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from competencies.models import LearningRecord
from discussions.actions import accept_answer
from discussions.models import SolutionEvent
from tests.conftest import APPEND_ONLY
from tests.factories import make_answer


@pytest.fixture
def ledger(question, employee, colleague, now):
    """One row in each of our append-only tables."""
    accept_answer(actor=employee, answer=make_answer(colleague, question), kind="asker", now=now)
    LearningRecord.objects.create(
        user=employee, year=2026, jp=5, form="KL07", title="Lokakarya", held_on=now.date(),
        source="registration:1", at=now,
    )  # fmt: skip


TABLES = ["discussions_solutionevent", "competencies_learningrecord"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_a_change(ledger, table, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_the_models_are_refused_too(ledger):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SolutionEvent.objects.update(reason="lain")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LearningRecord.objects.get().delete()

    assert (SolutionEvent.objects.count(), LearningRecord.objects.count()) == (1, 1)


def test_every_such_table_is_known_to_the_flush():
    assert set(TABLES) < set(APPEND_ONLY)
