"""Who hears what about questions."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from accounts.models.user import units_below
from competencies.models import AreaCuratorship, AreaFollow
from discussions.models import Comment, Duplicate, Guide, Post, Review, Thread, ThreadSeen
from notifications.kinds import Kind, declare
from notifications.telling import notify

REPORTERS_TOLD = 20
COMMENTERS_TOLD = 20  # of a post, the latest ones


def visible_threads(user: User, ids: Iterable[int]) -> dict[int, Thread]:
    return Thread.objects.visible_to(user).in_bulk(list(ids))


def own_threads(user: User, ids: Iterable[int]) -> dict[int, Thread]:
    """Removed ones too: their address says why."""
    return Thread.objects.asked_by(user).in_bulk(list(ids))


def followers_of_areas(thread: Thread) -> QuerySet:
    """Who follows one of its areas and may see it."""
    areas = thread.area_items.values("tag")
    watching = AreaFollow.objects.filter(area__in=areas, level=AreaFollow.Level.WATCHING)
    muted = AreaFollow.objects.filter(area__in=areas, level=AreaFollow.Level.MUTED)
    people = User.objects.active().filter(pk__in=watching.values("user"))
    people = people.exclude(pk__in=muted.values("user"))
    if thread.visibility == Thread.Visibility.UNIT:
        people = people.filter(unit__in=members_units(thread))
    return people


def members_units(thread: Thread) -> frozenset[int]:
    """The unit of the thread and those below it: their members read its board."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    return units_below({thread.unit_id} if thread.unit_id else set(), parents)


def followers(thread: Thread) -> QuerySet:
    watching = ThreadSeen.objects.filter(thread=thread, level=ThreadSeen.Level.WATCHING)
    return User.objects.active().filter(pk__in=watching.values("user"))


def followers_but_solver(thread: Thread) -> QuerySet:
    """Whoever wrote the solution hears it as praise instead."""
    solved = thread.posts.filter(pk=thread.best_answer_id)
    return followers(thread).exclude(pk__in=solved.values("author"))


def nobody(thread: Thread) -> QuerySet:
    return User.objects.none()


def declared(name: str, label: Any, **more: Any) -> Kind:
    """A kind about a thread; without an audience its function names the few it is told to."""
    usual: dict[str, Any] = {
        "icon": "chat",
        "tone": "blue",
        "audience": nobody,
        "visible": visible_threads,
    }
    return declare(Kind(key=f"discussions.{name}", label=label, group="answers", **(usual | more)))


QUESTION_ASKED = declared(
    "question_asked", _("A new question in an area I follow"), audience=followers_of_areas
)
ANSWER_POSTED = declared(
    "answer_posted", _("A new answer to a question I follow"), audience=followers
)
ANSWER_ACCEPTED = declared(
    "answer_accepted", _("My answer was chosen as the best solution"), icon="award", tone="gold"
)
SOLUTION_CHOSEN = declared(
    "solution_chosen",
    _("A question I follow has a best solution"),
    icon="award",
    tone="gold",
    audience=followers_but_solver,
)
COMMENT_POSTED = declared("comment_posted", _("A comment on what I wrote or commented on"))
QUESTION_CLOSED = declared("question_closed", _("My question was closed"), icon="info")
QUESTION_DELETED = declared(
    "question_deleted", _("My question was removed"), icon="info", visible=own_threads
)
POST_OUTDATED = declared(
    "post_outdated", _("What I wrote was marked as outdated"), icon="info", tone="gold"
)
ANSWER_DELETED = declared("answer_deleted", _("My answer was removed"), icon="info")
COMMENT_ANSWERS = declared("comment_answers", _("My comment became an answer"))
ANSWER_REMARKS = declared("answer_remarks", _("My answer became a comment"), icon="info")


TEXT_REPORTED = declared(
    "text_reported",
    _("A text in an area I moderate was reported"),
    icon="flag",
    tone="gold",
    audience=lambda review: moderators_of(review.thread),
    visible=lambda user, ids: Review.objects.for_moderator(user).with_thread().in_bulk(list(ids)),
)
TEXT_HIDDEN = declared("text_hidden", _("What I wrote is hidden for now"), icon="info")
TEXT_RETURNED = declared(
    "text_returned", _("What I wrote came back to me to be mended"), icon="pen"
)
TEXT_REDACTED = declared("text_redacted", _("A passage of mine was blackened"), icon="info")
COMMENT_REMOVED = declared("comment_removed", _("My comment was removed"), icon="info")
REPORT_DECIDED = declared("report_decided", _("What I reported was looked at"), icon="check")


CHOICE_DUE = declared(
    "choice_due", _("My question has answers and no solution yet"), icon="award", tone="gold"
)
DUPLICATE_PROPOSED = declared("duplicate_proposed", _("My question was perhaps asked before"))
DUPLICATE_CONFIRMED = declared(
    "duplicate_confirmed", _("The same question that I found was the right one"), icon="check"
)
QUESTION_MERGED = declared("question_merged", _("My question went on in another one"))


def choice_due(thread: Thread) -> None:
    notify(CHOICE_DUE, about=thread, to=[thread.author])


def duplicate_proposed(claim: Duplicate) -> None:
    if claim.thread.author and claim.thread.author != claim.proposed_by:
        to = [claim.thread.author]
        notify(DUPLICATE_PROPOSED, about=claim.thread, to=to, actor=claim.proposed_by)


def duplicate_confirmed(claim: Duplicate, actor: User) -> None:
    notify(DUPLICATE_CONFIRMED, about=claim.of, to=[claim.proposed_by], actor=actor)


def question_merged(source: Thread, into: Thread, actor: User) -> None:
    if source.author and may_see(source.author, into):
        notify(QUESTION_MERGED, about=into, to=[source.author], actor=actor)


def live_guides(user: User, ids: Iterable[int]) -> dict[int, Guide]:
    return Guide.objects.live().in_bulk(list(ids))


GUIDE_GROWN = declared(
    "guide_grown", _("My answer became a guide"), icon="award", tone="gold", visible=live_guides
)
GUIDE_DUE = declared(
    "guide_due", _("A guide of mine needs a look"), icon="info", visible=live_guides
)
GUIDE_LACKS = declared(
    "guide_lacks", _("Somebody misses something in a guide of mine"), visible=live_guides
)


def guide_grown(guide: Guide, actor: User) -> None:
    notify(GUIDE_GROWN, about=guide, to=[guide.owner], actor=actor)


def guide_due(guide: Guide) -> None:
    notify(GUIDE_DUE, about=guide, to=[guide.owner])


def guide_lacks(guide: Guide, user: User) -> None:
    notify(GUIDE_LACKS, about=guide, to=[guide.owner], actor=user)


def moderators_of(thread: Thread) -> QuerySet:
    areas = thread.area_items.values("tag")
    curating = AreaCuratorship.objects.filter(Q(area=None) | Q(area__in=areas))
    return User.objects.active().filter(pk__in=curating.values("user"))


def text_reported(review: Review, reporter: User) -> None:
    notify(TEXT_REPORTED, about=review, actor=reporter)


def text_hidden(about: Post | Comment, thread: Thread, *, is_returned: bool) -> None:
    if about.author:
        kind = TEXT_RETURNED if is_returned else TEXT_HIDDEN
        notify(kind, about=thread, to=[about.author], first_new=about.anchor)


def text_redacted(about: Post | Comment, thread: Thread, actor: User | None) -> None:
    if about.author and about.author != actor:
        notify(TEXT_REDACTED, about=thread, to=[about.author], first_new=about.anchor)


def comment_removed(comment: Comment, actor: User) -> None:
    if comment.author and comment.author != actor:
        notify(COMMENT_REMOVED, about=comment.post.thread, to=[comment.author])


def report_decided(review: Review) -> None:
    """Whoever reported hears that somebody looked, not what was decided about whom."""
    reports = review.reports.select_related("reporter").order_by("pk")[:REPORTERS_TOLD]
    notify(REPORT_DECIDED, about=review.thread, to=[one.reporter for one in reports])


def question_asked(thread: Thread) -> None:
    notify(QUESTION_ASKED, about=thread, actor=thread.author, reason="area")


def answer_posted(answer: Post) -> None:
    notify(
        ANSWER_POSTED,
        about=answer.thread,
        actor=answer.author,
        first_new=answer.anchor,
        reason="thread",
    )


def comment_posted(comment: Comment) -> None:
    """Whoever wrote the post, and who commented on it lately, if they may still see it."""
    thread = comment.post.thread
    lately = comment.post.comments.standing().order_by("-pk").values_list("author", flat=True)[:200]
    authors = [comment.post.author_id, *lately]
    ids = [pk for pk in dict.fromkeys(authors) if pk not in (None, comment.author_id)]
    deaf = ThreadSeen.objects.filter(thread=thread, level=ThreadSeen.Level.MUTED)
    people = User.objects.active().filter(pk__in=ids[:COMMENTERS_TOLD])
    people = people.exclude(pk__in=deaf.values("user"))
    notify(
        COMMENT_POSTED,
        about=thread,
        to=[one for one in people if thread.is_for_all or may_see(one, thread)],
        actor=comment.author,
        first_new=comment.anchor,
    )


def may_see(user: User, thread: Thread) -> bool:
    return Thread.objects.visible_to(user).filter(pk=thread.pk).exists()


def answer_accepted(answer: Post, actor: User) -> None:
    """The answerer hears it as praise, the other followers as news."""
    author = answer.author
    if author and author != actor:
        notify(
            ANSWER_ACCEPTED, about=answer.thread, to=[author], actor=actor, first_new=answer.anchor
        )
    notify(
        SOLUTION_CHOSEN,
        about=answer.thread,
        actor=actor,
        first_new=answer.anchor,
        reason="thread",
    )


def question_closed(thread: Thread, actor: User) -> None:
    if thread.author and thread.author != actor:
        notify(QUESTION_CLOSED, about=thread, to=[thread.author], actor=actor)


def answer_deleted(answer: Post, actor: User) -> None:
    if answer.author and answer.author != actor:
        notify(ANSWER_DELETED, about=answer.thread, to=[answer.author], actor=actor)


def comment_answers(answer: Post, actor: User) -> None:
    if answer.author and answer.author != actor:
        notify(
            COMMENT_ANSWERS,
            about=answer.thread,
            to=[answer.author],
            actor=actor,
            first_new=answer.anchor,
        )


def answer_remarks(answer: Post, actor: User) -> None:
    if answer.author and answer.author != actor:
        notify(ANSWER_REMARKS, about=answer.thread, to=[answer.author], actor=actor)


def post_outdated(post: Post, actor: User) -> None:
    if post.author and post.author != actor:
        notify(
            POST_OUTDATED, about=post.thread, to=[post.author], actor=actor, first_new=post.anchor
        )


def question_deleted(thread: Thread, actor: User) -> None:
    if thread.author and thread.author != actor:
        notify(QUESTION_DELETED, about=thread, to=[thread.author], actor=actor)
