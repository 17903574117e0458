"""Guides and people as things that may be reported."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from accounts.models import User
from competencies.permissions import curated_area_ids
from discussions.actions.guiding import record_guiding, retire_guide
from discussions.actions.indexing import index_guide
from discussions.actions.redacting import replace_in_guide
from discussions.models import Guide, GuideEvent, Review
from discussions.models.reportable import Reportable, declare
from foundation.markdown import plain_text
from foundation.privacy import mask

Verb = GuideEvent.Verb


class ReportedGuide(Reportable):
    """A hidden guide is read by its owner and by moderators of its areas."""

    model = Guide
    has_words = True

    def standing(self) -> QuerySet:
        """Also one retired before moderators decided: its owner can bring it back."""
        kind = ContentType.objects.get_for_model(Guide)
        waiting = Review.objects.filter(about_type=kind, carried_out_at=None).values("about_id")
        return Guide.objects.filter(Q(retired_at=None) | Q(pk__in=waiting))

    def made_by(self, user: User) -> Q:
        return Q(owner=user)

    def maker_of(self, about: Guide) -> User:
        return about.owner

    def words_of(self, about: Guide) -> str:
        return f"{about.legal_basis}\n{plain_text(about.body_html)}"

    def hide(self, about: Guide, *, actor: User | None, reason: str, now: datetime) -> None:
        about.hidden_at, about.hidden_reason = about.hidden_at or now, reason
        self.keep(about, Verb.HIDE, actor, reason, now)

    def show(self, about: Guide, *, actor: User | None, reason: str, now: datetime) -> None:
        about.hidden_at, about.hidden_reason = None, ""
        self.keep(about, Verb.SHOW, actor, reason, now)

    def keep(self, about: Guide, verb: str, actor: User | None, reason: str, now: datetime) -> None:
        about.save(update_fields=["hidden_at", "hidden_reason"])
        record_guiding(about, verb, actor, reason, now)
        index_guide(about, now=now)

    def remove(self, about: Guide, *, actor: User, reason: str, now: datetime) -> None:
        """Retired out of sight; a moderator can bring it back."""
        self.hide(about, actor=actor, reason=reason, now=now)
        Guide.objects.filter(pk=about.pk).update(retired_at=None)  # also where its owner did
        retire_guide(actor=actor, guide=about, reason=reason, now=now)

    def mask(self, about: Guide, *, actor: User, reason: str, now: datetime) -> None:
        replace_in_guide(about, mask, now)
        record_guiding(about, Verb.REDACT, actor, reason, now)


class ReportedPerson(Reportable):
    """A colleague is told what to mend; nobody vanishes because others say so.

    Suspending is the admin's alone (row 68).
    """

    model = User
    is_hideable = False

    def standing(self) -> QuerySet:
        return User.objects.active()

    def made_by(self, user: User) -> Q:
        return Q(pk=user.pk)

    def maker_of(self, about: User) -> User:
        return about

    def words_of(self, about: User) -> str:
        return f"{about.full_name}, {about.position}"

    def areas_of(self, about: User) -> list[Any]:
        return []

    def for_moderator(self, user: User) -> QuerySet:
        return User.objects.all() if None in curated_area_ids(user) else User.objects.none()


declare(ReportedGuide())
declare(ReportedPerson())
