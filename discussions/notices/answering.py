"""What is heard of questions, answers and comments."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.models import Comment, Post, Thread, ThreadSeen
from discussions.notices.base import (
    declared,
    followers,
    followers_but_solver,
    followers_of_areas,
    may_see,
    readers_of,
)
from notifications.telling import notify

COMMENTERS_TOLD = 20  # of a post, the latest ones
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
COMMENT_ANSWERS = declared("comment_answers", _("My comment became an answer"))
ANSWER_REMARKS = declared("answer_remarks", _("My answer became a comment"), icon="info")
SOLUTION_WITHDRAWN = declared(
    "solution_withdrawn", _("A solution of my question was taken back"), icon="info"
)
CHOICE_DUE = declared(
    "choice_due", _("My question has answers and no solution yet"), icon="award", tone="gold"
)


def solution_withdrawn(answer: Post, actor: User | None) -> None:
    """To the asker, when somebody else did it."""
    asker = answer.thread.author
    if asker and asker != actor:
        notify(SOLUTION_WITHDRAWN, about=answer.thread, to=[asker], actor=actor)


def choice_due(thread: Thread) -> None:
    notify(CHOICE_DUE, about=thread, to=[thread.author])


ANNOUNCED = declared(
    "announced", _("An announcement to me"), icon="warn", tone="gold", audience=readers_of
)


def announced(thread: Thread) -> None:
    notify(ANNOUNCED, about=thread, actor=thread.author)


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
