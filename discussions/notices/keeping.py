"""What is heard of curating: closed, removed, hidden, merged, outdated, guided."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.models import Comment, Duplicate, Guide, Post, Review, Thread
from discussions.notices.base import (
    declared,
    live_guides,
    may_see,
    moderators_of,
    own_threads,
)
from notifications.telling import notify

REPORTERS_TOLD = 20
QUESTION_CLOSED = declared("question_closed", _("My question was closed"), icon="info")
QUESTION_DELETED = declared(
    "question_deleted", _("My question was removed"), icon="info", visible=own_threads
)
POST_OUTDATED = declared(
    "post_outdated", _("What I wrote was marked as outdated"), icon="info", tone="gold"
)
ANSWER_DELETED = declared("answer_deleted", _("My answer was removed"), icon="info")
TEXT_REPORTED = declared(
    "text_reported",
    _("A text in an area I moderate was reported"),
    icon="flag",
    tone="gold",
    audience=lambda review: moderators_of(review.thread).exclude(pk=review.about.author_id),
    visible=lambda user, ids: Review.objects.for_moderator(user).with_thread().in_bulk(list(ids)),
)
TEXT_HIDDEN = declared("text_hidden", _("What I wrote is hidden for now"), icon="info")
TEXT_RETURNED = declared(
    "text_returned", _("What I wrote came back to me to be mended"), icon="pen"
)
TEXT_REDACTED = declared("text_redacted", _("A passage of mine was blackened"), icon="info")
TEXT_RESTORED = declared(
    "text_restored", _("An earlier wording of what I wrote was brought back"), icon="info"
)
COMMENT_REMOVED = declared("comment_removed", _("My comment was removed"), icon="info")
REPORT_DECIDED = declared("report_decided", _("What I reported was looked at"), icon="check")
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


def duplicate_proposed(claim: Duplicate) -> None:
    if claim.thread.author and claim.thread.author != claim.proposed_by:
        to = [claim.thread.author]
        notify(DUPLICATE_PROPOSED, about=claim.thread, to=to, actor=claim.proposed_by)


def duplicate_confirmed(claim: Duplicate, actor: User) -> None:
    notify(DUPLICATE_CONFIRMED, about=claim.of, to=[claim.proposed_by], actor=actor)


def question_merged(source: Thread, into: Thread, actor: User) -> None:
    if source.author and may_see(source.author, into):
        notify(QUESTION_MERGED, about=into, to=[source.author], actor=actor)


def guide_grown(guide: Guide, actor: User) -> None:
    notify(GUIDE_GROWN, about=guide, to=[guide.owner], actor=actor)


def guide_due(guide: Guide) -> None:
    notify(GUIDE_DUE, about=guide, to=[guide.owner])


def guide_lacks(guide: Guide, user: User) -> None:
    notify(GUIDE_LACKS, about=guide, to=[guide.owner], actor=user)


def text_reported(review: Review, reporter: User) -> None:
    notify(TEXT_REPORTED, about=review, actor=reporter)


def text_hidden(about: Post | Comment, thread: Thread, *, is_returned: bool) -> None:
    if about.author:
        kind = TEXT_RETURNED if is_returned else TEXT_HIDDEN
        notify(kind, about=thread, to=[about.author], first_new=about.anchor)


def text_redacted(about: Post | Comment, thread: Thread, actor: User | None) -> None:
    if about.author and about.author != actor:
        notify(TEXT_REDACTED, about=thread, to=[about.author], first_new=about.anchor)


def text_restored(post: Post, actor: User) -> None:
    if post.author and post.author != actor:
        notify(
            TEXT_RESTORED, about=post.thread, to=[post.author], actor=actor, first_new=post.anchor
        )


def comment_removed(comment: Comment, actor: User) -> None:
    if comment.author and comment.author != actor:
        notify(COMMENT_REMOVED, about=comment.post.thread, to=[comment.author])


def report_decided(review: Review) -> None:
    """Whoever reported hears that somebody looked, not what was decided about whom."""
    reports = review.reports.select_related("reporter").order_by("pk")[:REPORTERS_TOLD]
    notify(REPORT_DECIDED, about=review.thread, to=[one.reporter for one in reports])


def question_closed(thread: Thread, actor: User) -> None:
    if thread.author and thread.author != actor:
        notify(QUESTION_CLOSED, about=thread, to=[thread.author], actor=actor)


def answer_deleted(answer: Post, actor: User) -> None:
    if answer.author and answer.author != actor:
        notify(ANSWER_DELETED, about=answer.thread, to=[answer.author], actor=actor)


def post_outdated(post: Post, actor: User) -> None:
    if post.author and post.author != actor:
        notify(
            POST_OUTDATED, about=post.thread, to=[post.author], actor=actor, first_new=post.anchor
        )


def question_deleted(thread: Thread, actor: User) -> None:
    if thread.author and thread.author != actor:
        notify(QUESTION_DELETED, about=thread, to=[thread.author], actor=actor)
