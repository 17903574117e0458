"""The same question asked before: found by anyone, answered by its asker (rows 22, idea 14)."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live, notices
from discussions.actions.following import mark_me_too
from discussions.actions.indexing import index_thread
from discussions.actions.keeping import Verb, record_curation, save
from discussions.actions.locking import ThreadIsLocked
from discussions.models import Duplicate, Thread, asker_of, is_by, shown_actor
from foundation.refusals import Refusal
from notifications.telling import telling

State = Duplicate.State
MOST_REFUSED = 3  # of one question


class SameQuestion(Refusal):
    message = _("This is the same question. Choose the one that was asked before.")


class GoesInCircle(Refusal):
    message = _("That question was found to repeat this one. One of the two must stay.")


class ReadByOthers(Refusal):
    message = _("The two questions are read by different people; one cannot stand for the other.")


class QuestionIsGone(Refusal):
    message = _("The other question is no longer there.")


class RefusedBefore(Refusal):
    message = _("The asker has said already how this question differs from that one.")


class AskedAlready(Refusal):
    message = _("The asker has been asked about another question already. Wait for the answer.")


class AskedEnough(Refusal):
    message = _("The asker has said of several questions that this one differs. Leave it at that.")


class NothingToAnswer(Refusal):
    message = _("This was answered meanwhile.")


def propose_duplicate(*, actor: User, thread: Thread, of: Thread, now: datetime) -> Duplicate:
    """Asks the asker whether `of` answers it; saying the same again changes nothing."""
    with telling(now=now):
        thread, of = lock_both(thread, end_of(of, thread))
        if not thread.is_open:
            raise ThreadIsLocked
        if not of.is_for_all and not have_same_readers(thread, of):
            raise ReadByOthers
        duplicate = Duplicate.objects.filter(thread=thread).first()
        if duplicate and duplicate.refused.filter(pk=of.pk).exists():
            raise RefusedBefore
        if duplicate and duplicate.of_id == of.pk:
            return duplicate
        if duplicate and duplicate.state == State.ASKED and duplicate.of.deleted_at is None:
            raise AskedAlready
        if duplicate and duplicate.refused.count() >= MOST_REFUSED:
            raise AskedEnough
        # How it differs from the one before stays said until the asker says more.
        values = {"of": of, "state": State.ASKED, "proposed_by": actor, "at": now}
        duplicate, _is_new = Duplicate.objects.update_or_create(thread=thread, defaults=values)
        record_curation(thread, Verb.DUPLICATE, actor, of.public_id, now)
        notices.duplicate_proposed(duplicate)
        live.thread_changed(thread, "duplicate-proposed")
        live.queue_changed(thread)
        return duplicate


def confirm_duplicate(*, actor: User, thread: Thread, now: datetime) -> Thread:
    """Closes it; its asker has the problem too and follows the other; its words find the other."""
    with telling(now=now):
        duplicate = asked_duplicate(thread)
        thread, of = lock_both(thread, duplicate.of)
        duplicate = asked_duplicate(thread)  # nobody answered while the locks were waited for
        duplicate.state = State.CONFIRMED
        duplicate.save(update_fields=["state"])
        Duplicate.objects.filter(thread=of, of=thread).delete()
        thread.asked_again.update(of=of)
        if thread.closed_at is None:
            thread.closed_at, thread.closed_by = now, shown_actor(actor, thread)
        save(thread, "closed_at", "closed_by")
        record_curation(thread, Verb.CLOSE, actor, "", now)
        notices.question_closed(thread, actor)
        asker = asker_of(thread)
        if asker and not is_by(asker, of):
            mark_me_too(user=asker, thread=of, now=now)
        index_thread(thread, now=now)
        index_thread(of, now=now)
        notices.duplicate_confirmed(duplicate, actor)
        live.thread_changed(thread, "question-closed")
        live.queue_changed(thread)
        return of


def refuse_duplicate(*, actor: User, thread: Thread, difference: str, now: datetime) -> Thread:
    """It stays open, and everyone reads how it differs."""
    with telling(now=now):
        Thread.objects.select_for_update().get(pk=thread.pk)
        duplicate = asked_duplicate(thread)
        duplicate.refused.add(duplicate.of)
        duplicate.state, duplicate.difference = State.REFUSED, difference
        duplicate.save(update_fields=["state", "difference"])
        record_curation(thread, Verb.NOT_DUPLICATE, actor, difference[:200], now)
        Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
        live.thread_changed(thread, "duplicate-refused")
        live.queue_changed(thread)
        return thread


def asked_duplicate(thread: Thread) -> Duplicate:
    """The one that waits for an answer."""
    duplicate = Duplicate.objects.filter(thread=thread, state=State.ASKED).first()
    if duplicate is None:
        raise NothingToAnswer
    return duplicate


def have_same_readers(one: Thread, other: Thread) -> bool:
    if one.hidden_at or other.hidden_at or one.visibility != other.visibility:
        return False
    return one.is_for_all or one.unit_id == other.unit_id


def end_of(of: Thread, thread: Thread) -> Thread:
    """The question that stays, where `of` was found to repeat it; never `thread` itself."""
    if of == thread:
        raise SameQuestion
    found = Duplicate.objects.confirmed().filter(thread=of).select_related("of").first()
    if found and found.of == thread:
        raise GoesInCircle
    return found.of if found else of


def lock_both(thread: Thread, of: Thread) -> tuple[Thread, Thread]:
    """Both under their locks, in one order."""
    if of.pk == thread.pk:
        raise SameQuestion
    locked = Thread.objects.select_for_update().order_by("pk").in_bulk({thread.pk, of.pk})
    thread, of = locked[thread.pk], locked[of.pk]
    if Duplicate.objects.confirmed().filter(thread=of, of=thread).exists():
        raise GoesInCircle
    if of.deleted_at or thread.deleted_at:
        raise QuestionIsGone
    return thread, of
