"""A registration as plain SQL: the statements of the product, recorded once, sent by the driver.

What is recorded is somebody's registration at a workshop whose rows have numbers found nowhere
else; in the statements of everybody else those are theirs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from foundation.models import draw_id

EVENT = 'INSERT INTO "workshops_registrationevent"'  # names the registration first
REGISTRATION = 'INSERT INTO "workshops_registration" '


class Recording:
    """`marks` are the numbers and words of one registration, by what they stand for."""

    def __init__(self, marks: dict[Any, str]):
        self.marks = marks
        self.statements: list[tuple[str, list[Any]]] = []

    @contextmanager
    def running(self) -> Iterator[None]:
        with connection.execute_wrapper(self.note):
            yield

    def note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN")):
            self.statements.append((sql, list(params or ())))
        return execute(sql, params, many, context)

    def prepared(self) -> list[tuple[str, list[Any]]]:
        """With a name in the place of each mark."""
        sign = "?" if connection.vendor == "sqlite" else "%s"
        found = []
        for sql, params in self.statements:
            named = [self.named(one) for one in params]
            if sql.startswith(EVENT):
                named[0] = Named("registration")
            for mark, name in self.marks.items():
                sql = sql.replace(str(mark), f"{{{name}}}") if isinstance(mark, int) else sql
            found.append((sql.replace("%s", sign), named))
        return found

    def named(self, value: Any) -> Any:
        is_mark = isinstance(value, int | str) and value in self.marks
        return Named(self.marks[value]) if is_mark else value


class Named(str):
    """Stands for a number of the person or the workshop at hand."""


def send(statements: list[tuple[str, list[Any]]], facts: dict[str, Any]) -> None:
    """One registration: all of them in one transaction, by the driver's own cursor."""
    facts = facts | {"public_id": draw_id(8)}
    with transaction.atomic():
        connection.ensure_connection()
        cursor = connection.connection.cursor()
        for sql, params in statements:
            for name in ("user", "workshop"):
                sql = sql.replace(f"{{{name}}}", str(facts[name]))
            cursor.execute(sql, [facts[one] if isinstance(one, Named) else one for one in params])
            rows = cursor.fetchall() if cursor.description else []
            if sql.startswith(REGISTRATION):
                facts["registration"] = rows[0][0]
        cursor.close()
