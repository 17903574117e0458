""" "Saya jawab": others see for ten minutes that somebody is writing an answer (row 13)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.actions.locking import ThreadIsLocked
from discussions.models import Thread
from foundation.refusals import Refusal

TAKEN_FOR = timedelta(minutes=10)


class TakenAlready(Refusal):
    """Somebody else is writing an answer now; answering is still open to everyone."""


@transaction.atomic
def take_question(*, user: User, thread: Thread, now: datetime) -> Thread:
    """Taking it again goes on for ten minutes from now."""
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    if not thread.is_open:
        raise ThreadIsLocked
    taker = thread.taker(now)
    if taker and taker != user:
        until = time_format(timezone.localtime(thread.taken_until), "H.i")
        words = _("%(name)s is writing an answer until %(until)s. You may answer all the same.")
        raise TakenAlready(words % {"name": taker.name, "until": until})
    thread.taken_by, thread.taken_until = user, now + TAKEN_FOR
    thread.save(update_fields=["taken_by", "taken_until"])
    return thread


@transaction.atomic
def release_question(*, user: User, thread: Thread) -> None:
    Thread.objects.filter(pk=thread.pk, taken_by=user).update(taken_by=None, taken_until=None)
