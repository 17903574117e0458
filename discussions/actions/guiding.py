"""Guides (idea 3): grown from a solution, kept true by an owner beyond the review date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.models import Area
from discussions import notices
from discussions.actions.citing import find_regulation
from discussions.actions.editing import EditedMeanwhile
from discussions.actions.hiding import is_reported
from discussions.actions.indexing import index_guide
from discussions.models import (
    Guide,
    GuideEvent,
    GuideRating,
    GuideRevision,
    Post,
    ShelfItem,
    Thread,
)
from discussions.models.regulation import cited_in
from foundation.markdown import RENDERER, render_markdown
from foundation.refusals import Refusal
from notifications.telling import telling

YEAR = timedelta(days=365)
DAY = timedelta(days=1)
Verb = GuideEvent.Verb


class GrownAlready(Refusal):
    message = _("A guide has grown from this answer already. Edit that one.")


class NotForAll(Refusal):
    message = _("Only an answer that everyone may read can become a guide.")


class GuideIsRetired(Refusal):
    message = _("This guide is retired. A moderator must bring it back first.")


class OwnGuide(Refusal):
    message = _("You look after this guide yourself. Change it where something is missing.")


@dataclass(frozen=True)
class GuideText:
    """What a guide says: title, body in Markdown, legal basis, one to three areas."""

    title: str
    body: str
    legal_basis: str
    areas: Sequence[Area]


def grow_guide(*, actor: User, answer: Post, text: GuideText, now: datetime) -> Guide:
    """The answer's author owns it; both pages lead to each other."""
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=answer.thread_id)
        answer = Post.objects.select_for_update().get(pk=answer.pk)
        is_there = not (answer.deleted_at or answer.hidden_at or thread.deleted_at)
        if not is_there or not thread.is_for_all:
            raise NotForAll
        if Guide.objects.filter(source=answer).exists():
            raise GrownAlready
        owner = answer.author if answer.author and answer.author.is_active else actor
        guide = Guide(owner=owner, source=answer, created_at=now, checked_at=now)
        guide.review_on = timezone.localdate(now) + YEAR
        write(guide, text)
        record_guiding(guide, Verb.GROW, actor, "", now)
        index_guide(guide, now=now)
        notices.guide_grown(guide, actor)
        return guide


def edit_guide(
    *, editor: User, guide: Guide, text: GuideText, version: int, now: datetime
) -> Guide:
    """An edit is a look: the review date moves on. What was returned is shown again."""
    with telling(now=now):
        guide = in_use(guide)
        if guide.version != version:
            raise EditedMeanwhile
        GuideRevision.objects.create(
            guide=guide,
            no=guide.version,
            title=guide.title,
            body=guide.body,
            legal_basis=guide.legal_basis,
            editor=editor,
            at=now,
        )
        guide.version += 1
        checked(guide, now)
        is_mended = bool(guide.hidden_reason) and not is_reported(guide)
        if is_mended:
            guide.hidden_at, guide.hidden_reason = None, ""
        write(guide, text)
        record_guiding(guide, Verb.EDIT, editor, "", now)
        if is_mended:
            record_guiding(guide, Verb.SHOW, editor, "", now)
        index_guide(guide, now=now)
        return guide


def confirm_guide(*, actor: User, guide: Guide, now: datetime) -> Guide:
    """It still holds, for a year from now."""
    with telling(now=now):
        guide = in_use(guide)
        if guide.checked_at > now - DAY and not guide.is_due(timezone.localdate(now)):
            return guide
        checked(guide, now)
        guide.save(update_fields=["checked_at", "review_on", "reminded_at"])
        record_guiding(guide, Verb.CONFIRM, actor, "", now)
        index_guide(guide, now=now)
        return guide


def adopt_guide(*, actor: User, guide: Guide, now: datetime) -> Guide:
    """Somebody who may edit it answers for it from now on."""
    with telling(now=now):
        guide = in_use(guide)
        if guide.owner_id != actor.pk:
            guide.owner = actor
            guide.save(update_fields=["owner"])
            record_guiding(guide, Verb.ADOPT, actor, "", now)
        return guide


def retire_guide(*, actor: User, guide: Guide, reason: str, now: datetime) -> Guide:
    with telling(now=now):
        guide = Guide.objects.select_for_update().get(pk=guide.pk)
        if guide.retired_at is None:
            guide.retired_at, guide.retired_reason = now, reason
            guide.save(update_fields=["retired_at", "retired_reason"])
            ShelfItem.objects.filter(guide=guide).delete()
            record_guiding(guide, Verb.RETIRE, actor, reason, now)
            index_guide(guide, now=now)
        return guide


def revive_guide(*, actor: User, guide: Guide, now: datetime) -> Guide:
    """What reports hid stays hidden when its owner brings it back."""
    with telling(now=now):
        guide = Guide.objects.select_for_update().get(pk=guide.pk)
        if guide.retired_at is not None:
            guide.retired_at, guide.retired_reason = None, ""
            if guide.owner_id != actor.pk:
                guide.hidden_at, guide.hidden_reason = None, ""
            guide.save()
            record_guiding(guide, Verb.REVIVE, actor, "", now)
            index_guide(guide, now=now)
        return guide


def rate_guide(*, user: User, guide: Guide, is_useful: bool, note: str, now: datetime) -> Guide:
    """Once per person, changeable; what was missing reaches the owner."""
    with telling(now=now):
        guide = in_use(guide)
        if guide.owner_id == user.pk:
            raise OwnGuide
        said = {"is_useful": is_useful, "note": note}
        if guide.ratings.filter(user=user, **said).exists():
            return guide
        GuideRating.objects.update_or_create(guide=guide, user=user, defaults=said | {"at": now})
        guide.useful_count = guide.ratings.filter(is_useful=True).count()
        guide.useless_count = guide.ratings.filter(is_useful=False).count()
        guide.save(update_fields=["useful_count", "useless_count"])
        if note:
            notices.guide_lacks(guide, user)
        return guide


def mind_guides(*, now: datetime) -> int:
    """Daily: a revoked rule calls for a look at once; owners hear once that theirs is due."""
    today = timezone.localdate(now)
    doubted = Guide.objects.live().filter(review_on__gt=today, rules__status="revoked")
    for pk in doubted.values_list("pk", flat=True).distinct():
        doubt(pk, today, now)
    minded = 0
    for pk in Guide.objects.due(today).filter(reminded_at=None).values_list("pk", flat=True):
        with telling(now=now):
            guide = Guide.objects.select_for_update().get(pk=pk)
            if guide.reminded_at is None and guide.is_due(today):
                guide.reminded_at = now
                guide.save(update_fields=["reminded_at"])
                index_guide(guide, now=now)
                notices.guide_due(guide)
                minded += 1
    return minded


def doubt(pk: int, today: date, now: datetime) -> None:
    """Only when nobody has looked at it since the rule was revoked."""
    with telling(now=now):
        guide = Guide.objects.select_for_update().get(pk=pk)
        revoked = guide.rules.filter(status="revoked", revoked_at__gt=guide.checked_at)
        if guide.review_on > today and revoked.exists():
            guide.review_on, guide.reminded_at = today, None
            guide.save(update_fields=["review_on", "reminded_at"])
            record_guiding(guide, Verb.DOUBT, None, ", ".join(map(str, revoked))[:200], now)


def in_use(guide: Guide) -> Guide:
    """Under its lock; refused when it is retired."""
    guide = Guide.objects.select_for_update().get(pk=guide.pk)
    if guide.retired_at:
        raise GuideIsRetired
    return guide


def write(guide: Guide, text: GuideText) -> None:
    guide.title, guide.body, guide.legal_basis = text.title, text.body, text.legal_basis
    guide.body_html, guide.renderer = render_markdown(text.body), RENDERER
    guide.save()
    guide.areas.set(text.areas, clear=True)
    ShelfItem.objects.filter(guide=guide).exclude(area__in=text.areas).delete()
    named = cited_in(f"{text.legal_basis}\n{text.body}")
    guide.rules.set([find_regulation(*rule) for rule in named])


def checked(guide: Guide, now: datetime) -> None:
    guide.checked_at, guide.reminded_at = now, None
    guide.review_on = timezone.localdate(now) + YEAR


def record_guiding(guide: Guide, verb: str, actor: User | None, reason: str, now: datetime) -> None:
    GuideEvent.objects.create(guide=guide, verb=verb, actor=actor, reason=reason, at=now)
