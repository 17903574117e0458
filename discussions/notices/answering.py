"""What is heard of questions, answers and comments."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.models import (
    Comment,
    Invitation,
    Post,
    Thread,
    ThreadSeen,
    asker_of,
    shown_actor,
    writer_of,
)
from discussions.models.calling import (
    MOST_CALLED,
    MOST_TOLD,
    may_call,
    mentioned_ids,
    mentioned_in,
    units_in,
)
from discussions.models.sight import readers_of
from discussions.notices.base import (
    declared,
    followers,
    followers_but_solver,
    followers_of_areas,
    may_see,
    reply_address,
    silent_readers_of,
    tell,
)

COMMENTERS_TOLD = 20  # of a post, the latest ones
QUESTION_ASKED = declared(
    "question_asked",
    _("A new question in an area I follow"),
    audience=followers_of_areas,
    reply_to=reply_address,
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
        shown = shown_actor(actor, answer.thread, answer)
        tell(SOLUTION_WITHDRAWN, answer.thread, to=[asker], actor=shown)


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
    writer, asker = writer_of(comment, thread), asker_of(thread) if thread.sealed_mark else None
    lately = comment.post.comments.standing().order_by("-pk").values_list("author", "sealed_mark")
    texts = [(comment.post.author_id, comment.post.sealed_mark), *lately[:200]]
    sealed = asker.pk if asker else None
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


WEEK_ASKED = declared(
    "week_asked", _("A question of the week for me"), icon="chat", tone="gold", audience=readers_of
)
ANSWERS_OPENED = declared(
    "answers_opened", _("Answers to a question of the week are open"), audience=followers
)


def week_asked(thread: Thread) -> None:
    tell(WEEK_ASKED, thread, actor=thread.author)


def answers_opened(thread: Thread) -> None:
    tell(ANSWERS_OPENED, thread, reason="thread")


ANSWER_THANKED = declared("answer_thanked", _("A leader thanks me for an answer"), icon="thumb")


def answer_thanked(answer: Post, actor: User) -> None:
    tell(ANSWER_THANKED, answer.thread, to=[answer.author], actor=actor, first_new=answer.anchor)


INVITED = declared(
    "invited",
    _("Somebody asks me to answer"),
    icon="pen",
    tone="gold",
    is_personal=True,
    reply_to=reply_address,
)
MAIL_KEPT = declared(
    "mail_kept", _("An answer by mail waits as a draft"), icon="pen", tone="gold", mails=True
)
MENTIONED = declared("mentioned", _("Somebody mentions me"), is_personal=True)


def invited(invitation: Invitation, actor: User) -> None:
    tell(INVITED, invitation.thread, to=[invitation.user], actor=actor)


def unit_called(about: Post | Comment, thread: Thread) -> None:
    """Everybody of the units that a new text calls; the form has asked its writer first."""
    writer = about.author
    units = [unit for unit in units_in(about.body) if writer and may_call(writer, unit)]
    people = User.objects.active().filter(unit__in=units) if units else User.objects.none()
    if 0 < people.count() <= MOST_CALLED:
        named = mentioned_ids(about.body)[:MOST_TOLD]
        to = people.filter(pk__in=readers_of(thread)).exclude(public_id__in=named)
        tell(MENTIONED, thread, to=list(to), actor=writer, first_new=about.anchor)


def mentioned(
    about: Post | Comment, thread: Thread, before: str = "", by: User | None = None
) -> None:
    """Those whom the text names now and did not name `before`, if they may read it.

    `by` is who worded it so, where that is not its author.
    """
    known = set(mentioned_ids(before))
    people = [one for one in mentioned_in(about.body) if one.public_id not in known]
    to = [one for one in people if thread.is_for_all or may_see(one, thread)]
    if to:
        writer = by or writer_of(about, thread)
        tell(MENTIONED, thread, to=to, actor=writer, first_new=about.anchor)


def mail_kept(thread: Thread, writer: User) -> None:
    """An answer by mail could not be published as it is."""
    tell(MAIL_KEPT, thread, to=[writer])
