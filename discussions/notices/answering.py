"""What is heard of questions, answers and comments."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.models import Comment, Post, Thread, ThreadSeen, asker_of, writer_of
from discussions.notices.base import (
    declared,
    followers,
    followers_but_solver,
    followers_of_areas,
    may_see,
    readers_of,
    silent_readers_of,
    tell,
)

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
    asker = asker_of(answer.thread)
    if asker and asker != actor:
        tell(SOLUTION_WITHDRAWN, answer.thread, to=[asker], actor=actor)


def choice_due(thread: Thread) -> None:
    tell(CHOICE_DUE, thread, to=[asker_of(thread)])


ANNOUNCED = declared(
    "announced", _("An announcement to me"), icon="warn", tone="gold", audience=readers_of
)


RECEIPT_DUE = declared(
    "receipt_due",
    _("An announcement waits for me to read it"),
    icon="warn",
    tone="gold",
    audience=silent_readers_of,
)


def receipt_due(thread: Thread, actor: User) -> None:
    tell(RECEIPT_DUE, thread, actor=actor)


def announced(thread: Thread) -> None:
    tell(ANNOUNCED, thread, actor=thread.author)


def question_asked(thread: Thread) -> None:
    tell(QUESTION_ASKED, thread, actor=asker_of(thread), reason="area")


def answer_posted(answer: Post) -> None:
    thread = answer.thread
    writer = writer_of(answer, thread)
    tell(ANSWER_POSTED, thread, actor=writer, first_new=answer.anchor, reason="thread")


def comment_posted(comment: Comment) -> None:
    """Whoever wrote the post, and who commented on it lately, if they may still see it."""
    thread = comment.post.thread
    writer, asker = writer_of(comment, thread), asker_of(thread)
    lately = comment.post.comments.standing().order_by("-pk").values_list("author", "sealed_mark")
    texts = [(comment.post.author_id, comment.post.sealed_mark), *lately[:200]]
    sealed = asker.pk if asker and thread.sealed_mark else None
    authors = [pk or (sealed if mark == thread.sealed_mark else None) for pk, mark in texts]
    ids = [pk for pk in dict.fromkeys(authors) if pk not in (None, writer and writer.pk)]
    deaf = ThreadSeen.objects.filter(thread=thread, level=ThreadSeen.Level.MUTED)
    people = User.objects.active().filter(pk__in=ids[:COMMENTERS_TOLD])
    people = people.exclude(pk__in=deaf.values("user"))
    tell(
        COMMENT_POSTED,
        thread,
        to=[one for one in people if thread.is_for_all or may_see(one, thread)],
        actor=writer,
        first_new=comment.anchor,
    )


def answer_accepted(answer: Post, actor: User) -> None:
    """The answerer hears it as praise, the other followers as news."""
    thread, author = answer.thread, writer_of(answer, answer.thread)
    if author and author != actor:
        tell(ANSWER_ACCEPTED, thread, to=[author], actor=actor, first_new=answer.anchor)
    tell(SOLUTION_CHOSEN, thread, actor=actor, first_new=answer.anchor, reason="thread")


def comment_answers(answer: Post, actor: User) -> None:
    thread, author = answer.thread, writer_of(answer, answer.thread)
    if author and author != actor:
        tell(COMMENT_ANSWERS, thread, to=[author], actor=actor, first_new=answer.anchor)


def answer_remarks(answer: Post, actor: User) -> None:
    author = writer_of(answer, answer.thread)
    if author and author != actor:
        tell(ANSWER_REMARKS, answer.thread, to=[author], actor=actor)
