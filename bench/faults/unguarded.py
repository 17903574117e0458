"""The control: the same server, registering by check-then-insert. Must oversell on PostgreSQL."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_project.settings")
import django

django.setup()

from django.db import transaction

import workshops.actions
from forum_project.serve import main
from workshops.models import Registration, SeatPool


def register(*, user, workshop, wish=None, now, key=""):
    """What a first draft would do."""
    with transaction.atomic():
        pool = SeatPool.objects.get(workshop=workshop, kind="total")
        if workshop.registrations.active().count() >= pool.capacity:
            raise workshops.actions.WorkshopIsFull
        return Registration.objects.create(
            user=user, workshop=workshop, joined_at=now, holds_seat=True
        )


workshops.actions.register = register

if __name__ == "__main__":
    main()
