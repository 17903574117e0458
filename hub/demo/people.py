"""The demo's people: fictional, with serials that no office gives out (domain.md 1.10)."""

import json
from datetime import datetime
from pathlib import Path

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.actions.membership import index_member
from accounts.models import Unit, UnitLeadership, User
from competencies.actions import choose_areas
from competencies.models import Area, AreaCuratorship

PASSWORD = "sepakat-2026"
FILE = Path(__file__).with_name("people.json")


def add_people(now: datetime) -> dict[str, User]:
    """By key. All share one password, hashed once because hashing is slow on purpose."""
    units = {unit.slug: unit for unit in Unit.objects.all()}
    areas = {area.code: area for area in Area.objects.all()}
    password = make_password(PASSWORD)
    people = {}
    for number, row in enumerate(json.loads(FILE.read_text(encoding="utf-8")), start=1):
        user = add_person(row, number, units[row["unit"]], password, now)
        choose_areas(user=user, areas=[areas[code] for code in row["areas"]], now=now)
        give_roles(user, row, units, areas, now)
        index_member(user, now=now)
        people[row["key"]] = user
    return people


def add_person(row: dict, number: int, unit: Unit, password: str, now: datetime) -> User:
    user = User.objects.create(
        email=row.get("email") or f"{row['key'].replace('_', '.')}@contoh.id",
        password=password,
        nip=demo_nip(row["employment"], number),
        name=row["name"],
        title_before=row["title_before"],
        title_after=row["title_after"],
        employment=row["employment"],
        unit=unit,
        position=row["position"],
        position_kind=row.get("kind", ""),
        is_staff=row.get("admin", False),
        is_superuser=row.get("admin", False),
        welcomed_at=now,
        joined_at=now,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def demo_nip(employment: str, number: int) -> str:
    """Valid in form, impossible in practice: the serials run down from 999."""
    appointed = "201003" if employment in ("PNS", "CPNS") else "202321"
    return f"1985{number % 12 + 1:02}{number % 28 + 1:02}{appointed}{number % 2 + 1}{1000 - number}"


def give_roles(user: User, row: dict, units: dict, areas: dict, now: datetime) -> None:
    since = timezone.localdate(now)
    for slug in row.get("leads", []):
        UnitLeadership.objects.create(user=user, unit=units[slug], since=since)
    for code in row.get("curates", []):
        AreaCuratorship.objects.create(user=user, area=areas.get(code), since=now)
