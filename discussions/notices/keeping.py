"""What is heard of curating: closed, removed, hidden, merged, outdated, guided."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.permissions import is_moderator
from discussions.models import (
    Award,
    Comment,
    Duplicate,
    Guide,
    Post,
    Review,
    SealRequest,
    Thread,
    asker_of,
    is_by,
    shown_actor,
    writer_of,
)
from discussions.models.reportable import deciders_of, maker_of
from discussions.models.sight import moderators_of
from discussions.notices.base import (
    declared,
    live_guides,
    may_see,
    own_threads,
    tell,
)
from notifications.telling import Unnamed, notify

REPORTERS_TOLD = 20
DECIDERS_TOLD = 20
SEAL_ASKED = declared(
    "seal_asked",
    _("Somebody asks to open the seal of a name"),
    icon="flag",
    tone="gold",
    concerns=lambda user: user.is_admin or is_moderator(user),
)
SEAL_DECIDED = declared("seal_decided", _("My request to open a seal was decided"), icon="info")
SEAL_OPENED = declared(
    "seal_opened",
    _("The seal of my name was opened"),
    icon="warn",
    tone="gold",
    visible=own_threads,
    is_required=True,
)
QUESTION_CLOSED = declared("question_closed", _("My question was closed"), icon="info")
QUESTION_DELETED = declared(
    "question_deleted",
    _("My question was removed"),
    icon="info",
    visible=own_threads,
    is_required=True,
)
POST_OUTDATED = declared(
    "post_outdated", _("What I wrote was marked as outdated"), icon="info", tone="gold"
)
ANSWER_DELETED = declared(
    "answer_deleted", _("My answer was removed"), icon="info", is_required=True
)
TEXT_REPORTED = declared(
    "text_reported",
    _("A text in an area I moderate was reported"),
    icon="flag",
    tone="gold",
    audience=deciders_of,
    concerns=is_moderator,
    visible=lambda user, ids: Review.objects.for_moderator(user).with_thread().in_bulk(list(ids)),
)
TEXT_HIDDEN = declared(
    "text_hidden", _("What I wrote is hidden for now"), icon="info", is_required=True
)
TEXT_RETURNED = declared(
    "text_returned", _("What I wrote came back to me to be mended"), icon="pen"
)
TEXT_REDACTED = declared("text_redacted", _("A passage of mine was redacted"), icon="info")
TEXT_RESTORED = declared(
    "text_restored", _("An earlier wording of what I wrote was brought back"), icon="info"
)
COMMENT_REMOVED = declared("comment_removed", _("My comment was removed"), icon="info")
REPORT_DECIDED = declared("report_decided", _("What I reported was looked at"), icon="check")
THING_LOOKED_AT = declared(
    "thing_looked_at",
    _("A guide, a material or a colleague that I reported was looked at"),
    icon="check",
    visible=lambda user, ids: Review.objects.told_to_reporter(user).in_bulk(list(ids)),
)
THING_HIDDEN = declared(
    "thing_hidden",
    _("A guide or a material of mine is hidden for now"),
    icon="info",
    visible=lambda user, ids: Review.objects.told_to_maker(user).in_bulk(list(ids)),
)
THING_DECIDED = declared(
    "thing_decided",
    _("Moderators ask me to mend something, or removed it"),
    icon="pen",
    visible=lambda user, ids: Review.objects.told_to_maker(user).in_bulk(list(ids)),
)
DUPLICATE_PROPOSED = declared("duplicate_proposed", _("My question was perhaps asked before"))
DUPLICATE_CONFIRMED = declared(
    "duplicate_confirmed", _("The same question that I found was the right one"), icon="check"
)
QUESTION_MERGED = declared("question_merged", _("My question went on in another one"))
GUIDE_GROWN = declared(
    "guide_grown", _("My answer became a guide"), icon="award", tone="gold", visible=live_guides
)
GUIDE_DUE = declared(
    "guide_due", _("A guide of mine needs a look"), icon="info", visible=live_guides
)
GUIDE_LACKS = declared(
    "guide_lacks", _("Somebody misses something in a guide of mine"), visible=live_guides
)

AWARD_GIVEN = declared(
    "award_given",
    _("An award for me"),
    icon="award",
    tone="gold",
    visible=lambda user, ids: Award.objects.of(user).in_bulk(list(ids)),
)


def award_given(award: Award) -> None:
    """To its holder alone."""
    notify(AWARD_GIVEN, about=award, to=[award.user], actor=award.given_by)


def duplicate_proposed(duplicate: Duplicate) -> None:
    asker = asker_of(duplicate.thread)
    if asker and asker != duplicate.proposed_by:
        tell(DUPLICATE_PROPOSED, duplicate.thread, to=[asker], actor=duplicate.proposed_by)


def duplicate_confirmed(duplicate: Duplicate, actor: User) -> None:
    shown = shown_actor(actor, duplicate.thread)
    tell(DUPLICATE_CONFIRMED, duplicate.of, to=[duplicate.proposed_by], actor=shown)


def question_merged(source: Thread, into: Thread, actor: User) -> None:
    asker = asker_of(source)
    if asker and may_see(asker, into):
        tell(QUESTION_MERGED, into, to=[asker], actor=actor)


def guide_grown(guide: Guide, actor: User) -> None:
    notify(GUIDE_GROWN, about=guide, to=[guide.owner], actor=actor)


def guide_due(guide: Guide) -> None:
    notify(GUIDE_DUE, about=guide, to=[guide.owner])


def guide_lacks(guide: Guide, user: User) -> None:
    notify(GUIDE_LACKS, about=guide, to=[guide.owner], actor=user)


def text_reported(review: Review, reporter: User) -> None:
    """Moderators are told, but not who said it."""
    notify(TEXT_REPORTED, about=review, actor=Unnamed(reporter))


def text_hidden(about: Post | Comment, thread: Thread, *, is_returned: bool) -> None:
    kind = TEXT_RETURNED if is_returned else TEXT_HIDDEN
    tell(kind, thread, to=[writer_of(about, thread)], first_new=about.anchor)


def text_redacted(about: Post | Comment, thread: Thread, actor: User | None) -> None:
    author = writer_of(about, thread)
    if author and author != actor:
        tell(TEXT_REDACTED, thread, to=[author], first_new=about.anchor)


def text_restored(post: Post, actor: User) -> None:
    author = writer_of(post, post.thread)
    if author and author != actor:
        tell(TEXT_RESTORED, post.thread, to=[author], actor=actor, first_new=post.anchor)


def comment_removed(comment: Comment, actor: User) -> None:
    author = writer_of(comment, comment.post.thread)
    if author and author != actor:
        tell(COMMENT_REMOVED, comment.post.thread, to=[author])


def report_decided(review: Review) -> None:
    """Whoever reported hears that somebody looked, not what was decided about whom."""
    reports = review.reports.select_related("reporter").order_by("pk")[:REPORTERS_TOLD]
    kind, about = (REPORT_DECIDED if review.thread else THING_LOOKED_AT), review.thread or review
    notify(kind, about=about, to=[one.reporter for one in reports])


def thing_hidden(review: Review) -> None:
    notify(THING_HIDDEN, about=review, to=[maker_of(review.about, None)])


def thing_decided(review: Review) -> None:
    """Whoever made it reads what was decided, and why."""
    notify(THING_DECIDED, about=review, to=[maker_of(review.about, None)])


def question_closed(thread: Thread, actor: User) -> None:
    asker = asker_of(thread)
    if asker and asker != actor:
        tell(QUESTION_CLOSED, thread, to=[asker], actor=actor)


def answer_deleted(answer: Post, actor: User) -> None:
    author = writer_of(answer, answer.thread)
    if author and author != actor:
        tell(ANSWER_DELETED, answer.thread, to=[author], actor=actor)


def post_outdated(post: Post, actor: User, *, is_outside: bool = False) -> None:
    """`is_outside`: the actor revoked a rule, and is named here as everywhere."""
    author = writer_of(post, post.thread)
    if author and author != actor:
        told: dict[str, Any] = {"to": [author], "actor": actor, "first_new": post.anchor}
        if is_outside:
            notify(POST_OUTDATED, about=post.thread, **told)
        else:
            tell(POST_OUTDATED, post.thread, **told)


def question_deleted(thread: Thread, actor: User) -> None:
    asker = asker_of(thread)
    if asker and asker != actor:
        tell(QUESTION_DELETED, thread, to=[asker], actor=actor)


def seal_asked(request: SealRequest) -> None:
    """The other role decides."""
    thread, role = request.thread, SealRequest.Role
    admins = User.objects.active().filter(is_staff=True, is_superuser=True)
    others = admins if request.asked_role == role.MODERATOR else moderators_of(thread)
    people = [one for one in others.order_by("pk")[:DECIDERS_TOLD] if not is_by(one, thread)]
    tell(SEAL_ASKED, thread, to=people, actor=request.asked_by)


def seal_decided(request: SealRequest) -> None:
    tell(SEAL_DECIDED, request.thread, to=[request.asked_by], actor=request.decided_by)


def seal_opened(request: SealRequest) -> None:
    tell(SEAL_OPENED, request.thread, to=[asker_of(request.thread)], actor=request.decided_by)
