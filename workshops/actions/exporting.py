"""The people of a workshop as a table for other programs (row J1)."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from xlsxwriter import Workbook

from workshops.models import Package, Registration, Workshop
from workshops.models.message import WHO

BOM = "\ufeff"  # or Excel reads it in an old alphabet
SLICE = 500  # rows that are read at a time
RISKY = ("=", "+", "-", "@", "\t", "\r")  # begin a formula in a table program (OWASP)
GROUPS = {
    "": (gettext_lazy("Everybody"), Q()),
    **{one.value: (one.label, which) for one, which in WHO.items()},
    "ended": (gettext_lazy("No longer registered"), ~Q(state__in=Registration.ACTIVE)),
}


def people_of(workshop: Workshop, group: str) -> Iterator[Registration]:
    """In the order of names; slice by slice, so that 5,000 cost little memory."""
    rows = workshop.registrations.filter(GROUPS[group][1]).select_related("user__unit")
    return rows.in_name_order().iterator(SLICE)


def table_of(package: Package) -> Iterator[list[str]]:
    """The head, then a row per person, each cell a safe text."""
    yield [
        *(_("No."), _("Name"), "NIP", _("Unit"), _("Position"), _("State")),
        *(_("Seat"), _("Presence"), _("Registered on")),
    ]
    people = people_of(package.workshop, package.contents["group"])
    for number, one in enumerate(people, 1):
        yield [str(number), *(safe(text) for text in cells_of(one))]


def cells_of(registration: Registration) -> Iterable[str]:
    user = registration.user
    nip = user.nip if registration.state in Registration.ACTIVE else ""  # as little as is needed
    return (
        *(user.full_name, nip or "", str(user.unit or ""), user.position),
        *(registration.get_state_display(), registration.seat_in_words),
        registration.get_attendance_display(),
        f"{timezone.localtime(registration.joined_at):%Y-%m-%d %H:%M} WIB",
    )


def safe(text: str) -> str:
    """What a table program would take for a formula begins with an apostrophe."""
    text = str(text)
    return f"'{text}" if text.startswith(RISKY) else text


def write_csv(package: Package, out: IO[bytes]) -> None:
    """Every cell in quotes: a NIP is a text of eighteen signs."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    text.write(BOM)
    with override("id"):
        csv.writer(text, quoting=csv.QUOTE_ALL).writerows(table_of(package))
    text.detach()


def write_xlsx(package: Package, out: IO[bytes]) -> None:
    """Texts only; rows go to the disk as they come."""
    with override("id"), Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(1, 8, 24)
        for row, cells in enumerate(table_of(package)):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)
