"""What the host changed of date, place or link, so that people read it as old → new."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from workshops.models.session import local_span
from workshops.models.workshop import Workshop

LINK = "online_url"  # never written down here: only whether there is one


class WorkshopChangeQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("no")

    def unseen_by(self, registration):
        return self.filter(workshop=registration.workshop_id, no__gt=registration.seen_change)


class WorkshopChange(models.Model):
    """A change that participants must know of; each says that it was seen.

    `no` is the workshop's version after it, and `Registration.seen_change` the newest one seen.
    `before` and `after` hold what differs: sessions by number as moments, rooms of their own,
    place, mode, link.
    """

    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="changes")
    no = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    before = models.JSONField()
    after = models.JSONField()

    objects = WorkshopChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "no"], name="change_once_per_version")
        ]

    def __str__(self):
        return f"{self.workshop_id} #{self.no}"

    @property
    def lines(self) -> list[str]:
        """In the active language."""
        found = session_lines(self.workshop.timezone, self.before, self.after)
        found += room_lines(self.before, self.after)
        if "place" in self.after:
            words = _("Place: %(old)s → %(new)s")
            found.append(words % self.pair("place", lambda place: place or "–"))
        if "mode" in self.after:
            words = _("How: %(old)s → %(new)s")
            found.append(words % self.pair("mode", lambda mode: Workshop.Mode(mode).label))
        if LINK in self.after:
            gone, new = _("There is no link to join any more."), _("The link to join is a new one.")
            found.append(new if self.after[LINK] else gone)
        return found

    def pair(self, name, words) -> dict[str, str]:
        return {"old": words(self.before[name]), "new": words(self.after[name])}


def session_lines(zone: str, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """A session that stayed is not named."""
    old, new = spans_of(before), spans_of(after)
    found = []
    for no in sorted(old.keys() | new.keys()):
        was, is_now = (local_span(zone, *one[no]) if no in one else "" for one in (old, new))
        if not was:
            found.append(_("A further session: %(new)s") % {"new": is_now})
        elif not is_now:
            found.append(_("Called off: %(old)s") % {"old": was})
        elif was != is_now:
            found.append(f"{was} → {is_now}")
    return found


def room_lines(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Of sessions that are in a room of their own, or were."""
    old, new = (dict(facts.get("rooms", ())) for facts in (before, after))
    words, usual = _("Place of session %(no)d: %(old)s → %(new)s"), _("as the workshop")
    return [
        words % {"no": no, "old": old.get(no, usual), "new": new.get(no, usual)}
        for no in sorted(old.keys() | new.keys())
        if old.get(no) != new.get(no)
    ]


def spans_of(facts: dict[str, Any]) -> dict[int, tuple[datetime, datetime]]:
    return {
        no: (datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at))
        for no, starts_at, ends_at in facts.get("sessions", ())
    }


def stored(facts: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """Of these names, as it may be kept."""
    kept = {name: facts[name] for name in names}
    if "sessions" in kept:
        kept["sessions"] = [
            [no, starts_at.isoformat(), ends_at.isoformat()]
            for no, starts_at, ends_at in kept["sessions"]
        ]
    if LINK in kept:
        kept[LINK] = bool(kept[LINK])
    return kept
