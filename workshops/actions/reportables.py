"""Materials and topics as things that may be reported."""

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import User
from discussions.models.reportable import Reportable
from workshops.actions.indexing import index_material
from workshops.models import Material, TopicRequest


class ReportedMaterial(Reportable):
    """A hidden material is read by the workshop's host and by moderators of its areas."""

    model = Material

    def standing(self) -> QuerySet:
        return Material.objects.standing().select_related("workshop", "added_by__unit")

    def made_by(self, user: User) -> Q:
        return Q(added_by=user)

    def maker_of(self, about: Material) -> User:
        return about.added_by

    def words_of(self, about: Material) -> str:
        newest = about.newest
        return f"{about.title}\n{newest.name if newest else about.description}"

    def hide(self, about: Material, *, actor: User | None, reason: str, now: datetime) -> None:
        about.hidden_at, about.hidden_reason = about.hidden_at or now, reason
        self.keep(about, now)

    def show(self, about: Material, *, actor: User | None, reason: str, now: datetime) -> None:
        about.hidden_at, about.hidden_reason = None, ""
        self.keep(about, now)

    def remove(self, about: Material, *, actor: User, reason: str, now: datetime) -> None:
        """Nobody is handed it any more; the ledger of its review says who and why."""
        about.removed_at = now
        self.hide(about, actor=actor, reason=reason, now=now)

    def keep(self, about: Material, now: datetime) -> None:
        about.save(update_fields=["hidden_at", "hidden_reason", "removed_at"])
        index_material(about, now=now)


class ReportedTopic(Reportable):
    """A hidden topic is read by whoever asked for it and by moderators of its areas.

    One that was gathered has nobody's words.
    """

    model = TopicRequest

    def standing(self) -> QuerySet:
        return TopicRequest.objects.standing().exclude(asked_by=None).select_related("asked_by")

    def made_by(self, user: User) -> Q:
        return Q(asked_by=user)

    def maker_of(self, about: TopicRequest) -> User | None:
        return about.asked_by

    def words_of(self, about: TopicRequest) -> str:
        return f"{about.title}\n{about.body}"

    def hide(self, about: TopicRequest, *, actor: User | None, reason: str, now: datetime) -> None:
        about.hidden_at, about.hidden_reason = about.hidden_at or now, reason
        self.keep(about)

    def show(self, about: TopicRequest, *, actor: User | None, reason: str, now: datetime) -> None:
        about.hidden_at, about.hidden_reason = None, ""
        self.keep(about)

    def remove(self, about: TopicRequest, *, actor: User, reason: str, now: datetime) -> None:
        about.removed_at = now
        self.hide(about, actor=actor, reason=reason, now=now)

    def keep(self, about: TopicRequest) -> None:
        about.save(update_fields=["hidden_at", "hidden_reason", "removed_at"])
