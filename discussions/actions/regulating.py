"""Rules in texts: found when a text is written, and followed when a rule is revoked (idea 4)."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from accounts.models import User
from discussions.actions.guiding import mind_guides
from discussions.actions.outdating import mark_outdated, unmark_outdated
from discussions.models import Citation, Post, Regulation
from foundation.refusals import Refusal
from notifications.telling import telling


class ReplacesItself(Refusal):
    message = gettext_lazy("A rule cannot be replaced by itself. Name the new one.")


@transaction.atomic
def describe_regulation(*, regulation: Regulation, title: str, url: str) -> Regulation:
    regulation.title, regulation.url = title, url
    regulation.save(update_fields=["title", "url"])
    return regulation


def revoke_regulation(
    *, actor: User, regulation: Regulation, replaced_by: Regulation | None, now: datetime
) -> Regulation:
    """Everything that cites it is marked as outdated, by a task; its authors hear of it."""
    if replaced_by == regulation:
        raise ReplacesItself
    with telling(now=now):
        rule = Regulation.objects.select_for_update().get(pk=regulation.pk)
        take_marks_off(actor, rule, now)  # revoked before, and another rule was named
        rule.status, rule.replaced_by = Regulation.Status.REVOKED, replaced_by
        rule.revoked_by, rule.revoked_at = actor, now
        rule.save(update_fields=["status", "replaced_by", "revoked_by", "revoked_at"])
        flag_later.enqueue(now.isoformat())
        doubt_later.enqueue(now.isoformat())
        return rule


def reinstate_regulation(*, actor: User, regulation: Regulation, now: datetime) -> Regulation:
    """A slip: it is in force, and the marks that its revocation made are taken off."""
    with telling(now=now):
        rule = Regulation.objects.select_for_update().get(pk=regulation.pk)
        take_marks_off(actor, rule, now)
        rule.status, rule.replaced_by = Regulation.Status.IN_FORCE, None
        rule.revoked_by, rule.revoked_at = None, None
        rule.save(update_fields=["status", "replaced_by", "revoked_by", "revoked_at"])
        Citation.objects.filter(regulation=rule).update(is_confirmed=False)
        flag_later.enqueue(now.isoformat())  # what rests on another revoked rule too
        return rule


def take_marks_off(actor: User, rule: Regulation, now: datetime) -> None:
    """Those that its revocation made. Nobody says of another rule that its texts hold."""
    if not rule.is_revoked:
        return
    marked = Post.objects.standing().filter(citations__regulation=rule)
    for post in marked.filter(outdated_reason=reason_of(rule)):
        unmark_outdated(actor=actor, post=post, is_slip=True, now=now)


@task()
def doubt_later(now: str) -> None:
    """Guides that rest on it call for a look at once."""
    mind_guides(now=datetime.fromisoformat(now))


@task()
def flag_later(now: str) -> None:
    flag_revoked(now=datetime.fromisoformat(now))


def flag_revoked(*, now: datetime) -> int:
    """Marks what rests on a revoked rule; what a task that died left behind, too."""
    doubtful = Citation.objects.doubtful().filter(
        post__deleted_at=None, post__outdated_at=None, post__thread__deleted_at=None
    )
    flagged = 0
    for citation in doubtful.select_related("post__author", "regulation__replaced_by"):
        post, rule = citation.post, citation.regulation
        mark_outdated(
            actor=rule.revoked_by,
            post=post,
            reason=reason_of(rule),
            version=Post.objects.values_list("version", flat=True).get(pk=post.pk),
            is_outside=True,
            now=now,
        )
        flagged += 1
    return flagged


def reason_of(rule: Regulation) -> str:
    """In Indonesian, as the texts are."""
    with translation.override("id"):
        if rule.replaced_by:
            words = _("%(rule)s was revoked and replaced by %(new)s.")
            return words % {"rule": rule, "new": rule.replaced_by}
        return _("%(rule)s was revoked.") % {"rule": rule}
