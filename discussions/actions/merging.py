"""Two questions become one: answers move, marks and followers too, the old address leads on."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live, notices
from discussions.actions.curation import record_choice, withdraw_solution
from discussions.actions.duplicating import ReadByOthers, have_same_readers, lock_both
from discussions.actions.editing import keep_revision, rewrite
from discussions.actions.hiding import TextIsHidden, join_reviews, move_reviews
from discussions.actions.indexing import index_thread
from discussions.actions.keeping import Verb, record_curation, save
from discussions.actions.lapsing import lapse_suggestions
from discussions.actions.locking import AnswersAreHeld
from discussions.models import (
    Comment,
    Duplicate,
    Helpful,
    MeToo,
    Post,
    Review,
    Solution,
    SolutionEvent,
    Thread,
    ThreadSeen,
    asker_of,
)
from foundation.markdown import MAX_BODY
from foundation.models import Saved
from foundation.refusals import Refusal
from notifications.telling import telling

BETWEEN = "\n\n---\n\n"  # a person's two answers in one


class TooLongTogether(Refusal):
    message = _("%(name)s answered both, and the two answers are too long for one. Shorten one.")


class NotQuestions(Refusal):
    message = _("Only questions are merged.")


class IsReported(Refusal):
    message = _("This question was reported. Moderators must decide about that first.")


def refuse_unfit(source: Thread, into: Thread) -> None:
    if {source.kind, into.kind} != {Thread.Kind.QUESTION}:
        raise NotQuestions
    if source.holds_answers or into.holds_answers:
        raise AnswersAreHeld
    refuse_reported(source)


def refuse_reported(source: Thread) -> None:
    """Its words stay readable in the other's history, out of the queue's reach."""
    opening = source.posts.get(no=1)
    texts = Q(about_type=ContentType.objects.get_for_model(opening), about_id=opening.pk)
    comments = opening.comments.values("pk")
    texts |= Q(about_type=ContentType.objects.get_for_model(Comment), about_id__in=comments)
    if source.reviews.filter(texts, kind=Review.Kind.REPORT, decided_at=None).exists():
        raise IsReported


def merge_questions(
    *, actor: User, source: Thread, into: Thread, reason: str, now: datetime
) -> Thread:
    """`source` leaves; whoever answered both keeps one answer with both texts."""
    with telling(now=now):
        source, into = lock_both(source, into)
        if not have_same_readers(source, into):
            raise ReadByOthers
        refuse_unfit(source, into)
        solution = take_solution(source, actor, reason, now)
        move_answers(source, into, actor, now)
        if solution and into.best_answer_id is None:
            give_solution(solution, into, actor, now)
        move_belongings(source, into, now)
        opening = source.posts.get(no=1)
        leave(source, opening, into, reason, now)
        into.answer_count = into.posts.standing().filter(kind=Post.Kind.ANSWER).count()
        into.last_activity_at = now
        save(into, "answer_count", "highest_no", "me_too_count", "best_answer", "last_activity_at")
        record_curation(source, Verb.MERGED, actor, reason, now)
        record_curation(into, Verb.MERGE, actor, reason, now, about=opening)
        index_thread(source, now=now)
        index_thread(into, now=now)
        notices.question_merged(source, into, actor)
        live.thread_changed(source, "question-merged")
        live.thread_changed(into, "question-merged")
        return into


def leave(source: Thread, opening: Post, into: Thread, reason: str, now: datetime) -> None:
    notices.suggestions_lapsed(lapse_suggestions([opening], now), opening, into)
    source.merged_into, source.deleted_at, source.deleted_reason = into, now, reason
    source.answer_count = 0
    source.highest_no = source.posts.aggregate(last=Max("no"))["last"]
    counted = ("answer_count", "highest_no")
    save(source, "merged_into", "deleted_at", "deleted_reason", *counted)


def take_solution(source: Thread, actor: User, reason: str, now: datetime) -> Solution | None:
    """Choices are withdrawn where they were made; the pinned one may stand in the other."""
    by: dict[str, Any] = {"actor": actor, "role": "moderator", "reason": reason, "now": now}
    best, pinned = source.best_answer_id, None
    for solution in Solution.objects.select_related("post").filter(thread=source):
        pinned = solution if solution.post_id == best else pinned
        withdraw_solution(source, solution.post, **by)
    return pinned


def give_solution(solution: Solution, into: Thread, actor: User, now: datetime) -> None:
    answer = Post.objects.get(pk=solution.post_id)
    if answer.thread_id != into.pk:  # joined to another answer of its author
        standing = into.posts.standing().filter(kind=Post.Kind.ANSWER)
        answer = standing.get(author=answer.author_id)
    if answer.outdated_at:
        return
    Solution.objects.create(
        thread=into,
        post=answer,
        kind=solution.kind,
        accepted_by_id=solution.accepted_by_id,
        accepted_at=now,
    )
    by = {"actor": actor, "actor_role": SolutionEvent.Role.MODERATOR, "reason": "", "at": now}
    record_choice(into, answer, SolutionEvent.Verb.ACCEPT, by)
    into.best_answer = answer


def move_answers(source: Thread, into: Thread, actor: User, now: datetime) -> None:
    answers = source.posts.standing().filter(kind=Post.Kind.ANSWER)
    if answers.exclude(hidden_at=None).exists():
        raise TextIsHidden
    for answer in answers.order_by("created_at"):
        move_answer(answer, into, actor, now)


def move_answer(answer: Post, into: Thread, actor: User, now: datetime) -> None:
    """Its own place in the other question, or joined to what its author wrote there."""
    standing = into.posts.standing().filter(kind=Post.Kind.ANSWER)
    other = answer.author_id and standing.filter(author=answer.author_id).first()
    if other and other.hidden_at:
        raise TextIsHidden
    if other:
        join(answer, other, into, actor, now)
        return
    into.highest_no += 1
    answer.thread, answer.no = into, into.highest_no
    answer.save(update_fields=["thread", "no"])
    move_reviews(answer, answer)
    for comment in answer.comments.all():
        move_reviews(comment, comment)


def join(answer: Post, other: Post, into: Thread, actor: User, now: datetime) -> None:
    body = other.body + BETWEEN + answer.body
    if answer.outdated_at and not other.outdated_at:
        other.outdated_at, other.outdated_reason = answer.outdated_at, answer.outdated_reason
    if len(body) > MAX_BODY:
        raise TooLongTogether(TooLongTogether.message % {"name": answer.author or ""})
    other.thread = into
    keep_revision(other, actor, now)
    rewrite(other, body, now, editor=actor)
    join_reviews(answer, other)
    notices.suggestions_lapsed(lapse_suggestions([answer], now), answer, into)
    answer.attachments.update(post=other)
    other.has_files = other.has_files or answer.has_files
    answer.comments.update(post=other)
    for comment in other.comments.all():
        move_reviews(comment, comment)
    helped = Helpful.objects.filter(post=other).values("user")
    Helpful.objects.filter(post=answer).exclude(user__in=helped).update(post=other)
    answer.helpfuls.all().delete()
    answer.worked.all().delete()  # said of a text that now reads differently
    answer.deleted_at = now
    answer.comment_count = answer.score = answer.worked_count = 0
    answer.save(update_fields=["deleted_at", "comment_count", "score", "worked_count"])
    other.score = other.helpfuls.count()
    other.comment_count = other.comments.standing().count()
    other.save(update_fields=["score", "comment_count", "has_files"])


def move_belongings(source: Thread, into: Thread, now: datetime) -> None:
    move_people(source, into, now)
    move_saved(source, into)
    move_duplicates(source, into)


def move_duplicates(source: Thread, into: Thread) -> None:
    """What was said to repeat the one now repeats the other; between the two nothing is left."""
    Duplicate.objects.filter(thread=source).delete()
    Duplicate.objects.filter(thread=into, of=source).delete()
    source.asked_again.update(of=into)


def move_saved(source: Thread, into: Thread) -> None:
    saved = Saved.objects.filter(about_type=ContentType.objects.get_for_model(source))
    kept = saved.filter(about_id=into.pk).values("user")
    saved.filter(about_id=source.pk).exclude(user__in=kept).update(about_id=into.pk)


def move_people(source: Thread, into: Thread, now: datetime) -> None:
    """Who has the problem, and who follows it, goes on with the other question."""
    having = list(source.me_toos.values_list("user", flat=True))
    askers = [asker.pk if asker else None for asker in (asker_of(source), asker_of(into))]
    having += [pk for pk in askers[:1] if pk]
    marks = [MeToo(user_id=pk, thread=into, at=now) for pk in having if pk != askers[1]]
    MeToo.objects.bulk_create(marks, ignore_conflicts=True)
    into.me_too_count = into.me_toos.count()
    watching = ThreadSeen.objects.filter(thread=source, level=ThreadSeen.Level.WATCHING)
    follows = {"level": ThreadSeen.Level.WATCHING, "level_reason": ThreadSeen.Reason.ME_TOO}
    known = ThreadSeen.objects.filter(thread=into, user__in=watching.values("user"))
    known.exclude(level_reason=ThreadSeen.Reason.CHOSE).update(**follows)
    ThreadSeen.objects.bulk_create(
        [
            ThreadSeen(
                user_id=pk,
                thread=into,
                at=now,
                **follows,
            )
            for pk in watching.values_list("user", flat=True)
        ],
        ignore_conflicts=True,
    )
