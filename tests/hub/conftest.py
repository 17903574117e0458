"""Readers with something on their pages."""

from datetime import date

import pytest

from competencies.actions.learning import Credit
from tests.factories import learn


@pytest.fixture
def credit(employee, leader, now):
    """Gives the employee hours of this year."""

    def give(jp, source="registration:1", areas="T.NAS"):
        learnt = Credit(
            jp=jp,
            form="KL07",
            title="Lokakarya yang sudah lewat",
            held_on=date(now.year, 1, 2),
            areas=areas,
            source=source,
        )
        return learn(employee, learnt, by=leader, now=now)

    return give
