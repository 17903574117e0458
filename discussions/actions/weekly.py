"""The leader's question of the week, and the answers that are opened all at once (idea 11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from discussions import live, notices
from discussions.actions.attaching import attach
from discussions.actions.first import note_first_text
from discussions.actions.following import start_following
from discussions.actions.indexing import index_thread
from discussions.actions.locking import ThreadIsLocked
from discussions.actions.thread import QuestionText, add_post, asked_before, count_in
from discussions.models import (
    HeldAnswer,
    Post,
    Thread,
    ThreadRank,
    ThreadSeen,
    WeekQuestion,
    signature_of,
)
from foundation.once import once
from foundation.refusals import Refusal
from notifications.telling import telling

lot = SystemRandom()


class WeekIsTaken(Refusal):
    message = _("A question of the week is running there already. Wait until its answers open.")


class AnswersAreOpen(Refusal):
    message = _("The time to answer unseen is over. Load the page again; copy what you typed.")


@dataclass(frozen=True)
class WeekText:
    """What is asked, of whom (`unit` and those below, or everyone), and for how many days."""

    question: QuestionText
    unit: Unit | None
    days: int


def ask_week(*, author: User, text: WeekText, now: datetime, key: str = "") -> Thread:
    """Everyone who may answer is told; one question at a time for the same people."""
    with telling(now=now), once(user=author, key=key, makes=Thread, now=now) as sending:
        if made := asked_before(author, text.question, sending.made, now):
            return sending.keep(made)
        visibility = Thread.Visibility.UNIT if text.unit else Thread.Visibility.REGENCY
        lock_units()
        if running_beside(author, text.unit).exists():
            raise WeekIsTaken
        thread = Thread.objects.create(
            title=text.question.title,
            author=author,
            unit=text.unit or author.unit,
            visibility=visibility,
            created_at=now,
            last_activity_at=now,
        )
        ThreadRank.objects.create(thread=thread)
        thread.areas.add(*text.question.areas)
        by = signature_of(thread)
        opening = add_post(
            thread=thread, kind=Post.Kind.OPENING, no=1, by=by, body=text.question.body, now=now
        )
        attach(opening, text.question.attached)
        WeekQuestion.objects.create(thread=thread, opens_at=now + timedelta(days=text.days))
        asked = ThreadSeen.Reason.ASKED
        start_following(user=author, thread=thread, reason=asked, now=now, wrote=1)
        note_first_text(opening, now=now)
        index_thread(thread, now=now)
        notices.week_asked(thread)
        live.question_asked(thread, author)
        return sending.keep(thread)


def lock_units() -> None:
    """Two can ask the same people at once; every unit stands below one of these."""
    list(Unit.objects.select_for_update(no_key=True).filter(parent=None).order_by("pk"))


def running_beside(author: User, unit: Unit | None) -> QuerySet:
    """Asked of the same people: of everyone, or of this unit, one above or one below."""
    running = WeekQuestion.objects.running()
    if unit is None:
        return running.filter(thread__visibility=Thread.Visibility.REGENCY)
    asked = {"thread__visibility": Thread.Visibility.UNIT}
    return running.filter(thread__unit__in=author.units_around(unit), **asked)


def running_for(author: User, units: Iterable[Unit | None]) -> QuerySet:
    """What already runs beside any of `units`, so that it is said before somebody writes."""
    found = WeekQuestion.objects.none()
    for unit in units:
        found = found | running_beside(author, unit)
    return found.order_by("opens_at")


def hold_answer(*, author: User, thread: Thread, body: str, now: datetime) -> HeldAnswer:
    """Nobody is told, and nothing of it is drawn; sending again puts the new words in its place."""
    with telling(now=now):
        thread, week = lock_week(thread, now)
        if not thread.is_open:
            raise ThreadIsLocked
        words = {"body": body, "at": now}
        held, _is_new = week.held.update_or_create(author=author, defaults=words)
        answered = ThreadSeen.Reason.ANSWERED
        start_following(user=author, thread=thread, reason=answered, now=now, wrote=1)
        return held


def take_back_answer(*, author: User, thread: Thread, now: datetime) -> None:
    with telling(now=now):
        _thread, week = lock_week(thread, now)
        week.held.filter(author=author).delete()


def lock_week(thread: Thread, now: datetime) -> tuple[Thread, WeekQuestion]:
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    if not thread.holds_answers or thread.week.opens_at <= now:
        raise AnswersAreOpen
    return thread, thread.week


def open_answers(*, now: datetime) -> int:
    """Those of every question whose time is over; how many questions were opened."""
    due = WeekQuestion.objects.due(now).order_by("pk").values_list("thread", flat=True)
    return sum(open_week(pk, now) for pk in list(due))


def open_week(pk: int, now: datetime) -> bool:
    """Answers become posts in an order drawn by lot, all at one moment; a closed question too."""
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=pk)
        if not thread.holds_answers:
            return False
        week = thread.week
        WeekQuestion.objects.filter(pk=week.pk).update(opened_at=now)
        held = list(week.held.select_related("author").order_by("pk"))
        lot.shuffle(held)
        answers = [publish(one, thread, now) for one in held]
        week.held.all().delete()
        thread.version += 1  # its row says something else, also where nobody answered
        thread.save(update_fields=["version"])
        index_thread(thread, now=now)
        notices.answers_opened(thread)
        if answers:
            live.answer_posted(answers[-1])
        return True


def publish(held: HeldAnswer, thread: Thread, now: datetime) -> Post:
    count_in(thread, now)
    by = {"author": held.author, "sealed_mark": ""}
    kind, no = Post.Kind.ANSWER, thread.highest_no
    answer = add_post(thread=thread, kind=kind, no=no, by=by, body=held.body, now=now)
    note_first_text(answer, now=now)
    notices.mentioned(answer, thread)
    return answer
