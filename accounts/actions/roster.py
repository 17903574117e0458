import csv
import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import RosterEntry, Unit, User
from accounts.nip import check_nip
from foundation.refusals import Refusal
from foundation.text import clean_line

LINK_DAYS = 14
COLUMNS = ("name", "nip", "employment", "unit", "position", "email")
NEEDED = {"name", "nip", "employment", "unit"}


class ColumnsAreMissing(Refusal):
    message = gettext_lazy("The first line must name the columns: name, nip, employment, unit.")


@dataclass
class RosterRow:
    """A line of the roster: what it says, what is wrong with it, and the link it got."""

    line: int
    fields: dict[str, str]
    unit: Unit | None = None
    errors: list[str] = field(default_factory=list)
    token: str = ""


def read_roster(lines: Iterable[str], *, now: datetime) -> list[RosterRow]:
    """Checks every row and changes nothing; the columns are COLUMNS, by their header."""
    units = {unit.slug: unit for unit in Unit.objects.all()}
    units |= {unit.code: unit for unit in units.values() if unit.code}
    taken = set(User.objects.exclude(nip=None).values_list("nip", flat=True))
    rows = []
    reader = csv.DictReader(lines)
    if not set(reader.fieldnames or ()) >= NEEDED:
        raise ColumnsAreMissing
    for line, values in enumerate(reader, start=2):
        fields = {name: clean_line(values.get(name) or "") for name in COLUMNS}
        row = RosterRow(line, fields, units.get(fields["unit"]))
        row.errors = list(problems_of(row, taken=taken, now=now))
        taken.add(fields["nip"])
        rows.append(row)
    return rows


def problems_of(row: RosterRow, *, taken: set[str], now: datetime) -> Iterator[str]:
    fields = row.fields
    if not fields["name"]:
        yield _("The name is missing.")
    if fields["employment"] not in User.Employment.values:
        yield _("The employment is PNS, CPNS, PPPK or PPPK_PW.")
    try:
        fields["nip"] = check_nip(
            fields["nip"], employment=fields["employment"], today=localdate(now)
        )
        if fields["nip"] in taken:
            yield _("This NIP appears twice or has an account already.")
    except ValidationError as error:
        yield from error.messages
    yield from too_long(fields)
    if row.unit is None:
        yield _("There is no unit with this code or slug.")
    if fields["email"]:
        try:
            validate_email(fields["email"])
        except ValidationError as error:
            yield from error.messages


def too_long(fields: dict[str, str]) -> Iterator[str]:
    for name in ("name", "position", "email"):
        most = RosterEntry._meta.get_field(name).max_length
        if len(fields[name]) > most:
            words = {"most": most, "name": name}
            yield _("Too long: at most %(most)d signs fit in the column %(name)s.") % words


@transaction.atomic
def import_roster(*, rows: list[RosterRow], now: datetime) -> list[RosterRow]:
    """Stores the rows without errors and gives each a one-time token, valid for LINK_DAYS."""
    for row in rows:
        if row.errors:
            continue
        row.token = secrets.token_urlsafe(24)
        RosterEntry.objects.update_or_create(
            nip=row.fields["nip"],
            defaults={
                **{name: row.fields[name] for name in ("name", "employment", "position", "email")},
                "unit": row.unit,
                "token_hash": hash_of(row.token),
                "expires_at": now + timedelta(days=LINK_DAYS),
            },
        )
    return rows


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
